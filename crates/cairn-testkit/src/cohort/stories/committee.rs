//! What the committee decides, and what becomes of it.

use cairn_domain::event::AppealOutcome;
use cairn_domain::policy::Requirement;

use crate::cohort::classroom::all_but;
use crate::cohort::office::{APPEALS, FIRST_SITTING, SECOND_SITTING};
use crate::cohort::script::Person;
use crate::cohort::stage::Stage;

pub(super) fn tell(stage: &Stage) -> Vec<Person<'_>> {
    vec![
        certified(stage),
        waived_by_the_committee(stage),
        refused_and_appealed(stage),
        certified_on_evidence_voided_afterwards(stage),
        certified_and_revoked(stage),
        suspended_and_reinstated(stage),
    ]
}

fn certified(stage: &Stage) -> Person<'_> {
    stage
        .person("Grace Adeyemi", "grace.adeyemi", "Europe/London", "2025-05-05T20:00")
        .joins("2025-05-05T20:30")
        .pays(12_500, "2025-06-12T20:00")
        .attends(all_but(&[]))
        .reflects(all_but(&[12]))
        .finishes()
        .certified(FIRST_SITTING)
}

/// Nine of twelve, by a hospital stay; the committee waives the tenth.
fn waived_by_the_committee(stage: &Stage) -> Person<'_> {
    stage
        .person("Park Eun-ji 박은지", "park.eun-ji", "Asia/Seoul", "2025-05-23T07:00")
        .joins("2025-05-23T07:20")
        .pays(12_500, "2025-07-17T07:00")
        .attends(all_but(&[10, 11, 12]))
        .reflects(all_but(&[10, 11, 12]))
        .finishes()
        .waived(|asks| matches!(asks, Requirement::Sessions { .. }), "committee", FIRST_SITTING)
        .note("in hospital from June to August; letters are filed with the minutes")
        .certified(SECOND_SITTING)
}

fn refused_and_appealed(stage: &Stage) -> Person<'_> {
    stage
        .person("Viktor Amsel", "viktor.amsel", "Europe/Vienna", "2025-06-14T09:00")
        .joins("2025-06-14T09:10")
        .pays(12_500, "2025-07-29T09:00")
        .attends([1, 2, 3, 5, 8, 11])
        .reflects([1, 2, 3, 5])
        .retreat(5)
        .hands_in("2026-07-30T23:00")
        .returned_by("reviewer.lund", "2026-08-12")
        .refused(SECOND_SITTING)
        .remember("the refusal")
        .appeals("the refusal", "2026-09-28T10:15")
        .remember("the appeal")
        .appeal_decided("the appeal", AppealOutcome::Upheld, APPEALS)
}

/// Ten of twelve when it was decided; weeks later a row turned out to be a colleague's.
fn certified_on_evidence_voided_afterwards(stage: &Stage) -> Person<'_> {
    stage
        .person(
            "Lucía Fernández-Prado",
            "lucia.fernandez-prado",
            "America/Bogota",
            "2025-05-18T19:00",
        )
        .joins("2025-05-18T19:20")
        .pays(12_500, "2025-07-15T19:00")
        .attends([1, 2, 3, 4, 5, 6, 7, 8, 9])
        .remember("the ninth")
        .attends([10])
        .reflects(all_but(&[10, 11, 12]))
        .finishes()
        .certified(FIRST_SITTING)
        .voids("the ninth", "a colleague had joined from her account", "2026-10-06T13:00")
}

fn certified_and_revoked(stage: &Stage) -> Person<'_> {
    stage
        .person("Bertrand Achille", "bertrand.achille", "America/Montreal", "2025-06-13T09:00")
        .joins("2025-06-13T09:15")
        .pays(12_500, "2025-07-30T09:00")
        .attends(all_but(&[6, 7]))
        .reflects(all_but(&[6, 7]))
        .finishes()
        .certified(FIRST_SITTING)
        .revoked("2026-11-12")
        .note("the project was another person's work")
}

/// Suspended on a complaint, which the appeal found to be about somebody else.
fn suspended_and_reinstated(stage: &Stage) -> Person<'_> {
    stage
        .person("Noor Rahman", "noor.rahman", "Asia/Kolkata", "2025-05-13T21:00")
        .joins("2025-05-13T21:30")
        .pays(12_500, "2025-06-14T21:00")
        .attends(all_but(&[12]))
        .reflects(all_but(&[12]))
        .finishes()
        .certified(FIRST_SITTING)
        .suspended(SECOND_SITTING)
        .remember("the suspension")
        .appeals("the suspension", "2026-09-22T20:00")
        .remember("the appeal")
        .appeal_decided("the appeal", AppealOutcome::Overturned, APPEALS)
        .reinstated("2026-10-16")
}
