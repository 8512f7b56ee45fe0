//! Reading while others append: every answer speaks of one state of the log, and nobody is held up.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

use cairn_eventlog::{Head, Log, Timing, verify};
use cairn_sqlite::SqliteLog;
use cairn_testkit::log_contract::start;

use crate::support::{Place, numbered};

/// Everything that can be read of a log, boiled down to what one head should say.
fn sizes(log: &dyn Log) -> [u64; 5] {
    let (mut scanned, mut private) = (0, 0);
    log.scan(0, &mut |_| {
        scanned += 1;
        ControlFlow::Continue(())
    })
    .expect("it can be read");
    log.private(None, &mut |_| {
        private += 1;
        ControlFlow::Continue(())
    })
    .expect("it can be read");
    let streams = log.streams().expect("it can be read");
    let in_streams =
        streams.keys().map(|name| log.stream(name).expect("a stream").len() as u64).sum();
    let leaves = log.leaves().expect("it can be read").len() as u64;
    let Head { size, .. } = log.head().expect("it can be read");
    [size, scanned, private, in_streams, leaves]
}

/// Appends one event after another until it is told to stop, and says how many.
fn keep_appending(place: &Place, from: u64, stop: &AtomicBool) -> u64 {
    let mut log = SqliteLog::open(&place.path).expect("the log is there");
    let mut number = from;
    while !stop.load(Ordering::Relaxed) {
        log.append(&[numbered(number)], &[], Timing::Now(start())).expect("nobody is in the way");
        number += 1;
    }
    number - from
}

fn with_an_appender(place: &Place, look: impl FnOnce()) -> u64 {
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let appending = scope.spawn(|| keep_appending(place, 1_000, &stop));
        // However the look ends, the appender stops: a panic here would otherwise wait for it for ever.
        let looked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(look));
        stop.store(true, Ordering::Relaxed);
        let appended = appending.join().expect("it appended");
        looked.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        appended
    })
}

fn begun() -> Place {
    let place = Place::new();
    let drafts: Vec<_> = (0..100).map(numbered).collect();
    place.log().append(&drafts, &[], Timing::Now(start())).expect("an empty log takes events");
    place
}

#[test]
fn whoever_only_reads_sees_one_state_of_the_log() {
    let place = begun();
    let reader = SqliteLog::open_read_only(&place.path).expect("reading is allowed");
    let appended = with_an_appender(&place, || {
        for _ in 0..20 {
            assert_eq!(sizes(&reader), [100; 5]);
        }
    });
    assert!(appended > 0);
    assert_eq!(verify(&reader).expect("it can be read").events, 100);
    let now = SqliteLog::open_read_only(&place.path).expect("reading is allowed");
    assert_eq!(sizes(&now), [100 + appended; 5], "a handle that is opened later sees more");
}

#[test]
fn verify_raises_no_alarm_because_somebody_appends() {
    let place = begun();
    let mut seen = Vec::new();
    with_an_appender(&place, || {
        for round in 0..40 {
            let log = if round % 2 == 0 {
                SqliteLog::open_read_only(&place.path)
            } else {
                SqliteLog::open(&place.path)
            };
            let verified = verify(&log.expect("the log is there")).expect("it can be read");
            let findings: Vec<_> = verified.findings().collect();
            assert!(findings.is_empty(), "{findings:#?}");
            assert_eq!(verified.stored.map(|head| head.size), Some(verified.events));
            seen.push(verified.events);
        }
    });
    assert!(seen.is_sorted() && seen.first() < seen.last(), "the log did grow: {seen:?}");
}

/// A reader costs the others a longer `-wal` file and nothing else; when it is gone, the file is folded back.
#[test]
fn a_long_reader_holds_nobody_up() {
    let place = begun();
    let reader = SqliteLog::open_read_only(&place.path).expect("reading is allowed");
    let mut writer = place.log_again();
    let wal = place.folder.path().join("cairn.db-wal");
    // The second batch is large enough for SQLite to try to fold the `-wal` file back on its own.
    for batch in [1_000..1_010, 10_000..90_000] {
        let drafts: Vec<_> = batch.map(numbered).collect();
        writer.append(&drafts, &[], Timing::Now(start())).expect("nobody is in the way");
    }
    assert_eq!(sizes(&reader), [100; 5]);
    drop(reader);
    drop(writer);
    assert!(!wal.exists(), "the last to go folds it back");
    assert_eq!(place.sound().events, 80_110);
}

#[test]
fn a_handle_that_writes_can_be_kept_still_and_then_goes_on() {
    let place = begun();
    let mut log = place.log_again();
    {
        let _still = log.still().expect("it can be read");
        let _again = log.still().expect("as often as one likes");
        place.log_again().append(&[numbered(500)], &[], Timing::Now(start())).expect("others may");
        assert_eq!(sizes(&log), [100; 5]);
    }
    assert_eq!(sizes(&log), [101; 5]);
    log.append(&[numbered(501)], &[], Timing::Now(start())).expect("it may again");
    assert_eq!(sizes(&log), [102; 5]);
}
