//! Favours that are refused: waivers and extensions, with the words that people read.

use std::collections::BTreeSet;

use cairn_domain::event::Event;
use cairn_domain::{Decision, Policy, Refusal};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{home_cohort, name};

pub fn waive(what: &str, authority: &str) -> Decision {
    waive_for(what, authority, &[], &[])
}

fn waive_for(what: &str, authority: &str, by: &[&str], sessions: &[&str]) -> Decision {
    Decision::Waive {
        requirement: requirement(what),
        authority: name(authority),
        granted_by: by.iter().map(|who| (*who).to_owned()).collect(),
        sessions: sessions.iter().copied().map(name).collect(),
        until: None,
    }
}

fn extend(what: &str, authority: &str, to: &str, session: Option<&str>) -> Decision {
    Decision::Extend {
        requirement: requirement(what),
        to: date(to),
        authority: name(authority),
        session: session.map(name),
    }
}

fn date(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

/// One requirement of the small policy, whose last day staff may move.
fn extendable(id: &str) -> Policy {
    only(id, |rule| rule.extendable_by = Some(name("staff")))
}

fn seated(policy: Policy) -> Story {
    given([applied(), admitted()]).under(policy)
}

#[test]
fn a_waiver_takes_as_many_people_as_the_policy_asks_for() {
    let policy = only("retreat", |rule| rule.waiver_quorum = 2);
    let refused = |by: &[&str], says| {
        let refusal = Refusal::BelowQuorum {
            requirement: requirement("retreat"),
            granted: by.len(),
            quorum: 2,
        };
        let wish = waive_for("retreat", "committee", by, &[]);
        seated(policy.clone()).when(wish).then_refused(&refusal, says);
    };
    refused(&[], "the policy lets `retreat` be waived by 2 people together, and nobody is named");
    refused(&["ada"], "the policy lets `retreat` be waived by 2 people together, and 1 is named");
    let wish = waive_for("retreat", "committee", &["ada", "ben"], &[]);
    seated(policy).when(wish).then_recorded(Event::Waived {
        cohort: home_cohort(),
        requirement: requirement("retreat"),
        authority: name("committee"),
        granted_by: BTreeSet::from(["ada".to_owned(), "ben".to_owned()]),
        sessions: BTreeSet::new(),
        until: None,
    });
}

#[test]
fn what_is_not_asked_session_by_session_is_not_waived_so() {
    seated(only("retreat", |_| {}))
        .when(waive_for("retreat", "committee", &[], &["2025-09"]))
        .then_refused(
            &Refusal::NotBySession(requirement("retreat")),
            "`retreat` is not asked session by session, so that no single session can be meant",
        );
}

#[test]
fn only_sessions_that_are_asked_for_are_waived_or_extended() {
    let refusal = |what, known: &str| Refusal::NoSuchSession {
        requirement: requirement(what),
        session: name("2026-01"),
        known: known.to_owned(),
    };
    seated(only("attendance", |_| {}))
        .when(waive_for("attendance", "committee", &[], &["2025-09", "2026-01"]))
        .then_refused(
            &refusal("attendance", "`2025-09`, `2025-10`, `2025-11`"),
            "`attendance` asks for no session `2026-01`; it asks for `2025-09`, `2025-10`, `2025-11`",
        );
    seated(extendable("reflections"))
        .when(extend("reflections", "staff", "2026-03-01", Some("2026-01")))
        .then_refused(
            &refusal("reflections", "`2025-09`, `2025-10`, `2025-11`"),
            "`reflections` asks for no session `2026-01`; it asks for `2025-09`, `2025-10`, `2025-11`",
        );
}

#[test]
fn only_who_may_extend_may_extend() {
    let refusal = |by: Option<&str>| Refusal::NotExtendable {
        requirement: requirement("retreat"),
        authority: name("committee"),
        by: by.map(name),
    };
    let wish = || extend("retreat", "committee", "2026-01-31", None);
    seated(extendable("retreat")).when(wish()).then_refused(
        &refusal(Some("staff")),
        "the policy lets only `staff` move its last day, not `committee`",
    );
    seated(only("retreat", |_| {}))
        .when(wish())
        .then_refused(&refusal(None), "the policy lets nobody move its last day");
}

#[test]
fn an_extension_is_to_a_later_day() {
    let story = seated(extendable("retreat"));
    let refusal = Refusal::NotLater {
        requirement: requirement("retreat"),
        last: date("2025-12-31"),
        to: date("2025-12-31"),
    };
    let says = "the last day of `retreat` is 2025-12-31 already, and 2025-12-31 is not later";
    story.clone().when(extend("retreat", "staff", "2025-12-31", None)).then_refused(&refusal, says);
    story.when(extend("retreat", "staff", "2026-01-01", None)).then_recorded(Event::Extended {
        cohort: home_cohort(),
        requirement: requirement("retreat"),
        to: date("2026-01-01"),
        authority: name("staff"),
        session: None,
    });
}

/// What one grant has moved, a second does not move back: the day in force is what the second is compared with.
#[test]
fn an_extension_is_later_than_the_one_before() {
    let moved = seated(extendable("retreat")).and([extended("retreat", "staff", "2026-01-31")]);
    let refusal = |to| Refusal::NotLater {
        requirement: requirement("retreat"),
        last: date("2026-01-31"),
        to: date(to),
    };
    moved.clone().when(extend("retreat", "staff", "2026-01-15", None)).then_refused(
        &refusal("2026-01-15"),
        "the last day of `retreat` is 2026-01-31 already, and 2026-01-15 is not later",
    );
    moved.when(extend("retreat", "staff", "2026-02-01", None)).then_recorded(Event::Extended {
        cohort: home_cohort(),
        requirement: requirement("retreat"),
        to: date("2026-02-01"),
        authority: name("staff"),
        session: None,
    });
}

/// Each session's reflection has a last day of its own; so has what is made up for.
#[test]
fn the_last_day_of_one_session_is_extended_from_its_own() {
    let refused = |what, session, last, to| {
        let refusal =
            Refusal::NotLater { requirement: requirement(what), last: date(last), to: date(to) };
        let says = format!("the last day of `{what}` is {last} already, and {to} is not later");
        let wish = extend(what, "staff", to, session);
        seated(extendable(what)).when(wish).then_refused(&refusal, &says);
    };
    refused("reflections", Some("2025-10"), "2025-10-30", "2025-10-30");
    refused("reflections", None, "2025-10-02", "2025-10-02");
    refused("attendance", Some("2025-09"), "2025-12-31", "2025-12-31");
    seated(extendable("reflections"))
        .when(extend("reflections", "staff", "2025-10-31", Some("2025-10")))
        .then_recorded(Event::Extended {
            cohort: home_cohort(),
            requirement: requirement("reflections"),
            to: date("2025-10-31"),
            authority: name("staff"),
            session: Some(name("2025-10")),
        });
}

/// Also what was moved for one session stays where it is; and a session that was held later moves its last day with it.
#[test]
fn what_was_moved_for_a_session_is_not_moved_back() {
    let refused = |story: Story, what: &str, last, to| {
        let refusal =
            Refusal::NotLater { requirement: requirement(what), last: date(last), to: date(to) };
        let says = format!("the last day of `{what}` is {last} already, and {to} is not later");
        story.when(extend(what, "staff", to, Some("2025-10"))).then_refused(&refusal, &says);
    };
    let granted = |what, to| {
        let (requirement, session) = (requirement(what), Some(name("2025-10")));
        let (to, authority) = (date(to), name("staff"));
        let cohort = home_cohort();
        let moved = Event::Extended { cohort, requirement, to, authority, session };
        seated(extendable(what)).and([moved.into()])
    };
    refused(granted("reflections", "2025-11-20"), "reflections", "2025-11-20", "2025-11-10");
    refused(granted("attendance", "2026-02-20"), "attendance", "2026-02-20", "2026-02-10");
    let later = session_held("2025-10", "2025-10-12T23:00:00Z", "2025-10-13T01:00:00Z");
    refused(
        seated(extendable("reflections")).while_the_cohort([later.on("2025-10-12")]),
        "reflections",
        "2025-11-02",
        "2025-11-01",
    );
}

#[test]
fn what_is_met_needs_no_extension() {
    seated(extendable("retreat"))
        .and([retreat(5)])
        .when(extend("retreat", "staff", "2026-01-31", None))
        .then_refused(
            &Refusal::NothingToExtend(requirement("retreat")),
            "`retreat` is met already: there is nothing to extend",
        );
}
