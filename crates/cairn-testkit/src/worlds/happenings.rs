//! What a scribe writes down: an event of any kind, often one that a requirement looks at.

use cairn_domain::Event;
use cairn_domain::event::{AdjustmentKind, AppealOutcome, Mode, ReviewOutcome};
use cairn_domain::policy::{Milestone, Requirement};
use std::collections::BTreeSet;
use uuid::Uuid;

use super::histories::Scribe;
use super::policies::ITEMS;
use super::{home_cohort, name, other_cohort};

impl Scribe<'_> {
    /// Something that a requirement of the policy looks at, so that much happens where it matters.
    pub(super) fn what_matters(&mut self) -> Event {
        let cohort = home_cohort();
        let session = self.session();
        if self.dice.chance(15) {
            return if self.dice.chance(50) { self.waiver() } else { self.extension() };
        }
        match self.dice.pick(&self.policy.requirements).asks.clone() {
            Requirement::All(_) | Requirement::AtLeast { .. } => self.observation(),
            Requirement::Sessions { .. } | Requirement::Absences { .. } => {
                match self.dice.below(7) {
                    0 | 1 => Event::Excused { cohort, session },
                    side => {
                        let mode = if side < 4 { Mode::Live } else { Mode::MakeUp };
                        let presence = self.presence(&session);
                        Event::Attended { cohort, session, mode, presence }
                    }
                }
            }
            Requirement::Filings { .. } => {
                Event::Reflected { cohort, session, facets: self.facets() }
            }
            Requirement::Done { milestone, .. } => match milestone {
                Milestone::Submitted(item) => Event::Submitted { cohort, item },
                Milestone::Retreat { .. } => {
                    Event::RetreatCompleted { cohort, days: 1 + self.dice.below(6) }
                }
                Milestone::Completed(_) => {
                    Event::Credited { cohort: Some(cohort), achievement: self.achievement() }
                }
                Milestone::Applied => Event::Applied { cohort, team: None },
                Milestone::Admitted => Event::Admitted { cohort },
            },
            Requirement::Reviews { of: item, .. } => {
                let reviewer = (*self.dice.pick(&["ada", "bob"])).to_owned();
                let outcome = match self.dice.below(5) {
                    0 | 1 => return Event::Submitted { cohort, item },
                    2 | 3 => ReviewOutcome::Returned,
                    _ => ReviewOutcome::Accepted,
                };
                let capacity = self.perhaps_a_capacity();
                Event::Reviewed { cohort, item, reviewer, outcome, capacity }
            }
            Requirement::Judgement { .. } => self.judged(),
            Requirement::Log { .. } => self.logged(),
            Requirement::Exam { of: item, .. } => {
                Event::Examined { cohort, item, outcome: self.exam_outcome() }
            }
            Requirement::Prerequisite { .. } => match self.dice.below(3) {
                0 => Event::Applied { cohort, team: None },
                _ => Event::Credited { cohort: None, achievement: "first  STEPS".to_owned() },
            },
            Requirement::Paid(_) => self.about_money(),
        }
    }

    fn achievement(&mut self) -> String {
        (*self.dice.pick(&["INTRO  workshop ", "First Steps", "Last Steps"])).to_owned()
    }

    fn about_money(&mut self) -> Event {
        let cohort = home_cohort();
        let mut amount = self.amount();
        let kind = AdjustmentKind::Scholarship;
        match self.dice.below(9) {
            0 => Event::Applied { cohort, team: None },
            1 => Event::Admitted { cohort },
            2 => Event::TuitionAdjusted { cohort, credit: amount, kind },
            3 => {
                amount.minor = -amount.minor;
                Event::TuitionAdjusted { cohort, credit: amount, kind }
            }
            4 | 5 => Event::Refunded { cohort, amount, payment: None },
            6 => Event::Withdrew { cohort },
            _ => Event::Paid { cohort, amount, reference: None },
        }
    }

    pub(super) fn observation(&mut self) -> Event {
        let cohort = self.some_cohort();
        let session = self.session();
        let item = name(self.dice.pick::<&str>(&ITEMS));
        let someone = Uuid::from_u128(u128::from(self.dice.below(3)));
        match self.dice.below(84) {
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
                capacity: self.perhaps_a_capacity(),
            },
            46 | 47 => Event::RetreatCompleted { cohort, days: 1 + self.dice.below(6) },
            48 | 49 => Event::Credited {
                cohort: self.dice.chance(50).then_some(cohort),
                achievement: self.achievement(),
            },
            50..=52 | 81.. => self.waiver(),
            53 => Event::Certified { cohort, receipt: None },
            54 => Event::Referred { cohort, requirements: BTreeSet::from([self.requirement()]) },
            55 => Event::Refused { cohort },
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
            63 if self.dice.chance(30) => Event::Unknown,
            56 | 63 => Event::Suspended { cohort },
            64..=69 => self.logged(),
            70..=73 => self.examined(),
            74..=76 => self.judged(),
            77..=80 => self.extension(),
        }
    }
}
