//! Stories of calendar files: read back by a reader that did not write them, each session is at its instant.

use cairn_domain::Instant;
use chrono::{NaiveDateTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use ical::parser::ical::component::{IcalCalendar, IcalTimeZone};
use ical::property::Property;

use super::ics::ics;
use super::stories::{asks, year, zones};
use crate::record::world::World;

fn written(world: &World) -> String {
    ics(&asks(world, &zones(&["Asia/Singapore"])), world.now)
}

fn read(text: &str) -> IcalCalendar {
    let mut calendars = ical::IcalParser::new(text.as_bytes());
    let calendar = calendars.next().unwrap().unwrap();
    assert!(calendars.next().is_none());
    calendar
}

fn property<'p>(properties: &'p [Property], name: &str) -> &'p Property {
    properties.iter().find(|each| each.name == name).unwrap_or_else(|| panic!("no {name}"))
}

fn value<'p>(properties: &'p [Property], name: &str) -> &'p str {
    property(properties, name).value.as_deref().unwrap()
}

fn local(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap()
}

fn offset(text: &str) -> TimeDelta {
    let minutes = text[1..3].parse::<i64>().unwrap() * 60 + text[3..5].parse::<i64>().unwrap();
    TimeDelta::minutes(if text.starts_with('-') { -minutes } else { minutes })
}

/// What RFC 5545 says of local times: the last observance that began before them has the offset.
fn instant(zone: &IcalTimeZone, text: &str) -> Instant {
    let at = local(text);
    let begun =
        zone.transitions.iter().filter(|each| local(value(&each.properties, "DTSTART")) <= at);
    let last = begun.max_by_key(|each| local(value(&each.properties, "DTSTART"))).unwrap();
    (at - offset(value(&last.properties, "TZOFFSETTO"))).and_utc()
}

#[test]
fn every_session_is_at_its_instant_by_the_files_own_zone() {
    let world = year();
    let calendar = read(&written(&world));
    let zone = &calendar.timezones[0];
    assert_eq!(value(&zone.properties, "TZID"), "America/New_York");
    let report = asks(&world, &zones(&[]));
    assert_eq!(calendar.events.len(), report.sessions.len());
    for (event, session) in calendar.events.iter().zip(&report.sessions) {
        let starts = property(&event.properties, "DTSTART");
        let (name, zones) = &starts.params.as_ref().unwrap()[0];
        assert_eq!((name.as_str(), zones[0].as_str()), ("TZID", "America/New_York"));
        assert_eq!(instant(zone, value(&event.properties, "DTSTART")), session.begins);
        assert_eq!(instant(zone, value(&event.properties, "DTEND")), session.ends);
    }
}

#[test]
fn a_zone_says_when_its_clocks_are_changed_in_all_of_its_years() {
    let calendar = read(&written(&year()));
    let starts = calendar.timezones[0].transitions.iter();
    let said: Vec<&str> = starts.map(|each| value(&each.properties, "DTSTART")).collect();
    assert_eq!(
        said,
        [
            "20250101T000000",
            "20250309T020000",
            "20251102T020000",
            "20260308T020000",
            "20261101T020000"
        ]
    );
}

#[test]
fn lines_end_as_they_should_and_are_not_too_long() {
    let mut world = World::with_policy();
    world.adopt(&super::stories::YEAR.replace(
        "South, an evening a month",
        "Süden; ein Abend im Monat, für alle, die über das Jahr hin lernen wollen, wo auch immer sie sind",
    ));
    let text = ics(&asks(&world, &zones(&["Asia/Singapore"])), world.now);
    assert!(text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    let summary = value(&read(&text).events[0].properties, "SUMMARY").to_owned();
    assert!(summary.starts_with("Süden\\; ein Abend im Monat\\, für alle"), "{summary}");
    assert!(summary.ends_with(": 2025-09"), "{summary}");
}

#[test]
fn an_entry_keeps_its_name_when_it_is_cancelled_and_counts_the_change() {
    let mut world = year();
    let before = read(&written(&world));
    world.records("session_cancelled --cohort south --session 2025-11 --on 2025-11-01");
    let after = read(&written(&world));
    let said = |calendar: &IcalCalendar, name: &str| {
        value(&calendar.events[2].properties, name).to_owned()
    };
    assert_eq!(said(&before, "UID"), "2025-11.south@log.example.org/story");
    assert_eq!(said(&before, "UID"), said(&after, "UID"));
    assert_eq!(
        (said(&before, "STATUS").as_str(), said(&before, "SEQUENCE").as_str()),
        ("CONFIRMED", "0")
    );
    assert_eq!(
        (said(&after, "STATUS").as_str(), said(&after, "SEQUENCE").as_str()),
        ("CANCELLED", "1")
    );
    assert_eq!(said(&after, "DTSTAMP"), "20260820T120000Z", "the clock of whoever writes it");
    assert_eq!(said(&before, "DTSTART"), said(&after, "DTSTART"));
}

/// Half an hour, south of the line, twice within a year, back to front, never, and a day that was left out.
#[test]
fn every_hour_of_a_year_is_at_its_instant_in_zones_of_every_kind() {
    for (zone, year) in [
        ("Australia/Lord_Howe", 2026),
        ("America/Santiago", 2026),
        ("Africa/Casablanca", 2026),
        ("Europe/Dublin", 2026),
        ("Asia/Kolkata", 2026),
        ("Pacific/Apia", 2011),
        ("Asia/Pyongyang", 2015),
    ] {
        let zone: Tz = zone.parse().unwrap();
        let first: Instant = format!("{year}-01-02T00:00:00Z").parse().unwrap();
        let lines = super::vtimezone::lines(zone, first, first);
        let text = format!("BEGIN:VCALENDAR\r\n{}\r\nEND:VCALENDAR\r\n", lines.join("\r\n"));
        let written = &read(&text).timezones[0];
        for hour in 0..363 * 24 {
            let at = first + TimeDelta::hours(hour);
            let local = at.with_timezone(&zone).naive_local();
            if zone.from_local_datetime(&local).earliest() == Some(at.with_timezone(&zone)) {
                let said = local.format("%Y%m%dT%H%M%S").to_string();
                assert_eq!(instant(written, &said), at, "{zone} {said}");
            }
        }
    }
}

/// Clocks in New York show 01:30 twice on 2 November 2025; readers take the first.
#[test]
fn a_time_that_comes_twice_is_written_in_utc() {
    let mut world = year();
    world.records("session_held --cohort south --session 2025-11 --from 2025-11-02T06:30:00Z --to 2025-11-02T07:30:00Z");
    let calendar = read(&written(&world));
    let event = &calendar.events[2].properties;
    assert_eq!(value(event, "DTSTART"), "20251102T063000Z");
    assert_eq!(value(event, "DTEND"), "20251102T023000");
}
