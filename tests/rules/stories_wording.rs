//! The words of refusals: each state, each step, and how far somebody is.

use std::collections::BTreeSet;

use cairn_domain::policy::{LeastPresence, Over, Requirement};
use cairn_domain::{Decision, Event, Refusal, State, Step};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{home_cohort, name};

#[test]
fn each_state_is_said_in_words() {
    let words = State::ALL.map(|from| {
        let refusal = Refusal::DoesNotFollow { from, step: Step::Admit };
        let said = refusal.to_string();
        let said = said.strip_prefix("they are ").unwrap_or(&said);
        said.strip_suffix(" in this cohort, and admitting does not follow from that")
            .unwrap_or(said)
            .to_owned()
    });
    let expected = [
        "not an applicant",
        "an applicant",
        "on the waiting list",
        "admitted",
        "declined",
        "withdrawn",
        "deferred",
        "referred",
        "certified",
        "refused",
        "suspended",
        "revoked",
    ];
    assert_eq!(words, expected);
}

#[test]
fn each_step_is_said_in_words() {
    let words = Step::ALL.map(|step| {
        let said = Refusal::DoesNotFollow { from: State::Declined, step }.to_string();
        let said = said.strip_prefix("they are declined in this cohort, and ").unwrap_or(&said);
        said.strip_suffix(" does not follow from that").unwrap_or(said).to_owned()
    });
    let expected = [
        "applying",
        "admitting",
        "waitlisting",
        "declining",
        "withdrawing",
        "deferring",
        "referring",
        "certifying",
        "refusing",
        "suspending",
        "reinstating",
        "revoking",
    ];
    assert_eq!(words, expected);
}

#[test]
fn each_state_has_its_name() {
    let expected = [
        "unknown",
        "applied",
        "waitlisted",
        "admitted",
        "declined",
        "withdrawn",
        "deferred",
        "referred",
        "certified",
        "refused",
        "suspended",
        "revoked",
    ];
    assert_eq!(State::ALL.map(State::name), expected);
    // The wire has the same names.
    let written = State::ALL.map(|state| serde_json::to_value(state).unwrap());
    assert_eq!(written, expected.map(serde_json::Value::from));
}

#[test]
fn no_decision_is_recorded_that_does_not_follow() {
    let defer = Decision::Defer { to: name("north-2026") };
    let refer = Decision::Refer { requirements: BTreeSet::from([requirement("retreat")]) };
    for (wish, step) in [
        (Decision::Admit, Step::Admit),
        (Decision::Waitlist, Step::Waitlist),
        (Decision::Decline, Step::Decline),
        (defer, Step::Defer),
        (Decision::Certify { receipt: None }, Step::Certify),
        (refer, Step::Refer),
        (Decision::Refuse, Step::Refuse),
        (Decision::Suspend, Step::Suspend),
        (Decision::Reinstate, Step::Reinstate),
        (Decision::Revoke, Step::Revoke),
    ] {
        let refusal = Refusal::DoesNotFollow { from: State::Withdrawn, step };
        let says = refusal.to_string();
        given([applied(), admitted(), withdrew()]).when(wish).then_refused(&refusal, &says);
    }
}

#[test]
fn a_place_moves_to_another_cohort() {
    let to = name("north-2026");
    given([applied(), admitted()])
        .when(Decision::Defer { to })
        .then_recorded(Event::Deferred { cohort: home_cohort(), to: name("north-2026") });
}

#[test]
fn money_that_is_missing_is_said_with_its_currency() {
    let story = given([applied(), admitted(), paid(999)]).under(only("tuition", |_| {}));
    story.when(Decision::Certify { receipt: None }).then_refused(
        &Refusal::NotSatisfied(vec!["tuition has 999.00 USD of 1000.00 USD".to_owned()]),
        "the policy is not satisfied: tuition has 999.00 USD of 1000.00 USD",
    );
}

#[test]
fn absences_that_may_still_come_are_said_as_such() {
    let limit = Requirement::Absences {
        at_most: 1,
        over: Over::All,
        of: None,
        presence: LeastPresence::Minutes(60),
        late: None,
        excused: cairn_domain::policy::ExcusedAbsence::default(),
    };
    let story = given([applied(), admitted()]).under(asking([("limit", limit)]));
    let says = "limit may still come to 3, at most 1";
    story.as_of("2025-09-01").when(Decision::Certify { receipt: None }).then_refused(
        &Refusal::NotSatisfied(vec![says.to_owned()]),
        &format!("the policy is not satisfied: {says}"),
    );
}

#[test]
fn a_name_is_refused_with_its_article() {
    let refused = "A B".parse::<cairn_domain::ids::Activity>().unwrap_err();
    let expected = "1 to 64 of a-z, 0-9, `-`, `_` and `.`, beginning with a letter or digit";
    assert_eq!(refused.to_string(), format!("`A B` is not an activity: expected {expected}"));
    let refused = "A B".parse::<cairn_domain::SessionId>().unwrap_err();
    assert_eq!(refused.to_string(), format!("`A B` is not a session: expected {expected}"));
}

#[test]
fn a_link_is_taken_back_by_the_last_word_and_nothing_else_is_a_link() {
    let story = given([applied(), linked().at("2025-09-01T00:00:00Z"), unlinked(), applied()]);
    assert_eq!(cairn_domain::links(&story.settled().facts).len(), 0);
    let story = given([applied(), linked(), retreat(5)]);
    assert_eq!(cairn_domain::links(&story.settled().facts), BTreeSet::from([other_record()]));
}
