//! Replaying a whole cohort from the log, against reading the same rows without looking at them.
//!
//! Pairs in one run, the ratio of each pair and their median: machines drift, ratios hold. `cargo bench -p cairn-cli`
//! replays 10,000 practitioners (300,000 events); `CAIRN_BENCH_PRACTITIONERS` sets another number.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops when it cannot go on"
)]

use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use cairn_domain::{Assume, CohortId};
use cairn_eventlog::{Log as _, Timing};
use cairn_ops::replay::{Point, replay};
use cairn_ops::{Asking, Ledger, people};
use cairn_sqlite::SqliteLog;

const ROUNDS: usize = 7;

fn main() {
    let people: usize = std::env::var("CAIRN_BENCH_PRACTITIONERS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(10_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("crowd.db");
    let cohort = fill(&path, people);
    let log = SqliteLog::open_read_only(&path).expect("the log");
    let events = log.head().expect("a head").size;
    println!("{people} practitioners, {events} events, {ROUNDS} rounds");

    pair("scan, no parsing", "fold everyone's facts", events, || bare(&log), || folded(&log));
    pair(
        "scan, no parsing",
        "fold, and the bare verdict",
        events,
        || bare(&log),
        || judged(&log, &cohort),
    );
    pair(
        "scan, no parsing",
        "fold, and the whole report",
        events,
        || bare(&log),
        || reported(&log, &cohort),
    );
    pair(
        "fold, and the bare verdict",
        "fold, and what remains for everyone, half-way",
        events,
        || judged(&log, &cohort),
        || foreseen(&log, &cohort),
    );
}

fn fill(path: &Path, people: usize) -> CohortId {
    let text = include_str!("../../../fixtures/policies/compassionate-systems-2025-26.toml");
    let policy = cairn_policy::read("policy", text).expect("the programme's policy");
    let now = "2026-11-23T12:00:00Z".parse().expect("an instant");
    let mut log = SqliteLog::create(path, "log.example.org/bench", now, true).expect("a log");
    let mut batch = Vec::with_capacity(10_000);
    for draft in cairn_testkit::cohort::crowd(policy.policy(), people, 7) {
        batch.push(draft);
        if batch.len() == 10_000 {
            log.append(&batch, &[], Timing::Keep).expect("appended");
            batch.clear();
        }
    }
    log.append(&batch, &[], Timing::Keep).expect("appended");
    policy.policy().cohort.clone()
}

/// Looks ahead for everybody from the middle of the programme, where most is still to come.
fn foreseen(log: &SqliteLog, cohort: &CohortId) -> usize {
    let now = "2026-11-23T12:00:00Z".parse().expect("an instant");
    let as_of = "2026-03-31".parse().ok();
    let ledger = Ledger::open(log, Asking { as_of, known_at: None }, now).expect("a ledger");
    let forecast = cairn_ops::forecast::of_cohort(&ledger, cohort, None).expect("a forecast");
    forecast.cohorts.iter().map(|each| each.people.len()).sum()
}

fn ledger(log: &SqliteLog) -> Ledger<'_> {
    let now = "2026-11-23T12:00:00Z".parse().expect("an instant");
    Ledger::open(log, Asking::default(), now).expect("a ledger")
}

fn bare(log: &SqliteLog) -> usize {
    let mut bytes = 0;
    log.scan(0, &mut |each| {
        bytes += each.body.len();
        ControlFlow::Continue(())
    })
    .expect("a scan");
    bytes
}

fn folded(log: &SqliteLog) -> usize {
    people::everyone(&ledger(log)).expect("everyone").len()
}

fn judged(log: &SqliteLog, cohort: &CohortId) -> usize {
    let ledger = ledger(log);
    let rules = ledger.rules(cohort).expect("rules");
    let everyone = people::everyone(&ledger).expect("everyone");
    let passes = |person: &&people::Person| {
        let now = ledger.horizon.as_of;
        cairn_domain::assess::passes(
            &rules.policy,
            &rules.calendar,
            &person.standing,
            now,
            Assume::Strict,
        )
    };
    everyone.iter().filter(passes).count()
}

fn reported(log: &SqliteLog, cohort: &CohortId) -> usize {
    let ledger = ledger(log);
    let point = Point { ledger: &ledger, policy: None };
    replay(std::slice::from_ref(cohort), &point, None).expect("a replay").cohorts[0].people
}

fn timed(work: impl FnOnce() -> usize) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

fn pair(limit: &str, ours: &str, events: u64, bare: impl Fn() -> usize, work: impl Fn() -> usize) {
    let _ = (timed(&bare), timed(&work));
    let mut rounds: Vec<(f64, f64)> = (0..ROUNDS)
        .map(|_| {
            let (limit, ours) = (timed(&bare).as_secs_f64(), timed(&work).as_secs_f64());
            (limit / ours, ours)
        })
        .collect();
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (ratio, seconds) = rounds[ROUNDS / 2];
    #[expect(clippy::cast_precision_loss, reason = "a rate is an estimate")]
    let rate = events as f64 / seconds;
    println!(
        "{ours:28} {rate:>12.0} events/s   {ratio:.3} of `{limit}` ({:.3} to {:.3})",
        rounds[0].0,
        rounds[ROUNDS - 1].0
    );
}
