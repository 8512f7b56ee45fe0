//! Local dates and times, in the forms in which files write them.
//!
//! Nothing is guessed: no zone, no century, no order of day and month. What is not a time of a clock is said to be none,
//! however clear it may seem what was meant by `19:00:00 PM`.

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// Which comes first where a date is written in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `09/11/2025` is the eleventh of September.
    MonthFirst,
    /// `09/11/2025` is the ninth of November.
    DayFirst,
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MonthFirst => "month first",
            Self::DayFirst => "day first",
        })
    }
}

/// Why a date and time cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TimeFault {
    /// There is no date in a form that is known.
    #[error("a date and time such as `09/11/2025 06:58:12 PM`")]
    NotADate,
    /// There is a date, but no time in a form that is known.
    #[error("a time after the date, such as `06:58:12 PM` or `18:58`")]
    NotATime,
    /// The century is left out.
    #[error("a year of four digits")]
    ShortYear,
    /// The calendar has no such day, in either order.
    #[error("a day that the calendar has")]
    NoSuchDay,
    /// The clock has no such time.
    #[error("a time of a 24-hour clock, or hours from 1 to 12 before AM or PM")]
    NoSuchTime,
    /// It can only be read in the other order.
    #[error("a date with the {0}")]
    OtherOrder(Order),
    /// It can be read in both orders, and none is known.
    #[error("a date that can be read in one way only")]
    EitherOrder,
}

/// What a date and time says in each order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readings {
    /// With the month first, if that is a day that exists.
    pub month_first: Option<NaiveDateTime>,
    /// With the day first, if that is a day that exists.
    pub day_first: Option<NaiveDateTime>,
}

/// Reads a local date and time in the order given; without one, only what reads the same in both.
pub fn read_local(text: &str, order: Option<Order>) -> Result<NaiveDateTime, TimeFault> {
    let Readings { month_first, day_first } = readings(text)?;
    match order {
        Some(Order::MonthFirst) => month_first.ok_or(TimeFault::OtherOrder(Order::MonthFirst)),
        Some(Order::DayFirst) => day_first.ok_or(TimeFault::OtherOrder(Order::DayFirst)),
        None if month_first == day_first => month_first.ok_or(TimeFault::NoSuchDay),
        None => Err(TimeFault::EitherOrder),
    }
}

/// Returns what a date and time says in each order; at least one of the two is there.
pub fn readings(text: &str) -> Result<Readings, TimeFault> {
    // ISO writes a `T` between date and time; no other form has one between digits.
    let text = text.trim();
    let iso = text.get(10..11) == Some("T");
    let parts = text.split(|found: char| found.is_whitespace() || found == ',');
    let spread: Vec<&str> = if iso {
        [text.get(..10), text.get(11..)].into_iter().flatten().collect()
    } else {
        parts.filter(|part| !part.is_empty()).collect()
    };
    let (date, rest) = match spread.as_slice() {
        [numbers, rest @ ..] if numbers.contains(['/', '-']) => (in_numbers(numbers)?, rest),
        [month, day, year, rest @ ..] if month_named(month).is_some() => {
            (in_words(day, month, year)?, rest)
        }
        [day, month, year, rest @ ..] if month_named(month).is_some() => {
            (in_words(day, month, year)?, rest)
        }
        _ => return Err(TimeFault::NotADate),
    };
    let time = time(rest)?;
    let at = |date: Option<NaiveDate>| date.map(|date| date.and_time(time));
    match date {
        (None, None) => Err(TimeFault::NoSuchDay),
        (month_first, day_first) => {
            Ok(Readings { month_first: at(month_first), day_first: at(day_first) })
        }
    }
}

/// A date with the month first, and with the day first.
type Dates = (Option<NaiveDate>, Option<NaiveDate>);

fn in_numbers(text: &str) -> Result<Dates, TimeFault> {
    let separator = if text.contains('/') { '/' } else { '-' };
    let parts: Vec<&str> = text.split(separator).collect();
    let [one, two, three] = parts.as_slice() else { return Err(TimeFault::NotADate) };
    if let (Some(year), Some(month), Some(day)) = (year(one), short(two), short(three)) {
        let date = day_of(year, month, day);
        return Ok((date, date));
    }
    let (Some(one), Some(two)) = (short(one), short(two)) else { return Err(TimeFault::NotADate) };
    let year = year(three).ok_or(match short(three) {
        Some(_) => TimeFault::ShortYear,
        None => TimeFault::NotADate,
    })?;
    Ok((day_of(year, one, two), day_of(year, two, one)))
}

fn in_words(day: &str, month: &str, year_: &str) -> Result<Dates, TimeFault> {
    let (Some(day), Some(month)) = (short(day), month_named(month)) else {
        return Err(TimeFault::NotADate);
    };
    let year = year(year_).ok_or(match short(year_) {
        Some(_) => TimeFault::ShortYear,
        None => TimeFault::NotADate,
    })?;
    let date = day_of(year, month, day);
    Ok((date, date))
}

fn day_of(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn time(parts: &[&str]) -> Result<NaiveTime, TimeFault> {
    let [clock, rest @ ..] = parts else { return Err(TimeFault::NotATime) };
    // `7.00PM`, `7:00 PM`, `7:00 p. m.`: what follows the digits says which half of the day it is.
    let digits = clock.find(|found: char| found.is_alphabetic()).unwrap_or(clock.len());
    let (clock, glued) = clock.split_at(digits);
    let half = format!("{glued}{}", rest.concat()).replace('.', "").to_lowercase();
    let afternoon = match half.as_str() {
        "" => None,
        "am" => Some(false),
        "pm" => Some(true),
        _ => return Err(TimeFault::NotATime),
    };
    let dotted = afternoon.is_some() && !clock.contains(':');
    let fields: Option<Vec<u32>> = clock.split(if dotted { '.' } else { ':' }).map(short).collect();
    let (hour, minute, second) = match fields.as_deref() {
        Some([hour, minute]) => (*hour, *minute, 0),
        Some([hour, minute, second]) => (*hour, *minute, *second),
        _ => return Err(TimeFault::NotATime),
    };
    let hour = match afternoon {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return Err(TimeFault::NoSuchTime),
        // Twelve is the first hour of each half.
        Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
    };
    NaiveTime::from_hms_opt(hour, minute, second).ok_or(TimeFault::NoSuchTime)
}

/// One or two digits.
fn short(text: &str) -> Option<u32> {
    number(text).filter(|_| text.len() <= 2)
}

/// Four digits.
fn year(text: &str) -> Option<u32> {
    number(text).filter(|_| text.len() == 4)
}

fn number(text: &str) -> Option<u32> {
    if text.bytes().all(|digit| digit.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// The number of a month by its English name or the first three letters of it.
fn month_named(text: &str) -> Option<u32> {
    let name = text.trim_end_matches('.').to_lowercase();
    let at = MONTHS.iter().position(|month| *month == name || month[..3] == name)?;
    u32::try_from(at + 1).ok()
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
