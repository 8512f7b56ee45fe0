//! Last days as they are in force: what an extension must be later than, for each kind of requirement.

use cairn_domain::policy::{MakeUps, Requirement};
use cairn_domain::{Decision, Policy, Refusal};
use cairn_testkit::story::*;
use cairn_testkit::worlds::name;
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn extend(what: &str, to: &str, session: Option<&str>) -> Decision {
    let (requirement, authority) = (requirement(what), name("staff"));
    Decision::Extend { requirement, to: day(to), authority, session: session.map(name) }
}

fn extendable(id: &str) -> Policy {
    only(id, |rule| rule.extendable_by = Some(name("staff")))
}

/// Make-ups within ten days of each session, and of some sessions only.
fn attendance(of: &[&str]) -> Policy {
    only("attendance", |rule| {
        rule.extendable_by = Some(name("staff"));
        if let Requirement::Sessions { make_ups, of: asked, .. } = &mut rule.asks {
            *make_ups = Some(MakeUps { at_most: 1, by: None, within_days: Some(10) });
            *asked = (!of.is_empty()).then(|| of.iter().copied().map(name).collect());
        }
    })
}

fn seated(policy: Policy) -> Story {
    given([applied(), admitted()]).under(policy).as_of("2025-09-01")
}

/// The last day must be this one already.
fn not_later(story: Story, what: &str, last: &str, session: Option<&str>) {
    let refusal =
        Refusal::NotLater { requirement: requirement(what), last: day(last), to: day(last) };
    let says = format!("the last day of `{what}` is {last} already, and {last} is not later");
    story.when(extend(what, last, session)).then_refused(&refusal, &says);
}

#[test]
fn the_last_day_to_pay_is_moved_to_a_later_one() {
    not_later(seated(extendable("tuition")), "tuition", "2025-12-01", None);
    seated(extendable("tuition"))
        .when(extend("tuition", "2025-12-02", None))
        .then_recorded(extended("tuition", "staff", "2025-12-02"));
}

#[test]
fn of_several_sessions_the_first_last_day_counts() {
    not_later(seated(attendance(&[])), "attendance", "2025-09-21", None);
    not_later(seated(attendance(&[])), "attendance", "2025-10-19", Some("2025-10"));
}

#[test]
fn only_the_sessions_that_are_asked_for_count() {
    not_later(seated(attendance(&["2025-10", "2025-11"])), "attendance", "2025-10-19", None);
    let refusal = Refusal::NoSuchSession {
        requirement: requirement("attendance"),
        session: name("2025-09"),
        known: "`2025-10`, `2025-11`".to_owned(),
    };
    let says = "`attendance` asks for no session `2025-09`; it asks for `2025-10`, `2025-11`";
    seated(attendance(&["2025-10", "2025-11"]))
        .when(extend("attendance", "2025-12-01", Some("2025-09")))
        .then_refused(&refusal, says);
}

#[test]
fn a_cancelled_session_has_no_last_day() {
    let story =
        seated(attendance(&[])).while_the_cohort([session_cancelled("2025-09").on("2025-08-25")]);
    not_later(story, "attendance", "2025-10-19", None);
}

#[test]
fn what_is_asked_once_has_no_session_to_extend() {
    let refusal = Refusal::NotBySession(requirement("retreat"));
    let says = "`retreat` is not asked session by session, so that no single session can be meant";
    seated(extendable("retreat"))
        .when(extend("retreat", "2026-02-01", Some("2025-09")))
        .then_refused(&refusal, says);
}

#[test]
fn what_has_no_last_day_cannot_be_extended() {
    let refusal = Refusal::NotExtendable {
        requirement: requirement("reviews"),
        authority: name("staff"),
        by: None,
    };
    seated(only("reviews", |_| {}))
        .when(extend("reviews", "2026-02-01", None))
        .then_refused(&refusal, "the policy lets nobody move its last day");
}

#[test]
fn a_requirement_that_there_is_not_cannot_be_extended() {
    let known = "`retreat`".to_owned();
    let refusal = Refusal::NoSuchRequirement { requirement: requirement("sleep"), known };
    seated(extendable("retreat"))
        .when(extend("sleep", "2026-02-01", None))
        .then_refused(&refusal, "the policy has no requirement `sleep`; it has `retreat`");
}

#[test]
fn a_waiver_names_no_session_that_is_not_asked_for_and_enough_people() {
    let waive = |by: &[&str], sessions: &[&str]| Decision::Waive {
        requirement: requirement("attendance"),
        authority: name("committee"),
        granted_by: by.iter().map(|who| (*who).to_owned()).collect(),
        sessions: sessions.iter().copied().map(name).collect(),
        until: None,
    };
    let refusal = Refusal::NoSuchSession {
        requirement: requirement("attendance"),
        session: name("2025-12"),
        known: "`2025-09`, `2025-10`, `2025-11`".to_owned(),
    };
    let says =
        "`attendance` asks for no session `2025-12`; it asks for `2025-09`, `2025-10`, `2025-11`";
    seated(attendance(&[])).when(waive(&[], &["2025-12"])).then_refused(&refusal, says);
    let mut policy = attendance(&[]);
    policy.requirements[0].waiver_quorum = 3;
    let refusal =
        Refusal::BelowQuorum { requirement: requirement("attendance"), granted: 2, quorum: 3 };
    let says = "the policy lets `attendance` be waived by 3 people together, and 2 are named";
    seated(policy).when(waive(&["ada", "ben"], &[])).then_refused(&refusal, says);
}
