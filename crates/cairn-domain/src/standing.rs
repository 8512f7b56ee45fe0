//! The fold: what a practitioner's facts make of them. Facts only, no policy, so that another policy never folds again.
//!
//! Every piece of evidence keeps its stamp. A question about an earlier time leaves out what has a later stamp, which
//! gives the same answer as folding only the earlier facts (a law of the rules tests).

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;

use crate::anomaly::{Anomaly, Oddity};
use crate::enrolment::{Credit, Enrolment};
use crate::event::Event;
use crate::fact::{Fact, Stamp};
use crate::ids::{CohortId, PractitionerId};

/// Where a practitioner stands, by their facts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Standing {
    /// What they do in each cohort.
    pub enrolments: BTreeMap<CohortId, Enrolment>,
    /// What was credited to them for any cohort.
    pub credits: Vec<Credit>,
    /// The zones they live in, as told.
    pub zones: Vec<(Stamp, Tz)>,
    /// Events that this binary cannot read: as long as there are any, nothing can be judged.
    pub unreadable: Vec<Stamp>,
    /// When personal data was erased.
    pub erased: Vec<Stamp>,
    /// What is odd and belongs to no cohort.
    pub anomalies: Vec<Anomaly>,
}

impl Standing {
    /// Folds facts, which must be in order of their stamps, into a standing.
    #[must_use]
    pub fn replay<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Self {
        facts.into_iter().fold(Self::default(), Self::evolve)
    }

    /// Takes in the next fact. Total: what is odd is kept and listed.
    #[must_use]
    pub fn evolve(mut self, fact: &Fact) -> Self {
        let stamp = fact.stamp;
        match &fact.event {
            Event::Identified { zone, .. } => self.zones.extend(zone.map(|zone| (stamp, zone))),
            Event::Erased {} => self.erased.push(stamp),
            Event::Credited { cohort: None, achievement } => {
                self.credits.push(Credit { stamp, achievement: achievement.clone() });
            }
            Event::Unknown => self.unreadable.push(stamp),
            // Which records are one person was decided before the fold; corrections were resolved before it too.
            Event::Linked { .. }
            | Event::Unlinked { .. }
            // Who somebody is in other people's files says nothing of what they did.
            | Event::Recognised { .. }
            | Event::Voided { .. }
            | Event::Amended { .. } => {}
            // A cohort's own events are folded by `CohortRecord`; here they can only be misplaced.
            Event::PolicyAdopted { .. }
            | Event::SessionHeld { .. }
            | Event::SessionCancelled { .. }
            | Event::SourceSaved { .. }
            | Event::FileImported { .. }
            | Event::RowQueued { .. }
            | Event::RowResolved { .. } => {
                self.anomalies.push(Anomaly { stamp, oddity: Oddity::Misplaced });
            }
            Event::Credited { cohort: Some(cohort), .. }
            | Event::Applied { cohort, .. }
            | Event::Admitted { cohort }
            | Event::Waitlisted { cohort }
            | Event::Declined { cohort }
            | Event::Withdrew { cohort }
            | Event::Deferred { cohort, .. }
            | Event::Paid { cohort, .. }
            | Event::Refunded { cohort, .. }
            | Event::TuitionAdjusted { cohort, .. }
            | Event::Attended { cohort, .. }
            | Event::Excused { cohort, .. }
            | Event::Reflected { cohort, .. }
            | Event::Submitted { cohort, .. }
            | Event::Reviewed { cohort, .. }
            | Event::RetreatCompleted { cohort, .. }
            | Event::Logged { cohort, .. }
            | Event::Examined { cohort, .. }
            | Event::Judged { cohort, .. }
            | Event::Waived { cohort, .. }
            | Event::Extended { cohort, .. }
            | Event::Certified { cohort, .. }
            | Event::Referred { cohort, .. }
            | Event::Refused { cohort }
            | Event::Suspended { cohort }
            | Event::Reinstated { cohort }
            | Event::Revoked { cohort }
            | Event::Appealed { cohort, .. }
            | Event::AppealDecided { cohort, .. } => {
                if let Some(enrolment) = self.enrolments.get_mut(cohort) {
                    enrolment.take_in(fact);
                } else {
                    let mut enrolment = Enrolment::default();
                    enrolment.take_in(fact);
                    self.enrolments.insert(cohort.clone(), enrolment);
                }
            }
        }
        self
    }

    /// Returns what the practitioner did in a cohort.
    #[must_use]
    pub fn in_cohort(&self, cohort: &CohortId) -> Option<&Enrolment> {
        self.enrolments.get(cohort)
    }
}

/// The links between records, as known: which records are one person.
///
/// A link says that two records were always of one person, whenever that was found out. It therefore counts like a
/// correction: from when it was recorded, at whatever day one looks.
#[must_use]
pub fn links<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> BTreeSet<PractitionerId> {
    let mut others = BTreeSet::new();
    // By position, not by occurrence: the last word counts.
    let mut said: Vec<_> = facts
        .into_iter()
        .filter_map(|fact| match fact.event {
            Event::Linked { other } => Some((fact.stamp.position, other, true)),
            Event::Unlinked { other } => Some((fact.stamp.position, other, false)),
            _ => None,
        })
        .collect();
    said.sort_by_key(|(position, ..)| *position);
    for (_, other, linked) in said {
        if linked {
            others.insert(other);
        } else {
            others.remove(&other);
        }
    }
    others
}
