//! What remains: a plan, line by line; what it takes, how much of it, from when and until when.

use cairn_domain::policy::{Measure, Milestone, Requirement};
use cairn_domain::{Policy, Presence};
use cairn_testkit::story::*;
use cairn_testkit::worlds::name;

fn hand_in() -> Requirement {
    done(Milestone::Submitted(name("project")))
}

fn away(days: u32, times: u32) -> Requirement {
    done(Milestone::Retreat { days, times })
}

fn complete<const N: usize>(names: [&str; N]) -> Requirement {
    done(Milestone::Completed(names.map(str::to_owned).into()))
}

/// The same policy, asking for another of its requirements at the top.
fn asking_first(mut policy: Policy, root: &str) -> Policy {
    policy.root = name(root);
    policy.requirements.retain(|rule| rule.id.as_str() != "certify");
    policy
}

#[test]
fn a_newcomer_reads_what_there_is_to_do() {
    given([]).as_of("2025-06-10").then_plan(&["complete Foundations for workshop before 2025-06-16T04:00:00Z", "apply for workshop, tuition before 2025-06-16T04:00:00Z", "attend 2025-09 for attendance from 2025-09-11T23:00:00Z before 2025-09-12T02:00:00Z", "reflect on 2025-09 (self) for reflections from 2025-09-11T04:00:00Z before 2025-10-03T04:00:00Z", "attend 2025-10 for attendance from 2025-10-09T23:00:00Z before 2025-10-10T02:00:00Z", "pay (800.00 USD) for tuition before 2025-12-02T05:00:00Z", "hand in project for project before 2026-01-01T05:00:00Z", "go away for 5 days (1 of 5 days) for retreat before 2026-01-01T05:00:00Z", "be admitted", "have project accepted (2 people) for reviews"]);
}

#[test]
fn half_way_through_less_is_left() {
    let told = given([
        credited("Foundations").on("2025-06-11"),
        applied().on("2025-06-12"),
        admitted().on("2025-07-01"),
        attended("2025-09", Presence::Whole).at("2025-09-11T23:00:00Z"),
        submitted().on("2025-10-01"),
        accepted("ada").on("2025-10-05"),
        paid(300).on("2025-10-06"),
    ]);
    told.as_of("2025-10-20").then_plan(&[
        "reflect on 2025-10 (self) for reflections before 2025-10-31T04:00:00Z",
        "attend 2025-11 for attendance from 2025-11-14T00:00:00Z before 2025-11-14T03:00:00Z",
        "pay (500.00 USD) for tuition before 2025-12-02T05:00:00Z",
        "go away for 5 days (1 of 5 days) for retreat before 2026-01-01T05:00:00Z",
        "have project accepted (1 people) for reviews",
    ]);
}

#[test]
fn whoever_has_everything_but_a_seat_needs_a_seat() {
    let told = given([applied().on("2025-07-01"), retreat(5).on("2025-07-10")]);
    let told = told.under(only("retreat", |_| {})).as_of("2025-07-20");
    told.clone().then_plan(&["be admitted"]).then_plan_for("retreat", &[]);
    told.and([admitted().on("2025-07-15")]).then_plan(&[]);
}

#[test]
fn where_the_question_has_ended_nothing_is_planned_but_for_one_requirement() {
    let told = given([applied().on("2025-07-01"), declined().on("2025-07-10")]);
    let told = told.under(only("retreat", |_| {})).as_of("2025-07-20");
    told.then_no_plan().then_plan_for(
        "retreat",
        &["go away for 5 days (1 of 5 days) for retreat before 2026-01-01T05:00:00Z"],
    );
}

#[test]
fn a_requirement_that_there_is_not_has_no_plan() {
    let looked = given([applied()]).outlook(Some("sleep"));
    assert_eq!((looked.plan, looked.wait.len(), looked.lapses.len()), (None, 0, 0));
}

#[test]
fn what_others_wait_for_cannot_wait_as_long_as_its_own_last_day() {
    let later = only_after(away(5, 1), after(days(60), met("paper")));
    let told = given([applied().on("2025-07-01"), admitted().on("2025-07-02")]);
    told.under(asking([("paper", hand_in()), ("later", later)])).as_of("2025-09-01").then_plan(&[
        "hand in project for paper before 2025-11-02T04:00:00Z",
        "do later (1 of 5 days) for later from 2025-11-01T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
}

#[test]
fn what_another_waits_for_is_planned_with_it() {
    let policy =
        asking([("paper", hand_in()), ("later", only_after(away(5, 1), at_the(met("paper"))))]);
    let told = given([applied().on("2025-07-01"), admitted().on("2025-07-02")]);
    told.under(asking_first(policy, "later")).as_of("2025-09-01").then_plan_for(
        "later",
        &[
            "hand in project for paper before 2026-01-01T05:00:00Z",
            "do later (1 of 5 days) for later before 2026-01-01T05:00:00Z",
        ],
    );
}

#[test]
fn what_can_only_be_done_later_keeps_its_own_last_day() {
    let talk = only_after(complete(["Talk"]), after(days(30), met("paper")));
    let later = only_after(away(5, 1), after(days(60), met("talk")));
    let told = given([applied().on("2025-07-01"), admitted().on("2025-07-02")]);
    let told = told.under(asking([("paper", hand_in()), ("talk", talk), ("later", later)]));
    told.clone().as_of("2025-09-01").then_plan(&[
        "hand in project for paper before 2025-10-03T04:00:00Z",
        "do talk for talk from 2025-10-02T04:00:00Z before 2025-10-03T04:00:00Z",
        "do later (1 of 5 days) for later from 2025-12-01T05:00:00Z before 2026-01-01T05:00:00Z",
    ]);
    told.as_of("2025-09-30").then_plan(&[
        "hand in project for paper before 2025-10-03T04:00:00Z",
        "do talk for talk from 2025-10-31T04:00:00Z before 2026-01-01T05:00:00Z",
        "do later (1 of 5 days) for later from 2025-12-30T05:00:00Z before 2026-01-01T05:00:00Z",
    ]);
}

fn hours_before_going_away(limit: Option<u32>) -> Policy {
    let hours = Requirement::Log {
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
        per_day: limit,
        reported_by: None,
        after: None,
        by: None,
        valid_for: None,
    };
    asking([("hours", hours), ("later", only_after(away(5, 1), after(days(60), met("hours"))))])
}

#[test]
fn what_takes_several_days_is_not_said_to_be_due_with_the_first() {
    let told = given([applied().on("2025-07-01"), admitted().on("2025-07-02")]);
    let told = told.as_of("2025-09-01");
    told.clone().under(hours_before_going_away(Some(60))).then_plan(&[
        "log hours (180 minutes) for hours before 2026-01-01T05:00:00Z",
        "do later (1 of 5 days) for later from 2025-11-03T05:00:00Z before 2026-01-01T05:00:00Z",
    ]);
    told.clone().under(hours_before_going_away(None)).then_plan(&[
        "log hours (180 minutes) for hours before 2025-11-02T04:00:00Z",
        "do later (1 of 5 days) for later from 2025-11-01T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
    let told = told.and([
        logged("practice", hours(2)).on("2025-07-10"),
        logged("practice", hours(1)).on("2025-07-11"),
    ]);
    told.under(hours_before_going_away(Some(60))).then_plan(&[
        "log hours (60 minutes) for hours before 2025-11-02T04:00:00Z",
        "do later (1 of 5 days) for later from 2025-11-01T04:00:00Z before 2026-01-01T05:00:00Z",
    ]);
}

#[test]
fn what_must_be_there_before_applying_comes_before_it() {
    let paper = due_by(hand_in(), [at_the(application())]);
    let ends = due_by(done(Milestone::Applied), [on("2025-10-01")]);
    let paper = ("paper", due_by(paper, [at_the(application()), on("2025-10-01")]));
    given([]).under(asking([("begin", ends), paper])).as_of("2025-09-01").then_plan(&[
        "hand in project for paper before 2025-10-02T04:00:00Z",
        "apply for begin, paper before 2025-10-02T04:00:00Z",
        "be admitted",
    ]);
}

#[test]
fn a_seat_that_is_asked_for_later_is_what_another_waits_for() {
    let seat = only_after(done(Milestone::Admitted), on("2025-09-10"));
    let later = only_after(away(5, 1), at_the(admission()));
    let policy = asking([("later", later), ("seat", seat)]);
    given([applied().on("2025-07-01")])
        .under(policy)
        .as_of("2025-09-01")
        .then_plan_for("certify", &["do later (1 of 5 days) for later from 2025-09-10T04:00:00Z before 2026-01-01T05:00:00Z", "do seat for seat from 2025-09-10T04:00:00Z before 2026-01-01T05:00:00Z"]);
}

#[test]
fn a_longer_retreat_serves_for_shorter_ones() {
    let told = given([applied().on("2025-07-01"), admitted().on("2025-07-02")]).as_of("2025-09-01");
    let policy = asking([("short", away(2, 3)), ("long", away(5, 1))]);
    told.clone().under(policy).then_plan(&["go away for 5 days (3 of 2 days) (1 of 5 days) for short, long before 2026-01-01T05:00:00Z"]);
    let policy = asking([("one", away(5, 1)), ("three", away(5, 3))]);
    told.clone().under(policy).then_plan(&[
        "go away for 5 days (3 of 5 days) for one, three before 2026-01-01T05:00:00Z",
    ]);
    let policy = asking([("short", away(2, 1)), ("long", away(5, 2))]);
    told.under(policy).then_plan(&[
        "go away for 5 days (2 of 5 days) for short, long before 2026-01-01T05:00:00Z",
    ]);
}

#[test]
fn one_achievement_serves_under_any_of_its_names() {
    let told = given([applied().on("2025-07-01"), admitted().on("2025-07-02")]).as_of("2025-09-01");
    let policy = asking([("either", complete(["Talk", "Course"])), ("talk", complete(["talk"]))]);
    told.under(policy).then_plan(&["complete talk for either, talk before 2026-01-01T05:00:00Z"]);
}

/// The last evening is two thirds of one way and nothing of another; the hours are half done.
#[test]
fn of_several_ways_the_one_of_which_the_most_is_done_is_planned() {
    let hours_done =
        logging(120, Measure::Minutes, vec![category("practice", &["practice"], vec![])]);
    let part = ["last", "away"].map(name);
    let of = ["live", "part", "hours"].map(name);
    let policy = asking_first(
        asking([
            ("any", Requirement::AtLeast { need: 1, of: of.into() }),
            ("live", live(3, [])),
            ("part", Requirement::All(part.into())),
            ("last", live(1, ["2025-11"])),
            ("away", away(5, 1)),
            ("hours", hours_done),
        ]),
        "any",
    );
    given([
        admitted().on("2025-07-01"),
        attended("2025-09", Presence::Whole).at("2025-09-11T23:00:00Z"),
        attended("2025-10", Presence::Whole).at("2025-10-09T23:00:00Z"),
        logged("practice", hours(1)).on("2025-10-11"),
    ])
    .under(policy)
    .as_of("2025-10-20")
    .then_plan(&[
        "attend 2025-11 for live, last from 2025-11-14T00:00:00Z before 2025-11-14T03:00:00Z",
    ]);
}
