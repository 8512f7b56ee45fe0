//! Where in the file a fault of the policy stands.

use std::collections::{BTreeMap, HashSet};
use std::mem::discriminant;
use std::ops::Range;

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
    let mut said = HashSet::new();
    faults
        .iter()
        .filter(|fault| !follows(fault, policy, &draft.unread))
        .filter_map(|fault| {
            // The same fault twice is about two tokens: the second one is about the next.
            let earlier = before.entry(format!("{fault:?}")).or_default();
            let span = span(fault, *earlier, draft);
            *earlier += 1;
            // A key that is not there was reported as missing. Where nothing was, nothing may be lost.
            let span = span.or_else(|| unreadable.is_empty().then(Range::default))?;
            // A series says once what is wrong with many of its sessions.
            let goes_on = goes_on(fault, draft);
            let is_new = said.insert((span.start, discriminant(&fault.kind)));
            if goes_on && !is_new {
                return None;
            }
            let hint = if goes_on && matches!(fault.kind, FaultKind::DayOutside { .. }) {
                "take fewer `times`, or begin earlier".to_owned()
            } else {
                hint(fault, policy)
            };
            let is_why = |found: &Found| {
                found.problem != Problem::MissingKey
                    && (span.contains(&found.span.start) || found.span.contains(&span.start))
            };
            (!unreadable.iter().any(is_why)).then(|| Found {
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
    let guessed =
        || session(fault, policy).is_some_and(|session| from.starts.contains(&session.id));
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
            guessed() || policy.begins > policy.ends && fault.place != Place::top("ends")
        }
        FaultKind::LocalTime(_) => guessed(),
        FaultKind::UnknownRequirement(_) => unread(Part::Requirement),
        FaultKind::NoAnchor(_) => unread(Part::Leads),
        FaultKind::Unasked(_) => unread(Part::Requirement) || unread(Part::Leads),
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
    if let Place::Requirement(place, path) = &fault.place
        && path.steps() == [Step::Key("id")]
    {
        return draft.requirements.get(*place).map(|(at, _)| at.clone());
    }
    let value = reached(&fault.place, draft)?;
    let mut tokens = Vec::new();
    leaves(value, &mut tokens);
    tokens.retain(|token| is_about(token.get_ref(), &fault.kind));
    // The first time that something is there is no fault, only the second one.
    let nth = earlier + usize::from(matches!(fault.kind, FaultKind::Duplicate(_)));
    tokens.truncate(nth + 1);
    Some(tokens.last().map_or_else(|| value.span(), |token| token.span()))
}

/// Follows the way to a place, if the file goes all the way.
fn reached<'t, 'd>(place: &Place, draft: &Draft<'t, 'd>) -> Option<&'t Value<'d>> {
    match place {
        Place::Top(path) => walk(draft.top, None, path.steps()),
        Place::Session(place, path) => {
            let planned = draft.sessions.get(*place)?;
            let table = planned.value.get_ref().as_table()?;
            // When a later one of a series is follows from how the series goes on.
            let follows = planned.nth > 0 && path.steps() == [Step::Key("starts")];
            let steps = if follows { &[Step::Key("repeat")] } else { path.steps() };
            walk(table, None, steps)
        }
        Place::Requirement(place, path) => {
            let (_, value) = draft.requirements.get(*place)?;
            let table = value.get_ref().as_table()?;
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

/// Walks from a table, or from a value in it; a step that the file does not have is passed over, but not the last one.
fn walk<'t, 'd>(
    table: &'t DeTable<'d>,
    from: Option<&'t Value<'d>>,
    steps: &[Step],
) -> Option<&'t Value<'d>> {
    let (mut here, mut there) = (from, None);
    for step in steps {
        there = match (step, here) {
            (Step::Key(key), None) => table.get(*key),
            (Step::Key(key), Some(value)) => {
                value.get_ref().as_table().and_then(|in_it| in_it.get(*key))
            }
            (Step::Nth(nth), Some(value)) => {
                value.get_ref().as_array().and_then(|list| list.get(*nth))
            }
            (Step::Nth(_), None) => None,
        };
        here = there.or(here);
    }
    there
}

/// Tells whether a fault is about a later session of a series: how it goes on.
fn goes_on(fault: &Fault, draft: &Draft<'_, '_>) -> bool {
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
    let is_number = |wanted: u64| {
        token.as_integer().is_some_and(|integer| {
            u64::from_str_radix(integer.as_str(), integer.radix()) == Ok(wanted)
        })
    };
    match kind {
        FaultKind::Duplicate(name) => is_text(name),
        FaultKind::UnknownRequirement(id) => is_text(id.as_str()),
        FaultKind::UnknownSession(id) => is_text(id.as_str()),
        FaultKind::Excluded(role) => is_text(role.as_str()),
        FaultKind::Cycle(id, way) => is_text(way.split('`').nth(1).unwrap_or(id.as_str())),
        FaultKind::Impossible { need, .. } => is_number(*need),
        _ => false,
    }
}
