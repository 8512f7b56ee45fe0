//! Why a wish is refused: one story for each refusal, with the words that people read.

use std::collections::BTreeSet;

use cairn_domain::event::AppealOutcome;
use cairn_domain::{Decision, Refusal, State, Step};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{home_cohort, name};

use crate::stories_favours::waive;

#[test]
fn what_does_not_follow_is_refused() {
    given([applied(), declined()]).when(Decision::Suspend).then_refused(
        &Refusal::DoesNotFollow { from: State::Declined, step: Step::Suspend },
        "they are declined in this cohort, and suspending does not follow from that",
    );
    given([]).when(Decision::Admit).then_refused(
        &Refusal::DoesNotFollow { from: State::Unknown, step: Step::Admit },
        "they are not an applicant in this cohort, and admitting does not follow from that",
    );
}

#[test]
fn what_is_missing_is_said_by_name() {
    let story = given([applied(), admitted()]).under(only("retreat", |_| {}));
    story.and([retreat(4)]).when(Decision::Certify { receipt: None }).then_refused(
        &Refusal::NotSatisfied(vec!["retreat has 4 of 5".to_owned()]),
        "the policy is not satisfied: retreat has 4 of 5",
    );
}

#[test]
fn a_requirement_that_there_is_not_cannot_be_waived() {
    let known = "`retreat`".to_owned();
    let refusal = Refusal::NoSuchRequirement { requirement: requirement("sleep"), known };
    let says = "the policy has no requirement `sleep`; it has `retreat`";
    let story = given([applied(), admitted()]).under(only("retreat", |_| {}));
    story.clone().when(waive("sleep", "committee")).then_refused(&refusal, says);
    let requirements = BTreeSet::from([requirement("sleep")]);
    story.when(Decision::Refer { requirements }).then_refused(&refusal, says);
}

#[test]
fn only_who_may_waive_may_waive() {
    let refusal = |what, authority: &str, by: Option<&str>| Refusal::NotWaivable {
        requirement: requirement(what),
        authority: name(authority),
        by: by.map(name),
    };
    let story = given([applied(), admitted()]);
    story.clone().when(waive("retreat", "staff")).then_refused(
        &refusal("retreat", "staff", Some("committee")),
        "the policy lets only `committee` waive it, not `staff`",
    );
    story
        .when(waive("tuition", "committee"))
        .then_refused(&refusal("tuition", "committee", None), "the policy lets nobody waive it");
}

#[test]
fn what_is_met_needs_no_waiver() {
    let refusal = Refusal::NothingToWaive(requirement("retreat"));
    let says = "`retreat` is met already: there is nothing to waive";
    let story = given([applied(), admitted()]);
    let done = story.clone().and([retreat(5)]);
    done.when(waive("retreat", "committee")).then_refused(&refusal, says);
    let waived = story.and([waived("retreat", "committee")]);
    waived.when(waive("retreat", "committee")).then_refused(&refusal, says);
}

#[test]
fn nobody_is_deferred_to_where_they_are() {
    given([applied(), admitted()]).when(Decision::Defer { to: home_cohort() }).then_refused(
        &Refusal::SameCohort(home_cohort()),
        "`north-2025` is the cohort they would leave",
    );
}

#[test]
fn an_appeal_that_nobody_made_is_not_decided() {
    let wish = Decision::DecideAppeal { appeal: event(9), outcome: AppealOutcome::Upheld };
    given([applied(), admitted(), refused()])
        .when(wish)
        .then_refused(&Refusal::NoOpenAppeal, "there is no open appeal to decide");
}

#[test]
fn an_appeal_that_is_decided_or_taken_back_is_not_decided() {
    let overturned = AppealOutcome::Overturned;
    let wish = |appeal| Decision::DecideAppeal { appeal: event(appeal), outcome: overturned };
    let says = "the appeal that is named is not open in this cohort: it is decided, taken back, or about another cohort";
    // #4 is decided; #6 is open.
    let first = [applied(), admitted(), refused(), appealed(3)];
    let story = given(first).and([appeal_decided(4, AppealOutcome::Upheld), appealed(3)]);
    story.clone().when(wish(4)).then_refused(&Refusal::AppealNotOpen(event(4)), says);
    // Nor what is no appeal at all.
    story.clone().when(wish(3)).then_refused(&Refusal::AppealNotOpen(event(3)), says);
    story.when(wish(6)).then_recorded(appeal_decided(6, overturned));
    // #4 is taken back; #5 is open.
    let story = given([applied(), admitted(), refused(), appealed(3), appealed(3), voided(4)]);
    story.clone().when(wish(4)).then_refused(&Refusal::AppealNotOpen(event(4)), says);
    story.when(wish(5)).then_recorded(appeal_decided(5, overturned));
}

#[test]
fn a_wish_that_is_refused_records_nothing_even_when_everything_else_is_there() {
    // Certified already: certifying does not follow, whatever the findings say.
    let story =
        given([applied(), admitted(), retreat(5), certified()]).under(only("retreat", |_| {}));
    story.when(Decision::Certify { receipt: None }).then_refused(
        &Refusal::DoesNotFollow { from: State::Certified, step: Step::Certify },
        "they are certified in this cohort, and certifying does not follow from that",
    );
}
