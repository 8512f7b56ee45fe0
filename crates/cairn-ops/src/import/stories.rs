//! Stories of importing: who a row is matched to, and which session a meeting was.

use std::fmt::Write as _;

use cairn_domain::{Event, Presence};
use cairn_eventlog::{Log, codec};
use cairn_import::{Source, zoom};

use crate::Failure;
use crate::import::{ImportReport, Request, plan};
use crate::record::world::{Counter, World};

pub(super) const HEADING: &str =
    "Name (original name),Email,Join time,Leave time,Duration (minutes)\n";

/// A report of an evening in September: who, their address, from when to when, by the clocks of New York.
pub(super) fn evening(rows: &[(&str, &str, &str, &str)]) -> String {
    let mut text = HEADING.to_owned();
    for (name, email, join, leave) in rows {
        let _ = writeln!(text, "{name},{email},09/11/2025 {join},09/11/2025 {leave},1");
    }
    text
}

pub(super) fn read(text: &str) -> Source {
    let order = Some(cairn_import::Order::MonthFirst);
    let options = zoom::Options { variant: None, order };
    zoom::read("evening.csv", text.as_bytes(), &options).unwrap().into()
}

pub(super) fn wish(text: &str) -> Request {
    Request {
        files: vec![read(text)],
        cohort: None,
        session: None,
        meeting: None,
        zone: Some(chrono_tz::America::New_York),
        accept_names: false,
        new_people: false,
        by: "ana".to_owned(),
    }
}

pub(super) fn tries(world: &World, wish: &Request) -> Result<ImportReport, Failure> {
    Ok(plan(&world.log, world.now, wish, &mut Counter::far(), &mut |_, _| {})?.rehearse())
}

pub(super) fn does(world: &mut World, text: &str) -> ImportReport {
    carries_out(world, &wish(text))
}

pub(super) fn carries_out(world: &mut World, wish: &Request) -> ImportReport {
    let plan = plan(&world.log, world.now, wish, &mut world.fresh, &mut |_, _| {}).unwrap();
    plan.carry_out(&mut world.log).unwrap()
}

/// What is on record of a session, event by event.
pub(super) fn attended(world: &World) -> Vec<Presence> {
    let mut seen = Vec::new();
    world
        .log
        .scan(0, &mut |each| {
            let event = codec::decode(each.kind, each.version, each.body).unwrap().event;
            if let Event::Attended { presence, .. } = event {
                seen.push(presence);
            }
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    seen
}

pub(super) const ASHA: (&str, &str, &str, &str) =
    ("Asha R.", "Asha@Example.org", "18:58:12", "21:30:00");

#[test]
fn a_row_is_whose_address_is_on_record() {
    let mut world = World::with_asha();
    let report = tries(&world, &wish(&evening(&[ASHA]))).unwrap();
    let file = &report.files[0];
    assert_eq!(file.counts.words(), "1 row = 1 new");
    assert_eq!(file.people[0].who.called(), "Asha Rao");
    assert_eq!(file.meetings[0].session, "2025-09");
    assert_eq!(attended(&world), []);

    let report = does(&mut world, &evening(&[ASHA]));
    assert_eq!(report.words, "1 event: recorded with the file, as #5 to #6");
    let Presence::Intervals(stays) = &attended(&world)[0] else { panic!("intervals") };
    assert_eq!(stays[0].from.to_string(), "2025-09-11 22:58:12 UTC");
    let mut source = String::new();
    let mut keep = |each: cairn_eventlog::EnvelopeRef<'_>| {
        if each.kind == "attended" {
            source = each.source.unwrap_or_default().to_owned();
        }
        std::ops::ControlFlow::Continue(())
    };
    world.log.scan(4, &mut keep).unwrap();
    assert!(source.contains("evening.csv") && source.contains("\"row\":\"2\""), "{source}");
}

#[test]
fn nobody_is_guessed() {
    let mut world = World::with_asha();
    world.records(r#"identified --name "Asha Rao" --email other@example.org --new"#);
    let report = tries(
        &world,
        &wish(&evening(&[
            ("Asha Rao", "", "19:00:00", "20:00:00"),
            ("Asha Rau", "", "19:00:00", "20:00:00"),
            ("iPhone", "", "19:00:00", "20:00:00"),
            ("Galaxy S23 (Asha Rao)", "", "19:00:00", "20:00:00"),
            ("Somebody", "somebody@example.org", "19:00:00", "20:00:00"),
        ])),
    )
    .unwrap();
    let file = &report.files[0];
    assert_eq!(file.counts.words(), "5 rows = 5 to be decided");
    let means =
        |row: usize| file.queue[row].candidates.iter().map(|each| each.why).collect::<Vec<_>>();
    assert_eq!(means(0), ["one of several of that name"; 2]);
    assert_eq!(means(1), ["a similar name"; 2]);
    assert_eq!(means(2), [""; 0]);
    assert_eq!(means(3), ["one of several of that name"; 2]);
    assert_eq!(file.queue[4].why, "an address that is not on record");
    assert_eq!(report.events, 0);
}

#[test]
fn an_address_of_two_people_is_nobodys() {
    let mut world = World::with_asha();
    world.records(r#"identified --name "Ben Ode" --email asha@example.org --new"#);
    let report = tries(&world, &wish(&evening(&[ASHA]))).unwrap();
    assert_eq!(report.files[0].queue[0].why, "an address of several people");
    assert_eq!(report.files[0].queue[0].candidates.len(), 2);
}

#[test]
fn whole_hours_beside_a_session_are_another_zone() {
    let world = World::with_asha();
    let wish = Request { zone: Some(chrono_tz::America::Los_Angeles), ..wish(&evening(&[ASHA])) };
    let failure = tries(&world, &wish).unwrap_err();
    assert!(failure.because[0].contains("about 3 hours after session `2025-09`"), "{failure}");
    let named = Request { session: Some("2025-09".to_owned()), ..wish };
    assert_eq!(tries(&world, &named).unwrap().events, 1);
}

#[test]
fn a_meeting_at_no_sessions_time_must_be_named() {
    let world = World::with_asha();
    let failure =
        tries(&world, &wish(&evening(&[("Asha", "asha@example.org", "12:41:00", "13:00:00")])));
    assert!(failure.unwrap_err().hints[1].contains("--session"));
    let unknown = Request { session: Some("2027-01".to_owned()), ..wish(&evening(&[ASHA])) };
    assert_eq!(tries(&world, &unknown).unwrap_err().list, ["2025-09", "2025-10"]);
}

#[test]
fn a_duration_alone_is_recorded_as_one() {
    let mut world = World::with_asha();
    let text =
        "Name (original name),Email,Total duration (minutes),Guest\nAsha,asha@example.org,150,No\n";
    assert!(tries(&world, &wish(text)).unwrap_err().what.contains("does not say when"));
    let named = Request { session: Some("2025-09".to_owned()), ..wish(text) };
    carries_out(&mut world, &named);
    assert_eq!(attended(&world), [Presence::Seconds(9_000)]);
}

#[test]
fn a_time_that_clocks_showed_twice_is_not_believed() {
    let world = World::with_asha();
    let text =
        format!("{HEADING}Asha,asha@example.org,11/02/2025 01:30:00,11/02/2025 03:00:00,90\n");
    let named = Request { session: Some("2025-10".to_owned()), ..wish(&text) };
    let report = tries(&world, &named).unwrap();
    assert_eq!(report.files[0].counts.words(), "1 row = 1 unreadable");
    assert!(report.files[0].unreadable[0].why.contains("happens twice"));
}

#[test]
fn an_address_is_its_letters() {
    let world = World::with_asha();
    let other = ("Other", "ásha@example.org", "19:00:00", "20:00:00");
    let report = tries(&world, &wish(&evening(&[other]))).unwrap();
    assert_eq!(report.files[0].queue[0].why, "an address that is not on record");
}

#[test]
fn one_session_is_not_several_meetings() {
    let world = World::with_asha();
    let text = format!(
        "{}Asha,asha@example.org,10/09/2025 19:00:00,10/09/2025 20:00:00,60\n",
        evening(&[ASHA])
    );
    let report = tries(&world, &wish(&text)).unwrap();
    assert_eq!(report.files[0].counts.words(), "2 rows = 1 new + 1 skipped");
    assert!(
        report.files[0].skipped[0].why.starts_with("not during session 2025-09: Thu 9 Oct 2025")
    );
    let mut several = wish(&evening(&[ASHA]));
    several.files.push(read(&format!(
        "{HEADING}Asha,asha@example.org,10/09/2025 19:00:00,10/09/2025 20:00:00,60\n"
    )));
    assert_eq!(tries(&world, &several).unwrap().events, 2);
    several.session = Some("2025-09".to_owned());
    assert!(tries(&world, &several).unwrap_err().what.contains("several meetings"));
}

#[test]
fn durations_of_one_address_are_not_added_up() {
    let world = World::with_asha();
    let text = "Name (original name),Email,Total duration (minutes),Guest\n\
                Asha,asha@example.org,60,No\nAsha iPad,asha@example.org,170,No\n";
    let named = Request { session: Some("2025-09".to_owned()), ..wish(text) };
    let report = tries(&world, &named).unwrap();
    assert_eq!(report.files[0].counts.words(), "2 rows = 1 new + 1 to be decided");
}

#[test]
fn what_cannot_be_is_listed_and_stops_nothing() {
    let world = World::with_asha();
    let text = format!(
        "{}Asha,asha@example.org,09/11/2025 19:00:00,09/19/2025 19:00:00,11520\n\
         Asha,asha@example.org,09/11/2026 19:00:00,09/11/2026 20:00:00,60\n",
        evening(&[ASHA])
    );
    let report = tries(&world, &wish(&text)).unwrap();
    assert_eq!(report.files[0].counts.words(), "3 rows = 1 new + 2 unreadable");
    let whys: Vec<&str> = report.files[0].unreadable.iter().map(|each| each.why.as_str()).collect();
    assert_eq!(whys, ["longer than a day", "is still to come"]);
}

#[test]
fn a_cancelled_session_is_said_to_be_cancelled() {
    let mut world = World::with_asha();
    world.records("session_cancelled --session 2025-09 --on 2025-09-01");
    let failure = tries(&world, &wish(&evening(&[ASHA]))).unwrap_err();
    assert_eq!(failure.because, ["session `2025-09` was cancelled"]);
    let named = Request { session: Some("2025-09".to_owned()), ..wish(&evening(&[ASHA])) };
    assert_eq!(tries(&world, &named).unwrap_err().what, "session `2025-09` was cancelled");
}

#[test]
fn half_an_hour_beside_a_session_is_another_zone_too() {
    let world = World::with_asha();
    let late = ("Asha", "asha@example.org", "19:24:00", "21:30:00");
    assert!(tries(&world, &wish(&evening(&[late]))).is_err());
}

#[test]
fn a_potter_is_no_device() {
    let world = World::with_asha();
    let potter = ("Asha Potter", "", "19:00:00", "20:00:00");
    let report = tries(&world, &wish(&evening(&[potter]))).unwrap();
    assert_eq!(report.files[0].queue[0].why, "no e-mail address");
}

#[test]
fn a_zone_goes_by_its_name() {
    assert_eq!(super::zone("Australia/Melbourne").unwrap(), chrono_tz::Australia::Melbourne);
    assert!(super::zone("Eastern").unwrap_err().hints[0].contains("continent and city"));
}
