//! Who was there, for how long, and how we know.

use cairn_domain::Presence;

use crate::cohort::classroom::all_but;
use crate::cohort::office::FIRST_SITTING;
use crate::cohort::script::Person;
use crate::cohort::stage::Stage;

pub(super) fn tell(stage: &Stage) -> Vec<Person<'_>> {
    vec![
        two_devices_at_once(stage),
        made_up_for_too_many(stage),
        excused_and_still_absent(stage),
        known_by_duration_only(stage),
        on_paper(stage),
        not_measured_yet(stage),
        four_fifths_to_the_second(stage),
        a_little_less_than_four_fifths(stage),
        nine_and_one_to_go(stage),
        ten_and_one_to_go(stage),
    ]
}

/// Two stays of 100 minutes each make 105 minutes, not 200.
fn two_devices_at_once(stage: &Stage) -> Person<'_> {
    stage
        .person("Sioned ap Rhys", "sioned.aprhys", "Europe/London", "2025-06-11T20:00")
        .joins("2025-06-11T20:20")
        .pays(12_500, "2025-07-17T19:00")
        .attends([1, 2, 3, 4])
        .attends_on_two_devices(5, 100)
        .attends([6, 7, 8, 9, 10])
        .reflects(all_but(&[10, 11, 12]))
        .finishes()
}

/// Seven live and four make-ups, of which two count.
fn made_up_for_too_many(stage: &Stage) -> Person<'_> {
    stage
        .person("Malik Haddad", "malik.haddad", "Europe/Berlin", "2025-05-15T16:00")
        .joins("2025-05-15T16:30")
        .pays(12_500, "2025-07-12T10:00")
        .attends([1, 2, 3, 4, 5, 6, 7])
        .makes_up(8, "2026-05-02")
        .makes_up(9, "2026-06-06")
        .makes_up(10, "2026-07-04")
        .makes_up(11, "2026-07-18")
        .reflects(all_but(&[10, 12]))
        .finishes()
}

fn excused_and_still_absent(stage: &Stage) -> Person<'_> {
    stage
        .person("Ingrid Solheim", "ingrid.solheim", "Europe/Oslo", "2025-05-30T08:00")
        .joins("2025-05-30T08:15")
        .pays(12_500, "2025-07-15T08:45")
        .excused(8)
        .note("a funeral")
        .attends(all_but(&[2, 3, 8]))
        .reflects(all_but(&[2, 3]))
        .finishes()
}

/// One report gave seconds only, exactly four fifths of the session.
fn known_by_duration_only(stage: &Stage) -> Person<'_> {
    let session = stage.this.meeting(6).held.length().num_seconds();
    let seconds = u32::try_from((session * 4 + 4) / 5).unwrap_or(0);
    stage
        .person("Samuel Whitebear", "samuel.whitebear", "America/Denver", "2025-06-13T18:00")
        .joins("2025-06-13T18:20")
        .pays(12_500, "2025-07-19T09:30")
        .attends([1, 2, 3, 4, 5])
        .present(6, Presence::Seconds(seconds))
        .attends([7, 8, 9, 12])
        .reflects(all_but(&[10, 11, 12]))
        .finishes()
        .certified(FIRST_SITTING)
}

fn on_paper(stage: &Stage) -> Person<'_> {
    stage
        .person("Petra Nováková", "petra.novakova", "Europe/Prague", "2025-05-22T17:00")
        .joins("2025-05-22T17:15")
        .pays(12_500, "2025-07-22T12:00")
        .present(1, Presence::Whole)
        .note("signed the sheet in the room in Prague")
        .present(2, Presence::Whole)
        .attends([3, 4, 5, 6, 7, 8, 9, 12])
        .reflects(all_but(&[10, 11, 12]))
        .finishes()
        .certified(FIRST_SITTING)
}

/// Nine are certain, and the tenth depends on a report that never came.
fn not_measured_yet(stage: &Stage) -> Person<'_> {
    stage
        .person("Oluwaseun Bello", "oluwaseun.bello", "Africa/Lagos", "2025-06-02T14:00")
        .joins("2025-06-02T14:25")
        .pays(12_500, "2025-07-20T13:00")
        .attends([1, 2, 3, 4, 5, 6, 7, 8])
        .present(9, Presence::Unmeasured)
        .note("dialled in by telephone; the provider was asked for the times")
        .attends([10])
        .reflects(all_but(&[10, 11, 12]))
        .finishes()
}

fn four_fifths_to_the_second(stage: &Stage) -> Person<'_> {
    stage
        .person("Hana Šimková", "hana.simkova", "Europe/Bratislava", "2025-05-26T19:00")
        .joins("2025-05-26T19:10")
        .pays(12_500, "2025-07-13T20:00")
        .attends([1, 2])
        .attends_percent(3, 80, true)
        .attends([4, 5, 6, 7, 8, 9, 10])
        .reflects(all_but(&[10, 11, 12]))
        .finishes()
}

fn a_little_less_than_four_fifths(stage: &Stage) -> Person<'_> {
    stage
        .person("Rafael Teixeira", "rafael.teixeira", "Europe/Lisbon", "2025-05-27T21:00")
        .joins("2025-05-27T21:20")
        .pays(12_500, "2025-07-13T20:30")
        .attends([1, 2])
        .attends_percent(3, 79, false)
        .attends([4, 5, 6, 7, 8, 9, 10])
        .reflects(all_but(&[10, 11, 12]))
        .finishes()
}

/// Both make-ups are spent and the last session is the last chance; they took it.
fn nine_and_one_to_go(stage: &Stage) -> Person<'_> {
    stage
        .person("Pilar Domingo", "pilar.domingo", "Europe/Madrid", "2025-06-04T18:00")
        .joins("2025-06-04T18:20")
        .pays(12_500, "2025-07-11T18:00")
        .attends([1, 2, 4, 5, 7, 9, 10])
        .makes_up(3, "2025-11-29")
        .makes_up(6, "2026-02-28")
        .reflects(all_but(&[8, 11]))
        .finishes()
        .attends([12])
        .certified(FIRST_SITTING)
}

fn ten_and_one_to_go(stage: &Stage) -> Person<'_> {
    stage
        .person("Kwabena Mensah", "kwabena.mensah", "Africa/Accra", "2025-06-06T09:00")
        .joins("2025-06-06T09:30")
        .pays(12_500, "2025-07-11T09:00")
        .attends(all_but(&[8, 12]))
        .reflects(all_but(&[8, 12]))
        .finishes()
        .certified(FIRST_SITTING)
}
