//! What does not stay: what was done for a requirement expires, a waiver runs out, and a plan must be done before.

use cairn_domain::Policy;
use cairn_domain::policy::{Milestone, Requirement};
use cairn_testkit::story::*;
use cairn_testkit::worlds::name;

fn complete<const N: usize>(names: [&str; N]) -> Requirement {
    done(Milestone::Completed(names.map(str::to_owned).into()))
}

/// Counts for so many days.
fn refresher(name: &str, term: u32) -> Requirement {
    valid_for(complete([name]), days(term))
}

const fn away() -> Requirement {
    done(Milestone::Retreat { days: 5, times: 1 })
}

fn seated() -> Story {
    given([applied().on("2025-07-01"), admitted().on("2025-07-02")])
}

#[test]
fn what_was_done_lapses_and_what_stays_does_not() {
    let told = seated().and([
        credited("First aid").on("2025-08-01"),
        credited("Ethics").on("2025-08-05"),
        retreat(5).on("2025-08-06"),
    ]);
    let policy = asking([
        ("aid", refresher("First aid", 60)),
        ("ethics", refresher("Ethics", 60)),
        ("away", away()),
    ]);
    let told = told.under(policy).as_of("2025-09-01");
    told.clone()
        .then_lapses("aid", Some("2025-10-01T04:00:00Z"))
        .then_lapses("ethics", Some("2025-10-05T04:00:00Z"))
        .then_lapses("away", None)
        .then_lapses("certify", Some("2025-10-01T04:00:00Z"));
    // What was done once more lapses with the last.
    told.and([credited("First aid").on("2025-08-20")])
        .then_lapses("aid", Some("2025-10-20T04:00:00Z"))
        .then_lapses("certify", Some("2025-10-05T04:00:00Z"));
}

#[test]
fn a_waiver_lapses() {
    let told = seated().and([waived("away", "committee").until("2025-09-20").on("2025-08-01")]);
    let told = told.under(asking([("away", away())]));
    told.as_of("2025-09-01").then_lapses("away", Some("2025-09-21T04:00:00Z"));
}

/// At the end of its last day nothing can be done any more while a waiver holds: a plan does without it.
#[test]
fn a_plan_does_not_build_on_what_is_over_at_once() {
    let told = seated().and([waived("away", "committee").until("2025-09-20").on("2025-08-01")]);
    let told = told.under(asking([("away", away()), ("aid", complete(["First aid"]))]));
    let aid = "complete First aid for aid";
    told.clone().as_of("2025-09-19").then_plan(&[&format!("{aid} before 2025-09-21T04:00:00Z")]);
    told.as_of("2025-09-20").then_plan(&[
        "go away for 5 days (1 of 5 days) for away before 2026-01-01T05:00:00Z",
        &format!("{aid} before 2026-01-01T05:00:00Z"),
    ]);
}

fn aid_and_away() -> Policy {
    asking([("aid", refresher("First aid", 60)), ("away", away())])
}

#[test]
fn a_plan_must_be_done_before_what_it_builds_on_has_expired() {
    let told = seated().and([credited("First aid").on("2025-08-01")]);
    told.under(aid_and_away())
        .as_of("2025-09-01")
        .then_plan(&["go away for 5 days (1 of 5 days) for away before 2025-10-01T04:00:00Z"]);
}

#[test]
fn a_plan_must_be_done_before_the_first_of_what_it_builds_on_has_expired() {
    let told =
        seated().and([credited("First aid").on("2025-08-01"), credited("Ethics").on("2025-08-05")]);
    let policy = asking([
        ("ethics", refresher("Ethics", 60)),
        ("aid", refresher("First aid", 60)),
        ("away", away()),
    ]);
    told.under(policy)
        .as_of("2025-09-01")
        .then_plan(&["go away for 5 days (1 of 5 days) for away before 2025-10-01T04:00:00Z"]);
}

#[test]
fn what_has_expired_before_the_rest_can_begin_is_done_anew() {
    let told = seated().and([credited("First aid").on("2025-08-01")]).as_of("2025-09-01");
    let plan = |opens| {
        let away = only_after(away(), on(opens));
        told.clone().under(asking([("aid", refresher("First aid", 60)), ("away", away)]))
    };
    // It holds until the end of the 30th.
    plan("2025-09-30").then_plan(&[
        "do away (1 of 5 days) for away from 2025-09-30T04:00:00Z before 2025-10-01T04:00:00Z",
    ]);
    plan("2025-10-01").then_plan(&[
        "complete First aid for aid before 2026-01-01T05:00:00Z",
        "do away (1 of 5 days) for away from 2025-10-01T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
    // It does so although something else can be done at once; and what serves twice is done when it can serve twice.
    let policy = asking([
        ("aid", refresher("First aid", 60)),
        ("away", only_after(away(), on("2025-10-01"))),
        ("later", only_after(away(), on("2025-10-15"))),
        ("talk", complete(["Talk"])),
    ]);
    told.clone().under(policy).then_plan(&[
        "complete First aid for aid before 2026-01-01T05:00:00Z",
        "complete Talk for talk before 2026-01-01T05:00:00Z",
        "do away (1 of 5 days) for away, later from 2025-10-15T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
}

#[test]
fn what_a_plan_does_not_build_on_may_expire() {
    let of = ["aid", "ethics"].map(requirement);
    let policy = |need| {
        let of = of.clone().into();
        let mut policy = asking([
            ("aid", refresher("First aid", 60)),
            ("ethics", complete(["Ethics"])),
            ("either", Requirement::AtLeast { need, of }),
            ("away", away()),
        ]);
        if let Requirement::All(all) = &mut policy.requirements[0].asks {
            all.retain(|id| id.as_str() == "either" || id.as_str() == "away");
        }
        policy
    };
    let told =
        seated().and([credited("First aid").on("2025-08-01"), credited("Ethics").on("2025-08-05")]);
    let told = told.as_of("2025-09-01");
    told.clone()
        .under(policy(1))
        .then_plan(&["go away for 5 days (1 of 5 days) for away before 2026-01-01T05:00:00Z"]);
    told.clone()
        .under(policy(2))
        .then_plan(&["go away for 5 days (1 of 5 days) for away before 2025-10-01T04:00:00Z"]);
    let told = told.and([waived("either", "committee").on("2025-08-10")]);
    told.under(policy(2))
        .then_plan(&["go away for 5 days (1 of 5 days) for away before 2026-01-01T05:00:00Z"]);
}

#[test]
fn what_a_plan_does_anew_may_expire_in_the_meantime() {
    let either = valid_for(complete(["First aid", "Refresher"]), days(60));
    let policy = asking([("either", either), ("aid", complete(["First aid"])), ("away", away())]);
    let told = seated().and([credited("Refresher").on("2025-08-01")]);
    told.under(policy).as_of("2025-09-01").then_plan(&[
        "go away for 5 days (1 of 5 days) for away before 2026-01-01T05:00:00Z",
        "complete First aid for aid before 2026-01-01T05:00:00Z",
    ]);
}

#[test]
fn of_some_that_count_one_may_lapse() {
    let logs = Requirement::Log {
        need: 180,
        unit: cairn_domain::policy::Measure::Minutes,
        among: vec![cairn_domain::policy::Category {
            name: name("practice"),
            of: [name("practice")].into(),
            among: Vec::new(),
            least: None,
            most: None,
        }],
        different: None,
        per_day: None,
        reported_by: None,
        after: None,
        by: None,
        valid_for: Some(days(60)),
    };
    let told = seated().and([
        logged("practice", hours(1)).on("2025-08-01"),
        logged("practice", hours(1)).on("2025-08-10"),
    ]);
    told.under(asking([("hours", logs)]))
        .as_of("2025-09-01")
        .then_plan(&["log hours (60 minutes) for hours before 2025-10-01T04:00:00Z"]);
}

#[test]
fn what_was_met_at_this_very_instant_is_met() {
    let policy = asking([
        ("paper", done(Milestone::Submitted(name("project")))),
        ("away", only_after(away(), at_the(met("paper")))),
    ]);
    let at = "2025-09-01T12:00:00Z";
    let told = given([submitted().at(at), retreat(5).at(at)]).under(policy).as_of_instant(at);
    told.then("away", "met", (5, 5));
}

#[test]
fn what_waits_may_wait_for_what_waits_itself() {
    let policy = asking([
        ("away", only_after(away(), at_the(met("talk")))),
        ("talk", only_after(complete(["Talk"]), at_the(met("paper")))),
        ("paper", done(Milestone::Submitted(name("project")))),
    ]);
    let told = given([
        submitted().on("2025-09-01"),
        credited("Talk").on("2025-09-02"),
        retreat(5).on("2025-09-03"),
    ]);
    told.under(policy).as_of("2025-09-04").then("away", "met", (5, 5));
}
