//! Stories of rosters and attendance: what one cell says, and from which day and which knowledge.

use cairn_domain::Occurred;

use super::{Cell, Listed, Sheet, attendance, roster};
use crate::record::world::World;
use crate::{Asking, Known, Ledger, find};

pub(super) fn asking(as_of: &str) -> Asking {
    Asking { as_of: Some(as_of.parse().unwrap()), known_at: None }
}

pub(super) fn with<T>(
    world: &World,
    asking: Asking,
    ask: impl FnOnce(&Ledger<'_>, &cairn_domain::CohortId) -> T,
) -> T {
    let ledger = Ledger::open(&world.log, asking, world.now).unwrap();
    let north = find::cohort(&ledger, Some("north")).unwrap();
    ask(&ledger, &north)
}

/// One person's cells, by what the columns are called.
pub(super) fn cells(sheet: &Sheet, name: &str, columns: &[&str]) -> Vec<String> {
    let row = sheet.rows.iter().find(|row| row[0] == Cell::Text(name.to_owned())).unwrap();
    let place = |column: &&str| sheet.headings.iter().position(|each| each == column).unwrap();
    columns.iter().map(|column| row[place(column)].written()).collect()
}

fn sheet(world: &World, asking: Asking) -> Sheet {
    with(world, asking, |ledger, north| attendance(ledger, north, None).unwrap().sheet())
}

fn asha(world: &World, as_of: &str) -> Vec<String> {
    let columns = ["2025-09", "2025-10", "present", "present time", "made up", "excused", "absent"];
    cells(&sheet(world, asking(as_of)), "Asha Rao", &columns)
}

#[test]
fn a_roster_says_who_since_when_and_where_they_live() {
    let mut world = World::with_asha();
    world.records("identified asha --zone Asia/Kolkata --on 2025-06-05");
    let sheet = |as_of: &str| {
        with(&world, asking(as_of), |ledger, north| roster(ledger, north, None).unwrap().sheet())
    };
    let columns = ["email", "standing", "since", "cohort", "zone"];
    assert_eq!(
        cells(&sheet("2025-07-01"), "Asha Rao", &columns),
        ["asha@example.org", "admitted", "2025-06-03", "north", "Asia/Kolkata"]
    );
    assert_eq!(
        cells(&sheet("2025-06-02"), "Asha Rao", &columns),
        ["asha@example.org", "applied", "2025-06-02", "north", ""]
    );
    assert!(sheet("2025-06-01").rows.is_empty(), "nothing had happened in the cohort");
}

#[test]
fn a_session_says_how_long_and_two_devices_count_once() {
    let mut world = World::with_asha();
    world.records("attended asha --session 2025-09 --from 18:50 --to 20:30");
    world.records("attended asha --session 2025-09 --from 20:00 --to 21:45:59");
    assert_eq!(asha(&world, "2025-10-01"), ["2:45", "", "1", "2:45", "0", "0", "0"]);
    assert_eq!(asha(&world, "2025-12-01"), ["2:45", "absent", "1", "2:45", "0", "0", "1"]);
}

#[test]
fn absent_excused_made_up_and_still_to_come_are_told_apart() {
    let mut world = World::with_asha();
    assert_eq!(asha(&world, "2025-09-10"), ["", "", "0", "0:00", "0", "0", "0"]);
    world.records("excused asha --session 2025-09 --on 2025-09-12");
    world.records("attended asha --session 2025-10 --make-up --whole --on 2025-10-20");
    assert_eq!(asha(&world, "2025-09-11"), ["absent", "", "0", "0:00", "0", "0", "1"]);
    assert_eq!(asha(&world, "2025-09-12"), ["excused", "", "0", "0:00", "0", "1", "0"]);
    assert_eq!(asha(&world, "2025-10-19"), ["excused", "absent", "0", "0:00", "0", "1", "1"]);
    assert_eq!(asha(&world, "2025-10-20"), ["excused", "made up", "0", "0:00", "1", "1", "0"]);
}

#[test]
fn whoever_has_no_seat_is_not_absent() {
    let mut world = World::with_asha();
    world.records("withdrew asha --on 2025-10-01");
    assert_eq!(asha(&world, "2025-12-01")[..2], ["absent", "no seat"]);
    assert_eq!(asha(&world, "2025-12-01")[6], "1");
}

#[test]
fn a_cancelled_session_is_nobodys_absence() {
    let mut world = World::with_asha();
    world.records("session_cancelled --cohort north --session 2025-10 --on 2025-10-08");
    assert_eq!(asha(&world, "2025-12-01")[..2], ["absent", "cancelled"]);
}

#[test]
fn a_list_can_be_made_as_it_was_known() {
    let mut world = World::with_asha();
    world.records("attended asha --session 2025-09 --whole");
    let known = |position| Asking {
        as_of: Some(Occurred::On("2025-10-01".parse().unwrap())),
        known_at: Some(Known::Position(position)),
    };
    let september = |position| cells(&sheet(&world, known(position)), "Asha Rao", &["2025-09"]);
    assert_eq!((september(4), september(5)), (vec!["absent".to_owned()], vec!["3:00".to_owned()]));
}
