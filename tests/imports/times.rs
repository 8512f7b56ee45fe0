//! Dates and times in every form that was seen, those that are none, and those that a zone has twice or never.

use cairn_import::zoom::{Presence, whole_minutes};
use cairn_import::{Misplaced, Order, TimeFault, place, read_local};
use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::America::New_York;

use crate::snapshot::{reading, stays};

fn local(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap()
}

fn utc(text: &str) -> DateTime<Utc> {
    local(text).and_utc()
}

const MONTH: Option<Order> = Some(Order::MonthFirst);
const DAY: Option<Order> = Some(Order::DayFirst);

#[test]
fn every_form_that_was_seen_is_read() {
    let seen = [
        ("09/11/2025 06:58:12 PM", MONTH, "2025-09-11 18:58:12"),
        ("09/11/2025 18:58:12", MONTH, "2025-09-11 18:58:12"),
        ("09/11/2025 18:58", MONTH, "2025-09-11 18:58:00"),
        ("9/5/2025 6:58", MONTH, "2025-09-05 06:58:00"),
        ("15/08/2022 01:27", DAY, "2022-08-15 01:27:00"),
        ("19/09/2025 09:00:00 AM", DAY, "2025-09-19 09:00:00"),
        ("Sep 11, 2025 18:59:01", None, "2025-09-11 18:59:01"),
        ("Sep 12, 2025 8:50 AM", None, "2025-09-12 08:50:00"),
        ("September 12, 2025 8:50 AM", None, "2025-09-12 08:50:00"),
        ("11 Sep 2025 7.00PM", None, "2025-09-11 19:00:00"),
        ("2025-09-11 18:59:01", None, "2025-09-11 18:59:01"),
        ("2025-09-11T18:59:01", None, "2025-09-11 18:59:01"),
        ("2022/10/17 6:31:58 PM", None, "2022-10-17 18:31:58"),
        ("08/30/2026 11:05:00\u{202f}AM", MONTH, "2026-08-30 11:05:00"),
        ("08/30/2026, 11:05:00 pm", MONTH, "2026-08-30 23:05:00"),
        ("08/30/2026 11:05 p.\u{a0}m.", MONTH, "2026-08-30 23:05:00"),
        ("09/25/2025 12:05 AM", MONTH, "2025-09-25 00:05:00"),
        ("09/25/2025 12:05 PM", MONTH, "2025-09-25 12:05:00"),
        ("05/05/2025 12:05 PM", None, "2025-05-05 12:05:00"),
    ];
    for (text, order, expected) in seen {
        assert_eq!(read_local(text, order), Ok(local(expected)), "{text}");
    }
}

#[test]
fn what_is_no_time_is_not_made_one() {
    let none = [
        ("", TimeFault::NotADate),
        ("soon", TimeFault::NotADate),
        ("45925.79", TimeFault::NotADate),
        ("18:58", TimeFault::NotADate),
        ("09/11", TimeFault::NotADate),
        ("+9/11/2025 18:58", TimeFault::NotADate),
        ("09/11/25 18:58", TimeFault::ShortYear),
        ("11/29/24 22:28", TimeFault::ShortYear),
        ("Sep 11, 25 18:58", TimeFault::ShortYear),
        ("09/11/2025", TimeFault::NotATime),
        ("09/11/2025 18", TimeFault::NotATime),
        ("09/11/2025 18.58", TimeFault::NotATime),
        ("09/11/2025 06:58 PM EST", TimeFault::NotATime),
        ("2025-09-11T18:59:01Z", TimeFault::NotATime),
        ("09/11/2025 18:59:01 -0400", TimeFault::NotATime),
        ("02/30/2025 18:58", TimeFault::NoSuchDay),
        ("31/04/2025 18:58", TimeFault::NoSuchDay),
        ("00/05/2025 18:58", TimeFault::NoSuchDay),
        ("09/11/2025 13:05 PM", TimeFault::NoSuchTime),
        ("09/11/2025 19:00:00 AM", TimeFault::NoSuchTime),
        ("09/11/2025 00:05 AM", TimeFault::NoSuchTime),
        ("09/11/2025 24:00", TimeFault::NoSuchTime),
        ("09/11/2025 18:60", TimeFault::NoSuchTime),
        ("19/09/2025 18:58", TimeFault::OtherOrder(Order::MonthFirst)),
    ];
    for (text, expected) in none {
        assert_eq!(read_local(text, MONTH), Err(expected), "{text}");
    }
    assert_eq!(read_local("03/04/2026 19:00", None), Err(TimeFault::EitherOrder));
    assert_eq!(read_local("09/25/2025 19:00", DAY), Err(TimeFault::OtherOrder(Order::DayFirst)));
}

#[test]
fn a_session_at_seven_in_the_evening_is_on_another_day_in_utc_in_winter() {
    assert_eq!(place(local("2025-09-11 19:00:00"), New_York), Ok(utc("2025-09-11 23:00:00")));
    assert_eq!(place(local("2025-11-06 19:00:00"), New_York), Ok(utc("2025-11-07 00:00:00")));
}

#[test]
fn a_time_that_happens_twice_says_both_instants() {
    let report = reading("damaged/repeated-hour").unwrap();
    let Presence::Between { join, leave, .. } = stays(&report)[0].presence else { panic!() };
    assert_eq!(place(join, New_York), Ok(utc("2025-11-02 04:30:00")));
    let (first, second) = (utc("2025-11-02 05:30:00"), utc("2025-11-02 06:30:00"));
    let twice = Misplaced::Twice { local: leave, zone: New_York, first, second };
    assert_eq!(place(leave, New_York), Err(twice));
    assert_eq!(
        twice.to_string(),
        "2025-11-02 01:30:00 happens twice in America/New_York: at 2025-11-02 05:30:00 UTC and at \
         2025-11-02 06:30:00 UTC"
    );
}

#[test]
fn a_time_that_clocks_jump_over_is_no_instant() {
    let report = reading("damaged/missing-hour").unwrap();
    let Presence::Between { leave, .. } = stays(&report)[0].presence else { panic!() };
    let never = Misplaced::Never { local: leave, zone: New_York };
    assert_eq!(place(leave, New_York), Err(never));
    assert_eq!(
        never.to_string(),
        "2026-03-08 02:30:00 does not exist in America/New_York: clocks jump over it that day"
    );
}

#[test]
fn a_minute_that_has_begun_is_a_whole_one() {
    let join = local("2025-09-11 19:00:00");
    for (leave, minutes) in
        [("19:00:00", 0), ("19:00:01", 1), ("19:01:00", 1), ("19:19:15", 20), ("18:00:00", 0)]
    {
        assert_eq!(whole_minutes(join, local(&format!("2025-09-11 {leave}"))), minutes, "{leave}");
    }
}
