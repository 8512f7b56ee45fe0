//! Examinations: attempts, points, and when one may try again.

use cairn_domain::assess::Against;
use cairn_domain::event::ExamOutcome::{NotPassed, Passed};
use cairn_domain::policy::{Fraction, Requirement, Term};
use cairn_domain::{Policy, Status};
use cairn_testkit::story::*;
use cairn_testkit::worlds::name;

fn written(attempts: Option<u32>, wait: Option<Term>) -> Policy {
    let pass_mark = Some(Fraction { of: 5, per: 6 });
    let (of, after, by, valid_for) = (name("written"), None, None, None);
    asking([("written", Requirement::Exam { of, pass_mark, attempts, wait, after, by, valid_for })])
}

#[test]
fn an_examination_is_passed_within_its_attempts() {
    let told = given([sat(NotPassed).on("2025-09-01"), sat(Passed).on("2025-10-01")]);
    told.clone().under(written(Some(2), None)).then("written", "met", (1, 1));
    told.under(written(Some(1), None)).then("written", "out_of_reach", (0, 1));
}

#[test]
fn an_attempt_that_failed_is_said_to_have_failed() {
    let told = given([sat(NotPassed).on("2025-09-01"), scored(10, 13).on("2025-10-01")]);
    told.under(written(None, None))
        .as_of("2025-11-01")
        .then("written", "open", (0, 1))
        .then_against("written", &[(1, Against::NotPassed), (2, Against::NotPassed)]);
}

#[test]
fn points_pass_from_the_pass_mark_on() {
    let told = |got| given([scored(got, 12)]).under(written(Some(1), None));
    told(10).then("written", "met", (1, 1));
    told(9).then("written", "out_of_reach", (0, 1));
    // Without a pass mark only the examiner's word passes.
    let mut by_word = written(Some(1), None);
    if let Requirement::Exam { pass_mark, .. } = &mut by_word.requirements[0].asks {
        *pass_mark = None;
    }
    given([scored(12, 12)]).under(by_word).then("written", "out_of_reach", (0, 1));
}

#[test]
fn a_third_attempt_of_two_is_one_too_many() {
    let told = given([
        sat(NotPassed).on("2025-09-01"),
        sat(NotPassed).on("2025-09-02"),
        sat(Passed).on("2025-09-03"),
    ]);
    told.under(written(Some(2), None))
        .as_of("2025-09-10")
        .then("written", "out_of_reach", (0, 1))
        .then_against(
            "written",
            &[(1, Against::NotPassed), (2, Against::NotPassed), (3, Against::TooManyAttempts)],
        );
}

#[test]
fn after_the_wait_attempts_count_again() {
    let told = |third| {
        given([
            sat(NotPassed).on("2025-09-01"),
            sat(NotPassed).on("2025-09-10"),
            sat(Passed).on(third),
        ])
        .under(written(Some(2), Some(days(30))))
    };
    told("2025-10-09").as_of("2025-10-09").then("written", "open", (0, 1));
    told("2025-10-10").then("written", "met", (1, 1));
}

#[test]
fn where_attempts_come_again_only_after_the_last_day_it_is_out_of_reach() {
    let told = given([sat(NotPassed).on("2025-12-01")]);
    told.clone().under(written(Some(1), Some(days(30)))).as_of("2025-12-01").then(
        "written",
        "open",
        (0, 1),
    );
    let told = told.under(written(Some(1), Some(days(31)))).as_of("2025-12-01");
    assert!(matches!(told.finding("written").status, Status::OutOfReach { .. }));
}

#[test]
fn the_last_attempt_is_one_that_cannot_be_missed() {
    let told = given([sat(NotPassed).on("2025-09-01")]).under(written(Some(2), None));
    told.as_of("2025-10-01").then_status("written", &Status::AtRisk { slack: 0 });
    let told = given([]).under(written(Some(2), None));
    told.as_of("2025-10-01").then_status("written", &Status::Open);
}
