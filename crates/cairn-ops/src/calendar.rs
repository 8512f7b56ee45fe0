//! A cohort's sessions, each told in the zones of those who come: one instant, several local days.

pub mod ics;
mod revisions;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod stories_ics;
mod vtimezone;
mod zones;

use cairn_domain::policy::Scheduled;
use cairn_domain::time::{day_of, to_micros};
use cairn_domain::{CheckedPolicy, CohortId, Instant, Interval};
use chrono::{NaiveDate, TimeDelta, Timelike};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::Asked;
use crate::audit::PolicyUsed;
use crate::cohort;
use crate::failure::Failure;
use crate::ledger::{Ledger, Rules};
use crate::record::day_named as day;

use revisions::Revisions;
pub use zones::ZoneLine;

/// A cohort's sessions, in order of their planned time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CalendarReport {
    /// `cairn.calendar/1`.
    pub schema: &'static str,
    /// From when and from what the answer speaks.
    pub asked: Asked,
    /// The cohort.
    pub cohort: String,
    /// The policy that names the sessions.
    pub policy: PolicyUsed,
    /// The zones in which each session is told; the programme's own comes first.
    pub zones: Vec<ZoneLine>,
    /// The sessions.
    pub sessions: Vec<SessionLine>,
    /// How many sessions lie outside of the days that were asked for.
    pub left_out: usize,
}

/// One session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SessionLine {
    /// Its name.
    pub session: String,
    /// `planned`, `held` or `cancelled`.
    pub status: &'static str,
    /// When it begins, or would have begun.
    pub begins: Instant,
    /// When it ends.
    pub ends: Instant,
    /// When it was planned to begin, where that is another time by a quarter of an hour or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_from: Option<Instant>,
    /// How often what is on record has changed it since its first policy; never falls.
    pub revision: usize,
    /// The same in each zone, in their order.
    pub local: Vec<LocalLine>,
}

/// A session as clocks show it in one zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LocalLine {
    /// The zone.
    pub zone: String,
    /// The day on which it begins there.
    pub day: NaiveDate,
    /// The time at which it begins there, as `19:00`.
    pub begins: String,
    /// The time at which it ends there.
    pub ends: String,
    /// How many days later it is there than in the programme's zone when it begins; negative: earlier.
    pub days_apart: i64,
    /// By how many minutes the local time differs from that of the session before, where it does; positive: later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shifted_minutes: Option<i64>,
    /// The same in words: `1 h later`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shifted: Option<String>,
}

/// What of a calendar is asked for.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// In which zones, as typed; none: the programme's, and those in which most of the cohort live.
    pub zones: Vec<String>,
    /// Only sessions from this day on, in the programme's zone, as typed.
    pub from: Option<String>,
    /// Only sessions up to this day.
    pub to: Option<String>,
}

/// What begins a few minutes late is no other hour.
const NOTABLE: TimeDelta = TimeDelta::minutes(15);

/// Lists a cohort's sessions in several zones.
pub fn calendar(
    ledger: &Ledger<'_>,
    id: &CohortId,
    policy: Option<&CheckedPolicy>,
    wish: &Wish,
) -> Result<CalendarReport, Failure> {
    let rules = cohort::rules(ledger, id, policy)?;
    let days = days(wish)?;
    let zones = if wish.zones.is_empty() {
        zones::of_the_cohort(ledger, &rules)?
    } else {
        zones::named(&wish.zones, rules.policy.zone())?
    };
    let revisions = Revisions::read(ledger, id)?;
    let mut lines = Vec::new();
    let mut before: Option<Interval> = None;
    for session in &rules.calendar.sessions {
        let line = line(ledger, &rules, session, before, (&zones, &revisions));
        // What did not take place is nothing to compare with.
        if line.status != "cancelled" {
            before = Some(Interval { from: line.begins, to: line.ends });
        }
        lines.push(line);
    }
    let all = lines.len();
    let programme = rules.policy.zone();
    lines.retain(|line| {
        let day = day_of(line.begins, programme);
        days.0.is_none_or(|from| from <= day) && days.1.is_none_or(|to| day <= to)
    });
    Ok(CalendarReport {
        schema: "cairn.calendar/1",
        asked: ledger.asked_in(programme),
        cohort: id.to_string(),
        policy: PolicyUsed::new(&rules),
        zones: zones.into_iter().map(|(_, line)| line).collect(),
        left_out: all - lines.len(),
        sessions: lines,
    })
}

fn days(wish: &Wish) -> Result<(Option<NaiveDate>, Option<NaiveDate>), Failure> {
    let from = wish.from.as_deref().map(|text| day("from", text)).transpose()?;
    let to = wish.to.as_deref().map(|text| day("to", text)).transpose()?;
    match (from, to) {
        (Some(from), Some(to)) if to < from => {
            Err(Failure::mend(format!("--to: `{to}` lies before `{from}`"))
                .hint("`--from` is the first day of the list, `--to` the last"))
        }
        days => Ok(days),
    }
}

fn line(
    ledger: &Ledger<'_>,
    rules: &Rules,
    session: &Scheduled,
    before: Option<Interval>,
    (zones, revisions): (&[(Tz, ZoneLine)], &Revisions),
) -> SessionLine {
    let now = ledger.now_in(rules.policy.zone());
    let mut held = None;
    let records =
        rules.calendar.recorded().filter(|(id, stamp, _)| **id == session.id && stamp.at <= now);
    for (_, _, window) in records {
        held = window.or(held);
    }
    let status = match session.window(now) {
        None => "cancelled",
        Some(_) if held.is_some() => "held",
        Some(_) => "planned",
    };
    let window = session.window(now).or(held).unwrap_or(session.planned);
    let moved = (window.from - session.planned.from).abs() >= NOTABLE;
    let before = before.filter(|_| status != "cancelled");
    let programme = day_of(window.from, rules.policy.zone());
    SessionLine {
        session: session.id.to_string(),
        status,
        begins: to_micros(window.from),
        ends: to_micros(window.to),
        moved_from: moved.then_some(session.planned.from),
        revision: revisions.of(&session.id),
        local: zones.iter().map(|(zone, _)| local(*zone, window, programme, before)).collect(),
    }
}

fn local(zone: Tz, window: Interval, programme: NaiveDate, before: Option<Interval>) -> LocalLine {
    let day = day_of(window.from, zone);
    let shift = before.map(|before| shift(before.from, window.from, zone));
    let shift = shift.filter(|minutes| TimeDelta::minutes(minutes.abs()) >= NOTABLE);
    let clock = |at: Instant| at.with_timezone(&zone).format("%H:%M").to_string();
    LocalLine {
        zone: zone.name().to_owned(),
        day,
        begins: clock(window.from),
        ends: clock(window.to),
        days_apart: day.signed_duration_since(programme).num_days(),
        shifted_minutes: shift,
        shifted: shift.map(|minutes| {
            let way = if minutes > 0 { "later" } else { "earlier" };
            format!("{} {way}", about(minutes.abs()))
        }),
    }
}

/// Returns by how many minutes clocks show another time of day than before: by the shorter way round, later is positive.
fn shift(before: Instant, now: Instant, zone: Tz) -> i64 {
    const DAY: i64 = 24 * 60;
    let minute = |at: Instant| i64::from(at.with_timezone(&zone).num_seconds_from_midnight() / 60);
    let later = (minute(now) - minute(before)).rem_euclid(DAY);
    if later > DAY / 2 { later - DAY } else { later }
}

/// Says how much, to the quarter of an hour: sessions begin a minute early or late.
fn about(minutes: i64) -> String {
    crate::words::time((minutes + 7) / 15 * 15)
}

/// Names a session in the zone's own words, for where there is no table: Fri 12 Sep 2025, 07:00.
pub(crate) fn told(line: &LocalLine) -> String {
    format!("{}, {}", crate::asking::say_day(line.day), line.begins)
}
