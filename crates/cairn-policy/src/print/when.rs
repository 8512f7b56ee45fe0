//! Terms, and days counted from something, as a file has them.

use cairn_domain::policy::{Anchor, Due, From, Moment, Shift, Term, Window};

use crate::grammar::{BEGUN, MONTH_ENDS, word_of};
use crate::print::{Pair, quoted, table};

/// Returns the keys of a window.
pub(super) fn window(window: Window<'_>) -> [Pair; 3] {
    [
        window.by.map(|by| ("by", due(by))),
        window.after.map(|after| ("after", moment(after))),
        window.valid_for.map(|valid_for| ("valid_for", term(valid_for))),
    ]
}

pub(super) fn due(due: &Due) -> String {
    match due {
        Due::One(one) => moment(one),
        Due::Earliest(several) => {
            format!("[{}]", several.iter().map(moment).collect::<Vec<_>>().join(", "))
        }
    }
}

fn moment(moment: &Moment) -> String {
    let from = match moment {
        Moment::Day(day) => return day.to_string(),
        Moment::From(from) => from,
    };
    let From { anchor, shift } = from;
    match (anchor, shift) {
        // A day that is counted from a day, and is that day: the short form would be another one.
        (Anchor::Day(_), None) => table([Some(("after", self::anchor(anchor)))]),
        (_, None) => self::anchor(anchor),
        (_, Some(Shift::After(term))) => counted(*term, "after", anchor),
        (_, Some(Shift::Before(term))) => counted(*term, "before", anchor),
    }
}

fn counted(term: Term, key: &'static str, from: &Anchor) -> String {
    let [months, days, month_end] = length(term);
    table([months, days, month_end, Some((key, anchor(from)))])
}

fn anchor(anchor: &Anchor) -> String {
    match anchor {
        Anchor::Day(day) => day.to_string(),
        Anchor::Application => quoted("application"),
        Anchor::Admission => quoted("admission"),
        Anchor::Session(id) => table([Some(("session", quoted(id.as_str())))]),
        Anchor::NthSession { n, after } => table([
            Some(("session_number", n.to_string())),
            Some(("since", quoted(word_of(BEGUN, after)))),
        ]),
        Anchor::Met(id) => table([Some(("requirement", quoted(id.as_str())))]),
    }
}

pub(super) fn term(term: Term) -> String {
    table(length(term))
}

fn length(Term { months, days, month_end }: Term) -> [Pair; 3] {
    [
        (months != 0).then(|| ("months", months.to_string())),
        (days != 0).then(|| ("days", days.to_string())),
        month_end.map(|end| ("month_end", quoted(word_of(MONTH_ENDS, &end)))),
    ]
}
