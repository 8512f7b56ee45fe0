//! Decisions are ours: each is checked against the standing and the assessment, and may be refused.

mod favours;
mod refusal;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::assess::{Assessment, Finding, Status, Unit, Verdict, assess, closes};
use crate::event::{AppealOutcome, Event, Receipt};
use crate::ids::{CohortId, EventId, RequirementId, Role, SessionId};
use crate::money::Money;
use crate::policy::{Calendar, CheckedPolicy};
use crate::standing::Standing;
use crate::state::Step;
use crate::time::Instant;

use favours::{extendable, known, waivable};
pub use refusal::Refusal;

/// A decision that somebody wishes to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Give them a seat.
    Admit,
    /// Put them on the waiting list.
    Waitlist,
    /// Turn the application down.
    Decline,
    /// Move their place to another cohort.
    Defer {
        /// Which.
        to: CohortId,
    },
    /// Waive a requirement, or some sessions of it.
    Waive {
        /// Which.
        requirement: RequirementId,
        /// By whose authority.
        authority: Role,
        /// The people who grant it.
        granted_by: BTreeSet<String>,
        /// The sessions that it is about; none: the whole requirement.
        sessions: BTreeSet<SessionId>,
        /// The last day on which it holds.
        until: Option<NaiveDate>,
    },
    /// Move a requirement's last day.
    Extend {
        /// Which.
        requirement: RequirementId,
        /// Its last day from now on.
        to: NaiveDate,
        /// By whose authority.
        authority: Role,
        /// The session that it is about; absent: all that the requirement asks.
        session: Option<SessionId>,
    },
    /// Certify.
    Certify {
        /// What it rests on.
        receipt: Option<Box<Receipt>>,
    },
    /// Not yet: come back with …
    Refer {
        /// The requirements to come back with.
        requirements: BTreeSet<RequirementId>,
    },
    /// Do not certify.
    Refuse,
    /// Put on hold.
    Suspend,
    /// Lift a suspension, a revocation, or a refusal that fell on appeal.
    Reinstate,
    /// Take the certificate back.
    Revoke,
    /// Decide an appeal.
    DecideAppeal {
        /// The appeal.
        appeal: EventId,
        /// What becomes of it.
        outcome: AppealOutcome,
    },
}

/// Decides on a wish by what was true at `now`: the event to record, or why not. `open_appeals` are those of this cohort that
/// count and that nothing was decided on yet.
pub fn decide(
    wish: Decision,
    policy: &CheckedPolicy,
    calendar: &Calendar,
    who: &Standing,
    now: Instant,
    open_appeals: &BTreeSet<EventId>,
) -> Result<Event, Refusal> {
    let found = &assess(policy, calendar, who, now);
    let cohort = policy.policy().cohort.clone();
    let follows = |step: Step| {
        if found.state.after(step, found.interrupted).expected {
            Ok(())
        } else {
            Err(Refusal::DoesNotFollow { from: found.state, step })
        }
    };
    Ok(match wish {
        Decision::Admit => follows(Step::Admit).map(|()| Event::Admitted { cohort })?,
        Decision::Waitlist => follows(Step::Waitlist).map(|()| Event::Waitlisted { cohort })?,
        Decision::Decline => follows(Step::Decline).map(|()| Event::Declined { cohort })?,
        Decision::Defer { to } if to == cohort => return Err(Refusal::SameCohort(to)),
        Decision::Defer { to } => follows(Step::Defer).map(|()| Event::Deferred { cohort, to })?,
        Decision::Waive { requirement, authority, granted_by, sessions, until } => {
            waivable(&requirement, &authority, (&granted_by, &sessions), policy, found)?;
            Event::Waived { cohort, requirement, authority, granted_by, sessions, until }
        }
        Decision::Extend { requirement, to, authority, session } => {
            let of = (&requirement, session.as_ref());
            let closes = closes(policy, calendar, who, now, of);
            extendable(&requirement, &authority, (to, of.1), policy, found, closes)?;
            Event::Extended { cohort, requirement, to, authority, session }
        }
        Decision::Certify { receipt } => {
            follows(Step::Certify)?;
            if found.verdict != Verdict::Eligible {
                return Err(Refusal::NotSatisfied(lacking(found)));
            }
            Event::Certified { cohort, receipt }
        }
        Decision::Refer { requirements } => {
            follows(Step::Refer)?;
            requirements
                .iter()
                .try_for_each(|requirement| known(requirement, policy).map(|_| ()))?;
            Event::Referred { cohort, requirements }
        }
        Decision::Refuse => follows(Step::Refuse).map(|()| Event::Refused { cohort })?,
        Decision::Suspend => follows(Step::Suspend).map(|()| Event::Suspended { cohort })?,
        Decision::Reinstate => follows(Step::Reinstate).map(|()| Event::Reinstated { cohort })?,
        Decision::Revoke => follows(Step::Revoke).map(|()| Event::Revoked { cohort })?,
        Decision::DecideAppeal { .. } if open_appeals.is_empty() => {
            return Err(Refusal::NoOpenAppeal);
        }
        Decision::DecideAppeal { appeal, .. } if !open_appeals.contains(&appeal) => {
            return Err(Refusal::AppealNotOpen(appeal));
        }
        Decision::DecideAppeal { appeal, outcome } => {
            Event::AppealDecided { cohort, appeal, outcome }
        }
    })
}

/// Names the leaves that are not met, each with how far it is.
fn lacking(found: &Assessment) -> Vec<String> {
    let leaves = found.root.walk().filter(|finding| finding.children.is_empty());
    leaves.filter(|finding| finding.status != Status::Met).map(how_far).collect()
}

fn how_far(finding: &Finding) -> String {
    let (have, need) = (finding.settled.have, finding.settled.need);
    let name = &finding.requirement;
    match finding.unit {
        Unit::Money(currency) => {
            let money = |minor| Money { minor, currency };
            format!("{name} has {} of {}", money(have), money(need))
        }
        _ if finding.settled.limit => format!("{name} may still come to {have}, at most {need}"),
        _ => format!("{name} has {have} of {need}"),
    }
}
