//! Laws 1 to 5, 12 and 45: an answer is a function of what the log holds, in whichever way it got there, and of nothing
//! else.

use std::process::Command;

use cairn_domain::event::{AdjustmentKind, Mode};
use cairn_domain::{
    CohortRecord, Event, Fact, Interval, Money, Occurred, Presence, Standing, assess, settle,
};
use cairn_testkit::dice::Dice;
use cairn_testkit::worlds::{World, at, home_cohort, worlds};
use chrono::TimeDelta;
use proptest::prelude::*;

use crate::support::{all_known, answer, append, gist, gist_of, readable, without_oddities};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Laws 2 and 3: to go on from where a fold stood is to fold everything.
    #[test]
    fn going_on_from_a_snapshot_is_folding_everything(world in worlds(), at in any::<prop::sample::Index>()) {
        let facts = world.read().settled.facts;
        let split = at.index(facts.len() + 1);
        let snapshot = Standing::replay(&facts[..split]);
        let resumed = facts[split..].iter().fold(snapshot, Standing::evolve);
        prop_assert_eq!(resumed, Standing::replay(&facts));
        let cohort = settle(world.cohort.clone(), world.known_at, &world.zones).facts;
        let split = at.index(cohort.len() + 1);
        let resumed = cohort[split..].iter().fold(CohortRecord::replay(&cohort[..split]), CohortRecord::evolve);
        prop_assert_eq!(resumed, CohortRecord::replay(&cohort));
    }

    /// Law 4: facts of one instant that say nothing of each other may come in any order.
    #[test]
    fn what_shares_an_instant_and_no_subject_commutes(world in worlds(), swap in any::<prop::sample::Index>()) {
        let at_once: Vec<Fact> = world.read().settled.facts.into_iter()
            .map(|mut fact| { fact.stamp.at = world.now; fact.stamp.day = None; fact })
            .collect();
        prop_assume!(at_once.len() > 1);
        let first = swap.index(at_once.len() - 1);
        let mut swapped = at_once.clone();
        swapped.swap(first, first + 1);
        prop_assume!(independent(&at_once[first].event, &at_once[first + 1].event));
        let folded = |facts: &[Fact]| without_oddities(Standing::replay(facts));
        prop_assert_eq!(folded(&swapped), folded(&at_once));
    }

    /// Law 5: in which order things arrived is of no matter, where nothing shares an instant and nothing is corrected.
    #[test]
    fn the_order_of_arrival_is_of_no_matter(world in worlds(), order in any::<u64>()) {
        let mut arrived = all_known(world);
        arrived.person.retain(|each| !each.event.is_correction());
        for (nth, each) in (0..).zip(&mut arrived.person) {
            let when = each.occurred.sorts_at(arrived.zones.of(each.event.cohort()));
            each.occurred = Occurred::At(when + TimeDelta::microseconds(nth * 7));
        }
        let times: std::collections::BTreeSet<_> = arrived.person.iter().map(|each| each.occurred.to_string()).collect();
        prop_assume!(times.len() == arrived.person.len() && readable(&arrived));
        let mut shuffled = arrived.clone();
        let mut dice = Dice::new(order);
        for last in (1..shuffled.person.len()).rev() {
            let other = dice.below(u32::try_from(last + 1).unwrap()) as usize;
            let (a, b) = (shuffled.person[last].clone(), shuffled.person[other].clone());
            (shuffled.person[last].occurred, shuffled.person[last].event) = (b.occurred, b.event);
            (shuffled.person[other].occurred, shuffled.person[other].event) = (a.occurred, a.event);
        }
        prop_assert_eq!(gist(&shuffled), gist(&arrived));
    }

    /// Law 12: nothing that an event can hold makes a fold or an assessment panic or overflow.
    #[test]
    fn nothing_is_too_large(world in worlds(), wild in prop::collection::vec((wild_events(), wild_times()), 1..12)) {
        let mut world = all_known(world);
        for (event, occurred) in wild {
            append(&mut world, event);
            world.person.last_mut().unwrap().occurred = occurred;
        }
        let read = world.read();
        for now in [world.now, at("1900-01-01T00:00:00Z"), at("2200-12-31T23:59:59Z")] {
            let found = assess(&read.policy, &read.calendar, &read.standing, now);
            prop_assert!(!gist_of(&found).is_empty());
        }
    }
}

fn independent(one: &Event, other: &Event) -> bool {
    // A review says something of what was handed in; money of money; a step of a step; a seat of what needs one.
    let subject = |event: &Event| match event {
        Event::Paid { .. } => Some(1),
        Event::Attended { .. } => Some(2),
        Event::Reflected { .. } => Some(3),
        Event::Submitted { .. } => Some(4),
        Event::RetreatCompleted { .. } => Some(5),
        Event::Credited { .. } => Some(6),
        Event::Waived { .. } => Some(7),
        Event::Excused { .. } => Some(8),
        Event::Admitted { .. } => Some(9),
        Event::Identified { .. } => Some(10),
        _ => None,
    };
    matches!((subject(one), subject(other)), (Some(one), Some(other)) if one != other)
}

fn wild_times() -> impl Strategy<Value = Occurred> {
    prop_oneof![
        Just(Occurred::At(at("1900-01-01T00:00:00Z"))),
        Just(Occurred::At(at("2200-12-31T23:59:59.999999Z"))),
        Just(Occurred::On("1900-01-01".parse().unwrap())),
        Just(Occurred::On("2200-12-31".parse().unwrap())),
        Just(Occurred::On("2025-11-02".parse().unwrap())),
    ]
}

fn wild_events() -> impl Strategy<Value = Event> {
    let cohort = home_cohort();
    let amount = prop_oneof![
        Just(i64::MAX),
        Just(9_007_199_254_740_991),
        Just(-9_007_199_254_740_991),
        Just(0)
    ];
    let money = amount.prop_map(|minor| Money { minor, currency: "USD".parse().unwrap() });
    let ends = [at("1900-01-01T00:00:00Z"), at("2200-12-31T00:00:00Z"), at("2025-11-02T05:00:00Z")];
    let stay = (0..3_usize, 0..3_usize)
        .prop_map(move |(from, to)| Interval { from: ends[from], to: ends[to] });
    let presence = prop_oneof![
        prop::collection::vec(stay, 0..5).prop_map(Presence::Intervals),
        Just(Presence::Seconds(u32::MAX)),
        Just(Presence::Seconds(0)),
    ];
    let (a, b, c, d) = (cohort.clone(), cohort.clone(), cohort.clone(), cohort.clone());
    prop_oneof![
        money.clone().prop_map(move |amount| Event::Paid {
            cohort: a.clone(),
            amount,
            reference: None
        }),
        money.clone().prop_map(move |amount| Event::Refunded {
            cohort: b.clone(),
            amount,
            payment: None
        }),
        money.prop_map(move |credit| {
            let kind = AdjustmentKind::Correction;
            Event::TuitionAdjusted { cohort: c.clone(), credit, kind }
        }),
        presence.prop_map(move |presence| {
            let session = "s1".parse().unwrap();
            Event::Attended { cohort: d.clone(), session, mode: Mode::Live, presence }
        }),
        Just(Event::RetreatCompleted { cohort, days: u32::MAX }),
    ]
}

/// What a child process says of a hundred worlds; see below.
#[test]
fn says_what_it_makes_of_a_hundred_worlds() {
    let mut digest = 0_u64;
    for seed in 0..100 {
        let world = World::from_seed(seed);
        let text =
            format!("{:?}{:?}", world.read().settled, readable(&world).then(|| answer(&world)));
        // FNV-1a: a digest that is the same in every process.
        digest = text.bytes().fold(digest ^ seed, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    }
    println!("digest {digest:016x} of worlds 0 to 99");
}

/// Laws 1 and 45: two processes say the same of the same events, in whichever zone and language the host is.
#[test]
fn another_process_in_another_place_says_the_same() {
    let child = |zone: &str, language: &str| {
        let out = Command::new(std::env::current_exe().unwrap())
            .args(["laws_fold::says_what_it_makes_of_a_hundred_worlds", "--exact", "--nocapture"])
            .envs([("TZ", zone), ("LC_ALL", language), ("LANG", language)])
            .output()
            .unwrap();
        let said = String::from_utf8(out.stdout).unwrap();
        said.lines()
            .find_map(|line| line.split_once("digest "))
            .map(|said| said.1.to_owned())
            .unwrap()
    };
    let here = child("UTC", "C");
    assert_eq!(child("Australia/Sydney", "tr_TR.UTF-8"), here);
    assert_eq!(child("America/Santiago", "de_DE.UTF-8"), here);
}
