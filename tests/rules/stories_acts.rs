//! Which act a plan names, for what, and by when: what waits for something is an act of its own, what serves twice is done once.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::assess::Act;
use cairn_domain::policy::{Lock, Measure, Milestone, Requirement};
use cairn_domain::{Event, Money, Policy};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{at, home_cohort, name};

fn complete(what: &str) -> Requirement {
    done(Milestone::Completed([what.to_owned()].into()))
}

fn paper() -> Requirement {
    done(Milestone::Submitted(name("project")))
}

fn away(days: u32) -> Requirement {
    done(Milestone::Retreat { days, times: 1 })
}

fn exam(of: &str) -> Requirement {
    let (of, after, by, valid_for) = (name(of), None, None, None);
    Requirement::Exam { of, pass_mark: None, attempts: None, wait: None, after, by, valid_for }
}

/// The same, with the requirement that asks for all of them as the last of the file.
fn root_last(mut policy: Policy) -> Policy {
    policy.requirements.rotate_left(1);
    policy
}

fn seated() -> Story {
    given([applied().on("2025-07-01"), admitted().on("2025-07-02")]).as_of("2025-09-01")
}

const END: &str = "before 2026-01-01T05:00:00Z";

#[test]
fn an_application_that_waits_for_something_else_is_no_mere_application() {
    let begun = only_after(done(Milestone::Applied), at_the(met("paper")));
    let told = given([]).under(asking([("paper", paper()), ("begun", begun)]));
    let plan = told.as_of("2025-07-01").outlook(Some("begun")).plan.unwrap();
    assert!(plan.iter().any(|each| each.act == Act::Do(name("begun"))), "{plan:?}");
}

#[test]
fn one_retreat_serves_for_two_of_one_length_wherever_they_stand() {
    let late = only_after(away(5), on("2025-10-01"));
    let expected = format!("do late (1 of 5 days) for late, any from 2025-10-01T04:00:00Z {END}");
    let policy = || asking([("late", late.clone()), ("any", away(5))]);
    seated().under(policy()).then_plan(&[&expected]);
    seated().under(root_last(policy())).then_plan(&[&expected]);
}

#[test]
fn one_act_is_due_by_the_first_of_what_it_serves() {
    let policy = || asking([("soon", due_by(away(5), [on("2025-09-30")])), ("any", away(5))]);
    let expected = ["go away for 5 days (1 of 5 days) for soon, any before 2025-10-01T04:00:00Z"];
    seated().under(policy()).then_plan(&expected);
}

#[test]
fn two_examinations_at_different_times_are_two_acts_and_one_twice_is_told_apart() {
    let early = |of| due_by(exam(of), [on("2025-09-30")]);
    let late = |of| due_by(only_after(exam(of), on("2025-11-01")), [on("2025-11-30")]);
    // Different examinations of which neither can be the other.
    let policy = || asking([("first", early("spoken")), ("second", exam("written"))]);
    let expected = [
        "pass spoken for first before 2025-10-01T04:00:00Z".to_owned(),
        format!("pass written for second {END}"),
    ];
    let expected = expected.each_ref().map(String::as_str);
    seated().under(policy()).then_plan(&expected);
    seated().under(root_last(policy())).then_plan(&expected);
    let twice = || asking([("first", early("written")), ("second", late("written"))]);
    let expected = [
        "pass written for first before 2025-10-01T04:00:00Z",
        "do second for second from 2025-11-01T04:00:00Z before 2025-12-01T05:00:00Z",
    ];
    seated().under(twice()).then_plan(&expected);
    seated().under(root_last(twice())).then_plan(&expected);
}

/// Whoever failed one must wait for longer than the other can: also where the other stands first in the file.
#[test]
fn an_examination_that_must_wait_is_sat_apart_wherever_the_other_stands() {
    let mut waiting = exam("written");
    if let Requirement::Exam { attempts, wait, .. } = &mut waiting {
        (*attempts, *wait) = (Some(1), Some(days(90)));
    }
    let soon = due_by(exam("written"), [on("2025-09-30")]);
    let policy = || asking([("soon", soon.clone()), ("again", waiting.clone())]);
    let told = seated().and([sat(cairn_domain::event::ExamOutcome::NotPassed).on("2025-08-20")]);
    let expected = [
        "pass written for soon before 2025-10-01T04:00:00Z".to_owned(),
        format!("do again for again from 2025-11-18T05:00:00Z {END}"),
    ];
    let expected = expected.each_ref().map(String::as_str);
    told.clone().under(policy()).then_plan(&expected);
    told.under(root_last(policy())).then_plan(&expected);
}

#[test]
fn one_sitting_serves_for_another_wherever_that_stands() {
    let late = only_after(exam("written"), on("2025-11-01"));
    let policy = asking([("any", exam("written")), ("late", late)]);
    let expected = format!("pass written for any, late from 2025-11-01T04:00:00Z {END}");
    seated().under(root_last(policy)).then_plan(&[&expected]);
}

#[test]
fn what_must_be_there_on_applying_is_due_with_that_and_the_rest_is_not() {
    let workshop = Requirement::Prerequisite { any_of: ["Workshop".to_owned()].into() };
    let applied_by = due_by(done(Milestone::Applied), [on("2025-07-31")]);
    let policy = asking([
        ("workshop", workshop),
        ("begun", applied_by),
        ("aid", complete("First aid")),
        ("again", complete("Workshop")),
    ]);
    let told = given([]).under(policy).as_of("2025-07-01");
    told.then_plan(&[
        "complete Workshop for workshop, again before 2025-08-01T04:00:00Z",
        "apply for workshop, begun before 2025-08-01T04:00:00Z",
        &format!("complete First aid for aid {END}"),
        "be admitted",
    ]);
}

#[test]
fn what_is_due_by_the_admission_comes_before_it() {
    let by_admission = due_by(paper(), [at_the(admission()), on("2025-08-31")]);
    let seat = due_by(done(Milestone::Admitted), [on("2025-08-31")]);
    let policy = asking([("paper", by_admission), ("seat", seat)]);
    let told = given([applied().on("2025-07-01")]).under(policy).as_of("2025-07-02");
    let plan = told.outlook(None).plan.unwrap();
    let acts: Vec<&Act> = plan.iter().map(|each| &each.act).collect();
    assert_eq!(acts, [&Act::HandIn(name("project")), &Act::Seat]);
}

#[test]
fn who_is_still_to_accept_the_work_is_counted_in_each_capacity() {
    let each = BTreeMap::from([(name("mentor"), 1), (name("outside"), 1)]);
    let reviews = Requirement::Reviews {
        of: name("project"),
        reviewers: 4,
        each,
        excluding: BTreeSet::new(),
    };
    let told = seated().and([
        submitted().on("2025-08-01"),
        accepted("ann").in_capacity("mentor").on("2025-08-02"),
        accepted("bob").in_capacity("mentor").on("2025-08-03"),
    ]);
    told.under(asking([("reviews", reviews)]))
        .then_plan(&["have project accepted (2 people, 1 outside) for reviews"]);
}

#[test]
fn work_waits_for_whoever_gave_it_back_only_once_it_was_handed_in_again() {
    let reviews = Requirement::Reviews {
        of: name("project"),
        reviewers: 1,
        each: BTreeMap::new(),
        excluding: BTreeSet::new(),
    };
    let told = seated().under(asking([("reviews", reviews)]));
    let waiting = |told: &Story| Vec::from_iter(told.finding("reviews").evidence.pending);
    let told = told.and([submitted().on("2025-08-01")]);
    assert_eq!(waiting(&told), [3]);
    let told = told.and([returned("ann").on("2025-08-02")]);
    assert_eq!(waiting(&told), [0_u64; 0]);
    let told = told.and([submitted().on("2025-08-03")]);
    assert_eq!(waiting(&told), [5]);
}

#[test]
fn what_is_paid_enough_for_the_price_to_come_is_not_to_be_paid_again() {
    let mut price = small_policy();
    price.requirements.retain(|rule| matches!(rule.asks, Requirement::Paid(_)));
    let full = price.requirements[0].asks.clone();
    let mut reduced = full.clone();
    if let Requirement::Paid(price) = &mut reduced {
        price.tiers[0].locked_by = Lock::Admission;
        price.tiers[0].by = "2025-07-31".parse().unwrap();
    }
    let policy = asking([("full", full), ("reduced", reduced)]);
    let already = |minor| {
        let amount = Money { minor, ..dollars(0) };
        Event::Paid { cohort: home_cohort(), amount, reference: None }
    };
    for (paid, lacking) in [(90_000, "100.00"), (80_000, "200.00"), (99_999, "0.01")] {
        let told =
            given([applied().on("2025-07-01"), Happening::from(already(paid)).on("2025-07-02")]);
        told.under(policy.clone()).as_of("2025-07-03").then_plan(&[
            "be admitted for reduced before 2025-08-01T04:00:00Z",
            &format!("pay ({lacking} USD) for full before 2025-12-02T05:00:00Z"),
        ]);
    }
}

#[test]
fn what_closes_with_the_admission_is_done_before_it() {
    let by_admission = due_by(exam("written"), [at_the(admission()), on("2025-08-31")]);
    let seat = due_by(done(Milestone::Admitted), [on("2025-08-31")]);
    let policy = asking([("exam", by_admission), ("seat", seat)]);
    let told = given([applied().on("2025-07-01")]).under(policy).as_of("2025-07-02");
    let plan = told.outlook(None).plan.unwrap();
    let acts: Vec<&Act> = plan.iter().map(|each| &each.act).collect();
    assert_eq!(acts, [&Act::Pass(name("written")), &Act::Seat]);
}

#[test]
fn another_examination_is_no_reason_to_sit_one_apart() {
    let mut waiting = exam("written");
    if let Requirement::Exam { attempts, wait, .. } = &mut waiting {
        (*attempts, *wait) = (Some(1), Some(days(90)));
    }
    let spoken = due_by(exam("spoken"), [on("2025-09-30")]);
    let told = seated().and([sat(cairn_domain::event::ExamOutcome::NotPassed).on("2025-08-20")]);
    told.under(asking([("first", waiting), ("second", spoken)]))
        .then_plan_for("second", &["pass spoken for second before 2025-10-01T04:00:00Z"]);
}

#[test]
fn of_two_ways_the_one_that_is_furthest_along_is_planned() {
    let twice = done(Milestone::Retreat { days: 5, times: 2 });
    let practice = category("practice", &["practice"], vec![]);
    let hours_asked = logging(240, Measure::Minutes, vec![practice]);
    let both = Requirement::All(["twice", "long"].map(name).into());
    let either = Requirement::AtLeast { need: 1, of: ["both", "hours"].map(name).into() };
    let mut policy = asking([
        ("twice", twice),
        ("long", away(7)),
        ("hours", hours_asked),
        ("both", both),
        ("either", either),
    ]);
    if let Requirement::All(all) = &mut policy.requirements[0].asks {
        all.retain(|id| id.as_str() == "either");
    }
    let told =
        seated().and([retreat(5).on("2025-08-01"), logged("practice", hours(1)).on("2025-08-10")]);
    let plan = told.under(policy).outlook(None).plan.unwrap();
    let acts: Vec<&Act> = plan.iter().map(|each| &each.act).collect();
    assert_eq!(acts, [&Act::Retreat(7)]);
}

#[test]
fn what_waits_for_an_application_waits_for_the_first_that_is_planned() {
    let begun = |day| only_after(done(Milestone::Applied), on(day));
    let first = due_by(begun("2025-07-10"), [on("2025-07-15")]);
    let talk = only_after(complete("Talk"), after(days(10), application()));
    let policy = asking([("first", first), ("again", begun("2025-07-20")), ("talk", talk)]);
    let plan = given([]).under(policy).as_of("2025-07-01").outlook(None).plan.unwrap();
    let talk = plan.iter().find(|each| each.act == Act::Do(name("talk")));
    assert_eq!(talk.unwrap().from, Some(at("2025-07-20T04:00:00Z")), "{plan:#?}");
}
