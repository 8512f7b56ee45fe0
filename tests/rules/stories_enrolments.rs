//! What an enrolment takes in: what concerns its cohort, and nothing else.

use cairn_domain::assess::why;
use cairn_domain::enrolment::Enrolment;
use cairn_domain::policy::MonthEnd::LastDay;
use cairn_domain::policy::Validity;
use cairn_domain::{Calendar, Event, Occurred};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{at, home_cohort, name};

#[test]
fn what_names_no_cohort_changes_no_enrolment() {
    let told = given([
        identified(chrono_tz::UTC),
        linked(),
        unlinked(),
        erased(),
        policy_adopted(small_policy()),
        session_held("2025-09", "2025-09-11T23:00:00Z", "2025-09-12T02:00:00Z"),
        session_cancelled("2025-10"),
        unknown(),
    ]);
    let mut enrolment = Enrolment::default();
    told.settled().facts.iter().for_each(|fact| enrolment.take_in(fact));
    assert_eq!(enrolment, Enrolment::default());
}

#[test]
fn a_team_applies_together() {
    let applied = Event::Applied { cohort: home_cohort(), team: Some(name("team-1")) };
    let told = given([applied.into()]);
    let standing = told.standing();
    let teams = &standing.in_cohort(&home_cohort()).unwrap().teams;
    assert_eq!(teams.iter().map(|(_, team)| team.as_str()).collect::<Vec<_>>(), ["team-1"]);
}

#[test]
fn a_suspension_that_was_lifted_makes_no_other_certificate() {
    let mut policy = only("retreat", |_| {});
    policy.certificate = Some(Validity { valid_for: months(12, LastDay), renewable_for: None });
    let told = given([
        applied().on("2025-07-01"),
        admitted().on("2025-07-02"),
        retreat(5).on("2025-08-01"),
        certified().on("2025-09-01"),
        suspended().on("2025-09-10"),
        reinstated().on("2025-09-20"),
    ]);
    let holds = told.under(policy).as_of("2025-10-01").assessment().certificate.unwrap();
    assert_eq!((holds.decided.position, holds.expires), (4, at("2026-09-02T04:00:00Z")));
}

#[test]
fn nothing_can_be_said_of_a_requirement_that_there_is_not() {
    let told = given([applied(), retreat(5)]);
    let policy = small_policy().check().unwrap();
    let calendar = Calendar::new(&policy, &told.cohort_record());
    let now = at("2025-09-01T00:00:00Z");
    let found = why(&policy, &calendar, &told.settled().facts, now, Some(&requirement("sleep")));
    assert_eq!((found.because, found.missed), (Vec::new(), Vec::new()));
}

#[test]
fn a_day_has_one_spelling() {
    for text in ["2025-09-+1", "2025- 9-11", "2025-09- 1", "+2025-9-11", " 2025-9-11", "2025-9-011"]
    {
        assert_eq!(text.len(), 10, "{text}");
        assert!(text.parse::<Occurred>().is_err(), "{text}");
    }
}
