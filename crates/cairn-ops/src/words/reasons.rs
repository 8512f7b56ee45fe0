//! Why something does not count, and what put it out of reach, in plain words.

use cairn_domain::assess::{Against, Cause, Deadline};
use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::asking::{say_day, say_instant, say_last_day};

/// Says what put something out of reach, and since when: of an event that was recorded with a day only, that day.
#[must_use]
pub fn since(
    at: cairn_domain::Instant,
    cause: &Cause,
    zone: Tz,
    day: Option<chrono::NaiveDate>,
) -> String {
    // A deadline puts something out of reach from its last microsecond on; people say the deadline.
    let closed = at + TimeDelta::microseconds(1);
    let passed = |what: &str| format!("since {what} ended, {}", say_instant(closed, zone));
    match cause {
        Cause::Always => format!(
            "since before {}, for as far back as there is anything on record",
            say_instant(at, zone)
        ),
        Cause::Event(position) => {
            let when = day.map_or_else(|| say_instant(at, zone), say_day);
            format!("since #{position}, {when}")
        }
        Cause::Deadline(deadline) => match deadline {
            Deadline::Session(id) => passed(&format!("session {id}")),
            Deadline::Filing(id) => {
                format!("since the reflection on {id} was due, {}", say_last_day(closed, zone))
            }
            Deadline::MakeUps(_) => {
                format!("since the last day for make-ups, {}", say_last_day(closed, zone))
            }
            Deadline::Milestone(_) => format!("since its last day, {}", say_last_day(closed, zone)),
            Deadline::Awaited(_) => {
                format!("since what it waits for comes too late, {}", say_last_day(closed, zone))
            }
            Deadline::Room(_) => {
                format!("since too few days are left for it, {}", say_last_day(closed, zone))
            }
            Deadline::Expiry(_) => {
                format!("since what had been done for it expired, {}", say_last_day(closed, zone))
            }
            Deadline::Waiver(_) => {
                format!("since the waiver of it ran out, {}", say_last_day(closed, zone))
            }
            Deadline::Tier(name) => {
                format!("since the last day for the {name} price, {}", say_last_day(closed, zone))
            }
            Deadline::Payment(_) => {
                format!("since the last day to pay, {}", say_last_day(closed, zone))
            }
        },
    }
}

/// Says why a piece of evidence does not count, or counts against.
#[must_use]
pub fn against(why: Against, zone: Tz) -> String {
    match why {
        Against::TooShort { there, needed, lasted } => {
            let of = if lasted > 0 { format!(" of {}", clock(lasted)) } else { String::new() };
            format!("there for {}{of}; it takes {}", clock(there), clock(needed))
        }
        Against::CameLate { late, allowed } => {
            format!("came {} late; at most {} may be", clock(late), clock(allowed))
        }
        Against::LeftEarly { early, allowed } => {
            format!("left {} early; at most {} may be", clock(early), clock(allowed))
        }
        Against::OverTheCap => "one make-up more than may count".to_owned(),
        Against::Late(closed) => {
            format!("after the last day for it, {}", say_last_day(closed, zone))
        }
        Against::Early => "before the day of its session".to_owned(),
        Against::NotYet => "before what it must come after".to_owned(),
        Against::Cancelled => "the session was cancelled".to_owned(),
        Against::Returned => "given back to be revised".to_owned(),
        Against::TooFewDays => "too few days".to_owned(),
        Against::AfterApplying => "completed only after applying".to_owned(),
        Against::Reduces => "paid back".to_owned(),
        Against::OtherCurrency => "in another currency".to_owned(),
        Against::Excluded => "said in a capacity that is not heard here".to_owned(),
        Against::Denied => "not granted".to_owned(),
        Against::NotPassed => "not passed".to_owned(),
        Against::TooManyAttempts => "one attempt more than may count".to_owned(),
        Against::TooEarly(from) => {
            format!("too early: what counts begins {}", say_instant(from, zone))
        }
        Against::Expired(until) => format!("counted until {}", say_last_day(until, zone)),
        Against::ReportedLate(due) => {
            format!("reported after the last day to report it, {}", say_last_day(due, zone))
        }
        Against::OtherUnit => "counted in another unit than is asked".to_owned(),
        Against::OverTheMost => "more than counts of its kind".to_owned(),
    }
}

/// Says a length of time: 142 min, or 142 min 12 s.
fn clock(seconds: u32) -> String {
    match (seconds / 60, seconds % 60) {
        (minutes, 0) => format!("{minutes} min"),
        (minutes, rest) => format!("{minutes} min {rest} s"),
    }
}
