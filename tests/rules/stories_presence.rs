//! Being there: late, early, made up for, excused; and absences, of which there may be only so many.

use cairn_domain::Policy;
use cairn_domain::Presence::{Seconds, Unmeasured};
use cairn_domain::assess::Against;
use cairn_domain::policy::{
    Excusal, ExcusedAbsence, Lateness, LeastPresence, MakeUps, Need, Over, Requirement,
};
use cairn_testkit::story::*;
use cairn_testkit::worlds::at;

const fn all_but(missed: u32, late: Option<u32>, early: Option<u32>) -> LeastPresence {
    LeastPresence::AllBut { missed, late, early }
}

fn attendance(presence: LeastPresence, late: Option<Lateness>) -> Policy {
    let (need, of, make_ups) = (Need::Count(1), None, None);
    let excused = Excusal::Absent;
    asking([("there", Requirement::Sessions { need, of, presence, make_ups, excused, late })])
}

/// At a session from so many minutes after its beginning until so many before its end.
fn there(session: &str, late: i64, early: i64) -> Happening {
    let (from, to) = match session {
        "2025-09" => ("2025-09-11T23:00:00Z", "2025-09-12T02:00:00Z"),
        "2025-10" => ("2025-10-09T23:00:00Z", "2025-10-10T02:00:00Z"),
        _ => ("2025-11-14T00:00:00Z", "2025-11-14T03:00:00Z"),
    };
    let from = at(from) + chrono::TimeDelta::minutes(late);
    let to = at(to) - chrono::TimeDelta::minutes(early);
    let presence = cairn_domain::Presence::Intervals(vec![cairn_domain::Interval { from, to }]);
    attended(session, presence).on(&format!("{session}-20"))
}

#[test]
fn all_but_twenty_minutes_are_twenty_minutes_and_not_a_second_more() {
    let told = |seconds| {
        let there = attended("2025-09", Seconds(seconds)).on("2025-09-12");
        given([there]).under(attendance(all_but(20, None, None), None)).as_of("2025-12-31")
    };
    told(160 * 60).then("there", "met", (1, 1));
    told(160 * 60 - 1).then("there", "out_of_reach", (0, 1));
}

#[test]
fn who_came_too_late_is_told_how_late() {
    let policy = attendance(all_but(20, Some(5), None), None);
    let told = given([there("2025-09", 10, 0)]).under(policy.clone());
    told.then("there", "out_of_reach", (0, 1))
        .then_against("there", &[(1, Against::CameLate { late: 600, allowed: 300 })]);
    given([there("2025-09", 5, 15)]).under(policy).then("there", "met", (1, 1));
}

#[test]
fn who_left_too_early_is_told_how_early() {
    let policy = attendance(all_but(20, None, Some(5)), None);
    let told = given([there("2025-09", 0, 15)]).under(policy.clone());
    told.then("there", "out_of_reach", (0, 1))
        .then_against("there", &[(1, Against::LeftEarly { early: 900, allowed: 300 })]);
    given([there("2025-09", 15, 5)]).under(policy).then("there", "met", (1, 1));
}

#[test]
fn how_late_one_may_come_is_how_much_one_may_miss_where_nothing_else_is_said() {
    let policy = attendance(all_but(20, None, None), None);
    given([there("2025-09", 20, 0)]).under(policy.clone()).then("there", "met", (1, 1));
    given([there("2025-09", 0, 20)]).under(policy).then("there", "met", (1, 1));
}

#[test]
fn seconds_alone_cannot_tell_when_somebody_came() {
    let told = given([attended("2025-09", Seconds(175 * 60)).on("2025-09-12")]);
    told.under(attendance(all_but(20, Some(0), Some(0)), None)).then("there", "met", (1, 1));
}

/// Every second time that somebody comes more than five minutes late costs a session.
fn lateness(make_ups: u32) -> Policy {
    let make_ups =
        (make_ups > 0).then_some(MakeUps { at_most: make_ups, by: None, within_days: None });
    let mut policy = attendance(LeastPresence::Minutes(90), Some(Lateness { after: 5, each: 2 }));
    if let Requirement::Sessions { make_ups: of, .. } = &mut policy.requirements[0].asks {
        *of = make_ups;
    }
    policy
}

#[test]
fn every_second_lateness_costs_a_session() {
    let twice = [there("2025-09", 6, 0), there("2025-10", 6, 0), there("2025-11", 5, 0)];
    given(twice).under(lateness(0)).then("there", "met", (2, 1));
    let once = [there("2025-09", 6, 0), there("2025-10", 5, 0), there("2025-11", 5, 0)];
    given(once).under(lateness(0)).then("there", "met", (3, 1));
}

#[test]
fn a_late_session_that_was_made_up_for_is_not_late() {
    let twice = [there("2025-09", 6, 0), there("2025-10", 6, 0), there("2025-11", 5, 0)];
    let told = given(twice).and([made_up("2025-10").on("2025-12-01")]);
    told.clone().under(lateness(1)).then("there", "met", (3, 1));
    told.under(lateness(0)).then("there", "met", (2, 1));
}

#[test]
fn an_excused_absence_can_count_like_a_session_attended() {
    let mut policy = attendance(LeastPresence::Minutes(90), None);
    if let Requirement::Sessions { excused, need, .. } = &mut policy.requirements[0].asks {
        (*excused, *need) = (Excusal::Counts, Need::Count(2));
    }
    given([there("2025-09", 0, 0), excused("2025-10")]).under(policy).then("there", "met", (2, 2));
}

#[test]
fn a_make_up_is_due_within_days_of_its_session() {
    let mut policy = lateness(1);
    if let Requirement::Sessions { make_ups: Some(of), .. } = &mut policy.requirements[0].asks {
        of.within_days = Some(7);
    }
    let on = |when| given([made_up("2025-09").at(when)]).under(policy.clone());
    on("2025-09-19T03:59:59.999999Z").then("there", "met", (1, 1));
    on("2025-09-19T04:00:00Z")
        .then("there", "out_of_reach", (0, 1))
        .then_against("there", &[(1, Against::Late(at("2025-09-19T04:00:00Z")))]);
}

fn absences(at_most: u32, over: Over, excused: ExcusedAbsence) -> Policy {
    let (of, presence) = (None, LeastPresence::Minutes(90));
    let asks = Requirement::Absences { at_most, over, of, presence, late: Some(15), excused };
    asking([("absences", asks)])
}

#[test]
fn one_absence_is_no_more_than_one() {
    let policy = || absences(1, Over::All, ExcusedAbsence::Counts);
    let once = given([there("2025-09", 0, 0)]).under(policy());
    // Of the three sessions one was attended; the others are still to come, or were missed.
    once.clone().as_of("2025-09-30").then("absences", "open", (2, 1));
    once.clone().as_of("2025-12-31").then("absences", "out_of_reach", (2, 1));
    // Once the session to come cannot break it, it is met for certain.
    let twice = once.and([there("2025-10", 0, 0)]);
    twice.as_of("2025-10-20").then("absences", "met", (1, 1));
}

#[test]
fn two_absences_in_a_row_are_more_than_one() {
    let policy = || absences(1, Over::InARow, ExcusedAbsence::Counts);
    given([there("2025-10", 0, 0)]).under(policy()).then("absences", "met", (1, 1));
    given([there("2025-09", 0, 0)]).under(policy()).then("absences", "out_of_reach", (2, 1));
}

#[test]
fn absences_are_counted_within_any_so_many_days() {
    // From 11 September until 9 October are 29 days, both included.
    let policy = |days| absences(1, Over::Days(days), ExcusedAbsence::Counts);
    let told = given([there("2025-11", 0, 0)]);
    told.clone().under(policy(28)).then("absences", "met", (1, 1));
    told.under(policy(29)).then("absences", "out_of_reach", (2, 1));
}

#[test]
fn an_excused_absence_counts_is_passed_over_or_ends_a_run() {
    let told = given([excused("2025-10")]);
    let of = |excused| told.clone().under(absences(1, Over::InARow, excused));
    of(ExcusedAbsence::Counts).then("absences", "out_of_reach", (3, 1));
    of(ExcusedAbsence::PassedOver).then("absences", "out_of_reach", (2, 1));
    of(ExcusedAbsence::EndsRun).then("absences", "met", (1, 1));
}

#[test]
fn who_comes_a_quarter_of_an_hour_late_is_absent_where_the_rules_say_so() {
    let on_time = [there("2025-09", 15, 0), there("2025-10", 15, 0), there("2025-11", 15, 0)];
    let policy = || absences(0, Over::All, ExcusedAbsence::Counts);
    given(on_time).under(policy()).then("absences", "met", (0, 0));
    let late = [there("2025-09", 15, 0), there("2025-10", 16, 0), there("2025-11", 15, 0)];
    given(late).under(policy()).then("absences", "out_of_reach", (1, 0));
}

#[test]
fn an_attendance_that_nobody_measured_may_be_none() {
    let told = given([
        there("2025-09", 0, 0),
        attended("2025-10", Unmeasured).on("2025-10-10"),
        there("2025-11", 0, 0),
    ]);
    let found = told.under(absences(0, Over::All, ExcusedAbsence::Counts)).finding("absences");
    assert_eq!((found.settled.have, found.with_pending, found.in_reach), (1, 0, 0));
}
