//! What a scribe knows of amounts, examinations, questions, waivers and extensions.

use std::collections::BTreeSet;

use cairn_domain::Event;
use cairn_domain::event::{Amount, ExamOutcome, Ruling};
use cairn_domain::ids::{Partner, Role};
use cairn_domain::policy::{Measure, Requirement, Rule};

use super::histories::Scribe;
use super::name;
use super::policies::{ACTIVITIES, CAPACITIES, ITEMS, ROLES};

const PEOPLE: [&str; 3] = ["ada", "bob", "cleo"];

impl Scribe<'_> {
    pub(super) fn perhaps_a_capacity(&mut self) -> Option<Role> {
        self.dice.chance(65).then(|| name(self.dice.pick::<&str>(&CAPACITIES)))
    }

    pub(super) fn perhaps_a_partner(&mut self) -> Option<Partner> {
        self.dice.chance(60).then(|| name(self.dice.pick::<&str>(&["client-1", "client-2"])))
    }

    pub(super) fn logged(&mut self) -> Event {
        let mut units = self.policy.requirements.iter().filter_map(|rule| match &rule.asks {
            Requirement::Log { unit, .. } => Some(unit),
            _ => None,
        });
        let in_minutes = units.next_back().is_none_or(|unit| *unit == Measure::Minutes);
        let much = *self.dice.pick(&[1, 30, 60, 60, 100, 150]);
        // Now and then in another unit than is asked for.
        let amount = if in_minutes == self.dice.chance(92) {
            Amount::Minutes(much)
        } else {
            Amount::Hundredths(much)
        };
        Event::Logged {
            cohort: self.some_cohort(),
            activity: name(self.dice.pick::<&str>(&ACTIVITIES)),
            amount,
            with: self.perhaps_a_partner(),
            reported: self.dice.chance(30).then(|| self.day()),
        }
    }

    pub(super) fn exam_outcome(&mut self) -> ExamOutcome {
        match self.dice.below(5) {
            0 => ExamOutcome::Passed,
            1 | 2 => ExamOutcome::NotPassed,
            _ => ExamOutcome::Scored { got: self.dice.below(11), of: 10 },
        }
    }

    pub(super) fn examined(&mut self) -> Event {
        let item = name(self.dice.pick::<&str>(&ITEMS));
        Event::Examined { cohort: self.some_cohort(), item, outcome: self.exam_outcome() }
    }

    pub(super) fn ruling(&mut self) -> Ruling {
        if self.dice.chance(65) { Ruling::Granted } else { Ruling::Denied }
    }

    pub(super) fn judged(&mut self) -> Event {
        Event::Judged {
            cohort: self.some_cohort(),
            question: name(self.dice.pick::<&str>(&ITEMS)),
            judge: (*self.dice.pick(&PEOPLE)).to_owned(),
            capacity: name(self.dice.pick::<&str>(&CAPACITIES)),
            outcome: self.ruling(),
        }
    }

    /// The authority that the policy names, or any.
    fn authority(&mut self, named: Option<&Role>) -> Role {
        match named {
            Some(role) if self.dice.chance(85) => role.clone(),
            _ => name(self.dice.pick::<&str>(&ROLES)),
        }
    }

    /// A requirement; mostly one of those of which something is true.
    fn some_rule(&mut self, wanted: impl Fn(&Rule) -> bool) -> Rule {
        let rules = &self.policy.requirements;
        let fitting: Vec<&Rule> = rules.iter().filter(|rule| wanted(rule)).collect();
        if fitting.is_empty() || self.dice.chance(10) {
            self.dice.pick(rules).clone()
        } else {
            (*self.dice.pick(&fitting)).clone()
        }
    }

    pub(super) fn waiver(&mut self) -> Event {
        let rule = self.some_rule(|rule| rule.waivable_by.is_some());
        self.waiver_of(&rule)
    }

    /// A waiver by one or several, or by nobody who is named; of sessions or the whole; for good or until a day.
    pub(super) fn waiver_of(&mut self, rule: &Rule) -> Event {
        let granted_by: BTreeSet<String> = PEOPLE[..2]
            .iter()
            .filter(|_| self.dice.chance(70))
            .map(|&who| who.to_owned())
            .collect();
        let by_session = matches!(
            rule.asks,
            Requirement::Sessions { .. }
                | Requirement::Absences { .. }
                | Requirement::Filings { .. }
        );
        let sessions = if self.dice.chance(if by_session { 50 } else { 10 }) {
            (0..=self.dice.below(2)).map(|_| self.session()).collect()
        } else {
            BTreeSet::new()
        };
        Event::Waived {
            cohort: self.some_cohort(),
            authority: self.authority(rule.waivable_by.as_ref()),
            requirement: rule.id.clone(),
            granted_by,
            sessions,
            until: self.dice.chance(35).then(|| self.day()),
        }
    }

    pub(super) fn extension(&mut self) -> Event {
        let rule = self.some_rule(|rule| rule.extendable_by.is_some());
        Event::Extended {
            cohort: self.some_cohort(),
            authority: self.authority(rule.extendable_by.as_ref()),
            requirement: rule.id,
            to: self.day(),
            session: self.dice.chance(30).then(|| self.session()),
        }
    }
}
