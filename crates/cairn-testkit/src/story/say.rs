//! The words of a story: one for each kind of event.

use std::collections::BTreeSet;

use cairn_domain::event::{AdjustmentKind, AppealOutcome, Mode, Replacement, ReviewOutcome};
use cairn_domain::{
    Claims, Commitment, Event, ImportSource, Interval, Money, Occurred, Policy, Presence,
};
use uuid::Uuid;

use super::{Happening, date, event};
use crate::worlds::{at, home_cohort, name, other_cohort};

/// So many dollars.
///
/// # Panics
/// Never: the code of the currency is one.
#[must_use]
pub fn dollars(whole: i64) -> Money {
    let currency = "USD".parse().unwrap_or_else(|bad| panic!("{bad}"));
    Money { minor: whole * 100, currency }
}

macro_rules! of_the_cohort {
    ($($word:ident $variant:ident $doc:literal),* $(,)?) => {$(
        #[doc = $doc]
        #[must_use]
        pub fn $word() -> Happening {
            Event::$variant { cohort: home_cohort() }.into()
        }
    )*};
}

of_the_cohort! {
    admitted Admitted "They were given a seat.",
    waitlisted Waitlisted "They were put on the waiting list.",
    declined Declined "Their application was turned down.",
    withdrew Withdrew "They left.",
    refused Refused "They were not certified.",
    suspended Suspended "They were put on hold.",
    reinstated Reinstated "The hold was lifted.",
    revoked Revoked "The certificate was taken back.",
}

/// They live in a zone.
#[must_use]
pub fn identified(zone: chrono_tz::Tz) -> Happening {
    Event::Identified { name: None, email: None, zone: Some(zone) }.into()
}

/// Another of their records.
#[must_use]
pub fn other_record() -> Uuid {
    Uuid::from_u128(42)
}

/// Their two records are of one person.
#[must_use]
pub fn linked() -> Happening {
    Event::Linked { other: other_record() }.into()
}

/// Their two records are of two people.
#[must_use]
pub fn unlinked() -> Happening {
    Event::Unlinked { other: other_record() }.into()
}

/// Their personal data was erased.
#[must_use]
pub fn erased() -> Happening {
    Event::Erased {}.into()
}

/// They applied.
#[must_use]
pub fn applied() -> Happening {
    Event::Applied { cohort: home_cohort(), team: None }.into()
}

/// Their place moved to the other cohort.
#[must_use]
pub fn deferred() -> Happening {
    Event::Deferred { cohort: home_cohort(), to: other_cohort() }.into()
}

/// They paid so many dollars.
#[must_use]
pub fn paid(whole: i64) -> Happening {
    Event::Paid { cohort: home_cohort(), amount: dollars(whole), reference: None }.into()
}

/// They paid so many dollars, under the provider's reference.
#[must_use]
pub fn paid_as(whole: i64, reference: &str) -> Happening {
    let reference = Some(reference.to_owned());
    Event::Paid { cohort: home_cohort(), amount: dollars(whole), reference }.into()
}

/// They were paid back so many dollars.
#[must_use]
pub fn refunded(whole: i64) -> Happening {
    Event::Refunded { cohort: home_cohort(), amount: dollars(whole), payment: None }.into()
}

/// They owe so many dollars less.
#[must_use]
pub fn scholarship(whole: i64) -> Happening {
    let kind = AdjustmentKind::Scholarship;
    Event::TuitionAdjusted { cohort: home_cohort(), credit: dollars(whole), kind }.into()
}

/// They attended a session live, as some witness reports it.
#[must_use]
pub fn attended(session: &str, presence: Presence) -> Happening {
    let (cohort, session) = (home_cohort(), name(session));
    Event::Attended { cohort, session, mode: Mode::Live, presence }.into()
}

/// They made up for a session.
#[must_use]
pub fn made_up(session: &str) -> Happening {
    let (cohort, session, presence) = (home_cohort(), name(session), Presence::Whole);
    Event::Attended { cohort, session, mode: Mode::MakeUp, presence }.into()
}

/// Connected between these times, one pair for each stay.
#[must_use]
pub fn stays<const N: usize>(stays: [(&str, &str); N]) -> Presence {
    Presence::Intervals(stays.map(|(from, to)| Interval { from: at(from), to: at(to) }).to_vec())
}

/// Their absence was excused.
#[must_use]
pub fn excused(session: &str) -> Happening {
    Event::Excused { cohort: home_cohort(), session: name(session) }.into()
}

/// They filed a reflection that touches these facets.
#[must_use]
pub fn reflected<const N: usize>(session: &str, facets: [&str; N]) -> Happening {
    let facets: BTreeSet<_> = facets.into_iter().map(name).collect();
    Event::Reflected { cohort: home_cohort(), session: name(session), facets }.into()
}

/// They handed in the project.
#[must_use]
pub fn submitted() -> Happening {
    Event::Submitted { cohort: home_cohort(), item: name("project") }.into()
}

fn reviewed(reviewer: &str, outcome: ReviewOutcome) -> Happening {
    let (cohort, item, reviewer) = (home_cohort(), name("project"), reviewer.to_owned());
    Event::Reviewed { cohort, item, reviewer, outcome, capacity: None }.into()
}

/// A reviewer accepted the project.
#[must_use]
pub fn accepted(reviewer: &str) -> Happening {
    reviewed(reviewer, ReviewOutcome::Accepted)
}

/// A reviewer gave the project back.
#[must_use]
pub fn returned(reviewer: &str) -> Happening {
    reviewed(reviewer, ReviewOutcome::Returned)
}

/// They were on a retreat for so many days.
#[must_use]
pub fn retreat(days: u32) -> Happening {
    Event::RetreatCompleted { cohort: home_cohort(), days }.into()
}

/// Something done elsewhere was credited.
#[must_use]
pub fn credited(achievement: &str) -> Happening {
    Event::Credited { cohort: None, achievement: achievement.to_owned() }.into()
}

/// A requirement was waived.
#[must_use]
pub fn waived(requirement: &str, authority: &str) -> Happening {
    let (cohort, requirement, authority) = (home_cohort(), name(requirement), name(authority));
    Event::Waived {
        cohort,
        requirement,
        authority,
        granted_by: BTreeSet::new(),
        sessions: BTreeSet::new(),
        until: None,
    }
    .into()
}

/// They were certified.
#[must_use]
pub fn certified() -> Happening {
    Event::Certified { cohort: home_cohort(), receipt: None }.into()
}

/// Not yet: come back with a requirement.
#[must_use]
pub fn referred(requirement: &str) -> Happening {
    let requirements = BTreeSet::from([name(requirement)]);
    Event::Referred { cohort: home_cohort(), requirements }.into()
}

/// They appealed against the event that was told as the nth.
#[must_use]
pub fn appealed(nth: u64) -> Happening {
    Event::Appealed { cohort: home_cohort(), decision: event(nth) }.into()
}

/// The appeal that was told as the nth was decided.
#[must_use]
pub fn appeal_decided(nth: u64, outcome: AppealOutcome) -> Happening {
    Event::AppealDecided { cohort: home_cohort(), appeal: event(nth), outcome }.into()
}

/// The cohort adopted a policy.
#[must_use]
pub fn policy_adopted(policy: Policy) -> Happening {
    Event::PolicyAdopted { policy: Box::new(policy) }.into()
}

/// A session took place at other times.
#[must_use]
pub fn session_held(session: &str, from: &str, to: &str) -> Happening {
    Event::SessionHeld { session: name(session), from: at(from), to: at(to) }.into()
}

/// A session was cancelled.
#[must_use]
pub fn session_cancelled(session: &str) -> Happening {
    Event::SessionCancelled { session: name(session) }.into()
}

/// Staff confirmed what somebody is called in files.
#[must_use]
pub fn recognised() -> Happening {
    Event::Recognised { alias: Commitment([0; 32]) }.into()
}

/// A source was saved, a file imported, a row queued and resolved: what imports leave in a cohort's stream.
#[must_use]
pub fn imports() -> [Happening; 4] {
    let source = ImportSource {
        name: name("forms"),
        claims: Claims::Applied,
        zone: None,
        date_order: None,
        decimal: None,
        currency: None,
        session: None,
        columns: Vec::new(),
        meanings: Vec::new(),
    };
    let claimed = applied().event;
    let claim = Replacement {
        occurred_at: Occurred::On(date("2025-08-01")),
        version: claimed.version(),
        event: Box::new(claimed),
    };
    let file = Event::FileImported {
        name: "file.csv".to_owned(),
        sha256: "0".repeat(64),
        kind: "sheet".to_owned(),
        rows: 1,
        events: 0,
        queued: 1,
    };
    [
        Event::SourceSaved { source: Box::new(source) }.into(),
        file.into(),
        Event::RowQueued { claim, name: None, email: None }.into(),
        Event::RowResolved { row: event(1), practitioner: None }.into(),
    ]
}

/// The event that was told as the nth does not count.
#[must_use]
pub fn voided(nth: u64) -> Happening {
    Event::Voided { event: event(nth), reason: Commitment([0; 32]) }.into()
}

/// The event that was told as the nth should have said something else, and have happened on a day.
#[must_use]
pub fn amended(nth: u64, day: &str, to: impl Into<Happening>) -> Happening {
    let occurred_at = Occurred::On(date(day));
    let right = to.into().event;
    let to = Replacement { occurred_at, version: right.version(), event: Box::new(right) };
    Event::Amended { event: event(nth), to, reason: Commitment([0; 32]) }.into()
}

/// Something happened that this binary cannot read.
#[must_use]
pub fn unknown() -> Happening {
    Event::Unknown.into()
}
