//! How a file writes dates and times: whose clock, what comes first, how exactly.

use cairn_domain::{Instant, Interval};
use chrono::{NaiveDateTime, Timelike};
use chrono_tz::Tz;

use crate::dice::Dice;

/// How exactly times are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fine {
    /// To the second.
    Seconds,
    /// To the minute that has begun, at both ends.
    Down,
    /// To the whole minutes around the stay.
    Around,
}

/// How a file writes times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) zone: Tz,
    pub(super) day_first: bool,
    pub(super) fine: Fine,
    /// Whether hours go to 24.
    pub(super) whole_day: bool,
    /// Whether the month is a word, as in `Sep 11, 2025`.
    pub(super) in_words: bool,
}

/// Throws for the clock of whoever exports.
pub(super) fn clock(dice: &mut Dice) -> Clock {
    let fine = match dice.below(6) {
        0 => Fine::Down,
        1 => Fine::Around,
        _ => Fine::Seconds,
    };
    Clock {
        zone: *dice.pick(&[
            chrono_tz::America::New_York,
            chrono_tz::America::New_York,
            chrono_tz::America::Los_Angeles,
            chrono_tz::Europe::Rome,
            chrono_tz::Australia::Melbourne,
        ]),
        day_first: dice.chance(50),
        fine,
        whole_day: dice.chance(40),
        in_words: false,
    }
}

impl Clock {
    /// Returns a stay as exactly as it is written.
    pub(super) fn rounded(self, stay: Interval) -> Interval {
        let Interval { from, to } = stay;
        match self.fine {
            Fine::Seconds => stay,
            Fine::Down => Interval { from: minute(from), to: minute(to) },
            Fine::Around => {
                let up =
                    if minute(to) == to { to } else { minute(to) + chrono::TimeDelta::minutes(1) };
                Interval { from: minute(from), to: up }
            }
        }
    }

    /// Writes a time, which must have been rounded already.
    pub(super) fn write(self, at: Instant) -> String {
        let local = at.with_timezone(&self.zone).naive_local();
        let exact = self.fine == Fine::Seconds;
        let date = match (self.in_words, self.day_first) {
            (true, _) => "%b %-d, %Y",
            (false, true) => "%d/%m/%Y",
            (false, false) => "%m/%d/%Y",
        };
        let time = match (self.whole_day, exact) {
            (true, true) => "%H:%M:%S",
            (true, false) => "%H:%M",
            (false, true) => "%I:%M:%S %p",
            (false, false) => "%I:%M %p",
        };
        said(local, date, time)
    }
}

fn said(local: NaiveDateTime, date: &str, time: &str) -> String {
    format!("{} {}", local.format(date), local.format(time))
}

/// Returns the minute that has begun.
pub(super) fn minute(at: Instant) -> Instant {
    at.with_second(0).and_then(|at| at.with_nanosecond(0)).unwrap_or(at)
}

/// Returns the minutes of a stay as Zoom counts them: one that has begun is a whole one.
pub(super) fn minutes(stay: Interval) -> i64 {
    (stay.length().num_seconds() + 59) / 60
}
