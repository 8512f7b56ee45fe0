//! What a practitioner does in one cohort, by their facts.

mod take_in;

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use crate::anomaly::{Anomaly, Oddity};
use crate::event::AppealOutcome;
pub use crate::evidence::{
    Appeal, Attempt, Credit, Done, Extension, Filed, Judgement, Movement, MovementKind,
    RetreatDays, Review, Seen, Waiver,
};
use crate::fact::Stamp;
use crate::ids::{CohortId, Item, RequirementId, SessionId, Team};
use crate::money::Money;
use crate::state::{State, Step};
use crate::time::Instant;

/// What a practitioner does in one cohort, each piece of evidence with its stamp, in order of time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Enrolment {
    /// The states passed through, each with the event that led to it.
    pub states: Vec<(Stamp, State)>,
    /// The teams applied with.
    pub teams: Vec<(Stamp, Team)>,
    /// The cohorts they were deferred to.
    pub deferrals: Vec<(Stamp, CohortId)>,
    /// Applications.
    pub applications: Vec<Stamp>,
    /// Admissions.
    pub admissions: Vec<Stamp>,
    /// The account.
    pub movements: Vec<Movement>,
    references: BTreeSet<String>,
    /// Attendance by session.
    pub attendance: BTreeMap<SessionId, Vec<Seen>>,
    /// Excused absences by session.
    pub excused: BTreeMap<SessionId, Vec<Stamp>>,
    /// Reflections by session.
    pub reflections: BTreeMap<SessionId, Vec<Filed>>,
    /// What was handed in.
    pub submissions: BTreeMap<Item, Vec<Stamp>>,
    /// What reviewers said of it.
    pub reviews: BTreeMap<Item, Vec<Review>>,
    /// Retreats completed.
    pub retreats: Vec<RetreatDays>,
    /// What was credited for this cohort.
    pub credits: Vec<Credit>,
    /// Amounts of things done.
    pub logged: Vec<Done>,
    /// Attempts by examination.
    pub attempts: BTreeMap<Item, Vec<Attempt>>,
    /// Answers by question.
    pub judgements: BTreeMap<Item, Vec<Judgement>>,
    /// Extensions by requirement.
    pub extensions: BTreeMap<RequirementId, Vec<Extension>>,
    /// Waivers by requirement.
    pub waivers: BTreeMap<RequirementId, Vec<Waiver>>,
    /// What the committee asked to come back with, each time.
    pub referrals: Vec<(Stamp, BTreeSet<RequirementId>)>,
    /// Appeals.
    pub appeals: Vec<Appeal>,
    /// How appeals were decided.
    pub appeal_decisions: Vec<(Stamp, AppealOutcome)>,
    /// What is odd.
    pub anomalies: Vec<Anomaly>,
}

impl Enrolment {
    /// Returns the state at a point in time.
    #[must_use]
    pub fn state(&self, now: Instant) -> State {
        self.step_at(now).map_or(State::Unknown, |(_, state)| state)
    }

    /// Returns the application that decides: the last that began an enrolment, or the first of all.
    ///
    /// A second application by somebody who is an applicant, or has a seat, begins nothing.
    #[must_use]
    pub fn application(&self, now: Instant) -> Option<Stamp> {
        let begun = self.states.iter().rev();
        let begun = begun.filter(|(stamp, state)| stamp.at <= now && *state == State::Applied);
        let first = self.applications.iter().find(|stamp| stamp.at <= now);
        begun.map(|(stamp, _)| *stamp).next().or(first.copied())
    }

    /// Returns the decision to certify that holds: a suspension that was lifted does not make it another.
    #[must_use]
    pub fn certified(&self, now: Instant) -> Option<Stamp> {
        let mut before = State::Unknown;
        let mut decided = None;
        for (stamp, state) in self.states.iter().filter(|(stamp, _)| stamp.at <= now) {
            let lifted = matches!(before, State::Suspended | State::Revoked);
            if *state == State::Certified && !lifted {
                decided = Some(*stamp);
            }
            before = *state;
        }
        decided
    }

    /// Returns the cohort that they were last deferred to.
    #[must_use]
    pub fn deferred_to(&self, now: Instant) -> Option<&CohortId> {
        self.deferrals.iter().rev().find(|(stamp, _)| stamp.at <= now).map(|(_, to)| to)
    }

    /// Returns the state that a suspension or revocation interrupted: the last one that was neither.
    #[must_use]
    pub fn interrupted(&self, now: Instant) -> State {
        let halted = |state: State| matches!(state, State::Suspended | State::Revoked);
        let last =
            self.states.iter().rev().find(|(stamp, state)| stamp.at <= now && !halted(*state));
        last.map_or(State::Unknown, |(_, state)| *state)
    }

    /// Returns the event that led to the state at a point in time.
    #[must_use]
    pub fn state_since(&self, now: Instant) -> Option<Stamp> {
        self.step_at(now).map(|(stamp, _)| stamp)
    }

    fn step_at(&self, now: Instant) -> Option<(Stamp, State)> {
        self.states.iter().rev().find(|(stamp, _)| stamp.at <= now).copied()
    }

    fn latest(&self) -> State {
        self.states.last().map_or(State::Unknown, |(_, state)| *state)
    }

    fn step(&mut self, stamp: Stamp, step: Step) {
        let from = self.latest();
        let outcome = from.after(step, self.interrupted(stamp.at));
        if !outcome.expected {
            self.odd(stamp, Oddity::OutOfOrder { from, step });
        }
        if outcome.to != from {
            self.states.push((stamp, outcome.to));
        }
    }

    fn odd(&mut self, stamp: Stamp, oddity: Oddity) {
        self.anomalies.push(Anomaly { stamp, oddity });
    }

    fn needs_seat(&mut self, stamp: Stamp) {
        let seated = matches!(
            self.latest(),
            State::Admitted
                | State::Referred
                | State::Suspended
                | State::Certified
                | State::Revoked
        );
        if !seated {
            self.odd(stamp, Oddity::WithoutSeat);
        }
    }

    fn movement(&mut self, stamp: Stamp, kind: MovementKind, credit: Money) {
        self.movements.push(Movement { stamp, kind, credit });
    }

    fn net(&self, currency: crate::money::Currency) -> i128 {
        let same = self.movements.iter().filter(|movement| movement.credit.currency == currency);
        same.map(|movement| i128::from(movement.credit.minor)).sum()
    }

    fn paid_before(&self, stamp: Stamp, amount: Money) -> bool {
        let within_a_day = |other: Stamp| stamp.at - other.at < TimeDelta::days(1);
        let payments =
            self.movements.iter().filter(|movement| movement.kind == MovementKind::Payment);
        payments.into_iter().any(|payment| payment.credit == amount && within_a_day(payment.stamp))
    }

    fn pay(&mut self, stamp: Stamp, amount: Money, reference: Option<&str>) {
        let again = match reference {
            Some(reference) => !self.references.insert(reference.to_owned()),
            None => self.paid_before(stamp, amount),
        };
        if again {
            self.odd(stamp, Oddity::PaidTwice);
        }
        self.movement(stamp, MovementKind::Payment, amount);
    }

    fn refund(&mut self, stamp: Stamp, amount: Money) {
        if self.net(amount.currency) < i128::from(amount.minor) {
            self.odd(stamp, Oddity::RefundedMoreThanPaid);
        }
        let credit = Money { minor: amount.minor.saturating_neg(), ..amount };
        self.movement(stamp, MovementKind::Refund, credit);
    }
}
