//! What binds a step though no day can be named for it yet: limits that hang on what has not happened, in the words of
//! their rules; and for how long what is done counts.

use cairn_domain::Instant;
use cairn_domain::assess::{Act, ToDo, closes, has_come};
use cairn_domain::policy::{Anchor, From, Milestone, Moment, Requirement, Rule, Shift, Term};
use chrono::TimeDelta;

use crate::asking::say_last_day;
use crate::ledger::Rules;
use crate::people::Person;
use crate::words::count;

/// What limits are told by.
pub(super) struct Limits<'a> {
    rules: &'a Rules,
    person: &'a Person,
    now: Instant,
}

impl<'a> Limits<'a> {
    pub const fn new(rules: &'a Rules, person: &'a Person, now: Instant) -> Self {
        Self { rules, person, now }
    }

    /// Adds to a step's words what binds it and no date says.
    pub fn add_to(&self, words: String, to_do: &ToDo) -> String {
        let (words, done_by) = match self.only_to_report(to_do) {
            // What was not done by then cannot be done any more: only told.
            Some(closed) => {
                let done_by = format!("done by {}", say_last_day(closed, self.rules.policy.zone()));
                (words.replacen("log ", "report ", 1), Some(done_by))
            }
            None => (words, None),
        };
        let notes: Vec<String> = done_by.into_iter().chain(self.of(to_do)).collect();
        let notes = notes.join(", ");
        match (notes.is_empty(), notes.contains('(') || words.ends_with(')')) {
            (true, _) => words,
            // A title may have brackets of its own.
            (false, true) => format!("{words}, {notes}"),
            (false, false) => format!("{words} ({notes})"),
        }
    }

    /// Lists what binds a step: from when, by when, and for how long it counts.
    fn of(&self, to_do: &ToDo) -> Vec<String> {
        let (mut after, mut by, mut told) = (Vec::new(), Vec::new(), Vec::new());
        let (mut before_applying, mut holds) = (false, Vec::new());
        for rule in self.served(to_do) {
            let window = rule.asks.window().unwrap_or_default();
            let due = window.by.map_or(&[][..], |by| by.moments());
            let reported = rule.asks.reported_by().map_or(&[][..], |by| by.moments());
            after.extend(window.after.and_then(|moment| self.to_come(moment)));
            by.extend(due.iter().filter_map(|moment| self.to_come(moment)));
            told.extend(reported.iter().filter_map(|moment| self.to_come(moment)));
            before_applying |= self.comes_before_applying(rule);
            holds.extend(window.valid_for.map(|term| match rule.asks {
                Requirement::Log { .. } => format!("each counts for {}", length(term)),
                _ => format!("counts for {}", length(term)),
            }));
        }
        let mut said: Vec<String> = Vec::new();
        let folded: Vec<&From> = by.iter().filter_map(|by| folds(by, &after)).collect();
        said.extend(after.iter().filter(|one| !folded.contains(one)).map(|one| self.after(one)));
        said.extend(by.iter().map(|one| self.by(one, &after)));
        said.extend(told.iter().map(|one| format!("reported {}", self.by(one, &after))));
        said.extend(before_applying.then(|| "before applying".to_owned()));
        said.extend(holds);
        let mut once = Vec::new();
        for each in said {
            if !once.contains(&each) {
                once.push(each);
            }
        }
        once
    }

    /// Tells whether a last day of a step is counted from what has not happened yet.
    pub fn hangs(&self, to_do: &ToDo) -> bool {
        self.served(to_do).any(|rule| {
            let mut last_days = rule.asks.last_days();
            last_days.any(|moment| self.to_come(moment).is_some())
                || self.comes_before_applying(rule)
        })
    }

    /// The rules that ask for what a step does.
    fn served(&self, to_do: &ToDo) -> impl Iterator<Item = &'a Rule> {
        let rules = self.rules.policy.rules().iter();
        rules.filter(|rule| to_do.serves.contains(&rule.id) && is_asked(to_do, rule))
    }

    fn comes_before_applying(&self, rule: &Rule) -> bool {
        matches!(rule.asks, Requirement::Prerequisite { .. })
            && !self.has_happened(&Anchor::Application)
    }

    /// Returns the end of the time to do it, where that has passed and it can only be reported.
    pub fn only_to_report(&self, to_do: &ToDo) -> Option<Instant> {
        let Act::Log(id) = &to_do.act else { return None };
        let rule = self.rules.policy.rules().iter().find(|rule| rule.id == *id)?;
        rule.asks.reported_by()?;
        let Rules { policy, calendar, .. } = self.rules;
        let closed = closes(policy, calendar, &self.person.standing, self.now, (id, None))?;
        (closed - TimeDelta::microseconds(1) <= self.now).then_some(closed)
    }

    fn to_come<'m>(&self, moment: &'m Moment) -> Option<&'m From> {
        match moment {
            Moment::From(from) if !self.has_happened(&from.anchor) => Some(from),
            _ => None,
        }
    }

    fn has_happened(&self, anchor: &Anchor) -> bool {
        let Rules { policy, calendar, .. } = self.rules;
        // A day is a date by itself.
        matches!(anchor, Anchor::Day(_))
            || has_come(policy, calendar, &self.person.standing, self.now, anchor)
    }

    fn after(&self, from: &From) -> String {
        let event = self.event(&from.anchor);
        match (from.shift, &from.anchor) {
            (None, Anchor::Met(_)) => format!("once {event} is met"),
            (None, Anchor::Session(_) | Anchor::NthSession { .. }) => {
                format!("after the beginning of {event}")
            }
            (None, _) => format!("after {event}"),
            (Some(Shift::After(term)), _) => {
                format!("no earlier than {} after {event}", length(term))
            }
            (Some(Shift::Before(term)), _) => {
                format!("no earlier than {} before {event}", length(term))
            }
        }
    }

    /// Says a last day; what comes from the same thing on is within so much after it.
    fn by(&self, from: &From, after: &[&From]) -> String {
        let event = self.event(&from.anchor);
        match (from.shift, &from.anchor, folds(from, after).and_then(|after| after.shift)) {
            (None, _, Some(Shift::Before(term))) => {
                format!("within the {} before {event}", length(term))
            }
            (None, Anchor::Application, _) => "before applying".to_owned(),
            (None, Anchor::Admission, _) => "before being admitted".to_owned(),
            (None, Anchor::Met(_), _) => format!("by the day on which {event} is met"),
            (None, ..) => format!("by the day of {event}"),
            (Some(Shift::Before(term)), ..) => {
                format!("no later than {} before {event}", length(term))
            }
            (Some(Shift::After(term)), ..) => {
                let of = if folds(from, after).is_some() { "after" } else { "of" };
                format!("within {} {of} {event}", length(term))
            }
        }
    }

    fn event(&self, anchor: &Anchor) -> String {
        cairn_policy::named(anchor, &|id| {
            let rule = self.rules.policy.rules().iter().find(|rule| rule.id == *id);
            rule.map_or_else(|| id.to_string(), |rule| format!("“{}”", rule.title))
        })
    }
}

/// Finds the beginning that a last day is said together with: both counted from the same thing, the one from there, the other
/// so far from it.
fn folds<'a>(by: &From, after: &[&'a From]) -> Option<&'a From> {
    after.iter().copied().find(|after| {
        let one_span = matches!(
            (after.shift, by.shift),
            (None, Some(Shift::After(_))) | (Some(Shift::Before(_)), None)
        );
        one_span && after.anchor == by.anchor
    })
}

/// Tells whether an act is what a rule asks. To apply, or to be admitted, bears on what is counted from it, too, and is not
/// bound by that.
fn is_asked(to_do: &ToDo, rule: &Rule) -> bool {
    match (&to_do.act, &rule.asks) {
        (Act::Log(id), _) => *id == rule.id,
        (Act::Apply, Requirement::Done { milestone, .. }) => *milestone == Milestone::Applied,
        (Act::Seat, Requirement::Done { milestone, .. }) => *milestone == Milestone::Admitted,
        (
            Act::HandIn(_) | Act::Retreat(_) | Act::Complete(_) | Act::Pass(_) | Act::Do(_),
            Requirement::Done { .. } | Requirement::Exam { .. } | Requirement::Prerequisite { .. },
        ) => true,
        _ => false,
    }
}

fn length(Term { months, days, .. }: Term) -> String {
    match (months, days) {
        (0, days) => count(days.into(), "day"),
        (months, 0) => count(months.into(), "month"),
        (months, days) => {
            format!("{} and {}", count(months.into(), "month"), count(days.into(), "day"))
        }
    }
}
