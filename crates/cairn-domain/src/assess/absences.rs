//! No more than so many absences: in all, one after the other, or within so many days.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::assess::attendance::{self, comes_live, pending_passes};
use crate::assess::case::{Assume, Case};
use crate::assess::finding::Measured;
use crate::assess::reasons::Evidence;
use crate::assess::sessions::{in_question, is_excused};
use crate::ids::SessionId;
use crate::policy::{ExcusedAbsence, LeastPresence, Over, Requirement, Scheduled};
use crate::presence::Interval;

/// What an `absences` requirement asks.
struct Rule<'a> {
    index: usize,
    at_most: u32,
    over: Over,
    of: Option<&'a BTreeSet<SessionId>>,
    presence: LeastPresence,
    late: Option<u32>,
    excused: ExcusedAbsence,
}

/// A session as a limit on absences sees it.
#[derive(Clone, Copy)]
struct Seat {
    day: NaiveDate,
    missed: bool,
    /// Whether it is still open and could come to be missed.
    to_come: bool,
}

fn rule<'a>(case: &Case<'a>, index: usize) -> Option<Rule<'a>> {
    match &case.policy.rule(index).asks {
        Requirement::Absences { at_most, over, of, presence, late, excused } => Some(Rule {
            index,
            at_most: *at_most,
            over: *over,
            of: of.as_ref(),
            presence: *presence,
            late: *late,
            excused: *excused,
        }),
        _ => None,
    }
}

pub(super) fn measure(
    case: &Case<'_>,
    index: usize,
    assume: Assume,
    notes: &mut Evidence,
) -> Measured {
    let Some(rule) = rule(case, index) else { return Measured::count(0, 0) };
    let seats = rule.seats(case, assume, notes);
    let have = rule.worst(&seats, |seat| seat.missed);
    Measured { limit: true, ..Measured::count(have.into(), rule.at_most.into()) }
}

/// Returns how many further sessions can be missed, whichever they are.
pub(super) fn slack(case: &Case<'_>, index: usize) -> u32 {
    let Some(rule) = rule(case, index) else { return 0 };
    let seats = rule.seats(case, Assume::PerfectFuture, &mut Evidence::default());
    let to_come = seats.iter().filter(|seat| seat.to_come).count();
    // The fewest that break it: of the sessions to come within one run or stretch, after those that are missed already.
    let breaks = rule.stretches(&seats).filter_map(|stretch| rule.breaks(stretch)).min();
    let most = breaks.map_or(to_come, |breaks| breaks.saturating_sub(1)).min(to_come);
    u32::try_from(most).unwrap_or(u32::MAX)
}

impl Rule<'_> {
    /// The sessions in order of beginning; those that are passed over are left out.
    fn seats(&self, case: &Case<'_>, assume: Assume, notes: &mut Evidence) -> Vec<Seat> {
        let mut sessions: Vec<(&Scheduled, Interval)> = in_question(case, self.of).collect();
        // As planned they are in order; as held, they may not be.
        sessions.sort_by_key(|(_, window)| window.from);
        let mut seats = Vec::with_capacity(sessions.len());
        for (session, window) in sessions {
            let there = self.there(case, &session.id, window, assume, notes);
            let mut missed = !there;
            // A session that is over for somebody who was there in time cannot come to be missed.
            let settled =
                self.there(case, &session.id, window, Assume::Lenient, &mut Evidence::default());
            let mut to_come = case.open(window.to) && !settled;
            if self.excused != ExcusedAbsence::Counts && is_excused(case, &session.id) {
                if missed && self.excused == ExcusedAbsence::PassedOver {
                    continue;
                }
                missed = missed && self.excused != ExcusedAbsence::EndsRun;
                to_come = false;
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
        let over = assume != Assume::Strict || !case.open(window.to);
        (there.passes(pending) && !late && over)
            || (assume == Assume::PerfectFuture && comes_live(case, id, window, window.to))
    }

    /// Returns the most sessions of a kind within one stretch.
    fn worst(&self, seats: &[Seat], counts: impl Fn(&Seat) -> bool) -> u32 {
        let worst = match self.over {
            Over::All => seats.iter().filter(|seat| counts(seat)).count(),
            Over::InARow => seats.split(|seat| !counts(seat)).map(<[Seat]>::len).max().unwrap_or(0),
            Over::Days(_) => self
                .stretches(seats)
                .map(|stretch| stretch.iter().filter(|seat| counts(seat)).count())
                .max()
                .unwrap_or(0),
        };
        u32::try_from(worst).unwrap_or(u32::MAX)
    }

    /// The stretches over which absences are counted; for runs, all that are just long enough to break the limit.
    fn stretches<'s>(&self, seats: &'s [Seat]) -> Box<dyn Iterator<Item = &'s [Seat]> + 's> {
        match self.over {
            Over::All => Box::new(std::iter::once(seats)),
            Over::InARow => Box::new(seats.windows((self.at_most as usize).saturating_add(1))),
            Over::Days(days) => Box::new((0..seats.len()).map(move |first| {
                let begins = seats[first].day;
                let past =
                    begins.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX);
                let rest = &seats[first..];
                &rest[..rest.partition_point(|seat| seat.day < past)]
            })),
        }
    }

    /// Returns how many sessions to come must be missed for a stretch to break the limit; `None`: it cannot.
    fn breaks(&self, stretch: &[Seat]) -> Option<usize> {
        let missed = stretch.iter().filter(|seat| seat.missed).count();
        let to_come = stretch.iter().filter(|seat| seat.to_come && !seat.missed).count();
        let wanted = (self.at_most as usize).saturating_add(1).saturating_sub(missed);
        (wanted <= to_come).then_some(wanted)
    }
}
