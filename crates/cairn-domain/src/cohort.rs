//! The fold of a cohort's stream: its policies, and what became of its sessions.

use std::collections::BTreeMap;

use crate::event::Event;
use crate::fact::{Fact, Stamp};
use crate::ids::SessionId;
use crate::policy::Policy;
use crate::presence::Interval;
use crate::time::Instant;

/// What a cohort's own facts make of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CohortRecord {
    /// Its policies, each with the event that adopted it; in force from when that occurred.
    pub policies: Vec<(Stamp, Policy)>,
    /// When sessions really took place.
    pub held: BTreeMap<SessionId, Vec<(Stamp, Interval)>>,
    /// Which sessions were cancelled.
    pub cancelled: BTreeMap<SessionId, Vec<Stamp>>,
    /// Events that this binary cannot read.
    pub unreadable: Vec<Stamp>,
}

impl CohortRecord {
    /// Folds a cohort's facts, which must be in order of their stamps.
    #[must_use]
    pub fn replay<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Self {
        facts.into_iter().fold(Self::default(), Self::evolve)
    }

    /// Takes in the next fact. Total: a practitioner's event that strayed into a cohort's stream changes nothing.
    #[must_use]
    pub fn evolve(mut self, fact: &Fact) -> Self {
        let stamp = fact.stamp;
        match &fact.event {
            Event::PolicyAdopted { policy } => self.policies.push((stamp, (**policy).clone())),
            Event::SessionHeld { session, from, to } => {
                let held = Interval { from: *from, to: *to };
                self.held.entry(session.clone()).or_default().push((stamp, held));
            }
            Event::SessionCancelled { session } => {
                self.cancelled.entry(session.clone()).or_default().push(stamp);
            }
            Event::Unknown => self.unreadable.push(stamp),
            _ => {}
        }
        self
    }

    /// Returns the policy in force at a point in time: the latest adopted one, by when it takes force.
    #[must_use]
    pub fn policy_at(&self, now: Instant) -> Option<&(Stamp, Policy)> {
        self.policies.iter().rev().find(|(stamp, _)| stamp.at <= now)
    }
}
