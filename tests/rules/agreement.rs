//! The domain agrees with the oracle, on as many small worlds as there is time for.
//!
//! `CAIRN_ORACLE_HISTORIES=1000000 cargo test --release -p cairn-domain --test rules agreement -- --nocapture` is the long
//! run; each history is asked about at one time in full, and at `CAIRN_ORACLE_TIMES` others for its verdict, statuses, measures
//! and balances: that many cases. `CAIRN_ORACLE_SEED` begins elsewhere. A disagreement is shrunk to the fewest events that still show it, unless
//! `CAIRN_ORACLE_HURRY` is set, as it is where only yes or no is asked, thousands of times: then the first one ends it all.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::Instant;
use cairn_testkit::worlds::{World, shrink};

use crate::comparison::{Tally, compare, compare_at};

/// What a disagreement is about, whichever the requirement.
fn sort_of(fault: &str) -> String {
    let about = fault.split([':', '(']).next().unwrap_or_default();
    let names = ["certify", "group"];
    let is_name = |word: &str| word.starts_with("leaf-") || names.contains(&word);
    let words = about.split(' ').filter(|word| !is_name(word));
    words.filter(|word| !word.contains(|c: char| c.is_ascii_digit())).collect::<Vec<_>>().join(" ")
}

/// A world in a screen or two.
pub fn told(world: &World) -> String {
    let policy = &world.policy;
    let mut lines = vec![
        format!("now {}, known at {}, {:?}", world.now, world.known_at, world.zones),
        format!("zone {}, {} to {}, root {}", policy.zone, policy.begins, policy.ends, policy.root),
    ];
    lines.extend(
        policy.sessions.iter().map(|each| format!("{} {} {}", each.id, each.starts, each.minutes)),
    );
    lines.extend(policy.requirements.iter().map(|rule| {
        format!("{} by {:?} margin {}: {:?}", rule.id, rule.waivable_by, rule.margin, rule.asks)
    }));
    lines.extend(world.person.iter().chain(&world.cohort).map(|each| format!("{each:?}")));
    lines.join("\n")
}

/// Everything that must come up in a run for it to have shown anything.
const MUST_COME_UP: [(&str, &str); 27] = [
    (
        "verdict",
        "eligible open at_risk out_of_reach declined withdrawn deferred certified refused suspended revoked",
    ),
    ("all", "met open at_risk out_of_reach waived"),
    ("at_least", "met open at_risk out_of_reach waived"),
    ("sessions", "met open at_risk out_of_reach waived pending waived_for_a_session"),
    ("absences", "met open at_risk out_of_reach waived pending waived_for_a_session"),
    ("filings", "met open at_risk out_of_reach waived waived_for_a_session"),
    ("submitted", "met open out_of_reach waived"),
    ("retreat", "met open out_of_reach waived"),
    ("retreats", "met open out_of_reach waived"),
    ("completed", "met open out_of_reach waived"),
    ("applied", "met open out_of_reach"),
    ("admitted", "met open out_of_reach"),
    ("reviews", "met open pending waived"),
    ("judgement", "met open waived"),
    ("log", "met open out_of_reach waived"),
    ("exam", "met open at_risk out_of_reach waived"),
    ("prerequisite", "met open out_of_reach pending"),
    ("paid", "met open out_of_reach waived overdue refundable"),
    ("outcome", "met in_reach"),
    ("certificate", "valid lapsed expired"),
    ("cause", "event session filing make_ups milestone awaited room expiry waiver tier payment"),
    ("slack", "exact"),
    ("wait", "until forever"),
    ("plan", "of_1 of_2 of_3 checked left_open"),
    (
        "act",
        "attend make_up reflect hand_in retreat complete apply seat accept grant log pass pay settle do",
    ),
    ("facts", "unreadable"),
    ("history", "extended logged examined judged"),
];

/// What comparing histories brought to light.
#[derive(Default)]
struct Found {
    came_up: Tally,
    events: usize,
    /// Sorts of disagreement: the seeds and times with it.
    disagreements: BTreeMap<String, BTreeSet<(u64, Instant)>>,
}

impl Found {
    fn and(mut self, other: Self) -> Self {
        self.events += other.events;
        for (what, times) in other.came_up {
            *self.came_up.entry(what).or_default() += times;
        }
        for (sort, seeds) in other.disagreements {
            self.disagreements.entry(sort).or_default().extend(seeds);
        }
        self
    }
}

/// Compares histories, each in full at its own time, and at so many others.
fn hunt(seeds: impl Iterator<Item = u64>, times: usize, hurry: bool) -> Found {
    let mut found = Found::default();
    for seed in seeds {
        let world = World::from_seed(seed);
        let (faults, came_up) = compare_at(&world, &world.more_times(seed, times));
        assert!(!hurry || faults.is_empty(), "seed {seed}: {faults:#?}");
        let disagreements = faults
            .iter()
            .map(|(now, fault)| (sort_of(fault), BTreeSet::from([(seed, *now)])))
            .collect();
        let events = world.person.len() + world.cohort.len();
        found = found.and(Found { came_up, events, disagreements });
    }
    found
}

#[test]
fn the_domain_agrees_with_the_oracle() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let histories: u64 = number("CAIRN_ORACLE_HISTORIES").unwrap_or(4_000);
    let first: u64 = number("CAIRN_ORACLE_SEED").unwrap_or(20_261_123);
    let hurry = std::env::var_os("CAIRN_ORACLE_HURRY").is_some();
    let times = usize::try_from(number("CAIRN_ORACLE_TIMES").unwrap_or(3)).expect("a few");
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let found = std::thread::scope(|scope| {
        let seeds = |from: usize| (first..first + histories).skip(from).step_by(threads);
        let mut all = Vec::new();
        for from in 0..threads {
            all.push(scope.spawn(move || hunt(seeds(from), times, hurry)));
        }
        all.into_iter().map(|each| each.join().expect("no panic")).reduce(Found::and)
    });
    let Some(Found { came_up, events, disagreements }) = found.filter(|_| !hurry) else { return };
    let cases = came_up.get("cases").copied().unwrap_or_default();
    println!("{histories} histories, {events} events, {cases} cases, seeds from {first}");
    for (what, times) in &came_up {
        println!("{times:>9} {what}");
    }
    for (sort, seeds) in &disagreements {
        let (seed, now) = seeds.first().expect("one at least");
        let shows = |world: &World| compare(world).0.iter().any(|fault| sort_of(fault) == *sort);
        let least = shrink(World { now: *now, ..World::from_seed(*seed) }, shows);
        println!(
            "\n{sort}: {} times, first with seed {seed}: {:#?}",
            seeds.len(),
            compare(&least).0
        );
        println!("{}", told(&least));
    }
    assert!(disagreements.is_empty(), "the domain and the oracle disagree: {disagreements:#?}");
    for (of, each) in MUST_COME_UP {
        for what in each.split(' ').map(|each| format!("{of} {each}")) {
            assert!(came_up.contains_key(&what), "{what} never came up in {histories} histories");
        }
    }
}
