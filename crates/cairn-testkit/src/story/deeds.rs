//! The words of a story for amounts, examinations, judgement and last days that were moved.

use cairn_domain::Event;
use cairn_domain::event::{Amount, ExamOutcome, Ruling};

use super::{Happening, date};
use crate::worlds::{home_cohort, name};

/// So many hours.
#[must_use]
pub const fn hours(number: u32) -> Amount {
    Amount::Minutes(60 * number)
}

/// So many of something that is counted, such as dives.
#[must_use]
pub const fn units(number: u32) -> Amount {
    Amount::Hundredths(100 * number)
}

/// They did so much of something.
#[must_use]
pub fn logged(activity: &str, amount: Amount) -> Happening {
    let (cohort, activity) = (home_cohort(), name(activity));
    Event::Logged { cohort, activity, amount, with: None, reported: None }.into()
}

/// They sat the written examination, and passed it or not.
#[must_use]
pub fn sat(outcome: ExamOutcome) -> Happening {
    Event::Examined { cohort: home_cohort(), item: name("written"), outcome }.into()
}

/// They sat the written examination, and got so many points of so many.
#[must_use]
pub fn scored(got: u32, of: u32) -> Happening {
    sat(ExamOutcome::Scored { got, of })
}

fn judged(judge: &str, capacity: &str, outcome: Ruling) -> Happening {
    let (question, judge) = (name("readiness"), judge.to_owned());
    let (cohort, capacity) = (home_cohort(), name(capacity));
    Event::Judged { cohort, question, judge, capacity, outcome }.into()
}

/// Somebody found them ready.
#[must_use]
pub fn granted(judge: &str, capacity: &str) -> Happening {
    judged(judge, capacity, Ruling::Granted)
}

/// Somebody did not find them ready.
#[must_use]
pub fn denied(judge: &str, capacity: &str) -> Happening {
    judged(judge, capacity, Ruling::Denied)
}

/// The last day of a requirement was moved.
#[must_use]
pub fn extended(requirement: &str, authority: &str, to: &str) -> Happening {
    let (requirement, authority, to) = (name(requirement), name(authority), date(to));
    Event::Extended { cohort: home_cohort(), requirement, to, authority, session: None }.into()
}
