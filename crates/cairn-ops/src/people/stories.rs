//! Stories of people: who is on record, who may be one, and what somebody is called in files.

use super::alias::{self, Wish};
use super::duplicates::{Pair, duplicates};
use super::list::{People, list};
use crate::record::world::World;
use crate::record::{By, Plan};
use crate::{Asking, Failure, Ledger, find};

fn by() -> By {
    By { who: "staff@example.org".to_owned(), note: None, source: Vec::new() }
}

fn asks<T>(world: &World, asking: Asking, ask: impl FnOnce(&Ledger<'_>) -> T) -> T {
    ask(&Ledger::open(&world.log, asking, world.now).unwrap())
}

fn people(world: &World, as_of: &str, cohort: Option<&str>) -> People {
    let asking = Asking { as_of: Some(as_of.parse().unwrap()), known_at: None };
    asks(world, asking, |ledger| {
        let cohort = cohort.map(|name| find::cohort(ledger, Some(name)).unwrap());
        list(ledger, cohort.as_ref()).unwrap()
    })
}

fn pairs(world: &World) -> Vec<Pair> {
    asks(world, Asking::default(), |ledger| duplicates(ledger).unwrap().pairs)
}

fn reasons(pair: &Pair) -> Vec<&str> {
    pair.reasons.iter().map(|reason| reason.words.as_str()).collect()
}

fn confirms(world: &mut World, who: &str, alias: &str) -> Result<u64, Failure> {
    let wish = Wish { who: who.to_owned(), alias: alias.to_owned(), by: by() };
    let plan = alias::confirm(&world.log, world.now, &wish, &mut world.fresh)?;
    Ok(plan.carry_out(&mut world.log)?.position.unwrap())
}

fn takes_back(world: &mut World, who: &str, alias: &str) -> Result<Plan, Failure> {
    let wish = Wish { who: who.to_owned(), alias: alias.to_owned(), by: by() };
    alias::take_back(&world.log, world.now, (&wish, "somebody else's"), &mut world.fresh)
}

fn aliases(world: &World, who: &str) -> Vec<String> {
    asks(world, Asking::default(), |ledger| {
        let id = find::one(ledger, who).unwrap();
        let lines = alias::list(ledger, id).unwrap().aliases;
        lines.into_iter().map(|line| line.alias.unwrap()).collect()
    })
}

#[test]
fn everybody_is_listed_with_their_records_and_since_when() {
    let mut world = World::with_asha();
    world.adopt_for("south");
    world.records(r#"identified --name "Ben Ode" --email ben@example.org --on 2025-07-01"#);
    world.records("applied ben --cohort south --on 2025-07-02");
    let said = |list: People| -> Vec<String> {
        let line = |each: &super::list::PersonLine| {
            let since = each.since.map(|day| day.to_string()).unwrap_or_default();
            format!("{} {since} {}", each.who.called(), each.cohorts.join(" "))
        };
        list.people.iter().map(line).collect()
    };
    assert_eq!(
        said(people(&world, "2025-08-01", None)),
        ["Asha Rao 2025-06-01 north", "Ben Ode 2025-07-01 south"]
    );
    assert_eq!(said(people(&world, "2025-08-01", Some("south"))), ["Ben Ode 2025-07-01 south"]);
    assert_eq!(said(people(&world, "2025-06-01", None)), ["Asha Rao 2025-06-01 "]);
    world.records("linked asha --other ben");
    let together = people(&world, "2025-08-01", None).people;
    assert_eq!((together.len(), together[0].short_linked.len()), (1, 1));
    assert_eq!(together[0].cohorts, ["north", "south"]);
}

#[test]
fn one_address_or_one_name_is_a_reason_to_look() {
    let mut world = World::with_asha();
    world.records("identified --name \"Zoë Ode\" --email zoe@example.org --on 2025-07-01");
    world.records("identified --name \"zoe  ode\" --email ode@example.org --new --on 2025-07-02");
    world.records("identified --name \"Z. O.\" --email ZOE@example.org --new --on 2025-07-03");
    let found = pairs(&world);
    let said: Vec<Vec<&str>> = found.iter().map(reasons).collect();
    assert_eq!(
        said,
        [
            ["the same name but for its spelling, Zoë Ode and zoe  ode"],
            ["the same address, zoe@example.org"],
        ]
    );
    // The record that began first is the one to keep.
    assert!(found.iter().all(|pair| pair.one.who.called() == "Zoë Ode"));
}

/// A name without its accent is the same name; an address without it is another address.
#[test]
fn an_accent_makes_another_address() {
    let mut world = World::with_asha();
    world.records("identified --name José --email josé@example.org --on 2025-07-01");
    world.records("identified --name Pepe --email jose@example.org --new --on 2025-07-02");
    assert!(pairs(&world).is_empty());
    confirms(&mut world, "pepe", "JOSÉ@example.com").unwrap();
    confirms(&mut world, "josé", "jose@example.com").unwrap();
}

#[test]
fn a_pair_that_was_linked_is_no_pair_and_one_that_was_told_apart_says_so() {
    let mut world = World::with_asha();
    world.records("identified --name \"Asha Rao\" --email rao@example.org --new --on 2025-07-02");
    assert_eq!(pairs(&world)[0].told_apart, None);
    world.records("linked asha@example.org --other rao@example.org");
    assert!(pairs(&world).is_empty());
    let other = asks(&world, Asking::default(), |ledger| {
        find::find(ledger, "asha").unwrap().people[0].who.linked[0].clone()
    });
    let apart = world.records(&format!("unlinked asha@example.org --other {other}"));
    assert_eq!(pairs(&world)[0].told_apart, apart.position);
}

#[test]
fn a_name_in_files_is_confirmed_once_and_taken_back() {
    let mut world = World::with_asha();
    let place = confirms(&mut world, "asha", "iPhone (Asha)").unwrap();
    assert_eq!(aliases(&world, "asha"), ["iPhone (Asha)"]);
    let again = confirms(&mut world, "asha", "iphone  (asha)").unwrap_err().to_string();
    assert!(
        again.contains(&format!("#{place} says already that it is Asha Rao in files")),
        "{again}"
    );
    let report = takes_back(&mut world, "asha", "IPHONE (ASHA)").unwrap().carry_out(&mut world.log);
    assert_eq!(report.unwrap().before.unwrap().position, place);
    assert!(aliases(&world, "asha").is_empty());
    let nothing = takes_back(&mut world, "asha", "iPhone (Asha)").unwrap_err().to_string();
    assert!(nothing.contains("is not what Asha Rao is called in files"), "{nothing}");
    confirms(&mut world, "asha", "iPhone (Asha)").unwrap();
    assert_eq!(aliases(&world, "asha"), ["iPhone (Asha)"]);
}

#[test]
fn what_is_somebody_elses_cannot_be_confirmed() {
    let mut world = World::with_asha();
    world.records(r#"identified --name "Ben Ode" --email ben@example.org --on 2025-07-01"#);
    confirms(&mut world, "ben", "iPad (Ben)").unwrap();
    let device = confirms(&mut world, "ben", "iPad").unwrap_err().to_string();
    assert!(device.contains("`iPad` is the name of a device"), "{device}");
    let refused = |world: &mut World, who: &str, alias: &str| {
        confirms(world, who, alias).unwrap_err().to_string()
    };
    assert!(refused(&mut world, "asha", "ipad (ben)").contains("that it is Ben Ode in files"));
    assert!(
        refused(&mut world, "asha", "BEN@example.org").contains("it is an address of Ben Ode, who")
    );
    assert!(
        refused(&mut world, "asha", "asha@example.org").contains("address of Asha Rao already")
    );
    assert!(refused(&mut world, "asha", " ").contains("the name in files: it is empty"));
    // Two people can be called the same: that is odd, and may be so.
    let wish = Wish { who: "asha".to_owned(), alias: "Ben Ode".to_owned(), by: by() };
    let plan = alias::confirm(&world.log, world.now, &wish, &mut world.fresh).unwrap();
    assert_eq!(plan.rehearse().odd, ["Ben Ode goes by that name, too"]);
}

#[test]
fn what_one_is_called_in_files_is_a_reason_to_look_at_another() {
    let mut world = World::with_asha();
    confirms(&mut world, "asha", "A. Rao").unwrap();
    world.records(r#"identified --name "A. Rao" --email a.rao@example.org --on 2025-07-01"#);
    assert_eq!(reasons(&pairs(&world)[0]), ["A. Rao, as Asha Rao is called in files"]);
}

#[test]
fn what_somebody_is_called_in_files_can_be_asked_as_it_was_known() {
    let mut world = World::with_asha();
    let place = confirms(&mut world, "asha", "iPhone (Asha)").unwrap();
    let known = |position| {
        let asking = Asking { as_of: None, known_at: Some(crate::Known::Position(position)) };
        asks(&world, asking, |ledger| list(ledger, None).unwrap().people[0].aliases.len())
    };
    assert_eq!((known(place - 1), known(place)), (0, 1));
}
