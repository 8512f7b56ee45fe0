//! What is told of coming, going, paying and being judged.

use std::collections::BTreeSet;

use cairn_domain::event::{AdjustmentKind, AppealOutcome, ReviewOutcome};
use cairn_domain::policy::Requirement;
use cairn_domain::{CohortId, Currency, Event, Money, RequirementId, Role, Team};

use super::script::Person;

/// The day of the committee's first sitting after the year.
pub(super) const FIRST_SITTING: &str = "2026-08-20";
/// The second.
pub(super) const SECOND_SITTING: &str = "2026-09-17";
/// The day on which appeals were heard.
pub(super) const APPEALS: &str = "2026-10-15";

/// Returns dollars as the log keeps them.
fn dollars(amount: i64, currency: Currency) -> Money {
    Money { minor: amount * 100, currency }
}

impl Person<'_> {
    fn cohort(&self) -> CohortId {
        self.term.cohort.clone()
    }

    // --- coming and going ---

    /// Completed the introductory workshop, under one of its published names.
    pub fn workshop(mut self, day: &str) -> Self {
        let names = self.term.workshops();
        let name = self.chance.one_of(&names).clone();
        self.credited(&name, day)
    }

    /// Completed something elsewhere or earlier; it was written down when the record was opened.
    pub fn credited(mut self, achievement: &str, day: &str) -> Self {
        let told = self.entries[0].recorded_at + self.chance.minutes(2, 6);
        let event = Event::Credited { cohort: None, achievement: achievement.to_owned() };
        let at = super::when::occurred(day, self.zone);
        self.put_at(at, told, event);
        self
    }

    pub fn applies(self, when: &str) -> Self {
        let event = Event::Applied { cohort: self.cohort(), team: None };
        self.tell(when, event)
    }

    pub fn applies_with(self, team: &str, when: &str) -> Self {
        let team = Some(Team::new(team).expect("a story's teams have names"));
        let event = Event::Applied { cohort: self.cohort(), team };
        self.tell(when, event)
    }

    pub fn admitted(self, day: &str) -> Self {
        let event = Event::Admitted { cohort: self.cohort() };
        self.tell(day, event)
    }

    pub fn waitlisted(self, day: &str) -> Self {
        let event = Event::Waitlisted { cohort: self.cohort() };
        self.tell(day, event)
    }

    pub fn declined(self, day: &str) -> Self {
        let event = Event::Declined { cohort: self.cohort() };
        self.tell(day, event)
    }

    pub fn withdraws(self, when: &str) -> Self {
        let event = Event::Withdrew { cohort: self.cohort() };
        self.tell(when, event)
    }

    pub fn deferred(self, to: &CohortId, day: &str) -> Self {
        let event = Event::Deferred { cohort: self.cohort(), to: to.clone() };
        self.tell(day, event)
    }

    /// Workshop, application and seat, as most have it.
    pub fn joins(self, applies: &str) -> Self {
        self.workshop("2024-11-08").applies(applies).admitted("2025-07-10")
    }

    // --- paying ---

    pub fn pays(mut self, amount: i64, when: &str) -> Self {
        let reference = Some(format!("tx-{:08}", self.chance.between(1, 99_999_999)));
        let amount = dollars(amount, self.term.currency());
        let event = Event::Paid { cohort: self.cohort(), amount, reference };
        self.tell(when, event)
    }

    /// The payment that was remembered, or part of it, goes back.
    pub fn refunded(self, amount: i64, payment: &str, day: &str) -> Self {
        let payment = Some(self.recall(payment));
        let amount = dollars(amount, self.term.currency());
        let event = Event::Refunded { cohort: self.cohort(), amount, payment };
        self.tell(day, event)
    }

    pub fn adjusted(self, amount: i64, kind: AdjustmentKind, day: &str) -> Self {
        let credit = dollars(amount, self.term.currency());
        let event = Event::TuitionAdjusted { cohort: self.cohort(), credit, kind };
        self.tell(day, event)
    }

    // --- being judged ---

    pub fn waived(self, asks: impl Fn(&Requirement) -> bool, by: &str, day: &str) -> Self {
        let requirement = self.term.requirement(asks);
        let authority = Role::new(by).expect("a story's authorities have names");
        let event = Event::Waived {
            cohort: self.cohort(),
            requirement,
            authority,
            granted_by: BTreeSet::new(),
            sessions: BTreeSet::new(),
            until: None,
        };
        self.tell(day, event)
    }

    pub fn certified(self, day: &str) -> Self {
        let event = Event::Certified { cohort: self.cohort(), receipt: None };
        self.tell(day, event)
    }

    pub fn referred(self, asks: impl Fn(&Requirement) -> bool, day: &str) -> Self {
        let requirements: [RequirementId; 1] = [self.term.requirement(asks)];
        let event = Event::Referred {
            cohort: self.cohort(),
            requirements: requirements.into_iter().collect(),
        };
        self.tell(day, event)
    }

    pub fn refused(self, day: &str) -> Self {
        let event = Event::Refused { cohort: self.cohort() };
        self.tell(day, event)
    }

    pub fn suspended(self, day: &str) -> Self {
        let event = Event::Suspended { cohort: self.cohort() };
        self.tell(day, event)
    }

    pub fn reinstated(self, day: &str) -> Self {
        let event = Event::Reinstated { cohort: self.cohort() };
        self.tell(day, event)
    }

    pub fn revoked(self, day: &str) -> Self {
        let event = Event::Revoked { cohort: self.cohort() };
        self.tell(day, event)
    }

    pub fn appeals(self, decision: &str, when: &str) -> Self {
        let decision = self.recall(decision);
        let event = Event::Appealed { cohort: self.cohort(), decision };
        self.tell(when, event)
    }

    pub fn appeal_decided(self, appeal: &str, outcome: AppealOutcome, day: &str) -> Self {
        let appeal = self.recall(appeal);
        let event = Event::AppealDecided { cohort: self.cohort(), appeal, outcome };
        self.tell(day, event)
    }

    // --- work ---

    pub fn hands_in(self, when: &str) -> Self {
        let event = Event::Submitted { cohort: self.cohort(), item: self.term.work() };
        self.tell(when, event)
    }

    pub fn accepted_by(self, reviewer: &str, day: &str) -> Self {
        self.reviewed(reviewer, ReviewOutcome::Accepted, day)
    }

    pub fn returned_by(self, reviewer: &str, day: &str) -> Self {
        self.reviewed(reviewer, ReviewOutcome::Returned, day)
    }

    fn reviewed(self, reviewer: &str, outcome: ReviewOutcome, day: &str) -> Self {
        let reviewer = format!("{reviewer}@example.org");
        let event = Event::Reviewed {
            cohort: self.cohort(),
            item: self.term.work(),
            reviewer,
            outcome,
            capacity: None,
        };
        self.tell(day, event)
    }

    pub fn retreat(self, days: u32) -> Self {
        let event = Event::RetreatCompleted { cohort: self.cohort(), days };
        self.tell("2026-05-08", event)
    }

    /// Retreat, project and two reviewers who accept it, as most have it.
    pub fn finishes(mut self) -> Self {
        let days = u32::try_from(self.chance.between(5, 6)).unwrap_or(5);
        let handed_in = format!(
            "2026-06-{:02}T17:{:02}",
            self.chance.between(2, 28),
            self.chance.between(0, 59)
        );
        let [first, second] =
            [10, 19].map(|from| format!("2026-07-{}", from + self.chance.between(0, 8)));
        self.retreat(days)
            .hands_in(&handed_in)
            .accepted_by("reviewer.lund", &first)
            .accepted_by("reviewer.ferreira", &second)
    }
}
