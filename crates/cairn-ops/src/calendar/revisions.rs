//! How often a session was changed: calendars that were handed out follow the highest number, so that it must never fall.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::{CohortId, Event, EventId, SessionId, StreamId};

use crate::failure::Failure;
use crate::ledger::{Ledger, recorded};

/// How often each session of a cohort was changed by what is on record.
///
/// Counted is what was written down, not what counts today: a cancellation that was taken back is two changes, not none.
#[derive(Debug, Default)]
pub(super) struct Revisions {
    policies: usize,
    sessions: BTreeMap<SessionId, usize>,
}

impl Revisions {
    /// Counts what is on record of a cohort, as known.
    pub fn read(ledger: &Ledger<'_>, cohort: &CohortId) -> Result<Self, Failure> {
        let mut counted = Self::default();
        let mut about: BTreeMap<EventId, About> = BTreeMap::new();
        for envelope in ledger.log.stream(&StreamId::Cohort(cohort.clone()))? {
            let beyond = envelope.position > ledger.known_to
                || envelope.recorded_at > ledger.horizon.known_at;
            if beyond {
                continue;
            }
            let event = recorded(envelope.borrowed())?.event;
            let concerns = match &event {
                Event::Voided { event, .. } => about.get(event).cloned().unwrap_or_default(),
                Event::Amended { event, to, .. } => {
                    about.get(event).cloned().unwrap_or_default().and(About::event(&to.event))
                }
                other => About::event(other),
            };
            counted.policies += usize::from(concerns.all);
            for session in &concerns.sessions {
                *counted.sessions.entry(session.clone()).or_insert(0) += 1;
            }
            about.insert(envelope.event_id, concerns);
        }
        Ok(counted)
    }

    /// Returns how often a session was changed since its first policy was adopted.
    pub fn of(&self, session: &SessionId) -> usize {
        self.policies.saturating_sub(1) + self.sessions.get(session).copied().unwrap_or(0)
    }
}

/// Which sessions an event is about.
#[derive(Debug, Clone, Default)]
struct About {
    all: bool,
    sessions: BTreeSet<SessionId>,
}

impl About {
    fn event(event: &Event) -> Self {
        match event {
            Event::PolicyAdopted { .. } => Self { all: true, sessions: BTreeSet::new() },
            Event::SessionHeld { session, .. } | Event::SessionCancelled { session } => {
                Self { all: false, sessions: BTreeSet::from([session.clone()]) }
            }
            _ => Self::default(),
        }
    }

    fn and(mut self, other: Self) -> Self {
        self.all |= other.all;
        self.sessions.extend(other.sessions);
        self
    }
}
