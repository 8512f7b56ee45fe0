//! Reflections, what is done once, what people say of it, and examinations.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::Role;
use cairn_domain::policy::{Milestone, Requirement};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::when::{terms, windows};
use super::{name, shares, texts};

pub fn filings(sessions: u32) -> BoxedStrategy<Requirement> {
    let facets = select(vec!["self", "larger_systems", "a.b"]).prop_map(name);
    let each = prop::collection::btree_map(facets, 0..=sessions, 0..3);
    (0..=sessions, 0_u32..60, each)
        .prop_map(|(need, within_days, each)| Requirement::Filings { need, within_days, each })
        .boxed()
}

fn names() -> impl Strategy<Value = BTreeSet<String>> {
    prop::collection::btree_set(texts(), 1..4)
}

pub fn before() -> BoxedStrategy<Requirement> {
    names().prop_map(|any_of| Requirement::Prerequisite { any_of }).boxed()
}

/// Whatever is done once; with `met`, perhaps counted from the first leaf.
pub fn done(met: bool, sessions: u32) -> BoxedStrategy<Requirement> {
    let milestone = prop_oneof![
        select(vec!["project", "portfolio"]).prop_map(|item| Milestone::Submitted(name(item))),
        (1_u32..=30, 1_u32..4).prop_map(|(days, times)| Milestone::Retreat { days, times }),
        names().prop_map(Milestone::Completed),
        Just(Milestone::Applied),
        Just(Milestone::Admitted),
    ];
    (milestone, windows(met, sessions))
        .prop_map(|(milestone, (after, by, valid_for))| {
            // An application does not expire.
            let for_good = matches!(milestone, Milestone::Applied | Milestone::Admitted);
            let valid_for = valid_for.filter(|_| !for_good);
            Requirement::Done { milestone, after, by, valid_for }
        })
        .boxed()
}

pub fn exams(met: bool, sessions: u32) -> BoxedStrategy<Requirement> {
    let attempts = option::of((1_u32..5, option::of(terms())));
    (option::of(shares()), attempts, windows(met, sessions))
        .prop_map(|(pass_mark, attempts, (after, by, valid_for))| Requirement::Exam {
            of: name("written"),
            pass_mark,
            attempts: attempts.map(|(attempts, _)| attempts),
            wait: attempts.and_then(|(_, wait)| wait),
            after,
            by,
            valid_for,
        })
        .boxed()
}

/// Reviews and judgements by three people or more, with up to two capacities asked for and two that are not heard.
pub fn people() -> BoxedStrategy<Requirement> {
    let asked = select(vec!["mentor", "outside", "faculty.x"]).prop_map(name::<Role>);
    let each = prop::collection::btree_map(asked, 0_u32..=1, 0..3);
    let unheard = select(vec!["assistant", "decider"]).prop_map(name::<Role>);
    let excluding = prop::collection::btree_set(unheard, 0..3);
    (3_u32..=100, each, excluding, any::<bool>())
        .prop_map(|(people, each, excluding, review): (_, BTreeMap<_, _>, _, _)| {
            if review {
                let of = name("project");
                Requirement::Reviews { of, reviewers: people, each, excluding }
            } else {
                let question = name("readiness");
                Requirement::Judgement { question, judges: people, each, excluding }
            }
        })
        .boxed()
}
