//! Live sessions attended, with a minimum presence, capped make-ups, and what coming late costs.

use std::collections::BTreeSet;

use crate::assess::act::Act;
use crate::assess::attendance::{self, There, comes_live, enough, pending_passes};
use crate::assess::case::{Assume, Case};
use crate::assess::finding::Measured;
use crate::assess::reasons::{Against, Evidence};
use crate::event::Mode;
use crate::ids::SessionId;
use crate::policy::{Excusal, Lateness, LeastPresence, MakeUps, Need, Scheduled};
use crate::presence::Interval;
use crate::time::{Instant, day_of, end_of_day};

/// What a `sessions` requirement asks.
pub(super) struct Rule<'a> {
    pub index: usize,
    pub need: Need,
    pub of: Option<&'a BTreeSet<SessionId>>,
    pub presence: LeastPresence,
    pub make_ups: Option<&'a MakeUps>,
    pub excused: Excusal,
    pub late: Option<Lateness>,
}

/// How the sessions come out.
#[derive(Default, Clone, Copy)]
pub(super) struct Tally {
    /// Sessions in question.
    pub scheduled: u32,
    /// Attended live and in time, or as good as.
    pub live: u32,
    /// Attended live, late, and not made up for.
    pub late: u32,
    /// Attended live, late, and made up for, too.
    pub late_made_up: u32,
    /// Made up for, of those that are excused and those that are not.
    pub made_up: u32,
    pub made_up_excused: u32,
    /// Those that leave the sessions of which a share is asked, if they are not made up for.
    pub leaving: u32,
}

/// How one session came out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Came {
    Live,
    Late { made_up: bool },
    MadeUp,
    Not,
}

pub(super) fn measure(
    case: &Case<'_>,
    asked: &Rule<'_>,
    assume: Assume,
    notes: &mut Evidence,
) -> Measured {
    note_cancelled(case, asked.of, notes);
    let mut tally = Tally::default();
    let (mut plain, mut leaving) = (Vec::new(), Vec::new());
    for (session, window) in in_question(case, asked.of) {
        let mut own = Evidence::default();
        let how = asked.came(case, session, window, assume, &mut own);
        let excused = asked.is_excused(case, &session.id);
        asked.add(&mut tally, how, excused);
        match how {
            Came::MadeUp if excused => leaving.push(own),
            Came::MadeUp => plain.push(own),
            Came::Live | Came::Late { .. } | Came::Not => notes.take(own),
        }
    }
    let (have, need, spent_on_late) = asked.counted(&tally);
    // What the cap leaves room for is counted in the order of the calendar.
    let room = (asked.cap() - spent_on_late) as usize;
    for (place, mut own) in plain.into_iter().chain(leaving).enumerate() {
        if place >= room {
            let over =
                std::mem::take(&mut own.counts).into_iter().chain(std::mem::take(&mut own.pending));
            own.against.extend(over.map(|position| (position, Against::OverTheCap)));
        }
        notes.take(own);
    }
    Measured::count(have.into(), need.into())
}

/// Notes what was recorded of sessions that did not take place.
pub(super) fn note_cancelled(
    case: &Case<'_>,
    of: Option<&BTreeSet<SessionId>>,
    notes: &mut Evidence,
) {
    let cancelled = case.calendar.sessions.iter().filter(|each| each.window(case.now).is_none());
    for session in cancelled.filter(|each| of.is_none_or(|of| of.contains(&each.id))) {
        let seen = case.enrolment.attendance.get(&session.id).into_iter().flatten();
        let seen = seen.filter(|seen| case.past(seen.stamp));
        notes.against.extend(seen.map(|seen| (seen.stamp.position, Against::Cancelled)));
    }
}

/// The sessions that a requirement is about, with their windows, but for those that were cancelled.
pub(super) fn in_question<'c>(
    case: &'c Case<'_>,
    of: Option<&'c BTreeSet<SessionId>>,
) -> impl Iterator<Item = (&'c Scheduled, Interval)> {
    let asked = move |id: &SessionId| of.is_none_or(|of| of.contains(id));
    let sessions = case.calendar.sessions.iter().filter(move |session| asked(&session.id));
    sessions.filter_map(|session| session.window(case.now).map(|window| (session, window)))
}

/// Returns the end of make-ups for a session; the earliest instant of all where none count.
pub(super) fn make_ups_close(
    case: &Case<'_>,
    index: usize,
    make_ups: Option<&MakeUps>,
    id: &SessionId,
    window: Interval,
) -> Instant {
    let Some(make_ups) = make_ups.filter(|make_ups| make_ups.at_most > 0) else {
        return Instant::MIN_UTC;
    };
    let last = case.end_of(make_ups.by);
    let closes = make_ups.within_days.map_or(last, |days| {
        let zone = case.policy.zone();
        let day = day_of(window.from, zone).checked_add_days(chrono::Days::new(days.into()));
        day.map_or(last, |day| end_of_day(day, zone)).min(last)
    });
    case.extended(index, Some(id), closes)
}

impl Rule<'_> {
    pub(super) fn add(&self, tally: &mut Tally, came: Came, excused: bool) {
        tally.scheduled += 1;
        match came {
            Came::Live => tally.live += 1,
            Came::Late { made_up: true } => tally.late_made_up += 1,
            Came::Late { made_up: false } => tally.late += 1,
            // An excused session that counts like one attended needs no make-up.
            Came::MadeUp | Came::Not if excused && self.excused == Excusal::Counts => {
                tally.live += 1;
            }
            Came::MadeUp | Came::Not if excused => {
                tally.leaving += 1;
                tally.made_up_excused += u32::from(came == Came::MadeUp);
            }
            Came::MadeUp => tally.made_up += 1,
            Came::Not => {}
        }
    }

    /// Returns how many sessions may be made up for.
    fn cap(&self) -> u32 {
        self.make_ups.map_or(0, |make_ups| make_ups.at_most)
    }

    /// Returns how many count, how many are asked, and how many make-ups are spent on sessions attended late.
    ///
    /// A late session that is also made up for may be counted as either: whatever leaves the most beyond what is asked.
    pub(super) fn counted(&self, tally: &Tally) -> (u32, u32, u32) {
        let counted = |spent: u32| self.counted_with(tally, spent);
        let beyond = |(have, need, _): &(u32, u32, u32)| i64::from(*have) - i64::from(*need);
        let all = (0..=tally.late_made_up).rev().map(counted);
        // Of several that leave the same, the last: the one that spends least.
        all.max_by_key(beyond).unwrap_or_default()
    }

    fn counted_with(&self, tally: &Tally, as_made_up: u32) -> (u32, u32, u32) {
        let cap = self.cap();
        // The cap is spent on unexcused absences first: an excused one already asks for less.
        let made_up = (tally.made_up + as_made_up).min(cap);
        let made_up_excused = tally.made_up_excused.min(cap - made_up);
        let need = match (self.need, self.excused) {
            (Need::Count(need), _) => need,
            (Need::Share(share), Excusal::LeavesShare) => {
                share.of_whole(tally.scheduled - (tally.leaving - made_up_excused))
            }
            (Need::Share(share), Excusal::Absent | Excusal::Counts) => {
                share.of_whole(tally.scheduled)
            }
        };
        let late = tally.late + (tally.late_made_up - as_made_up);
        let cost = self.late.map_or(0, |lateness| late / lateness.each);
        (tally.live + (late - cost) + made_up + made_up_excused, need, as_made_up)
    }

    pub(super) fn is_excused(&self, case: &Case<'_>, id: &SessionId) -> bool {
        self.excused != Excusal::Absent && is_excused(case, id)
    }

    pub(super) fn make_ups_close(
        &self,
        case: &Case<'_>,
        session: &Scheduled,
        window: Interval,
    ) -> Instant {
        make_ups_close(case, self.index, self.make_ups, &session.id, window)
    }

    pub(super) fn came(
        &self,
        case: &Case<'_>,
        session: &Scheduled,
        window: Interval,
        assume: Assume,
        notes: &mut Evidence,
    ) -> Came {
        let id = &session.id;
        let closes = self.make_ups_close(case, session, window);
        let seen = attendance::of_mode(case, id, Mode::MakeUp);
        let late = seen.clone().filter(|seen| seen.stamp.at >= closes);
        let why = if self.cap() == 0 { Against::OverTheCap } else { Against::Late(closes) };
        notes.against.extend(late.map(|seen| (seen.stamp.position, why)));
        if let Some(waived) = case.session_waiver(self.index, id) {
            notes.counts.insert(waived.stamp.position);
            return Came::Live;
        }
        let pending = pending_passes(case, id, assume);
        let future = assume == Assume::PerfectFuture;
        let live = attendance::live(case, id, window, self.presence, notes);
        let late = |there: There| self.late.is_some_and(|late| there.is_late(late.after, pending));
        let is_live = live.passes(pending);
        if (is_live && !late(live)) || (future && comes_live(case, id, window, window.from)) {
            return Came::Live;
        }
        let in_time = seen.filter(|seen| seen.stamp.at < closes);
        let needed = enough(self.presence, window);
        let mut of_make_ups = Evidence::default();
        let made_up = attendance::made_up(&in_time, needed, &mut of_make_ups).passes(pending)
            || (future && comes_made_up(case, id, window, closes));
        if is_live {
            return Came::Late { made_up };
        }
        notes.take(of_make_ups);
        if made_up { Came::MadeUp } else { Came::Not }
    }
}

/// What is missed from now on can only be made up for once it is over. Where the cap has
/// room for none, those that come count for nothing.
fn comes_made_up(case: &Case<'_>, id: &SessionId, window: Interval, closes: Instant) -> bool {
    let from = window.to.max(case.soon());
    let open = from < closes && case.by_then(Some(from));
    case.comes(open, || Act::MakeUp(id.clone()))
}

/// Tells whether an absence was excused.
pub(super) fn is_excused(case: &Case<'_>, id: &SessionId) -> bool {
    let excused = case.enrolment.excused.get(id);
    excused.is_some_and(|stamps| stamps.iter().any(|stamp| case.past(*stamp)))
}
