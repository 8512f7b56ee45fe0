//! One act for several requirements: the same examination, the same work, at a time that suits them all; or not.

use cairn_domain::event::ExamOutcome::NotPassed;
use cairn_domain::policy::{Anchor, Fraction, Milestone, Moment, Requirement, Term};
use cairn_testkit::story::*;
use cairn_testkit::worlds::name;

pub(crate) fn written(pass_mark: Option<Fraction>) -> Requirement {
    let (of, after, by, valid_for) = (name("written"), None, None, None);
    Requirement::Exam { of, pass_mark, attempts: None, wait: None, after, by, valid_for }
}

/// So many attempts, and then a wait.
fn limited(most: u32, term: Option<Term>) -> Requirement {
    let mut exam = written(None);
    if let Requirement::Exam { attempts, wait, .. } = &mut exam {
        (*attempts, *wait) = (Some(most), term);
    }
    exam
}

pub(crate) fn hand_in() -> Requirement {
    done(Milestone::Submitted(name("project")))
}

pub(crate) fn talk() -> Requirement {
    done(Milestone::Completed(["Talk".to_owned()].into()))
}

pub(crate) fn seated() -> Story {
    given([applied().on("2025-07-01"), admitted().on("2025-07-02")]).as_of("2025-09-01")
}

#[test]
fn one_sitting_serves_for_a_pass_and_for_a_better_one() {
    let honours = written(Some(Fraction { of: 5, per: 6 }));
    let policy = asking([("pass", written(None)), ("honours", honours)]);
    seated()
        .under(policy)
        .then_plan(&["pass written for pass, honours before 2026-01-01T05:00:00Z"]);
}

#[test]
fn what_must_be_sat_at_different_times_is_sat_twice() {
    let first = due_by(written(None), [on("2025-09-30")]);
    let second = only_after(written(None), on("2025-11-01"));
    let policy = asking([("first", first), ("second", second)]);
    seated().under(policy).then_plan(&[
        "pass written for first before 2025-10-01T04:00:00Z",
        "do second for second from 2025-11-01T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
}

/// One that must be early, one that must be late, and one that may be either.
fn at_three_times(asks: &Requirement) -> [(&'static str, Requirement); 3] {
    let late = only_after(asks.clone(), on("2025-11-01"));
    [("late", late), ("early", due_by(asks.clone(), [on("2025-09-30")])), ("any", asks.clone())]
}

#[test]
fn what_suits_one_of_two_who_mean_it_is_not_what_both_mean() {
    let late = "do late for late, any from 2025-11-01T04:00:00Z before 2026-01-01T05:00:00Z";
    for (asks, act) in [(written(None), "pass written"), (hand_in(), "hand in project")] {
        let policy = asking(at_three_times(&asks));
        let early = format!("{act} for early, any before 2025-10-01T04:00:00Z");
        seated().under(policy).then_plan(&[&early, late]);
    }
}

#[test]
fn whoever_needs_it_no_more_has_no_say_in_when_it_is_done() {
    let sat = seated().and([sat(cairn_domain::event::ExamOutcome::Passed).on("2025-08-20")]);
    let done = seated().and([submitted().on("2025-08-20")]);
    for (asks, told) in [(written(None), sat), (hand_in(), done)] {
        let [late, early, _] = at_three_times(&asks);
        let later = only_after(asks, on("2025-10-15"));
        let told = told.under(asking([late, early, ("later", later)]));
        told.then_plan(&[
            "do late for late, later from 2025-11-01T04:00:00Z before 2026-01-01T05:00:00Z",
        ]);
    }
}

#[test]
fn whoever_has_passed_has_no_say_in_when_others_sit() {
    let honours = written(Some(Fraction { of: 5, per: 6 }));
    let early = due_by(written(Some(Fraction { of: 1, per: 2 })), [on("2025-09-30")]);
    let late = only_after(honours.clone(), on("2025-11-01"));
    let told = seated().and([scored(6, 10).on("2025-08-20")]);
    told.under(asking([("early", early), ("honours", honours), ("late", late)])).then_plan(&[
        "pass written for honours, late from 2025-11-01T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
}

#[test]
fn what_may_be_sat_later_is_sat_once() {
    let policy =
        asking([("any", written(None)), ("late", only_after(written(None), on("2025-11-01")))]);
    seated().under(policy).then_plan(&[
        "pass written for any, late from 2025-11-01T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
    let policy =
        asking([("late", only_after(written(None), on("2025-11-01"))), ("any", written(None))]);
    seated().under(policy).then_plan(&[
        "do late for late, any from 2025-11-01T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
}

#[test]
fn what_waits_for_an_examination_may_be_met_by_it_at_once_and_not_later() {
    let at_once = only_after(written(None), at_the(met("first")));
    let policy = asking([("first", written(None)), ("second", at_once)]);
    seated()
        .under(policy)
        .then_plan(&["pass written for first, second before 2026-01-01T05:00:00Z"]);
    let later = only_after(written(None), after(days(10), met("first")));
    let policy = asking([("first", written(None)), ("second", later)]);
    seated().under(policy).then_plan(&[
        "pass written for first before 2025-12-22T05:00:00Z",
        "do second for second from 2025-09-12T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
}

#[test]
fn whoever_must_wait_to_sit_again_waits_for_all_of_it() {
    let told = seated().and([sat(NotPassed).on("2025-08-20")]);
    let policy = asking([("pass", limited(1, Some(days(30)))), ("also", written(None))]);
    told.clone().under(policy).then_plan(&[
        "pass written for pass, also from 2025-09-19T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
    let policy = asking([("also", written(None)), ("pass", limited(1, Some(days(30))))]);
    told.clone().under(policy).then_plan(&[
        "pass written for also, pass from 2025-09-19T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
    let early = due_by(written(None), [on("2025-09-10")]);
    let policy = asking([("also", early), ("pass", limited(1, Some(days(30))))]);
    told.under(policy).then_plan(&[
        "pass written for also before 2025-09-11T04:00:00Z",
        "do pass for pass from 2025-09-19T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
}

#[test]
fn what_must_be_done_at_different_times_is_done_twice() {
    let first = due_by(hand_in(), [on("2025-09-30")]);
    let policy = asking([("first", first), ("second", only_after(hand_in(), on("2025-11-01")))]);
    seated().under(policy).then_plan(&[
        "hand in project for first before 2025-10-01T04:00:00Z",
        "do second for second from 2025-11-01T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
}

#[test]
fn what_may_be_done_later_is_done_once() {
    let policy = asking([("any", hand_in()), ("late", only_after(hand_in(), on("2025-11-01")))]);
    seated().under(policy).then_plan(&[
        "hand in project for any, late from 2025-11-01T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
    let policy = asking([("late", only_after(hand_in(), on("2025-11-01"))), ("any", hand_in())]);
    seated().under(policy).then_plan(&[
        "do late for late, any from 2025-11-01T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
}

#[test]
fn what_waits_for_work_may_be_met_by_it_at_once_and_not_later() {
    let plan = |second| {
        let policy = asking([("first", hand_in()), ("second", only_after(hand_in(), second))]);
        seated().under(policy)
    };
    let once = ["hand in project for first, second before 2026-01-01T05:00:00Z"];
    plan(at_the(met("first"))).then_plan(&once);
    plan(before(days(10), met("first"))).then_plan(&once);
    plan(after(days(10), met("first"))).then_plan(&[
        "hand in project for first before 2025-12-22T05:00:00Z",
        "do second for second from 2025-09-12T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
}

#[test]
fn what_waits_for_something_else_that_takes_the_same_is_done_again() {
    let group = Requirement::All([requirement("first"), requirement("paper")].into());
    let policy = asking([
        ("second", only_after(talk(), at_the(met("group")))),
        ("group", group),
        ("first", talk()),
        ("paper", hand_in()),
    ]);
    seated().under(policy).then_plan(&[
        "hand in project for paper before 2026-01-01T05:00:00Z",
        "complete Talk for first before 2026-01-01T05:00:00Z",
        "do second for second before 2026-01-01T05:00:00Z",
    ]);
}

#[test]
fn whoever_waits_for_what_waits_for_another_act_waits_for_it_in_a_plan() {
    let policy = asking([
        (
            "third",
            only_after(done(Milestone::Retreat { days: 2, times: 1 }), at_the(met("second"))),
        ),
        ("second", only_after(talk(), at_the(met("first")))),
        ("first", hand_in()),
        ("long", only_after(done(Milestone::Retreat { days: 5, times: 1 }), at_the(met("first")))),
    ]);
    seated().under(policy).then_plan(&[
        "hand in project for first before 2026-01-01T05:00:00Z",
        "do long (1 of 5 days) for third, long before 2026-01-01T05:00:00Z",
        "do second for second before 2026-01-01T05:00:00Z",
    ]);
}

/// Going away waits for an enrolment, and that it begins is asked for, too.
fn begun(milestone: Milestone, anchor: Anchor, begins: Moment) -> Story {
    let away = only_after(done(Milestone::Retreat { days: 5, times: 1 }), at_the(anchor));
    let policy = asking([("away", away), ("begin", only_after(done(milestone), begins))]);
    given([]).under(policy).as_of("2025-09-01")
}

#[test]
fn an_enrolment_that_is_asked_for_later_is_what_others_wait_for() {
    for (milestone, anchor) in
        [(Milestone::Applied, application()), (Milestone::Admitted, admission())]
    {
        begun(milestone, anchor, on("2025-09-10")).then_plan_for(
            "certify",
            &[
                "do away (1 of 5 days) for away from 2025-09-10T04:00:00Z before 2026-01-01T05:00:00Z",
                "do begin for begin from 2025-09-10T04:00:00Z before 2026-01-01T05:00:00Z",
            ],
        );
    }
}

#[test]
fn an_enrolment_that_waits_for_itself_begins_once() {
    for (milestone, anchor, act) in [
        (Milestone::Applied, application(), "apply"),
        (Milestone::Admitted, admission(), "be admitted"),
    ] {
        for begins in [at_the(anchor.clone()), before(days(3), anchor.clone())] {
            begun(milestone.clone(), anchor.clone(), begins).then_plan_for(
                "certify",
                &[
                    &format!("{act} for away, begin before 2026-01-01T05:00:00Z"),
                    "do away (1 of 5 days) for away before 2026-01-01T05:00:00Z",
                ],
            );
        }
    }
}

#[test]
fn an_enrolment_serves_for_all_that_ask_for_one() {
    for milestone in [Milestone::Applied, Milestone::Admitted] {
        let late = only_after(done(milestone.clone()), on("2025-09-10"));
        let policy = asking([("late", late), ("any", done(milestone))]);
        given([]).under(policy).as_of("2025-09-01").then_plan_for(
            "certify",
            &["do late for late, any from 2025-09-10T04:00:00Z before 2026-01-01T05:00:00Z"],
        );
    }
}
