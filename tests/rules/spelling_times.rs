//! When something occurred is an instant or a day, each with one spelling, within the years that arithmetic survives.

use cairn_domain::time::{day_of, end_of_day, instant_of, start_of_day, to_micros};
use cairn_domain::{Instant, Occurred};
use cairn_testkit::worlds::at;
use chrono::{DateTime, NaiveDate, TimeDelta};
use chrono_tz::Tz;

fn occurred(text: &str) -> Option<Occurred> {
    text.parse().ok()
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn an_instant_is_written_in_utc_with_as_many_digits_as_it_needs() {
    let written = |text: &str| occurred(text).map(|occurred| occurred.to_string());
    let is = |text: &str| Some(text.to_owned());
    assert_eq!(written("2025-09-11T23:00:00Z"), is("2025-09-11T23:00:00Z"));
    assert_eq!(written("2025-09-11T19:00:00-04:00"), is("2025-09-11T23:00:00Z"));
    assert_eq!(written("2025-09-11T23:00:00.5Z"), is("2025-09-11T23:00:00.500Z"));
    assert_eq!(written("2025-09-11T23:00:00.000001Z"), is("2025-09-11T23:00:00.000001Z"));
    assert_eq!(written("2025-09-11T23:00:00.0000019Z"), is("2025-09-11T23:00:00.000001Z"));
    assert_eq!(written("2025-09-11"), is("2025-09-11"));
    assert_eq!(String::from(Occurred::On(date("2025-09-11"))), "2025-09-11");
    assert_eq!(
        Occurred::try_from("2025-09-11".to_owned()).unwrap(),
        Occurred::On(date("2025-09-11"))
    );
}

#[test]
fn what_is_neither_is_refused_in_words() {
    let texts = [
        "",
        "today",
        "2025-9-11",
        "2025-09-31",
        "11.09.2025",
        "2025-09-11T23:00:00",
        "2025-09-11 23:00",
        "20250911",
    ];
    for text in texts {
        assert_eq!(occurred(text), None, "{text}");
        assert!(Occurred::try_from(text.to_owned()).is_err(), "{text}");
    }
    assert_eq!(
        "today".parse::<Occurred>().unwrap_err().to_string(),
        "`today` is not a time: expected a day such as `2025-09-11`, or an instant such as `2025-09-11T23:00:00Z` or \
         `2025-09-11T19:00:00-04:00`, between the years 1900 and 2200"
    );
}

#[test]
fn the_years_are_1900_to_2200() {
    for good in ["1900-01-01", "2200-12-31", "1900-01-01T00:00:00Z", "2200-12-31T23:59:59.999999Z"]
    {
        assert!(occurred(good).is_some(), "{good}");
    }
    // By the year in UTC: one instant is let in or not, however it is written.
    let bad = [
        "1899-12-31",
        "2201-01-01",
        "1899-12-31T23:59:59Z",
        "2201-01-01T00:00:00Z",
        "1900-01-01T00:00:00+01:00",
    ];
    for bad in bad {
        assert_eq!(occurred(bad), None, "{bad}");
    }
}

#[test]
fn an_occurrence_sorts_at_its_instant_or_at_the_start_of_its_day() {
    let instant = at("2025-09-12T01:00:00Z");
    let zone = Tz::America__New_York;
    assert_eq!(Occurred::At(instant).sorts_at(zone), instant);
    assert_eq!(Occurred::At(instant).day(zone), date("2025-09-11"));
    let day = Occurred::On(date("2025-09-12"));
    assert_eq!(day.sorts_at(zone), at("2025-09-12T04:00:00Z"));
    assert_eq!(day.day(zone), date("2025-09-12"));
    assert_eq!(day_of(instant, Tz::UTC), date("2025-09-12"));
}

#[test]
fn what_is_below_a_microsecond_is_cut_off() {
    let fine: Instant = DateTime::from_timestamp_nanos(1_757_631_600_123_456_789);
    assert_eq!(to_micros(fine), fine - TimeDelta::nanoseconds(789));
    assert_eq!(to_micros(to_micros(fine)), to_micros(fine));
}

#[test]
fn a_day_without_midnight_begins_when_its_gap_ends() {
    // Santiago jumps from 00:00 to 01:00; Samoa left a whole day out; Beirut and Azores jump at midnight too.
    assert_eq!(start_of_day(date("2024-09-08"), Tz::America__Santiago), at("2024-09-08T04:00:00Z"));
    assert_eq!(end_of_day(date("2024-09-07"), Tz::America__Santiago), at("2024-09-08T04:00:00Z"));
    assert_eq!(start_of_day(date("2011-12-30"), Tz::Pacific__Apia), at("2011-12-30T10:00:00Z"));
    assert_eq!(start_of_day(date("2025-03-30"), Tz::Atlantic__Azores), at("2025-03-30T01:00:00Z"));
    // Where midnight comes twice, the day begins with the first.
    assert_eq!(start_of_day(date("2024-11-03"), Tz::America__Havana), at("2024-11-03T04:00:00Z"));
}

#[test]
fn the_end_of_time_has_no_next_day() {
    assert_eq!(end_of_day(NaiveDate::MAX, Tz::UTC), start_of_day(NaiveDate::MAX, Tz::UTC));
}

#[test]
fn a_local_time_is_one_instant_or_an_error_in_words() {
    let zone = Tz::America__New_York;
    let local = |text: &str| instant_of(text.parse().unwrap(), zone);
    assert_eq!(local("2025-09-11T19:00:00"), Ok(at("2025-09-11T23:00:00Z")));
    let said = |text: &str| local(text).unwrap_err().to_string();
    assert_eq!(
        said("2025-03-09T02:30:00"),
        "2025-03-09 02:30:00 does not exist in America/New_York: clocks jump over it that day"
    );
    assert_eq!(
        said("2025-11-02T01:30:00"),
        "2025-11-02 01:30:00 happens twice in America/New_York: clocks are turned back that day"
    );
}
