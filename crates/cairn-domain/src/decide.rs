//! Decisions are ours: each is checked against the standing and the assessment, and may be refused.

use std::collections::BTreeSet;

use crate::assess::{Assessment, Verdict};
use crate::event::{AppealOutcome, Event, Receipt};
use crate::ids::{CohortId, EventId, RequirementId, Role};
use crate::policy::CheckedPolicy;
use crate::state::{State, Step};

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
    /// Waive a requirement.
    Waive {
        /// Which.
        requirement: RequirementId,
        /// By whose authority.
        authority: Role,
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

/// Why a decision was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The decision does not follow from where the practitioner stands.
    #[error("they are {state} in this cohort, and {wish} does not follow from that", state = words(*.from), wish = wish(*.step))]
    DoesNotFollow {
        /// Where they stand.
        from: State,
        /// What was wished.
        step: Step,
    },
    /// The policy is not satisfied: which requirements, and how far they are.
    #[error("the policy is not satisfied: {}", .0.join(", "))]
    NotSatisfied(Vec<String>),
    /// There is no such requirement.
    #[error("the policy has no requirement `{requirement}`; it has {known}")]
    NoSuchRequirement {
        /// The name.
        requirement: RequirementId,
        /// The names there are.
        known: String,
    },
    /// Nobody may waive it, or not this authority.
    #[error("the policy lets {}", who_may(.by.as_ref(), .authority))]
    NotWaivable {
        /// The requirement.
        requirement: RequirementId,
        /// Who tried.
        authority: Role,
        /// Who may; absent: nobody.
        by: Option<Role>,
    },
    /// It is waived or met already.
    #[error("`{0}` is met already: there is nothing to waive")]
    NothingToWaive(RequirementId),
    /// The cohort is the one they are in.
    #[error("`{0}` is the cohort they would leave")]
    SameCohort(CohortId),
    /// There is no open appeal.
    #[error("there is no open appeal to decide")]
    NoOpenAppeal,
    /// The appeal that is named is not one of the open ones.
    #[error(
        "the appeal that is named is not open in this cohort: it is decided, taken back, or about another cohort"
    )]
    AppealNotOpen(EventId),
}

/// Decides on a wish: the event to record, or why not. `open_appeals` are those of this cohort that count and that nothing
/// was decided on yet.
pub fn decide(
    wish: Decision,
    policy: &CheckedPolicy,
    found: &Assessment,
    open_appeals: &BTreeSet<EventId>,
) -> Result<Event, Refusal> {
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
        Decision::Waive { requirement, authority } => {
            waivable(&requirement, &authority, policy, found)?;
            Event::Waived {
                cohort,
                requirement,
                authority,
                granted_by: BTreeSet::new(),
                sessions: BTreeSet::new(),
                until: None,
            }
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

fn known<'a>(
    requirement: &RequirementId,
    policy: &'a CheckedPolicy,
) -> Result<&'a crate::policy::Rule, Refusal> {
    policy.rules().iter().find(|rule| rule.id == *requirement).ok_or_else(|| {
        let known: Vec<String> =
            policy.rules().iter().map(|rule| format!("`{}`", rule.id)).collect();
        Refusal::NoSuchRequirement { requirement: requirement.clone(), known: known.join(", ") }
    })
}

fn waivable(
    requirement: &RequirementId,
    authority: &Role,
    policy: &CheckedPolicy,
    found: &Assessment,
) -> Result<(), Refusal> {
    let rule = known(requirement, policy)?;
    if rule.waivable_by.as_ref() != Some(authority) {
        let (requirement, authority) = (requirement.clone(), authority.clone());
        let by = rule.waivable_by.clone();
        return Err(Refusal::NotWaivable { requirement, authority, by });
    }
    let met = |finding: &crate::assess::Finding| {
        finding.requirement == *requirement && finding.status == crate::assess::Status::Met
    };
    if found.root.walk().any(met) {
        Err(Refusal::NothingToWaive(requirement.clone()))
    } else {
        Ok(())
    }
}

/// Names the leaves that are not met, each with how far it is.
fn lacking(found: &Assessment) -> Vec<String> {
    let leaves = found.root.walk().filter(|finding| finding.children.is_empty());
    let unmet = leaves.filter(|finding| finding.status != crate::assess::Status::Met);
    unmet
        .map(|finding| {
            format!(
                "{} has {} of {}",
                finding.requirement, finding.settled.have, finding.settled.need
            )
        })
        .collect()
}

fn who_may(by: Option<&Role>, tried: &Role) -> String {
    let nobody = || "nobody waive it".to_owned();
    by.map_or_else(nobody, |by| format!("only `{by}` waive it, not `{tried}`"))
}

const fn words(state: State) -> &'static str {
    match state {
        State::Unknown => "not an applicant",
        State::Applied => "an applicant",
        State::Waitlisted => "on the waiting list",
        State::Admitted => "admitted",
        State::Declined => "declined",
        State::Withdrawn => "withdrawn",
        State::Deferred => "deferred",
        State::Referred => "referred",
        State::Certified => "certified",
        State::Refused => "refused",
        State::Suspended => "suspended",
        State::Revoked => "revoked",
    }
}

const fn wish(step: Step) -> &'static str {
    match step {
        Step::Apply => "applying",
        Step::Admit => "admitting",
        Step::Waitlist => "waitlisting",
        Step::Decline => "declining",
        Step::Withdraw => "withdrawing",
        Step::Defer => "deferring",
        Step::Refer => "referring",
        Step::Certify => "certifying",
        Step::Refuse => "refusing",
        Step::Suspend => "suspending",
        Step::Reinstate => "reinstating",
        Step::Revoke => "revoking",
    }
}
