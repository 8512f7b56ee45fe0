//! What a policy must be so that assessing it is total and the perfect-future argument holds.
//!
//! What was accepted under an older version stays accepted, since it may be in a log: a new check binds new words only.

mod attendance;
mod evidence;
mod frame;
mod log;
mod price;
mod when;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::ids::{RequirementId, SessionId};
use crate::policy::fault::{Fault, FaultKind, Faults};
use crate::policy::tree::{Tree, parts};
use crate::policy::{Moment, Place, Policy, Requirement, Rule};
use crate::presence::Interval;
use crate::time::{Instant, end_of_day};

pub(super) use when::met;

/// The most parts that the requirement tree may expand to.
const MOST_PARTS: usize = 1_000;

/// The longest session, in minutes.
const LONGEST: u32 = 24 * 60;

/// The longest time within which something may be due, in days.
const MOST_DAYS: u32 = 3_660;

/// A policy for which assessing is total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedPolicy {
    policy: Policy,
    planned: Vec<(SessionId, Interval)>,
    /// Where each requirement stands.
    places: BTreeMap<RequirementId, usize>,
    children: Vec<Vec<usize>>,
    root: usize,
    /// The ends of the last days that the policy names, worked out once.
    pub(crate) ends: BTreeMap<NaiveDate, Instant>,
}

impl CheckedPolicy {
    /// Returns the policy as it was written.
    #[must_use]
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Returns the zone of its days.
    #[must_use]
    pub const fn zone(&self) -> Tz {
        self.policy.zone
    }

    /// Returns the sessions and their planned windows, in order of time.
    #[must_use]
    pub fn planned(&self) -> &[(SessionId, Interval)] {
        &self.planned
    }

    /// Returns the rules in the order of the policy.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.policy.requirements
    }

    /// Returns the end of a day: its first instant that is too late.
    pub(crate) fn end_of(&self, day: NaiveDate) -> Instant {
        self.ends.get(&day).copied().unwrap_or_else(|| end_of_day(day, self.policy.zone))
    }

    /// Returns where a requirement stands among the rules.
    pub(crate) fn index_of(&self, id: &RequirementId) -> Option<usize> {
        self.places.get(id).copied()
    }

    pub(crate) const fn root(&self) -> usize {
        self.root
    }

    pub(crate) fn rule(&self, index: usize) -> &Rule {
        &self.policy.requirements[index]
    }

    pub(crate) fn children(&self, index: usize) -> &[usize] {
        &self.children[index]
    }
}

impl Policy {
    /// Checks the policy, or returns every fault in it.
    pub fn check(self) -> Result<CheckedPolicy, Vec<Fault>> {
        let too_large =
            || Fault { place: Place::top("root"), kind: FaultKind::TooLarge(MOST_PARTS) };
        if self.requirements.len() > MOST_PARTS {
            return Err(vec![too_large()]);
        }
        let mut faults = Faults::default();
        let planned = frame::sessions(&self, &mut faults);
        frame::top(&self, &mut faults);
        let places = frame::names(&self, &mut faults);
        let sessions = self.sessions.iter().map(|session| &session.id).collect();
        let names = Names { policy: &self, sessions: &sessions, places: &places };
        for (place, rule) in self.requirements.iter().enumerate() {
            frame::rule(place, rule, &mut faults);
            asks(names, place, rule, &mut faults);
        }
        frame::outcomes(names, &mut faults);
        let children: Vec<Vec<usize>> =
            self.requirements.iter().map(|rule| parts(rule, &places)).collect();
        let root = places.get(&self.root).copied();
        if root.is_none() {
            faults.add(Place::top("root"), FaultKind::UnknownRequirement(self.root.clone()));
        }
        let tree = Tree::of(&self, &places);
        tree.check(&self, root, &places, &mut faults);
        match root {
            Some(root) if faults.0.is_empty() => {
                if tree.size(&self, root, &places) > MOST_PARTS {
                    return Err(vec![too_large()]);
                }
                let ends = ends(&self);
                let places = places.into_iter().map(|(id, place)| (id.clone(), place)).collect();
                Ok(CheckedPolicy { policy: self, planned, places, children, root, ends })
            }
            _ => Err(faults.0),
        }
    }
}

/// What a policy has names for.
#[derive(Clone, Copy)]
struct Names<'p> {
    policy: &'p Policy,
    sessions: &'p BTreeSet<&'p SessionId>,
    places: &'p BTreeMap<&'p RequirementId, usize>,
}

impl Names<'_> {
    fn has_session(&self, id: &SessionId) -> bool {
        self.sessions.contains(id)
    }

    fn rule(&self, id: &RequirementId) -> Option<&Rule> {
        self.places.get(id).and_then(|place| self.policy.requirements.get(*place))
    }
}

fn asks(names: Names<'_>, place: usize, rule: &Rule, faults: &mut Faults) {
    let at = |key| Place::requirement(place, key);
    if let Some(window) = rule.asks.window() {
        when::window(names, place, window, faults);
    }
    attendance::check(names, place, &rule.asks, faults);
    log::check(names, place, &rule.asks, faults);
    evidence::check(names.policy, place, &rule.asks, faults);
    match &rule.asks {
        Requirement::AtLeast { need, of } => {
            faults.at_most(at("need"), *need, of.len());
            // Counting one requirement twice would be two credits for one achievement.
            faults.once(&at("of"), of.iter().map(RequirementId::as_str));
        }
        Requirement::Paid(price) => price::check(names.policy, place, price, faults),
        _ => {}
    }
}

/// Works out the ends of the last days that the policy names.
fn ends(policy: &Policy) -> BTreeMap<NaiveDate, Instant> {
    let mut days = vec![policy.ends];
    for rule in &policy.requirements {
        match &rule.asks {
            Requirement::Sessions { make_ups, .. } => {
                days.extend(make_ups.iter().filter_map(|make_ups| make_ups.by));
            }
            Requirement::Paid(price) => days.extend(price.days()),
            asks => days.extend(asks.last_days().filter_map(Moment::day)),
        }
    }
    days.into_iter().map(|day| (day, end_of_day(day, policy.zone))).collect()
}

/// The first day that a policy may name.
pub(crate) fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or(NaiveDate::MIN)
}

/// The last day that a policy may name.
pub(crate) fn last_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2200, 12, 31).unwrap_or(NaiveDate::MAX)
}
