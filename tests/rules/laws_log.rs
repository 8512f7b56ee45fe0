//! Laws 6 to 9 and 11: what a log takes it gives back, once, and to nobody else. That bytes which were truncated or
//! flipped are noticed (law 10) is shown on real files, in `tests/log`.

use std::ops::ControlFlow;

use cairn_domain::{Event, Interval, Occurred, Presence, Recorded, StreamId};
use cairn_eventlog::{
    Draft, Expected, Log, LogError, MemoryLog, Outcome, PrivateFields, Timing, Wish, codec,
};
use cairn_testkit::worlds::{World, at, worlds};
use proptest::prelude::*;
use uuid::Uuid;

use crate::support::gist;

const ORIGIN: &str = "tests/rules";

fn draft(stream: StreamId, recorded: &Recorded) -> Draft {
    Draft::new(Wish {
        event_id: recorded.id,
        stream,
        occurred_at: recorded.occurred,
        recorded_by: "staff@example.org".to_owned(),
        source: None,
        event: recorded.event.clone(),
        note: None,
        private: PrivateFields::new(),
    })
    .unwrap_or_else(|bad| panic!("{bad}: {recorded:?}"))
}

/// Tells whether a log takes an event: it is known, well-formed and in its place, and so is what it amends to.
fn fits(event: &Event) -> bool {
    let in_order = |stays: &[Interval]| stays.iter().all(|stay| stay.from < stay.to);
    let well = match event {
        Event::Amended { to, .. } => fits(&to.event),
        Event::Attended { presence: Presence::Intervals(stays), .. } => in_order(stays),
        _ => true,
    };
    *event != Event::Unknown && !event.is_of_cohort() && well
}

/// What of a world a log takes: events that are known, well-formed and in their place.
fn recordable(world: &World) -> Vec<Recorded> {
    world.person.iter().filter(|each| fits(&each.event)).cloned().collect()
}

fn person(n: u128) -> StreamId {
    StreamId::Practitioner(Uuid::from_u128(n))
}

fn append(
    log: &mut MemoryLog,
    stream: &StreamId,
    each: &Recorded,
) -> Result<Vec<Outcome>, LogError> {
    log.append(
        &[draft(stream.clone(), each)],
        &[(stream.clone(), Expected::Any)],
        Timing::Now(each.recorded_at),
    )
}

fn read(log: &MemoryLog, stream: &StreamId) -> Vec<Recorded> {
    let envelopes = log.stream(stream).unwrap();
    let decoded = envelopes.iter().map(|each| Recorded {
        position: each.position,
        id: each.event_id,
        recorded_at: each.recorded_at,
        occurred: each.occurred_at,
        event: codec::decode(&each.kind, each.version, &each.body).unwrap().event,
    });
    decoded.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Laws 6 to 9: what a log took it gives back; the same again is already there; the same name for something else is
    /// refused, and what is refused leaves no trace.
    #[test]
    fn a_log_gives_back_what_it_took(world in worlds()) {
        let (mut log, stream) = (MemoryLog::new(ORIGIN, at("2025-01-01T00:00:00Z")), person(1));
        let history = recordable(&world);
        for each in &history {
            append(&mut log, &stream, each).unwrap();
        }
        let back = read(&log, &stream);
        let same = |each: &Recorded| (each.id, each.occurred, each.event.clone());
        prop_assert_eq!(back.iter().map(same).collect::<Vec<_>>(), history.iter().map(same).collect::<Vec<_>>());
        let head = log.head().unwrap();
        for each in &history {
            let again = append(&mut log, &stream, each).unwrap();
            let already_there = matches!(again[..], [Outcome::AlreadyThere { .. }]);
            prop_assert!(already_there);
            let other = Recorded { event: Event::Erased {}, ..each.clone() };
            if each.event != other.event {
                let refused = append(&mut log, &stream, &other);
                let conflicts = matches!(refused, Err(LogError::Conflict { .. }));
                prop_assert!(conflicts);
            }
        }
        let stale = [(stream.clone(), Expected::At(history.len() as u64 + 1))];
        let new = Recorded { id: Uuid::from_u128(9), position: 0, event: Event::Erased {}, occurred: Occurred::At(world.now), recorded_at: world.now };
        let refused = log.append(&[draft(stream.clone(), &new)], &stale, Timing::Now(world.now));
        let moved = matches!(refused, Err(LogError::Moved { .. }));
        prop_assert!(moved);
        prop_assert_eq!(log.head().unwrap(), head);
        prop_assert_eq!(read(&log, &stream), back);
    }

    /// Law 11: the events of one practitioner never change what is said of another, unless the two are linked.
    #[test]
    fn nobody_changes_what_is_said_of_another(one in worlds(), other in worlds()) {
        let mut alone = MemoryLog::new(ORIGIN, at("2025-01-01T00:00:00Z"));
        let mut together = alone.clone();
        let mine = recordable(&one);
        let theirs = recordable(&other);
        for nth in 0..mine.len().max(theirs.len()) {
            if let Some(each) = theirs.get(nth) {
                let id = Uuid::from_u128(each.id.as_u128() ^ 1 << 100);
                let free = Recorded { id, recorded_at: one.known_at, ..each.clone() };
                append(&mut together, &person(2), &free).unwrap();
            }
            if let Some(each) = mine.get(nth) {
                let each = Recorded { recorded_at: one.known_at, ..each.clone() };
                append(&mut alone, &person(1), &each).unwrap();
                append(&mut together, &person(1), &each).unwrap();
            }
        }
        let said = |log: &MemoryLog| gist(&World { person: read(log, &person(1)), ..one.clone() });
        prop_assert_eq!(said(&together), said(&alone));
    }
}

/// Law 9: an event of an unknown version is kept, and is unreadable; it is never skipped.
#[test]
fn an_unknown_version_is_unreadable_and_not_skipped() {
    let decoded = codec::decode("paid", 999, "{}").unwrap();
    assert_eq!(decoded.event, Event::Unknown);
    assert_eq!(codec::decode("knighted", 1, "{}").unwrap().event, Event::Unknown);
}

/// A log of two streams is read in the order of its positions.
#[test]
fn positions_have_no_gaps() {
    let mut log = MemoryLog::new(ORIGIN, at("2025-01-01T00:00:00Z"));
    for n in 0..10_u128 {
        let new = Recorded {
            id: Uuid::from_u128(100 + n),
            position: 0,
            recorded_at: at("2025-01-02T00:00:00Z"),
            occurred: Occurred::At(at("2025-01-02T00:00:00Z")),
            event: Event::Erased {},
        };
        append(&mut log, &person(n % 2), &new).unwrap();
    }
    let mut positions = Vec::new();
    log.scan(0, &mut |each| {
        positions.push(each.position);
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(positions, (1..=10).collect::<Vec<u64>>());
}
