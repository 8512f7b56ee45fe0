//! Sessions and absences.

use std::collections::BTreeSet;

use cairn_domain::policy::{
    Excusal, ExcusedAbsence, Lateness, LeastPresence, MakeUps, Need, Over, Requirement,
};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::{days, name, shares};

fn presences() -> BoxedStrategy<LeastPresence> {
    let ends = || option::of(0_u32..=100);
    prop_oneof![
        shares().prop_map(LeastPresence::Share),
        (1_u32..=30).prop_map(LeastPresence::Minutes),
        (0_u32..30, ends(), ends()).prop_map(|(missed, late, early)| {
            let part = |percent: u32| missed * percent / 100;
            LeastPresence::AllBut { missed, late: late.map(part), early: early.map(part) }
        }),
    ]
    .boxed()
}

pub fn sessions() -> BoxedStrategy<Requirement> {
    let need = prop_oneof![(0..=1_u32).prop_map(Need::Count), shares().prop_map(Need::Share)];
    let make_ups = (0_u32..5, option::of(days()), option::of(0_u32..30))
        .prop_map(|(at_most, by, within_days)| MakeUps { at_most, by, within_days });
    let of = option::of(Just(BTreeSet::from([name("s0")])));
    let excused = select(vec![Excusal::Absent, Excusal::LeavesShare, Excusal::Counts]);
    let late = (0_u32..30, 1_u32..5).prop_map(|(after, each)| Lateness { after, each });
    (need, of, presences(), option::of(make_ups), excused, option::of(late))
        .prop_map(|(need, of, presence, make_ups, excused, late)| Requirement::Sessions {
            need,
            of,
            presence,
            make_ups,
            excused,
            late,
        })
        .boxed()
}

pub fn absences(sessions: u32) -> BoxedStrategy<Requirement> {
    let over = prop_oneof![Just(Over::All), Just(Over::InARow), (1_u32..60).prop_map(Over::Days)];
    let of = option::of(Just(BTreeSet::from([name("s0")])));
    let excused =
        select(vec![ExcusedAbsence::Counts, ExcusedAbsence::PassedOver, ExcusedAbsence::EndsRun]);
    (0..sessions, over, of, presences(), option::of(0_u32..30), excused)
        .prop_map(|(at_most, over, of, presence, late, excused)| Requirement::Absences {
            at_most: if of.is_some() { 0 } else { at_most },
            over,
            of,
            presence,
            late,
            excused,
        })
        .boxed()
}
