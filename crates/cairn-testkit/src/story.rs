//! Given, when, then: a practitioner's history, a wish or a question, and what comes of it, read aloud.
//!
//! A story plays in one cohort under [`small_policy`], unless it says otherwise. What happens without a date happens at
//! noon, a day after what was told before it, and is recorded when it happens.

#![expect(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "a story may end with what is expected of it, or go on"
)]

mod ahead;
mod deeds;
mod happening;
mod policy;
mod say;
mod terms;

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::assess::Against;
use cairn_domain::time::end_of_day;
use cairn_domain::{
    Assessment, Calendar, CheckedPolicy, CohortRecord, Decision, Event, EventId, Finding, Instant,
    Occurred, Oddity, Policy, Recorded, Settled, Standing, State, Status, Zones, assess, decide,
    settle,
};
use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use uuid::Uuid;

pub use deeds::*;
pub use happening::Happening;
pub use policy::{asking, only, small_policy};
pub use say::*;
pub use terms::*;

use crate::worlds::{at, home_cohort, name};

/// A day of text.
pub(crate) fn date(day: &str) -> NaiveDate {
    day.parse().unwrap_or_else(|bad| panic!("{day}: {bad}"))
}

/// The identity of the event that is told as the nth, counted from one.
#[must_use]
pub fn event(nth: u64) -> EventId {
    Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0000 + u128::from(nth))
}

/// A history, the rules, and when one asks.
#[derive(Debug, Clone)]
pub struct Story {
    policy: Policy,
    person: Vec<Recorded>,
    cohort: Vec<Recorded>,
    told: u64,
    now: Instant,
    known_at: Instant,
    home: Option<Tz>,
}

/// Begins a story with what happened to the practitioner.
#[must_use]
pub fn given<const N: usize>(history: [Happening; N]) -> Story {
    let policy = small_policy();
    let long_after = at("2027-01-01T00:00:00Z");
    let (person, cohort) = (Vec::new(), Vec::new());
    let now = at("2026-02-01T00:00:00Z");
    Story { policy, person, cohort, told: 0, now, known_at: long_after, home: None }.and(history)
}

impl Story {
    /// Goes on with what happened to the practitioner.
    #[must_use]
    pub fn and<const N: usize>(mut self, history: [Happening; N]) -> Self {
        for each in history {
            let recorded = self.number(each);
            self.person.push(recorded);
        }
        self
    }

    /// Goes on with what happened to the cohort.
    #[must_use]
    pub fn while_the_cohort<const N: usize>(mut self, history: [Happening; N]) -> Self {
        for each in history {
            let recorded = self.number(each);
            self.cohort.push(recorded);
        }
        self
    }

    /// Plays under another policy.
    #[must_use]
    pub fn under(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// Plays in a log whose home is another zone than the cohort's.
    #[must_use]
    pub const fn in_a_log_of(mut self, home: Tz) -> Self {
        self.home = Some(home);
        self
    }

    /// Asks by what was true at the end of a day, in the policy's zone.
    #[must_use]
    pub fn as_of(mut self, day: &str) -> Self {
        self.now = end_of_day(date(day), self.policy.zone) - TimeDelta::microseconds(1);
        self
    }

    /// Asks by what was true at an instant.
    #[must_use]
    pub fn as_of_instant(mut self, instant: &str) -> Self {
        self.now = at(instant);
        self
    }

    /// Asks by what was recorded at an instant.
    #[must_use]
    pub fn known_at(mut self, instant: &str) -> Self {
        self.known_at = at(instant);
        self
    }

    fn number(&mut self, each: Happening) -> Recorded {
        self.told += 1;
        let noon = at("2025-08-01T16:00:00Z");
        let then = noon + TimeDelta::days(i64::try_from(self.told).unwrap_or(0));
        let occurred = each.occurred.unwrap_or(Occurred::At(then));
        let recorded_at = each.recorded.unwrap_or_else(|| occurred.sorts_at(self.policy.zone));
        let (position, id) = (self.told, event(self.told));
        Recorded { position, id, recorded_at, occurred, event: each.event }
    }

    fn checked(&self) -> CheckedPolicy {
        self.policy.clone().check().unwrap_or_else(|faults| panic!("{faults:#?}"))
    }

    fn zones(&self) -> Zones {
        let ours: Tz = self.policy.zone;
        Zones { home: self.home.unwrap_or(ours), cohorts: BTreeMap::from([(home_cohort(), ours)]) }
    }

    /// What counts of the practitioner's stream.
    #[must_use]
    pub fn settled(&self) -> Settled {
        settle(self.person.clone(), self.known_at, &self.zones())
    }

    /// What the fold makes of it.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing::replay(&self.settled().facts)
    }

    /// What the fold makes of the cohort's stream.
    #[must_use]
    pub fn cohort_record(&self) -> CohortRecord {
        CohortRecord::replay(&settle(self.cohort.clone(), self.known_at, &self.zones()).facts)
    }

    /// How the practitioner measures up.
    #[must_use]
    pub fn assessment(&self) -> Assessment {
        let policy = self.checked();
        let calendar = Calendar::new(&policy, &self.cohort_record());
        assess(&policy, &calendar, &self.standing(), self.now)
    }

    /// How one requirement measures up.
    ///
    /// # Panics
    /// If the policy has no such requirement.
    #[must_use]
    pub fn finding(&self, requirement: &str) -> Finding {
        let found = self.assessment();
        let finding = found.root.walk().find(|each| each.requirement.as_str() == requirement);
        finding.cloned().unwrap_or_else(|| panic!("no requirement {requirement}"))
    }

    /// Expects a state.
    ///
    /// # Panics
    /// If it is another.
    pub fn then_stands(self, state: State) -> Self {
        assert_eq!(self.assessment().state, state);
        self
    }

    /// Expects a verdict, by its name.
    ///
    /// # Panics
    /// If it is another.
    pub fn then_verdict(self, verdict: &str) -> Self {
        assert_eq!(self.assessment().verdict.name(), verdict, "{:#?}", self.assessment().root);
        self
    }

    /// Expects a requirement to measure so much of so much, with a status, by its name.
    ///
    /// # Panics
    /// If it does not.
    pub fn then(self, requirement: &str, status: &str, (have, need): (i64, i64)) -> Self {
        let found = self.finding(requirement);
        let said = (found.status.name(), (found.settled.have, found.settled.need));
        assert_eq!(said, (status, (have, need)), "{found:#?}");
        self
    }

    /// Expects a requirement's exact status.
    ///
    /// # Panics
    /// If it is another.
    pub fn then_status(self, requirement: &str, status: &Status) -> Self {
        assert_eq!(self.finding(requirement).status, *status);
        self
    }

    /// Expects the events that count for a requirement, by the order in which they were told.
    ///
    /// # Panics
    /// If others do.
    pub fn then_cites(self, requirement: &str, told: &[u64]) -> Self {
        let cited: Vec<u64> = self.finding(requirement).evidence.counts.into_iter().collect();
        assert_eq!(cited, told);
        self
    }

    /// Expects exactly these reasons why events do not count for a requirement, each of the event that was told as the nth.
    ///
    /// # Panics
    /// If there are others.
    pub fn then_against(self, requirement: &str, expected: &[(u64, Against)]) -> Self {
        let found: Vec<(u64, Against)> =
            self.finding(requirement).evidence.against.into_iter().collect();
        assert_eq!(found, expected);
        self
    }

    /// Expects the first instant that is too late for a requirement if nothing is done until then; `None`: it can wait for
    /// ever.
    ///
    /// # Panics
    /// If it is another.
    pub fn then_can_wait(self, requirement: &str, until: Option<&str>) -> Self {
        let ahead = self.outlook(None);
        assert_eq!(ahead.wait.get(&name(requirement)).copied(), until.map(at));
        self
    }

    /// Expects exactly these oddities, each of the event that was told as the nth.
    ///
    /// # Panics
    /// If others come up.
    pub fn then_odd(self, expected: &[(u64, Oddity)]) -> Self {
        let assessed = self.assessment().anomalies;
        let corrections = self.settled().anomalies;
        let found: Vec<(u64, Oddity)> = assessed
            .into_iter()
            .chain(corrections)
            .map(|each| (each.stamp.position, each.oddity))
            .collect();
        assert_eq!(found, expected);
        self
    }

    /// Wishes for a decision.
    #[must_use]
    pub fn when(self, wish: Decision) -> Decided {
        let mut open = BTreeSet::new();
        for fact in self.settled().facts {
            match fact.event {
                Event::Appealed { cohort, .. } if cohort == self.policy.cohort => {
                    open.insert(event(fact.stamp.position));
                }
                Event::AppealDecided { appeal, .. } => {
                    open.remove(&appeal);
                }
                _ => {}
            }
        }
        let policy = self.checked();
        let calendar = Calendar::new(&policy, &self.cohort_record());
        Decided(decide(wish, &policy, &calendar, &self.standing(), self.now, &open))
    }
}

/// What came of a wish.
#[derive(Debug)]
pub struct Decided(Result<Event, cairn_domain::Refusal>);

impl Decided {
    /// Expects the event that is to be recorded.
    ///
    /// # Panics
    /// If it was refused, or is another.
    pub fn then_recorded(self, event: impl Into<Happening>) {
        assert_eq!(self.0, Ok(event.into().event));
    }

    /// Expects a refusal, and what it says.
    ///
    /// # Panics
    /// If it was not refused, or for another reason.
    pub fn then_refused(self, refusal: &cairn_domain::Refusal, says: &str) {
        assert_eq!(self.0.as_ref(), Err(refusal));
        assert_eq!(refusal.to_string(), says);
    }
}

/// Makes a requirement's name.
#[must_use]
pub fn requirement(text: &str) -> cairn_domain::RequirementId {
    name(text)
}
