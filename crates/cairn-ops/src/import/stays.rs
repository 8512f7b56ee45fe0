//! Stays at meetings, as attendance: one claim for each time that somebody joined.

use std::collections::BTreeMap;
use std::rc::Rc;

use cairn_domain::event::Mode;
use cairn_domain::presence::Interval;
use cairn_domain::{Event, Occurred, Presence, SessionId};
use cairn_import::{place, zoom};
use chrono_tz::Tz;

use crate::failure::Failure;
use crate::import::claimed::{Claimed, Origin};
use crate::import::devices::is_device;
use crate::import::listed::{Left, Met};
use crate::import::report::File;
use crate::import::{Ground, place as sessions};

/// The longest stay that is believed: a day, in minutes.
pub(super) const LONGEST_MINUTES: u32 = 1_440;

/// Reads every row of a report: returns what is claimed, and lists the rest.
pub(super) fn read(
    ground: &Ground<'_>,
    report: &zoom::Report,
    file: &mut File,
) -> Result<Vec<Claimed>, Failure> {
    let zone = ground.zone(&report.name)?;
    let mut claims = Vec::new();
    let sessions = sessions_of(ground, report)?;
    for (meeting, session) in report.meetings.iter().zip(sessions) {
        if let Some(Ok(session)) = &session {
            file.meetings.push(Met::new(ground, meeting, session));
            file.remarks.extend(sessions::apart(ground, meeting, session));
        }
        for row in &meeting.rows {
            match row {
                zoom::Row::Stay(stay) => match &session {
                    Some(Ok(session)) => match claim(ground, zone, stay, session) {
                        Ok(claimed) => {
                            let meeting = meeting.id.clone();
                            claims.push(Claimed { meeting, ..claimed });
                        }
                        Err(Not::Read(why)) => file.unreadable.push(left(stay, why)),
                        Err(Not::Meant(why)) => file.skipped.push(left(stay, why)),
                    },
                    Some(Err(why)) => file.skipped.push(left(stay, why.clone())),
                    // A meeting of which no row can be read needs no session.
                    None => {}
                },
                zoom::Row::Skipped(row) => {
                    file.skipped.push(Left::new(row.line, &row.cells, row.why.to_string()));
                }
                zoom::Row::Unreadable(row) => file.unreadable(row),
            }
        }
    }
    Ok(claims)
}

/// Says where the rows of a report stand.
pub(super) fn origin(ground: &Ground<'_>, report: &zoom::Report) -> Rc<Origin> {
    Rc::new(Origin {
        file: report.name.clone(),
        sha256: report.sha256.clone(),
        kind: format!("{} of Zoom", report.variant).trim_start_matches("a ").to_owned(),
        provider: "zoom".to_owned(),
        zone: ground.wish.zone.map(|zone| zone.to_string()),
    })
}

/// Why a row is no claim.
enum Not {
    /// It cannot be.
    Read(String),
    /// It is about something else.
    Meant(String),
}

/// Finds the session that each meeting was, or says why it was none.
///
/// A file of one meeting that was no session is not believed. Among several, those that were none are another programme's, if
/// any was one: an account's history holds all of its meetings, and in the wrong zone none of them would be at its time.
fn sessions_of(
    ground: &Ground<'_>,
    report: &zoom::Report,
) -> Result<Vec<Option<Result<SessionId, String>>>, Failure> {
    let has_stays =
        |meeting: &zoom::Meeting| meeting.rows.iter().any(|row| matches!(row, zoom::Row::Stay(_)));
    let other = |meeting: &zoom::Meeting| {
        let wanted = ground.wish.meeting.as_deref().map(number);
        wanted.is_some_and(|wanted| meeting.id.as_deref().is_some_and(|id| number(id) != wanted))
    };
    let find = |meeting: &zoom::Meeting| {
        let named = has_stays(meeting) && !other(meeting);
        named.then(|| sessions::session(ground, &report.name, meeting))
    };
    let found: Vec<_> = report.meetings.iter().map(find).collect();
    let any = found.iter().flatten().any(Result::is_ok);
    alone(report, &found, ground.session.is_some())?;
    let why = |meeting: &zoom::Meeting| match sessions::began(meeting) {
        Some(began) => {
            format!("no session: the meeting began {}", began.format("%a %-d %b %Y, %H:%M"))
        }
        None => "no session: when the meeting was is not said".to_owned(),
    };
    let each = |(meeting, found): (&zoom::Meeting, Option<Result<SessionId, Failure>>)| match found
    {
        Some(Err(failure)) if !any => Err(failure),
        Some(Err(_)) => Ok(Some(Err(why(meeting)))),
        Some(Ok(session)) => Ok(Some(Ok(session))),
        None if other(meeting) => Ok(Some(Err("another meeting than was asked for".to_owned()))),
        None => Ok(None),
    };
    report.meetings.iter().zip(found).map(each).collect()
}

/// Returns the digits of a meeting's number.
fn number(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Refuses two meetings of different numbers at one session's time, of which only one can have been it.
fn alone(
    report: &zoom::Report,
    found: &[Option<Result<SessionId, Failure>>],
    named: bool,
) -> Result<(), Failure> {
    let mut seen: BTreeMap<&SessionId, &zoom::Meeting> = BTreeMap::new();
    for (meeting, found) in report.meetings.iter().zip(found) {
        let (Some(Ok(session)), false) = (found, named) else { continue };
        let first = *seen.entry(session).or_insert(meeting);
        if let (Some(one), Some(other)) = (&first.id, &meeting.id)
            && one != other
        {
            let said = |meeting: &zoom::Meeting| {
                let topic = meeting.topic.as_deref().unwrap_or("no topic");
                format!("{}  {topic}", meeting.id.as_deref().unwrap_or_default())
            };
            let what =
                format!("`{}`: two meetings are at the time of session `{session}`", report.name);
            return Err(Failure::mend(what)
                .listing(said(first))
                .listing(said(meeting))
                .hint("say with `--meeting NUMBER` which one is the programme's"));
        }
    }
    Ok(())
}

fn claim(
    ground: &Ground<'_>,
    zone: Tz,
    stay: &zoom::Stay,
    session: &SessionId,
) -> Result<Claimed, Not> {
    let (presence, at) = match stay.presence {
        zoom::Presence::Minutes(minutes) if minutes > LONGEST_MINUTES => {
            return Err(Not::Read(format!("{minutes} minutes are longer than a day")));
        }
        zoom::Presence::Minutes(minutes) => {
            (Presence::Seconds(minutes.saturating_mul(60)), ground.begins(session))
        }
        zoom::Presence::Between { join, leave, .. } => {
            let placed = |local| place(local, zone).map_err(|fault| Not::Read(fault.to_string()));
            let stay = Interval { from: placed(join)?, to: placed(leave)? };
            if stay.length().num_minutes() > LONGEST_MINUTES.into() {
                return Err(Not::Read("longer than a day".to_owned()));
            }
            if stay.from > ground.now {
                return Err(Not::Read("is still to come".to_owned()));
            }
            if !ground.is_during(session, stay) {
                let day = join.format("%a %-d %b %Y, %H:%M");
                let why =
                    format!("not during session {session}: {day} to {}", leave.format("%H:%M"));
                return Err(Not::Meant(why));
            }
            (Presence::Intervals(vec![stay]), stay.from)
        }
    };
    let cohort = ground.cohort.clone();
    let event = Event::Attended { cohort, session: session.clone(), mode: Mode::Live, presence };
    // Of `iPhone (Dana)`, the name before it was changed is a person's.
    let names = [Some(stay.name.as_str()), stay.original_name.as_deref()];
    let mut theirs = names.into_iter().flatten().filter(|name| !is_device(name));
    Ok(Claimed {
        row: stay.line,
        shown: cut(&shown(stay)),
        name: theirs.next_back().map(str::to_owned),
        email: stay.email.clone(),
        occurred: Occurred::At(at),
        at,
        assumed: false,
        ordinal: 1,
        event,
        meeting: None,
        key: None,
        refunds: None,
        said: said(stay),
        alone: true,
        notes: stay.notes.iter().map(ToString::to_string).collect(),
    })
}

fn left(stay: &zoom::Stay, why: String) -> Left {
    Left { row: stay.line, shown: cut(&shown(stay)), why }
}

/// Says when, or how long, somebody was there, on the clocks of the file.
fn said(stay: &zoom::Stay) -> String {
    match stay.presence {
        zoom::Presence::Between { join, leave, .. } => {
            format!("{}–{}", join.format("%H:%M:%S"), leave.format("%H:%M:%S"))
        }
        zoom::Presence::Minutes(minutes) => format!("{minutes} minutes (when is not known)"),
    }
}

/// How long a name may be that is shown, in characters: nobody's is longer.
const LONGEST_NAME: usize = 200;

/// Cuts a name that is longer than names are.
pub(super) fn cut(name: &str) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name.to_owned();
    }
    let start: String = name.chars().take(LONGEST_NAME).collect();
    format!("{start}…")
}

/// Returns a name as the file shows it.
fn shown(stay: &zoom::Stay) -> String {
    match &stay.original_name {
        Some(original) => format!("{} ({original})", stay.name),
        None => stay.name.clone(),
    }
}
