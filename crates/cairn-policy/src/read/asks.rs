//! What a requirement asks: exactly one kind, each with keys of its own.

use cairn_domain::RequirementId;
use cairn_domain::policy::Requirement;
use toml::de::DeValue;

use crate::grammar::{AT_LEAST, KINDS};
use crate::read::draft::{Part, Unread};
use crate::read::evidence::{
    admitted, applied, completed, exam, judgement, prerequisite, reflections, retreat, reviews,
    submitted,
};
use crate::read::keys::{Keys, Notes, Value, list};
use crate::read::lists::names;
use crate::read::log::log;
use crate::read::price::paid;
use crate::read::rule::Known;
use crate::read::scalar::number;
use crate::read::sessions::{absences, sessions};

/// Reads what a requirement asks, or notes that it asks nothing, or several things at once.
pub(super) fn asks(
    keys: &mut Keys<'_, '_>,
    known: Known<'_>,
    unread: &mut Unread,
    notes: &mut Notes,
) -> Option<Requirement> {
    let mut asked: Vec<(&'static str, &Value<'_>)> =
        KINDS.iter().filter_map(|kind| keys.take(kind).map(|value| (*kind, value))).collect();
    asked.sort_by_key(|(_, value)| value.span().start);
    let Some((kind, value)) = asked.first().copied() else {
        let message = format!("{} asks for nothing", keys.name());
        let hint = format!("add one of {}, such as `retreat = {{ days = 5 }}`", list(KINDS));
        keys.lacks(KINDS, message, hint);
        return None;
    };
    for (second, value) in asked.iter().skip(1) {
        let span = keys.span_of(second).unwrap_or(value.span());
        let message = format!("{} asks for `{kind}` and for `{second}`", keys.name());
        notes.contradiction(
            span,
            message,
            "make a requirement of each, and ask for both in an `all`",
        );
    }
    let before = notes.found.len();
    let read = match kind {
        "all" => Some(Requirement::All(names(value, RequirementId::new, "workshop", notes))),
        "at_least" => at_least(value, notes),
        "sessions" => sessions(value, known, unread, notes),
        "absences" => absences(value, known, unread, notes),
        "reflections" => reflections(value, notes),
        "retreat" => retreat(value, notes),
        "submitted" => submitted(value, notes),
        "completed" => completed(value, notes),
        "applied" => applied(value, notes),
        "admitted" => admitted(value, notes),
        "reviews" => reviews(value, notes),
        "judgement" => judgement(value, notes),
        "log" => log(value, notes),
        "exam" => exam(value, notes),
        "prerequisite" => prerequisite(value, notes),
        _ => paid(value, known.currency, notes).map(Requirement::Paid),
    };
    // What leads to other requirements and cannot be read may be what asks for them.
    let leads = leads(kind, value);
    if notes.found.iter().skip(before).any(|found| leads.contains(&found.span.start)) {
        unread.parts.insert(Part::Leads);
    }
    read
}

/// Returns where the tokens stand that name other requirements, in its parts or in what it is counted from; a table or a
/// list under any other key may be such, misspelt.
fn leads(kind: &str, value: &Value<'_>) -> Vec<usize> {
    let mut starts = Vec::new();
    match value.get_ref() {
        DeValue::Table(table) if kind != "at_least" => {
            for (key, value) in table {
                if matches!(key.get_ref().as_ref(), "after" | "by" | "reported_by") {
                    tokens(value, &mut starts);
                } else if matches!(value.get_ref(), DeValue::Table(_) | DeValue::Array(_)) {
                    starts.push(key.span().start);
                }
            }
        }
        _ => tokens(value, &mut starts),
    }
    starts
}

/// Returns where a value begins, and all that is in it: a table with a header of its own stands elsewhere than its keys.
fn tokens(value: &Value<'_>, starts: &mut Vec<usize>) {
    starts.push(value.span().start);
    match value.get_ref() {
        DeValue::Array(list) => list.iter().for_each(|value| tokens(value, starts)),
        DeValue::Table(table) => {
            for (key, value) in table {
                starts.push(key.span().start);
                tokens(value, starts);
            }
        }
        _ => {}
    }
}

fn at_least(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, &AT_LEAST, notes)?;
    let before = notes.found.len();
    let need = keys.take("need").and_then(|value| number(value, notes)).unwrap_or_default();
    let of = keys.take("of").map(|value| names(value, RequirementId::new, "essay", notes));
    let of = of.unwrap_or_default();
    keys.close(notes);
    // Of a list that cannot be read, as many may be asked as can be read.
    let sound = notes.found.len() == before;
    let need = if sound { need } else { need.min(u32::try_from(of.len()).unwrap_or(need)) };
    Some(Requirement::AtLeast { need, of })
}
