//! What a requirement asks: exactly one kind, each with keys of its own.

use std::ops::Range;

use cairn_domain::RequirementId;
use cairn_domain::policy::Requirement;

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
    let touches = |at: &Range<usize>| {
        let found = notes.found.get(before..).unwrap_or_default();
        found.iter().any(|found| {
            found.span.start < at.end && at.start < found.span.end.max(found.span.start + 1)
        })
    };
    if leads.iter().any(touches) {
        unread.parts.insert(Part::Leads);
    }
    read
}

/// Returns where a requirement names others: in its parts, or in what it is counted from.
fn leads(kind: &str, value: &Value<'_>) -> Vec<Range<usize>> {
    if matches!(kind, "all" | "at_least") {
        return vec![value.span()];
    }
    let keys = ["after", "by", "reported_by"];
    let table = value.get_ref().as_table();
    table.map_or_else(Vec::new, |table| {
        keys.iter().filter_map(|key| table.get(*key)).map(toml::Spanned::span).collect()
    })
}

fn at_least(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, &AT_LEAST, notes)?;
    let before = notes.found.len();
    let need = keys.take("need").and_then(|value| number(value, notes)).unwrap_or(0);
    let of = keys.take("of").map(|value| names(value, RequirementId::new, "essay", notes));
    let of = of.unwrap_or_default();
    keys.close(notes);
    // Of a list that cannot be read, as many may be asked as can be read.
    let sound = notes.found.len() == before;
    let need = if sound { need } else { need.min(u32::try_from(of.len()).unwrap_or(need)) };
    Some(Requirement::AtLeast { need, of })
}
