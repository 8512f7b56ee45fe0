//! Terms, and days counted from something.

use cairn_domain::policy::{Anchor, Begun, Due, From, Moment, MonthEnd, Shift, Term};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::{days, name};

pub fn terms() -> impl Strategy<Value = Term> {
    let ends = select(vec![MonthEnd::LastDay, MonthEnd::NextDay]);
    (0_u32..=24, 0_u32..=60, ends).prop_map(|(months, days, end)| Term {
        months,
        days: if months == 0 { days.max(1) } else { days },
        month_end: (months > 0).then_some(end),
    })
}

/// Anchors; with `met`, also the first leaf.
fn anchors(met: bool, sessions: u32) -> BoxedStrategy<Anchor> {
    let begun = select(vec![Begun::Application, Begun::Admission]);
    let last = if met { Anchor::Met(name("leaf-0")) } else { Anchor::Application };
    prop_oneof![
        days().prop_map(Anchor::Day),
        Just(Anchor::Application),
        Just(Anchor::Admission),
        Just(Anchor::Session(name("s0"))),
        (1..=sessions, begun).prop_map(|(n, after)| Anchor::NthSession { n, after }),
        Just(last),
    ]
    .boxed()
}

fn moments(met: bool, sessions: u32) -> BoxedStrategy<Moment> {
    let shifts = (terms(), any::<bool>())
        .prop_map(|(term, after)| if after { Shift::After(term) } else { Shift::Before(term) });
    prop_oneof![
        days().prop_map(Moment::Day),
        (anchors(met, sessions), option::of(shifts))
            .prop_map(|(anchor, shift)| Moment::From(From { anchor, shift })),
    ]
    .boxed()
}

pub fn dues(met: bool, sessions: u32) -> BoxedStrategy<Due> {
    prop_oneof![
        3 => moments(met, sessions).prop_map(Due::One),
        1 => prop::collection::vec(moments(met, sessions), 1..4).prop_map(Due::Earliest),
    ]
    .boxed()
}

/// A window: what it opens after, and a last day or how long something counts.
pub type Stated = (Option<Moment>, Option<Due>, Option<Term>);

pub fn windows(met: bool, sessions: u32) -> BoxedStrategy<Stated> {
    let after = option::of(moments(met, sessions));
    let until = prop_oneof![
        Just((None, None)),
        dues(met, sessions).prop_map(|by| (Some(by), None)),
        terms().prop_map(|term| (None, Some(term))),
    ];
    (after, until).prop_map(|(after, (by, valid_for))| (after, by, valid_for)).boxed()
}
