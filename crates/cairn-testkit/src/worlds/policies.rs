//! Small policies: at most five sessions and a handful of requirements of every kind.

mod amounts;
mod leaves;
mod moments;
mod price;

use std::collections::BTreeSet;

use cairn_domain::policy::{
    Basis, Ending, Milestone, Policy, Requirement, Rule, Session, Validity,
};
use cairn_domain::{Currency, Money, RequirementId};
use chrono::{Days, NaiveDate, NaiveTime};

use super::{Stage, home_cohort, name};
use crate::dice::Dice;

pub(super) use amounts::ACTIVITIES;

/// What may be handed in.
pub(super) const ITEMS: [&str; 2] = ["project", "portfolio"];
/// What a reflection may touch.
pub(super) const FACETS: [&str; 3] = ["self", "relationships", "systems"];
/// Who may waive and extend.
pub(super) const ROLES: [&str; 2] = ["committee", "staff"];
/// In which capacity somebody says something.
pub(super) const CAPACITIES: [&str; 2] = ["mentor", "outside"];
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

/// A policy in the making: where its days come from, and what there is to refer to.
struct Draft<'a> {
    dice: &'a mut Dice,
    stage: &'a Stage,
    sessions: Vec<Session>,
    /// The requirements so far: a later one may be counted from when an earlier one was met.
    rules: Vec<Rule>,
}

/// Throws a policy; it may fail its check, and is then thrown again.
pub(super) fn throw(dice: &mut Dice, stage: &Stage) -> Policy {
    let sessions = sessions(dice, stage);
    let mut draft = Draft { dice, stage, sessions, rules: Vec::new() };
    for index in 0..=draft.dice.below(5) {
        let asks = draft.leaf();
        draft.rule(&format!("leaf-{index}"), asks);
    }
    let root = draft.tree();
    let Draft { sessions, rules: requirements, .. } = draft;
    let outcomes = outcomes(dice, &requirements);
    let certificate = dice.chance(50).then(|| Validity {
        valid_for: moments::term(dice),
        renewable_for: dice.chance(50).then(|| moments::term(dice)),
    });
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
        outcomes,
        certificate,
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

/// The ways in which it can end: none, or one for what is asked and perhaps one for everybody else.
fn outcomes(dice: &mut Dice, requirements: &[Rule]) -> Vec<Ending> {
    let mut outcomes = Vec::new();
    if dice.chance(60) {
        return outcomes;
    }
    let ending = |id: &str, needs| Ending { id: name(id), title: id.to_owned(), needs };
    for id in ["certified", "attended"] {
        outcomes.push(ending(id, Some(dice.pick(requirements).id.clone())));
    }
    if dice.chance(50) {
        outcomes.push(ending("left", None));
    }
    outcomes
}

impl Draft<'_> {
    fn rule(&mut self, id: &str, asks: Requirement) {
        let dice = &mut *self.dice;
        let waivable_by = dice.chance(60).then(|| name(dice.pick::<&str>(&ROLES)));
        let quorum = if waivable_by.is_some() && dice.chance(30) { 2 } else { 1 };
        let extendable = match &asks {
            Requirement::Done { .. }
            | Requirement::Log { .. }
            | Requirement::Exam { .. }
            | Requirement::Filings { .. } => true,
            Requirement::Sessions { make_ups, .. } => make_ups.is_some(),
            Requirement::Paid(price) => price.by.is_some(),
            _ => false,
        };
        let margin = match &asks {
            Requirement::Sessions { .. }
            | Requirement::Absences { .. }
            | Requirement::Filings { .. } => dice.below(4),
            Requirement::Exam { .. } => dice.below(2),
            _ => 0,
        };
        self.rules.push(Rule {
            title: id.to_owned(),
            id: name(id),
            asks,
            waivable_by,
            waiver_quorum: quorum,
            extendable_by: (extendable && dice.chance(50)).then(|| name(dice.pick::<&str>(&ROLES))),
            margin,
            basis: basis(),
        });
    }

    /// Puts the leaves under one root, some of them perhaps in a group; returns the root.
    fn tree(&mut self) -> RequirementId {
        let mut top: Vec<RequirementId> = self.rules.iter().map(|rule| rule.id.clone()).collect();
        if top.len() >= 3 && self.dice.chance(40) {
            let under: Vec<RequirementId> = top.drain(..2).collect();
            let asks = self.group(under);
            self.rule("group", asks);
            top.push(name("group"));
            if self.dice.chance(30) {
                // A part may have two parents.
                top.push(name("leaf-0"));
            }
        }
        if top.len() == 1 && self.dice.chance(50) {
            return top[0].clone();
        }
        let asks = if self.dice.chance(75) { Requirement::All(top) } else { self.group(top) };
        self.rule("certify", asks);
        let root = self.rules.pop();
        self.rules.splice(0..0, root);
        name("certify")
    }

    fn group(&mut self, of: Vec<RequirementId>) -> Requirement {
        if self.dice.chance(30) {
            return Requirement::All(of);
        }
        let most = u32::try_from(of.len()).unwrap_or(1);
        Requirement::AtLeast { need: 1 + self.dice.below(most), of }
    }

    fn day(&mut self) -> NaiveDate {
        let span = u32::try_from((self.stage.ends - self.stage.begins).num_days()).unwrap_or(0);
        self.stage.begins + Days::new(u64::from(self.dice.below(span + 1)))
    }

    /// The requirements so far that a last day may be counted from: those that are done or not.
    fn milestones(&self) -> Vec<RequirementId> {
        let is_one =
            |rule: &&Rule| matches!(rule.asks, Requirement::Done { .. } | Requirement::Exam { .. });
        self.rules.iter().filter(is_one).map(|rule| rule.id.clone()).collect()
    }
}

/// Tells whether a milestone is one of those that take no term.
const fn is_a_step(milestone: &Milestone) -> bool {
    matches!(milestone, Milestone::Applied | Milestone::Admitted)
}
