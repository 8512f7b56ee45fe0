//! The ordinary ones: they apply in teams, miss two sessions, reflect, pay, finish. Chance makes the difference.

use super::classroom::all_but;
use super::office::FIRST_SITTING;
use super::script::Person;
use super::stage::Stage;

/// Name, address, zone, application and team.
type Sketch = (&'static str, &'static str, &'static str, &'static str, &'static str);

const PEOPLE: [Sketch; 5] = [
    (
        "Joaquín Ibarra",
        "joaquin.ibarra",
        "America/Los_Angeles",
        "2025-05-07T16:10",
        "harbour-schools",
    ),
    (
        "Delphine Marchetti",
        "delphine.marchetti",
        "America/Los_Angeles",
        "2025-05-07T16:40",
        "harbour-schools",
    ),
    (
        "Wren Tallbrook",
        "wren.tallbrook",
        "America/Los_Angeles",
        "2025-05-08T09:05",
        "harbour-schools",
    ),
    ("李明哲 Li Mingzhe", "li.mingzhe", "Asia/Singapore", "2025-06-02T20:15", "mangrove-college"),
    ("Ayu Prawirani", "ayu.prawirani", "Asia/Jakarta", "2025-06-03T19:45", "mangrove-college"),
];

/// Tells an ordinary year of each.
pub(super) fn tell(stage: &Stage) -> Vec<Person<'_>> {
    PEOPLE.iter().map(|sketch| year(stage, sketch)).collect()
}

fn year<'s>(stage: &'s Stage, (name, local, zone, applies, team): &Sketch) -> Person<'s> {
    let mut person = stage
        .person(name, local, zone, applies)
        .workshop("2024-11-08")
        .applies_with(team, applies)
        .admitted("2025-07-03");
    let missed = [person.chance.between(1, 6), person.chance.between(7, 12)];
    let missed = missed.map(|number| usize::try_from(number).unwrap_or(1));
    let paid = format!(
        "2025-0{}-{}T10:30",
        person.chance.one_of(&[6, 7, 8]),
        person.chance.between(10, 28)
    );
    person
        .pays(12_500, &paid)
        .attends(all_but(&missed))
        .reflects(all_but(&missed))
        .finishes()
        .certified(FIRST_SITTING)
}
