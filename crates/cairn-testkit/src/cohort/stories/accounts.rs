//! What people pay, when, and on which side of the early-bird day: 15 June 2025 ends at 2025-06-16T04:00:00Z.

use cairn_domain::event::AdjustmentKind;

use crate::cohort::classroom::all_but;
use crate::cohort::office::{FIRST_SITTING, SECOND_SITTING};
use crate::cohort::script::Person;
use crate::cohort::stage::Stage;

pub(super) fn tell(stage: &Stage) -> Vec<Person<'_>> {
    vec![
        applied_in_time_and_paid_late(stage),
        paid_in_time_and_applied_late(stage),
        did_both_in_time_on_the_next_day_at_home(stage),
        did_both_on_the_day_at_home_and_one_late(stage),
        sponsored(stage),
        scholarship(stage),
        instalments(stage),
        typed_a_zero_too_few(stage),
    ]
}

fn applied_in_time_and_paid_late(stage: &Stage) -> Person<'_> {
    stage
        .person("Tan Wei Ling 陳慧玲", "tan.wei.ling", "Asia/Singapore", "2025-06-16T11:45")
        .workshop("2025-01-17")
        .applies("2025-06-16T11:59")
        .pays(12_500, "2025-06-16T12:01")
        .admitted("2025-07-10")
        .attends(all_but(&[8, 12]))
        .reflects(all_but(&[8, 12]))
        .finishes()
        .certified(SECOND_SITTING)
}

fn paid_in_time_and_applied_late(stage: &Stage) -> Person<'_> {
    stage
        .person("Bronwyn Carmody", "bronwyn.carmody", "Australia/Melbourne", "2025-06-16T13:40")
        .workshop("2024-11-28")
        .pays(12_500, "2025-06-16T13:59")
        .applies("2025-06-16T14:01")
        .admitted("2025-07-10")
        .attends(all_but(&[3, 12]))
        .reflects(all_but(&[3, 4, 12]))
        .finishes()
}

fn did_both_in_time_on_the_next_day_at_home(stage: &Stage) -> Person<'_> {
    stage
        .person("Freja Holmgaard", "freja.holmgaard", "Europe/Copenhagen", "2025-06-16T05:30")
        .workshop("2024-11-08")
        .applies("2025-06-16T05:50")
        .pays(12_500, "2025-06-16T05:59")
        .admitted("2025-07-10")
        .attends(all_but(&[11, 12]))
        .reflects(all_but(&[11, 12]))
        .finishes()
        .certified(FIRST_SITTING)
}

fn did_both_on_the_day_at_home_and_one_late(stage: &Stage) -> Person<'_> {
    stage
        .person("Diego Marín", "diego.marin", "America/Los_Angeles", "2025-06-15T20:40")
        .workshop("2024-11-08")
        .pays(12_500, "2025-06-15T20:59")
        .applies("2025-06-15T21:01")
        .admitted("2025-07-10")
        .pays(2_500, "2025-08-29T10:00")
        .attends(all_but(&[1, 12]))
        .reflects(all_but(&[1, 4, 12]))
        .finishes()
        .certified(FIRST_SITTING)
}

fn sponsored(stage: &Stage) -> Person<'_> {
    stage
        .person("Nomvula Dube", "nomvula.dube", "Africa/Johannesburg", "2025-05-20T15:00")
        .joins("2025-05-20T15:20")
        .adjusted(12_500, AdjustmentKind::Sponsorship, "2025-08-04")
        .attends(all_but(&[5, 10]))
        .reflects(all_but(&[5, 10]))
        .finishes()
        .certified(FIRST_SITTING)
}

fn scholarship(stage: &Stage) -> Person<'_> {
    stage
        .person("Rosa Quispe", "rosa.quispe", "America/Lima", "2025-06-01T19:00")
        .joins("2025-06-01T19:25")
        .adjusted(10_000, AdjustmentKind::Scholarship, "2025-07-28")
        .pays(2_500, "2025-09-05T12:00")
        .attends(all_but(&[7, 12]))
        .reflects(all_but(&[7, 12]))
        .finishes()
        .certified(FIRST_SITTING)
}

fn instalments(stage: &Stage) -> Person<'_> {
    stage
        .person("Teo Baptiste", "teo.baptiste", "America/Toronto", "2025-06-09T08:00")
        .joins("2025-06-09T08:10")
        .pays(2_500, "2025-07-15T09:00")
        .pays(2_500, "2025-09-15T09:00")
        .pays(2_500, "2025-11-15T09:00")
        .pays(2_500, "2026-01-15T09:00")
        .pays(2_500, "2026-03-16T09:00")
        .attends(all_but(&[10, 12]))
        .reflects(all_but(&[4, 10]))
        .finishes()
        .certified(FIRST_SITTING)
}

fn typed_a_zero_too_few(stage: &Stage) -> Person<'_> {
    stage
        .person("Carlos Echeverría", "carlos.echeverria", "America/Mexico_City", "2025-06-05T18:00")
        .joins("2025-06-05T18:30")
        .pays(1_250, "2025-07-14T11:00")
        .remember("the payment")
        .amends_payment(
            "the payment",
            12_500,
            "the bank's statement says 12,500",
            "2025-09-03T15:00",
        )
        .attends(all_but(&[6, 12]))
        .reflects(all_but(&[4, 6, 12]))
        .finishes()
        .certified(FIRST_SITTING)
}
