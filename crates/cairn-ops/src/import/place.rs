//! Which session a meeting was: by when it began, or by its name.
//!
//! A meeting that began whole hours beside a session was written down in another zone: then nothing is believed.

use cairn_domain::{Instant, SessionId};
use cairn_import::{Source, place, zoom};
use chrono::{NaiveDateTime, TimeDelta};

use crate::asking::say_instant;
use crate::failure::Failure;
use crate::import::Ground;
use crate::ledger::Rules;

/// How long before a session its meeting may begin, and how long after. Assumptions of ours, narrow since another time zone
/// is often only half an hour away; `--session` overrules them.
const BEFORE: TimeDelta = TimeDelta::minutes(20);
const AFTER: TimeDelta = TimeDelta::minutes(15);

/// How far apart the meetings may begin for which one session is named: one that was broken off, and begun again.
const RESTARTED: TimeDelta = TimeDelta::hours(3);

/// Refuses what cannot all be meant: one file twice, or one session for meetings of different times.
pub(super) fn one_each(files: &[Source], session: Option<&str>) -> Result<(), Failure> {
    for (place, file) in files.iter().enumerate() {
        if let Some(twin) = files.iter().take(place).find(|other| other.sha256() == file.sha256()) {
            let what = format!("`{}` and `{}` are the same file", twin.name(), file.name());
            return Err(Failure::mend(what).hint("name each file once"));
        }
    }
    let reports = files.iter().filter_map(|file| match file {
        Source::Zoom(report) => Some(report),
        Source::Sheet(_) => None,
    });
    let begins = reports.flat_map(|file| &file.meetings).filter_map(began);
    let (first, last) = (begins.clone().min(), begins.max());
    if let (Some(_), Some((first, last))) = (session, first.zip(last))
        && last - first > RESTARTED
    {
        let said = |at: NaiveDateTime| at.format("%a %-d %b %Y, %H:%M").to_string();
        return Err(Failure::mend("`--session` names one session, and these are several meetings")
            .because(format!("one began {}, another {}", said(first), said(last)))
            .hint("import what is of one session by itself"));
    }
    Ok(())
}

/// Returns the session of that name.
pub(super) fn named(rules: &Rules, name: &str, now: Instant) -> Result<SessionId, Failure> {
    let sessions = &rules.calendar.sessions;
    let same = sessions.iter().find(|session| session.id.as_str() == name);
    if same.is_some_and(|session| session.window(now).is_none()) {
        return Err(Failure::mend(format!("session `{name}` was cancelled"))
            .hint("name another with `--session`, or take the cancellation back"));
    }
    same.map(|session| session.id.clone()).ok_or_else(|| {
        let failure = Failure::mend(format!("the cohort has no session `{name}`"));
        let listed =
            sessions.iter().fold(failure, |failure, each| failure.listing(each.id.as_str()));
        listed.hint("name one of these with `--session`")
    })
}

/// Returns the session that a meeting was.
pub(super) fn session(
    ground: &Ground<'_>,
    file: &str,
    meeting: &zoom::Meeting,
) -> Result<SessionId, Failure> {
    if let Some(session) = &ground.session {
        return Ok(session.clone());
    }
    let zone = ground.zone(file)?;
    let began = began(meeting).ok_or_else(|| {
        Failure::mend(format!("`{file}` does not say when its meeting was"))
            .hint("name the session with `--session`")
    })?;
    let began = place(began, zone).map_err(|twice| {
        Failure::mend(format!("`{file}`: when the meeting began cannot be placed"))
            .because(twice.to_string())
            .hint("name the session with `--session`")
    })?;
    at(ground, file, began).or_else(|elsewhere| match elsewhere {
        Elsewhere::Beside(failure) | Elsewhere::Nowhere(failure) => {
            restarted(ground, meeting, began).ok_or(failure)
        }
    })
}

/// How long after it broke off a meeting may be begun again. An assumption of ours.
const BREAK: TimeDelta = TimeDelta::minutes(30);

/// Returns the session of a meeting that broke off and was begun again under the same number: one of the other files is of
/// its first part.
fn restarted(ground: &Ground<'_>, meeting: &zoom::Meeting, began: Instant) -> Option<SessionId> {
    let zone = ground.wish.zone?;
    let number = meeting.id.as_ref()?;
    let parts = ground.wish.files.iter().filter_map(|file| match file {
        Source::Zoom(report) => Some(&report.meetings),
        Source::Sheet(_) => None,
    });
    let parts = parts.flatten().filter(|part| part.id.as_ref() == Some(number));
    let mut before = parts.filter_map(|part| {
        let (from, to) = (place(part.start?, zone).ok()?, place(part.end?, zone).ok()?);
        (to <= began && began - to <= BREAK).then_some(from)
    });
    let session = before.find_map(|from| at(ground, "", from).ok())?;
    let window = ground.rules.calendar.session(&session)?.window(ground.now)?;
    (window.from <= began && began < window.to).then_some(session)
}

/// Says so where a meeting began at another time than the session that was named for it.
pub(super) fn apart(
    ground: &Ground<'_>,
    meeting: &zoom::Meeting,
    session: &SessionId,
) -> Option<String> {
    let began = place(began(meeting)?, ground.wish.zone?).ok()?;
    let from = ground.begins(session);
    if (from - BEFORE..=from + AFTER).contains(&began) {
        return None;
    }
    let zone = ground.rules.policy.policy().zone;
    let (at, planned) = (say_instant(began, zone), say_instant(from, zone));
    let beside = hours(began - from).map(|off| format!(", {off} it")).unwrap_or_default();
    Some(format!(
        "the meeting began {at}{beside}, and session `{session}` begins {planned} ({zone}): it is taken for that session because it was named; look whether `--tz` is right"
    ))
}

/// Why a time is that of no session.
pub(super) enum Elsewhere {
    /// It is whole hours beside one: it was written down in another zone.
    Beside(Failure),
    /// It is near none.
    Nowhere(Failure),
}

/// Returns the session of something that began at an instant.
pub(super) fn at(ground: &Ground<'_>, file: &str, began: Instant) -> Result<SessionId, Elsewhere> {
    let zone = ground.wish.zone.unwrap_or(ground.rules.policy.policy().zone);
    let sessions = ground.rules.calendar.sessions.iter();
    let planned: Vec<(&SessionId, Instant)> = sessions
        .filter_map(|session| session.window(ground.now).map(|window| (&session.id, window.from)))
        .collect();
    let is_about = |from: Instant| (from - BEFORE..=from + AFTER).contains(&began);
    let mut about = planned.iter().filter(|(_, from)| is_about(*from));
    if let Some((id, _)) = about.next() {
        return Ok((*id).clone());
    }
    let at = say_instant(began, zone);
    let failure =
        Failure::mend(format!("`{file}`: the meeting of {at} ({zone}) is at no session's time"));
    let beside =
        planned.iter().find_map(|(id, from)| hours(began - *from).map(|off| (*id, *from, off)));
    let cancelled = ground
        .rules
        .calendar
        .sessions
        .iter()
        .find(|session| session.window(ground.now).is_none() && is_about(session.planned.from));
    if let Some(session) = cancelled {
        let why = format!("session `{}` was cancelled", session.id);
        return Err(Elsewhere::Nowhere(failure.because(why)));
    }
    Err(match beside {
        Some((id, from, off)) => Elsewhere::Beside(failure
            .because(format!(
                "that is {off} session `{id}`, which began {}: it looks like another time zone",
                say_instant(from, zone)
            ))
            .hint("say with `--tz` in which zone the report was exported")
            .hint("only if the zone is right, name the session with `--session`")),
        None => Elsewhere::Nowhere(failure
            .because("a meeting is taken for a session if it begins at most 20 minutes before it, or 15 after (an assumption of ours)")
            .hint("name the session with `--session`, or the cohort with `--cohort`")),
    })
}

/// Returns when a meeting began, as its report says, or when the first came.
pub(super) fn began(meeting: &zoom::Meeting) -> Option<NaiveDateTime> {
    meeting.start.or_else(|| {
        let joins = meeting.rows.iter().filter_map(|row| match row {
            zoom::Row::Stay(zoom::Stay {
                presence: zoom::Presence::Between { join, .. }, ..
            }) => Some(*join),
            _ => None,
        });
        joins.min()
    })
}

/// Says by how many hours two times differ that lie whole hours, or half ones, beside each other.
fn hours(apart: TimeDelta) -> Option<String> {
    let minutes = apart.num_minutes();
    let halves = (minutes.abs() + 15) / 30;
    let off = (minutes.abs() - halves * 30).abs();
    let whole = off <= 15 && (2..=28).contains(&halves);
    let side = if minutes < 0 { "before" } else { "after" };
    whole.then(|| {
        let hours = halves / 2;
        let half = if halves % 2 == 1 { " and a half" } else { "" };
        let noun = if halves == 2 { "hour" } else { "hours" };
        format!("about {hours}{half} {noun} {side}")
    })
}
