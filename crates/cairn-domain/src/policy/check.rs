//! What a policy must be so that assessing it is total and the perfect-future argument holds.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;

use crate::ids::{RequirementId, SessionId};
use crate::policy::fault::{Fault, FaultKind, Faults, Place};
use crate::policy::tree::{parts, tree};
use crate::policy::{LeastPresence, Milestone, Need, Policy, Price, Requirement, Rule};
use crate::presence::Interval;
use crate::time::{Instant, end_of_day, instant_of};

/// The most parts that the requirement tree may expand to.
const MOST_PARTS: usize = 1_000;

/// The longest time within which a filing may be due, in days.
const MOST_DAYS: u32 = 3_660;

/// A policy for which assessing is total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedPolicy {
    policy: Policy,
    planned: Vec<(SessionId, Interval)>,
    children: Vec<Vec<usize>>,
    root: usize,
    /// The ends of the days that the policy names, worked out once.
    ends: BTreeMap<NaiveDate, Instant>,
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

    /// Returns the end of a day that the policy names, or of its cohort's last day: its first instant that is too late.
    pub(crate) fn end_of(&self, by: Option<NaiveDate>) -> Instant {
        let day = by.unwrap_or(self.policy.ends);
        self.ends.get(&day).copied().unwrap_or_else(|| end_of_day(day, self.policy.zone))
    }

    pub(crate) fn index_of(&self, id: &RequirementId) -> Option<usize> {
        self.policy.requirements.iter().position(|rule| rule.id == *id)
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
    /// Checks the policy, or returns every fault in it, in the order of the file.
    pub fn check(self) -> Result<CheckedPolicy, Vec<Fault>> {
        if self.requirements.len() > MOST_PARTS {
            return Err(vec![Fault {
                place: Place::Top("root"),
                kind: FaultKind::TooLarge(MOST_PARTS),
            }]);
        }
        let mut faults = Faults::default();
        let planned = sessions(&self, &mut faults);
        top(&self, &mut faults);
        let places = named(&self, &mut faults);
        for (place, rule) in self.requirements.iter().enumerate() {
            asks(&self, place, rule, &mut faults);
        }
        let children: Vec<Vec<usize>> =
            self.requirements.iter().map(|rule| parts(rule, &places)).collect();
        let root = places.get(&self.root).copied();
        if root.is_none() {
            faults.add(Place::Top("root"), FaultKind::UnknownRequirement(self.root.clone()));
        }
        let size = tree(&self, &children, root, &mut faults);
        match (root, faults.0.is_empty()) {
            (Some(root), true) if size <= MOST_PARTS => {
                let ends = ends(&self);
                Ok(CheckedPolicy { policy: self, planned, children, root, ends })
            }
            (_, true) => Err(vec![Fault {
                place: Place::Top("root"),
                kind: FaultKind::TooLarge(MOST_PARTS),
            }]),
            _ => Err(faults.0),
        }
    }
}

fn ends(policy: &Policy) -> BTreeMap<NaiveDate, Instant> {
    let mut days = vec![policy.ends];
    for rule in &policy.requirements {
        match &rule.asks {
            Requirement::Sessions { make_ups, .. } => {
                days.extend(make_ups.iter().filter_map(|make_ups| make_ups.by));
            }
            Requirement::Done { by, .. } => {
                days.extend(by.as_ref().and_then(crate::policy::Due::plain_day));
            }
            Requirement::Paid(price) => {
                days.extend(price.tiers.iter().map(|tier| tier.by).chain(price.by));
            }
            _ => {}
        }
    }
    days.into_iter().map(|day| (day, end_of_day(day, policy.zone))).collect()
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or(NaiveDate::MIN)
}

fn last_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2200, 12, 31).unwrap_or(NaiveDate::MAX)
}

fn top(policy: &Policy, faults: &mut Faults) {
    faults.day(Place::Top("begins"), policy.begins, first_day(), last_day());
    faults.day(Place::Top("ends"), policy.ends, policy.begins, last_day());
    if let Some(by) = policy.apply_by {
        faults.day(Place::Top("apply_by"), by, first_day(), policy.ends);
    }
    if policy.requirements.is_empty() {
        faults.add(Place::Top("root"), FaultKind::Empty);
    }
}

fn sessions(policy: &Policy, faults: &mut Faults) -> Vec<(SessionId, Interval)> {
    let mut planned: Vec<(usize, SessionId, Interval)> = Vec::new();
    let mut names = BTreeSet::new();
    for (place, session) in policy.sessions.iter().enumerate() {
        if !names.insert(&session.id) {
            faults.add(Place::Session(place, "id"), FaultKind::Duplicate(session.id.to_string()));
        }
        faults.range(Place::Session(place, "minutes"), session.minutes, 1, 24 * 60);
        let (begins, ends) = (policy.begins.max(first_day()), policy.ends.min(last_day()));
        faults.day(Place::Session(place, "starts"), session.starts.date(), begins, ends);
        match instant_of(session.starts, policy.zone) {
            Ok(from) => {
                let minutes = TimeDelta::minutes(session.minutes.min(24 * 60).into());
                planned.push((place, session.id.clone(), Interval { from, to: from + minutes }));
            }
            Err(bad) => faults.add(Place::Session(place, "starts"), FaultKind::LocalTime(bad)),
        }
    }
    planned.sort_by_key(|(_, _, window)| *window);
    for pair in planned.windows(2) {
        let [(_, earlier, first), (place, _, second)] = pair else { continue };
        if second.from < first.to {
            faults.add(Place::Session(*place, "starts"), FaultKind::Clash(earlier.clone()));
        }
    }
    planned.into_iter().map(|(_, id, window)| (id, window)).collect()
}

fn named<'a>(policy: &'a Policy, faults: &mut Faults) -> BTreeMap<&'a RequirementId, usize> {
    let mut places = BTreeMap::new();
    for (place, rule) in policy.requirements.iter().enumerate() {
        if places.insert(&rule.id, place).is_some() {
            faults.add(Place::Requirement(place, "id"), FaultKind::Duplicate(rule.id.to_string()));
        }
    }
    for (place, rule) in policy.requirements.iter().enumerate() {
        let (Requirement::All(of) | Requirement::AtLeast { of, .. }) = &rule.asks else { continue };
        let key = if matches!(rule.asks, Requirement::All(_)) { "all" } else { "of" };
        if of.is_empty() {
            faults.add(Place::Requirement(place, key), FaultKind::Empty);
        }
        for id in of.iter().filter(|id| !places.contains_key(id)) {
            faults.add(Place::Requirement(place, key), FaultKind::UnknownRequirement(id.clone()));
        }
    }
    places
}

fn asks(policy: &Policy, place: usize, rule: &Rule, faults: &mut Faults) {
    let at = |key| Place::Requirement(place, key);
    let scheduled = policy.sessions.len();
    match &rule.asks {
        Requirement::All(_) => {}
        Requirement::AtLeast { need, of } => {
            faults.at_most(at("need"), *need, of.len());
            // Counting one requirement twice would be two credits for one achievement.
            let mut seen = BTreeSet::new();
            for id in of.iter().filter(|id| !seen.insert(*id)) {
                faults.add(at("of"), FaultKind::Duplicate(id.to_string()));
            }
        }
        Requirement::Absences { .. }
        | Requirement::Judgement { .. }
        | Requirement::Log { .. }
        | Requirement::Exam { .. } => {}
        Requirement::Sessions { need, of, presence, make_ups, .. } => {
            for id in of
                .iter()
                .flatten()
                .filter(|id| policy.sessions.iter().all(|session| session.id != **id))
            {
                faults.add(at("of"), FaultKind::UnknownSession(id.clone()));
            }
            match need {
                Need::Count(need) => {
                    faults.at_most(at("need"), *need, of.as_ref().map_or(scheduled, BTreeSet::len));
                }
                Need::Share(share) => faults.share(at("need"), *share),
            }
            match presence {
                LeastPresence::AllBut { .. } => {}
                LeastPresence::Share(share) => faults.share(at("presence"), *share),
                LeastPresence::Minutes(minutes) => {
                    let shortest =
                        policy.sessions.iter().map(|session| session.minutes).min().unwrap_or(0);
                    faults.range(at("presence"), *minutes, 1, shortest.max(1));
                }
            }
            if let Some(by) = make_ups.as_ref().and_then(|make_ups| make_ups.by) {
                faults.day(at("make_ups"), by, first_day(), last_day());
            }
        }
        Requirement::Filings { need, within_days, each } => {
            faults.at_most(at("need"), *need, scheduled);
            faults.range(at("within_days"), *within_days, 0, MOST_DAYS);
            for need in each.values() {
                faults.at_most(at("each"), *need, scheduled);
            }
        }
        Requirement::Done { milestone, by, .. } => {
            if let Milestone::Retreat { days, .. } = milestone {
                faults.range(at("days"), *days, 1, 366);
            }
            if let Some(by) = by.as_ref().and_then(crate::policy::Due::plain_day) {
                faults.day(at("by"), by, first_day(), last_day());
            }
        }
        Requirement::Reviews { reviewers, .. } => faults.range(at("reviewers"), *reviewers, 1, 100),
        Requirement::Prerequisite { any_of } => {
            if any_of.iter().all(|name| name.trim().is_empty()) {
                faults.add(at("any_of"), FaultKind::Empty);
            }
        }
        Requirement::Paid(price) => paid(policy, price, &at, faults),
    }
}

fn paid(policy: &Policy, price: &Price, at: &impl Fn(&'static str) -> Place, faults: &mut Faults) {
    for money in std::iter::once(&price.full).chain(price.tiers.iter().map(|tier| &tier.price)) {
        if money.currency != policy.currency {
            faults.add(at("paid"), FaultKind::OtherCurrency(*money, policy.currency));
        }
        if !(0..=crate::money::LARGEST_AMOUNT).contains(&money.minor) {
            let (from, to) = (0, crate::money::LARGEST_AMOUNT);
            faults.add(at("paid"), FaultKind::OutOfRange { got: money.minor, from, to });
        }
    }
    for tier in &price.tiers {
        faults.day(at("tiers"), tier.by, first_day(), last_day());
        if tier.price.minor >= price.full.minor {
            faults.add(at("tiers"), FaultKind::NotReduced(tier.price, price.full));
        }
    }
    if let Some(by) = price.by {
        faults.day(at("by"), by, first_day(), last_day());
    }
}
