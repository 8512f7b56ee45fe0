//! Whether somebody was there: the evidence for one session, live or by a make-up, held against what it takes.

use chrono::TimeDelta;

use crate::assess::act::Act;
use crate::assess::case::{Assume, Case};
use crate::assess::reasons::{Against, Evidence};
use crate::enrolment::Seen;
use crate::event::Mode;
use crate::ids::SessionId;
use crate::policy::LeastPresence;
use crate::presence::{Interval, Presence, seconds_within};
use crate::time::Instant;

/// What evidence of one mode, taken together, comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct There {
    /// It is enough, for certain.
    pub settled: bool,
    /// It may come to be enough.
    pub pending: bool,
    /// How long after the beginning they came, where intervals alone say that they were there.
    pub late: Option<TimeDelta>,
}

impl There {
    /// Tells whether it is enough, if pending evidence passes or does not.
    pub const fn passes(self, pending_passes: bool) -> bool {
        self.settled || (self.pending && pending_passes)
    }

    /// Tells whether they came more than so many minutes late; pending evidence that passes may say otherwise.
    pub fn is_late(self, after: u32, pending_passes: bool) -> bool {
        let allowed = TimeDelta::minutes(after.into());
        !(self.pending && pending_passes) && self.late.is_some_and(|late| late > allowed)
    }
}

/// Returns how many seconds make a session count, rounded up.
pub(super) fn enough(presence: LeastPresence, window: Interval) -> u32 {
    let length = seconds(window.length());
    match presence {
        LeastPresence::Share(share) => share.of_whole(length),
        // A session that ended early can be attended in full at most.
        LeastPresence::Minutes(minutes) => minutes.saturating_mul(60).min(length),
        // Whoever was not there at all was not there, however much may be missed.
        LeastPresence::AllBut { missed, .. } => {
            length.saturating_sub(missed.saturating_mul(60)).max(1)
        }
    }
}

/// Returns the evidence of one mode for a session that has happened.
pub(super) fn of_mode<'a>(
    case: &Case<'a>,
    id: &SessionId,
    mode: Mode,
) -> impl Iterator<Item = &'a Seen> + Clone {
    let now = case.now;
    let seen = case.enrolment.attendance.get(id).into_iter().flatten();
    seen.filter(move |seen| seen.mode == mode && seen.stamp.at <= now)
}

/// Judges live evidence, which counts within the session's window.
pub(super) fn live(
    case: &Case<'_>,
    id: &SessionId,
    window: Interval,
    presence: LeastPresence,
    notes: &mut Evidence,
) -> There {
    judge(&of_mode(case, id, Mode::Live), window, Some(presence), enough(presence, window), notes)
}

/// Judges make-ups, which are not held in the session's window: there, all of the time counts.
pub(super) fn made_up<'a>(
    seen: &(impl Iterator<Item = &'a Seen> + Clone),
    needed: u32,
    notes: &mut Evidence,
) -> There {
    let everywhere = Interval { from: Instant::MIN_UTC, to: Instant::MAX_UTC };
    judge(seen, everywhere, None, needed, notes)
}

/// Tells whether a session comes to be attended live from now on, in the perfect future; `from` is the instant from which it
/// can be said.
pub(super) fn comes_live(case: &Case<'_>, id: &SessionId, window: Interval, from: Instant) -> bool {
    case.comes(case.open(window.to) && case.by_then(Some(from)), || Act::Attend(id.clone()))
}

/// Tells whether what is pending about a session passes under an assumption.
pub(super) fn pending_passes(case: &Case<'_>, id: &SessionId, assume: Assume) -> bool {
    match assume {
        Assume::Strict => false,
        Assume::Lenient => true,
        Assume::PerfectFuture => case.comes(true, || Act::Settle(id.clone())),
    }
}

/// Takes pieces of evidence of one mode together, and sorts them. `presence` binds the beginning and the end, too.
fn judge<'a>(
    seen: &(impl Iterator<Item = &'a Seen> + Clone),
    window: Interval,
    presence: Option<LeastPresence>,
    needed: u32,
    notes: &mut Evidence,
) -> There {
    if seen.clone().next().is_none() {
        return There::default();
    }
    let stays = seen.clone().flat_map(|seen| match &seen.presence {
        Presence::Intervals(stays) => stays.as_slice(),
        _ => &[],
    });
    let connected = seconds_within(stays.clone(), window);
    let late = came_late(stays.clone(), window);
    let bounds = presence.and_then(|presence| out_of_bounds(presence, stays, window));
    let by_intervals = connected >= needed && bounds.is_none();
    let suffices = |seen: &&Seen| match &seen.presence {
        Presence::Intervals(_) => by_intervals,
        Presence::Seconds(seconds) => *seconds >= needed,
        Presence::Whole => true,
        Presence::Unmeasured => false,
    };
    let positions = |seen: &'a Seen| seen.stamp.position;
    let settled = seen.clone().any(|seen| suffices(&seen));
    let pending = seen.clone().any(|seen| seen.presence == Presence::Unmeasured);
    if settled {
        notes.counts.extend(seen.clone().filter(suffices).map(positions));
    } else if pending {
        notes.pending.extend(seen.clone().map(positions));
    } else {
        let lasted = presence.map_or(0, |_| seconds(window.length()));
        let why = |seen: &'a Seen| {
            let there = match &seen.presence {
                Presence::Seconds(seconds) => *seconds,
                _ => connected,
            };
            let bounds = bounds.filter(|_| matches!(seen.presence, Presence::Intervals(_)));
            bounds.filter(|_| there >= needed).unwrap_or(Against::TooShort {
                there,
                needed,
                lasted,
            })
        };
        notes.against.extend(seen.clone().map(|seen| (seen.stamp.position, why(seen))));
    }
    let whole = |seen: &&Seen| !matches!(seen.presence, Presence::Intervals(_)) && suffices(seen);
    let by_intervals_alone = settled && !seen.clone().any(|seen| whole(&seen));
    There { settled, pending, late: late.filter(|_| by_intervals_alone) }
}

/// Returns how long after the beginning of the window the first stay in it began.
fn came_late<'a>(stays: impl Iterator<Item = &'a Interval>, window: Interval) -> Option<TimeDelta> {
    stays.filter_map(|stay| stay.within(window)).map(|stay| stay.from - window.from).min()
}

/// Returns what is wrong with when somebody came or left, where the policy binds it.
fn out_of_bounds<'a>(
    presence: LeastPresence,
    stays: impl Iterator<Item = &'a Interval>,
    window: Interval,
) -> Option<Against> {
    let LeastPresence::AllBut { missed, late, early } = presence else { return None };
    let within = stays.filter_map(|stay| stay.within(window));
    let (came, left) = within
        .map(|stay| (stay.from - window.from, window.to - stay.to))
        .reduce(|one, other| (one.0.min(other.0), one.1.min(other.1)))?;
    let allowed = |minutes: Option<u32>| minutes.unwrap_or(missed).saturating_mul(60);
    let exceeds = |by: TimeDelta, seconds: u32| by > TimeDelta::seconds(seconds.into());
    let (late, early) = (allowed(late), allowed(early));
    if exceeds(came, late) {
        Some(Against::CameLate { late: seconds(came), allowed: late })
    } else if exceeds(left, early) {
        Some(Against::LeftEarly { early: seconds(left), allowed: early })
    } else {
        None
    }
}

fn seconds(length: TimeDelta) -> u32 {
    u32::try_from(length.num_seconds()).unwrap_or(u32::MAX)
}
