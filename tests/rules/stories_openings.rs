//! Windows that open, and answers that turn, at the very event or deadline that makes them.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::assess::{Against, Cause, Deadline, Holds, has_come};
use cairn_domain::policy::MonthEnd::LastDay;
use cairn_domain::policy::{Anchor, Measure, Milestone, Requirement, Validity};
use cairn_domain::{Calendar, Policy, Status};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{at, name};

fn complete(what: &str) -> Requirement {
    done(Milestone::Completed([what.to_owned()].into()))
}

fn away() -> Requirement {
    done(Milestone::Retreat { days: 5, times: 1 })
}

fn log() -> Requirement {
    let practice = category("practice", &["practice"], vec![]);
    logging(60, Measure::Minutes, vec![practice])
}

/// What is asked, and what meets it.
fn meetings() -> Vec<(Requirement, Happening)> {
    let nobody = (BTreeMap::new(), BTreeSet::new());
    let reviews = Requirement::Reviews {
        of: name("project"),
        reviewers: 1,
        each: nobody.0.clone(),
        excluding: nobody.1.clone(),
    };
    let (each, excluding) = nobody;
    let judgement =
        Requirement::Judgement { question: name("readiness"), judges: 1, each, excluding };
    vec![
        (done(Milestone::Admitted), admitted()),
        (
            Requirement::Filings { need: 1, within_days: 21, each: BTreeMap::new() },
            reflected("2025-09", []),
        ),
        (reviews, accepted("ann")),
        (judgement, granted("ann", "teacher")),
        (log(), logged("practice", hours(1))),
        (away(), retreat(5)),
        (away(), waived("first", "committee")),
    ]
}

#[test]
fn what_waits_for_something_may_come_from_the_very_event_that_meets_it() {
    let met_at = "2025-09-12T16:00:00Z";
    for (asks, meets) in meetings() {
        let talk = only_after(complete("Talk"), at_the(met("first")));
        let told = given([
            credited("Talk").at("2025-09-12T15:00:00Z"),
            meets.at(met_at),
            credited("Talk").at("2025-09-14T16:00:00Z"),
        ]);
        told.under(asking([("first", asks), ("talk", talk)]))
            .then_cites("talk", &[3])
            .then_against("talk", &[(1, Against::TooEarly(at(met_at)))]);
    }
}

/// An admission that is told of somebody who was certified already leads to no other state, and is one all the same.
#[test]
fn hours_that_are_reported_later_open_a_window_from_then_on() {
    let talk = only_after(complete("Talk"), at_the(met("hours")));
    let told = given([
        logged("practice", hours(1)).on("2025-09-05").reported_on("2025-10-02"),
        credited("Talk").at("2025-10-01T12:00:00Z"),
        attended("2025-10", cairn_domain::Presence::Whole).at("2025-10-09T23:00:00Z"),
    ]);
    told.under(asking([("hours", log()), ("talk", talk)]))
        .then_against("talk", &[(2, Against::TooEarly(at("2025-10-02T04:00:00Z")))]);
}

#[test]
fn an_admission_counts_from_when_it_was_though_nothing_followed_from_it() {
    let talk = only_after(complete("Talk"), at_the(met("seat")));
    let told = given([
        certified().on("2025-09-01"),
        credited("Talk").at("2025-09-10T15:00:00Z"),
        admitted().at("2025-09-10T16:00:00Z"),
        credited("Talk").at("2025-09-12T16:00:00Z"),
    ]);
    told.under(asking([("seat", done(Milestone::Admitted)), ("talk", talk)]))
        .then_cites("talk", &[4])
        .then_against("talk", &[(2, Against::TooEarly(at("2025-09-10T16:00:00Z")))]);
}

#[test]
fn what_never_was_in_reach_is_out_of_it_since_the_first_day() {
    let paper = done(Milestone::Submitted(name("project")));
    let after = at_the(Anchor::Session(name("2025-11")));
    let never = || {
        asking([("paper", due_by(only_after(paper.clone(), after.clone()), [on("2025-09-01")]))])
    };
    let since = |instant: &str| Status::OutOfReach { since: at(instant), cause: Cause::Always };
    let told = given([applied().on("2025-07-01")]).under(never());
    told.clone().as_of("2025-10-01").then_status("paper", &since("2025-06-01T04:00:00Z"));
    let early = "2025-05-01T12:00:00Z";
    told.as_of_instant(early).then_status("paper", &since(early));
}

/// What was done runs out on 10 January; a waiver until the same day came too late to hold for a moment.
#[test]
fn a_waiver_that_had_run_out_before_it_was_granted_is_no_cause() {
    let policy = asking([("aid", valid_for(complete("First aid"), days(40)))]);
    let since = at("2026-01-11T05:00:00Z");
    let cause = Cause::Deadline(Deadline::Expiry(name("aid")));
    let expired = Status::OutOfReach { since, cause };
    for granted in ["2026-01-20T12:00:00Z", "2026-01-11T05:00:00Z"] {
        let waived = waived("aid", "committee").until("2026-01-10").at(granted);
        let told = given([credited("First aid").on("2025-12-01"), waived]).under(policy.clone());
        told.as_of("2026-01-30").then_status("aid", &expired);
    }
}

/// Until the 20th the paper is as good as there, and the talk due by the 11th; then neither is.
#[test]
fn a_last_day_may_be_gone_again_when_a_waiver_runs_out() {
    let paper = done(Milestone::Submitted(name("project")));
    let due = [after(days(200), admission()), after(days(10), met("paper"))];
    let policy =
        asking([("paper", paper), ("talk", due_by(complete("Talk"), due)), ("away", away())]);
    let told = given([
        admitted().on("2025-08-01"),
        waived("paper", "committee").until("2025-09-20").on("2025-09-01"),
    ]);
    told.under(policy).as_of("2025-09-02").then_can_wait("talk", Some("2025-09-12T04:00:00Z"));
}

#[test]
fn what_can_wait_can_wait_until_the_first_of_what_would_be_too_late() {
    let paper = done(Milestone::Submitted(name("project")));
    let due = [after(days(10), met("paper"))];
    let policy = asking([("paper", paper), ("talk", due_by(complete("Talk"), due))]);
    let told = given([admitted().on("2025-08-01"), submitted().on("2025-09-01")]).under(policy);
    told.as_of("2025-09-02").then_can_wait("talk", Some("2025-09-12T04:00:00Z"));
}

#[test]
fn a_certificate_holds_to_its_last_instant_and_can_be_renewed_to_the_last_of_that() {
    let mut policy = asking([("away", away())]);
    policy.certificate =
        Some(Validity { valid_for: months(12, LastDay), renewable_for: Some(months(1, LastDay)) });
    let told = given([
        applied().on("2025-07-01"),
        admitted().on("2025-07-02"),
        retreat(5).on("2025-08-01"),
        certified().on("2025-09-10"),
    ]);
    let told = told.under(policy);
    for (instant, holds) in [
        ("2026-09-11T03:59:59.999999Z", Holds::Valid),
        ("2026-09-11T04:00:00Z", Holds::Lapsed),
        ("2026-10-11T03:59:59.999999Z", Holds::Lapsed),
        ("2026-10-11T04:00:00Z", Holds::Expired),
    ] {
        let certificate = told.clone().as_of_instant(instant).assessment().certificate;
        assert_eq!(certificate.unwrap().holds, holds, "{instant}");
    }
}

#[test]
fn what_a_span_is_counted_from_has_come_once_it_is_there() {
    let policy: Policy = asking([("away", away())]);
    let told = given([applied().on("2025-09-10")]).under(policy.clone());
    let policy = policy.check().unwrap();
    let calendar = Calendar::new(&policy, &told.cohort_record());
    let come = |anchor: &Anchor, now: &str| {
        has_come(&policy, &calendar, &told.standing(), at(now), anchor)
    };
    assert!(!come(&application(), "2025-09-10T03:59:59.999999Z"));
    assert!(come(&application(), "2025-09-10T04:00:00Z"));
    assert!(!come(&admission(), "2025-09-20T00:00:00Z"));
    let evening = Anchor::Session(name("2025-09"));
    assert!(!come(&evening, "2025-09-11T22:59:59.999999Z"));
    assert!(come(&evening, "2025-09-11T23:00:00Z"));
}

#[test]
fn of_several_ways_the_one_with_the_most_room_says_how_much_there_is() {
    let of = ["strict", "mild"].map(name);
    let either = Requirement::AtLeast { need: 1, of: of.into() };
    let mut policy = asking([("strict", live(3, [])), ("mild", live(2, [])), ("either", either)]);
    if let Requirement::All(all) = &mut policy.requirements[0].asks {
        all.retain(|id| id.as_str() == "either");
    }
    policy.requirements.iter_mut().for_each(|rule| rule.margin = 1);
    let told = given([admitted().on("2025-08-01")]).under(policy).as_of("2025-08-02");
    told.then_status("strict", &Status::AtRisk { slack: 0 })
        .then_status("mild", &Status::AtRisk { slack: 1 })
        .then_status("either", &Status::AtRisk { slack: 1 });
}

#[test]
fn a_window_counts_from_the_first_admission() {
    let talk = only_after(complete("Talk"), after(days(10), admission()));
    let told = given([
        admitted().on("2025-08-01"),
        deferred().on("2025-08-02"),
        admitted().on("2025-08-20"),
        credited("Talk").on("2025-08-12"),
    ]);
    told.under(asking([("talk", talk)])).then_cites("talk", &[4]);
}

#[test]
fn to_apply_anew_moves_no_window() {
    let talk = only_after(complete("Talk"), after(days(10), application()));
    let first = Requirement::Prerequisite { any_of: ["Introduction".to_owned()].into() };
    let told = given([
        applied().on("2025-08-01"),
        declined().on("2025-08-02"),
        credited("Introduction").on("2025-08-05"),
        credited("Talk").on("2025-08-12"),
        applied().on("2025-08-20"),
    ]);
    let told = told.under(asking([("first", first), ("talk", talk)]));
    told.then_cites("first", &[3]).then_cites("talk", &[4]);
}

#[test]
fn sessions_are_numbered_as_they_were_held() {
    let talk = only_after(complete("Talk"), at_the(nth_session_after_admission(2)));
    let moved = session_held("2025-09", "2025-10-20T23:00:00Z", "2025-10-21T02:00:00Z");
    let told = given([admitted().on("2025-08-01"), credited("Talk").on("2025-10-15")]);
    let told = told.under(asking([("talk", talk)])).while_the_cohort([moved.on("2025-10-20")]);
    told.then_against("talk", &[(2, Against::TooEarly(at("2025-10-20T23:00:00Z")))]);
}

#[test]
fn what_was_completed_on_a_day_is_of_that_day_wherever_the_log_is_at_home() {
    let aid = only_after(complete("First aid"), on("2025-09-10"));
    let told =
        given([credited("First aid").on("2025-09-10"), credited("First aid").on("2025-09-09")]);
    told.under(asking([("aid", aid)]))
        .in_a_log_of(chrono_tz::Asia::Singapore)
        .then_cites("aid", &[1])
        .then_against("aid", &[(2, Against::TooEarly(at("2025-09-10T04:00:00Z")))]);
}

#[test]
fn what_takes_ten_days_must_begin_ten_days_before_the_last() {
    let mut hours = log();
    if let Requirement::Log { need, per_day, .. } = &mut hours {
        (*need, *per_day) = (600, Some(60));
    }
    let told = given([admitted().on("2025-08-01")]).under(asking([("hours", hours)]));
    told.as_of("2025-09-01").then_can_wait("hours", Some("2025-12-23T05:00:00Z"));
}
