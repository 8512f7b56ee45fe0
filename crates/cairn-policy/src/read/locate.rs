//! Where in the file a fault of the policy stands.

use std::collections::BTreeMap;
use std::ops::Range;

use cairn_domain::Money;
use cairn_domain::policy::{Fault, FaultKind, Place, Policy, Session, Step};
use toml::de::{DeTable, DeValue};

use crate::errors::{Found, Problem};
use crate::grammar::KINDS;
use crate::read::draft::{Draft, Part, Unread};
use crate::read::keys::{Value, entries};
use crate::read::mend::{hint, message};

/// Points every fault into the file; what may only follow from an unreadable part is left out.
pub(super) fn locate(faults: &[Fault], draft: &Draft<'_, '_>, unreadable: &[Found]) -> Vec<Found> {
    let Some(policy) = &draft.policy else { return Vec::new() };
    let mut before: BTreeMap<String, usize> = BTreeMap::new();
    let mut of_series = Vec::new();
    faults
        .iter()
        .filter(|fault| !follows(fault, policy, &draft.unread))
        .filter_map(|fault| {
            // The same fault twice is about two tokens: the second one is about the next.
            let earlier = before.entry(format!("{fault:?}")).or_default();
            let span = span(fault, *earlier, draft);
            *earlier += 1;
            // A key that is not there was reported as missing; what surrounds it stands in where nothing was.
            let span = span.or_else(|| unreadable.is_empty().then(|| around(fault, draft)))?;
            // A series says once what is wrong with many of its sessions.
            if is_of_series(fault, draft) {
                let said = (span.start, std::mem::discriminant(&fault.kind));
                if of_series.contains(&said) {
                    return None;
                }
                of_series.push(said);
            }
            let goes_on = is_of_series(fault, draft)
                && matches!(fault.kind, FaultKind::DayOutside { .. })
                && policy.begins <= policy.ends;
            let hint = if goes_on {
                "take fewer `times`, or begin earlier".to_owned()
            } else {
                hint(fault, policy)
            };
            let about = matters(fault, &span, draft);
            let problem = |found: &&Found| {
                found.problem != Problem::MissingKey
                    && found.span.start < about.end
                    && about.start < found.span.end
            };
            unreadable.iter().find(problem).is_none().then(|| Found {
                span,
                problem: Problem::Rule(fault.kind.clone()),
                message: message(fault, policy),
                label: None,
                hint: Some(hint),
            })
        })
        .collect()
}

/// Tells whether a fault may only follow from something that could not be read.
fn follows(fault: &Fault, policy: &Policy, from: &Unread) -> bool {
    let unread = |part| from.parts.contains(&part);
    match &fault.kind {
        FaultKind::UnknownSession(_) => unread(Part::SessionName) || unread(Part::Sessions),
        FaultKind::Impossible { .. }
        | FaultKind::OutOfRange { .. }
        | FaultKind::AsksNothing { .. } => {
            (unread(Part::Sessions) || unread(Part::SessionName))
                && matches!(fault.place, Place::Requirement(..))
        }
        FaultKind::Empty => unread(Part::Leads) && fault.place == Place::top("root"),
        // Within a year that ends before it begins there is no day at all; that is said once.
        FaultKind::DayOutside { .. } => {
            let guessed =
                session(fault, policy).is_some_and(|session| from.starts.contains(&session.id));
            guessed || policy.begins > policy.ends && fault.place != Place::top("ends")
        }
        FaultKind::UnknownRequirement(_) => unread(Part::Requirement),
        FaultKind::NoAnchor(_) => unread(Part::Leads),
        FaultKind::Unasked(_) => {
            [Part::Requirement, Part::Leads, Part::Root].into_iter().any(unread)
        }
        FaultKind::OtherCurrency(..) => unread(Part::Currency),
        FaultKind::Clash(other) => {
            from.session_times.contains(other)
                || session(fault, policy)
                    .is_some_and(|session| from.session_times.contains(&session.id))
        }
        _ => false,
    }
}

/// Returns the session that a fault is about.
fn session<'p>(fault: &Fault, policy: &'p Policy) -> Option<&'p Session> {
    match &fault.place {
        Place::Session(place, _) => policy.sessions.get(*place),
        _ => None,
    }
}

fn span(fault: &Fault, earlier: usize, draft: &Draft<'_, '_>) -> Option<Range<usize>> {
    let (value, there) = reached(&fault.place, draft);
    if let Place::Requirement(place, path) = &fault.place
        && path.steps() == [Step::Key("id")]
    {
        return draft.requirements.get(*place).map(|(at, _)| at.clone());
    }
    let value = value.filter(|_| there)?;
    let mut tokens = Vec::new();
    leaves(value, &mut tokens);
    tokens.retain(|token| is_about(token.get_ref(), &fault.kind));
    // The first time that something is there is no fault, only the second one.
    let nth = earlier + usize::from(matches!(fault.kind, FaultKind::Duplicate(_)));
    let token = tokens.get(nth).or(tokens.last());
    Some(token.map_or_else(|| value.span(), |token| token.span()))
}

/// Follows the way to a place as far as the file goes, and tells whether it goes all the way.
fn reached<'t, 'd>(place: &Place, draft: &Draft<'t, 'd>) -> (Option<&'t Value<'d>>, bool) {
    match place {
        Place::Top(path) => walk(draft.top, None, path.steps()),
        Place::Session(place, path) => {
            let Some(planned) = draft.sessions.get(*place) else { return (None, false) };
            let Some(table) = planned.value.get_ref().as_table() else {
                return (Some(planned.value), false);
            };
            // When a later one of a series is follows from how the series goes on.
            let follows = planned.nth > 0 && path.steps() == [Step::Key("starts")];
            let steps = if follows { &[Step::Key("repeat")] } else { path.steps() };
            walk(table, None, steps)
        }
        Place::Requirement(place, path) => {
            let Some((_, value)) = draft.requirements.get(*place) else { return (None, false) };
            let Some(table) = value.get_ref().as_table() else { return (Some(value), false) };
            let inside = match path.steps() {
                [Step::Key(key), ..] if table.contains_key(*key) => None,
                _ => kind(table),
            };
            walk(table, inside, path.steps())
        }
    }
}

/// Returns what a requirement asks: what stands under the first key that is a kind.
fn kind<'t, 'd>(table: &'t DeTable<'d>) -> Option<&'t Value<'d>> {
    let kinds = KINDS.iter().filter_map(|kind| table.get(*kind));
    kinds.min_by_key(|value| value.span().start)
}

/// Walks from a table, or from a value in it; a step that the file does not have is passed over.
fn walk<'t, 'd>(
    table: &'t DeTable<'d>,
    from: Option<&'t Value<'d>>,
    steps: &[Step],
) -> (Option<&'t Value<'d>>, bool) {
    let (mut here, mut there) = (from, false);
    for step in steps {
        let next = match (step, here) {
            (Step::Key(key), None) => table.get(*key),
            (Step::Key(key), Some(value)) => {
                value.get_ref().as_table().and_then(|in_it| in_it.get(*key))
            }
            (Step::Nth(nth), Some(value)) => {
                value.get_ref().as_array().and_then(|list| list.get(*nth))
            }
            (Step::Nth(_), None) => None,
        };
        there = next.is_some();
        here = next.or(here);
    }
    (here, there)
}

/// Returns what surrounds a fault for which there is no token.
fn around(fault: &Fault, draft: &Draft<'_, '_>) -> Range<usize> {
    let header = match fault.place {
        Place::Requirement(place, _) => draft.requirements.get(place).map(|(at, _)| at.clone()),
        Place::Top(_) | Place::Session(..) => None,
    };
    let (value, _) = reached(&fault.place, draft);
    value.map(toml::Spanned::span).or(header).unwrap_or(0..0)
}

/// Returns the part of the file that a fault follows from: more than its token where something is added up.
fn matters(fault: &Fault, span: &Range<usize>, draft: &Draft<'_, '_>) -> Range<usize> {
    let whole = match (&fault.kind, &fault.place) {
        (FaultKind::NotTheSum(..), Place::Requirement(place, _)) => {
            let rule = draft.requirements.get(*place);
            rule.and_then(|(_, value)| value.get_ref().as_table()).and_then(kind)
        }
        _ => None,
    };
    whole.map_or_else(|| span.clone(), toml::Spanned::span)
}

fn is_of_series(fault: &Fault, draft: &Draft<'_, '_>) -> bool {
    let Place::Session(place, _) = fault.place else { return false };
    draft.sessions.get(place).is_some_and(|planned| planned.nth > 0)
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

/// Tells whether a token is what a fault is about, where its place holds several.
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
        FaultKind::Excluded(role) => is_text(role.as_str()),
        FaultKind::Cycle(id, way) => is_text(way.split('`').nth(1).unwrap_or(id.as_str())),
        FaultKind::Impossible { need, .. } => is_number(&need.to_string()),
        FaultKind::OutOfRange { got, .. } => is_number(&got.to_string()),
        FaultKind::OtherCurrency(money, _) | FaultKind::NotReduced(money, _) => is_money(*money),
        _ => false,
    }
}
