//! Assessing: one evaluator, called under three assumptions.
//!
//! Every requirement is monotone, so one perfect future (attend all that is left, file at once, pay today) dominates every
//! other. What fails in it is out of reach; "out of reach" always reads "without a waiver or correction".

mod absences;
mod act;
mod asked;
mod attendance;
mod case;
mod closes;
mod deficit;
mod done;
mod ends;
mod exam;
mod filings;
mod finding;
mod follows;
mod gaps;
mod history;
mod log;
mod moments;
mod oddities;
mod outlook;
mod people;
mod plan;
mod reasons;
mod sessions;
mod since;
mod soonest;
mod spare;
mod tuition;
mod why;
mod window;

use crate::enrolment::Enrolment;
use crate::ids::{OutcomeId, RequirementId, SessionId};
use crate::policy::{Anchor, Calendar, CheckedPolicy, Requirement};
use crate::standing::Standing;
use crate::state::State;
use crate::time::{Instant, end_of_day};

pub use act::{Act, Size, ToDo};
pub use case::Assume;
pub use finding::{
    Account, Assessment, Certificate, Finding, Holds, Measured, Part, Status, Unit, Verdict, Waived,
};
pub use outlook::{Outlook, outlook};
pub use reasons::{Against, Cause, Deadline, Evidence};
pub use why::{Why, why};

use case::{Acts, Case};
use history::Histories;
use soonest::Firsts;

/// Asks something of a practitioner's case for the policy's cohort, by what was true at `now`.
fn with_case<T>(
    policy: &CheckedPolicy,
    calendar: &Calendar,
    who: &Standing,
    now: Instant,
    ask: impl FnOnce(Case<'_>) -> T,
) -> T {
    let stranger = Enrolment::default();
    let enrolment = who.in_cohort(&policy.policy().cohort).unwrap_or(&stranger);
    let (none, firsts) = (Histories::default(), Firsts::new());
    let case = Case {
        policy,
        calendar,
        who,
        enrolment,
        histories: &none,
        firsts: &firsts,
        now,
        clock: now,
        acts: Acts::Open,
        round: None,
        horizon: Instant::MAX_UTC,
        sharing: true,
    };
    let histories = Histories::work_out(case);
    ask(Case { histories: &histories, ..case })
}

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
    with_case(policy, calendar, who, now, |case| assessed(&case))
}

fn assessed(case: &Case<'_>) -> Assessment {
    let (enrolment, now) = (case.enrolment, case.now);
    let state = enrolment.state(now);
    let root = find(case, case.policy.root());
    let supported = root.status == Status::Met;
    let verdict = match &root.status {
        _ if state.is_an_end() => Verdict::Ended(state),
        Status::Met if state.has_seat() => Verdict::Eligible,
        // Everything is there but the seat, which is a decision and can still come.
        Status::Met | Status::Open => Verdict::Open,
        Status::AtRisk { .. } => Verdict::AtRisk,
        Status::OutOfReach { .. } => Verdict::OutOfReach,
    };
    Assessment {
        verdict,
        state,
        interrupted: enrolment.interrupted(now),
        supported,
        outcome: outcome(case, Assume::Strict),
        best_outcome: outcome(case, Assume::PerfectFuture),
        certificate: certificate(case),
        anomalies: oddities::list(case, supported),
        root,
    }
}

/// Returns the best outcome under an assumption.
fn outcome(case: &Case<'_>, assume: Assume) -> Option<OutcomeId> {
    let mut outcomes = case.policy.policy().outcomes.iter();
    let reached = outcomes.find(|outcome| {
        outcome.needs.as_ref().is_none_or(|id| {
            case.policy.index_of(id).is_some_and(|index| case.passes(index, assume))
        })
    });
    reached.map(|outcome| outcome.id.clone())
}

/// Returns how the certificate stands in time, where the policy limits how long it holds.
fn certificate(case: &Case<'_>) -> Option<Certificate> {
    let validity = case.policy.policy().certificate?;
    let is_certified = case.enrolment.state(case.now) == State::Certified;
    let decided = case.enrolment.certified(case.now).filter(|_| is_certified)?;
    let zone = case.policy.zone();
    let last = validity.valid_for.after(case.day(decided));
    let expires = end_of_day(last, zone);
    let renewable_until =
        validity.renewable_for.map_or(expires, |term| end_of_day(term.after(last), zone));
    let holds = if case.now < expires {
        Holds::Valid
    } else if case.now < renewable_until {
        Holds::Lapsed
    } else {
        Holds::Expired
    };
    Some(Certificate { decided, expires, renewable_until, holds })
}

/// Returns the first instant that is too late for a requirement, or for one session of it, as it stands at `now`, extensions
/// and moved sessions included; of several sessions, that of the first to come. Absent: there is none, or it is counted from
/// what has not happened.
#[must_use]
pub fn closes(
    policy: &CheckedPolicy,
    calendar: &Calendar,
    who: &Standing,
    now: Instant,
    (requirement, session): (&RequirementId, Option<&SessionId>),
) -> Option<Instant> {
    let index = policy.index_of(requirement)?;
    with_case(policy, calendar, who, now, |case| closes::of(&case, index, session))
}

/// Tells whether what a span is counted from has come by `now`: they have applied, a session has begun, a requirement is met.
#[must_use]
pub fn has_come(
    policy: &CheckedPolicy,
    calendar: &Calendar,
    who: &Standing,
    now: Instant,
    anchor: &Anchor,
) -> bool {
    with_case(policy, calendar, who, now, |case| {
        case.place(anchor, Assume::Strict).is_some_and(|place| place.at <= now)
    })
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
    with_case(policy, calendar, who, now, |case| case.passes(policy.root(), assume))
}

fn find(case: &Case<'_>, index: usize) -> Finding {
    let rule = case.policy.rule(index);
    let children: Vec<Finding> =
        case.policy.children(index).iter().map(|child| find(case, *child)).collect();
    let mut evidence = Evidence::default();
    let settled = case.measure(index, Assume::Strict, Some(&mut evidence));
    let waived = case.waiver(index);
    let in_reach = case.measure(index, Assume::PerfectFuture, None);
    let status = if waived.is_some() || settled.passes() {
        Status::Met
    } else if !in_reach.passes() {
        let (since, because) = since::find(case, index);
        Status::OutOfReach { since, cause: because }
    } else {
        let parts: Vec<Nearness> = children.iter().map(near).collect();
        at_risk_with(case, index, &parts).map_or(Status::Open, |slack| Status::AtRisk { slack })
    };
    Finding {
        requirement: rule.id.clone(),
        status,
        unit: case.unit(index),
        with_pending: case.measure(index, Assume::Lenient, None).have,
        in_reach: in_reach.have,
        settled,
        evidence,
        waived,
        account: case.account(index),
        children,
    }
}

/// How close one requirement is to where it can no longer be met.
#[derive(Clone, Copy)]
enum Nearness {
    /// Met, or open with room to spare.
    Safe,
    AtRisk(u32),
    OutOfReach,
}

/// Returns how many further opportunities can be missed, where an open requirement is at risk.
fn at_risk_of(case: &Case<'_>, index: usize) -> Option<u32> {
    let parts: Vec<Nearness> =
        case.policy.children(index).iter().map(|child| nearness(case, *child)).collect();
    at_risk_with(case, index, &parts)
}

fn at_risk_with(case: &Case<'_>, index: usize, parts: &[Nearness]) -> Option<u32> {
    let slack = |part: &Nearness| match part {
        Nearness::AtRisk(slack) => Some(*slack),
        Nearness::Safe | Nearness::OutOfReach => None,
    };
    let rule = case.policy.rule(index);
    match &rule.asks {
        Requirement::All(_) => parts.iter().filter_map(slack).min(),
        Requirement::AtLeast { need, .. } => {
            // At risk when it takes a part that is at risk: with the parts that are safe there are not enough.
            let safe = parts.iter().filter(|part| matches!(part, Nearness::Safe)).count();
            let mut slacks: Vec<u32> = parts.iter().filter_map(slack).collect();
            slacks.sort_unstable_by(|a, b| b.cmp(a));
            (*need as usize).checked_sub(safe + 1).and_then(|place| slacks.get(place).copied())
        }
        _ => case.slack(index).filter(|slack| *slack <= rule.margin),
    }
}

const fn near(finding: &Finding) -> Nearness {
    match finding.status {
        Status::Met | Status::Open => Nearness::Safe,
        Status::AtRisk { slack } => Nearness::AtRisk(slack),
        Status::OutOfReach { .. } => Nearness::OutOfReach,
    }
}

fn nearness(case: &Case<'_>, index: usize) -> Nearness {
    if case.passes(index, Assume::Strict) {
        Nearness::Safe
    } else if case.passes(index, Assume::PerfectFuture) {
        at_risk_of(case, index).map_or(Nearness::Safe, Nearness::AtRisk)
    } else {
        Nearness::OutOfReach
    }
}
