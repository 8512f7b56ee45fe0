//! How soon what a window waits for can come, in the perfect future.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::RangeFrom;

use crate::assess::act::Act;
use crate::assess::case::{Assume, Case};
use crate::assess::window::Place;
use crate::assess::{done, exam, log, plan};
use crate::policy::Begun;
use crate::time::{Instant, last_before, start_of_day};

/// When requirements can first be met, for as long as one question takes. Where requirements wait for each other in a row,
/// each would otherwise be worked out again for every instant at which the next one is looked at.
pub(super) struct Firsts {
    /// As many as no question could ever ask.
    rounds: RefCell<RangeFrom<u64>>,
    known: RefCell<BTreeMap<Asked, Option<Instant>>>,
}

/// What the answer depends on: the round of acts, the requirement, now and the clock, and whether acts are shared.
type Asked = (Option<u64>, usize, Instant, Instant, bool);

impl Firsts {
    /// Knows nothing yet.
    pub const fn new() -> Self {
        Self { rounds: RefCell::new(u64::MIN..), known: RefCell::new(BTreeMap::new()) }
    }

    /// Begins another round: other acts come about.
    pub fn round(&self) -> Option<u64> {
        self.rounds.borrow_mut().next()
    }

    /// Returns what is known, or else works it out.
    fn get(&self, asked: Asked, find: impl FnOnce() -> Option<Instant>) -> Option<Instant> {
        let known = self.known.borrow().get(&asked).copied();
        known.unwrap_or_else(|| {
            let found = find();
            self.known.borrow_mut().insert(asked, found);
            found
        })
    }
}

impl Case<'_> {
    /// Returns where an application or an admission would lie if it came as soon as it can.
    pub fn soonest_begun(&self, begun: Begun) -> Option<Place> {
        let act = if begun == Begun::Application { Act::Apply } else { Act::Seat };
        if self.comes(true, || act) {
            return Some(self.today());
        }
        let planned = self.sharing.then(|| done::planned_to_begin(self, begun)).flatten();
        planned.map(|at| self.instant(at))
    }

    /// Returns where a requirement would be met if what it takes came as soon as it can.
    pub fn soonest_met(&self, index: usize) -> Option<Place> {
        let asked = (self.round, index, self.now, self.clock, self.sharing);
        let whole = self.until(Instant::MAX_UTC);
        let first = self.firsts.get(asked, || whole.first_met(index, self.today().at));
        first.filter(|at| self.by_then(Some(*at))).map(|at| self.instant(at))
    }

    /// The first instant at which something can come.
    fn today(&self) -> Place {
        self.instant(self.soon())
    }

    /// Returns the first instant at which a requirement that is met by the clock was met though nothing was done since now:
    /// the end of a session after which nothing can break a limit.
    pub fn settled(&self, index: usize) -> Instant {
        let windows = self.calendar.sessions.iter().filter_map(|session| session.window(self.now));
        let meanwhile = self.now..self.clock;
        let ends = windows.map(|window| last_before(window.to));
        let mut ends: Vec<Instant> = ends.filter(|at| meanwhile.contains(at)).collect();
        ends.sort_unstable();
        let unsettled = |at: &Instant| !self.waiting(*at).passes(index, Assume::Strict);
        ends.get(ends.partition_point(unsettled)).copied().unwrap_or(self.clock)
    }

    /// Returns the first instant at which a requirement can be met in the perfect future: once the sessions that it takes
    /// have begun, or, for a limit, have ended, and windows have opened.
    fn first_met(&self, index: usize, soon: Instant) -> Option<Instant> {
        let met = |at: &Instant| self.until(*at).passes(index, Assume::PerfectFuture);
        if !met(&self.horizon) {
            return None;
        }
        let mut instants = vec![soon];
        for session in &self.calendar.sessions {
            if let Some(window) = session.window(self.now) {
                let day = start_of_day(self.calendar.day(window), self.policy.zone());
                instants.extend([day, window.from, last_before(window.to), window.to]);
            }
        }
        let rules = plan::rules(self, index);
        instants.extend(rules.iter().flat_map(|rule| log::days_taken(self, *rule)));
        instants.extend(rules.into_iter().filter_map(|rule| exam::chance(self, rule).1));
        instants.retain(|at| *at >= soon);
        instants.sort_unstable();
        instants.get(instants.partition_point(|at| !met(at))).copied().or(Some(soon))
    }
}
