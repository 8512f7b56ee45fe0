//! Stories of calendars: on which day and at which hour a session is, wherever one lives.

use super::{CalendarReport, Wish, calendar};
use crate::record::world::World;
use crate::{Asking, Ledger, find};

/// A policy in New York with a session on a Thursday evening of each month.
pub(super) const YEAR: &str = r#"
cohort = "south"
title = "South, an evening a month"
version = "1"
zone = "America/New_York"
currency = "USD"
begins = 2025-09-11
ends = 2026-08-06
apply_by = 2025-08-15
root = "attendance"

[[session]]
id = "2025-09"
starts = 2025-09-11T19:00:00
minutes = 180
assumed = "a story"

[[session]]
id = "2025-10"
starts = 2025-10-09T19:00:00
minutes = 180
assumed = "a story"

[[session]]
id = "2025-11"
starts = 2025-11-13T19:00:00
minutes = 180
assumed = "a story"

[[session]]
id = "2026-04"
starts = 2026-04-09T19:00:00
minutes = 180
assumed = "a story"

[requirement.attendance]
title = "Live sessions"
assumed = "a story"
sessions = { need = 1, presence = "80 %" }
"#;

pub(super) fn year() -> World {
    let mut world = World::with_policy();
    world.adopt(YEAR);
    world
}

pub(super) fn asks(world: &World, wish: &Wish) -> CalendarReport {
    let ledger = Ledger::open(&world.log, Asking::default(), world.now).unwrap();
    let south = find::cohort(&ledger, Some("south")).unwrap();
    calendar(&ledger, &south, None, wish).unwrap()
}

pub(super) fn zones(names: &[&str]) -> Wish {
    Wish { zones: names.iter().map(|&name| name.to_owned()).collect(), ..Wish::default() }
}

/// What one zone's column says: day, time, and what changed.
fn column(report: &CalendarReport, place: usize) -> Vec<String> {
    let said = report.sessions.iter().map(|session| {
        let there = &session.local[place];
        let shifted = there.shifted.as_deref().unwrap_or("as before");
        format!("{} {} {shifted}", there.day.format("%a %-d"), there.begins)
    });
    said.collect()
}

#[test]
fn a_thursday_evening_in_new_york_is_friday_at_three_hours_in_melbourne() {
    let report = asks(&year(), &zones(&["Australia/Melbourne", "Asia/Singapore"]));
    assert_eq!(column(&report, 0)[0], "Thu 11 19:00 as before");
    assert_eq!(
        column(&report, 1),
        [
            "Fri 12 09:00 as before",
            "Fri 10 10:00 1 h later",
            "Fri 14 11:00 1 h later",
            "Fri 10 09:00 2 h earlier"
        ]
    );
    assert_eq!(
        column(&report, 2),
        [
            "Fri 12 07:00 as before",
            "Fri 10 07:00 as before",
            "Fri 14 08:00 1 h later",
            "Fri 10 07:00 1 h earlier"
        ]
    );
    assert!(report.sessions.iter().all(|session| session.local[1].days_apart == 1));
}

#[test]
fn nobody_names_a_zone_and_it_is_the_programmes_and_those_of_the_people() {
    let mut world = year();
    for (name, zone) in [
        ("Ada", "Europe/Berlin"),
        ("Ben", "Asia/Singapore"),
        ("Cy", "Asia/Singapore"),
        ("Dana", "Africa/Accra"),
        ("Eli", "America/Lima"),
        ("Fay", "America/New_York"),
    ] {
        let called = format!("--name {name} --email {name}@example.org --zone {zone}");
        world.records(&format!("identified {called} --on 2025-06-01"));
        world.records(&format!("applied {name}@example.org --cohort south --on 2025-06-02"));
    }
    let report = asks(&world, &Wish::default());
    let said: Vec<(&str, Option<usize>)> =
        report.zones.iter().map(|zone| (zone.called.as_str(), zone.people)).collect();
    // Most people first; of as many, by name; four in all.
    let expected = [("New York", 1), ("Singapore", 2), ("Accra", 1), ("Lima", 1)];
    assert_eq!(said, expected.map(|(zone, people)| (zone, Some(people))));
}

#[test]
fn whoever_has_left_moves_no_clock() {
    let mut world = year();
    world.records("identified --name Ada --zone Europe/Berlin --on 2025-06-01");
    world.records("applied ada --cohort south --on 2025-06-02");
    assert_eq!(asks(&world, &Wish::default()).zones.len(), 2);
    world.records("withdrew ada --cohort south --on 2025-07-01");
    assert_eq!(asks(&world, &Wish::default()).zones.len(), 1);
}

#[test]
fn what_was_held_and_what_was_cancelled_is_said() {
    let mut world = year();
    world.records("session_held --cohort south --session 2025-09 --from 2025-09-18T19:02 --to 2025-09-18T22:00");
    world.records("session_held --cohort south --session 2025-10 --from 2025-10-09T19:02 --to 2025-10-09T22:00");
    world.records("session_cancelled --cohort south --session 2025-11 --on 2025-11-01");
    let report = asks(&world, &zones(&["Asia/Singapore"]));
    let said: Vec<&str> = report.sessions.iter().map(|session| session.status).collect();
    assert_eq!(said, ["held", "held", "cancelled", "planned"]);
    assert!(report.sessions[0].moved_from.is_some(), "a week later");
    assert!(report.sessions[1].moved_from.is_none(), "two minutes are no other hour");
    // What did not take place is nothing to compare with: April is held against October, both in summer time.
    assert_eq!(column(&report, 1)[3], "Fri 10 07:00 as before");
}

#[test]
fn a_cancellation_that_is_taken_back_is_two_changes() {
    let mut world = year();
    let line = "session_cancelled --cohort south --session 2025-11 --on 2025-11-01";
    let place = world.records(line).position.unwrap();
    let revision = |world: &World| asks(world, &Wish::default()).sessions[2].revision;
    assert_eq!(revision(&world), 1);
    world.records(&format!("void {place} --reason \"it was held\""));
    assert_eq!(
        (revision(&world), asks(&world, &Wish::default()).sessions[2].status),
        (2, "planned")
    );
    assert_eq!(asks(&world, &Wish::default()).sessions[0].revision, 0);
}

#[test]
fn days_are_those_of_the_programme() {
    let wish = Wish {
        from: Some("2025-10-09".to_owned()),
        to: Some("2025-11-13".to_owned()),
        ..zones(&["Australia/Melbourne"])
    };
    let report = asks(&year(), &wish);
    let said: Vec<&str> = report.sessions.iter().map(|each| each.session.as_str()).collect();
    assert_eq!((said, report.left_out), (vec!["2025-10", "2025-11"], 2));
}

#[test]
fn what_is_no_zone_and_no_stretch_of_days_is_refused() {
    let world = year();
    let ledger = Ledger::open(&world.log, Asking::default(), world.now).unwrap();
    let south = find::cohort(&ledger, Some("south")).unwrap();
    let refused = |wish: &Wish| calendar(&ledger, &south, None, wish).unwrap_err().to_string();
    assert!(refused(&zones(&["Melbourne"])).contains("--zones: `Melbourne` is not a time zone"));
    let (from, to) = (Some("2026-01-01".to_owned()), Some("2025-01-01".to_owned()));
    assert!(
        refused(&Wish { from, to, ..Wish::default() })
            .contains("--to: `2025-01-01` lies before `2026-01-01`")
    );
}
