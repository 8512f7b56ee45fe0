//! No more than so many absences: in all, one after the other, or within so many days.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::assess::attendance::{self, comes_live, pending_passes};
use crate::assess::case::{Assume, Case};
use crate::assess::finding::Measured;
use crate::assess::reasons::Evidence;
use crate::assess::sessions::{in_question, is_excused, note_cancelled};
use crate::ids::SessionId;
use crate::policy::{ExcusedAbsence, LeastPresence, Over, Scheduled};
use crate::presence::Interval;
use crate::time::last_before;

/// What an `absences` requirement asks.
pub(super) struct Rule<'a> {
    pub index: usize,
    pub at_most: u32,
    pub over: Over,
    pub of: Option<&'a BTreeSet<SessionId>>,
    pub presence: LeastPresence,
    pub late: Option<u32>,
    pub excused: ExcusedAbsence,
}

/// A session as a limit on absences sees it.
#[derive(Clone, Copy)]
struct Seat {
    day: NaiveDate,
    missed: bool,
    /// What missing it would do, where it is still open and not attended.
    to_come: Option<ToCome>,
}

/// What missing a session to come would do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ToCome {
    /// It would count.
    Counts,
    /// It would be passed over: what stands on either side of it would come together.
    PassedOver,
    /// Nothing: it is excused, and counts like a session attended.
    Free,
}

pub(super) fn measure(
    case: &Case<'_>,
    rule: &Rule<'_>,
    assume: Assume,
    notes: &mut Evidence,
) -> Measured {
    let seats = rule.seats(case, assume, notes);
    let have = rule.worst(&seats);
    Measured { limit: true, ..Measured::count(have.into(), rule.at_most.into()) }
}

/// Returns the most further sessions that can be missed, whichever they are.
pub(super) fn slack(case: &Case<'_>, rule: &Rule<'_>) -> u32 {
    let seats = rule.seats(case, Assume::PerfectFuture, &mut Evidence::default());
    let to_come = seats.iter().filter(|seat| seat.to_come.is_some()).count();
    // All but one of the fewest that break it, within whichever stretch.
    let most = rule.fewest_that_break(&seats).map_or(to_come, |fewest| fewest.saturating_sub(1));
    u32::try_from(most.min(to_come)).unwrap_or(u32::MAX)
}

impl Rule<'_> {
    /// The sessions in order of beginning; those that are passed over are left out.
    fn seats(&self, case: &Case<'_>, assume: Assume, notes: &mut Evidence) -> Vec<Seat> {
        note_cancelled(case, self.of, notes);
        let mut sessions: Vec<(&Scheduled, Interval)> = in_question(case, self.of).collect();
        // As planned they are in order; as held, they may not be.
        sessions.sort_by_key(|(_, window)| window.from);
        let mut seats = Vec::with_capacity(sessions.len());
        for (session, window) in sessions {
            let there = self.there(case, &session.id, window, assume, notes);
            let mut missed = !there;
            // Whoever is there already, and in time, misses nothing more.
            let known =
                || self.there(case, &session.id, window, Assume::Lenient, &mut Evidence::default());
            let mut to_come = (case.open(window.to) && !known()).then_some(ToCome::Counts);
            if self.excused != ExcusedAbsence::Counts && is_excused(case, &session.id) {
                let passed_over = self.excused == ExcusedAbsence::PassedOver;
                if missed && passed_over {
                    continue;
                }
                missed = false;
                let excused = if passed_over { ToCome::PassedOver } else { ToCome::Free };
                to_come = to_come.map(|_| excused);
            }
            let day = case.calendar.day(window);
            seats.push(Seat { day, missed, to_come });
        }
        seats
    }

    /// Tells whether they were there, and in time.
    fn there(
        &self,
        case: &Case<'_>,
        id: &SessionId,
        window: Interval,
        assume: Assume,
        notes: &mut Evidence,
    ) -> bool {
        if let Some(waived) = case.session_waiver(self.index, id) {
            notes.counts.insert(waived.stamp.position);
            return true;
        }
        let pending = pending_passes(case, id, assume);
        let there = attendance::live(case, id, window, self.presence, notes);
        let late = self.late.is_some_and(|after| there.is_late(after, pending));
        // As long as a session is open, nothing about it is settled.
        let ends = last_before(window.to);
        let over = match assume {
            Assume::Strict => !case.open(window.to),
            Assume::Lenient | Assume::PerfectFuture => case.by_then(Some(ends)),
        };
        (there.passes(pending) && !late && over)
            || (assume == Assume::PerfectFuture && comes_live(case, id, window, ends))
    }

    /// Returns the most sessions missed within one stretch.
    fn worst(&self, seats: &[Seat]) -> u32 {
        let missed = |seats: &[Seat]| seats.iter().filter(|seat| seat.missed).count();
        let worst = match self.over {
            Over::All => missed(seats),
            Over::InARow => {
                seats.split(|seat| !seat.missed).map(<[Seat]>::len).max().unwrap_or_default()
            }
            Over::Days(days) => (0..seats.len())
                .map(|first| missed(within(seats, first, days)))
                .max()
                .unwrap_or_default(),
        };
        u32::try_from(worst).unwrap_or(u32::MAX)
    }

    /// Returns how few of the sessions to come must be missed for the limit to be broken; `None`: it cannot be.
    fn fewest_that_break(&self, seats: &[Seat]) -> Option<usize> {
        let places = 0..seats.len();
        match self.over {
            Over::All => self.fewest_within(seats),
            Over::Days(days) => {
                places.filter_map(|first| self.fewest_within(within(seats, first, days))).min()
            }
            Over::InARow => places.filter_map(|first| self.fewest_in_a_row(&seats[first..])).min(),
        }
    }

    /// How many it takes to go beyond the limit.
    const fn too_many(&self) -> usize {
        (self.at_most as usize).saturating_add(1)
    }

    fn fewest_within(&self, stretch: &[Seat]) -> Option<usize> {
        let missed = stretch.iter().filter(|seat| seat.missed).count();
        let to_come = stretch.iter().filter(|seat| seat.to_come == Some(ToCome::Counts));
        let wanted = self.too_many().saturating_sub(missed);
        (wanted <= to_come.filter(|seat| !seat.missed).count()).then_some(wanted)
    }

    /// Counts on from the first seat until the run is too long; `None`: something ends it before.
    fn fewest_in_a_row(&self, seats: &[Seat]) -> Option<usize> {
        let (mut run, mut cost) = (0, 0);
        for seat in seats {
            match seat.to_come {
                _ if seat.missed => run += 1,
                Some(ToCome::Counts) => (run, cost) = (run + 1, cost + 1),
                Some(ToCome::PassedOver) => cost += 1,
                Some(ToCome::Free) | None => return None,
            }
            if run >= self.too_many() {
                return Some(cost);
            }
        }
        None
    }
}

/// The seats whose days lie within so many days from that of the first.
fn within(seats: &[Seat], first: usize, days: u32) -> &[Seat] {
    let past = seats[first].day.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX);
    let rest = &seats[first..];
    &rest[..rest.partition_point(|seat| seat.day < past)]
}
