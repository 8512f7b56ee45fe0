//! Corrections of what was written before: of anything, of a correction, of another type, of nothing, of what comes later.

use cairn_domain::event::{Mode, Replacement};
use cairn_domain::{Commitment, Event, EventId};
use chrono::TimeDelta;
use uuid::Uuid;

use super::histories::Scribe;

impl Scribe<'_> {
    pub(super) fn held(&mut self) -> Event {
        let session = self.session();
        let planned = self.window(&session);
        let late = TimeDelta::minutes(*self.dice.pick(&[-30, 0, 30, 24 * 60, 48 * 60]));
        let longer = TimeDelta::minutes(*self.dice.pick(&[0, 15, -40]));
        let from = planned.from + late;
        let to = (planned.to + late + longer).max(from + TimeDelta::minutes(1));
        Event::SessionHeld { session, from, to }
    }

    /// A void or an amendment: of anything, of a correction, of another type, of nothing, of what comes later.
    pub(super) fn correction(&mut self, of_cohort: bool) -> Event {
        let reason = Commitment([7; 32]);
        let stream = if of_cohort { &self.cohort } else { &self.person };
        let targets: Vec<(EventId, Event)> =
            stream.iter().map(|each| (each.id, each.event.clone())).collect();
        if targets.is_empty() || self.dice.chance(4) {
            let later = u128::from(self.position) + 2;
            let event = Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0000 + later);
            return Event::Voided { event, reason };
        }
        // Often what is newest, so that chains come up.
        let from = if self.dice.chance(50) { targets.len().saturating_sub(3) } else { 0 };
        let (event, old) = self.dice.pick(&targets[from..]).clone();
        if self.dice.chance(55) {
            return Event::Voided { event, reason };
        }
        let new = if self.dice.chance(15) { self.observation() } else { self.like(&old) };
        let occurred_at = self.some_time();
        let to = Replacement { occurred_at, version: new.version(), event: Box::new(new) };
        Event::Amended { event, to, reason }
    }

    /// An event of the same type that says something else, where there is something else to say.
    fn like(&mut self, old: &Event) -> Event {
        let mut new = old.clone();
        match &mut new {
            Event::Paid { amount, .. } | Event::Refunded { amount, .. } => *amount = self.amount(),
            Event::Attended { session, mode, presence, .. } => {
                *mode = *self.dice.pick(&[Mode::Live, Mode::MakeUp]);
                *presence = self.presence(&session.clone());
            }
            Event::Reflected { facets, .. } => *facets = self.facets(),
            Event::RetreatCompleted { days, .. } => *days = 1 + self.dice.below(6),
            Event::Waived { .. } => new = self.waiver(),
            Event::Extended { .. } => new = self.extension(),
            Event::Logged { .. } => new = self.logged(),
            Event::Examined { outcome, .. } => *outcome = self.exam_outcome(),
            Event::Judged { outcome, .. } => *outcome = self.ruling(),
            Event::Applied { cohort, .. } | Event::Admitted { cohort } => {
                *cohort = self.some_cohort();
            }
            Event::SessionHeld { .. } => new = self.held(),
            _ => {}
        }
        new
    }
}
