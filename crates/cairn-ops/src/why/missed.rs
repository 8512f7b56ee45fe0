//! Opportunities that passed, in words: what was not done, until when it could have been, and what was done instead.

use cairn_domain::assess::{Act, closes};
use cairn_domain::policy::{Requirement, Rule, Scheduled};
use cairn_domain::time::day_of;
use cairn_domain::{Enrolment, Instant, SessionId, Stamp};
use chrono::NaiveDate;

use super::Missed;
use crate::asking::say_day;
use crate::ledger::Rules;
use crate::lines::{Answer, Line};
use crate::moment::last_day;
use crate::people::Person;
use crate::words;

/// What it takes to say what was missed.
pub(super) struct Look<'a> {
    pub rules: &'a Rules,
    pub person: &'a Person,
    pub answer: &'a Answer,
    pub now: Instant,
}

impl Look<'_> {
    pub fn missed(&self, act: &Act) -> Missed {
        Missed { act: words::act(act), about: words::about(act), words: self.words(act) }
    }

    fn words(&self, act: &Act) -> String {
        let said = words::missing(act, &self.rules.policy);
        match act {
            Act::Attend(id) | Act::Settle(id) => {
                let day = self.session(id).map(|session| self.day(session));
                day.map_or_else(|| said.clone(), |day| format!("{said} ({})", say_day(day)))
            }
            Act::MakeUp(id) => {
                by(&said, self.last_day(id, |asks| matches!(asks, Requirement::Sessions { .. })))
            }
            Act::Reflect(id) => {
                let said = if self.has_filed(id) {
                    // What is on record is not denied: it lacks a category, or came late.
                    format!("nothing on {id} that meets what is lacking was filed in time")
                } else {
                    said
                };
                by(&said, self.last_day(id, |asks| matches!(asks, Requirement::Filings { .. })))
            }
            Act::Apply => self.began(said, "applied", |enrolment| &enrolment.applications),
            Act::Seat => self.began(said, "were admitted", |enrolment| &enrolment.admissions),
            Act::Log(id) => {
                let line = self.answer.requirements.iter().find(|line| line.id == id.as_str());
                line.map_or_else(|| said.clone(), |line| format!("{said}: {}", line.words))
            }
            _ => said,
        }
    }

    fn session(&self, id: &SessionId) -> Option<&Scheduled> {
        self.rules.calendar.session(id)
    }

    fn day(&self, session: &Scheduled) -> NaiveDate {
        self.rules.calendar.day(session.window(self.now).unwrap_or(session.planned))
    }

    fn enrolment(&self) -> Option<&Enrolment> {
        self.person.standing.in_cohort(&self.rules.policy.policy().cohort)
    }

    fn has_filed(&self, id: &SessionId) -> bool {
        let filed = self.enrolment().and_then(|enrolment| enrolment.reflections.get(id));
        filed.into_iter().flatten().any(|filed| filed.stamp.at <= self.now)
    }

    /// Returns the last day for something about a session: the latest of what the requirements that lack it say.
    fn last_day(&self, id: &SessionId, asks: impl Fn(&Requirement) -> bool) -> Option<NaiveDate> {
        let Rules { policy, calendar, .. } = self.rules;
        let last = self.lacking().filter(|(rule, _)| asks(&rule.asks)).filter_map(|(rule, _)| {
            closes(policy, calendar, &self.person.standing, self.now, (&rule.id, Some(id)))
        });
        last.max().map(|closes| last_day(closes, policy.zone()))
    }

    fn lacking(&self) -> impl Iterator<Item = (&Rule, &Line)> {
        let rules = self.rules.policy.rules().iter();
        rules.filter_map(|rule| {
            let line = self.answer.lacking().find(|line| line.id == rule.id.as_str())?;
            Some((rule, line))
        })
    }

    /// Says that an application or admission did not come when it would have counted; where one came, what was wrong with it.
    fn began(&self, said: String, what: &str, of: impl Fn(&Enrolment) -> &Vec<Stamp>) -> String {
        let mut stamps = self.enrolment().map(of).into_iter().flatten();
        let Some(last) = stamps.rfind(|stamp| stamp.at <= self.now) else {
            return said;
        };
        let day = last.day.unwrap_or_else(|| day_of(last.at, self.rules.policy.zone()));
        let on = format!("they {what} on {}", say_day(day));
        let first: Vec<String> = self
            .lacking()
            .filter(|(rule, line)| {
                matches!(rule.asks, Requirement::Prerequisite { .. }) && line.status == OUT
            })
            .map(|(rule, _)| format!("“{}”", rule.title))
            .collect();
        if what == "applied" && !first.is_empty() {
            format!("{on} without {}, which had to come first", first.join(" and "))
        } else {
            format!("{on}, which is not when it would have counted")
        }
    }
}

const OUT: &str = "out_of_reach";

fn by(said: &str, last: Option<NaiveDate>) -> String {
    last.map_or_else(|| said.to_owned(), |day| format!("{said} (by {})", say_day(day)))
}
