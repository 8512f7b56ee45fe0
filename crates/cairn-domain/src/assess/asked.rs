//! What a requirement asks, sorted by who measures it.

use std::collections::BTreeSet;

use crate::assess::case::Case;
use crate::assess::{absences, exam, filings, log, people, sessions};
use crate::ids::Item;
use crate::policy::{Milestone, Price, Requirement};

/// What a requirement asks.
pub(super) enum Asked<'a> {
    /// So many of the requirements within it.
    Parts(usize),
    Sessions(sessions::Rule<'a>),
    Absences(absences::Rule<'a>),
    Filings(filings::Rule<'a>),
    Done(&'a Milestone),
    /// A piece of work accepted.
    Reviews(&'a Item, people::Rule<'a>),
    /// A question granted.
    Judgement(&'a Item, people::Rule<'a>),
    Log(log::Rule<'a>),
    Exam(exam::Rule<'a>),
    /// One of these achievements, before applying.
    Prerequisite(&'a BTreeSet<String>),
    Paid(&'a Price),
}

impl<'a> Case<'a> {
    /// Returns what a requirement asks.
    pub fn asked(&self, index: usize) -> Asked<'a> {
        match &self.policy.rule(index).asks {
            Requirement::All(_) => Asked::Parts(self.policy.children(index).len()),
            Requirement::AtLeast { need, .. } => Asked::Parts(*need as usize),
            Requirement::Sessions { need, of, presence, make_ups, excused, late } => {
                Asked::Sessions(sessions::Rule {
                    index,
                    need: *need,
                    of: of.as_ref(),
                    presence: *presence,
                    make_ups: make_ups.as_ref(),
                    excused: *excused,
                    late: *late,
                })
            }
            Requirement::Absences { at_most, over, of, presence, late, excused } => {
                Asked::Absences(absences::Rule {
                    index,
                    at_most: *at_most,
                    over: *over,
                    of: of.as_ref(),
                    presence: *presence,
                    late: *late,
                    excused: *excused,
                })
            }
            Requirement::Filings { need, within_days, each } => Asked::Filings(filings::Rule {
                index,
                need: *need,
                within_days: *within_days,
                each,
            }),
            Requirement::Done { milestone, .. } => Asked::Done(milestone),
            Requirement::Reviews { of, reviewers, each, excluding } => {
                Asked::Reviews(of, people::Rule { need: *reviewers, each, excluding })
            }
            Requirement::Judgement { question, judges, each, excluding } => {
                Asked::Judgement(question, people::Rule { need: *judges, each, excluding })
            }
            Requirement::Log { need, unit, among, different, per_day, reported_by, .. } => {
                Asked::Log(log::Rule {
                    index,
                    need: *need,
                    unit,
                    among,
                    different: *different,
                    per_day: *per_day,
                    reported_by: reported_by.as_ref(),
                })
            }
            Requirement::Exam { of, pass_mark, attempts, wait, .. } => Asked::Exam(exam::Rule {
                index,
                of,
                pass_mark: *pass_mark,
                attempts: *attempts,
                wait: *wait,
            }),
            Requirement::Prerequisite { any_of } => Asked::Prerequisite(any_of),
            Requirement::Paid(price) => Asked::Paid(price),
        }
    }
}
