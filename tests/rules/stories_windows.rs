//! Windows: after what, by when, and who may move a last day.

use std::collections::BTreeSet;

use cairn_domain::assess::Against;
use cairn_domain::policy::MonthEnd::{LastDay, NextDay};
use cairn_domain::policy::{ExcusedAbsence, LeastPresence, Milestone, Over, Requirement};
use cairn_domain::{Policy, Status};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{at, name};

fn hand_in() -> Requirement {
    done(Milestone::Submitted(name("project")))
}

const fn five_days_away() -> Requirement {
    done(Milestone::Retreat { days: 5, times: 1 })
}

/// The staff may move its last day.
fn extendable(mut policy: Policy) -> Policy {
    policy.requirements[0].extendable_by = Some(name("staff"));
    policy
}

#[test]
fn an_extension_moves_the_last_day() {
    let late = given([retreat(5).on("2026-01-10")])
        .under(extendable(asking([("away", five_days_away())])));
    late.clone().then("away", "out_of_reach", (0, 5));
    late.clone().and([extended("away", "staff", "2026-01-10")]).then("away", "met", (5, 5));
    late.and([extended("away", "staff", "2026-01-09")]).then("away", "out_of_reach", (0, 5));
}

#[test]
fn an_extension_counts_whenever_it_was_recorded_and_never_shortens() {
    let told = given([
        retreat(5).on("2025-12-31"),
        extended("away", "staff", "2025-10-01").on("2025-12-30"),
    ]);
    told.under(extendable(asking([("away", five_days_away())]))).then("away", "met", (5, 5));
}

#[test]
fn an_extension_by_anybody_else_changes_nothing() {
    let told = given([retreat(5).on("2026-01-10"), extended("away", "committee", "2026-01-31")]);
    told.under(extendable(asking([("away", five_days_away())]))).then(
        "away",
        "out_of_reach",
        (0, 5),
    );
}

#[test]
fn an_extension_for_one_session_moves_the_filing_on_that_one_only() {
    let policy = extendable(only("reflections", |_| {}));
    let told = |session: &str| {
        let filed = reflected(session, ["self"]).on("2025-12-20");
        let moved = extended("reflections", "staff", "2025-12-31").for_session("2025-10");
        given([filed, moved]).under(policy.clone())
    };
    told("2025-10").then("reflections", "met", (1, 1));
    told("2025-09").then("reflections", "out_of_reach", (0, 1));
}

#[test]
fn what_came_before_its_window_is_too_early() {
    let asks = only_after(hand_in(), at_the(admission()));
    let told = given([
        applied().on("2025-08-01"),
        submitted().on("2025-08-02"),
        admitted().at("2025-08-10T16:00:00Z"),
    ]);
    let told = told.under(asking([("project", asks)])).as_of("2025-08-20");
    told.then("project", "open", (0, 1))
        .then_against("project", &[(2, Against::TooEarly(at("2025-08-10T16:00:00Z")))])
        .and([submitted().at("2025-08-10T16:00:00Z")])
        .then("project", "met", (1, 1));
}

#[test]
fn while_nobody_was_admitted_nothing_comes_after_admission() {
    let asks = only_after(hand_in(), at_the(admission()));
    let told = given([submitted().on("2025-08-02")]).under(asking([("project", asks)]));
    told.as_of("2025-08-20").then("project", "open", (0, 1));
}

#[test]
fn a_month_after_the_thirty_first_ends_as_the_rules_say() {
    let by = |end| {
        let after =
            after(months(1, end), cairn_domain::policy::Anchor::Day("2025-08-31".parse().unwrap()));
        asking([("project", due_by(hand_in(), [after]))])
    };
    let on = |day, end| given([submitted().on(day)]).under(by(end));
    on("2025-09-30", LastDay).then("project", "met", (1, 1));
    on("2025-10-01", LastDay).then("project", "out_of_reach", (0, 1));
    on("2025-10-01", NextDay).then("project", "met", (1, 1));
    on("2025-10-02", NextDay).then("project", "out_of_reach", (0, 1));
}

#[test]
fn a_last_day_counted_from_what_has_not_happened_binds_nobody() {
    let asks = due_by(hand_in(), [after(days(30), admission())]);
    let told = given([submitted().on("2026-01-20")]).under(asking([("project", asks)]));
    told.clone().then("project", "met", (1, 1));
    told.and([admitted().on("2025-08-10")]).then("project", "out_of_reach", (0, 1));
}

#[test]
fn of_several_last_days_the_earliest_binds() {
    let asks = due_by(hand_in(), [on("2025-10-01"), after(days(30), admission())]);
    let told = |admission, handed_in| {
        given([admitted().on(admission), submitted().on(handed_in)])
            .under(asking([("project", asks.clone())]))
    };
    told("2025-08-10", "2025-09-09").then("project", "met", (1, 1));
    told("2025-08-10", "2025-09-10").then("project", "out_of_reach", (0, 1));
    told("2025-09-10", "2025-10-02").then("project", "out_of_reach", (0, 1));
}

#[test]
fn a_last_day_can_be_that_of_the_second_session_after_admission() {
    let asks = due_by(hand_in(), [at_the(nth_session_after_admission(2))]);
    let told = |day| {
        given([admitted().on("2025-09-12"), submitted().on(day)])
            .under(asking([("project", asks.clone())]))
    };
    told("2025-11-13").then("project", "met", (1, 1));
    told("2025-11-14").then("project", "out_of_reach", (0, 1));
}

#[test]
fn what_comes_after_a_requirement_waits_until_that_is_met() {
    let policy = || {
        let project = only_after(hand_in(), at_the(met("away")));
        asking([("away", five_days_away()), ("project", project)])
    };
    let early = given([submitted().on("2025-09-01"), retreat(5).on("2025-09-05")]);
    let early = early.under(policy()).as_of("2025-09-10");
    early.then("project", "open", (0, 1)).and([submitted().on("2025-09-06")]).then(
        "project",
        "met",
        (1, 1),
    );
}

#[test]
fn a_window_that_can_only_open_after_it_closes_is_out_of_reach() {
    let asks = due_by(only_after(hand_in(), after(days(30), application())), [on("2025-09-30")]);
    let told = given([]).under(asking([("project", asks)]));
    told.clone().as_of("2025-08-30").then("project", "open", (0, 1));
    // Who applies on 1 September may hand in from 1 October on.
    let told = told.as_of("2025-09-01");
    assert!(matches!(told.finding("project").status, Status::OutOfReach { .. }));
}

#[test]
fn first_aid_is_completed_under_any_of_its_names() {
    let names = ["First aid", "Emergency first response"].map(str::to_owned);
    let policy = || asking([("first-aid", done(Milestone::Completed(names.clone().into())))]);
    given([credited("emergency  FIRST response")]).under(policy()).then("first-aid", "met", (1, 1));
    given([credited("Last aid")]).under(policy()).then("first-aid", "out_of_reach", (0, 1));
}

#[test]
fn old_rules_hold_for_who_applied_early() {
    let policy = || asking([("old", due_by(done(Milestone::Applied), [on("2025-06-30")]))]);
    given([applied().on("2025-06-30")]).under(policy()).then("old", "met", (1, 1));
    given([applied().on("2025-07-01")]).under(policy()).then("old", "out_of_reach", (0, 1));
}

#[test]
fn old_rules_hold_for_who_was_admitted_early() {
    let policy = || asking([("old", due_by(done(Milestone::Admitted), [on("2025-06-30")]))]);
    given([admitted().on("2025-06-30")]).under(policy()).then("old", "met", (1, 1));
    given([admitted().on("2025-07-01")]).under(policy()).then("old", "out_of_reach", (0, 1));
}

#[test]
fn two_retreats_are_counted_and_short_ones_are_not() {
    let policy = asking([("away", done(Milestone::Retreat { days: 3, times: 2 }))]);
    let told = given([retreat(3).on("2025-09-20"), retreat(2).on("2025-10-20")]);
    told.under(policy)
        .then("away", "out_of_reach", (1, 2))
        .then_against("away", &[(2, Against::TooFewDays)])
        .and([retreat(4).on("2025-11-20")])
        .then("away", "met", (2, 2));
}

#[test]
fn work_before_what_it_waits_for_does_not_count_yet() {
    let asks = only_after(hand_in(), at_the(admission()));
    given([submitted().on("2025-09-01")])
        .under(asking([("project", asks)]))
        .as_of("2025-09-30")
        .then("project", "open", (0, 1))
        .then_against("project", &[(1, Against::NotYet)]);
}

/// A limit is settled by the end of a session, whatever is done until then: to wait does not move what is counted from it.
#[test]
fn what_is_counted_from_a_limit_does_not_wait_with_us() {
    let (of, presence) = (Some(BTreeSet::from([name("2025-09")])), LeastPresence::Minutes(60));
    let (over, excused) = (Over::All, ExcusedAbsence::Counts);
    let limit = Requirement::Absences { at_most: 0, over, of, presence, late: None, excused };
    let first_aid = done(Milestone::Completed(["First aid".to_owned()].into()));
    let recent = only_after(first_aid, before(months(1, LastDay), met("limit")));
    // The first hour of a session that goes on until 02:00 is on record: all that is to come is its end.
    let hour = stays([("2025-09-11T23:00:00Z", "2025-09-12T00:00:00Z")]);
    given([
        credited("First aid").on("2025-08-20"),
        attended("2025-09", hour).at("2025-09-11T23:00:00Z"),
    ])
    .under(asking([("limit", limit), ("first-aid", recent)]))
    .as_of_instant("2025-09-12T00:30:00Z")
    .then("first-aid", "open", (0, 1))
    .then_can_wait("first-aid", None);
}

/// No more than two of three evenings missed, in the first hour of one that is on record already.
fn two_missed() -> Requirement {
    let presence = LeastPresence::Minutes(60);
    let (over, excused) = (Over::All, ExcusedAbsence::Counts);
    Requirement::Absences { at_most: 2, over, of: None, presence, late: None, excused }
}

#[test]
fn while_a_limit_is_not_settled_nothing_comes_after_it() {
    let talk = done(Milestone::Completed(["Talk".to_owned()].into()));
    let talk = due_by(only_after(talk, at_the(met("limit"))), [on("2025-10-01")]);
    let hour = stays([("2025-09-11T23:00:00Z", "2025-09-12T00:00:00Z")]);
    given([
        credited("Talk").on("2025-09-01"),
        attended("2025-09", hour).at("2025-09-11T23:00:00Z"),
    ])
    .under(asking([("limit", two_missed()), ("talk", talk)]))
    .as_of_instant("2025-09-12T00:30:00Z")
    .then("limit", "open", (3, 2))
    .then_can_wait("talk", Some("2025-10-02T04:00:00Z"));
}

/// The first evening was put off until after the second: it is the end of the second that settles it.
#[test]
fn a_limit_is_settled_by_the_first_end_of_a_session_that_can() {
    let talk = done(Milestone::Completed(["Talk".to_owned()].into()));
    let talk = only_after(talk, before(days(10), met("limit")));
    let hour = stays([("2025-10-09T23:00:00Z", "2025-10-10T00:00:00Z")]);
    let put_off = session_held("2025-09", "2025-10-20T23:00:00Z", "2025-10-21T02:00:00Z");
    given([
        credited("Talk").on("2025-10-05"),
        attended("2025-10", hour).at("2025-10-09T23:00:00Z"),
    ])
    .while_the_cohort([put_off.on("2025-09-01")])
    .under(asking([("limit", two_missed()), ("talk", due_by(talk, [on("2025-10-25")]))]))
    .as_of_instant("2025-10-10T00:30:00Z")
    .then("limit", "open", (3, 2))
    .then("talk", "open", (0, 1))
    .then_can_wait("talk", None);
}

/// Each step of a long course waits eight days for the one before, and the last is looked at as quickly as the first.
#[test]
fn steps_that_wait_for_each_other_in_a_long_row_are_within_reach_or_not() {
    let names: [String; 14] = std::array::from_fn(|place| format!("step-{:02}", place + 1));
    let course = asking(std::array::from_fn::<_, 14, _>(|place| {
        let step = done(Milestone::Completed([names[place].clone()].into()));
        let earlier = place.checked_sub(1).map(|earlier| met(&names[earlier]));
        let wait = |earlier| only_after(step.clone(), after(days(8), earlier));
        (names[place].as_str(), earlier.map_or(step.clone(), wait))
    }));
    given([credited("step-01").on("2025-09-01")])
        .under(course)
        .as_of("2025-09-30")
        .then("step-13", "open", (0, 1))
        .then("step-14", "out_of_reach", (0, 1));
}

/// Each of them waits for the one before: what is found out once is not found out anew for each that waits.
#[test]
fn a_long_row_of_requirements_that_wait_for_each_other_is_answered() {
    let names = (0..14).map(|nth| format!("paper-{nth}")).collect::<Vec<_>>();
    let mut policy = asking([("paper-0", hand_in()), ("paper-1", hand_in())]);
    let first = policy.requirements.remove(1);
    policy.requirements.truncate(1);
    for (nth, id) in names.iter().enumerate() {
        let mut rule = first.clone();
        rule.id = name(id);
        if let (Requirement::Done { milestone, after, .. }, true) = (&mut rule.asks, nth > 0) {
            *milestone = Milestone::Submitted(name(id));
            *after = Some(after_the(&names[nth - 1]));
        }
        policy.requirements.push(rule);
    }
    policy.requirements[0].asks =
        Requirement::All(names.iter().map(|id| requirement(id)).collect());
    given([applied()]).under(policy).as_of("2025-09-01").then("paper-13", "open", (0, 1));
}

fn after_the(requirement: &str) -> cairn_domain::policy::Moment {
    after(days(1), met(requirement))
}
