//! Out of reach: since when, and which deadline or event made it so. One story for each cause and each deadline.

use std::collections::BTreeMap;

use cairn_domain::assess::{Cause, Deadline};
use cairn_domain::event::ExamOutcome;
use cairn_domain::policy::{Lock, Milestone, Requirement, Rule};
use cairn_domain::{Policy, Presence, Status};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{at, name};

fn lost(instant: &str, cause: Cause) -> Status {
    Status::OutOfReach { since: at(instant), cause }
}

/// A deadline closes with the last microsecond before it: nothing that happens later is in time.
fn passed(end: &str, deadline: Deadline) -> Status {
    let since = at(end) - chrono::TimeDelta::microseconds(1);
    Status::OutOfReach { since, cause: Cause::Deadline(deadline) }
}

/// Attendance without make-ups: two of three.
fn strict_attendance() -> Policy {
    only("attendance", |rule| {
        if let Requirement::Sessions { make_ups, .. } = &mut rule.asks {
            *make_ups = None;
        }
    })
}

#[test]
fn missing_one_session_too_many_is_the_end_of_that_session() {
    let missed = Deadline::Session(name("2025-10"));
    given([applied()])
        .under(strict_attendance())
        .then_status("attendance", &passed("2025-10-10T02:00:00Z", missed));
}

#[test]
fn until_the_last_instant_but_one_of_the_session_it_is_still_in_reach() {
    let told = given([applied()]).under(strict_attendance());
    let status = Status::AtRisk { slack: 0 };
    told.as_of_instant("2025-10-10T01:59:59.999998Z").then_status("attendance", &status);
}

#[test]
fn make_ups_end_with_their_last_day() {
    let policy = only("attendance", |rule| {
        if let Requirement::Sessions { make_ups: Some(make_ups), .. } = &mut rule.asks {
            make_ups.by = Some("2025-12-10".parse().unwrap());
        }
    });
    let ended = Deadline::MakeUps(requirement("attendance"));
    given([attended("2025-09", Presence::Whole).on("2025-09-11")])
        .under(policy)
        .then_status("attendance", &passed("2025-12-11T05:00:00Z", ended));
}

#[test]
fn the_last_filing_that_would_have_been_enough_was_due() {
    let due = Deadline::Filing(name("2025-11"));
    given([applied()]).then_status("reflections", &passed("2025-12-05T05:00:00Z", due));
}

#[test]
fn the_last_day_of_a_milestone_passed() {
    let last_day = |what| Deadline::Milestone(requirement(what));
    let ended = "2026-01-01T05:00:00Z";
    given([applied()])
        .then_status("project", &passed(ended, last_day("project")))
        .then_status("retreat", &passed(ended, last_day("retreat")));
}

#[test]
fn the_last_day_to_pay_passed() {
    let last_day = Deadline::Payment(requirement("tuition"));
    given([paid(999)]).then_status("tuition", &passed("2025-12-02T05:00:00Z", last_day));
}

#[test]
fn the_reduced_price_could_no_longer_be_locked() {
    // Paid in full at the reduced price when payments ended; the reduction itself was open for longer, and then not.
    let policy = only("tuition", |rule| {
        if let Requirement::Paid(price) = &mut rule.asks {
            price.tiers[0].locked_by = Lock::Admission;
            price.tiers[0].by = "2025-12-20".parse().unwrap();
        }
    });
    let last_day = Deadline::Tier("early bird".to_owned());
    given([paid(800)])
        .under(policy)
        .then_status("tuition", &passed("2025-12-21T05:00:00Z", last_day));
}

#[test]
fn an_application_without_the_workshop_is_the_event_that_made_it_so() {
    let at = "2025-08-20T16:00:00Z";
    let told = given([identified(chrono_tz::UTC), applied().at(at)]);
    told.then_status("workshop", &lost(at, Cause::Event(2)));
}

#[test]
fn the_first_thing_on_record_can_be_what_made_it_so() {
    let at = "2025-08-20T16:00:00Z";
    given([applied().at(at)]).then_status("workshop", &lost(at, Cause::Event(1)));
}

/// An examination that can be sat once.
fn written_once() -> Requirement {
    Requirement::Exam {
        of: name("written"),
        pass_mark: None,
        attempts: Some(1),
        wait: None,
        after: None,
        by: None,
        valid_for: None,
    }
}

/// At that very instant a session begins, after which last days are counted; but it was the attempt that used up the last one.
#[test]
fn an_attempt_is_what_made_it_so_whatever_else_falls_on_its_instant() {
    let at = "2025-10-09T22:59:59.999999Z";
    let counted = after(days(30), nth_session_after_admission(1));
    given([sat(ExamOutcome::NotPassed).at(at)])
        .under(asking([("written", due_by(written_once(), [counted]))]))
        .as_of("2025-10-20")
        .then_status("written", &lost(at, Cause::Event(1)));
}

/// What the talk waits for is waived until a day, and so is one way to it; without a waiver it comes too late. What was
/// reported on the day after counts from then on, and takes nothing away.
#[test]
fn a_waiver_that_runs_out_can_be_what_made_it_so_for_what_waits() {
    let of = ["evening", "written"].map(requirement).into();
    let talk = done(Milestone::Completed(["Talk".to_owned()].into()));
    let talk = due_by(only_after(talk, at_the(met("first"))), [on("2025-11-01")]);
    let policy = asking([
        ("talk", talk),
        ("first", Requirement::AtLeast { need: 1, of }),
        ("evening", live(1, ["2025-11"])),
        ("written", written_once()),
    ]);
    given([
        sat(ExamOutcome::NotPassed).on("2025-08-20"),
        waived("first", "committee").until("2025-10-01").on("2025-09-01"),
        waived("evening", "committee").until("2025-10-01").on("2025-09-01"),
        logged("practice", hours(1)).on("2025-09-05").reported_on("2025-10-02"),
    ])
    .under(policy)
    .as_of("2025-10-20")
    .then_status(
        "talk",
        &lost("2025-10-02T04:00:00Z", Cause::Deadline(Deadline::Waiver(name("first")))),
    );
}

#[test]
fn with_nothing_on_record_a_deadline_can_be_what_made_it_so() {
    let last_day = Deadline::Milestone(requirement("retreat"));
    let told = given([]).under(only("retreat", |_| {}));
    told.then_status("retreat", &passed("2026-01-01T05:00:00Z", last_day));
}

#[test]
fn a_cancelled_session_can_be_what_made_it_so() {
    let at = "2025-10-01T16:00:00Z";
    let policy = only("attendance", |rule| {
        if let Requirement::Sessions { need, .. } = &mut rule.asks {
            *need = cairn_domain::policy::Need::Count(3);
        }
    });
    given([applied()])
        .under(policy)
        .while_the_cohort([session_cancelled("2025-11").at(at)])
        .as_of("2025-10-02")
        .then_status("attendance", &lost(at, Cause::Event(2)));
}

#[test]
fn a_refund_after_the_last_day_to_pay_can_be_what_made_it_so() {
    let at = "2025-12-15T16:00:00Z";
    given([paid(1_000), refunded(1).at(at)]).then_status("tuition", &lost(at, Cause::Event(2)));
}

#[test]
fn a_session_held_again_keeps_the_end_that_it_had_in_between() {
    let policy = only("attendance", |rule| {
        if let Requirement::Sessions { need, make_ups, .. } = &mut rule.asks {
            (*need, *make_ups) = (cairn_domain::policy::Need::Count(3), None);
        }
    });
    let moved = session_held("2025-09", "2025-09-18T23:00:00Z", "2025-09-19T02:00:00Z");
    let back = session_held("2025-09", "2025-09-11T23:00:00Z", "2025-09-12T02:00:00Z");
    let ended = Deadline::Session(name("2025-09"));
    given([applied()])
        .under(policy)
        .while_the_cohort([moved.on("2025-09-10"), back.on("2025-10-01")])
        .then_status("attendance", &passed("2025-09-19T02:00:00Z", ended));
}

#[test]
fn what_was_back_in_reach_for_a_while_is_lost_since_the_last_time() {
    // Out of reach on 2 December; a scholarship cannot come in time any more, but a waiver can, until it is voided.
    let told = given([paid(999), waived("retreat", "committee").on("2026-01-05")]);
    told.clone().as_of("2026-01-04").then("retreat", "out_of_reach", (0, 5));
    told.as_of("2026-01-05").then("retreat", "met", (0, 5));
}

#[test]
fn at_risk_says_how_many_may_still_be_missed() {
    let with_margin = |margin| only("reflections", |rule| rule.margin = margin);
    let told = |margin| given([applied()]).under(with_margin(margin)).as_of("2025-09-01");
    told(2).then_status("reflections", &Status::AtRisk { slack: 2 });
    told(1).then_status("reflections", &Status::Open);
}

/// Two are about systems, as asked, and stay so: of the three that may still be about oneself, two can be missed.
#[test]
fn what_is_filed_already_is_nothing_that_can_be_missed() {
    let asks = |rule: &mut Rule| {
        let each = BTreeMap::from([(name("self"), 1), (name("systems"), 2)]);
        rule.asks = Requirement::Filings { need: 2, within_days: 60, each };
        rule.margin = 2;
    };
    let filed = |session, day: &str| reflected(session, ["systems"]).on(day);
    given([filed("2025-09", "2025-09-12"), filed("2025-10", "2025-10-10")])
        .under(only("reflections", asks))
        .as_of("2025-10-15")
        .then_status("reflections", &Status::AtRisk { slack: 2 });
}

/// What was filed without the category that is asked for can be filed again, and is one more chance.
#[test]
fn a_reflection_that_lacks_a_category_is_still_a_chance() {
    let asks = |rule: &mut Rule| {
        let each = BTreeMap::from([(name("systems"), 1)]);
        rule.asks = Requirement::Filings { need: 1, within_days: 60, each };
        rule.margin = 2;
    };
    given([reflected("2025-09", []).on("2025-09-12"), reflected("2025-10", []).on("2025-10-10")])
        .under(only("reflections", asks))
        .as_of("2025-10-15")
        .then_status("reflections", &Status::AtRisk { slack: 2 })
        .as_of("2025-11-20")
        .then_status("reflections", &Status::AtRisk { slack: 1 });
}

#[test]
fn a_session_that_ends_with_the_last_day_cannot_be_made_up_for() {
    let mut policy = only("attendance", |rule| {
        if let Requirement::Sessions { need, .. } = &mut rule.asks {
            *need = cairn_domain::policy::Need::Count(1);
        }
    });
    policy.sessions.truncate(1);
    policy.sessions[0].minutes = 60;
    for (starts, slack) in [("2025-12-31T23:00:00", Some(0)), ("2025-12-31T22:59:00", None)] {
        policy.sessions[0].starts = starts.parse().unwrap();
        let status = slack.map_or(Status::Open, |slack| Status::AtRisk { slack });
        given([applied()])
            .under(policy.clone())
            .as_of("2025-12-01")
            .then_status("attendance", &status);
    }
}

#[test]
fn of_deadlines_at_one_instant_the_cause_is_that_of_the_first_that_went_out_of_reach() {
    let milestone = |what| Deadline::Milestone(requirement(what));
    let end = "2026-01-01T05:00:00Z";
    let policy = || {
        let away = done(Milestone::Retreat { days: 5, times: 1 });
        let paper = done(Milestone::Submitted(name("project")));
        let talk = done(Milestone::Completed(["Talk".to_owned()].into()));
        asking([("away", away), ("paper", paper), ("talk", talk)])
    };
    given([]).under(policy()).then_status("certify", &passed(end, milestone("away")));
    given([retreat(5)]).under(policy()).then_status("certify", &passed(end, milestone("paper")));
    given([retreat(5), submitted()])
        .under(policy())
        .then_status("certify", &passed(end, milestone("talk")));
}
