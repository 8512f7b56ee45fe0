//! Terms, and days counted from something.

use cairn_domain::policy::{Anchor, Begun, Due, From, Moment, Shift, Term};
use cairn_domain::{RequirementId, SessionId};
use toml::de::{DeTable, DeValue};

use crate::grammar::{ANCHOR, BEGUN, COUNTED, MONTH_ENDS, TERM, Table, word_of, words};
use crate::read::keys::{Keys, Notes, Value, list};
use crate::read::near::nearest;
use crate::read::scalar::{day, name, number, word};

/// The window of a requirement, as it was stated.
#[derive(Default)]
pub(super) struct Stated {
    pub(super) after: Option<Moment>,
    pub(super) by: Option<Due>,
    pub(super) valid_for: Option<Term>,
}

/// Reads `after`, `by` and, where there can be one, `valid_for`.
pub(super) fn stated(keys: &mut Keys<'_, '_>, notes: &mut Notes) -> Stated {
    let after = keys.take("after").and_then(|value| moment(value, notes));
    let by = keys.take("by").and_then(|value| due(value, notes));
    let valid_for = keys.may_have("valid_for").then(|| keys.take("valid_for")).flatten();
    let valid_for = valid_for.and_then(|value| term(value, notes));
    Stated { after, by, valid_for }
}

/// Reads a last day, or several of which the earliest binds.
pub(super) fn due(value: &Value<'_>, notes: &mut Notes) -> Option<Due> {
    let DeValue::Array(list) = value.get_ref() else { return moment(value, notes).map(Due::One) };
    let read: Vec<Option<Moment>> = list.iter().map(|value| moment(value, notes)).collect();
    let some: Option<Vec<Moment>> = read.into_iter().collect();
    some.map(Due::Earliest)
}

/// Reads a day, or one that is counted from something.
fn moment(value: &Value<'_>, notes: &mut Notes) -> Option<Moment> {
    match value.get_ref() {
        DeValue::String(_) => {
            let begun = begun(value, notes)?;
            Some(Moment::From(From { anchor: anchor_of(begun), shift: None }))
        }
        // What it is counted from may stand there alone: then it is the very day.
        DeValue::Table(table) if is_anchor(table) => {
            Some(Moment::From(From { anchor: named(value, notes)?, shift: None }))
        }
        DeValue::Table(_) => counted(value, notes).map(Moment::From),
        _ => day(value, notes).map(Moment::Day),
    }
}

/// Tells whether a table is what something is counted from; its keys may be misspelt.
fn is_anchor(table: &DeTable<'_>) -> bool {
    let names = |grammar: &'static Table| grammar.keys.iter().map(|key| key.name);
    let counts = names(&COUNTED).any(|key| table.contains_key(key));
    !counts && table.keys().any(|key| nearest(key.get_ref(), names(&ANCHOR)).is_some())
}

/// Reads `application` or `admission`; a day in quotes is what else people write there.
fn begun(value: &Value<'_>, notes: &mut Notes) -> Option<Begun> {
    let looks_like_a_day = |text: &str| text.trim().starts_with(|sign: char| sign.is_ascii_digit());
    if value.get_ref().as_str().is_some_and(looks_like_a_day) {
        day(value, notes);
        return None;
    }
    let meant = match value.get_ref().as_str().map(str::trim) {
        Some("admitted" | "admitting" | "admit") => Some(Begun::Admission),
        Some("applied" | "applying" | "apply") => Some(Begun::Application),
        _ => None,
    };
    let Some(meant) = meant else { return word(value, BEGUN, notes) };
    let text = value.get_ref().as_str().unwrap_or_default();
    let message = format!("`{text}` is none of {}", list(&words(BEGUN)));
    notes.bad(value, message, format!("did you mean `\"{}\"`?", word_of(BEGUN, &meant)));
    None
}

const fn anchor_of(begun: Begun) -> Anchor {
    match begun {
        Begun::Application => Anchor::Application,
        Begun::Admission => Anchor::Admission,
    }
}

fn counted(value: &Value<'_>, notes: &mut Notes) -> Option<From> {
    let mut keys = Keys::open(value, &COUNTED, notes)?;
    let earlier = notes.found.len();
    let term = length(&mut keys, notes);
    let sound = notes.found.len() == earlier;
    let (after, before) = (keys.take("after"), keys.take("before"));
    let both = after.is_some() && before.is_some();
    match (after, before) {
        (Some(_), Some(value)) => {
            let span = keys.span_of("before").unwrap_or(value.span());
            let message = "a day is counted `after` something or `before` it".to_owned();
            notes.contradiction(span, message, "keep one of `after` and `before`");
        }
        (None, None) => {
            let message = "this does not say what the day is counted from".to_owned();
            let hint =
                "add `after = \"admission\"`, or count from a day, a session or a requirement";
            keys.lacks(&["after", "before"], message, hint.to_owned());
        }
        (None, Some(_)) if term.is_none() && sound => {
            let message = "this does not say how long before".to_owned();
            keys.lacks(&["days", "months"], message, "add it, such as `days = 30`".to_owned());
        }
        _ => {}
    }
    let after_anchor = after.and_then(|value| anchor(value, notes));
    let before_anchor = before.and_then(|value| anchor(value, notes));
    if !keys.close(notes) || both || !sound {
        return None;
    }
    match (after_anchor, before_anchor) {
        (Some(anchor), None) => Some(From { anchor, shift: term.map(Shift::After) }),
        (None, Some(anchor)) => Some(From { anchor, shift: Some(Shift::Before(term?)) }),
        _ => None,
    }
}

/// Reads what a day is counted from.
fn anchor(value: &Value<'_>, notes: &mut Notes) -> Option<Anchor> {
    match value.get_ref() {
        DeValue::String(_) => begun(value, notes).map(anchor_of),
        DeValue::Table(_) => named(value, notes),
        _ => day(value, notes).map(Anchor::Day),
    }
}

fn named(value: &Value<'_>, notes: &mut Notes) -> Option<Anchor> {
    let mut keys = Keys::open(value, &ANCHOR, notes)?;
    let session = keys.take("session");
    let nth = keys.take("session_number");
    let requirement = keys.take("requirement");
    let since = keys.take("since");
    let there: Vec<&str> =
        [("session", session), ("session_number", nth), ("requirement", requirement)]
            .into_iter()
            .filter_map(|(key, value)| value.map(|_| key))
            .collect();
    match there.as_slice() {
        [] => {
            let message = "this does not say what the day is counted from".to_owned();
            let hint = "add `session`, `session_number` or `requirement`";
            let of = &["session", "session_number", "requirement"];
            keys.lacks(of, message, hint.to_owned());
        }
        [first, others @ ..] => {
            for other in others {
                let span = keys.span_of(other).unwrap_or(value.span());
                let message =
                    format!("a day is counted from one thing, not from `{first}` and `{other}`");
                notes.contradiction(span, message, "keep one of them");
            }
        }
    }
    match (nth, since) {
        (Some(_), None) => {
            let message = "this does not say after what the sessions are numbered".to_owned();
            let hint = "add `since = \"application\"` or `since = \"admission\"`";
            keys.lacks(&["since"], message, hint.to_owned());
        }
        (None, Some(value)) if !there.is_empty() => {
            let span = keys.span_of("since").unwrap_or(value.span());
            let message = "`since` says nothing without `session_number`".to_owned();
            notes.contradiction(span, message, "add `session_number = 2`, or leave `since` out");
        }
        _ => {}
    }
    let session = session.and_then(|value| name(value, SessionId::new, notes));
    let n = nth.and_then(|value| number(value, notes));
    let requirement = requirement.and_then(|value| name(value, RequirementId::new, notes));
    let since = since.and_then(|value| begun(value, notes));
    keys.close(notes);
    match (session, n.zip(since), requirement) {
        (Some(session), None, None) => Some(Anchor::Session(session)),
        (None, Some((n, after)), None) => Some(Anchor::NthSession { n, after }),
        (None, None, Some(requirement)) => Some(Anchor::Met(requirement)),
        _ => None,
    }
}

/// Reads a span of the calendar.
pub(super) fn term(value: &Value<'_>, notes: &mut Notes) -> Option<Term> {
    if let Some(text) = value.get_ref().as_str() {
        let hint = meant(text).map_or_else(
            || format!("such as `{}`", TERM.example),
            |meant| format!("did you mean `{{ {meant} }}`?"),
        );
        notes.wrong_kind(value, "a table in braces", hint);
        return None;
    }
    let mut keys = Keys::open(value, &TERM, notes)?;
    let before = notes.found.len();
    let term = length(&mut keys, notes);
    let sound = notes.found.len() == before;
    if term.is_none() && sound {
        let message = "this does not say how long".to_owned();
        keys.lacks(&["months", "days"], message, "add it, such as `days = 30`".to_owned());
    }
    let sound = keys.close(notes);
    term.filter(|_| sound)
}

/// Reads the months and days of a table, if it has any; `None` also where they cannot be read.
fn length(keys: &mut Keys<'_, '_>, notes: &mut Notes) -> Option<Term> {
    let before = notes.found.len();
    let (months, days) = (keys.take("months"), keys.take("days"));
    let month_end = keys.take("month_end");
    let mut stated = months.is_some() || days.is_some() || month_end.is_some();
    for unit in ["weeks", "years", "day", "month", "week", "year"] {
        let number = keys.look(unit).and_then(|value| value.get_ref().as_integer());
        if let Some(meant) = number.and_then(|number| meant(&format!("{number} {unit}"))) {
            keys.mend(unit, format!("did you mean `{meant}`?"));
            // How long it is was said, though not in words that there are.
            stated = true;
        }
    }
    let term = Term {
        months: months.and_then(|value| number(value, notes)).unwrap_or(0),
        days: days.and_then(|value| number(value, notes)).unwrap_or(0),
        month_end: month_end.and_then(|value| word(value, MONTH_ENDS, notes)),
    };
    (stated && notes.found.len() == before).then_some(term)
}

/// Returns the keys for what people mean by `2 years`.
fn meant(text: &str) -> Option<String> {
    let (number, unit) = text.trim().split_once(' ')?;
    let number: u32 = number.parse().ok().filter(|number| *number > 0)?;
    let (key, times) = match unit.trim() {
        "day" | "days" => ("days", 1),
        "week" | "weeks" => ("days", 7),
        "month" | "months" => ("months", 1),
        "year" | "years" => ("months", 12),
        _ => return None,
    };
    let number = number.checked_mul(times)?;
    let end = if key == "months" { ", month_end = \"last_day\"" } else { "" };
    Some(format!("{key} = {number}{end}"))
}
