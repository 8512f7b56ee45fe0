//! What each kind of event makes of an enrolment.

use crate::anomaly::Oddity;
use crate::enrolment::{
    Appeal, Attempt, Credit, Done, Enrolment, Extension, Filed, Judgement, MovementKind,
    RetreatDays, Review, Seen, Waiver,
};
use crate::event::Event;
use crate::fact::Fact;
use crate::state::Step;

impl Enrolment {
    /// Takes in a fact that names this cohort; what names none changes nothing. Every kind of event is thought about here or
    /// in [`crate::Standing`].
    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each kind of event, so that a new one is thought about"
    )]
    pub fn take_in(&mut self, fact: &Fact) {
        let stamp = fact.stamp;
        match &fact.event {
            Event::Applied { team, .. } => {
                self.applications.push(stamp);
                self.teams.extend(team.clone().map(|team| (stamp, team)));
                self.step(stamp, Step::Apply);
            }
            Event::Admitted { .. } => {
                self.admissions.push(stamp);
                self.step(stamp, Step::Admit);
            }
            Event::Waitlisted { .. } => self.step(stamp, Step::Waitlist),
            Event::Declined { .. } => self.step(stamp, Step::Decline),
            Event::Withdrew { .. } => self.step(stamp, Step::Withdraw),
            Event::Deferred { to, .. } => {
                self.deferrals.push((stamp, to.clone()));
                self.step(stamp, Step::Defer);
            }
            Event::Paid { amount, reference, .. } => {
                self.pay(stamp, *amount, reference.as_deref());
            }
            Event::Refunded { amount, .. } => self.refund(stamp, *amount),
            Event::TuitionAdjusted { credit, .. } => {
                self.movement(stamp, MovementKind::Adjustment, *credit);
            }
            Event::Attended { session, mode, presence, .. } => {
                self.needs_seat(stamp);
                let seen = Seen { stamp, mode: *mode, presence: presence.clone() };
                self.attendance.entry(session.clone()).or_default().push(seen);
            }
            Event::Excused { session, .. } => {
                self.excused.entry(session.clone()).or_default().push(stamp);
            }
            Event::Reflected { session, facets, .. } => {
                self.needs_seat(stamp);
                self.reflections
                    .entry(session.clone())
                    .or_default()
                    .push(Filed { stamp, facets: facets.clone() });
            }
            Event::Submitted { item, .. } => {
                self.needs_seat(stamp);
                self.submissions.entry(item.clone()).or_default().push(stamp);
            }
            Event::Reviewed { item, reviewer, outcome, capacity, .. } => {
                if !self.submissions.contains_key(item) {
                    self.odd(stamp, Oddity::ReviewedBeforeSubmitted);
                }
                let (reviewer, capacity) = (reviewer.clone(), capacity.clone());
                let review = Review { stamp, reviewer, outcome: *outcome, capacity };
                self.reviews.entry(item.clone()).or_default().push(review);
            }
            Event::RetreatCompleted { days, .. } => {
                self.needs_seat(stamp);
                self.retreats.push(RetreatDays { stamp, days: *days });
            }
            Event::Credited { achievement, .. } => {
                self.credits.push(Credit { stamp, achievement: achievement.clone() });
            }
            Event::Logged { activity, amount, with, reported, .. } => {
                let (activity, with) = (activity.clone(), with.clone());
                let (amount, reported) = (*amount, *reported);
                self.logged.push(Done { stamp, activity, amount, with, reported });
            }
            Event::Examined { item, outcome, .. } => {
                let attempt = Attempt { stamp, outcome: *outcome };
                self.attempts.entry(item.clone()).or_default().push(attempt);
            }
            Event::Judged { question, judge, capacity, outcome, .. } => {
                let (judge, capacity) = (judge.clone(), capacity.clone());
                let judgement = Judgement { stamp, judge, capacity, outcome: *outcome };
                self.judgements.entry(question.clone()).or_default().push(judgement);
            }
            Event::Extended { requirement, to, authority, session, .. } => {
                let (authority, session) = (authority.clone(), session.clone());
                let extension = Extension { stamp, authority, to: *to, session };
                self.extensions.entry(requirement.clone()).or_default().push(extension);
            }
            Event::Waived { requirement, authority, granted_by, sessions, until, .. } => {
                let waiver = Waiver {
                    stamp,
                    authority: authority.clone(),
                    granted_by: granted_by.clone(),
                    sessions: sessions.clone(),
                    until: *until,
                };
                self.waivers.entry(requirement.clone()).or_default().push(waiver);
            }
            Event::Certified { .. } => self.step(stamp, Step::Certify),
            Event::Referred { requirements, .. } => {
                self.referrals.push((stamp, requirements.clone()));
                self.step(stamp, Step::Refer);
            }
            Event::Refused { .. } => self.step(stamp, Step::Refuse),
            Event::Suspended { .. } => self.step(stamp, Step::Suspend),
            Event::Reinstated { .. } => self.step(stamp, Step::Reinstate),
            Event::Revoked { .. } => self.step(stamp, Step::Revoke),
            Event::Appealed { decision, .. } => {
                self.appeals.push(Appeal { stamp, against: *decision });
            }
            Event::AppealDecided { outcome, .. } => {
                if self.appeals.len() <= self.appeal_decisions.len() {
                    self.odd(stamp, Oddity::NoSuchAppeal);
                }
                self.appeal_decisions.push((stamp, *outcome));
            }
            // These name no cohort of a practitioner's; `Standing::evolve` has dealt with them.
            Event::Identified { .. }
            | Event::Linked { .. }
            | Event::Unlinked { .. }
            | Event::Erased {}
            | Event::Recognised { .. }
            | Event::PolicyAdopted { .. }
            | Event::SessionHeld { .. }
            | Event::SessionCancelled { .. }
            | Event::SourceSaved { .. }
            | Event::FileImported { .. }
            | Event::RowQueued { .. }
            | Event::RowResolved { .. }
            | Event::Voided { .. }
            | Event::Amended { .. }
            | Event::Unknown => {}
        }
    }
}
