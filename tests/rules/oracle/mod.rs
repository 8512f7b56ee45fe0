//! The oracle: what `docs/reference/requirements.md` says, said again, slowly and by quantifiers.
//!
//! Written from that page before its author had read how the domain answers, it shares the domain's types and none of its
//! code, and is free to be slow. Where the two disagree, one of them is wrong, and the page says which.

/// Picks what events say: those that look so, with what is asked of them.
macro_rules! pick {
    ($told:expr, $pattern:pat $(if $guard:expr)? => $value:expr) => {
        $told.filter_map(|each| match each.event { $pattern $(if $guard)? => Some((each, $value)), _ => None })
    };
}

/// Tells whether there is an event that looks so.
macro_rules! exists {
    ($told:expr, $pattern:pat $(if $guard:expr)?) => {
        $told.any(|each| matches!(each.event, $pattern $(if $guard)?))
    };
}

mod absences;
mod account;
mod days;
mod done;
mod exam;
mod filings;
mod life;
mod log;
mod people;
mod points;
mod price;
mod sessions;
mod slack;
mod told;
mod waivers;
mod windows;

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use cairn_domain::Assume::PerfectFuture;
use cairn_domain::policy::{Policy, Requirement, Rule};
use cairn_domain::{Assume, Event, Instant, Recorded, RequirementId, Zones};
use chrono::{Days, NaiveDate, TimeDelta};

pub use account::Account;
pub use days::first_instant;
pub use told::{Told, told};

/// From when until when.
type Window = (Instant, Instant);
/// A requirement, by where it stands in the policy, and all that an [`Ask`] says.
type Asked = (usize, Instant, Assume, u32, Option<Instant>);

/// How much there is of what is asked, and of each part of it; whether that is a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    pub have: i64,
    pub need: i64,
    pub parts: BTreeMap<String, (i64, i64)>,
    pub limit: bool,
}

impl Measure {
    fn of(have: i64, need: i64) -> Self {
        Self { have, need, parts: BTreeMap::new(), limit: false }
    }

    fn passes(&self) -> bool {
        let enough = if self.limit { self.have <= self.need } else { self.have >= self.need };
        enough && self.parts.values().all(|(have, need)| have >= need)
    }
}

/// A moment to ask about: by when, assuming what, missing what from then on (a bit for each session of the calendar), and
/// how far the perfect future goes.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    pub now: Instant,
    pub assume: Assume,
    pub missed: u32,
    pub until: Option<Instant>,
}

/// Time is kept to the microsecond.
pub const TICK: TimeDelta = TimeDelta::microseconds(1);

impl Ask {
    pub fn new(now: Instant, assume: Assume) -> Self {
        Self { now, assume, missed: 0, until: None }
    }

    /// In the perfect future, something can happen after now and before the deadline.
    fn can_still(self, deadline: Instant) -> bool {
        self.assume == PerfectFuture && self.now + TICK < deadline
    }

    /// Whether what comes at an instant still belongs to it.
    fn goes_until(self, at: Instant) -> bool {
        self.until.is_none_or(|until| at <= until)
    }
}

/// Everything that a question is about.
pub struct Oracle<'a> {
    pub policy: &'a Policy,
    /// The practitioner's counting events, in order.
    pub person: Vec<Told<'a>>,
    /// The cohort's counting events, in order.
    pub cohort: Vec<Told<'a>>,
    /// Every instant at which an answer may change, in order, once somebody asks.
    points: OnceCell<Vec<Instant>>,
    /// When each session was to be held.
    plan: Rc<[Window]>,
    /// What was asked before, so that slow is not for ever.
    asked: RefCell<BTreeMap<Asked, bool>>,
}

impl<'a> Oracle<'a> {
    /// Reads the practitioner's stream and the cohort's as they were known at an instant.
    pub fn new(policy: &'a Policy, zones: &Zones, of: [&'a [Recorded]; 2], known: Instant) -> Self {
        let [mut person, cohort] = of.map(|history| told(history, known, zones));
        // A day that is known without a cohort is one of the cohort that is asked about.
        for each in person.iter_mut().filter(|each| each.event.cohort().is_none()) {
            each.at = each.day.map_or(each.at, |day| first_instant(day, policy.zone));
        }
        person.sort_by_key(|each| (each.at, each.position));
        let plan = policy.sessions.iter().map(|each| sessions::planned(policy.zone, each));
        Self::having(policy, plan.collect(), person, cohort)
    }

    fn having(
        policy: &'a Policy,
        plan: Rc<[Window]>,
        person: Vec<Told<'a>>,
        cohort: Vec<Told<'a>>,
    ) -> Self {
        let (points, asked) = (OnceCell::new(), RefCell::default());
        Self { policy, person, cohort, points, plan, asked }
    }

    /// The same, were nothing to happen after an instant, nor to be told of what had happened before.
    pub fn if_nothing_more_happened(&self, after: Instant) -> Self {
        let is_told = |each: &&Told| match each.event {
            Event::Logged { reported: Some(day), .. } => self.starts(*day) <= after,
            _ => true,
        };
        let until = |told: &[Told<'a>]| {
            told.iter().filter(|each| each.at <= after).filter(is_told).copied().collect()
        };
        Self::having(self.policy, self.plan.clone(), until(&self.person), until(&self.cohort))
    }

    /// The same, had this happened to the practitioner besides.
    pub fn if_also<'b>(&self, more: impl IntoIterator<Item = Told<'b>>) -> Oracle<'b>
    where
        'a: 'b,
    {
        let mut person: Vec<Told<'b>> = self.person.iter().copied().chain(more).collect();
        person.sort_by_key(|each| (each.at, each.position));
        Oracle::having(self.policy, self.plan.clone(), person, self.cohort.clone())
    }

    pub fn rule(&self, id: &RequirementId) -> &'a Rule {
        self.policy.requirements.iter().find(|rule| rule.id == *id).expect("checked policies")
    }

    pub fn passes(&self, rule: &Rule, ask: Ask) -> bool {
        let place = self.policy.requirements.iter().position(|each| each.id == rule.id);
        let place = place.expect("a rule of this policy");
        let key = (place, ask.now, ask.assume, ask.missed, ask.until);
        if let Some(known) = self.asked.borrow().get(&key) {
            return *known;
        }
        let passes = self.waived(rule, ask.now) || self.measure(rule, ask).passes();
        self.asked.borrow_mut().insert(key, passes);
        passes
    }

    pub fn measure(&self, rule: &Rule, ask: Ask) -> Measure {
        let passing =
            |of: &[RequirementId]| count(of.iter().filter(|id| self.passes(self.rule(id), ask)));
        match &rule.asks {
            Requirement::All(of) => Measure::of(passing(of), count(of.iter())),
            Requirement::AtLeast { need, of } => Measure::of(passing(of), i64::from(*need)),
            Requirement::Sessions { .. } => self.sessions(rule, ask),
            Requirement::Absences { .. } => self.absences(rule, ask),
            Requirement::Filings { .. } => self.filings(rule, ask),
            Requirement::Done { milestone, .. } => self.done(milestone, rule, ask),
            Requirement::Reviews { .. } => self.reviews(rule, ask),
            Requirement::Judgement { .. } => self.judgement(rule, ask),
            Requirement::Log { .. } => self.log(rule, ask),
            Requirement::Exam { .. } => self.exam(rule, ask),
            Requirement::Prerequisite { any_of } => Measure::of(self.credited(any_of, ask), 1),
            Requirement::Paid(price) => self.paid(price, rule, ask),
        }
    }

    /// What has happened to the practitioner in this cohort by an instant.
    fn happened(&self, now: Instant) -> impl DoubleEndedIterator<Item = Told<'a>> + Clone {
        let here = |each: &&Told| each.event.cohort().is_none_or(|of| *of == self.policy.cohort);
        self.person.iter().filter(move |each| each.at <= now).filter(here).copied()
    }

    fn starts(&self, day: NaiveDate) -> Instant {
        first_instant(day, self.policy.zone)
    }

    fn end_of(&self, day: NaiveDate) -> Instant {
        self.starts(day + Days::new(1))
    }

    fn local_day(&self, at: Instant) -> NaiveDate {
        at.with_timezone(&self.policy.zone).date_naive()
    }

    /// The local day of an event: the day that it states, or that of its instant.
    fn day(&self, told: &Told) -> NaiveDate {
        told.day.unwrap_or_else(|| self.local_day(told.at))
    }
}

fn count<T>(of: impl Iterator<Item = T>) -> i64 {
    of.fold(0, |sum, _| sum + 1)
}
