//! What counts for a while only: credentials that expire.

use cairn_domain::Status;
use cairn_domain::assess::{Against, Cause, Deadline};
use cairn_domain::policy::MonthEnd::LastDay;
use cairn_domain::policy::{Anchor, Begun, From, Milestone, Moment};
use cairn_testkit::story::*;
use cairn_testkit::worlds::at;

/// First aid, which counts for two months.
fn first_aid() -> cairn_domain::Policy {
    let asks = done(Milestone::Completed(["First aid".to_owned()].into()));
    asking([("first-aid", valid_for(asks, months(2, LastDay)))])
}

#[test]
fn what_is_older_than_it_counts_for_has_expired() {
    let told = given([credited("First aid").on("2025-06-30")]).under(first_aid());
    told.clone().as_of("2025-08-30").then("first-aid", "met", (1, 1));
    told.as_of("2025-08-31")
        .then("first-aid", "open", (0, 1))
        .then_against("first-aid", &[(1, Against::Expired(at("2025-08-31T04:00:00Z")))])
        .and([credited("First aid").on("2025-08-31")])
        .then("first-aid", "met", (1, 1));
}

#[test]
fn what_expired_after_the_last_day_cannot_be_done_again() {
    let told = given([credited("First aid").on("2025-11-15")]).under(first_aid());
    let (since, expired) = (at("2026-01-16T05:00:00Z"), Deadline::Expiry(requirement("first-aid")));
    told.clone().as_of("2026-01-15").then("first-aid", "met", (1, 1));
    told.as_of("2026-01-16")
        .then_status("first-aid", &Status::OutOfReach { since, cause: Cause::Deadline(expired) });
}

#[test]
fn after_the_last_session_there_is_none_to_wait_for() {
    let next = Anchor::NthSession { n: 1, after: Begun::Application };
    let after = Moment::From(From { anchor: next, shift: None });
    let asks = only_after(done(Milestone::Submitted("project".parse().unwrap())), after);
    let told = given([]).under(asking([("project", asks)]));
    let awaited = Deadline::Awaited(requirement("project"));
    // The last session of the year begins on 13 November at 19:00 in New York.
    let since = at("2025-11-13T23:59:59.999999Z");
    told.clone().as_of("2025-11-12").then("project", "open", (0, 1));
    told.as_of("2025-11-13")
        .then_status("project", &Status::OutOfReach { since, cause: Cause::Deadline(awaited) });
}
