//! A calendar as a file that calendar programs read (RFC 5545).
//!
//! Written by hand, since the library at hand cannot write a `VTIMEZONE` without the computer's own clock and dice in it.

use cairn_domain::Instant;
use chrono::{TimeZone, Timelike};
use chrono_tz::Tz;

use super::{CalendarReport, SessionLine, told, vtimezone};

/// The longest line that may be written, in bytes, its end not counted.
const LINE: usize = 75;

/// Writes a calendar; `now` is when it is written.
#[must_use]
pub fn ics(report: &CalendarReport, now: Instant) -> String {
    let zone = report.zones.iter().find(|zone| zone.programme);
    let zone: Tz = zone.and_then(|zone| zone.zone.parse().ok()).unwrap_or(Tz::UTC);
    let mut lines: Vec<String> = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//cairn//cairn calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    .map(str::to_owned)
    .to_vec();
    lines.push(format!("NAME:{}", escaped(&report.policy.title)));
    lines.push(format!("X-WR-CALNAME:{}", escaped(&report.policy.title)));
    lines.push(format!("X-WR-TIMEZONE:{}", zone.name()));
    let begins = report.sessions.iter().map(|each| each.begins);
    let ends = report.sessions.iter().map(|each| each.ends);
    if let (Some(from), Some(to)) = (begins.min(), ends.max()) {
        lines.extend(vtimezone::lines(zone, from, to));
    }
    for session in &report.sessions {
        lines.extend(event(report, session, zone, now));
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

fn event(report: &CalendarReport, session: &SessionLine, zone: Tz, now: Instant) -> Vec<String> {
    let (log, cohort, id) = (&report.asked.log, &report.cohort, &session.session);
    let status = if session.status == "cancelled" { "CANCELLED" } else { "CONFIRMED" };
    let mut about: Vec<String> = vec![format!("Session {id} of {cohort}")];
    for (each, there) in report.zones.iter().zip(&session.local) {
        about.push(format!("{}: {}", each.called, told(there)));
    }
    vec![
        "BEGIN:VEVENT".to_owned(),
        // Of the log, the cohort and the session alone: whatever is moved, it stays the same entry.
        format!("UID:{}", escaped(&format!("{id}.{cohort}@{log}"))),
        format!("DTSTAMP:{}", now.format("%Y%m%dT%H%M%SZ")),
        format!("SEQUENCE:{}", session.revision),
        format!("DTSTART{}", moment(session.begins, zone)),
        format!("DTEND{}", moment(session.ends, zone)),
        format!("SUMMARY:{}", escaped(&format!("{}: {id}", report.policy.title))),
        format!("DESCRIPTION:{}", escaped(&about.join("\n"))),
        format!("STATUS:{status}"),
        "END:VEVENT".to_owned(),
    ]
}

/// Writes an instant as clocks in the zone show it; where they show the same time twice that day, in UTC.
fn moment(at: Instant, zone: Tz) -> String {
    let whole = at.with_nanosecond(0).unwrap_or(at);
    let local = whole.with_timezone(&zone).naive_local();
    // Of a time that comes twice, readers take the first.
    if zone.from_local_datetime(&local).earliest().is_some_and(|first| first == whole) {
        format!(";TZID={}:{}", zone.name(), local.format("%Y%m%dT%H%M%S"))
    } else {
        format!(":{}", whole.format("%Y%m%dT%H%M%SZ"))
    }
}

/// Writes a text so that nothing in it ends the line or the value.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ',' | ';' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Breaks a line where it is too long, never within a letter, and ends it.
fn folded(line: &str) -> String {
    let (mut text, mut used) = (String::with_capacity(line.len() + 2), 0);
    for letter in line.chars() {
        if used + letter.len_utf8() > LINE {
            text.push_str("\r\n ");
            used = 1;
        }
        text.push(letter);
        used += letter.len_utf8();
    }
    text.push_str("\r\n");
    text
}
