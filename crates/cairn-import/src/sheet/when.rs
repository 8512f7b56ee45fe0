//! What a cell says of a time: local, with its offset or zone, a day alone, or the serial number of a spreadsheet.
//!
//! A zone's abbreviation is a trap: `EST` stands on times of October, when clocks in New York show `EDT`; some programs write
//! the letters of winter all year, and there are places where they are right. So letters other than `UTC` and `GMT` are
//! believed in two cases only: where the zone that was said of the file shows the same letters at that time, or where whoever
//! asks says how they are meant.

use cairn_domain::source::ImportSource;
use chrono::{
    DateTime, Days, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, TimeZone, Utc,
};
use chrono_tz::{OffsetName, Tz};

use crate::claim::When;
use crate::order::DateOrder;
use crate::times::{TimeFault, read_local};

use super::mapped::{Abbreviated, Options};

/// A time as a cell writes it, before it is known whether the month or the day comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clock {
    /// What can be read as a local time; a day alone is at midnight.
    pub(crate) local: String,
    /// Whether there is a day alone.
    pub(crate) day: bool,
    /// What stands behind the time.
    zone: Option<String>,
    /// Whether it was the serial number of a day.
    serial: bool,
}

/// A time that was read, with what is odd about it.
pub(crate) type Moment = (When, Option<String>);

/// What was expected in the place of a time, and what to do next.
pub(crate) type Fault = (String, &'static str);

/// Takes a time apart from the zone behind it.
pub(crate) fn normal(text: &str) -> Clock {
    if let Some(local) = serial(text) {
        let day = local.ends_with("00:00:00");
        return Clock { local, day, zone: None, serial: true };
    }
    let (local, zone) = parted(text);
    let local = slashed(&whole_seconds(local));
    let midnight = format!("{local} 00:00");
    let needs_time = read_local(&local, None) == Err(TimeFault::NotATime);
    let day = needs_time
        && !matches!(read_local(&midnight, None), Err(TimeFault::NotATime | TimeFault::NotADate));
    Clock { local: if day { midnight } else { local }, day, zone, serial: false }
}

impl Clock {
    /// Reads it in the order of its file.
    pub(crate) fn read(
        &self,
        order: &DateOrder,
        source: Option<&ImportSource>,
        options: &Options,
    ) -> Result<Moment, Fault> {
        let local = read_local(&self.local, order.order()).map_err(|fault| match fault {
            TimeFault::OtherOrder(_) => {
                (format!("a date with the {order}"), "download the file again")
            }
            _ => (fault.to_string(), BY_HAND),
        })?;
        let note =
            self.serial.then(|| "the time is the number of a day, counted from 1900".to_owned());
        match &self.zone {
            None if self.day => Ok((When::Day(local.date()), note)),
            None => Ok((When::Local(local), note)),
            Some(zone) => zoned(local, zone, source.and_then(|source| source.zone), options),
        }
    }
}

fn zoned(
    local: NaiveDateTime,
    zone: &str,
    of_file: Option<Tz>,
    options: &Options,
) -> Result<Moment, Fault> {
    if let Some(offset) = offset(zone) {
        return at(local, offset).map(|at| (When::At(at), None)).ok_or_else(no_zone);
    }
    if let (true, Ok(zone)) = (zone.contains('/'), zone.parse::<Tz>()) {
        return Ok((When::In(local, zone), None));
    }
    if zone.is_empty() || zone.len() > 5 || !zone.bytes().all(|letter| letter.is_ascii_alphabetic())
    {
        return Err(no_zone());
    }
    if let Some(at) = of_file.and_then(|of_file| shown_there(local, zone, of_file)) {
        return Ok((When::At(at), None));
    }
    match (options.abbreviated, fixed(zone)) {
        (Some(Abbreviated::LocalTime), _) => {
            Ok((When::Local(local), Some(format!("`{zone}` was not read as an offset"))))
        }
        (Some(Abbreviated::FixedOffset), Some(offset)) => {
            let read = at(local, offset).ok_or_else(no_zone)?;
            Ok((When::At(read), Some(format!("`{zone}` was read as {offset}"))))
        }
        _ => Err(match of_file {
            Some(there) => {
                (format!("letters that clocks in {there} show then, which `{zone}` is not"), MEANT)
            }
            None => (format!("a zone that has one meaning, which `{zone}` has not"), LETTERS),
        }),
    }
}

/// Returns the instant at which clocks of a zone showed a time under these letters: of an hour that happens twice, the letters
/// say which.
fn shown_there(local: NaiveDateTime, letters: &str, zone: Tz) -> Option<DateTime<Utc>> {
    let both = match zone.from_local_datetime(&local) {
        MappedLocalTime::Single(only) => vec![only],
        MappedLocalTime::Ambiguous(first, second) => vec![first, second],
        MappedLocalTime::None => Vec::new(),
    };
    let shows = |at: &DateTime<Tz>| at.offset().abbreviation() == Some(letters);
    both.into_iter().find(shows).map(|at| at.with_timezone(&Utc))
}

fn at(local: NaiveDateTime, offset: FixedOffset) -> Option<DateTime<Utc>> {
    offset.from_local_datetime(&local).single().map(|at| at.with_timezone(&Utc))
}

fn no_zone() -> Fault {
    ("a time, and behind it nothing or an offset such as `GMT+2`".to_owned(), BY_HAND)
}

const BY_HAND: &str = "correct the cell, or record the row by hand";
const LETTERS: &str = "say which zone the file is in, or how its letters are meant";
const MEANT: &str =
    "say how its letters are meant: as that zone's local time, or as an offset that never changes";

/// `Z`, `UTC`, `GMT`, `GMT+2`, `+02:00`, `-0800`.
fn offset(zone: &str) -> Option<FixedOffset> {
    let utc = zone == "Z" || zone == "UTC" || zone == "GMT";
    if utc {
        return FixedOffset::east_opt(0);
    }
    let signed = zone.strip_prefix("GMT").or(zone.strip_prefix("UTC")).unwrap_or(zone);
    let (west, digits) = match (signed.strip_prefix('+'), signed.strip_prefix(['-', '−'])) {
        (Some(digits), _) => (false, digits),
        (None, Some(digits)) => (true, digits),
        (None, None) => return None,
    };
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some(both), _) => both,
        (None, 4) => digits.split_at_checked(2)?,
        (None, _) => (digits, "0"),
    };
    let number = |text: &str| -> Option<i32> {
        let digits =
            (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits { text.parse().ok() } else { None }
    };
    let (hours @ 0..=14, minutes @ 0..=59) = (number(hours)?, number(minutes)?) else {
        return None;
    };
    let seconds = hours * 3600 + minutes * 60;
    FixedOffset::east_opt(if west { -seconds } else { seconds })
}

/// The letters of North America, where whoever asks says that they never change their offset.
fn fixed(letters: &str) -> Option<FixedOffset> {
    let hours = match letters {
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        _ => return None,
    };
    FixedOffset::east_opt(hours * 3600)
}

/// Parts a text where, behind its clock, letters begin that are no half of the day, or a sign.
fn parted(text: &str) -> (&str, Option<String>) {
    let text = text.trim();
    let mut from = match text.find(':') {
        Some(colon) => colon + 1,
        None => return (text, None),
    };
    while let Some(rest) = text.get(from..) {
        let begins = |found: char| found.is_alphabetic() || matches!(found, '+' | '-' | '−' | '(');
        let Some(start) = rest.find(begins).map(|start| from + start) else { break };
        let tail = text.get(start..).unwrap_or_default();
        let word =
            tail.find(|found: char| !found.is_alphabetic() && found != '.').unwrap_or(tail.len());
        let letters = tail.get(..word).unwrap_or_default().replace('.', "").to_lowercase();
        if !matches!(letters.as_str(), "am" | "pm" | "a" | "p" | "m") {
            let zone = tail.trim_start_matches('(').trim_end_matches(')').trim();
            return (text.get(..start).unwrap_or_default().trim(), Some(zone.to_owned()));
        }
        from = start + word;
    }
    (text, None)
}

/// Leaves out the fraction of a second, which no record needs.
fn whole_seconds(text: &str) -> String {
    let Some((before, last)) = text.rsplit_once(':') else { return text.to_owned() };
    let Some((seconds, rest)) = last.split_once('.') else { return text.to_owned() };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || !seconds.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.to_owned();
    }
    format!("{before}:{seconds}{}", rest.get(digits..).unwrap_or_default())
}

/// Writes `18.09.2025` as `18/09/2025`: the sign between says nothing of the order.
fn slashed(text: &str) -> String {
    let (date, rest) = text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()));
    let dotted = date.split('.').count() == 3
        && date.bytes().all(|byte| byte == b'.' || byte.is_ascii_digit());
    if dotted { format!("{}{rest}", date.replace('.', "/")) } else { text.to_owned() }
}

/// Reads the number of a day as spreadsheets count from 1900, with the part of the day that has passed; of the years 2000 to
/// 2100, since five other digits may be anything.
fn serial(text: &str) -> Option<String> {
    let (days, part) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if days.len() != 5 || !is_digits(days) || !is_digits(part) {
        return None;
    }
    let days: u64 = days.parse().ok().filter(|days| (36_526..=73_415).contains(days))?;
    // Nine digits of a day are finer than a millisecond.
    let fraction: u64 = format!("{part:0<9}").get(..9)?.parse().ok()?;
    let seconds = (fraction * 86_400 + 500_000_000) / 1_000_000_000;
    let day = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))?;
    let at = day
        .and_hms_opt(0, 0, 0)?
        .checked_add_signed(chrono::TimeDelta::seconds(i64::try_from(seconds).ok()?))?;
    Some(at.format("%Y-%m-%d %H:%M:%S").to_string())
}
