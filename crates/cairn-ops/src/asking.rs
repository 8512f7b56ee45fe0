//! From when an answer speaks: what was true by D, as far as was known on K.

use std::collections::BTreeMap;

use cairn_domain::time::{day_of, end_of_day};
use cairn_domain::{Instant, Occurred, Position};
use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::Serialize;

/// The later of two bounds: everything recorded by it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Everything up to this place in the log.
    Position(Position),
    /// Everything recorded by this time; a day counts to its end.
    By(Occurred),
}

/// A question's two times, as somebody asked; absent: now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asking {
    /// What was true by then; a day counts to its end, in the programme's zone.
    pub as_of: Option<Occurred>,
    /// As far as was known then.
    pub known_at: Option<Known>,
}

/// A question's two times, settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    /// Everything that was true by this instant counts, this instant included.
    pub as_of: Instant,
    /// The day that was asked for, if it was a day.
    pub as_of_day: Option<NaiveDate>,
    /// Everything recorded by this instant is known, this instant included.
    pub known_at: Instant,
    /// The day that was asked for, if it was a day.
    pub known_day: Option<NaiveDate>,
    /// Nothing after this place in the log is known.
    pub known_to: Position,
}

impl Asking {
    /// Settles the question's times, given the clock and the programme's zone.
    #[must_use]
    pub fn settle(&self, now: Instant, zone: Tz) -> Horizon {
        let (as_of, as_of_day) =
            self.as_of.map_or((now, None), |point| (last_instant(point, zone), day(point)));
        let (known_at, known_day, known_to) = match self.known_at {
            None => (Instant::MAX_UTC, None, Position::MAX),
            Some(Known::Position(position)) => (Instant::MAX_UTC, None, position),
            Some(Known::By(point)) => (last_instant(point, zone), day(point), Position::MAX),
        };
        Horizon { as_of, as_of_day, known_at, known_day, known_to }
    }
}

/// Returns the last instant that belongs to a point in time: itself, or the last microsecond of the day.
#[must_use]
pub fn last_instant(point: Occurred, zone: Tz) -> Instant {
    match point {
        Occurred::At(instant) => instant,
        Occurred::On(day) => end_of_day(day, zone) - TimeDelta::microseconds(1),
    }
}

const fn day(point: Occurred) -> Option<NaiveDate> {
    match point {
        Occurred::At(_) => None,
        Occurred::On(day) => Some(day),
    }
}

/// From when and from what an answer speaks: part of every report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Asked {
    /// Everything that was true by this instant counts (RFC 3339, UTC).
    pub as_of: Instant,
    /// The day that was asked for, which counts to its end; absent where an instant was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of_day: Option<NaiveDate>,
    /// The zone that the day is meant in, by its IANA name; where there are several, the one in which it ends last.
    pub zone: String,
    /// The zone of each cohort that the answer is about, where they differ and a day was asked for: it ends in each at its own
    /// time.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub zones: BTreeMap<String, String>,
    /// Everything recorded by this instant was known; absent: everything in the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_at: Option<Instant>,
    /// The last position of the log that was known.
    pub known_to: Position,
    /// The log's own name.
    pub log: String,
    /// The root of the log's Merkle tree when the answer was made, over all of its events, in hexadecimal.
    pub root: String,
    /// How many events the log held when the answer was made.
    pub size: u64,
    /// The version of the time-zone database.
    pub time_zones: String,
    /// All of it, in words.
    pub words: String,
}

/// Says a day as people do: Thu 6 Aug 2026.
#[must_use]
pub fn say_day(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string()
}

/// Says an instant as people do, in a zone: Thu 6 Aug 2026, 19:00.
#[must_use]
pub fn say_instant(instant: Instant, zone: Tz) -> String {
    instant.with_timezone(&zone).format("%a %-d %b %Y, %H:%M").to_string()
}

/// Says the last instant of something that ends before a deadline: the day that it was open until.
#[must_use]
pub fn say_last_day(deadline: Instant, zone: Tz) -> String {
    say_day(day_of(deadline - TimeDelta::microseconds(1), zone))
}

impl Horizon {
    /// Says the horizon in words: a day in the zones that it is meant in, all else in one.
    pub(crate) fn words(&self, zones: &str, (zone, home): (Tz, Tz), known_to: Position) -> String {
        let as_of = match self.as_of_day {
            Some(day) => format!("As of {}, end of day ({zones})", say_day(day)),
            None => format!("As of {} ({zone})", say_instant(self.as_of, zone)),
        };
        let known = if self.known_at == Instant::MAX_UTC && self.known_to == Position::MAX {
            format!("everything recorded up to #{known_to}")
        } else if self.known_at == Instant::MAX_UTC {
            format!("only what was recorded up to #{known_to}")
        } else {
            let by = match self.known_day {
                // What was written down by the end of a day is one question for the whole log.
                Some(day) if zone != home => format!("{}, end of day ({home})", say_day(day)),
                Some(day) => format!("{}, end of day", say_day(day)),
                None => say_instant(self.known_at, zone),
            };
            format!("only what was recorded by {by}, up to #{known_to}")
        };
        format!("{as_of} · {known}")
    }
}
