//! Laws of the whole algebra: what makes a rule easier never costs anybody, waivers only give, and answers say why.
//!
//! Laws 22–24, 35, 47–52 and 55 are checked on every future of small worlds, in `tests/futures`.

use std::collections::BTreeSet;

use cairn_domain::assess::{passes, why};
use cairn_domain::policy::{Measure, Need, Requirement};
use cairn_domain::{
    Assume, CheckedPolicy, Event, Fact, Finding, Policy, RequirementId, Standing, Status, Verdict,
    assess,
};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{Read, World, home_cohort, name, worlds};
use proptest::prelude::*;

use crate::support::{append, begun, gist, readable};

const ALL: [Assume; 3] = [Assume::Strict, Assume::Lenient, Assume::PerfectFuture];

/// What a world comes to under each assumption, by another policy.
fn under(world: &World, read: &Read, policy: &CheckedPolicy) -> [bool; 3] {
    ALL.map(|assume| passes(policy, &read.calendar, &read.standing, world.now, assume))
}

/// The ways in which one requirement can ask for less; numbers only.
fn easier(asks: &Requirement) -> Option<Requirement> {
    let mut asks = asks.clone();
    match &mut asks {
        Requirement::AtLeast { need, .. }
        | Requirement::Filings { need, .. }
        | Requirement::Sessions { need: Need::Count(need), .. } => *need = need.checked_sub(1)?,
        Requirement::Reviews { reviewers: need, each, .. }
        | Requirement::Judgement { judges: need, each, .. } => {
            *need = need.checked_sub(1).filter(|need| *need > 0)?;
            each.clear();
        }
        Requirement::Absences { at_most, .. } => *at_most += 1,
        Requirement::Log { need, among, .. } => {
            *need = need.checked_sub(1).filter(|need| *need > 0)?;
            for category in among.iter_mut() {
                category.least = None;
            }
        }
        Requirement::Exam { attempts, .. } => *attempts = attempts.map(|attempts| attempts + 1),
        Requirement::Sessions { make_ups: Some(make_ups), .. } => make_ups.at_most += 1,
        _ => return None,
    }
    Some(asks)
}

fn changed(policy: &Policy, place: usize, asks: Requirement) -> Option<CheckedPolicy> {
    let mut policy = policy.clone();
    policy.requirements[place].asks = asks;
    policy.check().ok()
}

proptest! {
    /// Law 29: need less, allow more, and nobody is worse off, under any assumption.
    #[test]
    fn what_is_easier_never_costs_anybody(world in worlds()) {
        prop_assume!(readable(&world));
        let read = world.read();
        let before = under(&world, &read, &read.policy);
        for (place, rule) in world.policy.requirements.iter().enumerate() {
            let Some(policy) = easier(&rule.asks).and_then(|asks| changed(&world.policy, place, asks)) else { continue };
            let after = under(&world, &read, &policy);
            prop_assert!(before.iter().zip(after).all(|(before, after)| *before <= after), "{}: {before:?}, {after:?}", rule.id);
        }
    }

    /// Law 30: in which order parts are listed, and how often all of them are, does not matter.
    #[test]
    fn the_order_of_parts_does_not_matter(world in worlds()) {
        prop_assume!(readable(&world));
        let read = world.read();
        let mut turned = world.policy.clone();
        for rule in &mut turned.requirements {
            match &mut rule.asks {
                Requirement::All(of) => {
                    of.reverse();
                    of.extend(of.first().cloned());
                }
                Requirement::AtLeast { of, .. } => of.reverse(),
                _ => {}
            }
        }
        let turned = turned.check().unwrap();
        prop_assert_eq!(under(&world, &read, &read.policy), under(&world, &read, &turned));
    }

    /// Law 31: at least none is met, and at least all is all.
    #[test]
    fn at_least_none_is_met_and_at_least_all_is_all(world in worlds()) {
        prop_assume!(readable(&world));
        let read = world.read();
        for (place, rule) in world.policy.requirements.iter().enumerate() {
            let Requirement::All(of) = &rule.asks else { continue };
            let need = u32::try_from(of.len()).unwrap();
            let same = changed(&world.policy, place, Requirement::AtLeast { need, of: of.clone() });
            if let Some(same) = same {
                prop_assert_eq!(under(&world, &read, &read.policy), under(&world, &read, &same));
            }
            let none = changed(&world.policy, place, Requirement::AtLeast { need: 0, of: of.clone() });
            if rule.id == world.policy.root && let Some(none) = none {
                prop_assert_eq!(under(&world, &read, &none), [true; 3]);
            }
        }
    }

    /// Law 26: a waiver by whoever may give it never takes anything away. Law 27: one by anybody else, or by too few, changes
    /// nothing. Law 28: a waiver that is voided is as if it had never been.
    #[test]
    fn waivers_only_give_and_only_by_who_may(world in worlds(), place in any::<prop::sample::Index>()) {
        prop_assume!(readable(&world));
        let mut world = crate::support::all_known(world);
        world.now = crate::support::last_recorded(&world) + chrono::TimeDelta::days(400);
        world.known_at = world.now;
        let rule = world.policy.requirements[place.index(world.policy.requirements.len())].clone();
        let before = under(&world, &world.read(), &world.read().policy);
        let waiver = |authority: &str, granted_by: BTreeSet<String>| Event::Waived {
            cohort: home_cohort(),
            requirement: rule.id.clone(),
            authority: name(authority),
            granted_by,
            sessions: BTreeSet::new(),
            until: None,
        };
        let told = gist(&world);
        let mut by_others = world.clone();
        append(&mut by_others, waiver("nobody", BTreeSet::new()));
        prop_assert_eq!(gist(&by_others), told.clone());
        if let Some(may) = &rule.waivable_by {
            let people: BTreeSet<String> = (0..rule.waiver_quorum).map(|number| format!("person-{number}")).collect();
            let mut granted = world.clone();
            let id = append(&mut granted, waiver(may.as_str(), people.clone()));
            let after = under(&granted, &granted.read(), &granted.read().policy);
            prop_assert!(before.iter().zip(after).all(|(before, after)| *before <= after));
            append(&mut granted, Event::Voided { event: id, reason: cairn_domain::Commitment([9; 32]) });
            prop_assert_eq!(gist(&granted), told);
        }
    }

    /// Law 53: the facts that are named alone give the same answer. Law 54: none of them can be left out.
    #[test]
    fn the_reasons_are_enough_and_none_too_many(world in worlds()) {
        prop_assume!(readable(&world));
        let read = world.read();
        let said = |facts: &[Fact], of: Option<&RequirementId>| {
            let found = assess(&read.policy, &read.calendar, &Standing::replay(facts), world.now);
            match of {
                None => {
                    let slack = (found.verdict == Verdict::AtRisk).then(|| slack(&found.root));
                    format!("{:?} {slack:?}", found.verdict)
                }
                Some(id) => {
                    let finding = found.root.walk().find(|each| each.requirement == *id).unwrap();
                    format!("{} {:?}", finding.status.name(), slack(finding))
                }
            }
        };
        let leaf = world.policy.requirements.last().map(|rule| rule.id.clone());
        let asked = assess(&read.policy, &read.calendar, &read.standing, world.now);
        let leaf = leaf.filter(|leaf| asked.root.walk().any(|each| each.requirement == *leaf));
        for of in [None, leaf.as_ref()] {
            let because = why(&read.policy, &read.calendar, &read.settled.facts, world.now, of).because;
            let cited: Vec<Fact> = read.settled.facts.iter().filter(|fact| because.contains(&fact.stamp)).cloned().collect();
            let answer = said(&read.settled.facts, of);
            prop_assert_eq!(&said(&cited, of), &answer);
            for place in 0..cited.len() {
                let mut rest = cited.clone();
                rest.remove(place);
                prop_assert_ne!(&said(&rest, of), &answer, "without {:?}", cited[place]);
            }
        }
    }

    /// Law 56: whatever is cited is on record, counts, and had happened.
    #[test]
    fn what_is_cited_is_on_record_and_had_happened(world in worlds()) {
        prop_assume!(readable(&world));
        let read = world.read();
        let known = read.settled.facts.iter().filter(|fact| begun(&world, fact.stamp) <= world.now);
        let known: BTreeSet<u64> = known.map(|fact| fact.stamp.position).collect();
        let found = assess(&read.policy, &read.calendar, &read.standing, world.now);
        for finding in found.root.walk() {
            let evidence = &finding.evidence;
            let cited = evidence.counts.iter().chain(evidence.against.keys()).chain(&evidence.pending);
            prop_assert!(cited.copied().collect::<BTreeSet<u64>>().is_subset(&known), "{}", finding.requirement);
        }
    }

    /// Law 63: folded once, asked under another policy, is folded and asked anew. Law 39: what was decided stays decided.
    #[test]
    fn another_policy_folds_nothing_anew_and_undoes_no_decision(world in worlds(), other in any::<u64>()) {
        prop_assume!(readable(&world));
        let read = world.read();
        let other = World::from_seed(other).read().policy;
        let anew = Standing::replay(&read.settled.facts);
        let calendar = cairn_domain::Calendar::new(&other, &read.record);
        let once = assess(&other, &calendar, &read.standing, world.now);
        prop_assert_eq!(&once, &assess(&other, &calendar, &anew, world.now));
        let first = assess(&read.policy, &read.calendar, &read.standing, world.now);
        if matches!(first.verdict, Verdict::Ended(_)) {
            prop_assert_eq!(once.verdict, first.verdict);
        }
    }
}

fn slack(finding: &Finding) -> Option<u32> {
    match finding.status {
        Status::AtRisk { slack } => Some(slack),
        _ => None,
    }
}

fn log(among: &[&str]) -> Requirement {
    let category = |of: &&str| cairn_domain::policy::Category {
        name: name(of),
        of: [name(of)].into(),
        among: Vec::new(),
        least: Some(1),
        most: None,
    };
    logging(600, Measure::Minutes, among.iter().map(category).collect())
}

/// Law 36: what the categories have comes to what there is in all.
#[test]
fn categories_add_up_to_the_whole() {
    let of = |activity: &str, much| Event::Logged {
        cohort: home_cohort(),
        activity: name(activity),
        amount: cairn_domain::event::Amount::Minutes(much),
        with: None,
        reported: None,
    };
    for (paid, unpaid) in [(0, 0), (1, 59), (240, 17), (600, 1)] {
        let events = [("paid", paid), ("unpaid", unpaid)].into_iter().filter(|(_, much)| *much > 0);
        let facts: Vec<Fact> = (1..)
            .zip(events)
            .map(|(position, (activity, much))| Fact {
                stamp: cairn_domain::Stamp {
                    at: cairn_testkit::worlds::at("2025-09-10T12:00:00Z"),
                    position,
                    day: None,
                },
                event: of(activity, much),
            })
            .collect();
        let policy = asking([("hours", log(&["paid", "unpaid"]))]).check().unwrap();
        let calendar = cairn_domain::Calendar::new(&policy, &cairn_domain::CohortRecord::default());
        let found = assess(
            &policy,
            &calendar,
            &Standing::replay(&facts),
            cairn_testkit::worlds::at("2025-10-01T00:00:00Z"),
        );
        let hours = &found.root.settled;
        assert_eq!(hours.parts.iter().map(|part| part.have).sum::<i64>(), hours.have);
        assert_eq!(hours.have, i64::from(paid + unpaid));
    }
}
