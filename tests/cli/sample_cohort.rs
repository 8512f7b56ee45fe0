//! The sample cohort is what its generator makes, and its notable histories prove what README says they prove.
//!
//! `CAIRN_REGENERATE=1` in the environment writes the file and README's table again; read the difference.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "helpers of tests, where stopping is how one fails"
)]

mod proofs;
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::{env, fs};

use cairn_domain::{Oddity, StreamId};
use cairn_eventlog::{Envelope, Log, MemoryLog, Timing};
use cairn_testkit::cohort;

use proofs::{Proof, proofs};
use world::{THIS, TODAY, World, end_of, fixture, policies, question};

const SAMPLE: &str = "cohorts/compassionate-systems-2025-26.ndjson";
const README: &str = "cohorts/README.md";

#[test]
fn the_file_is_what_the_generator_makes() {
    let made = cohort::sample_ndjson(&policies(), cohort::SEED);
    assert_eq!(
        made,
        cohort::sample_ndjson(&policies(), cohort::SEED),
        "the same seed, the same bytes"
    );
    pinned(SAMPLE, &made);
    assert!(made.len() < 2_000_000, "{} bytes", made.len());
}

#[test]
fn every_event_occurs() {
    let seen: BTreeSet<String> = sample().into_iter().map(|event| event.kind).collect();
    for kind in EVERY_KIND.split_whitespace() {
        assert!(seen.contains(kind), "no `{kind}` in the sample");
    }
    assert_eq!(
        seen.len(),
        EVERY_KIND.split_whitespace().count(),
        "a new kind of event belongs in the sample, and in this list"
    );
}

#[test]
fn the_cohort_has_48_applicants_and_about_1300_events() {
    let world = World::read();
    let applied = |events: &&Vec<Envelope>| {
        events.iter().any(|event| event.kind == "applied" && event.body.contains(THIS))
    };
    assert_eq!(world.people.values().filter(applied).count(), 48);
    assert!((1_200..=1_400).contains(&sample().len()), "{} events", sample().len());
}

#[test]
fn the_log_is_in_order() {
    let events = sample();
    let mut revisions: BTreeMap<StreamId, u64> = BTreeMap::new();
    let mut last = None;
    for (position, event) in (1..).zip(&events) {
        let revision = revisions.entry(event.stream.clone()).or_default();
        *revision += 1;
        assert_eq!((event.position, event.revision), (position, *revision));
        assert!(
            last <= Some(event.recorded_at),
            "{position} was written down before the one before"
        );
        last = Some(event.recorded_at);
    }
    let ids: BTreeSet<_> = events.iter().map(|event| event.event_id).collect();
    assert_eq!(ids.len(), events.len());
}

#[test]
fn every_notable_history_proves_its_point() {
    let world = World::read();
    let wrong: Vec<String> = proofs().iter().filter_map(|proof| world.refutes(proof)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_certificate_was_supported_by_what_was_known_on_its_day() {
    let world = World::read();
    for (stream, events) in &world.people {
        for event in events.iter().filter(|event| event.kind == "certified") {
            let day = event.occurred_at;
            let asked = question(&format!("--as-of {day} --known-at {day}"));
            let found = world.assess(stream, &world.this, &asked);
            assert!(found.supported, "{stream} on {day}");
        }
    }
}

#[test]
fn what_is_odd_is_shown() {
    let world = World::read();
    let oddities = |who: &str| {
        let found = world.assess(world.find(who), &world.this, &question(""));
        found.anomalies.into_iter().map(|anomaly| anomaly.oddity).collect::<Vec<_>>()
    };
    // The certificate stands, as decisions do; what it rested on does not.
    assert_eq!(oddities("Lucía Fernández-Prado"), [Oddity::Unsupported]);
    let by = "2025-08-15".parse().unwrap();
    assert_eq!(oddities("Tobias Lindqvist"), [Oddity::AppliedLate { by }]);
    assert_eq!(
        oddities("Meilin Chao"),
        [Oddity::WithoutSeat, Oddity::WithoutSeat, Oddity::WithoutSeat]
    );
    assert_eq!(oddities("Grace Adeyemi"), []);
}

#[test]
fn a_crowd_comes_in_the_order_of_a_log() {
    let [policy, _] = policies();
    let crowd: Vec<_> = cohort::crowd(&policy, 40, 7).collect();
    assert_eq!(crowd.len(), 1 + 40 * 30);
    assert!(
        crowd == cohort::crowd(&policy, 40, 7).collect::<Vec<_>>(),
        "the same seed, the same crowd"
    );
    let mut log = MemoryLog::new("log.example.org/crowd", end_of("2025-01-01"));
    log.append(&crowd, &[], Timing::Keep).unwrap();
    let people = log.streams().unwrap();
    assert_eq!(people.len(), 41);
    assert_eq!(people.values().filter(|revision| **revision == 30).count(), 40);
    let neighbours = crowd.windows(2).filter(|pair| pair[0].stream() == pair[1].stream()).count();
    assert_eq!(neighbours, 0, "no stream lies together");
}

#[test]
fn the_readme_lists_the_same() {
    let world = World::read();
    let mut table = String::from(
        "| who | what it shows | command | cohort | verdict | measure |\n|---|---|---|---|---|---|\n",
    );
    for proof in proofs() {
        let Proof { who, shows, cohort, ask, verdict, measure } = proof;
        let command = format!("cairn audit {} {ask}", world.called(who));
        let command = command.trim_end();
        let _ = writeln!(
            table,
            "| {who} | {shows} | `{command}` | {cohort} | `{verdict}` | {measure} |"
        );
    }
    let mut counts = String::from("| as of | verdicts |\n|---|---|\n");
    for day in ["2025-12-31", "2026-03-31", "2026-06-30", "2026-08-06", TODAY] {
        let _ = writeln!(counts, "| {day} | {} |", world.counts(day));
    }
    let readme = fs::read_to_string(fixture(README)).unwrap();
    let readme = between(&readme, "histories", &table);
    pinned(README, &between(&readme, "verdicts", &counts));
}

// --- the files ---

/// Compares a file with what it should be, or writes it if that was asked for.
fn pinned(name: &str, made: &str) {
    if env::var_os("CAIRN_REGENERATE").is_some() {
        fs::write(fixture(name), made).unwrap();
    }
    let there = fs::read_to_string(fixture(name)).unwrap();
    let differs = there.lines().zip(made.lines()).position(|(there, made)| there != made);
    assert!(
        there == made,
        "`fixtures/{name}` differs at line {:?}; CAIRN_REGENERATE=1 writes it again",
        differs.map(|line| line + 1)
    );
}

/// Puts a text between the two markers of a name.
fn between(page: &str, name: &str, text: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let (before, rest) = page.split_once(&begin).expect("the marker that begins");
    let (_, after) = rest.split_once(&end).expect("the marker that ends");
    format!("{before}{begin}{text}{end}{after}")
}

fn sample() -> Vec<Envelope> {
    cohort::sample(&policies(), cohort::SEED)
}

const EVERY_KIND: &str = "
    admitted amended appeal_decided appealed applied attended certified credited declined deferred
    erased excused identified linked paid policy_adopted referred reflected refunded refused
    reinstated retreat_completed reviewed revoked session_cancelled session_held submitted suspended
    tuition_adjusted unlinked voided waitlisted waived withdrew
";
