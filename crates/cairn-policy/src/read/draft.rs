//! The whole file as a policy, with something harmless wherever a part of it cannot be read.

use std::collections::BTreeSet;
use std::ops::Range;

use cairn_domain::ids::OutcomeId;
use cairn_domain::policy::{Ending, Policy, Rule, Term, Validity};
use cairn_domain::{CohortId, RequirementId, SessionId};
use chrono::NaiveDate;
use chrono_tz::Tz;
use toml::de::{DeString, DeTable, DeValue};

use crate::grammar::{CERTIFICATE, OUTCOME, POLICY};
use crate::read::calendar::{Planned, calendar};
use crate::read::keys::{Keys, Notes, Value, entries};
use crate::read::money::currency;
use crate::read::rule::{Known, rule};
use crate::read::scalar::{day, name, text, zone};
use crate::read::when::term;

/// A policy as far as it could be read, and where its parts stand in the file.
pub(super) struct Draft<'t, 'd> {
    /// `None` only where something could not be read and nothing could stand in for it.
    pub(super) policy: Option<Policy>,
    pub(super) top: &'t DeTable<'d>,
    /// Where each session stands; those of a series stand in one place.
    pub(super) sessions: Vec<Planned<'t, 'd>>,
    pub(super) requirements: Vec<(Range<usize>, &'t Value<'d>)>,
    pub(super) unread: Unread,
}

/// What could not be read, so that what only follows from it is not reported.
#[derive(Default)]
pub(super) struct Unread {
    pub(super) parts: BTreeSet<Part>,
    /// Sessions whose time or length is a guess.
    pub(super) session_times: BTreeSet<SessionId>,
    /// Those of them whose time is one.
    pub(super) starts: BTreeSet<SessionId>,
}

/// A part of the file from which faults elsewhere may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The currency.
    Currency,
    /// The list of sessions.
    Sessions,
    /// A session's name.
    SessionName,
    /// A requirement's name.
    Requirement,
    /// What asks for requirements: what they are made of or counted from, and what outcomes need.
    Leads,
}

/// Reads a document; every fault goes to the notes.
pub(super) fn draft<'t, 'd>(top: &'t DeTable<'d>, notes: &mut Notes) -> Draft<'t, 'd> {
    let first = entries(top).first().map(|(key, _)| key.span()).unwrap_or_default();
    let mut keys = Keys::of(top, first, &POLICY);
    let mut unread = Unread::default();
    let cohort = keys.take("cohort").and_then(|value| name(value, CohortId::new, notes));
    let title = keys.take("title").and_then(|value| text(value, notes));
    let version = keys.take("version").and_then(|value| text(value, notes));
    let zone = keys.take("zone").and_then(|value| zone(value, notes));
    let money = keys.take("currency").and_then(|value| currency(value, notes));
    if money.is_none() {
        unread.parts.insert(Part::Currency);
    }
    let begins = keys.take("begins").and_then(|value| day(value, notes));
    let ends = keys.take("ends").and_then(|value| day(value, notes));
    let apply_by = keys.take("apply_by").and_then(|value| day(value, notes));
    let root = keys.take("root").and_then(|value| name(value, RequirementId::new, notes));
    let listed = keys.take("session");
    let named = keys.take("requirement");
    let outcomes = keys.take("outcome");
    let outcomes = outcomes.map(|value| outcome_list(value, &mut unread, notes));
    let certificate = keys.take("certificate").and_then(|value| certificate(value, notes));
    // A part of the file under another name may be the calendar, or what is asked.
    let is_stray = |key: &str, value: &Value<'_>| {
        !POLICY.has(key) && matches!(value.get_ref(), DeValue::Table(_) | DeValue::Array(_))
    };
    keys.close(notes);
    if top.iter().any(|(key, value)| is_stray(key.get_ref(), value)) {
        unread.parts.extend([Part::Sessions, Part::Requirement, Part::Leads]);
    }

    let planned = listed.map(|value| calendar(value, &mut unread, notes)).unwrap_or_default();
    let sessions: Vec<_> = planned.iter().map(|planned| planned.session.clone()).collect();
    let named = named.map(|value| requirement_list(value, &mut unread, notes)).unwrap_or_default();
    let known = Known { currency: money, sessions: &sessions };
    let requirements: Option<Vec<Rule>> = named
        .iter()
        .enumerate()
        .map(|(place, (id, at, value))| rule(place, (id, at), value, known, &mut unread, notes))
        .collect();
    let policy = requirements.and_then(|requirements| {
        Some(Policy {
            cohort: cohort.or_else(|| CohortId::new("unread").ok())?,
            title: title.unwrap_or_default(),
            version: version.unwrap_or_default(),
            zone: zone.unwrap_or(Tz::UTC),
            currency: money.or_else(|| "XXX".parse().ok())?,
            begins: begins.unwrap_or_else(earliest),
            ends: ends.unwrap_or_else(latest),
            apply_by,
            sessions,
            root: root.or_else(|| RequirementId::new("unread").ok())?,
            requirements,
            outcomes: outcomes.unwrap_or_default(),
            certificate,
        })
    });
    let requirements = named.into_iter().map(|(_, at, value)| (at, value)).collect();
    Draft { policy, top, sessions: planned, requirements, unread }
}

type Named<'t, 'd> = (String, Range<usize>, &'t Value<'d>);

fn requirement_list<'t, 'd>(
    value: &'t Value<'d>,
    unread: &mut Unread,
    notes: &mut Notes,
) -> Vec<Named<'t, 'd>> {
    if let DeValue::Table(table) = value.get_ref() {
        let entry = |(key, value): (&toml::Spanned<DeString<'d>>, &'t Value<'d>)| {
            (key.get_ref().to_string(), key.span(), value)
        };
        return entries(table).into_iter().map(entry).collect();
    }
    let hint =
        "write `[requirement.NAME]` above each requirement, such as `[requirement.attendance]`";
    unread.parts.extend([Part::Requirement, Part::Leads]);
    notes.wrong_kind(value, "requirements, each by its name", hint.to_owned());
    Vec::new()
}

fn outcome_list(value: &Value<'_>, unread: &mut Unread, notes: &mut Notes) -> Vec<Ending> {
    let before = notes.found.len();
    let outcomes = if let DeValue::Array(list) = value.get_ref() {
        let outcome = |(place, value)| outcome(place, value, notes);
        list.iter().enumerate().filter_map(outcome).collect()
    } else {
        let hint = "write `[[outcome]]`, in double brackets, above each outcome";
        notes.wrong_kind(value, "a list of outcomes", hint.to_owned());
        Vec::new()
    };
    // What an outcome needs is asked for.
    if notes.found.len() > before {
        unread.parts.insert(Part::Leads);
    }
    outcomes
}

fn outcome(place: usize, value: &Value<'_>, notes: &mut Notes) -> Option<Ending> {
    let mut ending = Ending {
        id: placeholder(OutcomeId::new, place)?,
        title: String::new(),
        // Whatever stands in needs something, so that nothing follows from where it stands.
        needs: placeholder(RequirementId::new, place),
    };
    let Some(mut keys) = Keys::open(value, &OUTCOME, notes) else { return Some(ending) };
    if let Some(id) = keys.take("id").and_then(|value| name(value, OutcomeId::new, notes)) {
        ending.id = id;
    }
    if let Some(title) = keys.take("title").and_then(|value| text(value, notes)) {
        ending.title = title;
    }
    let needs = keys.take("needs").map(|value| name(value, RequirementId::new, notes));
    let sound = keys.close(notes);
    match needs {
        None if sound => ending.needs = None,
        Some(Some(needs)) => ending.needs = Some(needs),
        Some(None) | None => {}
    }
    Some(ending)
}

/// What stands in for a term that cannot be read.
const ANY_TERM: Term = Term { months: 0, days: 1, month_end: None };

fn certificate(value: &Value<'_>, notes: &mut Notes) -> Option<Validity> {
    let mut keys = Keys::open(value, &CERTIFICATE, notes)?;
    let valid_for = keys.take("valid_for").and_then(|value| term(value, notes));
    let renewable_for = keys.take("renewable_for").and_then(|value| term(value, notes));
    keys.close(notes);
    Some(Validity { valid_for: valid_for.unwrap_or(ANY_TERM), renewable_for })
}

/// Returns a name that nobody wrote; always one, though the types cannot know it.
pub(super) fn placeholder<T, E>(new: impl Fn(String) -> Result<T, E>, place: usize) -> Option<T> {
    new(format!("unread-{place}")).ok()
}

pub(super) fn earliest() -> NaiveDate {
    NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or(NaiveDate::MIN)
}

fn latest() -> NaiveDate {
    NaiveDate::from_ymd_opt(2200, 12, 31).unwrap_or(NaiveDate::MAX)
}
