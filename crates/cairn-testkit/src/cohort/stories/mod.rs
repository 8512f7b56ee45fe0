//! The notable histories: one function a story, each of which proves something. `fixtures/cohorts/README.md` says what.

mod accounts;
mod committee;
mod presence;
mod records;
mod seats;
mod work;

use super::script::Person;
use super::stage::Stage;

/// Tells every notable history.
pub(super) fn tell(stage: &Stage) -> Vec<Person<'_>> {
    let mut people = seats::tell(stage);
    people.extend(accounts::tell(stage));
    people.extend(presence::tell(stage));
    people.extend(work::tell(stage));
    people.extend(records::tell(stage));
    people.extend(committee::tell(stage));
    people
}
