//! Reflections, the retreat and the project.

use crate::cohort::classroom::all_but;
use crate::cohort::office::{FIRST_SITTING, SECOND_SITTING};
use crate::cohort::script::Person;
use crate::cohort::stage::Stage;
use cairn_domain::policy::Requirement;

pub(super) fn tell(stage: &Stage) -> Vec<Person<'_>> {
    vec![
        filed_a_minute_late(stage),
        filed_in_the_last_minute(stage),
        lacks_a_facet(stage),
        left_the_retreat_early(stage),
        one_reviewer_of_two(stage),
        referred_and_back_with_a_better_project(stage),
    ]
}

/// The reflection on the session of 12 March 2026 is due by the end of 2 April in New York: 06:00 in Johannesburg.
fn filed_a_minute_late(stage: &Stage) -> Person<'_> {
    stage
        .person(
            "Thandeka Mbeki-Roos",
            "thandeka.mbeki-roos",
            "Africa/Johannesburg",
            "2025-05-19T12:00",
        )
        .joins("2025-05-19T12:30")
        .pays(12_500, "2025-07-16T12:00")
        .attends(all_but(&[12]))
        .reflects([1, 2, 3, 4, 5, 6])
        .reflects_on(7, "2026-04-03T06:00", 0)
        .reflects([8, 9])
        .finishes()
}

/// The same deadline, seen from Stockholm: 05:59 is the last minute.
fn filed_in_the_last_minute(stage: &Stage) -> Person<'_> {
    stage
        .person("Elias Bergström", "elias.bergstrom", "Europe/Stockholm", "2025-05-19T13:00")
        .joins("2025-05-19T13:30")
        .pays(12_500, "2025-07-16T13:00")
        .attends(all_but(&[12]))
        .reflects([1, 2, 3, 4, 5, 6])
        .reflects_on(7, "2026-04-03T05:59", 0)
        .reflects([8, 9])
        .finishes()
}

/// Ten reflections, of which one touches the facet that comes second.
fn lacks_a_facet(stage: &Stage) -> Person<'_> {
    stage
        .person("Céleste Fontaine", "celeste.fontaine", "Europe/Brussels", "2025-06-07T10:00")
        .joins("2025-06-07T10:20")
        .pays(12_500, "2025-07-24T10:00")
        .attends(all_but(&[9, 12]))
        .reflects_only_on([1, 3, 5, 6, 8], 0)
        .reflects_only_on([2], 1)
        .reflects_only_on([4, 7, 10, 11], 2)
        .finishes()
}

fn left_the_retreat_early(stage: &Stage) -> Person<'_> {
    stage
        .person("Gunnar Eide", "gunnar.eide", "Europe/Oslo", "2025-06-08T11:00")
        .joins("2025-06-08T11:15")
        .pays(12_500, "2025-07-25T11:00")
        .attends(all_but(&[4, 12]))
        .reflects(all_but(&[4, 7, 12]))
        .retreat(4)
        .note("left on the last morning; a sick child at home")
        .hands_in("2026-06-15T20:00")
        .accepted_by("reviewer.lund", "2026-07-12")
        .accepted_by("reviewer.ferreira", "2026-07-20")
}

fn one_reviewer_of_two(stage: &Stage) -> Person<'_> {
    stage
        .person("Amara Nwosu", "amara.nwosu", "America/Chicago", "2025-06-12T12:00")
        .joins("2025-06-12T12:20")
        .pays(12_500, "2025-07-26T12:00")
        .attends(all_but(&[2, 12]))
        .reflects(all_but(&[2, 12]))
        .retreat(5)
        .hands_in("2026-06-22T21:30")
        .accepted_by("reviewer.lund", "2026-07-14")
        .returned_by("reviewer.ferreira", "2026-07-23")
        .note("who else is affected by it? The family is missing from the map")
}

fn referred_and_back_with_a_better_project(stage: &Stage) -> Person<'_> {
    stage
        .person("Ikaika Kealoha", "ikaika.kealoha", "Pacific/Honolulu", "2025-05-09T08:00")
        .joins("2025-05-09T08:30")
        .pays(12_500, "2025-07-12T08:00")
        .attends(all_but(&[5, 12]))
        .reflects(all_but(&[4, 5, 12]))
        .retreat(6)
        .hands_in("2026-06-25T18:00")
        .accepted_by("reviewer.ferreira", "2026-07-16")
        .returned_by("reviewer.lund", "2026-07-24")
        .referred(|asks| matches!(asks, Requirement::Reviews { .. }), FIRST_SITTING)
        .hands_in("2026-09-05T17:00")
        .accepted_by("reviewer.lund", "2026-09-14")
        .certified(SECOND_SITTING)
}
