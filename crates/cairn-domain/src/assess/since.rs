//! Since when something has been out of reach, and what made it so.

use std::collections::BTreeMap;

use crate::assess::case::{Assume, Case, last_before};
use crate::assess::finding::{Cause, Deadline};
use crate::policy::Requirement;
use crate::time::Instant;

/// Finds the first instant from which a requirement was out of reach and stayed so until now.
///
/// Looks back from now over every instant at which the answer can change: an event or a deadline. Nothing is assumed about
/// how it went between them, so refunds and cancellations are handled.
pub(super) fn find(case: &Case<'_>, index: usize) -> (Instant, Cause) {
    let mut since = (case.now, Cause::Always);
    for (at, cause) in moments(case, index).into_iter().rev().filter(|(at, _)| *at <= case.now) {
        if case.at(at).passes(index, Assume::PerfectFuture) {
            return since;
        }
        since = (at, cause);
    }
    // It failed at the first moment already: that moment did it, unless it failed before there was anything.
    if case.at(last_before(since.0)).passes(index, Assume::PerfectFuture) {
        since
    } else {
        (since.0, Cause::Always)
    }
}

/// Every instant at which whether a requirement is in reach can change, with the deadline or event that it is.
fn moments(case: &Case<'_>, index: usize) -> BTreeMap<Instant, Cause> {
    let mut moments = BTreeMap::new();
    for stamp in stamps(case) {
        moments.entry(stamp.0).or_insert(Cause::Event(stamp.1));
    }
    // Where an event and a deadline fall on the same instant it is the deadline that closes.
    let mut rules = vec![index];
    while let Some(index) = rules.pop() {
        rules.extend(case.policy.children(index));
        deadlines(case, index, &mut |at, deadline| {
            moments.insert(last_before(at), Cause::Deadline(deadline));
        });
    }
    moments
}

fn stamps(case: &Case<'_>) -> Vec<(Instant, u64)> {
    let who = case.enrolment;
    let mut stamps = Vec::new();
    stamps.extend(who.states.iter().map(|(stamp, _)| *stamp));
    stamps.extend(who.applications.iter().copied());
    stamps.extend(who.admissions.iter().copied());
    stamps.extend(who.movements.iter().map(|movement| movement.stamp));
    stamps.extend(who.attendance.values().flatten().map(|seen| seen.stamp));
    stamps.extend(who.excused.values().flatten().copied());
    stamps.extend(who.reflections.values().flatten().map(|filing| filing.stamp));
    stamps.extend(who.submissions.values().flatten().copied());
    stamps.extend(who.reviews.values().flatten().map(|review| review.stamp));
    stamps.extend(who.retreats.iter().map(|retreat| retreat.stamp));
    stamps.extend(case.who.credits.iter().chain(&who.credits).map(|credit| credit.stamp));
    stamps.extend(who.waivers.values().flatten().map(|waiver| waiver.stamp));
    stamps.extend(case.calendar.recorded().map(|(_, stamp, _)| stamp));
    stamps.into_iter().map(|stamp| (stamp.at, stamp.position)).collect()
}

fn deadlines(case: &Case<'_>, index: usize, tell: &mut dyn FnMut(Instant, Deadline)) {
    let rule = case.policy.rule(index);
    match &rule.asks {
        Requirement::All(_)
        | Requirement::AtLeast { .. }
        | Requirement::Reviews { .. }
        | Requirement::Absences { .. }
        | Requirement::Judgement { .. }
        | Requirement::Log { .. }
        | Requirement::Exam { .. }
        | Requirement::Prerequisite { .. } => {}
        Requirement::Sessions { make_ups, .. } => {
            for session in &case.calendar.sessions {
                // As it was planned, and each time it was held: which of them applied depends on the instant.
                for window in session.windows() {
                    tell(window.to, Deadline::Session(session.id.clone()));
                }
            }
            if let Some(make_ups) = make_ups {
                tell(case.end_of(make_ups.by), Deadline::MakeUps(rule.id.clone()));
            }
        }
        Requirement::Filings { within_days, .. } => {
            for session in &case.calendar.sessions {
                for window in session.windows() {
                    let due = session.filing_window(window, *within_days, case.calendar.zone).to;
                    tell(due, Deadline::Filing(session.id.clone()));
                }
            }
        }
        Requirement::Done { by, .. } => {
            let by = by.as_ref().and_then(crate::policy::Due::plain_day);
            tell(case.end_of(by), Deadline::Milestone(rule.id.clone()));
        }
        Requirement::Paid(price) => {
            for tier in &price.tiers {
                tell(case.end_of(Some(tier.by)), Deadline::Tier(tier.name.clone()));
            }
            if let Some(by) = price.by {
                tell(case.end_of(Some(by)), Deadline::Payment(rule.id.clone()));
            }
        }
    }
}
