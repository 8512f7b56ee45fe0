//! What the log makes of everybody, folded by the domain alone: the import has no part in this.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use cairn_domain::{
    Event, Instant, Interval, Presence, Recorded, SessionId, Settled, Standing, Zones, settle,
};
use cairn_eventlog::{Log, codec};
use cairn_testkit::term::HOME;

use crate::world::{World, cohort, record};

/// Where somebody stands, and the facts of it.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    /// When they were there, stay by stay.
    pub stays: BTreeMap<SessionId, Vec<Interval>>,
    /// For how many seconds they were there, where that is all that is known.
    pub seconds: BTreeMap<SessionId, Vec<u32>>,
    /// What they paid, by the provider's identity of it, in cents.
    pub paid: BTreeMap<String, i64>,
    /// The net of all money, as the standing has it, in cents.
    pub net: i64,
    /// What they got back, in cents, each.
    pub back: Vec<i64>,
    /// When they wrote about which session.
    pub reflected: BTreeSet<(SessionId, Instant)>,
}

/// Folds everybody in the cast who is on record.
pub fn everybody(world: &World<'_>) -> BTreeMap<usize, Folded> {
    let mut histories: BTreeMap<_, Vec<Recorded>> = BTreeMap::new();
    let mut take = |each: cairn_eventlog::EnvelopeRef<'_>| {
        if let Some(who) = each.stream.practitioner() {
            let event = codec::decode(each.kind, each.version, each.body).unwrap().event;
            histories.entry(who).or_default().push(Recorded {
                position: each.position,
                id: each.event_id,
                recorded_at: each.recorded_at,
                occurred: each.occurred_at,
                event,
            });
        }
        ControlFlow::Continue(())
    };
    world.log.scan(0, &mut take).unwrap();
    let on_record = world.term.cast.iter().enumerate().filter(|(_, each)| each.on_record);
    let zones = Zones { home: HOME, cohorts: BTreeMap::new() };
    let known = Instant::MAX_UTC;
    let folded = on_record
        .map(|(who, _)| {
            let history = histories.remove(&record(who)).unwrap_or_default();
            (who, fold(&settle(history, known, &zones)))
        })
        .collect();
    assert!(histories.is_empty(), "somebody who is not on record has events");
    folded
}

fn fold(settled: &Settled) -> Folded {
    assert!(settled.anomalies.is_empty(), "{:?}", settled.anomalies);
    let standing = Standing::replay(&settled.facts);
    let mut folded = Folded::default();
    let Some(enrolment) = standing.in_cohort(&cohort()) else { return folded };
    for (session, seen) in &enrolment.attendance {
        let mut joined = BTreeSet::new();
        for seen in seen {
            match &seen.presence {
                Presence::Intervals(stays) => {
                    let first = stays.first().map(|stay| stay.from);
                    assert!(joined.insert(first), "one joining is two events");
                    folded.stays.entry(session.clone()).or_default().extend(stays);
                }
                Presence::Seconds(seconds) => {
                    folded.seconds.entry(session.clone()).or_default().push(*seconds);
                }
                other => panic!("nobody says {other:?}"),
            }
        }
        let durations = folded.seconds.get(session).map_or(0, Vec::len);
        assert!(durations <= 1, "a duration is recorded twice");
    }
    for (session, filed) in &enrolment.reflections {
        for filed in filed {
            let new = folded.reflected.insert((session.clone(), filed.stamp.at));
            assert!(new, "one reflection is two events");
        }
    }
    folded.net = enrolment.movements.iter().map(|movement| movement.credit.minor).sum();
    for fact in &settled.facts {
        match &fact.event {
            Event::Paid { amount, reference: Some(reference), .. } => {
                let before = folded.paid.insert(reference.clone(), amount.minor);
                assert_eq!(before, None, "{reference} was paid twice");
            }
            Event::Refunded { amount, .. } => folded.back.push(amount.minor),
            _ => {}
        }
    }
    folded.back.sort_unstable();
    folded
}
