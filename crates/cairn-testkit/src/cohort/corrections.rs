//! What is told of corrections, and of records that are one person, or none any more.

use cairn_domain::event::Replacement;
use cairn_domain::{Commitment, Event, PractitionerId};
use cairn_eventlog::PrivateFields;

use super::script::Person;

impl Person<'_> {
    /// What was remembered does not count, for a reason.
    pub fn voids(self, what: &str, reason: &str, when: &str) -> Self {
        let event = self.recall(what);
        self.corrects(when, reason, |reason| Event::Voided { event, reason })
    }

    /// The last payment should have been of another amount.
    pub fn amends_payment(self, what: &str, dollars: i64, reason: &str, when: &str) -> Self {
        let event = self.recall(what);
        let wrong = self.entries.iter().find(|entry| entry.wish.event_id == event);
        let wrong = &wrong.expect("a story amends what it told").wish;
        let (occurred_at, mut right) = (wrong.occurred_at, wrong.event.clone());
        if let Event::Paid { amount, .. } = &mut right {
            amount.minor = dollars * 100;
        }
        let to = Replacement { occurred_at, version: right.version(), event: Box::new(right) };
        self.corrects(when, reason, |reason| Event::Amended { event, to: to.clone(), reason })
    }

    fn corrects(self, when: &str, reason: &str, event: impl Fn(Commitment) -> Event) -> Self {
        // The commitment names the event's id, which telling it makes.
        let mut person = self.tell(when, event(Commitment([0; 32])));
        let sealed = person.commit("reason", reason);
        person.last().wish.event = event(sealed);
        person
    }

    pub fn linked(self, other: PractitionerId, when: &str) -> Self {
        self.tell(when, Event::Linked { other })
    }

    pub fn unlinked(self, other: PractitionerId, when: &str) -> Self {
        self.tell(when, Event::Unlinked { other })
    }

    /// Their personal data was erased: the commitments stay, what they commit to is gone.
    pub fn erased(self, when: &str) -> Self {
        let mut person = self.tell(when, Event::Erased {});
        for entry in &mut person.entries {
            entry.wish.private = PrivateFields::new();
        }
        person
    }
}
