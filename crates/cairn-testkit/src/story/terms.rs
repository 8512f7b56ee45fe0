//! The words of a rule: what is to be done, after what, and by when.

use cairn_domain::policy::{
    Anchor, Begun, Category, Due, Excusal, From, LeastPresence, Measure, Milestone, Moment,
    MonthEnd, Need, Requirement, Shift, Term,
};

use super::date;
use crate::worlds::name;

/// So many days.
#[must_use]
pub const fn days(days: u32) -> Term {
    Term { months: 0, days, month_end: None }
}

/// So many months.
#[must_use]
pub const fn months(months: u32, end: MonthEnd) -> Term {
    Term { months, days: 0, month_end: Some(end) }
}

/// Admission.
#[must_use]
pub const fn admission() -> Anchor {
    Anchor::Admission
}

/// The first application.
#[must_use]
pub const fn application() -> Anchor {
    Anchor::Application
}

/// When a requirement was met.
#[must_use]
pub fn met(requirement: &str) -> Anchor {
    Anchor::Met(name(requirement))
}

/// The n-th session after admission.
#[must_use]
pub const fn nth_session_after_admission(n: u32) -> Anchor {
    Anchor::NthSession { n, after: Begun::Admission }
}

/// A day.
#[must_use]
pub fn on(day: &str) -> Moment {
    Moment::Day(date(day))
}

/// The very moment of something.
#[must_use]
pub const fn at_the(anchor: Anchor) -> Moment {
    Moment::From(From { anchor, shift: None })
}

/// So long after something.
#[must_use]
pub const fn after(term: Term, anchor: Anchor) -> Moment {
    Moment::From(From { anchor, shift: Some(Shift::After(term)) })
}

/// So long before something.
#[must_use]
pub const fn before(term: Term, anchor: Anchor) -> Moment {
    Moment::From(From { anchor, shift: Some(Shift::Before(term)) })
}

/// A milestone, without a window of its own.
#[must_use]
pub const fn done(milestone: Milestone) -> Requirement {
    Requirement::Done { milestone, after: None, by: None, valid_for: None }
}

/// So many sessions, an hour of each: of all, or of these.
#[must_use]
pub fn live<const N: usize>(need: u32, of: [&str; N]) -> Requirement {
    Requirement::Sessions {
        need: Need::Count(need),
        of: (N > 0).then(|| of.into_iter().map(name).collect()),
        presence: LeastPresence::Minutes(60),
        make_ups: None,
        excused: Excusal::Absent,
        late: None,
    }
}

/// A category of activities, or of categories, without bounds.
#[must_use]
pub fn category(id: &str, of: &[&str], among: Vec<Category>) -> Category {
    let of = of.iter().copied().map(name).collect();
    Category { name: name(id), of, among, least: None, most: None }
}

/// So much of something, without limits or a window of its own.
#[must_use]
pub const fn logging(need: u32, unit: Measure, among: Vec<Category>) -> Requirement {
    Requirement::Log {
        need,
        unit,
        among,
        different: None,
        per_day: None,
        reported_by: None,
        after: None,
        by: None,
        valid_for: None,
    }
}

/// The same, where only what comes after a moment counts.
///
/// # Panics
/// If it has no window.
#[must_use]
pub fn only_after(mut asks: Requirement, moment: Moment) -> Requirement {
    match &mut asks {
        Requirement::Done { after, .. }
        | Requirement::Log { after, .. }
        | Requirement::Exam { after, .. } => *after = Some(moment),
        other => panic!("{other:?}"),
    }
    asks
}

/// The same, due by the earliest of some moments.
///
/// # Panics
/// If it has no window.
#[must_use]
pub fn due_by<const N: usize>(mut asks: Requirement, moments: [Moment; N]) -> Requirement {
    match &mut asks {
        Requirement::Done { by, .. }
        | Requirement::Log { by, .. }
        | Requirement::Exam { by, .. } => *by = Some(Due::Earliest(moments.into())),
        other => panic!("{other:?}"),
    }
    asks
}

/// The same, where what was done counts for so long.
///
/// # Panics
/// If it has no window.
#[must_use]
pub fn valid_for(mut asks: Requirement, term: Term) -> Requirement {
    match &mut asks {
        Requirement::Done { valid_for, .. }
        | Requirement::Log { valid_for, .. }
        | Requirement::Exam { valid_for, .. } => *valid_for = Some(term),
        other => panic!("{other:?}"),
    }
    asks
}
