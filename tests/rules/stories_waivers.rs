//! Waivers: by several together, of single sessions, until a day.

use cairn_domain::assess::{Cause, Deadline};
use cairn_domain::policy::{Need, Requirement};
use cairn_domain::{Policy, Presence, Status};
use cairn_testkit::story::*;
use cairn_testkit::worlds::at;

/// A retreat that two people of the committee must waive together.
fn by_two() -> Policy {
    only("retreat", |rule| rule.waiver_quorum = 2)
}

fn waived_by<const N: usize>(people: [&str; N]) -> Happening {
    waived("retreat", "committee").granted_by(people)
}

#[test]
fn a_waiver_takes_as_many_people_as_the_rules_say() {
    given([waived_by(["ada"])]).under(by_two()).then("retreat", "out_of_reach", (0, 5));
    given([waived_by(["ada", "bob"])]).under(by_two()).then("retreat", "met", (0, 5));
    // Each may say so in a letter of their own.
    let letters = given([waived_by(["ada"]), waived_by(["bob"])]);
    letters.under(by_two()).then("retreat", "met", (0, 5));
}

#[test]
fn one_person_twice_is_one_person() {
    let twice = given([waived_by(["ada"]), waived_by(["ada"])]);
    twice.under(by_two()).then("retreat", "out_of_reach", (0, 5));
    // Nor does anybody stand for the committee who is not named.
    given([waived("retreat", "committee"), waived_by(["ada"])]).under(by_two()).then(
        "retreat",
        "out_of_reach",
        (0, 5),
    );
}

#[test]
fn a_waiver_of_a_session_counts_as_attending_that_session() {
    let told = given([
        attended("2025-09", Presence::Whole).on("2025-09-12"),
        waived("attendance", "committee").for_session("2025-10"),
    ]);
    told.then("attendance", "met", (2, 2));
}

#[test]
fn a_waiver_of_a_session_waives_nothing_else() {
    let told = given([waived("attendance", "committee").for_session("2025-10")]);
    let told = told.then("attendance", "out_of_reach", (1, 2));
    assert_eq!(told.finding("attendance").waived, None);
    // A session is nothing to a retreat.
    given([waived("retreat", "committee").for_session("2025-10")]).then(
        "retreat",
        "out_of_reach",
        (0, 5),
    );
}

#[test]
fn a_waiver_of_a_session_counts_as_filing_on_it_in_every_category() {
    let policy = only("reflections", |rule| rule.waivable_by = Some("staff".parse().unwrap()));
    let told = given([waived("reflections", "staff").for_session("2025-09")]);
    told.under(policy).then("reflections", "met", (1, 1));
}

#[test]
fn a_waiver_of_all_that_are_asked_for_is_no_waiver_of_more() {
    let policy = only("attendance", |rule| {
        if let Requirement::Sessions { need, .. } = &mut rule.asks {
            *need = Need::Count(3);
        }
    });
    let each = |session| waived("attendance", "committee").for_session(session);
    given([each("2025-09"), each("2025-10"), each("2025-11")]).under(policy).then(
        "attendance",
        "met",
        (3, 3),
    );
}

#[test]
fn a_waiver_that_ran_out_leaves_what_was_missed_missed() {
    let told = given([waived("retreat", "committee").until("2026-01-10")]);
    told.clone().as_of("2026-01-10").then("retreat", "met", (0, 5));
    let (since, over) = (at("2026-01-11T05:00:00Z"), Deadline::Waiver(requirement("retreat")));
    let status = Status::OutOfReach { since, cause: Cause::Deadline(over) };
    told.as_of("2026-01-11").then_status("retreat", &status);
}

#[test]
fn a_waiver_that_runs_out_while_there_is_time_leaves_it_open() {
    let told = given([waived("retreat", "committee").until("2025-10-01")]);
    told.clone().as_of("2025-10-01").then("retreat", "met", (0, 5));
    told.as_of("2025-10-02").then("retreat", "open", (0, 5));
}
