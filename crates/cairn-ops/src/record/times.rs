//! Reading times as people say them: a day, an instant with its offset, or a time on the wall in the cohort's zone.

use cairn_domain::time::{self, BadLocalTime};
use cairn_domain::{Instant, Interval, Occurred};
use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc,
};
use chrono_tz::Tz;

use crate::asking::{say_day, say_instant};
use crate::failure::Failure;

/// When something was true, as somebody said it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum When {
    /// Nothing was said: it goes without saying.
    #[default]
    Unsaid,
    /// On this day.
    On(String),
    /// At this time.
    At(String),
}

/// Says when something was true, with the zone that it is said in.
#[must_use]
pub fn say_occurred(occurred: Occurred, zone: Tz) -> String {
    match occurred {
        Occurred::On(day) => say_day(day),
        Occurred::At(instant) => format!("{} ({zone})", say_instant(instant, zone)),
    }
}

/// Reads when something was true; `None` where nothing was said.
pub fn occurred(when: &When, zone: Tz) -> Result<Option<Occurred>, Failure> {
    match when {
        When::Unsaid => Ok(None),
        When::On(text) => day(text).map(Occurred::On).map(Some),
        When::At(text) if day(text).is_ok() => Err(Failure::mend(format!(
            "--at: `{text}` is a day, not a time of day"
        ))
        .hint(format!("for a day alone say `--on {text}`; for a time say `--at {text}T19:00`"))),
        When::At(text) => instant("--at", text, zone, None).map(Occurred::At).map(Some),
    }
}

/// Reads the day that an option names, as a body spells it.
pub(crate) fn day_of(option: &str, text: &str) -> Result<serde_json::Value, Failure> {
    Ok(day_named(option, text)?.to_string().into())
}

/// Reads the day that an option names.
pub(crate) fn day_named(option: &str, text: &str) -> Result<NaiveDate, Failure> {
    day(text).map_err(|_| {
        Failure::mend(format!("--{option}: `{text}` is not a day"))
            .hint("write it as year, month and day: 2025-09-11")
    })
}

/// Reads a day.
fn day(text: &str) -> Result<NaiveDate, Failure> {
    match text.trim().parse() {
        Ok(Occurred::On(day)) => Ok(day),
        _ => Err(Failure::mend(format!("--on: `{text}` is not a day"))
            .hint("write it as year, month and day: 2025-09-11; `--at` takes a time of day too")),
    }
}

/// Reads a point in time: with an offset, or on the wall in `zone`; a time of day alone is meant on `day`.
pub fn instant(
    option: &str,
    text: &str,
    zone: Tz,
    day: Option<NaiveDate>,
) -> Result<Instant, Failure> {
    let said = text.trim();
    let bad = || {
        let failure = Failure::mend(format!(
            "{option}: `{text}` is not a time, between the years 1900 and 2200"
        ));
        failure.hint(format!("write it as `2025-09-11T19:00` ({zone} is meant), or with an offset: `2025-09-11T19:00-04:00`"))
    };
    let in_range = |day: NaiveDate| (1900..=2200).contains(&day.year());
    if let Some(instant) = with_offset(said) {
        return if in_range(instant.date_naive()) {
            Ok(time::to_micros(instant))
        } else {
            Err(bad())
        };
    }
    let local = on_the_wall(said).or_else(|| Some(day?.and_time(time_of_day(said)?)));
    let local = local.filter(|local| in_range(local.date())).ok_or_else(bad)?;
    time::instant_of(local, zone).map_err(|fault| {
        let failure = Failure::mend(format!("{option}: {fault}"));
        match fault {
            BadLocalTime::Missing(..) => {
                failure.hint("look at the time again, or give it with an offset")
            }
            BadLocalTime::Twice(..) => {
                failure.hint("say which one by its offset, such as `2025-11-02T01:30-04:00`")
            }
        }
    })
}

/// The longest stay; the log holds no longer ones.
const LONGEST_STAY: TimeDelta = TimeDelta::days(7);
/// How far a stay may reach past midnight where only times of day are given.
const PAST_MIDNIGHT: TimeDelta = TimeDelta::hours(12);

/// Reads a stay. A time of leaving alone is meant on the day of coming, or on the next where the stay passes midnight.
pub(crate) fn stay(
    from: &str,
    to: &str,
    zone: Tz,
    day: Option<NaiveDate>,
) -> Result<Interval, Failure> {
    let came = instant("--from", from, zone, day)?;
    let day = time::day_of(came, zone);
    let mut left = instant("--to", to, zone, Some(day))?;
    if left <= came && time_of_day(to.trim()).is_some() {
        let next = day.checked_add_days(Days::new(1));
        let next = instant("--to", to, zone, next)?;
        if next - came <= PAST_MIDNIGHT {
            left = next;
        }
    }
    in_order((&format!(" {from}"), came), (&format!(" {to}"), left)).map_err(|failure| {
        failure.hint("say when they came and when they left: `--from 19:02 --to 20:58`; a day may be named, too: `--to 2025-09-12T00:30`")
    })?;
    Ok(Interval { from: came, to: left })
}

/// Refuses an end that does not come after its beginning, or only after more than a week; each with what was typed.
pub(crate) fn in_order(from: (&str, Instant), to: (&str, Instant)) -> Result<(), Failure> {
    let ((from, came), (to, left)) = (from, to);
    if left <= came {
        return Err(Failure::mend(format!("`--to{to}` is not after `--from{from}`")));
    }
    if left - came > LONGEST_STAY {
        return Err(Failure::mend(format!("`--to{to}` is more than 7 days after `--from{from}`")));
    }
    Ok(())
}

fn with_offset(text: &str) -> Option<Instant> {
    let spelled = text.replacen(' ', "T", 1);
    let exact = DateTime::parse_from_rfc3339(&spelled).ok();
    // People leave out the seconds.
    let short = || {
        DateTime::parse_from_str(&spelled.replace(['Z', 'z'], "+00:00"), "%Y-%m-%dT%H:%M%:z").ok()
    };
    let instant = exact.or_else(short).map(|instant| instant.with_timezone(&Utc))?;
    (!is_leap(&instant)).then_some(instant)
}

fn on_the_wall(text: &str) -> Option<NaiveDateTime> {
    let spelled = text.replacen(' ', "T", 1);
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(&spelled, format).ok())
        .filter(|local| !is_leap(local))
}

fn time_of_day(text: &str) -> Option<NaiveTime> {
    let read = |format: &&str| NaiveTime::parse_from_str(text, format).ok();
    ["%H:%M", "%H:%M:%S"].iter().find_map(read).filter(|time| !is_leap(time))
}

/// Tells whether a time has a 61st second: no session ever had one, and it would silently become the next minute.
fn is_leap(time: &impl Timelike) -> bool {
    time.nanosecond() >= 1_000_000_000
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::America::New_York;

    fn at(text: &str) -> Result<String, String> {
        let read = occurred(&When::At(text.to_owned()), New_York)
            .map_err(|failure| failure.to_string())?;
        Ok(read.map(|occurred| occurred.to_string()).unwrap_or_default())
    }

    #[test]
    fn a_time_on_the_wall_is_the_cohorts() {
        for text in [
            "2025-09-11T19:00",
            "2025-09-11 19:00",
            "2025-09-11T19:00:00",
            "2025-09-11T19:00-04:00",
        ] {
            assert_eq!(at(text).unwrap(), "2025-09-11T23:00:00Z", "{text}");
        }
        assert_eq!(at("2025-09-11T23:00Z").unwrap(), "2025-09-11T23:00:00Z");
    }

    #[test]
    fn a_time_that_clocks_skip_or_show_twice_is_an_error() {
        assert!(at("2026-03-08T02:30").unwrap_err().contains("does not exist in America/New_York"));
        assert!(at("2025-11-02T01:30").unwrap_err().contains("happens twice"));
        assert_eq!(at("2025-11-02T01:30-05:00").unwrap(), "2025-11-02T06:30:00Z");
    }

    #[test]
    fn a_day_is_no_time_and_a_time_no_day() {
        assert!(at("2025-09-11").unwrap_err().contains("--on 2025-09-11"));
        assert!(occurred(&When::On("2025-09-11T19:00".to_owned()), New_York).is_err());
        for text in [
            "",
            "yesterday",
            "11/09/2025",
            "2025-9-11",
            "2025-13-01",
            "+12025-01-01T10:00",
            "2025-07-01T10:00:60",
            "2025-07-01T10:00:60Z",
            "2016-12-31T23:59:60Z",
            "2016-12-31T18:59:60-05:00",
            "99999-01-01T00:00Z",
        ] {
            assert!(at(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_stay_may_pass_midnight_and_never_ends_before_it_begins() {
        let day = NaiveDate::from_ymd_opt(2025, 9, 11);
        let read = |from, to| {
            stay(from, to, New_York, day).map(|stay| (stay.to - stay.from).num_minutes())
        };
        assert_eq!(read("19:02", "20:58").unwrap(), 116);
        assert_eq!(read("23:00", "00:30").unwrap(), 90);
        assert_eq!(read("2025-10-20T10:00", "11:00").unwrap(), 60);
        assert_eq!(read("23:00", "2025-09-12T00:30").unwrap(), 90);
        for (from, to) in [("20:00", "19:00"), ("19:00", "19:00"), ("19:00", "2025-09-11T18:00")] {
            let what = read(from, to).unwrap_err().what;
            assert_eq!(what, format!("`--to {to}` is not after `--from {from}`"));
        }
        let long = read("2025-09-11T19:00", "2025-09-19T19:00").unwrap_err();
        assert!(long.what.contains("more than 7 days after"), "{long}");
    }

    #[test]
    fn a_time_of_day_takes_its_day_from_the_session() {
        let day = NaiveDate::from_ymd_opt(2025, 9, 11);
        assert_eq!(
            instant("--from", "19:05", New_York, day).unwrap().to_string(),
            "2025-09-11 23:05:00 UTC"
        );
        assert!(instant("--from", "19:05", New_York, None).is_err());
    }
}
