//! Windows in which evidence counts, as they lie for one practitioner at one time.

use chrono::NaiveDate;

use crate::assess::case::{Assume, Case};
use crate::assess::plan;
use crate::assess::reasons::Against;
use crate::fact::Stamp;
use crate::policy::{Anchor, Begun, Due, Moment, Shift, Window};
use crate::time::{Instant, day_of, end_of_day, start_of_day};

/// Where something lies in time.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub at: Instant,
    pub day: NaiveDate,
}

/// From when on evidence counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opens {
    Always,
    From(Instant),
    /// What it waits for has not happened.
    NotYet,
}

/// A window as it lies for one practitioner.
#[derive(Clone, Copy)]
pub(super) struct Span<'a> {
    window: Window<'a>,
    opens: Opens,
    /// The first instant that is too late; absent: there is no deadline, or what it is counted from has not happened.
    pub closes: Option<Instant>,
}

impl Span<'_> {
    /// Returns why a piece of evidence does not count; `None`: it does.
    pub fn refuses(&self, case: &Case<'_>, stamp: Stamp) -> Option<Against> {
        match self.opens {
            Opens::NotYet => return Some(Against::NotYet),
            Opens::From(from) if stamp.at < from => return Some(Against::TooEarly(from)),
            Opens::From(_) | Opens::Always => {}
        }
        if let Some(closes) = self.closes.filter(|closes| stamp.at >= *closes) {
            return Some(Against::Late(closes));
        }
        let expires = self.expires(case, stamp)?;
        (case.clock >= expires).then_some(Against::Expired(expires))
    }

    /// Returns the first instant at which a piece of evidence does not count any more.
    pub fn expires(&self, case: &Case<'_>, stamp: Stamp) -> Option<Instant> {
        let term = self.window.valid_for?;
        Some(end_of_day(term.after(case.day(stamp)), case.policy.zone()))
    }

    /// Tells whether there is no instant at which anything could count.
    pub fn is_empty(&self) -> bool {
        match (self.opens, self.closes) {
            (Opens::From(from), Some(closes)) => closes <= from,
            _ => false,
        }
    }

    /// Returns the first instant after the clock at which something new can come in the window, in the perfect future;
    /// `None`: what it waits for can no longer come.
    pub fn next(&self, case: &Case<'_>) -> Option<Instant> {
        match self.opens {
            Opens::Always => Some(case.soon()),
            Opens::From(from) => Some(from.max(case.soon())),
            Opens::NotYet => None,
        }
    }

    /// Tells whether something new can come in the window, from an instant on.
    pub fn takes(&self, from: Option<Instant>) -> bool {
        from.is_some_and(|from| self.closes.is_none_or(|closes| from < closes))
    }
}

impl<'a> Case<'a> {
    /// Lays a requirement's window over the calendar. In the perfect future, what it waits for comes as soon as it can.
    pub fn span(&self, index: usize, assume: Assume) -> Span<'a> {
        let window = self.policy.rule(index).asks.window().unwrap_or_default();
        let opens = match window.after {
            None => Opens::Always,
            Some(moment) => match moment {
                Moment::Day(day) => Opens::From(start_of_day(*day, self.policy.zone())),
                Moment::From(from) => {
                    let place = self.place(&from.anchor, assume);
                    place.map_or(Opens::NotYet, |place| Opens::From(self.start(place, from.shift)))
                }
            },
        };
        let closes = match window.by {
            None => Some(self.end_of(None)),
            Some(due) => self.due(due),
        };
        Span { window, opens, closes: closes.map(|closes| self.extended(index, None, closes)) }
    }

    /// Returns the end of the earliest of the last days that have a place.
    pub fn due(&self, due: &Due) -> Option<Instant> {
        let ends = due.moments().iter().filter_map(|moment| match moment {
            Moment::Day(day) => Some(self.end_of(Some(*day))),
            Moment::From(from) => {
                let place = self.place(&from.anchor, Assume::Strict);
                place.map(|at| end_of_day(shifted(at.day, from.shift), self.policy.zone()))
            }
        });
        ends.min()
    }

    /// Tells whether a requirement waits for another, and longer than until it is met: then one act cannot serve for both.
    pub fn is_kept_waiting(&self, index: usize, other: usize) -> bool {
        if !plan::rules(self, index).contains(&other) {
            return false;
        }
        let at_once = self.policy.rule(index).asks.window().and_then(|window| window.after);
        !matches!(at_once, Some(Moment::From(from))
            if !matches!(from.shift, Some(Shift::After(_)))
                && matches!(&from.anchor, Anchor::Met(id) if self.policy.index_of(id) == Some(other)))
    }

    /// Returns where an anchor lies: if it has a place yet; in the perfect future, or else if what it names came as soon as it
    /// can.
    pub fn place(&self, anchor: &Anchor, assume: Assume) -> Option<Place> {
        let zone = self.policy.zone();
        let future = assume == Assume::PerfectFuture;
        let begun = |begun: Begun| {
            self.begun(begun).or_else(|| future.then(|| self.soonest_begun(begun)).flatten())
        };
        match anchor {
            Anchor::Day(day) => Some(Place { at: start_of_day(*day, zone), day: *day }),
            Anchor::Application => begun(Begun::Application),
            Anchor::Admission => begun(Begun::Admission),
            Anchor::Session(id) => self.calendar.session(id).map(|session| {
                let window = session.window(self.now).unwrap_or(session.planned);
                self.instant(window.from)
            }),
            Anchor::NthSession { n, after } => begun(*after).and_then(|at| self.nth(*n, at.at)),
            Anchor::Met(id) => self.policy.index_of(id).and_then(|index| {
                self.met(index).or_else(|| future.then(|| self.soonest_met(index)).flatten())
            }),
        }
    }

    /// Returns where a requirement was met, if it is.
    fn met(&self, index: usize) -> Option<Place> {
        let since = self.histories.met_since(index, self.now);
        if self.clock == self.now {
            return since.map(|at| self.instant(at));
        }
        // While nothing was done, what holds for a time only may have run out, and a limit been settled.
        let holds = self.passes(index, Assume::Strict);
        holds.then(|| self.instant(since.unwrap_or_else(|| self.settled(index))))
    }

    /// Returns where the first application or admission lies. To apply anew, which helps with what must come before applying,
    /// takes nothing away that was done since.
    pub fn begun(&self, begun: Begun) -> Option<Place> {
        let stamps = match begun {
            Begun::Application => &self.enrolment.applications,
            Begun::Admission => &self.enrolment.admissions,
        };
        let stamp = stamps.iter().find(|stamp| self.past(**stamp))?;
        Some(Place { at: stamp.at, day: self.day(*stamp) })
    }

    /// Returns the place of an instant.
    pub fn instant(&self, at: Instant) -> Place {
        Place { at, day: day_of(at, self.policy.zone()) }
    }

    /// Returns the beginning of the n-th session that begins after an instant.
    pub fn nth(&self, n: u32, after: Instant) -> Option<Place> {
        let windows = self.calendar.sessions.iter().filter_map(|each| each.window(self.now));
        let mut later: Vec<Instant> =
            windows.map(|window| window.from).filter(|from| *from > after).collect();
        later.sort_unstable();
        later.get((n as usize).wrapping_sub(1)).map(|from| self.instant(*from))
    }

    /// Returns when a window opens that is counted from a place.
    pub fn start(&self, place: Place, shift: Option<Shift>) -> Instant {
        match shift {
            None => place.at,
            Some(_) => start_of_day(shifted(place.day, shift), self.policy.zone()),
        }
    }
}

/// Returns the day so long before or after another.
pub(super) fn shifted(day: NaiveDate, shift: Option<Shift>) -> NaiveDate {
    match shift {
        None => day,
        Some(Shift::After(term)) => term.after(day),
        Some(Shift::Before(term)) => term.before(day),
    }
}
