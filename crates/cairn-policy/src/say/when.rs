//! Days, terms, and days counted from something, in words.

use cairn_domain::RequirementId;
use cairn_domain::policy::{Anchor, Begun, Due, From, Moment, MonthEnd, Shift, Term, Window};
use chrono::NaiveDate;

use crate::say::counts::{count, joined, ordinal};

/// Returns a day as people write it, such as "6 August 2026".
#[must_use]
pub fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// Returns a last day, with a space before it; nothing where none is stated.
pub(super) fn until(by: Option<&Due>) -> String {
    by.map_or_else(String::new, |by| format!(" {}", in_time(by)))
}

/// Returns the same of a plain day.
pub(super) fn until_day(by: Option<NaiveDate>) -> String {
    by.map_or_else(String::new, |by| format!(" by {}", day(by)))
}

/// Returns from when on and for how long evidence counts.
pub(super) fn counting(window: Window<'_>) -> String {
    let after = window
        .after
        .map_or_else(String::new, |after| format!("; only what comes {} counts", since(after)));
    let valid_for = window
        .valid_for
        .map_or_else(String::new, |valid| format!("; it counts for {}", term(valid)));
    after + &valid_for
}

/// Returns a last day with the word before it: "by 6 August 2026", "within 6 months of admission".
fn in_time(due: &Due) -> String {
    match due {
        Due::One(Moment::From(From { anchor, shift: Some(Shift::After(length)) })) => {
            let (length, note) = parts(*length);
            // Of a day, "within" could be on either side of it; nobody is admitted before they are.
            let of = if *anchor == Anchor::Admission { "of" } else { "after" };
            format!("within {length} {of} {}{note}", event(anchor))
        }
        Due::One(Moment::From(From { shift: Some(Shift::Before(_)), .. })) => {
            format!("no later than {}", days(due))
        }
        _ => format!("by {}", days(due)),
    }
}

/// Returns a last day, without the word before it.
fn days(due: &Due) -> String {
    match due {
        Due::One(one) => on(one),
        Due::Earliest(several) => {
            format!("the earliest of these days: {}", joined(several.iter().map(on)))
        }
    }
}

fn on(moment: &Moment) -> String {
    let (anchor, shift) = match moment {
        Moment::Day(one) => return day(*one),
        Moment::From(From { anchor, shift }) => (anchor, shift),
    };
    match (shift, anchor) {
        (None, Anchor::Day(one)) => day(*one),
        (None, Anchor::Met(id)) => format!("the day on which {id} is met"),
        (None, _) => format!("the day of {}", event(anchor)),
        (Some(shift), _) => shifted(*shift, anchor),
    }
}

/// Returns from when on something counts, such as "after admission".
#[must_use]
pub fn since(moment: &Moment) -> String {
    let (anchor, shift) = match moment {
        Moment::Day(one) => return format!("on {} or later", day(*one)),
        Moment::From(From { anchor, shift }) => (anchor, shift),
    };
    match (shift, anchor) {
        (None, Anchor::Day(one)) => format!("on {} or later", day(*one)),
        (None, Anchor::Session(_) | Anchor::NthSession { .. }) => {
            format!("after the beginning of {}", event(anchor))
        }
        (None, _) => format!("after {}", event(anchor)),
        (Some(shift), _) => format!("no earlier than {}", shifted(*shift, anchor)),
    }
}

fn shifted(shift: Shift, anchor: &Anchor) -> String {
    let (length, which) = match shift {
        Shift::After(length) => (length, "after"),
        Shift::Before(length) => (length, "before"),
    };
    let (length, note) = parts(length);
    format!("{length} {which} {}{note}", event(anchor))
}

fn event(anchor: &Anchor) -> String {
    named(anchor, &|id| format!("{id} is met"))
}

/// Returns what something is counted from, such as "the 2nd session after admission"; requirements are called as one says.
#[must_use]
pub fn named(anchor: &Anchor, met: &dyn Fn(&RequirementId) -> String) -> String {
    match anchor {
        Anchor::Day(one) => day(*one),
        Anchor::Application => "the application".to_owned(),
        Anchor::Admission => "admission".to_owned(),
        Anchor::Session(id) => format!("session {id}"),
        Anchor::NthSession { n, after } => {
            let begun = match after {
                Begun::Application => "the application",
                Begun::Admission => "admission",
            };
            format!("the {} session after {begun}", ordinal(*n))
        }
        Anchor::Met(id) => met(id),
    }
}

/// Returns a span of the calendar, such as "6 months".
pub(super) fn term(term: Term) -> String {
    let (length, note) = parts(term);
    format!("{length}{note}")
}

/// Returns a span of the calendar, and apart from it what is to be said of months that are too short.
pub(super) fn parts(Term { months, days, month_end }: Term) -> (String, &'static str) {
    let end = match month_end {
        Some(MonthEnd::LastDay) => " (in a shorter month, its last day)",
        Some(MonthEnd::NextDay) => " (in a shorter month, the first day of the next)",
        None => "",
    };
    let length = match (months, days) {
        (0, days) => count(days, "day"),
        (months, 0) => count(months, "month"),
        (months, days) => format!("{} and {}", count(months, "month"), count(days, "day")),
    };
    (length, end)
}
