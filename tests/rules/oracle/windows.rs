//! Anchors and windows: after a moment, by a last day, for so long.

use cairn_domain::Assume::{PerfectFuture, Strict};
use cairn_domain::policy::{Anchor, Begun, Due, Moment, Requirement, Rule, Shift, Term};
use cairn_domain::{Event, Instant, SessionId};
use chrono::NaiveDate;

use super::days::{long_after, long_before};
use super::{Ask, Oracle, TICK, Told};

/// A place in time, and the day that spans are counted from.
type Place = (Instant, NaiveDate);

/// When evidence counts: from when (absent: not yet) until when (absent: without end), and for how long.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub opens: Option<Instant>,
    pub closes: Option<Instant>,
    pub valid_for: Option<Term>,
}

impl Span {
    /// Whether an event lies in the window; whether it still counts is another matter.
    pub(super) fn has(&self, told: &Told) -> bool {
        self.opens.is_some_and(|opens| opens <= told.at)
            && self.closes.is_none_or(|closes| told.at < closes)
    }

    /// Whether no instant is in the window.
    pub(super) fn is_empty(&self) -> bool {
        self.opens.zip(self.closes).is_some_and(|(opens, closes)| closes <= opens)
    }

    /// Whether, in the perfect future, something new can come: some instant after now is in the window.
    pub(super) fn can_have_more(&self, ask: Ask) -> bool {
        let first = self.opens.map(|opens| opens.max(ask.now + TICK));
        ask.assume == PerfectFuture
            && first.is_some_and(|first| {
                ask.goes_until(first) && self.closes.is_none_or(|closes| first < closes)
            })
    }
}

impl Oracle<'_> {
    /// The window of a requirement that has one.
    pub(super) fn window(&self, rule: &Rule, ask: Ask) -> Span {
        let (after, by, valid_for) = match &rule.asks {
            Requirement::Done { after, by, valid_for, .. }
            | Requirement::Log { after, by, valid_for, .. }
            | Requirement::Exam { after, by, valid_for, .. } => (after, by, *valid_for),
            _ => (&None, &None, None),
        };
        let opens = match after {
            None => Some(Instant::MIN_UTC),
            Some(moment) => self.opens(moment, ask),
        };
        let closes = self.last_instant(by.as_ref(), ask.now);
        let closes = closes.map(|end| self.extended(rule, None, end, ask.now));
        Span { opens, closes, valid_for }
    }

    /// Whether an event still counts, so long after its own day.
    pub(super) fn still_counts(&self, told: &Told, of: Span, now: Instant) -> bool {
        of.valid_for.is_none_or(|term| now < self.end_of(long_after(self.day(told), term)))
    }

    fn opens(&self, moment: &Moment, ask: Ask) -> Option<Instant> {
        let (anchor, shift) = match moment {
            Moment::Day(day) => return Some(self.starts(*day)),
            Moment::From(from) => (&from.anchor, from.shift),
        };
        let (at, day) = self.place(anchor, ask.now).or_else(|| self.place_ahead(anchor, ask))?;
        Some(match shift {
            None => at,
            Some(shift) => self.starts(shifted(day, shift)),
        })
    }

    /// The end of the earliest of the days that have a place; of the cohort's last day, where none is stated.
    pub(super) fn last_instant(&self, by: Option<&Due>, now: Instant) -> Option<Instant> {
        let moments = match by {
            None => return Some(self.end_of(self.policy.ends)),
            Some(Due::One(moment)) => std::slice::from_ref(moment),
            Some(Due::Earliest(moments)) => moments,
        };
        let days = moments.iter().filter_map(|moment| match moment {
            Moment::Day(day) => Some(*day),
            Moment::From(from) => {
                let (_, day) = self.place(&from.anchor, now)?;
                Some(from.shift.map_or(day, |shift| shifted(day, shift)))
            }
        });
        days.min().map(|day| self.end_of(day))
    }

    /// The later of a last day and those to which it was extended: for a session, or for all.
    pub(super) fn extended(
        &self,
        rule: &Rule,
        of: Option<&SessionId>,
        end: Instant,
        now: Instant,
    ) -> Instant {
        let may = rule.extendable_by.as_ref();
        let moved = pick!(self.happened(now), Event::Extended { requirement, to, authority, session, .. }
            if *requirement == rule.id && Some(authority) == may && (session.is_none() || session.as_ref() == of) => *to);
        moved.map(|(_, to)| self.end_of(to)).fold(end, Instant::max)
    }

    /// Where an anchor is, if it has a place by now.
    fn place(&self, anchor: &Anchor, now: Instant) -> Option<Place> {
        let of_event = |told: Told| (told.at, self.day(&told));
        let of_instant = |at: Instant| (at, self.local_day(at));
        match anchor {
            Anchor::Day(day) => Some((self.starts(*day), *day)),
            Anchor::Application => self.first_application(now).map(of_event),
            Anchor::Admission => self.admission(now).map(of_event),
            Anchor::Session(id) => {
                let standing = self.calendar(now).find(|each| each.1 == id);
                let planned = self.policy.sessions.iter().position(|each| each.id == *id);
                let window = standing.map(|each| each.2).or(planned.map(|place| self.plan[place]));
                window.map(|window| of_instant(window.0))
            }
            Anchor::NthSession { n, after } => {
                let begun = match after {
                    Begun::Application => self.first_application(now),
                    Begun::Admission => self.admission(now),
                };
                self.nth_session(*n, begun?.at, now).map(of_instant)
            }
            Anchor::Met(id) => self.met_since(self.rule(id), now).map(of_instant),
        }
    }

    /// Where an anchor that has no place yet would be in the perfect future: at once, which is after now.
    fn place_ahead(&self, anchor: &Anchor, ask: Ask) -> Option<Place> {
        let at_once = ask.now + TICK;
        let at = match anchor {
            _ if ask.assume != PerfectFuture => None,
            Anchor::Day(_) | Anchor::Session(_) => None,
            Anchor::Application | Anchor::Admission => Some(at_once),
            Anchor::NthSession { n, .. } => self.nth_session(*n, at_once, ask.now),
            Anchor::Met(id) => self.met_ahead(self.rule(id), ask),
        };
        at.map(|at| (at, self.local_day(at)))
    }

    fn admission(&self, now: Instant) -> Option<Told<'_>> {
        self.happened(now).find(|each| matches!(each.event, Event::Admitted { .. }))
    }

    /// When the n-th session begins of those that are on and begin after an instant.
    fn nth_session(&self, n: u32, after: Instant, now: Instant) -> Option<Instant> {
        let begins = self.calendar(now).map(|(.., window)| window.0);
        let mut begins: Vec<Instant> = begins.filter(|begins| *begins > after).collect();
        begins.sort_unstable();
        begins.get((n as usize).checked_sub(1)?).copied()
    }

    /// The first instant at which a requirement can be met, if it can.
    fn met_ahead(&self, rule: &Rule, ask: Ask) -> Option<Instant> {
        if !self.passes(rule, ask) {
            return None;
        }
        let ahead = self.points().iter().filter(|at| **at > ask.now + TICK).copied();
        // Beyond all that is known of, what takes several days takes them too.
        let last = self.points().last().copied().unwrap_or(ask.now).max(ask.now + TICK);
        let beyond = self.days_from(last).map(|(at, _)| at).take(12);
        let mut ahead = std::iter::once(ask.now + TICK).chain(ahead).chain(beyond);
        ahead.find(|until| self.passes(rule, Ask { until: Some(*until), ..ask }))
    }

    /// The first instant of the unbroken stretch up to now in which a requirement has been met.
    fn met_since(&self, rule: &Rule, now: Instant) -> Option<Instant> {
        let met = |at: &Instant| self.passes(rule, Ask::new(*at, Strict));
        let earlier = self.points().iter().rev().filter(|at| **at < now);
        let stretch = std::iter::once(&now).chain(earlier).take_while(|at| met(at));
        stretch.last().copied()
    }
}

fn shifted(day: NaiveDate, shift: Shift) -> NaiveDate {
    match shift {
        Shift::After(term) => long_after(day, term),
        Shift::Before(term) => long_before(day, term),
    }
}
