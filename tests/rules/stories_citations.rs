//! What an answer cites: the events that count, those that do not and why, and those that may come to count.

use cairn_domain::assess::Against;
use cairn_domain::event::ExamOutcome::{NotPassed, Passed};
use cairn_domain::policy::{Milestone, Requirement, Term};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{at, name};

fn written(attempts: Option<u32>, wait: Option<Term>) -> Requirement {
    let (of, after, by, valid_for) = (name("written"), None, None, None);
    Requirement::Exam { of, pass_mark: None, attempts, wait, after, by, valid_for }
}

fn away(days: u32, times: u32) -> Requirement {
    done(Milestone::Retreat { days, times })
}

#[test]
fn what_was_done_in_its_window_is_cited_and_the_rest_is_held_against_it() {
    let paper = only_after(done(Milestone::Submitted(name("project"))), on("2025-09-10"));
    let told = given([
        submitted().on("2025-09-09"),
        submitted().on("2025-09-10"),
        submitted().on("2026-01-01"),
    ]);
    told.under(asking([("paper", paper)])).then_cites("paper", &[2]).then_against(
        "paper",
        &[
            (1, Against::TooEarly(at("2025-09-10T04:00:00Z"))),
            (3, Against::Late(at("2026-01-01T05:00:00Z"))),
        ],
    );
}

#[test]
fn retreats_that_are_long_enough_and_in_time_are_cited() {
    let told = given([
        retreat(5).on("2025-09-09"),
        retreat(4).on("2025-09-10"),
        retreat(5).on("2025-09-20"),
        retreat(6).on("2025-10-20"),
    ]);
    let policy = asking([("away", only_after(away(5, 2), on("2025-09-10")))]);
    told.under(policy).then("away", "met", (2, 2)).then_cites("away", &[3, 4]).then_against(
        "away",
        &[(1, Against::TooEarly(at("2025-09-10T04:00:00Z"))), (2, Against::TooFewDays)],
    );
}

#[test]
fn a_workshop_before_applying_is_cited_one_after_it_is_not_and_one_without_it_is_pending() {
    let workshop = || only("workshop", |_| {});
    let told = given([credited("foundations").on("2025-06-01")]).under(workshop());
    let pending = told.finding("workshop").evidence.pending;
    assert_eq!(pending.into_iter().collect::<Vec<_>>(), [1]);
    told.and([applied().on("2025-06-02"), credited("Foundations").on("2025-06-03")])
        .then_cites("workshop", &[1])
        .then_against("workshop", &[(3, Against::AfterApplying)]);
}

#[test]
fn where_the_instants_of_both_are_known_they_decide() {
    let told = |credit: &str| {
        given([credited("foundations").at(credit), applied().at("2025-06-02T12:00:00Z")])
            .under(only("workshop", |_| {}))
    };
    told("2025-06-02T12:00:00Z").then("workshop", "met", (1, 1));
    told("2025-06-02T12:00:00.000001Z").then("workshop", "out_of_reach", (0, 1));
    // Where only a day is known, that day is in time.
    given([credited("foundations").on("2025-06-02"), applied().at("2025-06-02T12:00:00Z")])
        .under(only("workshop", |_| {}))
        .then("workshop", "met", (1, 1));
}

#[test]
fn attempts_are_cited_or_held_against_it_each_for_its_reason() {
    let exam = only_after(written(Some(1), Some(days(30))), on("2025-09-01"));
    let told = given([
        sat(Passed).on("2025-08-31"),
        sat(NotPassed).on("2025-09-05"),
        sat(Passed).on("2025-10-04"),
        sat(NotPassed).on("2025-10-05"),
        sat(Passed).on("2025-11-04"),
    ]);
    told.under(asking([("written", exam)]))
        .then("written", "met", (1, 1))
        .then_cites("written", &[5])
        .then_against(
            "written",
            &[
                (1, Against::TooEarly(at("2025-09-01T04:00:00Z"))),
                (2, Against::NotPassed),
                (3, Against::TooEarly(at("2025-10-05T04:00:00Z"))),
                (4, Against::NotPassed),
            ],
        );
}

#[test]
fn a_new_series_has_as_many_attempts_as_the_first() {
    let told = given([
        sat(NotPassed).on("2025-09-01"),
        sat(NotPassed).on("2025-09-02"),
        sat(NotPassed).on("2025-10-02"),
        sat(Passed).on("2025-10-03"),
    ]);
    told.under(asking([("written", written(Some(2), Some(days(30))))])).then(
        "written",
        "met",
        (1, 1),
    );
}

#[test]
fn a_pass_that_has_expired_is_said_to_have_expired() {
    let exam = valid_for(written(None, None), days(30));
    let told = given([sat(Passed).on("2025-09-01")]).under(asking([("written", exam)]));
    told.as_of("2025-11-01")
        .then("written", "open", (0, 1))
        .then_against("written", &[(1, Against::Expired(at("2025-10-02T04:00:00Z")))]);
}
