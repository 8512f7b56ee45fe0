//! What a scribe writes down: an event of any kind, and corrections of what was written before.

use cairn_domain::event::{AdjustmentKind, AppealOutcome, Mode, Replacement, ReviewOutcome};
use cairn_domain::policy::{Milestone, Requirement};
use cairn_domain::{Commitment, Event, EventId};
use chrono::TimeDelta;
use std::collections::BTreeSet;
use uuid::Uuid;

use super::histories::Scribe;
use super::policies::{ITEMS, ROLES};
use super::{home_cohort, name, other_cohort};

impl Scribe<'_> {
    /// Something that a requirement of the policy looks at, so that much happens where it matters.
    pub(super) fn what_matters(&mut self) -> Event {
        let cohort = home_cohort();
        let session = self.session();
        match self.dice.pick(&self.policy.requirements).asks.clone() {
            Requirement::All(_)
            | Requirement::AtLeast { .. }
            | Requirement::Absences { .. }
            | Requirement::Judgement { .. }
            | Requirement::Log { .. }
            | Requirement::Exam { .. }
            | Requirement::Done {
                milestone: Milestone::Completed(_) | Milestone::Applied | Milestone::Admitted,
                ..
            } => self.observation(),
            Requirement::Sessions { .. } => match self.dice.below(7) {
                0 | 1 => Event::Excused { cohort, session },
                side => {
                    let mode = if side < 4 { Mode::Live } else { Mode::MakeUp };
                    let presence = self.presence(&session);
                    Event::Attended { cohort, session, mode, presence }
                }
            },
            Requirement::Filings { .. } => {
                Event::Reflected { cohort, session, facets: self.facets() }
            }
            Requirement::Done { milestone: Milestone::Submitted(item), .. } => {
                Event::Submitted { cohort, item }
            }
            Requirement::Done { milestone: Milestone::Retreat { .. }, .. } => {
                Event::RetreatCompleted { cohort, days: 1 + self.dice.below(6) }
            }
            Requirement::Reviews { of: item, .. } => {
                let reviewer = (*self.dice.pick(&["ada", "bob"])).to_owned();
                match self.dice.below(5) {
                    0 | 1 => Event::Submitted { cohort, item },
                    2 | 3 => Event::Reviewed {
                        cohort,
                        item,
                        reviewer,
                        outcome: ReviewOutcome::Returned,
                        capacity: None,
                    },
                    _ => Event::Reviewed {
                        cohort,
                        item,
                        reviewer,
                        outcome: ReviewOutcome::Accepted,
                        capacity: None,
                    },
                }
            }
            Requirement::Prerequisite { .. } => match self.dice.below(3) {
                0 => Event::Applied { cohort, team: None },
                _ => Event::Credited { cohort: None, achievement: "first  STEPS".to_owned() },
            },
            Requirement::Paid(_) => {
                let mut amount = self.amount();
                let kind = AdjustmentKind::Scholarship;
                match self.dice.below(8) {
                    0 => Event::Applied { cohort, team: None },
                    1 => Event::Admitted { cohort },
                    2 => Event::TuitionAdjusted { cohort, credit: amount, kind },
                    3 => {
                        amount.minor = -amount.minor;
                        Event::TuitionAdjusted { cohort, credit: amount, kind }
                    }
                    4 | 5 => Event::Refunded { cohort, amount, payment: None },
                    _ => Event::Paid { cohort, amount, reference: None },
                }
            }
        }
    }

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
        let to = Replacement { occurred_at, version: 1, event: Box::new(new) };
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
            Event::Waived { requirement, .. } => *requirement = self.requirement(),
            Event::Applied { cohort, .. } | Event::Admitted { cohort } => {
                *cohort = self.some_cohort();
            }
            Event::SessionHeld { .. } => new = self.held(),
            _ => {}
        }
        new
    }

    pub(super) fn observation(&mut self) -> Event {
        let cohort = self.some_cohort();
        let session = self.session();
        let item = name(self.dice.pick::<&str>(&ITEMS));
        let someone = Uuid::from_u128(u128::from(self.dice.below(3)));
        match self.dice.below(64) {
            0 => Event::Identified { name: None, email: None, zone: Some(self.stage.zone) },
            1 => Event::Linked { other: someone },
            2 => Event::Unlinked { other: someone },
            3 => Event::Erased {},
            4..=6 => Event::Applied { cohort, team: None },
            7..=9 => Event::Admitted { cohort },
            10 => Event::Waitlisted { cohort },
            11 => Event::Declined { cohort },
            12 => Event::Withdrew { cohort },
            13 => Event::Deferred { cohort, to: other_cohort() },
            14..=17 => Event::Paid { cohort, amount: self.amount(), reference: None },
            18..=20 => Event::Refunded { cohort, amount: self.amount(), payment: None },
            21 | 22 => {
                let mut credit = self.amount();
                credit.minor *= *self.dice.pick(&[1, -1]);
                let kinds = [
                    AdjustmentKind::Scholarship,
                    AdjustmentKind::Sponsorship,
                    AdjustmentKind::Correction,
                ];
                Event::TuitionAdjusted { cohort, credit, kind: *self.dice.pick(&kinds) }
            }
            23..=30 => {
                let mode = if self.dice.chance(55) { Mode::Live } else { Mode::MakeUp };
                let presence = self.presence(&session);
                Event::Attended { cohort, session, mode, presence }
            }
            31..=33 => Event::Excused { cohort, session },
            34..=38 => Event::Reflected { cohort, session, facets: self.facets() },
            39..=41 => Event::Submitted { cohort, item },
            42..=45 => Event::Reviewed {
                cohort,
                item,
                reviewer: (*self.dice.pick(&["ada", "bob", "cleo"])).to_owned(),
                outcome: *self.dice.pick(&[ReviewOutcome::Accepted, ReviewOutcome::Returned]),
                capacity: None,
            },
            46 | 47 => Event::RetreatCompleted { cohort, days: 1 + self.dice.below(6) },
            48 | 49 => Event::Credited {
                cohort: self.dice.chance(50).then_some(cohort),
                achievement: (*self.dice.pick(&["INTRO  workshop ", "First Steps", "Last Steps"]))
                    .to_owned(),
            },
            50..=52 => Event::Waived {
                cohort,
                requirement: self.requirement(),
                authority: name(self.dice.pick::<&str>(&ROLES)),
                granted_by: BTreeSet::new(),
                sessions: BTreeSet::new(),
                until: None,
            },
            53 => Event::Certified { cohort, receipt: None },
            54 => Event::Referred { cohort, requirements: BTreeSet::from([self.requirement()]) },
            55 => Event::Refused { cohort },
            56 => Event::Suspended { cohort },
            57 => Event::Reinstated { cohort },
            58 => Event::Revoked { cohort },
            59 => Event::Appealed { cohort, decision: someone },
            60 => Event::AppealDecided {
                cohort,
                appeal: someone,
                outcome: *self.dice.pick(&[AppealOutcome::Upheld, AppealOutcome::Overturned]),
            },
            61 => Event::SessionCancelled { session },
            62 => Event::SessionHeld {
                session,
                from: self.stage.moments[0],
                to: self.stage.moments[3],
            },
            _ if self.dice.chance(30) => Event::Unknown,
            _ => Event::Suspended { cohort },
        }
    }
}
