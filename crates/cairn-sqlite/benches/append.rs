//! What one durable append, one batch and one scan take, by divan. Ratios to bare SQLite: `--bench ratios`.
#![expect(clippy::expect_used, reason = "a bench that cannot set its stage should stop")]

mod common;

use std::ops::ControlFlow;

use cairn_eventlog::{Log as _, Timing, codec};
use cairn_sqlite::SqliteLog;
use common::{draft, drafts, start};
use tempfile::TempDir;

fn main() {
    divan::main();
}

fn log() -> (TempDir, SqliteLog) {
    let folder = tempfile::tempdir().expect("a folder");
    let log =
        SqliteLog::create(&folder.path().join("cairn.db"), "log.example.org/bench", start(), true);
    (folder, log.expect("a new log"))
}

#[divan::bench(sample_count = 100)]
fn append_one_durably(bencher: divan::Bencher<'_, '_>) {
    let (_folder, mut log) = log();
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        log.append(&[draft(number)], &[], Timing::Now(start())).expect("appended")
    });
}

#[divan::bench(sample_count = 10)]
fn append_a_batch_of_1000(bencher: divan::Bencher<'_, '_>) {
    let (_folder, mut log) = log();
    let mut all = drafts(100_000).into_iter();
    bencher.with_inputs(|| all.by_ref().take(1_000).collect::<Vec<_>>()).bench_local_values(
        |batch| log.append(&batch, &[], Timing::Now(start())).expect("appended"),
    );
}

#[divan::bench(sample_count = 10)]
fn scan_and_decode_10000(bencher: divan::Bencher<'_, '_>) {
    let (_folder, mut log) = log();
    log.append(&drafts(10_000), &[], Timing::Now(start())).expect("appended");
    bencher.bench_local(|| {
        let mut events = 0;
        log.scan(0, &mut |event| {
            events += usize::from(codec::decode(event.kind, event.version, event.body).is_ok());
            ControlFlow::Continue(())
        })
        .expect("the log can be read");
        events
    });
}
