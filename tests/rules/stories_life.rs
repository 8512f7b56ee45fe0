//! How practitioners come and go, and what is decided about them: one story for each kind of event.

use crate::stories_favours::waive;
use cairn_domain::event::AppealOutcome;
use cairn_domain::{Decision, State, links};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{home_cohort, other_cohort};
use chrono_tz::Australia::Melbourne;

#[test]
fn who_applied_is_an_applicant() {
    given([applied()]).then_stands(State::Applied).then_verdict("out_of_reach");
}

#[test]
fn who_was_admitted_has_a_seat() {
    given([applied(), admitted()]).then_stands(State::Admitted);
}

#[test]
fn from_the_waiting_list_one_may_still_be_admitted() {
    given([applied(), waitlisted()])
        .then_stands(State::Waitlisted)
        .and([admitted()])
        .then_stands(State::Admitted);
}

#[test]
fn who_was_declined_may_apply_again() {
    given([applied(), declined()])
        .then_verdict("declined")
        .and([applied()])
        .then_stands(State::Applied);
}

#[test]
fn who_left_is_no_longer_asked_about() {
    given([applied(), admitted(), withdrew()])
        .then_stands(State::Withdrawn)
        .then_verdict("withdrawn");
}

#[test]
fn who_was_deferred_is_to_join_another_cohort() {
    let story = given([applied(), admitted(), deferred()]).then_verdict("deferred");
    let standing = story.standing();
    let here = standing.in_cohort(&home_cohort()).unwrap();
    assert_eq!(here.deferred_to(cairn_domain::Instant::MAX_UTC), Some(&other_cohort()));
    assert!(standing.in_cohort(&other_cohort()).is_none(), "nothing was recorded there yet");
}

#[test]
fn who_was_certified_is_certified_whatever_the_findings_say() {
    given([applied(), admitted(), certified()]).then_verdict("certified");
}

#[test]
fn who_was_referred_keeps_the_seat_and_knows_what_to_come_back_with() {
    let story = given([applied(), admitted(), referred("retreat")]).then_stands(State::Referred);
    let standing = story.standing();
    let asked = &standing.in_cohort(&home_cohort()).unwrap().referrals[0].1;
    assert!(asked.iter().eq([&requirement("retreat")]));
}

#[test]
fn who_was_refused_may_apply_again() {
    given([applied(), admitted(), refused()])
        .then_verdict("refused")
        .and([applied()])
        .then_stands(State::Applied);
}

#[test]
fn a_suspension_ends_where_it_began() {
    let told = given([applied(), admitted(), referred("retreat"), suspended()]);
    told.then_verdict("suspended").and([reinstated()]).then_stands(State::Referred);
    let told = given([applied(), admitted(), certified(), suspended()]);
    told.and([reinstated()]).then_stands(State::Certified);
}

#[test]
fn a_lifted_revocation_certifies_again() {
    let told = given([applied(), admitted(), certified(), revoked()]).then_verdict("revoked");
    told.and([reinstated()]).then_stands(State::Certified);
}

#[test]
fn a_lifted_refusal_gives_the_seat_back() {
    let told = given([applied(), admitted(), refused()]);
    told.clone().when(Decision::Reinstate).then_recorded(reinstated());
    told.and([reinstated()]).then_stands(State::Admitted);
}

#[test]
fn a_revocation_takes_the_certificate_back() {
    given([applied(), admitted(), certified(), revoked()]).then_stands(State::Revoked);
}

#[test]
fn an_appeal_is_heard_once() {
    let told = given([applied(), admitted(), refused(), appealed(3)]);
    let upheld = AppealOutcome::Upheld;
    let wish = || Decision::DecideAppeal { appeal: event(4), outcome: upheld };
    told.clone().when(wish()).then_recorded(appeal_decided(4, upheld));
    told.and([appeal_decided(4, upheld)])
        .when(wish())
        .then_refused(&cairn_domain::Refusal::NoOpenAppeal, "there is no open appeal to decide");
}

#[test]
fn an_appeal_that_was_overturned_changes_nothing_by_itself() {
    let overturned = AppealOutcome::Overturned;
    given([applied(), admitted(), refused(), appealed(3), appeal_decided(4, overturned)])
        .then_stands(State::Refused);
}

#[test]
fn where_somebody_lives_is_what_was_said_last() {
    let story = given([identified(chrono_tz::UTC), identified(Melbourne)]);
    assert_eq!(story.standing().zones.last().map(|(_, zone)| *zone), Some(Melbourne));
}

#[test]
fn two_records_of_one_person_are_read_together_from_when_that_is_known() {
    let story = given([linked().on("2030-01-01").recorded("2025-09-01T12:00:00Z")]);
    assert!(links(&story.settled().facts).iter().eq([&other_record()]));
}

#[test]
fn two_records_that_were_linked_by_mistake_are_two_people_again() {
    // The last word counts, whatever days the two name.
    let story = given([linked().on("2025-09-02"), unlinked().on("2025-09-01")]);
    assert!(links(&story.settled().facts).is_empty());
}

#[test]
fn erasing_personal_data_changes_no_finding() {
    let told = given([applied(), admitted(), attended("2025-09", cairn_domain::Presence::Whole)]);
    let (before, after) = (told.assessment(), told.clone().and([erased()]));
    assert_eq!(after.assessment(), before);
    assert_eq!(after.standing().erased.len(), 1);
}

#[test]
fn what_somebody_is_called_in_files_changes_no_finding() {
    let told = given([applied(), admitted(), attended("2025-09", cairn_domain::Presence::Whole)]);
    let (before, after) = (told.assessment(), told.clone().and([recognised()]));
    assert_eq!(after.assessment(), before);
    given([recognised()]).then_odd(&[]);
}

#[test]
fn what_cannot_be_read_is_kept_and_said() {
    let story = given([applied(), unknown()]);
    assert_eq!(story.standing().unreadable.len(), 1, "a verdict over it is an error of the caller");
    assert!(story.and([voided(2)]).standing().unreadable.is_empty());
}

#[test]
fn a_decision_that_follows_is_recorded() {
    let applicant = || given([applied()]);
    applicant().when(Decision::Admit).then_recorded(admitted());
    applicant().when(Decision::Waitlist).then_recorded(waitlisted());
    applicant().when(Decision::Decline).then_recorded(declined());
    let seated = || given([applied(), admitted()]);
    seated().when(Decision::Defer { to: other_cohort() }).then_recorded(deferred());
    seated().when(Decision::Refuse).then_recorded(refused());
    seated().when(Decision::Suspend).then_recorded(suspended());
    let requirements = std::collections::BTreeSet::from([requirement("retreat")]);
    seated().when(Decision::Refer { requirements }).then_recorded(referred("retreat"));
    seated().when(waive("retreat", "committee")).then_recorded(waived("retreat", "committee"));
    given([applied(), admitted(), certified()]).when(Decision::Revoke).then_recorded(revoked());
    given([applied(), admitted(), suspended()])
        .when(Decision::Reinstate)
        .then_recorded(reinstated());
}
