//! Where in the file a fault of the policy stands, and its likeliest mend.

use std::collections::BTreeMap;
use std::ops::Range;

use cairn_domain::Money;
use cairn_domain::policy::{Fault, FaultKind, Place, Policy};
use cairn_domain::time::BadLocalTime;
use toml::de::DeValue;

use crate::errors::{Found, Problem};
use crate::read::draft::{Draft, Part, Unread};
use crate::read::keys::{Value, entries, list};
use crate::read::near::nearest;

/// Points every fault into the file; what may only follow from an unreadable part is left out.
pub(super) fn locate(faults: &[Fault], draft: &Draft<'_, '_>, unreadable: &[Found]) -> Vec<Found> {
    let Some(policy) = &draft.policy else { return Vec::new() };
    let mut before: BTreeMap<String, usize> = BTreeMap::new();
    faults
        .iter()
        .filter(|fault| !follows(fault, policy, &draft.unread))
        .filter_map(|fault| {
            // The same fault twice is about two tokens: the second one is about the next.
            let earlier = before.entry(format!("{fault:?}")).or_default();
            let span = span(fault, *earlier, draft);
            *earlier += 1;
            // A key that is not there was reported as missing; the header stands in where nothing was.
            let span = span.or_else(|| unreadable.is_empty().then(|| header(fault, draft)))?;
            let problem = |found: &&Found| {
                found.problem != Problem::MissingKey
                    && found.span.start < span.end
                    && span.start < found.span.end
            };
            unreadable.iter().find(problem).is_none().then(|| Found {
                span,
                problem: Problem::Rule(fault.kind.clone()),
                message: message(fault),
                label: None,
                hint: Some(hint(fault, policy)),
            })
        })
        .collect()
}

/// Tells whether a fault may only follow from something that could not be read.
fn follows(fault: &Fault, policy: &Policy, from: &Unread) -> bool {
    let unread = |part| from.parts.contains(&part);
    match &fault.kind {
        FaultKind::UnknownSession(_) => unread(Part::SessionName) || unread(Part::Sessions),
        FaultKind::Impossible { .. } | FaultKind::OutOfRange { .. } => {
            unread(Part::Sessions) && matches!(fault.place, Place::Requirement(..))
        }
        FaultKind::Empty => unread(Part::Requirement) && fault.place == Place::Top("root"),
        // Within a year that ends before it begins there is no day at all; that is said once.
        FaultKind::DayOutside { .. } => {
            policy.begins > policy.ends && fault.place != Place::Top("ends")
        }
        FaultKind::UnknownRequirement(_) => unread(Part::Requirement),
        FaultKind::Unasked(_) => unread(Part::Requirement) || unread(Part::Root),
        FaultKind::OtherCurrency(..) => unread(Part::Currency),
        FaultKind::Clash(other) => {
            let here = match fault.place {
                Place::Session(place, _) => policy.sessions.get(place),
                _ => None,
            };
            from.session_times.contains(other)
                || here.is_some_and(|session| from.session_times.contains(&session.id))
        }
        _ => false,
    }
}

fn span(fault: &Fault, earlier: usize, draft: &Draft<'_, '_>) -> Option<Range<usize>> {
    match fault.place {
        Place::Top(key) => draft.top.get(key).map(toml::Spanned::span),
        Place::Session(place, key) => {
            draft.sessions.get(place)?.get_ref().as_table()?.get(key).map(toml::Spanned::span)
        }
        Place::Requirement(place, "id") => draft.requirements.get(place).map(|(at, _)| at.clone()),
        Place::Requirement(place, key) => {
            let (_, value) = draft.requirements.get(place)?;
            // A cycle through an `all` is placed at `of`, which an `all` does not have.
            let found = key_in(value, key).or_else(|| key_in(value, "all"))?;
            let mut tokens = Vec::new();
            leaves(found, &mut tokens);
            tokens.retain(|token| is_about(token.get_ref(), &fault.kind));
            // The first time that something is there is no fault, only the second one.
            let nth = earlier + usize::from(matches!(fault.kind, FaultKind::Duplicate(_)));
            Some(
                tokens
                    .get(nth)
                    .or(tokens.last())
                    .map_or_else(|| found.span(), |token| token.span()),
            )
        }
    }
}

fn header(fault: &Fault, draft: &Draft<'_, '_>) -> Range<usize> {
    let found = match fault.place {
        Place::Top(_) => None,
        Place::Session(place, _) => draft.sessions.get(place).map(|value| value.span()),
        Place::Requirement(place, _) => draft.requirements.get(place).map(|(at, _)| at.clone()),
    };
    found.unwrap_or(0..0)
}

/// Looks for a key in a table, then in the tables inside it, then in those inside of these.
fn key_in<'t, 'd>(value: &'t Value<'d>, key: &str) -> Option<&'t Value<'d>> {
    let table = value.get_ref().as_table()?;
    let inside = || entries(table).into_iter().find_map(|(_, value)| key_in(value, key));
    table.get(key).or_else(inside)
}

fn leaves<'t, 'd>(value: &'t Value<'d>, tokens: &mut Vec<&'t Value<'d>>) {
    match value.get_ref() {
        DeValue::Array(list) => list.iter().for_each(|value| leaves(value, tokens)),
        DeValue::Table(table) => {
            for (_, value) in entries(table) {
                leaves(value, tokens);
            }
        }
        _ => tokens.push(value),
    }
}

/// Tells whether a token is what a fault is about.
fn is_about(token: &DeValue<'_>, kind: &FaultKind) -> bool {
    let is_text = |wanted: &str| token.as_str() == Some(wanted);
    let is_number = |wanted: &str| {
        token.as_integer().is_some_and(|integer| integer.as_str().trim_start_matches('+') == wanted)
    };
    let is_money =
        |wanted: Money| token.as_str().and_then(|text| text.parse::<Money>().ok()) == Some(wanted);
    match kind {
        FaultKind::Duplicate(name) => is_text(name),
        FaultKind::UnknownRequirement(id) => is_text(id.as_str()),
        FaultKind::UnknownSession(id) => is_text(id.as_str()),
        FaultKind::Cycle(id, way) => is_text(way.split('`').nth(1).unwrap_or(id.as_str())),
        FaultKind::Impossible { need, .. } => is_number(&need.to_string()),
        FaultKind::OutOfRange { got, .. } => {
            let minor = token.as_str().and_then(|text| text.parse::<Money>().ok());
            is_number(&got.to_string()) || minor.is_some_and(|money| money.minor == *got)
        }
        FaultKind::DayOutside { day, .. } => {
            token.as_datetime().is_some_and(|when| when.to_string() == day.to_string())
        }
        FaultKind::OtherCurrency(money, _) | FaultKind::NotReduced(money, _) => is_money(*money),
        FaultKind::Unasked(_)
        | FaultKind::Empty
        | FaultKind::NotAShare(_)
        | FaultKind::LocalTime(_)
        | FaultKind::Clash(_)
        | FaultKind::TooLarge(_) => false,
    }
}

fn message(fault: &Fault) -> String {
    match (&fault.kind, &fault.place) {
        // Minor units are ours; people write the amount.
        (FaultKind::OutOfRange { .. }, Place::Requirement(_, "paid")) => {
            "a price cannot be below nothing".to_owned()
        }
        (kind, _) => kind.to_string(),
    }
}

fn hint(fault: &Fault, policy: &Policy) -> String {
    let requirements = policy.requirements.iter().map(|rule| rule.id.as_str());
    let sessions = policy.sessions.iter().map(|session| session.id.as_str());
    match &fault.kind {
        FaultKind::Duplicate(_) if matches!(fault.place, Place::Session(..)) => {
            "give every session a name of its own".to_owned()
        }
        FaultKind::Duplicate(_) => "list it once".to_owned(),
        FaultKind::UnknownRequirement(id) => {
            near_or_all(id.as_str(), &requirements.collect::<Vec<_>>())
        }
        FaultKind::UnknownSession(id) => near_or_all(id.as_str(), &sessions.collect::<Vec<_>>()),
        FaultKind::Cycle(id, _) => {
            format!("take one of the steps that lead back to `{id}` out of its list")
        }
        FaultKind::Unasked(id) => {
            format!("add \"{id}\" to the list of `{}`, or remove it", policy.root)
        }
        FaultKind::Empty => "list at least one entry".to_owned(),
        FaultKind::Impossible { available, .. } => format!("ask for {available} at most"),
        FaultKind::OutOfRange { .. } if matches!(fault.place, Place::Requirement(_, "paid")) => {
            "write an amount of at least nothing, such as `\"0.00 USD\"`"
                .replace("USD", policy.currency.code())
        }
        FaultKind::OutOfRange { from, to, .. } => format!("write a number from {from} to {to}"),
        FaultKind::NotAShare(_) => "write a share such as `\"80 %\"` or `\"4/5\"`".to_owned(),
        FaultKind::LocalTime(BadLocalTime::Missing(..)) => {
            "choose a time before or after the hour that is jumped over".to_owned()
        }
        FaultKind::LocalTime(BadLocalTime::Twice(..)) => {
            "choose a time before or after the hour that comes twice".to_owned()
        }
        FaultKind::Clash(_) => "move one of them, or drop one".to_owned(),
        FaultKind::DayOutside { .. } if policy.begins > policy.ends => {
            "check the years: the cohort ends before it begins".to_owned()
        }
        FaultKind::DayOutside { .. } => "check the year and the month".to_owned(),
        FaultKind::OtherCurrency(money, currency) => {
            let same = Money { minor: money.minor, currency: *currency };
            format!("write all prices in one currency, such as `\"{same}\"`")
        }
        FaultKind::NotReduced(..) => "a reduced price must be below `full`".to_owned(),
        FaultKind::TooLarge(_) => {
            "ask for shared requirements once instead of in every list".to_owned()
        }
    }
}

fn near_or_all(text: &str, names: &[&str]) -> String {
    // Any two dates are near each other, so that a name without letters has no nearest.
    let near = if text.contains(|sign: char| sign.is_ascii_alphabetic()) {
        nearest(text, names.iter().copied())
    } else {
        None
    };
    if let Some(near) = near {
        return format!("did you mean `{near}`?");
    }
    match names {
        [] => "there are none".to_owned(),
        _ if names.len() <= 12 => format!("there are {}", list(names)),
        [first, ..] => format!("there are {}, from `{first}` on", names.len()),
    }
}
