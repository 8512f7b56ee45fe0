//! Amounts of something done.

use std::collections::BTreeSet;

use cairn_domain::policy::{Category, Measure, Requirement};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::name;
use super::when::{dues, windows};

/// A category of activities; what it holds at most is far more than what is asked of any.
fn of_activities(place: String) -> BoxedStrategy<Category> {
    let bounds = (option::of(1_u32..100), option::of(1_000_u32..5_000));
    (1_usize..3, bounds)
        .prop_map(move |(many, (least, most))| Category {
            name: name(&format!("part-{place}")),
            of: (0..many).map(|nth| name(&format!("act-{place}.{nth}"))).collect(),
            among: Vec::new(),
            least,
            most,
        })
        .boxed()
}

fn category(place: String, deep: u32) -> BoxedStrategy<Category> {
    if deep == 0 {
        return of_activities(place);
    }
    let bounds = (option::of(1_u32..100), option::of(1_000_u32..5_000));
    let within = category(format!("{place}0"), deep - 1);
    let beside = option::of(category(format!("{place}1"), deep - 1));
    let own = format!("group-{place}");
    let grouped =
        (within, beside, bounds).prop_map(move |(within, beside, (least, most))| Category {
            name: name(&own),
            of: BTreeSet::new(),
            among: std::iter::once(within).chain(beside).collect(),
            least,
            most,
        });
    prop_oneof![of_activities(place), grouped].boxed()
}

/// What the short form of a file stands for.
fn alone() -> impl Strategy<Value = Category> {
    select(vec![
        ("dive", vec!["dive"]),
        ("all", vec!["different"]),
        ("all", vec!["paid", "unpaid"]),
        ("dives", vec!["dive"]),
        ("all", vec!["dive"]),
    ])
    .prop_map(|(own, of)| Category {
        name: name(own),
        of: of.into_iter().map(name).collect(),
        among: Vec::new(),
        least: None,
        most: None,
    })
}

pub fn logs(sessions: u32) -> BoxedStrategy<Requirement> {
    let words = select(vec!["credits", "dives", "CPD units", "unité", "classes", "studies", "s"]);
    let units = prop_oneof![
        Just(Measure::Minutes),
        words.prop_map(|word| Measure::Hundredths(word.to_owned()))
    ];
    let among = prop_oneof![
        alone().prop_map(|one| vec![one]),
        (category("a".to_owned(), 2), option::of(category("b".to_owned(), 1)))
            .prop_map(|(one, other)| std::iter::once(one).chain(other).collect()),
    ];
    let limits = (option::of(1_u32..9), option::of(1_u32..900), option::of(dues(true, sessions)));
    (1_u32..1_000, units, among, limits, windows(true, sessions))
        .prop_map(
            |(need, unit, among, (different, per_day, reported_by), (after, by, valid_for))| {
                let leaves =
                    among.iter().flat_map(Category::walk).filter(|each| each.among.is_empty());
                let alone = leaves.count() == 1;
                Requirement::Log {
                    need,
                    unit,
                    among,
                    different,
                    per_day: per_day.filter(|_| alone),
                    reported_by,
                    after,
                    by,
                    valid_for,
                }
            },
        )
        .boxed()
}
