//! Stays at meetings, as attendance: one claim for each time that somebody joined.

use std::rc::Rc;

use cairn_domain::event::Mode;
use cairn_domain::presence::Interval;
use cairn_domain::{Event, Occurred, Presence, SessionId};
use cairn_import::{place, zoom};
use chrono_tz::Tz;

use crate::failure::Failure;
use crate::import::claimed::{Claimed, Origin};
use crate::import::directory::is_device;
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
    for meeting in &report.meetings {
        // A meeting of which no row can be read needs no session.
        let mut found: Option<SessionId> = None;
        for row in &meeting.rows {
            match row {
                zoom::Row::Stay(stay) => {
                    let session = match &found {
                        Some(session) => session,
                        None => found.insert(met(ground, file, report, meeting)?),
                    };
                    match claim(ground, zone, stay, session) {
                        Ok(claimed) => claims.push(claimed),
                        Err(Not::Read(why)) => file.unreadable.push(left(stay, why)),
                        Err(Not::Meant(why)) => file.skipped.push(left(stay, why)),
                    }
                }
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

/// Finds the session that a meeting was, and takes it down.
fn met(
    ground: &Ground<'_>,
    file: &mut File,
    report: &zoom::Report,
    meeting: &zoom::Meeting,
) -> Result<SessionId, Failure> {
    let session = sessions::session(ground, &report.name, meeting)?;
    file.meetings.push(Met::new(ground, meeting, &session));
    Ok(session)
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
        shown: shown(stay),
        name: theirs.next_back().map(str::to_owned),
        email: stay.email.clone(),
        occurred: Occurred::At(at),
        at,
        event,
        key: None,
        refunds: None,
        said: said(stay),
        alone: true,
        notes: stay.notes.iter().map(ToString::to_string).collect(),
    })
}

fn left(stay: &zoom::Stay, why: String) -> Left {
    Left { row: stay.line, shown: shown(stay), why }
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

/// Returns a name as the file shows it.
fn shown(stay: &zoom::Stay) -> String {
    match &stay.original_name {
        Some(original) => format!("{} ({original})", stay.name),
        None => stay.name.clone(),
    }
}
