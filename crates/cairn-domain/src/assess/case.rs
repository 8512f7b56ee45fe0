//! One question: this policy, this practitioner, this time.

use chrono::TimeDelta;

use crate::assess::finding::{Account, Evidence, Measured, Unit, Waived};
use crate::assess::{done, filings, sessions, tuition};
use crate::enrolment::Enrolment;
use crate::fact::Stamp;
use crate::policy::{Calendar, CheckedPolicy, Milestone, Requirement};
use crate::standing::Standing;
use crate::time::Instant;

/// What is taken for granted while measuring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Assume {
    /// Only what is settled.
    Strict,
    /// Pending evidence passes.
    Lenient,
    /// Pending evidence passes, and whatever can still happen does.
    PerfectFuture,
}

/// Returns the last instant before a deadline: from then on, nothing can still happen in time for it.
pub(super) fn last_before(deadline: Instant) -> Instant {
    deadline.checked_sub_signed(TimeDelta::microseconds(1)).unwrap_or(deadline)
}

#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub policy: &'a CheckedPolicy,
    pub calendar: &'a Calendar,
    pub who: &'a Standing,
    pub enrolment: &'a Enrolment,
    pub now: Instant,
}

impl Case<'_> {
    /// The same question at another time.
    pub fn at(self, now: Instant) -> Self {
        Self { now, ..self }
    }

    /// Tells whether something has happened yet.
    pub fn past(&self, stamp: Stamp) -> bool {
        stamp.at <= self.now
    }

    /// Tells whether something can still happen before a deadline: what can still happen happens after now, and time is
    /// kept to the microsecond. At the last microsecond of a day its deadlines have passed.
    pub fn open(&self, deadline: Instant) -> bool {
        self.now < last_before(deadline)
    }

    /// Returns the end of a rule's last day, or of the cohort's.
    pub fn end_of(&self, by: Option<chrono::NaiveDate>) -> Instant {
        self.policy.end_of(by)
    }

    /// Returns the waiver that meets a requirement: the first one by the authority that the policy names.
    pub fn waiver(&self, index: usize) -> Option<Waived> {
        let rule = self.policy.rule(index);
        let by = rule.waivable_by.as_ref()?;
        let waivers = self.enrolment.waivers.get(&rule.id)?;
        let waiver =
            waivers.iter().find(|waiver| waiver.authority == *by && self.past(waiver.stamp))?;
        Some(Waived { stamp: waiver.stamp, authority: waiver.authority.clone() })
    }

    /// Tells whether a requirement is met under an assumption.
    pub fn passes(&self, index: usize, assume: Assume) -> bool {
        self.waiver(index).is_some() || self.measure(index, assume, None).passes()
    }

    /// Measures a requirement under an assumption; notes the evidence where a place for it is given.
    pub fn measure(
        &self,
        index: usize,
        assume: Assume,
        evidence: Option<&mut Evidence>,
    ) -> Measured {
        let mut nowhere = Evidence::default();
        let notes = evidence.unwrap_or(&mut nowhere);
        match &self.policy.rule(index).asks {
            Requirement::All(_) => {
                self.gate(index, assume, self.policy.children(index).len(), notes)
            }
            Requirement::AtLeast { need, .. } => self.gate(index, assume, *need as usize, notes),
            Requirement::Sessions { need, of, presence, make_ups, excused, late: _ } => {
                sessions::Rule { need, of, presence, make_ups, excused }
                    .measure(self, assume, notes)
            }
            Requirement::Filings { need, within_days, each } => {
                filings::measure(self, (*need, *within_days, each), assume, notes)
            }
            Requirement::Absences { .. }
            | Requirement::Judgement { .. }
            | Requirement::Log { .. }
            | Requirement::Exam { .. } => {
                Measured { have: 0, need: 1, parts: Vec::new(), limit: false }
            }
            Requirement::Done { milestone, by, .. } => {
                let by = by.as_ref().and_then(crate::policy::Due::plain_day);
                done::milestone(self, milestone, by, assume, notes)
            }
            Requirement::Reviews { of, reviewers, .. } => {
                done::reviews(self, of, *reviewers, assume, notes)
            }
            Requirement::Prerequisite { any_of } => done::prerequisite(self, any_of, assume, notes),
            Requirement::Paid(price) => tuition::measure(self, price, assume, notes),
        }
    }

    fn gate(&self, index: usize, assume: Assume, need: usize, notes: &mut Evidence) -> Measured {
        let mut have = 0;
        for child in self.policy.children(index) {
            if let Some(waived) = self.waiver(*child) {
                notes.counts.insert(waived.stamp.position);
                have += 1;
            } else if self.measure(*child, assume, Some(&mut *notes)).passes() {
                have += 1;
            }
        }
        Measured {
            have,
            need: i64::try_from(need).unwrap_or(i64::MAX),
            parts: Vec::new(),
            limit: false,
        }
    }

    /// Returns what a requirement's measure counts.
    pub fn unit(&self, index: usize) -> Unit {
        match &self.policy.rule(index).asks {
            Requirement::All(_) | Requirement::AtLeast { .. } => Unit::Requirements,
            Requirement::Sessions { .. } | Requirement::Absences { .. } => Unit::Sessions,
            Requirement::Judgement { .. } => Unit::Reviewers,
            Requirement::Log { .. } | Requirement::Exam { .. } => Unit::Done,
            Requirement::Filings { .. } => Unit::Filings,
            Requirement::Done { milestone: Milestone::Retreat { .. }, .. } => Unit::Days,
            Requirement::Done { .. } | Requirement::Prerequisite { .. } => Unit::Done,
            Requirement::Reviews { .. } => Unit::Reviewers,
            Requirement::Paid(_) => Unit::Money(self.policy.policy().currency),
        }
    }

    /// Returns how many further opportunities can be missed, where missing one is a matter of counting.
    pub fn slack(&self, index: usize) -> Option<u32> {
        match &self.policy.rule(index).asks {
            Requirement::Sessions { need, of, presence, make_ups, excused, late: _ } => {
                Some(sessions::Rule { need, of, presence, make_ups, excused }.slack(self))
            }
            Requirement::Filings { need, within_days, each } => {
                Some(filings::slack(self, (*need, *within_days, each)))
            }
            _ => None,
        }
    }

    /// Returns the account, where the requirement asks for money.
    pub fn account(&self, index: usize) -> Option<Account> {
        match &self.policy.rule(index).asks {
            Requirement::Paid(price) => Some(tuition::account(self, price)),
            _ => None,
        }
    }
}
