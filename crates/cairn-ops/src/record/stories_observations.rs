//! Observing, as stories: how long somebody was there, when it was true, and what is odd about it.

use super::world::World;

#[test]
fn presence_is_said_in_one_way() {
    let mut world = World::with_asha();
    let (code, said) = world.refuses("attended asha --session 2025-09");
    assert_eq!(code, 2);
    assert!(
        said.contains("needs one of `--whole`, `--from` with `--to`, `--minutes`, `--unmeasured`"),
        "{said}"
    );
    assert!(
        world
            .refuses("attended asha --session 2025-09 --whole --minutes 5")
            .1
            .contains("only one of")
    );
    assert!(world.refuses("attended asha --session 2025-09 --from 19:00").1.contains("in pairs"));
    assert!(world.refuses("attended asha --session 2025-09 --to 19:00").1.contains("needs one of"));
    assert_eq!(
        world.records("attended asha --session 2025-09 --minutes 100").what,
        "attended 2025-09: 100 min (duration only)"
    );
    assert_eq!(
        world.records("attended asha --session 2025-09 --unmeasured --make-up").on,
        "Thu 20 Aug 2026, 08:00 (America/New_York)"
    );
}

#[test]
fn what_was_lived_through_is_dated_when_it_was_over() {
    let mut world = World::with_asha();
    assert_eq!(
        world.records("attended asha --session 2025-09 --whole").on,
        "Thu 11 Sep 2025, 22:00 (America/New_York)"
    );
    let stay = world.records(
        "attended asha --session 2025-09 --from 2025-09-11T19:00-04:00 --to 2025-09-11T20:30-04:00",
    );
    assert_eq!(stay.on, "Thu 11 Sep 2025, 20:30 (America/New_York)");
    assert_eq!(
        world.records("submitted asha --item project").on,
        "Thu 20 Aug 2026, 08:00 (America/New_York)"
    );
}

#[test]
fn an_observation_is_taken_down_and_what_is_odd_is_said() {
    let mut world = World::with_policy();
    world.records("identified --name \"Asha Rao\"");
    let odd = |world: &mut World, line: &str| world.records(line).odd.join("; ");
    assert!(odd(&mut world, "attended asha --session 2025-09 --whole").contains("no seat"));
    assert!(odd(&mut world, "paid asha --amount 5 --on 2025-06-01").is_empty());
    assert!(odd(&mut world, "paid asha --amount 5 --on 2025-06-01").contains("recorded twice"));
    assert!(
        odd(&mut world, "attended asha --session 2025-99 --whole")
            .contains("the calendar has no session 2025-99")
    );
    assert!(
        odd(&mut world, "session_cancelled --session 2025-99")
            .contains("the calendar has no session")
    );
    assert!(
        odd(&mut world, "submitted asha --item project --on 2027-01-01").contains("still to come")
    );
    assert!(
        odd(&mut world, "reflected asha --session 2025-09 --facet slef")
            .contains("no requirement asks for the facet slef")
    );
    assert!(odd(&mut world, "paid asha --amount \"5.00 EUR\"").contains("another currency"));
}

#[test]
fn what_comes_too_late_to_count_is_said() {
    let mut world = World::with_asha();
    let odd = |world: &mut World, line: &str| world.records(line).odd.join("; ");
    let late = odd(&mut world, "reflected asha --session 2025-09 --facet self --on 2025-10-03");
    assert_eq!(late, "filed after the last day for it, Thu 2 Oct 2025; it does not count");
    assert_eq!(
        odd(&mut world, "reflected asha --session 2025-09 --facet self --on 2025-10-02"),
        ""
    );
    let early = odd(&mut world, "reflected asha --session 2025-10 --facet self --on 2025-10-01");
    assert!(early.contains("before the day of session 2025-10"), "{early}");
    let unknown = odd(&mut world, "reflected asha --session 2025-99 --facet self");
    assert!(unknown.contains("the calendar has no session 2025-99"), "{unknown}");
    let future = odd(&mut world, "paid asha --amount 7 --on 2027-01-01");
    assert!(future.contains("is still to come: it counts from then on"), "{future}");
}

#[test]
fn whoever_was_given_more_time_is_not_called_late() {
    let mut world = World::with_asha();
    world.records("extended asha --requirement reflections --session 2025-09 --to 2025-10-31 --authority staff --on 2025-10-01");
    let odd = |world: &mut World, line: &str| world.records(line).odd.join("; ");
    let file = "reflected asha --session 2025-09 --facet self --on";
    assert_eq!(odd(&mut world, &format!("{file} 2025-10-31")), "");
    let late = odd(&mut world, &format!("{file} 2025-11-01"));
    assert_eq!(late, "filed after the last day for it, Fri 31 Oct 2025; it does not count");
}

#[test]
fn a_session_that_was_strangely_held_is_remarked_on() {
    let mut world = World::with_asha();
    let mut odd = |from: &str, to: &str| {
        let line = format!("session_held --session 2025-09 --from {from} --to {to}");
        world.records(&line).odd.join("; ")
    };
    assert_eq!(odd("2025-09-11T19:10", "2025-09-11T22:00"), "");
    assert_eq!(
        odd("2024-09-11T19:00", "2024-09-11T20:00"),
        "session 2025-09 is planned for Thu 11 Sep 2025, 19:00"
    );
    assert_eq!(odd("2025-09-11T19:00", "2025-09-13T19:00"), "the session lasted 48 hours");
    assert!(odd("2026-09-11T19:00", "2026-09-11T20:00").ends_with("which is still to come"));
}

#[test]
fn a_stay_past_midnight_is_understood() {
    let mut world = World::with_asha();
    let stay = world.records("attended asha --session 2025-09 --from 23:00 --to 00:30");
    assert_eq!(stay.what, "attended 2025-09: 90 min");
    let (code, said) = world
        .refuses("session_held --session 2025-09 --from 2025-09-11T19:00 --to 2025-09-11T18:00");
    assert_eq!(code, 2);
    assert!(
        said.starts_with("error: `--to 2025-09-11T18:00` is not after `--from 2025-09-11T19:00`"),
        "{said}"
    );
    world.records("session_held --session 2025-09 --from 2025-09-11T19:00 --to 2025-09-11T22:00");
    let (_, said) = world.refuses("amend 6 --reason slip --to 2025-09-11T18:00");
    assert!(said.contains("`--to 2025-09-11T18:00` is not after `--from`"), "{said}");
}
