//! Sessions: attended live, made up for, excused, late.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use cairn_domain::Assume::Strict;
use cairn_domain::event::Mode;
use cairn_domain::policy::{Excusal, LeastPresence, MakeUps, Need, Requirement, Rule, Session};
use cairn_domain::{Event, Instant, Presence, SessionId};
use chrono::{Days, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::days::share;
use super::{Ask, Measure, Oracle, Window, count};

/// When a session was to be held.
pub(super) fn planned(zone: Tz, planned: &Session) -> Window {
    let from = zone.from_local_datetime(&planned.starts).single();
    let from = from.expect("a checked policy").with_timezone(&Utc);
    (from, from + TimeDelta::minutes(i64::from(planned.minutes)))
}

/// What evidence says of one session.
pub(super) struct There {
    /// Long enough by intervals: when the first of them begins.
    pub by_intervals: Option<Instant>,
    /// Long enough by what is no interval, perhaps pending.
    pub otherwise: bool,
}

impl There {
    pub(super) fn attended(&self) -> bool {
        self.by_intervals.is_some() || self.otherwise
    }

    /// By intervals alone, the first of which begins more than so many minutes after the beginning.
    pub(super) fn late(&self, window: Window, after: u32) -> bool {
        let latest = window.0 + TimeDelta::minutes(after.into());
        !self.otherwise && self.by_intervals.is_some_and(|first| first > latest)
    }
}

/// What one session is worth.
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
struct Worth {
    live: bool,
    late: bool,
    made_up: bool,
    excused: bool,
}

impl<'a> Oracle<'a> {
    /// The calendar as it stands at an instant: each session that is not cancelled, with its window.
    pub(super) fn calendar(
        &self,
        now: Instant,
    ) -> impl Iterator<Item = (u32, &'a SessionId, Window)> {
        let happened = self.cohort.iter().filter(move |each| each.at <= now);
        self.policy.sessions.iter().enumerate().filter_map(move |(index, planned)| {
            let held = pick!(happened.clone(), Event::SessionHeld { session, from, to } if *session == planned.id => (*from, *to));
            let window = held.map(|held| held.1).next_back().unwrap_or(self.plan[index]);
            let cancelled = exists!(happened.clone(), Event::SessionCancelled { session } if *session == planned.id);
            (!cancelled).then_some((1 << index, &planned.id, window))
        })
    }

    pub(super) fn sessions(&self, rule: &Rule, ask: Ask) -> Measure {
        let Requirement::Sessions { need, of, presence, make_ups, excused, late } = &rule.asks
        else {
            unreachable!("asked for something else")
        };
        let seen =
            self.calendar(ask.now).filter(|each| of.as_ref().is_none_or(|of| of.contains(each.1)));
        let seen = seen.map(|(bit, id, window)| {
            let ahead = ask.can_still(window.1);
            let comes = ahead && ask.missed & bit == 0 && ask.goes_until(window.0);
            let given = comes || self.waived_for(rule, id, ask.now);
            let there = self.there((Mode::Live, None), id, presence, window, ask);
            let deadline = make_ups.as_ref().map(|each| self.make_up_by(each, rule, id, window, ask));
            let made_up = deadline.is_some_and(|deadline| {
                self.there((Mode::MakeUp, Some(deadline)), id, presence, window, ask).attended()
                    // What is missed from now on can only be made up for once it is over.
                    || (ahead && window.1 < deadline && ask.goes_until(window.1))
                    || (!ahead && ask.can_still(deadline))
            });
            Worth {
                live: given || there.attended(),
                late: !given && late.is_some_and(|late| there.late(window, late.after)),
                made_up,
                excused: exists!(self.happened(ask.now), Event::Excused { session, .. } if session == id),
            }
        });
        let seen: Vec<Worth> = seen.collect();
        let number =
            |wanted: &dyn Fn(&Worth) -> bool| count(seen.iter().filter(|each| wanted(each)));
        let cap = make_ups.as_ref().map_or(0, |make_ups| i64::from(make_ups.at_most));
        let live = number(&|each| each.live);
        let lates = number(&|each| each.late);
        let instead = number(&|each| each.late && each.made_up);
        let leaves = |each: &Worth| each.excused && *excused == Excusal::LeavesShare;
        let counts = |each: &Worth| each.excused && *excused == Excusal::Counts;
        let plain = number(&|each| !each.live && each.made_up && !leaves(each) && !counts(each));
        let excused_made_up = number(&|each| !each.live && each.made_up && leaves(each));
        let excused_away = number(&|each| !each.live && leaves(each));
        let granted = number(&|each| !each.live && counts(each));
        // In every way of spending the cap: so many late sessions counted as made up for instead.
        let ways = (0..=instead.min(cap)).map(|instead| {
            let first = plain.min(cap - instead);
            let then = excused_made_up.min(cap - instead - first);
            let cost = late.map_or(0, |late| (lates - instead) / i64::from(late.each.max(1)));
            let asked_of = count(seen.iter()) - (excused_away - then);
            let need = match need {
                Need::Count(count) => i64::from(*count),
                Need::Share(part) => share(*part, asked_of),
            };
            (instead, live + granted + first + then - cost, need)
        });
        // As many as leave the most beyond what is needed; of equals, as few as possible.
        let best = ways.max_by_key(|(instead, have, need)| (have - need, Reverse(*instead)));
        let (_, have, need) = best.expect("there is always the way of none");
        Measure::of(have, need)
    }

    /// The end of the last day on which a make-up for a session counts.
    pub(super) fn make_up_by(
        &self,
        of: &MakeUps,
        rule: &Rule,
        id: &SessionId,
        window: Window,
        ask: Ask,
    ) -> Instant {
        let last = self.end_of(of.by.unwrap_or(self.policy.ends));
        let within = of
            .within_days
            .map(|days| self.end_of(self.local_day(window.0) + Days::new(u64::from(days))));
        let end = within.map_or(last, |within| within.min(last));
        self.extended(rule, Some(id), end, ask.now)
    }

    /// Whether a session was attended: long enough together, or by one report alone, or perhaps (lenient).
    pub(super) fn there(
        &self,
        (by, before): (Mode, Option<Instant>),
        id: &SessionId,
        least: &LeastPresence,
        (from, to): Window,
        ask: Ask,
    ) -> There {
        let in_time = self.happened(ask.now).filter(|each| before.is_none_or(|end| each.at < end));
        let reports = pick!(in_time, Event::Attended { session, mode, presence, .. } if session == id && *mode == by => presence);
        let reports: Vec<&Presence> = reports.map(|each| each.1).collect();
        let length = (to - from).num_seconds();
        let enough = match least {
            LeastPresence::Share(part) => share(*part, length),
            LeastPresence::Minutes(minutes) => length.min(60 * i64::from(*minutes)),
            LeastPresence::AllBut { missed, .. } => (length - 60 * i64::from(*missed)).max(1),
        };
        let clip = |at: Instant| if by == Mode::Live { at.max(from).min(to) } else { at };
        let stays = reports.iter().flat_map(|presence| match presence {
            Presence::Intervals(stays) => stays.as_slice(),
            _ => &[],
        });
        let stays = stays.map(|stay| (clip(stay.from), clip(stay.to)));
        let stays: Vec<Window> = stays.filter(|stay| stay.0 < stay.1).collect();
        let begins = stays.iter().map(|stay| stay.0).min();
        let ends = stays.iter().map(|stay| stay.1).max();
        let all_but = match least {
            LeastPresence::AllBut { missed, late, early } if by == Mode::Live => {
                Some((late.unwrap_or(*missed), early.unwrap_or(*missed)))
            }
            _ => None,
        };
        let in_place = all_but.is_none_or(|(late, early)| {
            let begins_by = from + TimeDelta::minutes(late.into());
            let ends_from = to - TimeDelta::minutes(early.into());
            begins.is_some_and(|at| at <= begins_by) && ends.is_some_and(|at| at >= ends_from)
        });
        let long_enough = together(&stays) >= TimeDelta::seconds(enough);
        There {
            by_intervals: begins.filter(|_| long_enough && in_place),
            otherwise: reports.iter().any(|presence| match presence {
                Presence::Intervals(_) => false,
                Presence::Seconds(seconds) => i64::from(*seconds) >= enough,
                Presence::Whole => true,
                Presence::Unmeasured => ask.assume != Strict,
            }),
        }
    }
}

/// How long stays are together: between two neighbouring corners one is there all the time or not at all.
fn together(stays: &[Window]) -> TimeDelta {
    let corners: BTreeSet<Instant> = stays.iter().flat_map(|stay| [stay.0, stay.1]).collect();
    let there = |(a, b): &(&Instant, &Instant)| stays.iter().any(|s| s.0 <= **a && **b <= s.1);
    corners.iter().zip(corners.iter().skip(1)).filter(there).map(|(a, b)| *b - *a).sum()
}
