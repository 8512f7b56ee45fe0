//! How seats are won, lost, moved and given back.

use crate::cohort::classroom::all_but;
use crate::cohort::office::FIRST_SITTING;
use crate::cohort::script::Person;
use crate::cohort::stage::Stage;

pub(super) fn tell(stage: &Stage) -> Vec<Person<'_>> {
    vec![
        waitlisted_then_admitted(stage),
        declined_and_back_a_year_later(stage),
        withdrew_with_a_refund(stage),
        deferred_into_an_overlapping_cohort(stage),
        never_took_the_workshop(stage),
        took_the_workshop_under_another_name(stage),
        left_and_was_forgotten(stage),
    ]
}

fn waitlisted_then_admitted(stage: &Stage) -> Person<'_> {
    stage
        .person("Asha Rao", "asha.rao", "America/Los_Angeles", "2025-05-02T18:40")
        .workshop("2024-11-08")
        .applies("2025-05-02T18:55")
        .waitlisted("2025-06-20")
        .admitted("2025-08-21")
        .note("two more places were found")
        .pays(12_500, "2025-08-25T09:10")
        .attends(all_but(&[4, 9]))
        .reflects(all_but(&[4, 9]))
        .finishes()
        .certified(FIRST_SITTING)
}

/// The last day to apply ended at 06:00 in Stockholm.
fn declined_and_back_a_year_later(stage: &Stage) -> Person<'_> {
    stage
        .person("Tobias Lindqvist", "tobias.lindqvist", "Europe/Stockholm", "2025-08-16T05:50")
        .workshop("2025-01-17")
        .applies("2025-08-16T06:05")
        .declined("2025-08-22")
        .note("no work under way yet, and five minutes late; to be asked again next year")
        .in_the_next_cohort()
        .applies("2026-03-02T19:05")
        .admitted("2026-04-15")
        .attends([1, 2, 3, 5])
        .reflects([1, 2, 3])
}

fn withdrew_with_a_refund(stage: &Stage) -> Person<'_> {
    stage
        .person("Marguerite Okoye", "marguerite.okoye", "America/New_York", "2025-06-03T12:00")
        .joins("2025-06-03T12:20")
        .pays(12_500, "2025-07-14T10:02")
        .remember("tuition")
        .attends([1, 2, 3])
        .reflects([1, 2])
        .withdraws("2025-12-08T09:30")
        .note("a new post; hopes to come back")
        .refunded(9_000, "tuition", "2025-12-15")
}

fn deferred_into_an_overlapping_cohort(stage: &Stage) -> Person<'_> {
    stage
        .person("Jonas Møller-Dahl", "jonas.moller-dahl", "Europe/Copenhagen", "2025-05-28T21:10")
        .joins("2025-05-28T21:40")
        .pays(12_500, "2025-07-21T08:15")
        .attends([1, 2, 3, 4])
        .reflects([1, 2, 3])
        .deferred(&stage.next.cohort, "2026-02-19")
        .note("parental leave until summer")
        .in_the_next_cohort()
        .applies("2026-02-20T11:00")
        .admitted("2026-03-05")
        .attends([1, 2, 3, 5])
        .reflects([1, 2])
}

fn never_took_the_workshop(stage: &Stage) -> Person<'_> {
    stage
        .person("Patrick Delacroix", "patrick.delacroix", "Europe/Paris", "2025-06-10T17:00")
        .credited("Mindful Leadership Weekend", "2024-05-19")
        .applies("2025-06-10T17:25")
        .admitted("2025-07-10")
        .note("says that he took the workshop in 2020; the certificate is to follow")
        .pays(12_500, "2025-07-18T10:40")
        .attends(all_but(&[6, 12]))
        .reflects(all_but(&[6, 12]))
        .finishes()
}

fn took_the_workshop_under_another_name(stage: &Stage) -> Person<'_> {
    let names = stage.this.workshops();
    let name =
        names.iter().find(|name| name.contains("Foundations")).expect("Melbourne's name for it");
    stage
        .person(
            "Matilda Hargreaves",
            "matilda.hargreaves",
            "Australia/Melbourne",
            "2025-04-29T09:00",
        )
        .credited(&name.to_uppercase(), "2024-11-28")
        .applies("2025-04-29T09:20")
        .admitted("2025-07-10")
        .pays(12_500, "2025-07-16T14:05")
        .attends(all_but(&[2, 12]))
        .reflects(all_but(&[2, 12]))
        .finishes()
}

fn left_and_was_forgotten(stage: &Stage) -> Person<'_> {
    stage
        .person("Quentin Forgotten", "quentin.forgotten", "America/Chicago", "2025-07-30T13:00")
        .workshop("2023-01-20")
        .applies("2025-07-30T13:15")
        .admitted("2025-08-21")
        .attends([1])
        .withdraws("2025-10-06T16:00")
        .note("asked that nothing be kept")
        .erased("2026-02-10T15:00")
}
