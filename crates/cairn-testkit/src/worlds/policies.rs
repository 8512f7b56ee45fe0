//! Small policies: at most five sessions and a handful of requirements of every kind.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::policy::{
    Basis, Due, Excusal, Fraction, LeastPresence, Lock, MakeUps, Milestone, Moment, Need, OnRefund,
    Policy, Price, Requirement, Rule, Session, Tier,
};
use cairn_domain::{Currency, Money, RequirementId, SessionId};
use chrono::{Days, NaiveDate, NaiveTime};

use super::{Stage, home_cohort, name};
use crate::dice::Dice;

/// What may be handed in.
pub(super) const ITEMS: [&str; 2] = ["project", "portfolio"];
/// What a reflection may touch.
pub(super) const FACETS: [&str; 3] = ["self", "relationships", "systems"];
/// Who may waive.
pub(super) const ROLES: [&str; 2] = ["committee", "staff"];
/// The full price in all worlds, in cents.
pub(super) const FULL: i64 = 1_000;

/// Also one from which an hour ends with the day, as deadlines do.
const TIMES: [(u32, u32); 7] = [(0, 0), (2, 30), (9, 0), (19, 0), (23, 30), (1, 30), (23, 0)];

/// The currency of all worlds.
pub(super) fn usd() -> Currency {
    "USD".parse().unwrap_or_else(|bad| panic!("{bad}"))
}

fn cents(minor: i64) -> Money {
    Money { minor, currency: usd() }
}

fn basis() -> Basis {
    Basis::Assumed("a small world".to_owned())
}

/// Throws a policy; it may fail its check, and is then thrown again.
pub(super) fn throw(dice: &mut Dice, stage: &Stage) -> Policy {
    let sessions = sessions(dice, stage);
    let leaves = 1 + dice.below(5);
    let mut requirements: Vec<Rule> = Vec::new();
    for index in 0..leaves {
        let asks = leaf(dice, stage, &sessions);
        requirements.push(rule(dice, &format!("leaf-{index}"), asks));
    }
    let ids = |rules: &[Rule]| rules.iter().map(|rule| rule.id.clone()).collect::<Vec<_>>();
    let mut top = ids(&requirements);
    if top.len() >= 3 && dice.chance(40) {
        let under: Vec<RequirementId> = top.drain(..2).collect();
        let asks = group(dice, under);
        requirements.push(rule(dice, "group", asks));
        top.push(name("group"));
        if dice.chance(30) {
            // A part may have two parents.
            top.push(name("leaf-0"));
        }
    }
    let root = if top.len() == 1 && dice.chance(50) {
        top[0].clone()
    } else {
        let asks = if dice.chance(75) { Requirement::All(top) } else { group(dice, top) };
        requirements.insert(0, rule(dice, "certify", asks));
        name("certify")
    };
    Policy {
        cohort: home_cohort(),
        title: "A small world".to_owned(),
        version: "1".to_owned(),
        zone: stage.zone,
        currency: usd(),
        begins: stage.begins,
        ends: stage.ends,
        apply_by: dice.chance(30).then_some(stage.begins),
        sessions,
        root,
        requirements,
        outcomes: Vec::new(),
        certificate: None,
    }
}

fn sessions(dice: &mut Dice, stage: &Stage) -> Vec<Session> {
    let span = u32::try_from((stage.ends - stage.begins).num_days()).unwrap_or(0);
    let mut days: BTreeSet<u32> = BTreeSet::new();
    for _ in 0..=dice.below(4) {
        days.insert(dice.below(span + 1));
    }
    days.into_iter()
        .enumerate()
        .map(|(index, day)| {
            let (hour, minute) = *dice.pick(&TIMES);
            let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
            Session {
                id: name(&format!("s{}", index + 1)),
                starts: (stage.begins + Days::new(u64::from(day))).and_time(time),
                minutes: *dice.pick(&[1, 60, 90, 180]),
                basis: basis(),
            }
        })
        .collect()
}

fn rule(dice: &mut Dice, id: &str, asks: Requirement) -> Rule {
    Rule {
        title: id.to_owned(),
        id: name(id),
        asks,
        waivable_by: dice.chance(60).then(|| name(dice.pick::<&str>(&ROLES))),
        waiver_quorum: 1,
        extendable_by: None,
        margin: dice.below(4),
        basis: basis(),
    }
}

fn group(dice: &mut Dice, of: Vec<RequirementId>) -> Requirement {
    if dice.chance(30) {
        return Requirement::All(of);
    }
    let most = u32::try_from(of.len()).unwrap_or(1);
    Requirement::AtLeast { need: 1 + dice.below(most), of }
}

fn day(dice: &mut Dice, stage: &Stage) -> NaiveDate {
    let span = u32::try_from((stage.ends - stage.begins).num_days()).unwrap_or(0);
    stage.begins + Days::new(u64::from(dice.below(span + 1)))
}

fn fraction(dice: &mut Dice) -> Fraction {
    *dice.pick(&[
        Fraction { of: 4, per: 5 },
        Fraction { of: 1, per: 2 },
        Fraction { of: 2, per: 3 },
        Fraction { of: 1, per: 1 },
        Fraction { of: 1, per: 7 },
    ])
}

fn leaf(dice: &mut Dice, stage: &Stage, sessions: &[Session]) -> Requirement {
    let count = u32::try_from(sessions.len()).unwrap_or(1);
    match dice.below(10) {
        0..=2 => attendance(dice, stage, sessions),
        3 | 4 => {
            let mut each = BTreeMap::new();
            for facet in FACETS {
                if dice.chance(25) {
                    each.insert(name(facet), 1 + dice.below(count));
                }
            }
            Requirement::Filings { need: 1 + dice.below(count), within_days: dice.below(4), each }
        }
        5 => Requirement::Done {
            milestone: Milestone::Submitted(name(dice.pick::<&str>(&ITEMS))),
            after: None,
            by: dice.chance(60).then(|| Due::One(Moment::Day(day(dice, stage)))),
            valid_for: None,
        },
        6 => Requirement::Done {
            milestone: Milestone::Retreat { days: 1 + dice.below(5), times: 1 },
            after: None,
            by: dice.chance(60).then(|| Due::One(Moment::Day(day(dice, stage)))),
            valid_for: None,
        },
        7 => Requirement::Reviews {
            of: name(dice.pick::<&str>(&ITEMS)),
            reviewers: 1 + dice.below(2),
            each: BTreeMap::new(),
            excluding: BTreeSet::new(),
        },
        8 => Requirement::Prerequisite {
            any_of: BTreeSet::from(["Intro Workshop".to_owned(), "First Steps".to_owned()]),
        },
        _ => Requirement::Paid(price(dice, stage)),
    }
}

fn attendance(dice: &mut Dice, stage: &Stage, sessions: &[Session]) -> Requirement {
    let named: BTreeSet<SessionId> =
        sessions.iter().filter(|_| dice.chance(70)).map(|each| each.id.clone()).collect();
    let of = (!named.is_empty() && dice.chance(25)).then_some(named);
    let most = u32::try_from(of.as_ref().map_or(sessions.len(), BTreeSet::len)).unwrap_or(1);
    let need = if dice.chance(50) {
        Need::Count(1 + dice.below(most))
    } else {
        Need::Share(fraction(dice))
    };
    let presence = if dice.chance(50) {
        LeastPresence::Share(fraction(dice))
    } else {
        LeastPresence::Minutes(*dice.pick(&[1, 30, 90, 180]))
    };
    let make_ups = dice.chance(60).then(|| MakeUps {
        at_most: 1 + dice.below(2),
        by: dice.chance(60).then(|| day(dice, stage)),
        within_days: None,
    });
    let excused = if dice.chance(60) { Excusal::LeavesShare } else { Excusal::Absent };
    Requirement::Sessions { need, of, presence, make_ups, excused, late: None }
}

fn price(dice: &mut Dice, stage: &Stage) -> Price {
    let mut tiers = Vec::new();
    for (index, price) in [800, 600].into_iter().enumerate() {
        if dice.chance(60) {
            tiers.push(Tier {
                name: format!("tier-{index}"),
                price: cents(price),
                locked_by: *dice.pick(&[
                    Lock::Applying,
                    Lock::Admission,
                    Lock::Paying,
                    Lock::Paying,
                ]),
                by: day(dice, stage),
                and: Vec::new(),
            });
        }
    }
    Price {
        full: cents(FULL),
        tiers,
        by: dice.chance(50).then(|| day(dice, stage)),
        on_refund: *dice.pick(&[OnRefund::Keeps, OnRefund::Loses]),
        instalments: Vec::new(),
        refunds: Vec::new(),
    }
}
