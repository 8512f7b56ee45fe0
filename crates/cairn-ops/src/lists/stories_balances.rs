//! Stories of balances: what is due, what came in, by which day, and in which currency.

use super::stories::{asking, cells, with};
use super::{Listed, Sheet, balances};
use crate::record::world::World;

/// The cohort `north`, which asks for 1,000 dollars in two parts.
const PRICED: &str = r#"
cohort = "north"
title = "North"
version = "2"
zone = "America/New_York"
currency = "USD"
begins = 2025-09-11
ends = 2026-08-06
apply_by = 2025-08-15
root = "tuition"

[requirement.tuition]
title = "Tuition"
assumed = "a story"
paid = { full = "1000.00 USD", on_refund = "keeps", instalments = [
  { by = 2025-09-30, amount = "600.00 USD" },
  { by = 2025-12-31, amount = "400.00 USD" },
] }
"#;

fn priced() -> World {
    let mut world = World::with_asha();
    world.adopt(PRICED);
    world
}

fn sheet(world: &World, as_of: &str) -> Sheet {
    with(world, asking(as_of), |ledger, north| balances(ledger, north, None).unwrap().sheet())
}

fn asha(world: &World, as_of: &str) -> Vec<String> {
    let columns = ["due USD", "paid USD", "balance USD", "overdue USD", "next due"];
    cells(&sheet(world, as_of), "Asha Rao", &columns)
}

#[test]
fn what_is_due_next_is_the_first_part_that_is_not_paid() {
    let mut world = priced();
    world.records(r#"paid asha --amount "600.00 USD" --on 2025-10-10"#);
    assert_eq!(asha(&world, "2025-09-01"), ["1000.00", "0.00", "1000.00", "0.00", "2025-09-30"]);
    assert_eq!(asha(&world, "2025-10-05"), ["1000.00", "0.00", "1000.00", "600.00", "2025-09-30"]);
    assert_eq!(asha(&world, "2025-10-10"), ["1000.00", "600.00", "400.00", "0.00", "2025-12-31"]);
    world.records(r#"paid asha --amount "400.00 USD" --on 2025-11-01"#);
    assert_eq!(asha(&world, "2025-11-01"), ["1000.00", "1000.00", "0.00", "0.00", ""]);
}

#[test]
fn a_balance_is_what_was_asked_less_what_came_in() {
    let mut world = priced();
    world.records(r#"paid asha --amount "700.00 USD" --on 2025-09-01"#);
    world.records(r#"refunded asha --amount "100.00 USD" --on 2025-09-02"#);
    world.records(
        r#"tuition_adjusted asha --amount "50.00 USD" --kind scholarship --on 2025-09-03"#,
    );
    let columns = ["due USD", "paid USD", "refunded USD", "adjusted USD", "balance USD"];
    assert_eq!(
        cells(&sheet(&world, "2025-09-10"), "Asha Rao", &columns),
        ["1000.00", "700.00", "100.00", "50.00", "350.00"]
    );
}

#[test]
fn currencies_are_never_added_up() {
    let mut world = priced();
    world.records(r#"paid asha --amount "600.00 USD" --on 2025-09-01"#);
    world.records(r#"paid asha --amount "30000 JPY" --on 2025-09-02"#);
    let columns = ["paid JPY", "due JPY", "balance JPY", "paid USD", "balance USD"];
    assert_eq!(
        cells(&sheet(&world, "2025-09-10"), "Asha Rao", &columns),
        ["30000", "", "", "600.00", "400.00"]
    );
}

#[test]
fn nobody_who_has_left_has_a_balance() {
    let mut world = priced();
    world.records("withdrew asha --on 2025-10-15");
    let said = asha(&world, "2026-02-01");
    assert_eq!(said, ["1000.00", "0.00", "", "600.00", "2025-09-30"]);
}
