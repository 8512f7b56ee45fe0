//! Records put right: late, void, void of a void; two records of one person, two persons of one name.

use crate::cohort::classroom::all_but;
use crate::cohort::office::FIRST_SITTING;
use crate::cohort::script::Person;
use crate::cohort::stage::Stage;

pub(super) fn tell(stage: &Stage) -> Vec<Person<'_>> {
    let mut people = vec![written_months_late(stage), voided(stage), void_voided(stage)];
    people.extend(one_person_two_records(stage));
    people.extend(two_people_one_name(stage));
    people
}

/// The fourth session was attended from a partner's room, whose list came to light in October.
fn written_months_late(stage: &Stage) -> Person<'_> {
    stage
        .person("Tanabe Yuki 田辺由紀", "tanabe.yuki", "Asia/Tokyo", "2025-05-12T10:00")
        .joins("2025-05-12T10:20")
        .pays(12_500, "2025-07-14T10:00")
        .attends([1, 2, 3])
        .written("2026-10-06T15:12:44.120000Z")
        .attends([4])
        .note("on the list of the partner's room in Kyoto, found with the receipts")
        .attends([5, 6, 7, 8, 10, 11])
        .reflects(all_but(&[9, 12]))
        .finishes()
}

/// A row of the report was given to the wrong person; the tenth session was not hers.
fn voided(stage: &Stage) -> Person<'_> {
    stage
        .person("Henrike Vogel", "henrike.vogel", "Europe/Berlin", "2025-05-14T18:00")
        .joins("2025-05-14T18:25")
        .pays(12_500, "2025-07-18T18:00")
        .attends([1, 2, 3, 4, 5, 6, 7])
        .remember("the seventh")
        .attends([8, 9, 10])
        .reflects(all_but(&[10, 11, 12]))
        .finishes()
        .voids("the seventh", "row of another Henrike V. in the report", "2026-08-14T15:20")
}

fn void_voided(stage: &Stage) -> Person<'_> {
    stage
        .person("Siobhán O’Rourke", "siobhan.orourke", "Europe/Dublin", "2025-05-16T11:00")
        .joins("2025-05-16T11:20")
        .pays(12_500, "2025-07-19T11:00")
        .attends([1, 2, 3, 4, 5, 6])
        .remember("the sixth")
        .voids("the sixth", "thought to be a test call", "2026-04-02T14:00")
        .remember("the void")
        .voids("the void", "the test call was another one", "2026-05-06T10:30")
        .attends([7, 8, 9, 10])
        .reflects(all_but(&[10, 11, 12]))
        .finishes()
}

/// She joined three sessions under her other address, for which a second record was opened.
fn one_person_two_records(stage: &Stage) -> [Person<'_>; 2] {
    let other = stage
        .person("Meilin Chao", "meilin.chao", "Asia/Hong_Kong", "2025-12-12T22:00")
        .attends([4, 6, 7]);
    let one = stage
        .person("Chao Mei-Lin", "chao.mei-lin", "Asia/Hong_Kong", "2025-05-21T22:00")
        .joins("2025-05-21T22:30")
        .pays(12_500, "2025-07-20T21:00")
        .attends([1, 2, 3, 5, 8, 10, 11])
        .reflects(all_but(&[9, 12]))
        .finishes()
        .linked(other.id, "2026-09-03T09:40")
        .certified("2026-11-12");
    [one, other]
}

/// Linked by mistake in autumn, unlinked a fortnight later.
fn two_people_one_name(stage: &Stage) -> [Person<'_>; 2] {
    let lisbon = stage
        .person("Maria Santos", "maria.santos.lisboa", "Europe/Lisbon", "2025-06-14T16:00")
        .joins("2025-06-14T16:30")
        .pays(12_500, "2025-07-22T16:00")
        .attends(all_but(&[1]))
        .reflects(all_but(&[1, 4, 12]))
        .finishes()
        .certified(FIRST_SITTING);
    let sao_paulo = stage
        .person("Maria Santos", "maria.santos.sp", "America/Sao_Paulo", "2025-06-10T16:00")
        .joins("2025-06-10T16:20")
        .pays(12_500, "2025-07-23T16:00")
        .attends([1, 3, 4, 6, 7, 8, 9, 11])
        .reflects([1, 3, 4, 6, 7, 8, 9])
        .linked(lisbon.id, "2025-10-21T11:00")
        .unlinked(lisbon.id, "2025-11-04T16:45")
        .note("two people of one name: birthdays differ")
        .finishes();
    [lisbon, sao_paulo]
}
