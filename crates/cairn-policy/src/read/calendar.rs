//! The live sessions, one by one or as a series.

use cairn_domain::SessionId;
use cairn_domain::policy::{Basis, Session};
use chrono::{Days, NaiveDateTime};
use toml::de::DeValue;

use crate::errors::Problem;
use crate::grammar::{REPEAT, SESSION};
use crate::read::basis::basis;
use crate::read::draft::{Part, Unread, earliest, placeholder};
use crate::read::keys::{Keys, Notes, Value};
use crate::read::scalar::{local_time, name, number, number_within};

/// A session, and where it stands.
pub(super) struct Planned<'t, 'd> {
    pub(super) session: Session,
    pub(super) value: &'t Value<'d>,
    /// Which one of a series it is, from 0.
    pub(super) nth: usize,
}

/// The most sessions that series may make: a few lines must not become a calendar of years.
const MOST: usize = 10_000;

/// Reads every session.
pub(super) fn calendar<'t, 'd>(
    value: &'t Value<'d>,
    unread: &mut Unread,
    notes: &mut Notes,
) -> Vec<Planned<'t, 'd>> {
    let DeValue::Array(list) = value.get_ref() else {
        let hint = "write `[[session]]`, in double brackets, above each session";
        unread.parts.insert(Part::Sessions);
        notes.wrong_kind(value, "a list of sessions", hint.to_owned());
        return Vec::new();
    };
    let mut planned = Vec::new();
    for value in list {
        let mut series = block(planned.len(), value, unread, notes);
        if series.len() > 1 && planned.len() + series.len() > MOST {
            let span = value.get_ref().as_table().and_then(|table| table.get("repeat"));
            let span = span.map_or_else(|| value.span(), toml::Spanned::span);
            let message = format!("with these there are more than {MOST} sessions");
            let hint = "a policy must fit into one event: keep it to some hundreds".to_owned();
            notes.add(span, Problem::BadValue, message, Some(hint));
            unread.parts.insert(Part::Sessions);
            series.truncate(1);
        }
        let each = series.into_iter().enumerate();
        planned.extend(each.map(|(nth, session)| Planned { session, value, nth }));
    }
    planned
}

/// Reads a block: a session, or a series of them.
fn block(place: usize, value: &Value<'_>, unread: &mut Unread, notes: &mut Notes) -> Vec<Session> {
    let Some(id) = placeholder(SessionId::new, place) else { return Vec::new() };
    // What stands in is not shorter than any session.
    let mut session = Session {
        id,
        starts: NaiveDateTime::from(earliest()),
        minutes: 24 * 60,
        basis: Basis::Assumed("unread".to_owned()),
    };
    let Some(mut keys) = Keys::open(value, &SESSION, notes) else {
        unread.parts.insert(Part::SessionName);
        return vec![session];
    };
    let id = keys.take("id");
    match id.and_then(|value| name(value, SessionId::new, notes)) {
        Some(id) => session.id = id,
        None => {
            unread.parts.insert(Part::SessionName);
        }
    }
    let starts = keys.take("starts").and_then(|value| local_time(value, notes));
    let minutes = keys.take("minutes").and_then(|value| number(value, notes));
    let unsure = starts.is_none() || minutes.is_none();
    session.starts = starts.unwrap_or(session.starts);
    session.minutes = minutes.unwrap_or(session.minutes);
    let repeat = keys.take("repeat").map(|value| repeat(value, notes));
    session.basis = basis(&mut keys, notes);
    if !keys.close(notes) && repeat.is_none() {
        // It may be a series.
        unread.parts.insert(Part::Sessions);
    }
    let series = match repeat {
        None => vec![session],
        Some(Some(repeat)) => {
            let series = series(&session, repeat);
            if series.is_none() {
                let message = format!("`{}` is too long to be numbered", session.id);
                let span = id.map_or_else(|| value.span(), toml::Spanned::span);
                let hint = "the numbers need up to 5 of the 64 letters of a name".to_owned();
                notes.add(span, Problem::BadValue, message, Some(hint));
                unread.parts.insert(Part::SessionName);
            }
            series.unwrap_or_else(|| vec![session])
        }
        Some(None) => {
            // How many there are, and what they are called, is not known.
            unread.parts.insert(Part::Sessions);
            vec![session]
        }
    };
    if starts.is_none() {
        unread.starts.extend(series.iter().map(|session| session.id.clone()));
    }
    if unsure {
        unread.session_times.extend(series.iter().map(|session| session.id.clone()));
    }
    series
}

#[derive(Clone, Copy)]
struct Repeat {
    times: u32,
    every_days: u32,
}

fn repeat(value: &Value<'_>, notes: &mut Notes) -> Option<Repeat> {
    let mut keys = Keys::open(value, &REPEAT, notes)?;
    let times = keys.take("times").and_then(|value| number_within(value, 1..=1_000, notes));
    let every_days = keys.take("every_days").and_then(|value| number_within(value, 1..=366, notes));
    keys.close(notes);
    Some(Repeat { times: times?, every_days: every_days? })
}

/// Returns the sessions of a series, at the same local time; `None` if a name grows too long.
fn series(first: &Session, repeat: Repeat) -> Option<Vec<Session>> {
    let width = repeat.times.to_string().len().max(2);
    (0..repeat.times)
        .map(|nth| {
            let later = Days::new(u64::from(nth) * u64::from(repeat.every_days));
            Some(Session {
                id: SessionId::new(format!("{}-{:0width$}", first.id, nth + 1)).ok()?,
                starts: first.starts.checked_add_days(later).unwrap_or(NaiveDateTime::MAX),
                ..first.clone()
            })
        })
        .collect()
}
