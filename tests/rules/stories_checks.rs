//! What the check of a policy refuses, and where: each bound from both of its sides.

use cairn_domain::Policy;
use cairn_domain::policy::FaultKind::*;
use cairn_domain::policy::{
    Anchor, Fault, FaultKind, LeastPresence, MakeUps, Milestone, MonthEnd, Place, Requirement, Rule,
};
use cairn_testkit::story::*;
use cairn_testkit::worlds::name;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;

use crate::stories_policies::complete;

fn day(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

/// A place in the first requirement.
pub fn at(key: &'static str) -> Place {
    Place::requirement(0, key)
}

pub fn sound(policy: Policy) {
    policy.check().unwrap();
}

/// Exactly this is wrong with a policy.
pub fn wrong<const N: usize>(policy: Policy, expected: [(Place, FaultKind); N]) {
    let expected = expected.map(|(place, kind)| Fault { place, kind });
    assert_eq!(policy.check().unwrap_err(), expected);
}

pub fn range(got: i64, from: i64, to: i64) -> FaultKind {
    OutOfRange { got, from, to }
}

fn outside(got: &str) -> FaultKind {
    DayOutside { day: day(got), from: day("1900-01-01"), to: day("2200-12-31") }
}

#[test]
fn a_policy_without_requirements_asks_for_nothing() {
    let mut policy = small_policy();
    policy.requirements.clear();
    let root = || Place::top("root");
    wrong(policy, [(root(), Empty), (root(), UnknownRequirement(name("certify")))]);
}

#[test]
fn a_cohort_begins_within_the_years_that_are_known() {
    let begins = |begins: &str| Policy { begins: day(begins), ..small_policy() };
    sound(begins("1900-01-01"));
    wrong(begins("1899-12-31"), [(Place::top("begins"), outside("1899-12-31"))]);
}

fn lasting<const N: usize>(minutes: [u32; N], mut policy: Policy) -> Policy {
    policy.sessions.truncate(N);
    for (session, minutes) in policy.sessions.iter_mut().zip(minutes) {
        session.minutes = minutes;
    }
    policy
}

#[test]
fn a_session_lasts_a_day_at_most_and_a_minute_at_least() {
    let lasts = |minutes| lasting([minutes], only("retreat", |_| {}));
    let whole_day = lasts(24 * 60).check().unwrap();
    let (_, window) = whole_day.planned()[0].clone();
    assert_eq!(window.to - window.from, TimeDelta::days(1));
    sound(lasts(1));
    let minutes = || Place::session(0, "minutes");
    wrong(lasts(24 * 60 + 1), [(minutes(), range(1_441, 1, 1_440))]);
    wrong(lasts(0), [(minutes(), range(0, 1, 1_440))]);
}

#[test]
fn a_session_at_the_end_of_time_is_outside_the_cohorts_year() {
    let mut policy = lasting([60], only("retreat", |_| {}));
    policy.zone = Tz::UTC;
    policy.sessions[0].starts = NaiveDateTime::MAX;
    let (from, to) = (policy.begins, policy.ends);
    let kind = DayOutside { day: NaiveDate::MAX, from, to };
    wrong(policy, [(Place::session(0, "starts"), kind)]);
}

#[test]
fn one_must_be_there_no_longer_than_the_shortest_session_lasts() {
    let there = |least: u32, among: Option<&[&str]>| {
        only("attendance", |rule| {
            let Requirement::Sessions { presence, of, .. } = &mut rule.asks else { panic!() };
            *presence = LeastPresence::Minutes(least);
            *of = among.map(|names| names.iter().map(|each| name(each)).collect());
        })
    };
    let too_long = |got, most| [(at("presence"), range(got, 1, most))];
    sound(lasting([60, 90, 120], there(60, None)));
    wrong(lasting([60, 90, 120], there(61, None)), too_long(61, 60));
    let longer = Some(["2025-10", "2025-11"].as_slice());
    sound(lasting([60, 90, 120], there(90, longer)));
    wrong(lasting([60, 90, 120], there(91, longer)), too_long(91, 90));
    wrong(lasting([1, 90, 120], there(2, None)), too_long(2, 1));
    // A session that lasts no time is wrong by itself, and nothing can be said of how long one must be there.
    let minutes = Place::session(0, "minutes");
    wrong(lasting([0, 90, 120], there(1, None)), [(minutes, range(0, 1, 1_440))]);
}

#[test]
fn make_ups_end_within_the_years_that_are_known() {
    let by = |by: &str| {
        only("attendance", |rule| {
            let Requirement::Sessions { make_ups, .. } = &mut rule.asks else { panic!() };
            *make_ups = Some(MakeUps { at_most: 1, by: Some(day(by)), within_days: None });
        })
    };
    sound(by("2200-12-31"));
    wrong(by("2201-01-01"), [(at("make_ups").key("by"), outside("2201-01-01"))]);
}

#[test]
fn nobody_can_reflect_on_more_sessions_than_there_are() {
    let need = |number| {
        only("reflections", |rule| {
            let Requirement::Filings { need, .. } = &mut rule.asks else { panic!() };
            *need = number;
        })
    };
    sound(need(3));
    wrong(need(4), [(at("need"), Impossible { need: 4, available: 3 })]);
}

pub fn exam() -> Requirement {
    Requirement::Exam {
        of: name("written"),
        pass_mark: None,
        attempts: None,
        wait: None,
        after: None,
        by: None,
        valid_for: None,
    }
}

fn attempts(number: u32) -> Requirement {
    let mut asks = exam();
    let Requirement::Exam { attempts, .. } = &mut asks else { panic!() };
    *attempts = Some(number);
    asks
}

/// Whatever may not have happened yet, and may come later than one thought.
fn still_to_come() -> [Anchor; 4] {
    [application(), admission(), nth_session_after_admission(1), met("aid")]
}

fn with_aid(id: &str, asks: Requirement) -> Policy {
    let mut policy = asking([(id, asks), ("aid", complete(&["First aid"]))]);
    policy.requirements.rotate_left(1);
    policy
}

#[test]
fn attempts_are_not_counted_where_their_window_could_still_slide() {
    for anchor in still_to_come() {
        let opens = |moment| with_aid("exam", only_after(attempts(2), moment));
        sound(opens(after(days(30), anchor.clone())));
        sound(opens(at_the(anchor.clone())));
        sound(with_aid("exam", only_after(exam(), before(days(30), anchor.clone()))));
        wrong(opens(before(days(30), anchor)), [(at("attempts"), Together("attempts", "before"))]);
    }
    for anchor in [Anchor::Day(day("2025-09-01")), Anchor::Session(name("2025-09"))] {
        sound(with_aid("exam", only_after(attempts(2), before(days(30), anchor))));
    }
}

#[test]
fn a_last_day_is_not_counted_back_from_what_may_never_happen() {
    let due = |moment| {
        with_aid(
            "work",
            due_by(done(Milestone::Submitted(name("work"))), [on("2025-12-01"), moment]),
        )
    };
    for anchor in still_to_come() {
        sound(due(after(days(30), anchor.clone())));
        wrong(due(before(days(30), anchor)), [(at("by").nth(1), CountedBack)]);
    }
    sound(due(before(days(30), Anchor::Session(name("2025-11")))));
}

#[test]
fn the_sessions_after_an_admission_are_counted_from_one() {
    let nth = |n| {
        let opens = after(days(1), nth_session_after_admission(n));
        asking([("away", only_after(done(Milestone::Retreat { days: 5, times: 1 }), opens))])
    };
    let none_at_all = |n| lasting([], nth(n));
    let place = || at("after").key("after").key("session_number");
    sound(nth(1));
    sound(nth(3));
    wrong(nth(0), [(place(), range(0, 1, 3))]);
    wrong(nth(4), [(place(), Impossible { need: 4, available: 3 })]);
    wrong(none_at_all(0), [(place(), range(0, 1, 1))]);
    wrong(none_at_all(1), [(place(), Impossible { need: 1, available: 0 })]);
}

#[test]
fn a_span_is_a_hundred_years_at_most() {
    let counts_for = |term| asking([("aid", valid_for(complete(&["First aid"]), term))]);
    let at = |key| at("valid_for").key(key);
    sound(counts_for(months(1_200, MonthEnd::LastDay)));
    wrong(counts_for(months(1_201, MonthEnd::LastDay)), [(at("months"), range(1_201, 1, 1_200))]);
    sound(counts_for(days(36_600)));
    wrong(counts_for(days(36_601)), [(at("days"), range(36_601, 1, 36_600))]);
}

#[test]
fn what_was_completed_before_has_a_name() {
    let before = |names: &[&str]| {
        let any_of = names.iter().map(|each| (*each).to_owned()).collect();
        asking([("workshop", Requirement::Prerequisite { any_of })])
    };
    for nameless in [&[][..], &[" "], &["", "\t"]] {
        wrong(before(nameless), [(at("any_of"), Empty)]);
    }
    sound(before(&["Foundations"]));
    // So much the older versions took: it may be in a log.
    sound(before(&["", "Foundations"]));
}

#[test]
fn the_requirement_that_decides_may_stand_anywhere() {
    let mut policy = small_policy();
    let root: Rule = policy.requirements.remove(0);
    policy.requirements.push(root);
    let told = given([applied(), admitted(), paid(1_000)]).under(policy);
    assert_eq!(told.assessment().root.requirement, name("certify"));
    told.then("certify", "out_of_reach", (1, 7));
}
