//! The contract that every log passes, whatever holds it: [`log_contract!`](macro@crate::log_contract) makes its tests for a
//! backend.
//!
//! The model is a list of envelopes and a few lines a rule, written from the words of the `Log` trait; ids and streams
//! come from a small world, so that retries, conflicts and races happen all the time.

mod model;
mod world;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use cairn_eventlog::{
    Draft, Envelope, Expected, Head, Log, LogError, PrivateFields, PrivateValue, Timing, canonical,
    ndjson, verify,
};
use chrono::TimeDelta;
use proptest::prelude::*;

pub use model::Model;
use model::root;
pub use world::{Seed, draft, seeds, start, stream};

/// The origin that every log of the contract must have.
pub const ORIGIN: &str = "log.example.org/contract";

/// What the contract needs of a backend.
pub trait Backend {
    /// The log.
    type Log: Log;
    /// Makes an empty log of origin [`ORIGIN`], in a place of its own.
    fn empty(&mut self) -> Self::Log;
    /// Closes the log and opens it again; a log that cannot outlive its handle returns it.
    fn again(&mut self, log: Self::Log) -> Self::Log;
}

/// One thing that is done to a log.
#[derive(Debug, Clone)]
pub enum Operation {
    /// A batch, with what is expected of some streams, so many seconds after the start.
    Append(Vec<Seed>, Vec<(u8, u64)>, i64),
    /// The log is closed and opened again.
    Again,
}

/// Returns lists of operations.
pub fn operations() -> impl Strategy<Value = Vec<Operation>> {
    let expected = prop::collection::vec((0_u8..3, 0_u64..4), 0..2);
    let append = (prop::collection::vec(seeds(), 0..5), expected, 0_i64..100);
    let append =
        append.prop_map(|(drafts, expected, now)| Operation::Append(drafts, expected, now));
    prop::collection::vec(prop_oneof![9 => append, 1 => Just(Operation::Again)], 1..14)
}

/// Checks that a log shows what the model holds, by every door, and verifies.
///
/// # Panics
/// If it does not.
#[expect(clippy::expect_used, reason = "a contract says that it is broken by panicking")]
pub fn agrees(log: &dyn Log, model: &Model) {
    let ok = "an undamaged log can be read";
    let mut scanned = Vec::new();
    log.scan(0, &mut |event| {
        scanned.push(event.to_envelope(PrivateFields::new()));
        ControlFlow::Continue(())
    })
    .expect(ok);
    let bare = |event: &Envelope| Envelope { private: PrivateFields::new(), ..event.clone() };
    assert_eq!(scanned, model.events.iter().map(bare).collect::<Vec<_>>(), "scan");
    let mut streams = BTreeMap::new();
    for event in &model.events {
        *streams.entry(event.stream.clone()).or_insert(0) += 1;
        assert_eq!(log.event(event.event_id).expect(ok).as_ref(), Some(event), "event by id");
    }
    assert_eq!(log.streams().expect(ok), streams);
    let mut private = Vec::new();
    for number in 0..3 {
        let stream = stream(number);
        let of_stream: Vec<Envelope> =
            model.events.iter().filter(|event| event.stream == stream).cloned().collect();
        assert_eq!(log.stream(&stream).expect(ok), of_stream, "stream");
        log.private(Some(&stream), &mut |row| {
            assert_eq!(*row.stream, stream);
            private.push((row.position, row.field.to_owned(), row.salt, row.value.to_owned()));
            ControlFlow::Continue(())
        })
        .expect(ok);
    }
    private.sort();
    let held = model.events.iter().flat_map(|event| {
        let text = |value: &PrivateValue| canonical::text(&value.value);
        event
            .private
            .iter()
            .map(move |(field, value)| (event.position, field.clone(), value.salt, text(value)))
    });
    assert_eq!(private, held.collect::<Vec<_>>(), "private values");
    let leaves = model.leaves();
    assert_eq!(
        log.head().expect(ok),
        Head { size: leaves.len() as u64, root: root(&leaves) },
        "head"
    );
    assert_eq!(log.leaves().expect(ok), leaves, "leaves");
    let verified = verify(log).expect(ok);
    assert_eq!(verified.findings().collect::<Vec<_>>(), Vec::<&cairn_eventlog::Finding>::new());
    assert_eq!((verified.events, verified.root), (leaves.len() as u64, root(&leaves)));
}

/// Does the same to a log and to the model, and compares every answer and everything that is held afterwards.
///
/// # Panics
/// If they differ.
pub fn follows_the_model<B: Backend>(backend: &mut B, operations: Vec<Operation>) {
    let (mut log, mut model) = (backend.empty(), Model::default());
    for operation in operations {
        match operation {
            Operation::Again => log = backend.again(log),
            Operation::Append(seeds, expected, seconds) => {
                let drafts: Vec<Draft> = seeds.iter().map(draft).collect();
                let expected: Vec<_> = expected
                    .into_iter()
                    .map(|(number, revision)| {
                        (
                            stream(number),
                            if revision == 0 {
                                Expected::Empty
                            } else {
                                Expected::At(revision - 1)
                            },
                        )
                    })
                    .collect();
                let now = start() + TimeDelta::seconds(seconds);
                let ours = model.append(&drafts, &expected, now).map_err(|error| error.to_string());
                let theirs = log
                    .append(&drafts, &expected, Timing::Now(now))
                    .map_err(|error| error.to_string());
                assert_eq!(theirs, ours);
            }
        }
        agrees(&log, &model);
    }
}

/// A restore gives back positions, times and private values; it goes into an empty log only, in as many batches as it
/// takes, and only in order.
///
/// # Panics
/// If it does not.
pub fn restores_what_was_exported<B: Backend>(backend: &mut B, seeds: &[Seed]) {
    let (mut log, mut model) = (backend.empty(), Model::default());
    for (seed, second) in seeds.iter().zip([5, 5, 3, 9].into_iter().cycle()) {
        let now = start() + TimeDelta::seconds(second);
        let drafts = [draft(seed)];
        let outcome = model.append(&drafts, &[], now).map_err(|error| error.to_string());
        assert_eq!(
            log.append(&drafts, &[], Timing::Now(now)).map_err(|error| error.to_string()),
            outcome
        );
    }
    let line = |event: &Envelope| {
        let mut line = String::new();
        ndjson::write_line(&mut line, &event.borrowed(), &event.private);
        ndjson::read_line(1, line.as_bytes()).unwrap_or_else(|fault| panic!("{fault}\n{line}"))
    };
    let drafts: Vec<Draft> = model.events.iter().map(line).collect();
    let mut copy = backend.empty();
    if drafts.len() > 1 {
        let late = copy.append(&drafts[1..], &[], Timing::Keep);
        assert!(matches!(late, Err(LogError::OutOfOrder { .. })), "{late:?}");
    }
    for batch in drafts.chunks(3) {
        copy.append(batch, &[], Timing::Keep).unwrap_or_else(|error| panic!("{error}"));
    }
    copy = backend.again(copy);
    agrees(&copy, &model);
    let late = [draft(&Seed { id: 200, stream: 1, content: 1 })];
    copy.append(&late, &[], Timing::Now(start())).unwrap_or_else(|error| panic!("{error}"));
    let again = copy.append(&drafts, &[], Timing::Keep);
    assert!(matches!(again, Err(LogError::NotEmpty { .. })), "{again:?}");
}

/// Makes the tests of the contract for a backend: `log_contract!(expression that makes a Backend)`.
#[macro_export]
macro_rules! log_contract {
    ($backend:expr, $cases:expr) => {
        ::proptest::proptest! {
            #![proptest_config(::proptest::prelude::ProptestConfig::with_cases($cases))]

            /// The log does what the model does, answer by answer, through every door.
            #[test]
            fn the_log_follows_the_model(operations in $crate::log_contract::operations()) {
                $crate::log_contract::follows_the_model(&mut $backend, operations);
            }

            /// What is exported and restored is the same log.
            #[test]
            fn a_restore_is_the_same_log(
                seeds in ::proptest::collection::vec($crate::log_contract::seeds(), 0..12),
            ) {
                $crate::log_contract::restores_what_was_exported(&mut $backend, &seeds);
            }
        }
    };
}
