//! Saying that an event does not count. A void can be voided: then the event counts again.

use std::collections::BTreeMap;

use cairn_domain::{
    CohortRecord, Event, Fate, Instant, Occurred, Recorded, StreamId, Zones, settle, time,
};
use cairn_eventlog::Log;

use super::{Case, Request};
use crate::asking::say_day;
use crate::failure::Failure;
use crate::record::{Fresh, Parts, Plan, Seals, zone_of};
use crate::words;

/// Plans to void an event.
pub fn void(
    log: &dyn Log,
    now: Instant,
    wish: &Request,
    fresh: &mut dyn Fresh,
) -> Result<Plan, Failure> {
    let case = Case::open(log, now, wish)?;
    case.still_counts("voided")?;
    let voided = case.recorded()?;
    let mut seals = Seals::new(fresh)?;
    let reason = seals.seal("reason", &wish.reason)?;
    let event = Event::Voided { event: case.envelope.event_id, reason };
    let occurred = Occurred::At(now);
    let in_hand = Recorded {
        position: case.ledger.head.size + 1,
        id: seals.id,
        recorded_at: now,
        occurred,
        event: event.clone(),
    };
    let before = case.saying(&case.settled, voided);
    let effect = effect(&case, voided, &in_hand);
    let mut odd = case.odd(&in_hand, now);
    odd.extend(without_policy(&case, voided, &in_hand));
    let parts = Parts {
        stream: case.record.stream.clone(),
        occurred,
        event,
        expected: vec![case.record.expected()],
        now,
        zone: zone_of(&case.ledger, &case.record.stream, &voided.event),
        who: case.subject.as_ref().map(|subject| subject.person.who()),
        called: case.called(),
        what: None,
        before: Some(before),
        after: None,
        effect: Some(effect),
        odd,
    };
    Plan::new(parts, &wish.by, seals)
}

/// Says what stops working where a policy is taken back: nobody finds out gladly from the next audit.
fn without_policy(case: &Case<'_>, voided: &Recorded, in_hand: &Recorded) -> Option<String> {
    let StreamId::Cohort(cohort) = &case.record.stream else { return None };
    let Event::PolicyAdopted { .. } = &voided.event else { return None };
    let own = Zones { home: case.ledger.zones.of(Some(cohort)), cohorts: BTreeMap::new() };
    let mut history = case.record.history.clone();
    history.push(in_hand.clone());
    let left = CohortRecord::replay(&settle(history, Instant::MAX_UTC, &own).facts).policies;
    let zone = own.home;
    let day = say_day(voided.occurred.day(zone));
    let place = words::place(voided.position);
    let at = voided.occurred.sorts_at(zone);
    let before = left.iter().rev().find(|(stamp, _)| stamp.at <= at);
    if let Some((stamp, _)) = before {
        let other = words::place(stamp.position);
        return Some(format!(
            "from {day} on, {cohort} is judged by the policy adopted at {other} again, instead of {place}"
        ));
    }
    let until = left.first().map_or_else(String::new, |(stamp, _)| {
        format!(" before {}", say_day(time::day_of(stamp.at, zone)))
    });
    Some(format!(
        "{cohort} has no policy{until} any more: no audit, docket, table or decision there can be judged until one is adopted (`cairn policy adopt FILE`), or this void is taken back"
    ))
}

/// Says what follows: for a correction, what counts again.
fn effect(case: &Case<'_>, voided: &Recorded, in_hand: &Recorded) -> String {
    let place = words::place(voided.position);
    let (Event::Voided { event, .. } | Event::Amended { event, .. }) = &voided.event else {
        return format!("{place} does not count any more");
    };
    let Some(corrected) = case.by_id(*event) else {
        return format!("{place} does not count any more");
    };
    let mut history = case.record.history.clone();
    history.push(in_hand.clone());
    let settled = settle(history, Instant::MAX_UTC, &case.ledger.zones);
    let first = words::place(corrected.position);
    if let Some(Fate::Voided(by)) = settled.fates.get(&corrected.position) {
        return format!("{first} still does not count: #{by} voids it");
    }
    let now = case.saying(&settled, corrected);
    let verb =
        if matches!(voided.event, Event::Voided { .. }) { "counts again" } else { "says again" };
    format!("{first} {verb}: {} · {}", now.what, now.on)
}
