//! Stories that terms thrown from dice found: rows that look alike, and one row in several files.

use cairn_domain::{Event, Presence};

use crate::import::stories::{carries_out, does, evening, read, wish};
use crate::import::{QueueReport, Request, Resolution, Whose, queue, resolve};
use crate::record::world::World;

const SHORT: (&str, &str, &str, &str) = ("iPhone", "", "19:00:00", "20:00:00");
const LONG: (&str, &str, &str, &str) = ("iPhone", "", "19:00:00", "21:00:00");
const LONGER: (&str, &str, &str, &str) = ("iPhone", "", "19:00:00", "21:30:00");

fn with_asha_and_ben() -> World {
    let mut world = World::with_asha();
    world.records(r#"identified --name "Ben Ode" --email ben@example.org --new"#);
    world
}

fn waits(world: &World) -> QueueReport {
    queue(&world.log, world.now, None, false).unwrap()
}

fn decides(world: &mut World, row: u64, who: &str, remember: bool) {
    let whose = Whose::Of(who.to_owned());
    let wish = Resolution { rows: vec![row], whose, remember, cohort: None, by: "ana".to_owned() };
    let decided = resolve(&world.log, world.now, &wish, &mut world.fresh).unwrap();
    decided.carry_out(&mut world.log).unwrap();
}

/// The minutes of somebody's stays, after all corrections, longest last.
fn minutes(world: &World, name: &str) -> Vec<i64> {
    let ledger = crate::record::open(&world.log, world.now).unwrap();
    let people = crate::people::everyone(&ledger).unwrap();
    let person = people.iter().find(|person| person.name.as_deref() == Some(name)).unwrap();
    let mut minutes: Vec<i64> = person
        .facts
        .iter()
        .flat_map(|fact| match &fact.event {
            Event::Attended { presence: Presence::Intervals(stays), .. } => {
                stays.iter().map(|stay| stay.length().num_minutes()).collect()
            }
            Event::Attended { presence: Presence::Seconds(seconds), .. } => {
                vec![i64::from(seconds / 60)]
            }
            _ => Vec::new(),
        })
        .collect();
    minutes.sort_unstable();
    minutes
}

#[test]
fn two_who_joined_under_one_name_in_one_second_are_never_taken_for_each_other() {
    let mut world = with_asha_and_ben();
    let text = evening(&[SHORT, LONG]);
    does(&mut world, &text);
    let numbers: Vec<u64> = waits(&world).rows.iter().map(|row| row.number).collect();
    decides(&mut world, numbers[0], "asha", false);
    decides(&mut world, numbers[1], "ben@example.org", false);
    for text in [&text, &evening(&[LONG, SHORT])] {
        assert_eq!(does(&mut world, text).events, 0);
    }
    assert_eq!(minutes(&world, "Asha Rao"), [60]);
    assert_eq!(minutes(&world, "Ben Ode"), [120]);
}

#[test]
fn of_two_that_look_alike_the_one_that_grew_is_asked_about_again() {
    let mut world = with_asha_and_ben();
    does(&mut world, &evening(&[SHORT, LONG]));
    let report = does(&mut world, &evening(&[SHORT, LONGER]));
    assert_eq!(report.left, 1);
    let whats: Vec<String> = waits(&world).rows.into_iter().map(|row| row.what).collect();
    assert_eq!(whats, [60, 120, 150].map(|minutes| format!("attended 2025-09: {minutes} min")));
}

#[test]
fn one_row_of_two_files_of_one_import_waits_once_and_as_the_longer_one() {
    for order in [[LONG, LONGER], [LONGER, LONG]] {
        let mut world = World::with_asha();
        let files = order.map(|row| read(&evening(&[row]))).to_vec();
        let report = carries_out(&mut world, &Request { files, ..wish(HEADING_ALONE) });
        assert_eq!(report.left, 1);
        let waiting = waits(&world).rows;
        assert_eq!(waiting.len(), 1);
        assert_eq!(waiting[0].what, "attended 2025-09: 150 min");
        assert!(waiting[0].said.ends_with("21:30:00"), "{}", waiting[0].said);
    }
}

/// A report of nobody, to make a request of.
const HEADING_ALONE: &str = "Name (original name),Email,Join time,Leave time,Duration (minutes)\nA,,09/11/2025 19:00,09/11/2025 19:01,1\n";

#[test]
fn a_row_that_came_to_be_known_is_taken_from_the_queue_once() {
    let mut world = World::with_asha();
    let eli = |leave| ("Eli Sand", "eli@example.org", "19:00:00", leave);
    does(&mut world, &evening(&[eli("20:00:00")]));
    world.records(r#"identified --name "Eli Sand" --email eli@example.org --new"#);
    let files = vec![read(&evening(&[eli("20:00:00")])), read(&evening(&[eli("20:30:00")]))];
    carries_out(&mut world, &Request { files, ..wish(HEADING_ALONE) });
    let mut resolved = 0;
    let mut count = |each: cairn_eventlog::EnvelopeRef<'_>| {
        resolved += usize::from(each.kind == "row_resolved");
        std::ops::ControlFlow::Continue(())
    };
    cairn_eventlog::Log::scan(&world.log, 0, &mut count).unwrap();
    assert_eq!((resolved, waits(&world).rows.len()), (1, 0));
}

#[test]
fn a_name_that_was_confirmed_is_no_other_name() {
    let mut world = with_asha_and_ben();
    let spelled = |name| (name, "", "19:00:00", "21:00:00");
    does(&mut world, &evening(&[spelled("José O’Neil")]));
    let number = waits(&world).rows[0].number;
    decides(&mut world, number, "asha", true);
    let again = ("josé  o’neil", "", "19:05:00", "21:00:00");
    assert_eq!(does(&mut world, &evening(&[again])).events, 1);
    for other in ["Jose O’Neil", "José O'Neil"] {
        assert_eq!(does(&mut world, &evening(&[spelled(other)])).left, 1, "{other}");
    }
}

/// A report of durations alone: who, under which address, for how many minutes.
fn durations(rows: &[(&str, u32)]) -> Request {
    let heading = "Name (original name),Email,Total duration (minutes)\n";
    let row = |(name, minutes): &(&str, u32)| format!("{name},asha@example.org,{minutes}\n");
    let text: String = std::iter::once(heading.to_owned()).chain(rows.iter().map(row)).collect();
    Request { session: Some("2025-09".to_owned()), ..wish(&text) }
}

#[test]
fn an_earlier_sum_of_minutes_takes_nothing_back() {
    let mut world = World::with_asha();
    carries_out(&mut world, &durations(&[("Asha", 150)]));
    let early = carries_out(&mut world, &durations(&[("Asha", 60)]));
    assert_eq!(early.files[0].counts.words(), "1 row = 1 already on record");
    assert_eq!(minutes(&world, "Asha Rao"), [150]);
    let late = carries_out(&mut world, &durations(&[("Asha", 170)]));
    assert_eq!(late.files[0].counts.words(), "1 row = 1 changed since, and amended");
    assert_eq!(minutes(&world, "Asha Rao"), [170]);
}

#[test]
fn two_sums_of_minutes_of_one_address_say_the_same_again_and_again() {
    let mut world = World::with_asha();
    let twice = durations(&[("Asha", 60), ("Asha's iPad", 170)]);
    carries_out(&mut world, &twice);
    let again = carries_out(&mut world, &twice);
    assert_eq!(again.files[0].counts.words(), "2 rows = 1 already on record + 1 to be decided");
    assert_eq!((again.events, again.left), (0, 0));
    assert_eq!(minutes(&world, "Asha Rao"), [60]);
    // Whose the second one is, is known; what it adds is not.
    let known = Resolution {
        rows: Vec::new(),
        whose: Whose::Known,
        remember: false,
        cohort: None,
        by: "ana".to_owned(),
    };
    let decided = resolve(&world.log, world.now, &known, &mut world.fresh).unwrap();
    assert_eq!(decided.rehearse().rows, []);
    let number = waits(&world).rows[0].number;
    decides(&mut world, number, "asha", false);
    assert_eq!(minutes(&world, "Asha Rao"), [170]);
    assert_eq!(carries_out(&mut world, &twice).events, 0);
    assert_eq!((minutes(&world, "Asha Rao"), waits(&world).rows.len()), (vec![170], 0));
}

#[test]
fn a_second_sum_of_minutes_waits_whichever_export_came_first() {
    let early = durations(&[("Asha", 5)]);
    let late = durations(&[("Asha", 80), ("Asha's iPad", 5)]);
    for order in [[&early, &late, &late], [&late, &early, &late]] {
        let mut world = World::with_asha();
        for wish in order {
            carries_out(&mut world, wish);
        }
        assert_eq!((minutes(&world, "Asha Rao"), waits(&world).rows.len()), (vec![80], 1));
    }
}

#[test]
fn a_sum_of_minutes_that_waits_is_not_settled_by_an_export_that_lacks_the_other() {
    let early = durations(&[("Asha's iPad", 5)]);
    let late = durations(&[("Asha", 80), ("Asha's iPad", 5)]);
    for order in [[&early, &late, &early, &late], [&late, &early, &late, &early]] {
        let mut world = World::with_asha();
        for wish in order {
            carries_out(&mut world, wish);
        }
        assert_eq!((minutes(&world, "Asha Rao"), waits(&world).rows.len()), (vec![80], 1));
    }
}
