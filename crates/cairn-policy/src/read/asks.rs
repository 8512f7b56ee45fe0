//! What a requirement asks: exactly one kind, each with keys of its own.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::policy::{
    Due, Excusal, Fraction, LeastPresence, MakeUps, Milestone, Moment, Need, Requirement,
};
use cairn_domain::{BadName, Currency, Facet, Item, RequirementId, SessionId};
use toml::de::DeValue;

use crate::errors::Problem;
use crate::read::draft::{Part, Unread};
use crate::read::keys::{Keys, Notes, Value, entries, list};
use crate::read::price::paid;
use crate::read::scalar::{day, name, name_hint, number, text, word};
use crate::read::share::{need, presence};

const KINDS: &[&str] = &[
    "all",
    "at_least",
    "sessions",
    "reflections",
    "retreat",
    "submitted",
    "reviews",
    "prerequisite",
    "paid",
];

/// Reads what a requirement asks, or notes that it asks nothing, or several things at once.
pub(super) fn asks(
    keys: &mut Keys<'_, '_>,
    currency: Option<Currency>,
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
        let hint = "make a requirement of each, and ask for both in an `all`".to_owned();
        notes.add(span, Problem::Contradiction, message, Some(hint));
    }
    // A part of the tree that is unknown may be what asks for another requirement.
    let trusted = notes.found.len();
    let read = match kind {
        "all" => Some(Requirement::All(names(value, RequirementId::new, "workshop", notes))),
        "at_least" => at_least(value, notes),
        "sessions" => sessions(value, notes),
        "reflections" => reflections(value, notes),
        "retreat" => retreat(value, notes),
        "submitted" => submitted(value, notes),
        "reviews" => reviews(value, notes),
        "prerequisite" => prerequisite(value, notes),
        _ => paid(value, currency, notes).map(Requirement::Paid),
    };
    if matches!(kind, "all" | "at_least") && notes.found.len() > trusted {
        unread.parts.insert(Part::Requirement);
    }
    read
}

fn at_least(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let example = "{ need = 2, of = [\"essay\", \"talk\", \"workshop\"] }";
    let mut keys = Keys::open(value, "`at_least`", example, notes)?;
    let need = keys.need("need", "need = 2").and_then(|value| number(value, notes));
    let of = keys.need("of", "of = [\"essay\", \"talk\"]");
    let of = of.map(|value| names(value, RequirementId::new, "essay", notes));
    keys.close(notes);
    Some(Requirement::AtLeast { need: need.unwrap_or(0), of: of.unwrap_or_default() })
}

fn sessions(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, "`sessions`", "{ need = 10, presence = \"80 %\" }", notes)?;
    let how_many = keys.need("need", "need = 10").and_then(|value| need(value, notes));
    let of = keys.take("of").map(|value| {
        let listed = names(value, SessionId::new, "2025-09", notes);
        once(value, listed, notes)
    });
    let least =
        keys.need("presence", "presence = \"80 %\"").and_then(|value| presence(value, notes));
    let make_ups = keys.take("make_ups").and_then(|value| make_ups(value, notes));
    let words = [("absent", Excusal::Absent), ("leaves_share", Excusal::LeavesShare)];
    let excused = keys.take("excused").and_then(|value| word(value, &words, notes));
    keys.close(notes);
    Some(Requirement::Sessions {
        need: how_many.unwrap_or(Need::Count(0)),
        of,
        presence: least.unwrap_or(LeastPresence::Share(Fraction { of: 1, per: 1 })),
        make_ups,
        excused: excused.unwrap_or_default(),
        late: None,
    })
}

fn make_ups(value: &Value<'_>, notes: &mut Notes) -> Option<MakeUps> {
    let mut keys = Keys::open(value, "`make_ups`", "{ at_most = 2 }", notes)?;
    let at_most = keys.need("at_most", "at_most = 2").and_then(|value| number(value, notes));
    let by = keys.take("by").and_then(|value| day(value, notes));
    keys.close(notes);
    Some(MakeUps { at_most: at_most.unwrap_or(0), by, within_days: None })
}

fn reflections(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, "`reflections`", "{ need = 9, within_days = 21 }", notes)?;
    let need = keys.need("need", "need = 9").and_then(|value| number(value, notes));
    let days = keys.need("within_days", "within_days = 21").and_then(|value| number(value, notes));
    let each = keys.take("each").map(|value| facets(value, notes)).unwrap_or_default();
    keys.close(notes);
    Some(Requirement::Filings { need: need.unwrap_or(0), within_days: days.unwrap_or(0), each })
}

fn facets(value: &Value<'_>, notes: &mut Notes) -> BTreeMap<Facet, u32> {
    let DeValue::Table(table) = value.get_ref() else {
        let hint = "such as `{ self = 2, relationships = 2, larger_systems = 2 }`";
        notes.wrong_kind(value, "a number for each facet, in braces", hint.to_owned());
        return BTreeMap::new();
    };
    let mut each = BTreeMap::new();
    for (key, value) in entries(table) {
        let count = number(value, notes);
        match Facet::new(key.get_ref().as_ref()) {
            Ok(facet) => each.extend(count.map(|count| (facet, count))),
            Err(bad) => {
                let hint = name_hint(key.get_ref(), '_');
                notes.add(key.span(), Problem::BadValue, bad.to_string(), Some(hint));
            }
        }
    }
    each
}

fn retreat(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, "`retreat`", "{ days = 5 }", notes)?;
    let days = keys.need("days", "days = 5").and_then(|value| number(value, notes));
    let by = keys.take("by").and_then(|value| day(value, notes));
    keys.close(notes);
    Some(Requirement::Done {
        milestone: Milestone::Retreat { days: days.unwrap_or(1), times: 1 },
        after: None,
        by: by.map(|day| Due::One(Moment::Day(day))),
        valid_for: None,
    })
}

fn submitted(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, "`submitted`", "{ item = \"project\" }", notes)?;
    let item = keys.need("item", "item = \"project\"");
    let item = item.and_then(|value| name(value, Item::new, notes));
    let by = keys.take("by").and_then(|value| day(value, notes));
    keys.close(notes);
    item.map(|item| Requirement::Done {
        milestone: Milestone::Submitted(item),
        after: None,
        by: by.map(|day| Due::One(Moment::Day(day))),
        valid_for: None,
    })
}

fn reviews(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, "`reviews`", "{ of = \"project\", reviewers = 2 }", notes)?;
    let of = keys.need("of", "of = \"project\"").and_then(|value| name(value, Item::new, notes));
    let reviewers = keys.need("reviewers", "reviewers = 2").and_then(|value| number(value, notes));
    keys.close(notes);
    of.map(|of| Requirement::Reviews {
        of,
        reviewers: reviewers.unwrap_or(1),
        each: BTreeMap::new(),
        excluding: BTreeSet::new(),
    })
}

fn prerequisite(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let example = "{ any_of = [\"Foundations I\"] }";
    let mut keys = Keys::open(value, "`prerequisite`", example, notes)?;
    let any_of = keys.need("any_of", "any_of = [\"Foundations I\"]").map(|value| {
        let listed = elements(value, "\"Foundations I\"", notes);
        let names = listed.iter().filter_map(|name| text(name, notes)).collect();
        once(value, names, notes)
    });
    keys.close(notes);
    Some(Requirement::Prerequisite { any_of: any_of.unwrap_or_default() })
}

/// Returns the entries of a list, or notes that it is none.
fn elements<'t, 'd>(value: &'t Value<'d>, example: &str, notes: &mut Notes) -> &'t [Value<'d>] {
    if let DeValue::Array(list) = value.get_ref() {
        return list;
    }
    notes.wrong_kind(value, "a list in brackets", format!("such as `[{example}]`"));
    &[]
}

fn names<T>(
    value: &Value<'_>,
    new: impl Fn(String) -> Result<T, BadName>,
    example: &str,
    notes: &mut Notes,
) -> Vec<T> {
    elements(value, &format!("\"{example}\""), notes)
        .iter()
        .filter_map(|value| name(value, &new, notes))
        .collect()
}

/// Makes a set of what should be listed once, and notes what is listed again.
fn once<T: Ord + ToString>(value: &Value<'_>, listed: Vec<T>, notes: &mut Notes) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for entry in listed {
        let text = entry.to_string();
        if set.insert(entry) {
            continue;
        }
        let again = value.get_ref().as_array().and_then(|list| {
            list.iter().filter(|value| value.get_ref().as_str() == Some(&text)).nth(1)
        });
        let span = again.map_or_else(|| value.span(), toml::Spanned::span);
        let message = format!("`{text}` is there twice");
        notes.add(span, Problem::Contradiction, message, Some("list it once".to_owned()));
    }
    set
}
