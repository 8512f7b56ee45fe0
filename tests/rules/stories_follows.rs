//! What follows in a plan on another act of it, and what is there already for it.

use cairn_domain::assess::Act;
use cairn_domain::policy::{Anchor, Begun, Milestone, Requirement};
use cairn_testkit::story::*;
use cairn_testkit::worlds::at;

use crate::stories_sharing::{hand_in, seated, talk, written};

/// Somebody sits once for both, in November: what comes two days after the first of them comes after that.
#[test]
fn what_follows_on_something_done_once_for_several_follows_on_when_it_is_done() {
    let end = "before 2026-01-01T05:00:00Z";
    let soon = "before 2025-12-20T05:00:00Z";
    let follows = |on| only_after(talk(), after(days(2), on));
    let third = only_after(hand_in(), after(days(10), met("talk")));
    for (asks, act) in [
        (written(None), "pass written"),
        (done(Milestone::Retreat { days: 5, times: 1 }), "go away for 5 days (1 of 5 days)"),
    ] {
        let late = only_after(asks.clone(), on("2025-11-01"));
        let policy = asking([
            ("third", third.clone()),
            ("talk", follows(met("first"))),
            ("first", asks.clone()),
            ("late", late),
        ]);
        seated().under(policy).then_plan(&[
            &format!("{act} for first, late from 2025-11-01T04:00:00Z {soon}"),
            &format!("do talk for talk from 2025-11-03T05:00:00Z {soon}"),
            &format!("do third for third from 2025-11-13T05:00:00Z {end}"),
        ]);
    }
}

#[test]
fn where_that_is_too_late_each_is_done_for_itself() {
    let follows = only_after(talk(), after(days(2), met("first")));
    let policy = asking([
        ("first", written(None)),
        ("late", only_after(written(None), on("2025-11-01"))),
        ("talk", due_by(follows, [on("2025-11-02")])),
    ]);
    seated().under(policy).then_plan(&[
        "pass written for first before 2025-11-01T04:00:00Z",
        "do talk for talk from 2025-09-04T04:00:00Z before 2025-11-03T05:00:00Z",
        "do late for late from 2025-11-01T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
}

/// One application for two that ask for it at different times, and what is counted from it.
#[test]
fn what_is_counted_from_an_enrolment_that_serves_twice_is_counted_from_when_it_does() {
    let end = "before 2026-01-01T05:00:00Z";
    let nth = nth_session_after_admission(1);
    let cases = [
        (Milestone::Applied, application(), "apply", "2025-07-20", "2025-07-22"),
        (Milestone::Admitted, admission(), "be admitted", "2025-07-20", "2025-07-22"),
        (Milestone::Admitted, nth, "be admitted", "2025-09-20", "2025-10-11"),
    ];
    for (milestone, anchor, act, day, then) in cases {
        let policy = asking([
            ("once", done(milestone.clone())),
            ("late", only_after(done(milestone), on(day))),
            ("paper", hand_in()),
            ("talk", only_after(talk(), after(days(2), anchor))),
        ]);
        given([]).under(policy).as_of("2025-07-01").then_plan_for(
            "certify",
            &[
                &format!("hand in project for paper {end}"),
                &format!("{act} for once, late, talk from {day}T04:00:00Z {end}"),
                &format!("do talk for talk from {then}T04:00:00Z {end}"),
            ],
        );
    }
}

fn begins(milestone: &Milestone, day: &str) -> Requirement {
    only_after(done(milestone.clone()), on(day))
}

#[test]
fn so_is_what_is_counted_from_one_that_is_an_act_of_its_own() {
    for (milestone, anchor) in
        [(Milestone::Applied, application()), (Milestone::Admitted, admission())]
    {
        let policy = asking([
            ("soon", begins(&milestone, "2025-07-10")),
            ("late", begins(&milestone, "2025-07-20")),
            ("talk", only_after(talk(), after(days(2), anchor))),
        ]);
        let plan = given([]).under(policy).as_of("2025-07-01").outlook(Some("certify")).plan;
        let from: Vec<_> = plan.unwrap().iter().map(|each| each.from).collect();
        assert_eq!(
            from,
            ["2025-07-20", "2025-07-22"].map(|day| Some(at(&format!("{day}T04:00:00Z"))))
        );
    }
}

#[test]
fn sessions_are_counted_from_the_first_of_two_admissions_that_are_planned() {
    let admitted = Milestone::Admitted;
    let policy = asking([
        ("first", due_by(begins(&admitted, "2025-07-10"), [on("2025-07-15")])),
        ("again", begins(&admitted, "2025-09-20")),
        ("talk", only_after(talk(), after(days(2), nth_session_after_admission(1)))),
    ]);
    let plan = given([]).under(policy).as_of("2025-07-01").outlook(Some("certify")).plan.unwrap();
    let talk = plan.iter().find(|each| each.act == Act::Do(requirement("talk"))).unwrap();
    assert_eq!(talk.from, Some(at("2025-09-13T04:00:00Z")), "{plan:#?}");
}

#[test]
fn what_is_counted_from_an_application_that_was_made_does_not_wait_for_another() {
    let policy = asking([
        ("again", begins(&Milestone::Applied, "2025-07-20")),
        ("talk", only_after(talk(), after(days(2), application()))),
    ]);
    let told = given([applied().on("2025-06-01")]).under(policy).as_of("2025-07-01");
    let plan = told.outlook(Some("certify")).plan.unwrap();
    let talk = plan.iter().find(|each| each.act == Act::Do(requirement("talk"))).unwrap();
    assert_eq!(talk.from, None, "{plan:#?}");
}

#[test]
fn what_serves_two_that_follow_follows_on_the_last() {
    let follows = |term| only_after(talk(), after(days(term), met("first")));
    let policy = asking([
        ("first", written(None)),
        ("late", only_after(written(None), on("2025-11-01"))),
        ("talk", follows(2)),
        ("again", follows(5)),
    ]);
    let plan = seated().under(policy).outlook(None).plan.unwrap();
    assert_eq!(plan.len(), 2, "{plan:#?}");
    assert_eq!(plan[1].from, Some(at("2025-11-06T05:00:00Z")), "{plan:#?}");
}

/// What the talk waits for takes two, in any order, of which one is done in November.
#[test]
fn what_follows_on_several_follows_on_the_last_of_them() {
    let away = done(Milestone::Retreat { days: 5, times: 1 });
    for both in [["first", "quick"], ["quick", "first"]] {
        let policy = asking([
            ("first", written(None)),
            ("late", only_after(written(None), on("2025-11-01"))),
            ("quick", away.clone()),
            ("both", Requirement::All(both.map(requirement).into())),
            ("talk", only_after(talk(), after(days(2), met("both")))),
        ]);
        assert_eq!(begins_talk(seated(), policy), Some(at("2025-11-03T05:00:00Z")));
    }
}

/// The same, but what is done in November is part of something that is waived.
#[test]
fn what_is_waived_is_not_waited_for() {
    let away = done(Milestone::Retreat { days: 5, times: 1 });
    let policy = asking([
        ("late", only_after(written(None), on("2025-11-01"))),
        ("quick", away),
        ("part", Requirement::All([requirement("late")].into())),
        ("both", Requirement::All(["part", "quick"].map(requirement).into())),
        ("talk", only_after(talk(), after(days(2), met("both")))),
    ]);
    let told = seated().and([waived("part", "committee").on("2025-08-01")]);
    assert_eq!(begins_talk(told, policy), Some(at("2025-09-04T04:00:00Z")));
}

#[test]
fn what_two_acts_serve_is_met_with_the_first() {
    let policy = asking([
        ("late", only_after(written(None), on("2025-11-01"))),
        ("early", due_by(written(None), [on("2025-09-30")])),
        ("any", written(None)),
        ("talk", only_after(talk(), after(days(2), met("any")))),
    ]);
    assert_eq!(begins_talk(seated(), policy), Some(at("2025-09-04T04:00:00Z")));
}

fn begins_talk(told: Story, policy: cairn_domain::Policy) -> Option<cairn_domain::Instant> {
    let plan = told.under(policy).outlook(Some("certify")).plan.unwrap();
    plan.iter().find(|each| each.act == Act::Do(requirement("talk"))).unwrap().from
}

/// The workshop before applying and the talk by September are one; what counts from the second session after applying on
/// is another.
#[test]
fn what_must_come_before_applying_is_not_put_off_for_what_comes_after() {
    let first = Requirement::Prerequisite { any_of: ["Talk".to_owned()].into() };
    let nth = Anchor::NthSession { n: 1, after: Begun::Application };
    let policy = asking([
        ("first", first),
        ("talk", due_by(talk(), [on("2025-12-01")])),
        ("later", only_after(talk(), at_the(nth))),
    ]);
    given([]).as_of("2025-09-01").under(policy).then_plan_for(
        "certify",
        &[
            "complete Talk for first, talk before 2025-12-02T05:00:00Z",
            "do later for talk, later from 2025-09-11T23:00:00Z before 2025-12-02T05:00:00Z",
            "apply for first, later",
        ],
    );
}

#[test]
fn what_is_completed_before_applying_counts_wherever_it_can() {
    let talks = ["Talk".to_owned()];
    let first = Requirement::Prerequisite { any_of: talks.into() };
    let plan = |opens| {
        let told = given([]).as_of("2025-09-01");
        told.under(asking([("first", first.clone()), ("talk", only_after(talk(), opens))]))
    };
    let end = "before 2026-01-01T05:00:00Z";
    plan(on("2025-08-01")).then_plan_for(
        "certify",
        &[&format!("complete Talk for first, talk {end}"), "apply for first"],
    );
    let again = ["complete Talk for first", "apply for first"];
    // Applying can wait for it.
    let late = format!("complete Talk for first, talk from 2025-10-01T04:00:00Z {end}");
    let then = "apply for first from 2025-10-01T04:00:00Z";
    plan(on("2025-10-01")).then_plan_for("certify", &[&late, then]);
    let since = "do talk for talk before 2026-01-01T05:00:00Z";
    plan(at_the(application()))
        .then_plan_for("certify", &[since, again[0], "apply for first, talk"]);
    let both = again.map(|act| format!("{act} {end}"));
    plan(at_the(met("first"))).then_plan_for("certify", &[&both[0], &both[1], since]);
}

#[test]
fn what_hangs_on_when_one_applies_waits_with_it_or_has_the_talk_given_twice() {
    let price = small_policy().requirements.into_iter().find(|rule| rule.id.as_str() == "tuition");
    let price = price.unwrap().asks;
    let nth = Anchor::NthSession { n: 1, after: Begun::Application };
    let plan = |hangs| {
        let first = Requirement::Prerequisite { any_of: ["Talk".to_owned()].into() };
        let later = only_after(talk(), on("2025-10-01"));
        let policy = asking([("first", first), ("talk", later), ("hangs", hangs)]);
        given([]).under(policy).as_of("2025-06-10")
    };
    let end = "before 2026-01-01T05:00:00Z";
    let talk = format!("complete Talk for first, talk from 2025-10-01T04:00:00Z {end}");
    let apply = "from 2025-10-01T04:00:00Z";
    plan(done(Milestone::Applied))
        .then_plan_for("certify", &[&talk, &format!("apply for first, hangs {apply} {end}")]);
    plan(only_after(hand_in(), at_the(application()))).then_plan_for(
        "certify",
        &[
            &talk,
            &format!("do hangs for hangs {apply} {end}"),
            &format!("apply for first, hangs {apply}"),
        ],
    );
    plan(only_after(hand_in(), at_the(nth))).then_plan_for(
        "certify",
        &[
            &talk,
            &format!("do hangs for hangs from 2025-10-09T23:00:00Z {end}"),
            &format!("apply for first, hangs {apply}"),
        ],
    );
    plan(price).then_plan_for(
        "certify",
        &[
            "complete Talk for first before 2025-06-16T04:00:00Z",
            "apply for first, hangs before 2025-06-16T04:00:00Z",
            "pay (800.00 USD) for hangs before 2025-12-02T05:00:00Z",
            &format!("do talk for talk from 2025-10-01T04:00:00Z {end}"),
        ],
    );
}
