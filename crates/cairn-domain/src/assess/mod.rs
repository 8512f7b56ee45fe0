//! Assessing: one evaluator, called under three assumptions.
//!
//! Every requirement is monotone, so one perfect future (attend all that is left, file at once, pay today) dominates every
//! other. What fails in it is out of reach; "out of reach" always reads "without a waiver or correction".

mod act;
mod case;
mod done;
mod filings;
mod finding;
mod oddities;
mod outlook;
mod sessions;
mod since;
mod tuition;
mod why;

use crate::enrolment::Enrolment;
use crate::policy::{Calendar, CheckedPolicy, Requirement};
use crate::standing::Standing;
use crate::time::Instant;

pub use act::{Act, Size, ToDo};
pub use case::Assume;
pub use finding::{
    Account, Against, Assessment, Cause, Certificate, Deadline, Evidence, Finding, Holds, Measured,
    Part, Status, Unit, Verdict, Waived,
};
pub use outlook::{Outlook, outlook};
pub use why::{Why, why};

use case::Case;

/// Assesses a practitioner for the policy's cohort, by what was true at `now`.
///
/// Later facts in the standing are left out, so one fold answers for every day. Total for every standing and every checked
/// policy. The caller must not ask while the standing holds events that could not be read.
#[must_use]
pub fn assess(
    policy: &CheckedPolicy,
    calendar: &Calendar,
    who: &Standing,
    now: Instant,
) -> Assessment {
    let stranger = Enrolment::default();
    let enrolment = who.in_cohort(&policy.policy().cohort).unwrap_or(&stranger);
    let case = Case { policy, calendar, who, enrolment, now };
    let state = enrolment.state(now);
    let root = find(&case, policy.root());
    let supported = root.status == Status::Met;
    let verdict = match &root.status {
        _ if state.is_an_end() => Verdict::Ended(state),
        Status::Met if state.has_seat() => Verdict::Eligible,
        // Everything is there but the seat, which is a decision and can still come.
        Status::Met | Status::Open => Verdict::Open,
        Status::AtRisk { .. } => Verdict::AtRisk,
        Status::OutOfReach { .. } => Verdict::OutOfReach,
    };
    let interrupted = enrolment.interrupted(now);
    Assessment {
        verdict,
        state,
        interrupted,
        supported,
        outcome: None,
        best_outcome: None,
        certificate: None,
        anomalies: oddities::list(&case, supported),
        root,
    }
}

/// Tells whether the policy's root passes under an assumption: the bare answer, without the tree.
#[must_use]
pub fn passes(
    policy: &CheckedPolicy,
    calendar: &Calendar,
    who: &Standing,
    now: Instant,
    assume: Assume,
) -> bool {
    let stranger = Enrolment::default();
    let enrolment = who.in_cohort(&policy.policy().cohort).unwrap_or(&stranger);
    Case { policy, calendar, who, enrolment, now }.passes(policy.root(), assume)
}

fn find(case: &Case<'_>, index: usize) -> Finding {
    let rule = case.policy.rule(index);
    let children: Vec<Finding> =
        case.policy.children(index).iter().map(|child| find(case, *child)).collect();
    let mut evidence = Evidence::default();
    let settled = case.measure(index, Assume::Strict, Some(&mut evidence));
    let waived = case.waiver(index);
    let status = if waived.is_some() || settled.passes() {
        Status::Met
    } else if !case.passes(index, Assume::PerfectFuture) {
        let (since, because) = since::find(case, index);
        Status::OutOfReach { since, cause: because }
    } else {
        at_risk(case, index, &children)
    };
    Finding {
        requirement: rule.id.clone(),
        status,
        unit: case.unit(index),
        with_pending: case.measure(index, Assume::Lenient, None).have,
        in_reach: case.measure(index, Assume::PerfectFuture, None).have,
        settled,
        evidence,
        waived,
        account: case.account(index),
        children,
    }
}

/// Tells how close an open requirement is to where it can no longer be met.
fn at_risk(case: &Case<'_>, index: usize, children: &[Finding]) -> Status {
    let rule = case.policy.rule(index);
    let slack = match &rule.asks {
        Requirement::All(_) => children.iter().filter_map(at_risk_slack).min(),
        Requirement::AtLeast { need, .. } => {
            // At risk when it takes a part that is at risk: with the parts that are safe there are not enough.
            let safe = children
                .iter()
                .filter(|part| matches!(part.status, Status::Met | Status::Open))
                .count();
            let mut slacks: Vec<u32> = children.iter().filter_map(at_risk_slack).collect();
            slacks.sort_unstable_by(|a, b| b.cmp(a));
            (*need as usize).checked_sub(safe + 1).and_then(|place| slacks.get(place).copied())
        }
        _ => case.slack(index).filter(|slack| *slack <= rule.margin),
    };
    slack.map_or(Status::Open, |slack| Status::AtRisk { slack })
}

const fn at_risk_slack(finding: &Finding) -> Option<u32> {
    match finding.status {
        Status::AtRisk { slack } => Some(slack),
        _ => None,
    }
}
