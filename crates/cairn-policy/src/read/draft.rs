//! The whole file as a policy, with something harmless wherever a part of it cannot be read.

use std::collections::BTreeSet;
use std::ops::Range;

use cairn_domain::policy::{Basis, Policy, Requirement, Rule, Session};
use cairn_domain::{CohortId, Currency, RequirementId, Role, SessionId};
use chrono::{Days, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use toml::de::{DeTable, DeValue};

use crate::errors::Problem;
use crate::read::asks::asks;
use crate::read::basis::basis;
use crate::read::keys::{Keys, Notes, Value, entries};
use crate::read::scalar::{currency, day, local_time, name, name_hint, number, text, zone};

/// A policy as far as it could be read, and where its parts stand in the file.
pub(super) struct Draft<'t, 'd> {
    /// `None` only where something could not be read and nothing could stand in for it.
    pub(super) policy: Option<Policy>,
    pub(super) top: &'t DeTable<'d>,
    pub(super) sessions: Vec<&'t Value<'d>>,
    pub(super) requirements: Vec<(Range<usize>, &'t Value<'d>)>,
    pub(super) unread: Unread,
}

/// What could not be read, so that what only follows from it is not reported.
#[derive(Default)]
pub(super) struct Unread {
    pub(super) parts: BTreeSet<Part>,
    /// Sessions whose time or length is a guess.
    pub(super) session_times: BTreeSet<SessionId>,
}

/// A part of the file from which faults elsewhere may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// The currency.
    Currency,
    /// The name of the deciding requirement.
    Root,
    /// The list of sessions.
    Sessions,
    /// A session's name.
    SessionName,
    /// A requirement's name, or the parts that it asks for.
    Requirement,
}

/// Reads a document; every fault goes to the notes.
pub(super) fn draft<'t, 'd>(top: &'t DeTable<'d>, notes: &mut Notes) -> Draft<'t, 'd> {
    let first = entries(top).first().map_or(0..0, |(key, _)| key.span());
    let mut keys = Keys::of(top, first, "the policy");
    let mut unread = Unread::default();
    let cohort = keys
        .need("cohort", "cohort = \"compassionate-systems-2025-26\"")
        .and_then(|value| name(value, CohortId::new, notes));
    let title = keys.need("title", "title = \"Certification programme 2025-26\"");
    let title = title.and_then(|value| text(value, notes));
    let version = keys.need("version", "version = \"1\"").and_then(|value| text(value, notes));
    let zone =
        keys.need("zone", "zone = \"America/New_York\"").and_then(|value| zone(value, notes));
    let money =
        keys.need("currency", "currency = \"USD\"").and_then(|value| currency(value, notes));
    if money.is_none() {
        unread.parts.insert(Part::Currency);
    }
    let begins = keys.need("begins", "begins = 2025-09-11").and_then(|value| day(value, notes));
    let ends = keys.need("ends", "ends = 2026-08-06").and_then(|value| day(value, notes));
    let apply_by = keys.take("apply_by").and_then(|value| day(value, notes));
    let root = keys
        .need("root", "root = \"certificate\"")
        .and_then(|value| name(value, RequirementId::new, notes));
    if root.is_none() {
        unread.parts.insert(Part::Root);
    }
    let listed = keys.take("session").map(|value| session_list(value, &mut unread, notes));
    let listed = listed.unwrap_or_default();
    let named = keys
        .need("requirement", "[requirement.attendance]")
        .map(|value| requirement_list(value, &mut unread, notes))
        .unwrap_or_default();
    keys.close(notes);

    let sessions: Option<Vec<Session>> = listed
        .iter()
        .enumerate()
        .map(|(place, value)| session(place, value, &mut unread, notes))
        .collect();
    let requirements: Option<Vec<Rule>> = named
        .iter()
        .enumerate()
        .map(|(place, (id, at, value))| rule(place, id, at, value, money, &mut unread, notes))
        .collect();
    let policy = sessions.zip(requirements).and_then(|(sessions, requirements)| {
        Some(Policy {
            cohort: cohort.or_else(|| placeholder(CohortId::new, 0))?,
            title: title.unwrap_or_default(),
            version: version.unwrap_or_default(),
            zone: zone.unwrap_or(Tz::UTC),
            currency: money.or_else(|| "XXX".parse().ok())?,
            begins: begins.unwrap_or_else(earliest),
            ends: ends.unwrap_or_else(latest),
            apply_by,
            sessions,
            root: root
                .or_else(|| requirements.first().map(|rule| rule.id.clone()))
                .or_else(|| placeholder(RequirementId::new, 0))?,
            requirements,
            outcomes: Vec::new(),
            certificate: None,
        })
    });
    let requirements = named.into_iter().map(|(_, at, value)| (at, value)).collect();
    Draft { policy, top, sessions: listed, requirements, unread }
}

fn session_list<'t, 'd>(
    value: &'t Value<'d>,
    unread: &mut Unread,
    notes: &mut Notes,
) -> Vec<&'t Value<'d>> {
    if let DeValue::Array(list) = value.get_ref() {
        return list.iter().collect();
    }
    let hint = "write `[[session]]`, in double brackets, above each session";
    unread.parts.insert(Part::Sessions);
    notes.wrong_kind(value, "a list of sessions", hint.to_owned());
    Vec::new()
}

fn session(
    place: usize,
    value: &Value<'_>,
    unread: &mut Unread,
    notes: &mut Notes,
) -> Option<Session> {
    // What stands in clashes with nothing and is not shorter than any session.
    let day = earliest().checked_add_days(Days::new(place as u64)).unwrap_or_else(earliest);
    let mut session = Session {
        id: placeholder(SessionId::new, place)?,
        starts: NaiveDateTime::from(day),
        minutes: 24 * 60,
        basis: Basis::Assumed("unread".to_owned()),
    };
    let example = "{ id = \"2025-09\", starts = 2025-09-11T19:00:00, minutes = 180 }";
    let mut unsure = true;
    let mut named = false;
    if let Some(mut keys) = Keys::open(value, "this session", example, notes) {
        let id = keys.need("id", "id = \"2025-09\"");
        if let Some(id) = id.and_then(|value| name(value, SessionId::new, notes)) {
            session.id = id;
            named = true;
        }
        let starts = keys.need("starts", "starts = 2025-09-11T19:00:00");
        let starts = starts.and_then(|value| local_time(value, notes));
        let minutes = keys.need("minutes", "minutes = 180");
        let minutes = minutes.and_then(|value| number(value, notes));
        unsure = starts.is_none() || minutes.is_none();
        session.starts = starts.unwrap_or(session.starts);
        session.minutes = minutes.unwrap_or(session.minutes);
        session.basis = basis(&mut keys, notes);
        keys.close(notes);
    }
    if !named {
        unread.parts.insert(Part::SessionName);
    }
    if unsure {
        unread.session_times.insert(session.id.clone());
    }
    Some(session)
}

type Named<'t, 'd> = (String, Range<usize>, &'t Value<'d>);

fn requirement_list<'t, 'd>(
    value: &'t Value<'d>,
    unread: &mut Unread,
    notes: &mut Notes,
) -> Vec<Named<'t, 'd>> {
    if let DeValue::Table(table) = value.get_ref() {
        let entry = |(key, value): (&toml::Spanned<toml::de::DeString<'d>>, &'t Value<'d>)| {
            (key.get_ref().to_string(), key.span(), value)
        };
        return entries(table).into_iter().map(entry).collect();
    }
    let hint =
        "write `[requirement.NAME]` above each requirement, such as `[requirement.attendance]`";
    unread.parts.insert(Part::Requirement);
    notes.wrong_kind(value, "requirements, each by its name", hint.to_owned());
    Vec::new()
}

fn rule(
    place: usize,
    id: &str,
    at: &Range<usize>,
    value: &Value<'_>,
    currency: Option<Currency>,
    unread: &mut Unread,
    notes: &mut Notes,
) -> Option<Rule> {
    let id = match RequirementId::new(id) {
        Ok(id) => id,
        Err(bad) => {
            unread.parts.insert(Part::Requirement);
            notes.add(at.clone(), Problem::BadValue, bad.to_string(), Some(name_hint(id, '-')));
            placeholder(RequirementId::new, place)?
        }
    };
    let mut rule = Rule {
        title: id.to_string(),
        id,
        asks: Requirement::All(Vec::new()),
        waivable_by: None,
        waiver_quorum: 1,
        extendable_by: None,
        margin: 0,
        basis: Basis::Assumed("unread".to_owned()),
    };
    let DeValue::Table(table) = value.get_ref() else {
        unread.parts.insert(Part::Requirement);
        notes.wrong_kind(
            value,
            "a requirement",
            format!("write `[requirement.{}]` and its keys below", rule.id),
        );
        return Some(rule);
    };
    let mut keys = Keys::of(table, at.clone(), format!("[requirement.{}]", rule.id));
    if let Some(title) =
        keys.need("title", "title = \"Live sessions\"").and_then(|value| text(value, notes))
    {
        rule.title = title;
    }
    rule.waivable_by = keys.take("waivable_by").and_then(|value| name(value, Role::new, notes));
    rule.margin = keys.take("margin").and_then(|value| number(value, notes)).unwrap_or(0);
    rule.basis = basis(&mut keys, notes);
    match asks(&mut keys, currency, unread, notes) {
        Some(asks) => rule.asks = asks,
        None => {
            unread.parts.insert(Part::Requirement);
        }
    }
    keys.close(notes);
    Some(rule)
}

/// Returns a name that nobody wrote; always one, though the types cannot know it.
fn placeholder<T, E>(new: impl Fn(String) -> Result<T, E>, place: usize) -> Option<T> {
    new(format!("unread-{place}")).ok()
}

fn earliest() -> NaiveDate {
    NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or(NaiveDate::MIN)
}

fn latest() -> NaiveDate {
    NaiveDate::from_ymd_opt(2200, 12, 31).unwrap_or(NaiveDate::MAX)
}
