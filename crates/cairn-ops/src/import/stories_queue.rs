//! Stories of the queue: what is left for people, what they decide, and what later files make of it.

use cairn_eventlog::Log;

use crate::Failure;
use crate::import::stories::{ASHA, attended, carries_out, does, evening, wish};
use crate::import::{QueueReport, Request, Resolution, Resolved, Whose, queue, resolve};
use crate::record::world::{Counter, World};

const DANA: (&str, &str, &str, &str) = ("iPhone (Dana)", "", "19:00:00", "21:00:00");
const ELI: (&str, &str, &str, &str) = ("Eli Sand", "eli@example.org", "19:00:00", "20:00:00");

fn waits(world: &World) -> QueueReport {
    queue(&world.log, world.now, None, false).unwrap()
}

fn of(rows: &[u64], whose: Whose) -> Resolution {
    let by = "ana".to_owned();
    Resolution { rows: rows.to_vec(), whose, remember: false, cohort: None, by }
}

fn asha(rows: &[u64]) -> Resolution {
    of(rows, Whose::Of("asha".to_owned()))
}

fn tries(world: &World, wish: &Resolution) -> Result<Resolved, Failure> {
    Ok(resolve(&world.log, world.now, wish, &mut Counter::far())?.rehearse())
}

fn decides(world: &mut World, wish: &Resolution) -> Resolved {
    let decided = resolve(&world.log, world.now, wish, &mut world.fresh).unwrap();
    decided.carry_out(&mut world.log).unwrap()
}

#[test]
fn what_matches_nobody_waits_with_whom_it_may_mean() {
    let mut world = World::with_asha();
    let report = does(&mut world, &evening(&[("Asha Rau", "", "19:00:00", "20:00:00"), DANA]));
    assert_eq!(report.words, "2 rows left to be decided: recorded with the file, as #5 to #7");
    let queue = waits(&world);
    assert_eq!(queue.words, "2 rows wait to be decided");
    let means: Vec<&str> = queue.rows[0].candidates.iter().map(|each| each.why).collect();
    assert_eq!((queue.rows[0].number, means), (5, vec!["a similar name"]));
    assert_eq!(queue.rows[1].name.as_deref(), Some("iPhone (Dana)"));
    assert_eq!(queue.rows[1].what, "attended 2025-09: 120 min");
}

#[test]
fn nothing_is_left_twice_and_nothing_is_lost() {
    let mut world = World::with_asha();
    does(&mut world, &evening(&[DANA]));
    let again = does(&mut world, &evening(&[DANA]));
    assert_eq!(again.files[0].queue[0].position, Some(5));
    assert_eq!((again.left, waits(&world).rows.len()), (0, 1));
    // A longer export of the same meeting: another file, the same row.
    let more = does(&mut world, &evening(&[ASHA, DANA]));
    assert_eq!((more.left, more.events, waits(&world).rows.len()), (0, 1, 1));
}

#[test]
fn one_thing_waits_once_whichever_files_say_it() {
    let mut world = World::with_asha();
    let both = Request {
        files: vec![
            crate::import::stories::read(&evening(&[DANA])),
            crate::import::stories::read(&evening(&[
                ("iPhone (Dana)", "", "19:00:00", "21:30:00"),
                ELI,
            ])),
        ],
        ..wish(&evening(&[]))
    };
    let report = carries_out(&mut world, &both);
    assert_eq!((report.left, waits(&world).rows.len()), (2, 2));
    assert_eq!(waits(&world).rows[0].what, "attended 2025-09: 150 min", "the longer one");
    // The same file, read in the wrong zone before: the last word holds, and there is still one row.
    let mut world = World::with_asha();
    let named = Request { session: Some("2025-09".to_owned()), ..wish(&evening(&[DANA])) };
    let wrong = Request { zone: Some(chrono_tz::America::Halifax), ..named.clone() };
    let report = carries_out(&mut world, &wrong);
    assert!(report.files[0].remarks[0].contains("about 1 hour before it"), "{report:?}");
    carries_out(&mut world, &named);
    assert_eq!(waits(&world).rows.len(), 1);
    decides(&mut world, &asha(&[5]));
    assert_eq!(attended(&world)[0], {
        let cairn_domain::Event::Attended { presence, .. } = seen("23:00", "01:00") else {
            panic!()
        };
        presence
    });
}

fn seen(from: &str, to: &str) -> cairn_domain::Event {
    let at = |day: &str, time: &str| format!("2025-09-{day}T{time}:00Z").parse().unwrap();
    let stay = cairn_domain::Interval { from: at("11", from), to: at("12", to) };
    cairn_domain::Event::Attended {
        cohort: "north".parse().unwrap(),
        session: "2025-09".parse().unwrap(),
        mode: cairn_domain::event::Mode::Live,
        presence: cairn_domain::Presence::Intervals(vec![stay]),
    }
}

#[test]
fn a_row_that_waits_grows_with_a_later_export() {
    let mut world = World::with_asha();
    does(&mut world, &evening(&[DANA]));
    does(&mut world, &evening(&[("iPhone (Dana)", "", "19:00:00", "21:30:00")]));
    assert_eq!(waits(&world).rows.len(), 1);
    assert_eq!(waits(&world).rows[0].what, "attended 2025-09: 150 min");
    assert_eq!(waits(&world).rows[0].name.as_deref(), Some("iPhone (Dana)"));
    does(&mut world, &evening(&[DANA]));
    assert_eq!(waits(&world).rows[0].what, "attended 2025-09: 150 min");
}

#[test]
fn a_row_that_was_decided_is_that_persons_and_stays_so() {
    let mut world = World::with_asha();
    does(&mut world, &evening(&[DANA]));
    let decided = decides(&mut world, &asha(&[5]));
    assert_eq!(decided.rows[0].outcome, "recorded");
    assert_eq!((waits(&world).rows.len(), attended(&world).len()), (0, 1));
    let again = does(&mut world, &evening(&[DANA]));
    assert_eq!(again.files[0].people[0].matched, "by decision");
    assert_eq!(again.files[0].counts.words(), "1 row = 1 already on record");
    let longer = does(&mut world, &evening(&[("iPhone (Dana)", "", "19:00:00", "21:30:00")]));
    assert_eq!(longer.files[0].counts.amended, 1);
    let twice = tries(&world, &asha(&[5])).unwrap_err();
    assert!(twice.what.contains("decided already"), "{twice}");
}

#[test]
fn what_was_learned_once_serves_the_next_file_and_can_be_taken_back() {
    let mut world = World::with_asha();
    does(&mut world, &evening(&[DANA]));
    let decided = decides(&mut world, &Resolution { remember: true, ..asha(&[5]) });
    assert_eq!(decided.rows[0].outcome, "recorded; `iPhone (Dana)` is theirs from now on");
    let next = ("iphone  (dana)", "", "19:05:00", "21:30:00");
    let report = does(&mut world, &evening(&[next]));
    assert_eq!(report.files[0].people[0].matched, "by confirmed alias");
    let learned = {
        let mut place = 0;
        let mut find = |each: cairn_eventlog::EnvelopeRef<'_>| {
            if each.kind == "recognised" {
                place = each.position;
            }
            std::ops::ControlFlow::Continue(())
        };
        world.log.scan(0, &mut find).unwrap();
        place
    };
    world.records(&format!(r#"void {learned} --reason "a shared phone""#));
    let report = does(&mut world, &evening(&[("iPhone (Dana)", "", "19:10:00", "21:50:00")]));
    assert_eq!(report.files[0].counts.words(), "1 row = 1 to be decided");
}

#[test]
fn the_name_of_a_device_is_not_remembered() {
    let mut world = World::with_asha();
    does(&mut world, &evening(&[("Galaxy S23", "", "19:00:00", "21:00:00")]));
    let wish = Resolution { remember: true, ..asha(&[5]) };
    assert!(tries(&world, &wish).unwrap_err().what.contains("the name of a device"));
    assert_eq!(tries(&world, &asha(&[5])).unwrap().rows.len(), 1);
}

#[test]
fn the_name_of_somebody_else_is_not_remembered() {
    let mut world = World::with_asha();
    world.records(r#"identified --name "Ben Ode" --email ben@example.org --new"#);
    does(&mut world, &evening(&[("Ben Ode", "", "19:00:00", "21:00:00")]));
    let wish = Resolution { remember: true, ..asha(&[6]) };
    assert!(tries(&world, &wish).unwrap_err().what.contains("`Ben Ode` is Ben Ode's"));
}

#[test]
fn a_confirmed_name_that_somebody_else_bears_too_is_left_to_people() {
    let mut world = World::with_asha();
    does(&mut world, &evening(&[("B. Ode", "", "19:00:00", "21:00:00")]));
    decides(&mut world, &Resolution { remember: true, ..asha(&[5]) });
    world.records(r#"identified --name "B. Ode" --email ben@example.org --new"#);
    let report = does(&mut world, &evening(&[("B. Ode", "", "19:05:00", "21:30:00")]));
    assert_eq!(report.files[0].queue[0].candidates.len(), 2);
}

#[test]
fn what_is_nobodys_is_skipped_from_then_on_until_that_is_taken_back() {
    let mut world = World::with_asha();
    does(&mut world, &evening(&[DANA]));
    decides(&mut world, &of(&[5], Whose::Nobody));
    let report = does(&mut world, &evening(&[DANA, ASHA]));
    assert_eq!(report.files[0].counts.words(), "2 rows = 1 new + 1 skipped");
    assert_eq!(report.files[0].skipped[0].why, "it was decided in #7 that it is nobody's");
    world.records(r#"void 7 --reason "it was Dana""#);
    assert_eq!(waits(&world).rows.len(), 1);
}

#[test]
fn somebody_new_gets_a_record_with_the_row() {
    let mut world = World::with_asha();
    does(&mut world, &evening(&[ELI]));
    let eli = Whose::New("Eli Sand".to_owned(), Some("eli@example.org".to_owned()));
    decides(&mut world, &of(&[5], eli.clone()));
    let later = ("E. Sand", "eli@example.org", "20:30:00", "21:00:00");
    let report = does(&mut world, &evening(&[ELI, later]));
    assert_eq!(report.files[0].counts.words(), "2 rows = 1 new + 1 already on record");
    does(&mut world, &evening(&[DANA]));
    let number = waits(&world).rows[0].number;
    let twin = tries(&world, &of(&[number], eli)).unwrap_err();
    assert!(twin.what.contains("may be on record already"), "{twin}");
}

#[test]
fn what_came_on_record_meanwhile_is_taken_in_at_once() {
    let mut world = World::with_asha();
    does(&mut world, &evening(&[ELI, DANA]));
    world.records(r#"identified --name "Eli Sand" --email eli@example.org --new"#);
    assert!(waits(&world).rows[0].why.starts_with("known by now"));
    let decided = decides(&mut world, &of(&[], Whose::Known));
    assert_eq!((decided.rows.len(), waits(&world).rows.len()), (1, 1));
}

#[test]
fn an_import_that_knows_them_now_empties_the_queue_of_them() {
    let mut world = World::with_asha();
    does(&mut world, &evening(&[ELI]));
    world.records(r#"identified --name "Eli Sand" --email eli@example.org --new"#);
    let report = does(&mut world, &evening(&[ELI]));
    assert_eq!((report.events, waits(&world).rows.len()), (1, 0));
    assert_eq!(does(&mut world, &evening(&[ELI])).events, 0);
}

#[test]
fn a_name_is_enough_only_where_that_is_accepted_and_only_one_bears_it() {
    let mut world = World::with_asha();
    let text = evening(&[("asha  rao", "", "19:00:00", "21:00:00")]);
    let accepts = Request { accept_names: true, ..wish(&text) };
    let report = carries_out(&mut world, &accepts);
    assert_eq!(report.files[0].people[0].matched, "by exact name, as accepted");
    assert_eq!(attended(&world).len(), 1);
    world.records(r#"identified --name "Asha Rao" --email other@example.org --new"#);
    let text = evening(&[("Asha Rao", "", "19:05:00", "21:30:00")]);
    let report = carries_out(&mut world, &Request { accept_names: true, ..wish(&text) });
    assert_eq!(report.files[0].counts.words(), "1 row = 1 to be decided");
}

#[test]
fn a_wrong_decision_can_be_taken_back_and_decided_again() {
    let mut world = World::with_asha();
    world.records(r#"identified --name "Dana Lee" --email dana@example.org --new"#);
    does(&mut world, &evening(&[DANA]));
    decides(&mut world, &asha(&[6]));
    for number in [8, 9] {
        world.records(&format!(r#"void {number} --reason "it was Dana""#));
    }
    let dana = of(&[6], Whose::Of("dana".to_owned()));
    assert_eq!(decides(&mut world, &dana).rows[0].outcome, "recorded");
    assert_eq!(attended(&world).len(), 2, "one of them is voided");
    assert_eq!(does(&mut world, &evening(&[DANA])).events, 0);
}
