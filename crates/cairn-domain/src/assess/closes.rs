//! Last days as they are in force: what an extension must be later than.

use crate::assess::case::{Assume, Case};
use crate::assess::filings::counts_within;
use crate::assess::sessions::make_ups_close;
use crate::assess::tuition;
use crate::ids::SessionId;
use crate::policy::{Requirement, Scheduled};
use crate::presence::Interval;
use crate::time::Instant;

/// Returns the first instant that is too late for a requirement, or for one session of it; of several sessions, that of the
/// first to come: a day that is later than it moves something. Absent: there is none, or what it is counted from has not
/// happened.
pub(super) fn of(case: &Case<'_>, index: usize, session: Option<&SessionId>) -> Option<Instant> {
    let of_each = |closes: &dyn Fn(&Scheduled, Interval) -> Instant| {
        let asked = case.policy.rule(index).asks.sessions();
        let looked_at = |id: &SessionId| {
            session.is_none_or(|one| one == id) && asked.is_none_or(|asked| asked.contains(id))
        };
        let sessions = case.calendar.sessions.iter().filter(|each| looked_at(&each.id));
        sessions.filter_map(|each| Some(closes(each, each.window(case.now)?))).min()
    };
    match &case.policy.rule(index).asks {
        Requirement::Done { .. } | Requirement::Log { .. } | Requirement::Exam { .. } => {
            case.span(index, Assume::Strict).closes
        }
        Requirement::Paid(price) => tuition::closes(case, index, price),
        Requirement::Sessions { make_ups, .. } => of_each(&|each, window| {
            make_ups_close(case, index, make_ups.as_ref(), &each.id, window)
        }),
        Requirement::Filings { within_days, .. } => {
            of_each(&|each, window| counts_within(case, index, each, window, *within_days).to)
        }
        _ => None,
    }
}
