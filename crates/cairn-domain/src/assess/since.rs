//! Since when something has been out of reach, and what made it so; and until when something in reach can wait.

use crate::assess::case::{Assume, Case, last_before};
use crate::assess::finding::Cause;
use crate::assess::moments;
use crate::time::Instant;

/// Finds the first instant from which a requirement was out of reach and stayed so until now.
///
/// Looks back from now over every instant at which the answer can change: an event or a deadline. Nothing is assumed about
/// how it went between them, so refunds and cancellations are handled.
pub(super) fn find(case: &Case<'_>, index: usize) -> (Instant, Cause) {
    let mut since = (case.now, Cause::Always);
    let moments = moments::all(case, index);
    for (at, cause) in moments.into_iter().rev().filter(|(at, _)| *at <= case.now) {
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

/// Finds the first deadline that, if nothing is done until then, puts a requirement that is in reach out of it; `None`: it
/// can wait for ever.
///
/// As long as nothing happens, opportunities only pass: the deadlines can be searched by halving.
pub(super) fn can_wait(case: &Case<'_>, index: usize) -> Option<Instant> {
    let mut ends = Vec::new();
    moments::deadlines(case, index, &mut |at, _| {
        if case.open(at) {
            ends.push(at);
        }
    });
    ends.sort_unstable();
    ends.dedup();
    let holds = |at: &Instant| case.waiting(*at).passes(index, Assume::PerfectFuture);
    ends.get(ends.partition_point(holds)).copied()
}
