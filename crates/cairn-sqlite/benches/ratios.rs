//! cairn against bare SQLite, as ratios from interleaved pairs in one run: the machine's mood cancels out.
//!
//! A ratio is bare time by our time: 1 is as fast as bare, 0.8 takes a quarter longer. `CAIRN_BENCH_EVENTS` sets how many
//! events are loaded (300,000 unless it says otherwise).
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench stops when it cannot go on, and prints"
)]

mod common;

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use cairn_eventlog::{Draft, Log as _, Timing, codec, ndjson};
use cairn_sqlite::SqliteLog;
use common::{BATCH, INSERT, bare, draft, drafts, insert, start};
use rusqlite::{Connection, TransactionBehavior};
use tempfile::TempDir;

fn main() {
    let events = std::env::var("CAIRN_BENCH_EVENTS")
        .ok()
        .and_then(|count| count.parse().ok())
        .unwrap_or(300_000);
    single(200);
    let drafts = drafts(events);
    reading(&drafts);
    let log = load(&drafts, 3);
    scan(&log, events, 5);
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let began = Instant::now();
    let done = work();
    (began.elapsed(), done)
}

/// Prints the median of the ratios of pairs, and their range.
fn say(what: &str, pairs: &[(Duration, Duration)], each: usize) {
    let mut ratios: Vec<f64> =
        pairs.iter().map(|(bare, ours)| bare.as_secs_f64() / ours.as_secs_f64()).collect();
    ratios.sort_by(f64::total_cmp);
    let mut times: Vec<Duration> = pairs.iter().map(|(_, ours)| *ours).collect();
    times.sort();
    let (low, middle, high) = (ratios[0], ratios[ratios.len() / 2], ratios[ratios.len() - 1]);
    #[expect(clippy::cast_precision_loss, reason = "a rate is read, not calculated with")]
    let rate = each as f64 / times[times.len() / 2].as_secs_f64();
    println!(
        "{what}: {middle:.2} of bare (from {low:.2} to {high:.2}, {} pairs), {rate:.0} events/s",
        pairs.len()
    );
}

fn new_log() -> (TempDir, SqliteLog) {
    let folder = tempfile::tempdir().expect("a folder");
    let log =
        SqliteLog::create(&folder.path().join("cairn.db"), "log.example.org/bench", start(), true);
    (folder, log.expect("a new log"))
}

/// One event, one transaction, flushed.
fn single(pairs: usize) {
    let ((_folder, mut log), other) = (new_log(), tempfile::tempdir().expect("a folder"));
    let mut plain = bare(&other.path().join("bare.db"), false);
    let mut times = Vec::new();
    for number in 1..=pairs {
        let draft = draft(number);
        let (theirs, ()) = timed(|| {
            let transaction =
                plain.transaction_with_behavior(TransactionBehavior::Immediate).expect("begins");
            insert(
                &mut transaction.prepare_cached(INSERT).expect("a statement"),
                number,
                draft.envelope(),
            );
            transaction.commit().expect("commits");
        });
        let (ours, _) = timed(|| {
            log.append(std::slice::from_ref(&draft), &[], Timing::Now(start())).expect("appended")
        });
        times.push((theirs, ours));
    }
    say("append one, durably", &times, 1);
}

/// Lines to drafts: what a load does before it comes to the log.
fn reading(drafts: &[Draft]) {
    let mut text = String::new();
    for draft in drafts {
        ndjson::write_line(&mut text, &draft.envelope().borrowed(), &draft.envelope().private);
        text.push('\n');
    }
    let text = text.replace(r#","position":0,"revision":0"#, "");
    let (time, count) =
        timed(|| text.lines().filter(|line| ndjson::read_line(1, line.as_bytes()).is_ok()).count());
    assert_eq!(count, drafts.len());
    println!(
        "read and check lines: {:.0} ns each",
        time.as_secs_f64() * 1e9 / f64::from(u32::try_from(count).expect("small"))
    );
}

fn load_bare(drafts: &[Draft], tuned: bool) -> Duration {
    let folder = tempfile::tempdir().expect("a folder");
    let mut plain = bare(&folder.path().join("bare.db"), tuned);
    let (time, ()) = timed(|| {
        for (place, batch) in drafts.chunks(BATCH).enumerate() {
            let transaction =
                plain.transaction_with_behavior(TransactionBehavior::Immediate).expect("begins");
            let mut statement = transaction.prepare_cached(INSERT).expect("a statement");
            for (offset, draft) in batch.iter().enumerate() {
                insert(&mut statement, place * BATCH + offset + 1, draft.envelope());
            }
            drop(statement);
            transaction.commit().expect("commits");
        }
    });
    time
}

fn load(drafts: &[Draft], rounds: usize) -> (TempDir, SqliteLog) {
    let (mut plain, mut tuned, mut last) = (Vec::new(), Vec::new(), new_log());
    for round in 0..rounds {
        if round > 0 {
            last = new_log();
        }
        let by_default = load_bare(drafts, false);
        let (ours, ()) = timed(|| {
            for batch in drafts.chunks(BATCH) {
                last.1.append(batch, &[], Timing::Keep).expect("appended");
            }
        });
        let by_settings = load_bare(drafts, true);
        plain.push((by_default, ours));
        tuned.push((by_settings, ours));
    }
    say("load in batches, against bare with SQLite's defaults", &plain, drafts.len());
    say("load in batches, against bare with our page size and checkpoints", &tuned, drafts.len());
    last
}

fn scan(log: &(TempDir, SqliteLog), events: usize, rounds: usize) {
    let plain = Connection::open(log.1.path()).expect("a database");
    let (mut only_rows, mut decoded) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let (select, bytes) = timed(|| select(&plain));
        let (rows, _) = timed(|| look(&log.1, |_, _, body| body.len()));
        let (events, _) = timed(|| {
            look(&log.1, |kind, version, body| {
                usize::from(codec::decode(kind, version, body).is_ok())
            })
        });
        assert!(bytes > 0);
        only_rows.push((select, rows));
        decoded.push((select, events));
    }
    say("scan without decoding, against SELECT without parsing", &only_rows, events);
    say("scan and decode every event, against SELECT without parsing", &decoded, events);
}

/// Reads the same columns of the same rows and adds up their lengths.
fn select(plain: &Connection) -> usize {
    let select = "SELECT position, stream, revision, type, version, occurred_at, occurred_on, recorded_at, event_id, body, \
                  recorded_by, source FROM events ORDER BY position";
    let mut statement = plain.prepare_cached(select).expect("a statement");
    let mut rows = statement.query([]).expect("rows");
    let mut sum = 0;
    while let Some(row) = rows.next().expect("a row") {
        for column in 0..12 {
            sum += row.get_ref(column).map_or(0, |value| value.as_bytes().map_or(1, <[u8]>::len));
        }
    }
    sum
}

fn look(log: &SqliteLog, each: impl Fn(&str, u16, &str) -> usize) -> usize {
    let mut sum = 0;
    log.scan(0, &mut |event| {
        sum += each(event.kind, event.version, event.body);
        ControlFlow::Continue(())
    })
    .expect("the log can be read");
    sum
}
