//! Since when something has been out of reach, and what made it so; until when something in reach can wait, and what is there
//! stays.

use std::collections::BTreeSet;

use crate::assess::case::{Assume, Case};
use crate::assess::moments::{self, Moments};
use crate::assess::reasons::{Cause, Deadline};
use crate::time::{Instant, last_before, start_of_day};

/// Finds the first instant from which a requirement was out of reach and stayed so until now.
///
/// Looks back from now over every instant at which the answer can change: an event or a deadline. Nothing is assumed about
/// how it went between them, so refunds and cancellations are handled.
pub(super) fn find(case: &Case<'_>, index: usize) -> (Instant, Cause) {
    let reaches = |at: Instant| case.at(at).passes(index, Assume::PerfectFuture);
    let mut since: Option<(Instant, Moments)> = None;
    let moments = moments::all(case, index).into_iter().rev();
    for (at, here) in moments.skip_while(|(at, _)| *at > case.now) {
        if reaches(at) {
            break;
        }
        since = Some((at, here));
    }
    // Where it failed at the first moment already, that moment did it, unless it failed before there was anything.
    match since {
        Some((at, here)) if reaches(last_before(at)) => (at, cause(case, at, &here)),
        _ => always(case),
    }
}

/// What was never in reach is out of it from the cohort's first day on.
fn always(case: &Case<'_>) -> (Instant, Cause) {
    let begins = start_of_day(case.policy.policy().begins, case.policy.zone());
    (begins.min(case.now), Cause::Always)
}

/// Says which of what falls on an instant put something out of reach: the deadline of a requirement that time alone put out
/// of reach, whatever happened on that instant; or else the event.
fn cause(case: &Case<'_>, at: Instant, here: &Moments) -> Cause {
    let before = case.at(last_before(at));
    let reaches = |case: Case<'_>, index: usize| case.passes(index, Assume::PerfectFuture);
    let closed = |(index, _): &&(usize, Deadline)| {
        reaches(before, *index) && !reaches(before.waiting(at), *index)
    };
    let deadline = |(_, deadline): &(usize, Deadline)| Cause::Deadline(deadline.clone());
    let event = || here.event.map(Cause::Event);
    let here = &here.deadlines;
    let closed = here.iter().find(closed).map(deadline);
    closed.or_else(event).or_else(|| here.first().map(deadline)).unwrap_or(Cause::Always)
}

/// Finds the first deadline that, if nothing is done until then, puts a requirement that is in reach out of it; `None`: it
/// can wait for ever.
///
/// As long as nothing happens, opportunities only pass: the deadlines can be searched by halving.
pub(super) fn can_wait(case: &Case<'_>, index: usize) -> Option<Instant> {
    let ends = ahead(case, index, |_| true);
    let holds = |at: &Instant| case.waiting(*at).passes(index, Assume::PerfectFuture);
    // Only where a last day is counted from a requirement could time alone bring something back: when a waiver of that runs
    // out, and the last day with it.
    if moments::has_moving_ends(case, index) {
        ends.into_iter().find(|at| !holds(at))
    } else {
        let ends = Vec::from_iter(ends);
        ends.get(ends.partition_point(holds)).copied()
    }
}

/// The deadlines of a kind that lie ahead, in order.
fn ahead(case: &Case<'_>, index: usize, kind: impl Fn(&Deadline) -> bool) -> BTreeSet<Instant> {
    let mut ends = BTreeSet::new();
    moments::deadlines(case, index, &mut |at, _, deadline| {
        ends.extend(kind(deadline).then_some(at));
    });
    ends.split_off(&case.soon())
}

/// Finds the first instant at which there is less for a requirement than now though nothing happens, and it is not met: what
/// was done for it has expired, or a waiver has run out. `None`: what there is stays.
pub(super) fn dwindles(case: &Case<'_>, index: usize) -> Option<Instant> {
    let ends = ahead(case, index, Deadline::runs_out);
    // A limit is no progress.
    let there_is = |case: Case<'_>| {
        if case.passes(index, Assume::Strict) {
            return Some(i64::MAX);
        }
        let measured = case.measure(index, Assume::Strict, None);
        (!measured.limit).then_some(measured.have)
    };
    let now = there_is(*case);
    ends.into_iter().find(|at| there_is(case.waiting(*at)) < now)
}
