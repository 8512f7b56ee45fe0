//! Live sessions attended, with a minimum presence and capped make-ups.

use std::collections::BTreeSet;

use crate::assess::case::{Assume, Case};
use crate::assess::finding::{Against, Evidence, Measured};
use crate::enrolment::Seen;
use crate::event::Mode;
use crate::ids::SessionId;
use crate::policy::{Excusal, LeastPresence, MakeUps, Need};
use crate::presence::{Interval, Presence, seconds_within};
use crate::time::Instant;

/// What a `sessions` requirement asks.
pub(super) struct Rule<'a> {
    pub need: &'a Need,
    pub of: &'a Option<BTreeSet<SessionId>>,
    pub presence: &'a LeastPresence,
    pub make_ups: &'a Option<MakeUps>,
    pub excused: &'a Excusal,
}

/// How the sessions come out under one assumption.
#[derive(Default)]
struct Tally {
    /// Sessions in question.
    scheduled: u32,
    /// Attended live.
    live: u32,
    /// Made up for, of those that are excused and those that are not.
    made_up: u32,
    made_up_excused: u32,
    /// Excused and not attended live.
    excused: u32,
}

/// How one session came out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    Live,
    MadeUp,
    Not,
}

impl Rule<'_> {
    pub fn measure(&self, case: &Case<'_>, assume: Assume, notes: &mut Evidence) -> Measured {
        let mut tally = Tally::default();
        let (mut plain, mut leaving) = (Vec::new(), Vec::new());
        for (id, window) in self.windows(case) {
            let mut own = Evidence::default();
            let how = self.came(case, id, window, assume, &mut own);
            let excused = self.is_excused(case, id);
            tally.scheduled += 1;
            tally.excused += u32::from(excused && how != Came::Live);
            match how {
                Came::Live => tally.live += 1,
                Came::MadeUp if excused => tally.made_up_excused += 1,
                Came::MadeUp => tally.made_up += 1,
                Came::Not => {}
            }
            match how {
                Came::MadeUp if excused => leaving.push(own),
                Came::MadeUp => plain.push(own),
                Came::Live | Came::Not => notes.take(own),
            }
        }
        // What the cap leaves room for is counted in the order of the calendar.
        for (place, mut own) in plain.into_iter().chain(leaving).enumerate() {
            if place >= self.cap() as usize {
                let over = std::mem::take(&mut own.counts)
                    .into_iter()
                    .chain(std::mem::take(&mut own.pending));
                own.against.extend(over.map(|position| (position, Against::OverTheCap)));
            }
            notes.take(own);
        }
        let (have, need) = self.counted(&tally);
        Measured { have: have.into(), need: need.into(), parts: Vec::new(), limit: false }
    }

    /// Returns how many sessions may be made up for.
    fn cap(&self) -> u32 {
        self.make_ups.as_ref().map_or(0, |make_ups| make_ups.at_most)
    }

    /// Returns how many count, and how many are asked.
    fn counted(&self, tally: &Tally) -> (u32, u32) {
        let cap = self.cap();
        // The cap is spent on unexcused absences first: an excused one already asks for less.
        let spent = tally.made_up.min(cap);
        let spent_excused = tally.made_up_excused.min(cap - spent);
        let need = match (self.need, self.excused) {
            (Need::Count(need), _) => *need,
            (Need::Share(share), Excusal::Absent | Excusal::Counts) => {
                share.of_whole(tally.scheduled)
            }
            (Need::Share(share), Excusal::LeavesShare) => share.of_whole(
                tally.scheduled.saturating_sub(tally.excused.saturating_sub(spent_excused)),
            ),
        };
        (tally.live + spent + spent_excused, need)
    }

    /// Returns how many further live sessions can be missed, whichever they are.
    pub fn slack(&self, case: &Case<'_>) -> u32 {
        let closes = self.make_ups_close(case);
        let mut tally = Tally::default();
        // Sessions to come that could, or could not, be made up for after they were missed.
        let (mut recoverable, mut final_chances) = (0, 0);
        for (id, window) in self.windows(case) {
            tally.scheduled += 1;
            let so_far = self.came(case, id, window, Assume::Lenient, &mut Evidence::default());
            let excused = self.is_excused(case, id);
            let to_come = case.open(window.to);
            match so_far {
                Came::Live => tally.live += 1,
                Came::Not if to_come && window.to < closes => recoverable += 1,
                Came::Not if to_come => final_chances += 1,
                Came::MadeUp | Came::Not => {
                    let made_up = so_far == Came::MadeUp || case.open(closes);
                    tally.excused += u32::from(excused);
                    tally.made_up_excused += u32::from(made_up && excused);
                    tally.made_up += u32::from(made_up && !excused);
                }
            }
        }
        let to_come: u32 = recoverable + final_chances;
        let reaches = |missed: u32| {
            let live = tally.live + (to_come - missed);
            let made_up = tally.made_up + missed.saturating_sub(final_chances);
            let (have, need) = self.counted(&Tally { live, made_up, ..tally });
            have >= need
        };
        // Sound, if not always the most: whichever sessions are missed, so many still leave it in reach.
        (0..=to_come).take_while(|missed| reaches(*missed)).last().unwrap_or(0)
    }

    fn windows<'c>(
        &'c self,
        case: &'c Case<'_>,
    ) -> impl Iterator<Item = (&'c SessionId, Interval)> {
        let asked = |id: &SessionId| self.of.as_ref().is_none_or(|of| of.contains(id));
        let sessions = case.calendar.sessions.iter().filter(move |session| asked(&session.id));
        sessions.filter_map(|session| session.window(case.now).map(|window| (&session.id, window)))
    }

    fn is_excused(&self, case: &Case<'_>, id: &SessionId) -> bool {
        *self.excused == Excusal::LeavesShare
            && case
                .enrolment
                .excused
                .get(id)
                .is_some_and(|stamps| stamps.iter().any(|stamp| case.past(*stamp)))
    }

    fn make_ups_close(&self, case: &Case<'_>) -> Instant {
        match self.make_ups {
            Some(make_ups) if make_ups.at_most > 0 => case.end_of(make_ups.by),
            _ => Instant::MIN_UTC,
        }
    }

    fn came(
        &self,
        case: &Case<'_>,
        id: &SessionId,
        window: Interval,
        assume: Assume,
        notes: &mut Evidence,
    ) -> Came {
        let closes = self.make_ups_close(case);
        let seen: Vec<&Seen> = case
            .enrolment
            .attendance
            .get(id)
            .into_iter()
            .flatten()
            .filter(|seen| case.past(seen.stamp))
            .collect();
        let live = seen.iter().copied().filter(|seen| seen.mode == Mode::Live);
        let in_time = |seen: &&Seen| seen.mode == Mode::MakeUp && seen.stamp.at < closes;
        let make_ups = seen.iter().copied().filter(in_time);
        let late = seen.iter().filter(|seen| seen.mode == Mode::MakeUp && seen.stamp.at >= closes);
        let why = if self.cap() == 0 { Against::OverTheCap } else { Against::Late(closes) };
        notes.against.extend(late.map(|seen| (seen.stamp.position, why)));

        let pending_passes = assume >= Assume::Lenient;
        let future = assume == Assume::PerfectFuture;
        let enough = self.enough(window);
        if judge(live, Some(window), enough, pending_passes, notes)
            || (future && case.open(window.to))
        {
            Came::Live
        } else if judge(make_ups, None, enough, pending_passes, notes)
            || (future && case.open(closes))
        {
            Came::MadeUp
        } else {
            Came::Not
        }
    }

    /// Returns how many seconds make a session count, rounded up.
    fn enough(&self, window: Interval) -> u32 {
        let length = seconds(window);
        match self.presence {
            LeastPresence::Share(share) => share.of_whole(length),
            LeastPresence::AllBut { missed, .. } => {
                length.saturating_sub(missed.saturating_mul(60))
            }
            // A session that ended early can be attended in full at most.
            LeastPresence::Minutes(minutes) => minutes.saturating_mul(60).min(length),
        }
    }
}

fn seconds(window: Interval) -> u32 {
    u32::try_from(window.length().num_seconds()).unwrap_or(u32::MAX)
}

/// Tells whether pieces of evidence of one mode, taken together, are enough, and sorts them.
fn judge<'a>(
    seen: impl Iterator<Item = &'a Seen> + Clone,
    window: Option<Interval>,
    enough: u32,
    pending_passes: bool,
    notes: &mut Evidence,
) -> bool {
    let stays = seen.clone().flat_map(|seen| match &seen.presence {
        Presence::Intervals(stays) => stays.as_slice(),
        _ => &[],
    });
    // A make-up is not held in the session's window: there, all of the time counts.
    let everywhere = Interval { from: Instant::MIN_UTC, to: Instant::MAX_UTC };
    let connected = seconds_within(stays, window.unwrap_or(everywhere));
    let suffices = |seen: &&Seen| match &seen.presence {
        Presence::Intervals(_) => connected >= enough,
        Presence::Seconds(seconds) => *seconds >= enough,
        Presence::Whole => true,
        Presence::Unmeasured => false,
    };
    let positions = |seen: &'a Seen| seen.stamp.position;
    let settled = seen.clone().any(|seen| suffices(&seen));
    let pending = seen.clone().any(|seen| seen.presence == Presence::Unmeasured);
    if settled {
        notes.counts.extend(seen.filter(suffices).map(positions));
    } else if pending {
        notes.pending.extend(seen.map(positions));
    } else {
        let lasted = window.map_or(0, seconds);
        let there = |seen: &Seen| match &seen.presence {
            Presence::Seconds(seconds) => *seconds,
            _ => connected,
        };
        let why = |seen: &'a Seen| {
            (seen.stamp.position, Against::TooShort { there: there(seen), needed: enough, lasted })
        };
        notes.against.extend(seen.map(why));
    }
    settled || (pending && pending_passes)
}
