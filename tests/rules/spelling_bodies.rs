//! What is written of an event and of a policy: what is not said is left out, and in which version the rest can be read.

use cairn_domain::Event;
use cairn_domain::policy::{Milestone, MonthEnd, Requirement, Rule, Term};
use cairn_testkit::story::*;
use serde_json::{Value, json};

fn version(happening: Happening) -> u16 {
    Event::from(happening).version()
}

fn waiver() -> Happening {
    waived("attendance", "committee")
}

#[test]
fn a_waiver_is_written_in_the_first_version_that_can_say_it() {
    assert_eq!(version(waiver()), 1);
    assert_eq!(version(waiver().granted_by(["Ada", "Ben"])), 2);
    assert_eq!(version(waiver().for_session("2025-09")), 2);
    assert_eq!(version(waiver().until("2025-12-01")), 2);
    assert_eq!(version(waiver().granted_by(["Ada"]).for_session("2025-09").until("2025-12-01")), 2);
}

#[test]
fn a_review_is_written_in_the_first_version_that_can_say_it() {
    assert_eq!(version(accepted("Ada")), 1);
    assert_eq!(version(accepted("Ada").in_capacity("mentor")), 2);
}

#[test]
fn one_new_word_among_old_ones_takes_the_second_version() {
    let mut policy = small_policy();
    assert_eq!(version(policy_adopted(policy.clone())), 1);
    policy.requirements[5].waiver_quorum = 2;
    assert_eq!(version(policy_adopted(policy)), 2);
}

#[test]
fn a_cohorts_stream_takes_its_policies_and_its_sessions() {
    let held = session_held("2025-09", "2025-09-11T23:00:00Z", "2025-09-12T02:00:00Z");
    for happening in [policy_adopted(small_policy()), held, session_cancelled("2025-09")] {
        let event = Event::from(happening);
        assert!(event.is_of_cohort(), "{}", event.kind());
    }
    let personal = [
        applied(),
        admitted(),
        waiver(),
        credited("First aid"),
        identified(chrono_tz::UTC),
        voided(1),
        amended(1, "2025-09-01", applied()),
        unknown(),
    ];
    for happening in personal {
        let event = Event::from(happening);
        assert!(!event.is_of_cohort(), "{}", event.kind());
    }
}

/// Something is written so, and read back as what it was.
fn written<T>(said: &T, expected: Value)
where
    T: serde::Serialize + serde::de::DeserializeOwned + std::fmt::Debug + PartialEq,
{
    assert_eq!(serde_json::to_value(said).unwrap(), expected);
    assert_eq!(serde_json::from_value::<T>(expected).unwrap(), *said);
}

#[test]
fn a_span_is_written_without_what_there_is_none_of() {
    written(&days(1), json!({ "days": 1 }));
    written(&days(30), json!({ "days": 30 }));
    let month = |months: u32| json!({ "months": months, "month_end": "last_day" });
    written(&months(1, MonthEnd::LastDay), month(1));
    written(&months(24, MonthEnd::LastDay), month(24));
    let both = Term { days: 15, ..months(6, MonthEnd::NextDay) };
    written(&both, json!({ "months": 6, "days": 15, "month_end": "next_day" }));
}

#[test]
fn one_of_something_is_what_is_meant_where_no_number_is_written() {
    let away = |times| done(Milestone::Retreat { days: 5, times });
    let retreat = |retreat: Value| json!({ "done": { "milestone": { "retreat": retreat } } });
    written::<Requirement>(&away(1), retreat(json!({ "days": 5 })));
    written::<Requirement>(&away(2), retreat(json!({ "days": 5, "times": 2 })));
    let quorum = |waiver_quorum: u32| Rule {
        waiver_quorum,
        ..asking([("away", away(1))]).requirements[0].clone()
    };
    let of = |number: u32| serde_json::to_value(quorum(number)).unwrap()["waiver_quorum"].clone();
    assert_eq!((of(1), of(2)), (Value::Null, json!(2)));
    for number in [1, 2] {
        let text = serde_json::to_value(quorum(number)).unwrap();
        assert_eq!(serde_json::from_value::<Rule>(text).unwrap(), quorum(number));
    }
}
