//! Stories of importing again: the same, longer, otherwise, or after something was taken back.

use cairn_domain::Presence;
use cairn_eventlog::Log;

use crate::import::Request;
use crate::import::stories::{ASHA, attended, carries_out, does, evening, tries, wish};
use crate::record::world::World;

#[test]
fn again_is_harmless_and_a_longer_report_adds_what_is_new() {
    let mut world = World::with_asha();
    let later = ("Asha Rao", "asha@example.org", "21:40:00", "21:50:00");
    does(&mut world, &evening(&[ASHA]));
    let again = does(&mut world, &evening(&[ASHA]));
    assert_eq!(again.words, "Nothing is new, and nothing was recorded");
    assert_eq!(again.files[0].counts.words(), "1 row = 1 already on record");
    let more = does(&mut world, &evening(&[ASHA, later]));
    assert_eq!(more.files[0].counts.words(), "2 rows = 1 new + 1 already on record");
    assert_eq!(attended(&world).len(), 2);
}

#[test]
fn a_row_that_says_otherwise_now_is_shown_and_makes_no_second_event() {
    let mut world = World::with_asha();
    does(&mut world, &evening(&[ASHA]));
    let shorter = ("Asha R.", "asha@example.org", "18:58:12", "20:00:00");
    let report = does(&mut world, &evening(&[shorter]));
    assert_eq!(report.files[0].counts.words(), "1 row = 1 already on record");
    let longer = ("Asha R.", "asha@example.org", "18:58:12", "21:45:00");
    let report = does(&mut world, &evening(&[longer]));
    assert_eq!(report.files[0].counts.words(), "1 row = 1 changed since, and amended");
    assert_eq!(report.files[0].people[0].rows[0].position, Some(5));
    assert_eq!(attended(&world).len(), 1);
    assert_eq!(ends(&world), "2025-09-12T01:45:00Z");
    for earlier in [ASHA, shorter, longer] {
        let report = does(&mut world, &evening(&[earlier]));
        assert_eq!(report.files[0].counts.words(), "1 row = 1 already on record");
    }
    assert_eq!(ends(&world), "2025-09-12T01:45:00Z");
}

/// When the one who was there left, as it stands after all corrections.
fn ends(world: &World) -> String {
    let ledger = crate::record::open(&world.log, world.now).unwrap();
    let people = crate::people::everyone(&ledger).unwrap();
    let facts = people.iter().flat_map(|person| &person.facts);
    let ends = facts.filter_map(|fact| match &fact.event {
        cairn_domain::Event::Attended { presence: Presence::Intervals(stays), .. } => {
            Some(stays.last()?.to)
        }
        _ => None,
    });
    ends.max().unwrap().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

#[test]
fn what_staff_put_right_by_hand_is_not_put_wrong_by_a_file() {
    let mut world = World::with_asha();
    does(&mut world, &evening(&[ASHA]));
    world.records(r#"amend 5 --minutes 10 --reason "she only looked in""#);
    let longer = ("Asha R.", "asha@example.org", "18:58:12", "21:45:00");
    let report = does(&mut world, &evening(&[longer]));
    assert_eq!(report.files[0].counts.words(), "1 row = 1 not as on record");
    assert_eq!(does(&mut world, &evening(&[ASHA])).files[0].counts.known, 1);
}

#[test]
fn what_staff_took_back_is_not_recorded_again() {
    let mut world = World::with_asha();
    does(&mut world, &evening(&[ASHA]));
    world.records(r#"void 5 --reason "it was somebody else""#);
    let report = does(&mut world, &evening(&[ASHA]));
    assert_eq!(report.files[0].counts.words(), "1 row = 1 already on record");
}

#[test]
fn two_devices_that_joined_in_one_second_are_one_event() {
    let mut world = World::with_asha();
    let other = ("Asha's iPad", "asha@example.org", "18:58:12", "21:59:00");
    let report = does(&mut world, &evening(&[ASHA, other]));
    assert_eq!((report.events, report.files[0].counts.new), (1, 2));
    let Presence::Intervals(stays) = &attended(&world)[0] else { panic!("intervals") };
    assert_eq!(stays.len(), 2);
    // In another zone, both rows are on record.
    let wrong = Request {
        zone: Some(chrono_tz::America::Halifax),
        session: Some("2025-09".to_owned()),
        ..wish(&evening(&[ASHA, other]))
    };
    assert_eq!(
        tries(&world, &wrong).unwrap().files[0].counts.words(),
        "2 rows = 2 not as on record"
    );
}

#[test]
fn a_record_that_was_linked_keeps_what_was_imported_under_it() {
    let mut world = World::with_asha();
    world.records(r#"identified --name "A. Rao" --email rao@example.org --new"#);
    let other = ("A. Rao", "rao@example.org", "18:58:12", "21:30:00");
    does(&mut world, &evening(&[other]));
    world.records("linked asha --other rao@example.org");
    let report = does(&mut world, &evening(&[other]));
    assert_eq!(report.files[0].counts.words(), "1 row = 1 already on record");
}

#[test]
fn a_row_that_is_on_record_at_another_time_makes_no_second_event() {
    let mut world = World::with_asha();
    let text = evening(&[ASHA]);
    let named = Request { session: Some("2025-09".to_owned()), ..wish(&text) };
    let wrong = Request { zone: Some(chrono_tz::America::Halifax), ..named };
    carries_out(&mut world, &wrong);
    assert_eq!(
        tries(&world, &wish(&text)).unwrap().files[0].counts.words(),
        "1 row = 1 not as on record"
    );
    world.records(r#"void 5 --reason "the wrong zone""#);
    assert_eq!(does(&mut world, &text).files[0].counts.words(), "1 row = 1 new");
}

#[test]
fn what_was_recorded_for_another_session_and_taken_back_can_be_recorded_for_the_right_one() {
    let mut world = World::with_asha();
    let text =
        "Name (original name),Email,Total duration (minutes),Guest\nAsha,asha@example.org,150,No\n";
    let of = |session: &str| Request { session: Some(session.to_owned()), ..wish(text) };
    carries_out(&mut world, &of("2025-10"));
    assert_eq!(tries(&world, &of("2025-09")).unwrap().events, 0);
    world.records(r#"void 5 --reason "the wrong session""#);
    assert_eq!(tries(&world, &of("2025-09")).unwrap().events, 1);
    let again = tries(&world, &of("2025-10")).unwrap();
    assert_eq!(again.files[0].people[0].rows[0].status, "taken back");
}

#[test]
fn what_is_imported_stays_with_the_record_whose_address_it_was() {
    let mut world = World::with_asha();
    let rao = ("A. Rao", "rao@example.org", "18:58:12", "21:30:00");
    world.records(r#"identified --name "A. Rao" --email rao@example.org --new"#);
    world.records("linked asha --other rao@example.org");
    does(&mut world, &evening(&[rao]));
    let mut streams = Vec::new();
    let mut keep = |each: cairn_eventlog::EnvelopeRef<'_>| {
        streams.push((each.kind.to_owned(), each.stream.clone()));
        std::ops::ControlFlow::Continue(())
    };
    world.log.scan(0, &mut keep).unwrap();
    let identified = streams.iter().filter(|each| each.0 == "identified").nth(1).unwrap();
    let attended = streams.iter().find(|each| each.0 == "attended").unwrap();
    assert_eq!(attended.1, identified.1);
}

#[test]
fn one_file_is_named_once() {
    let world = World::with_asha();
    let mut twice = wish(&evening(&[ASHA]));
    twice.files.push(twice.files[0].clone());
    assert!(tries(&world, &twice).unwrap_err().what.contains("the same file"));
}

#[test]
fn a_meeting_that_broke_off_and_began_again_is_the_same_session() {
    let mut world = World::with_asha();
    let part = |from: &str, to: &str| {
        let text = format!(
            "Topic,ID,Host,Duration (minutes),Start time,End time,Participants\n\
             Convening,812,Host (host@example.org),60,09/11/2025 {from},09/11/2025 {to},1\n\n{}\
             Asha,asha@example.org,09/11/2025 {from},09/11/2025 {to},60\n",
            crate::import::stories::HEADING
        );
        crate::import::stories::read(&text)
    };
    let (first, second) = (part("18:58:00", "20:00:00"), part("20:10:00", "22:00:00"));
    let alone = Request { files: vec![second.clone()], ..wish(&evening(&[])) };
    assert!(tries(&world, &alone).is_err(), "by itself it may be of another zone");
    let both = Request { files: vec![second, first], ..wish(&evening(&[])) };
    carries_out(&mut world, &both);
    assert_eq!(attended(&world).len(), 2);
}

#[test]
fn an_accounts_history_holds_meetings_that_are_no_session() {
    let mut world = World::with_asha();
    let heading = "Topic,ID,Host name,Host email,Start time,End time,Name (original name),Email,Join time,Leave time,Duration (minutes)\n";
    let row = |topic: &str, day: &str, from: &str| {
        format!(
            "{topic},812,Host,host@example.org,{day} {from},{day} 23:00:00,Asha,asha@example.org,{day} {from},{day} 22:30:00,60\n"
        )
    };
    let convening = row("Convening", "09/11/2025", "19:00:00");
    let yoga = row("Yoga", "09/11/2025", "17:00:00") + &row("Chess", "09/13/2025", "11:20:00");
    let text = format!("{heading}{yoga}{convening}");
    let report = does(&mut world, &text);
    assert_eq!(report.files[0].counts.words(), "3 rows = 1 new + 2 skipped");
    assert_eq!(
        report.files[0].skipped[0].why,
        "no session: the meeting began Thu 11 Sep 2025, 17:00"
    );
    assert!(tries(&world, &wish(&format!("{heading}{yoga}"))).is_err(), "none of them is one");
    // Another meeting at the very time of the session: nobody can tell which it was.
    let twin = row("Choir", "09/11/2025", "18:55:00").replace(",812,", ",900,");
    let both = wish(&format!("{heading}{convening}{twin}"));
    let failure = tries(&world, &both).unwrap_err();
    assert_eq!(failure.list, ["812  Convening", "900  Choir"]);
    let named = Request { meeting: Some("812".to_owned()), ..both };
    let report = tries(&world, &named).unwrap();
    assert_eq!(report.files[0].counts.words(), "2 rows = 1 already on record + 1 skipped");
}

#[test]
fn a_session_was_one_meeting_whichever_file_says_so() {
    let mut world = World::with_asha();
    let of = |number: &str| {
        let text = format!(
            "Topic,ID,Host,Duration (minutes),Start time,End time,Participants\n\
             Evening,{number},Host (host@example.org),60,09/11/2025 18:58:00,09/11/2025 22:00:00,1\n\n{}\
             Asha,asha@example.org,09/11/2025 18:58:00,09/11/2025 22:00:00,60\n",
            crate::import::stories::HEADING
        );
        Request { files: vec![crate::import::stories::read(&text)], ..wish(&evening(&[])) }
    };
    let both = Request {
        files: of("812").files.into_iter().chain(of("900").files).collect(),
        ..of("812")
    };
    assert!(tries(&world, &both).unwrap_err().what.contains("another meeting"));
    carries_out(&mut world, &of("812"));
    assert_eq!(tries(&world, &of("812")).unwrap().events, 0);
    let failure = tries(&world, &of("900")).unwrap_err();
    assert_eq!(failure.because, ["it is of meeting 900, and the session was meeting 812"]);
    let named = Request { session: Some("2025-09".to_owned()), ..of("900") };
    assert!(tries(&world, &named).is_ok());
}
