//! Assessments a second on one core, with and without the tree, and the forecast of a cohort.
//!
//! Everyone is folded once; what is timed is the asking alone. `cargo bench -p cairn-cli --bench assess`;
//! `CAIRN_BENCH_PRACTITIONERS` sets another number of people than 10,000.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops when it cannot go on"
)]

use std::time::{Duration, Instant};

use cairn_domain::assess::{outlook, passes};
use cairn_domain::{Assume, assess};
use cairn_eventlog::{Log as _, Timing};
use cairn_ops::{Asking, Ledger, forecast, people};
use cairn_sqlite::SqliteLog;

const ROUNDS: usize = 5;

fn main() {
    let number: usize = std::env::var("CAIRN_BENCH_PRACTITIONERS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(10_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("crowd.db");
    let text = include_str!("../../../fixtures/policies/compassionate-systems-2025-26.toml");
    let policy = cairn_policy::read("policy", text).expect("the programme's policy");
    let now = "2026-11-23T12:00:00Z".parse().expect("an instant");
    let mut log = SqliteLog::create(&path, "log.example.org/bench", now, true).expect("a log");
    let drafts: Vec<_> = cairn_testkit::cohort::crowd(policy.policy(), number, 7).collect();
    for batch in drafts.chunks(10_000) {
        log.append(batch, &[], Timing::Keep).expect("appended");
    }
    // In the middle of the term, where most is open.
    let asking = Asking { as_of: Some("2026-03-31".parse().expect("a day")), ..Asking::default() };
    let ledger = Ledger::open(&log, asking, now).expect("a ledger");
    let cohort = policy.policy().cohort.clone();
    let rules = ledger.rules(&cohort).expect("rules");
    let everyone = people::everyone(&ledger).expect("everyone");
    let at = ledger.horizon.as_of;
    let (policy, calendar) = (&rules.policy, &rules.calendar);

    say("bare verdict, strict", number, || {
        let all = everyone.iter();
        all.filter(|person| passes(policy, calendar, &person.standing, at, Assume::Strict)).count()
    });
    say("bare verdict, all three assumptions", number, || {
        let three = [Assume::Strict, Assume::Lenient, Assume::PerfectFuture];
        let pass = |person: &people::Person| {
            three
                .iter()
                .filter(|assume| passes(policy, calendar, &person.standing, at, **assume))
                .count()
        };
        everyone.iter().map(pass).sum()
    });
    say("with the tree of findings", number, || {
        let met =
            |person: &&people::Person| assess(policy, calendar, &person.standing, at).supported;
        everyone.iter().filter(met).count()
    });
    say("with plan and safe days", number, || {
        let planned = |person: &&people::Person| {
            outlook(policy, calendar, &person.standing, at, None).plan.is_some()
        };
        everyone.iter().filter(planned).count()
    });
    say("the whole forecast of the cohort, from the log", number, || {
        forecast::of_cohort(&ledger, &cohort, None).expect("a forecast").cohorts[0].people.len()
    });
}

fn say(what: &str, people: usize, work: impl Fn() -> usize) {
    let timed = || {
        let start = Instant::now();
        std::hint::black_box(work());
        start.elapsed()
    };
    let _ = timed();
    let mut rounds: Vec<Duration> = (0..ROUNDS).map(|_| timed()).collect();
    rounds.sort_unstable();
    let median = rounds[ROUNDS / 2].as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate is an estimate")]
    let rate = people as f64 / median;
    println!("{what:48} {rate:>12.0} people/s   {median:.3} s for {people}");
}
