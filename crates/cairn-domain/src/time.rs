//! When things were true, and what a day is.
//!
//! An occurrence is an instant, or a day in the cohort's zone where only the day is known. A deadline "by day D" is met
//! strictly before the start of the next local day: never 23:59:59, since some days have no midnight.

use std::fmt;
use std::str::FromStr;

use chrono::{
    DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta,
    TimeZone, Utc,
};
use chrono_tz::{GapInfo, Tz};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A point in time, to the microsecond.
pub type Instant = DateTime<Utc>;

/// Time is kept to the microsecond.
pub(crate) const TICK: TimeDelta = TimeDelta::microseconds(1);

/// Returns the last instant before a deadline: from then on, nothing can still happen in time for it.
pub(crate) fn last_before(deadline: Instant) -> Instant {
    deadline.checked_sub_signed(TICK).unwrap_or(deadline)
}

/// The version of the IANA time-zone database that is compiled in, as a receipt records it.
pub const TIME_ZONES: &str = chrono_tz::IANA_TZDB_VERSION;

/// When an event was true: an instant, or a day in the cohort's zone where only the day is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub enum Occurred {
    /// At this instant.
    At(Instant),
    /// On this day, in the zone of the cohort.
    On(NaiveDate),
}

impl Occurred {
    /// Returns where the occurrence sorts: the instant itself, or the start of its day in `zone`.
    #[must_use]
    pub fn sorts_at(&self, zone: Tz) -> Instant {
        match self {
            Self::At(instant) => *instant,
            Self::On(day) => start_of_day(*day, zone),
        }
    }

    /// Returns the day of the occurrence in `zone`.
    #[must_use]
    pub fn day(&self, zone: Tz) -> NaiveDate {
        match self {
            Self::At(instant) => day_of(*instant, zone),
            Self::On(day) => *day,
        }
    }
}

impl fmt::Display for Occurred {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // Seconds only where there are no smaller parts: one instant has one spelling.
            Self::At(instant) => {
                f.write_str(&instant.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
            }
            Self::On(day) => write!(f, "{day}"),
        }
    }
}

/// A text that is neither an RFC 3339 instant nor a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a time: expected a day such as `2025-09-11`, or an instant such as `2025-09-11T23:00:00Z` or \
     `2025-09-11T19:00:00-04:00`, between the years 1900 and 2200"
)]
pub struct BadTime(pub String);

impl FromStr for Occurred {
    type Err = BadTime;

    fn from_str(text: &str) -> Result<Self, BadTime> {
        let bad = || BadTime(text.to_owned());
        // A day has one spelling: ten characters, as ISO 8601 writes it.
        let parsed = if text.len() == 10 {
            let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| bad())?;
            // The parser would take signs and spaces for zeros.
            if day.to_string() != text {
                return Err(bad());
            }
            Self::On(day)
        } else {
            Self::At(to_micros(
                DateTime::parse_from_rfc3339(text).map_err(|_| bad())?.with_timezone(&Utc),
            ))
        };
        // Within these years no arithmetic on times can leave the range that chrono represents.
        if (1900..=2200).contains(&parsed.day(Tz::UTC).year()) { Ok(parsed) } else { Err(bad()) }
    }
}

impl TryFrom<String> for Occurred {
    type Error = BadTime;
    fn try_from(text: String) -> Result<Self, BadTime> {
        text.parse()
    }
}

impl From<Occurred> for String {
    fn from(occurred: Occurred) -> Self {
        occurred.to_string()
    }
}

/// Returns the instant without what is below a microsecond: the log keeps microseconds.
#[must_use]
pub fn to_micros(instant: Instant) -> Instant {
    DateTime::from_timestamp_micros(instant.timestamp_micros()).unwrap_or(instant)
}

/// Returns the local day in `zone` that the instant falls on; at the ends of what can be represented, the day in UTC.
#[must_use]
pub fn day_of(instant: Instant, zone: Tz) -> NaiveDate {
    let utc = instant.naive_utc();
    let offset = zone.offset_from_utc_datetime(&utc).fix();
    utc.checked_add_offset(offset).unwrap_or(utc).date()
}

/// Returns the first instant of a local day.
///
/// It is midnight, the earlier one where midnight comes twice, or the first instant after the gap where the day has no
/// midnight (Santiago, 2024-09-08, begins at 01:00).
#[must_use]
pub fn start_of_day(day: NaiveDate, zone: Tz) -> Instant {
    let midnight = day.and_time(NaiveTime::MIN);
    match zone.from_local_datetime(&midnight) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.with_timezone(&Utc),
        LocalResult::None => {
            // At the beginning of what can be represented, no gap swallowed it: its offset leads past that.
            let after = GapInfo::new(&midnight, &zone).and_then(|gap| gap.end);
            after.map_or(midnight.and_utc(), |after| after.with_timezone(&Utc))
        }
    }
}

/// Returns the first instant that is no longer on this local day: what a deadline "by day D" must be met before.
#[must_use]
pub fn end_of_day(day: NaiveDate, zone: Tz) -> Instant {
    start_of_day(day.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX), zone)
}

/// Why a local time names no single instant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadLocalTime {
    /// Clocks jumped over it.
    #[error("{0} does not exist in {1}: clocks jump over it that day")]
    Missing(NaiveDateTime, Tz),
    /// Clocks showed it twice.
    #[error("{0} happens twice in {1}: clocks are turned back that day")]
    Twice(NaiveDateTime, Tz),
}

/// Returns the one instant that a local time names, or says that there is none, or two.
pub fn instant_of(local: NaiveDateTime, zone: Tz) -> Result<Instant, BadLocalTime> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) => Ok(at.with_timezone(&Utc)),
        LocalResult::Ambiguous(..) => Err(BadLocalTime::Twice(local, zone)),
        LocalResult::None => Err(BadLocalTime::Missing(local, zone)),
    }
}
