//! Which of several words holds, and from which instant on: the latest that was said by then, that instant included.

use cairn_domain::enrolment::Appeal;
use cairn_domain::event::AppealOutcome;
use cairn_domain::{Calendar, CohortId, Enrolment, Event, Instant, Oddity};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{at, home_cohort, name, other_cohort};
use chrono::TimeDelta;

/// What was told of the practitioner in this cohort, and when each of it happened.
fn enrolled<const N: usize>(history: [Happening; N]) -> (Enrolment, Vec<Instant>) {
    let told = given(history);
    let times = told.settled().facts.iter().map(|fact| fact.stamp.at).collect();
    (told.standing().in_cohort(&home_cohort()).unwrap().clone(), times)
}

fn just_before(instant: Instant) -> Instant {
    instant - TimeDelta::microseconds(1)
}

#[test]
fn the_application_that_began_the_enrolment_decides() {
    let (here, times) = enrolled([applied(), declined(), applied()]);
    let position = |now| here.application(now).map(|stamp| stamp.position);
    assert_eq!(position(just_before(times[0])), None);
    assert_eq!(position(times[0]), Some(1));
    assert_eq!(position(just_before(times[2])), Some(1));
    assert_eq!(position(times[2]), Some(3));
}

#[test]
fn where_no_application_began_anything_the_first_decides() {
    let (here, times) = enrolled([admitted(), applied(), applied()]);
    let position = |now| here.application(now).map(|stamp| stamp.position);
    assert_eq!(position(just_before(times[1])), None);
    assert_eq!(position(times[1]), Some(2));
    assert_eq!(position(times[2]), Some(2));
}

#[test]
fn who_is_deferred_again_is_to_join_the_last_cohort_named() {
    let third: CohortId = name("third");
    let again = Event::Deferred { cohort: home_cohort(), to: third.clone() };
    let (here, times) = enrolled([applied(), admitted(), deferred(), again.into()]);
    assert_eq!(here.deferred_to(just_before(times[2])), None);
    assert_eq!(here.deferred_to(times[2]), Some(&other_cohort()));
    assert_eq!(here.deferred_to(just_before(times[3])), Some(&other_cohort()));
    assert_eq!(here.deferred_to(times[3]), Some(&third));
}

#[test]
fn a_state_holds_from_the_instant_of_the_event_that_led_to_it() {
    let (here, times) = enrolled([applied(), admitted()]);
    let since = |now| here.state_since(now).map(|stamp| stamp.position);
    assert_eq!(since(just_before(times[0])), None);
    assert_eq!(since(times[0]), Some(1));
    assert_eq!(since(just_before(times[1])), Some(1));
    assert_eq!(since(times[1]), Some(2));
}

#[test]
fn each_appeal_is_decided_once() {
    let upheld = || appeal_decided(4, AppealOutcome::Upheld);
    let told = given([applied(), admitted(), refused(), appealed(3), upheld()]).then_odd(&[]);
    let here = told.standing().in_cohort(&home_cohort()).unwrap().clone();
    let stamp = told.settled().facts[3].stamp;
    assert_eq!(here.appeals, [Appeal { stamp, against: event(3) }]);
    let decided: Vec<_> = here.appeal_decisions.iter().map(|(_, outcome)| *outcome).collect();
    assert_eq!(decided, [AppealOutcome::Upheld]);
    told.and([upheld()]).then_odd(&[(6, Oddity::NoSuchAppeal)]);
}

#[test]
fn a_session_was_held_when_the_latest_word_says() {
    let held = |day: &str| {
        let [from, to] = ["22", "23"].map(|hour| format!("2025-09-{day}T{hour}:00:00Z"));
        session_held("2025-09", &from, &to).at(&to)
    };
    let told = given([]).while_the_cohort([held("18"), held("19")]);
    let calendar = Calendar::new(&small_policy().check().unwrap(), &told.cohort_record());
    let from = |now| calendar.session(&name("2025-09")).unwrap().window(now).unwrap().from;
    let second = at("2025-09-19T23:00:00Z");
    assert_eq!(from(at("2025-09-01T00:00:00Z")), at("2025-09-11T23:00:00Z"));
    assert_eq!(from(just_before(second)), at("2025-09-18T22:00:00Z"));
    assert_eq!(from(second), at("2025-09-19T22:00:00Z"));
    assert!(calendar.session(&name("2025-12")).is_none());
}
