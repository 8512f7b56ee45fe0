//! Favours: what may be waived, and which last days may be moved, by whom.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::assess::{Assessment, Finding, Status};
use crate::decide::Refusal;
use crate::ids::{RequirementId, Role, SessionId};
use crate::policy::{CheckedPolicy, Due, Policy, Requirement, Rule};
use crate::time::{day_of, end_of_day};

pub(super) fn known<'a>(
    requirement: &RequirementId,
    policy: &'a CheckedPolicy,
) -> Result<&'a Rule, Refusal> {
    policy.rules().iter().find(|rule| rule.id == *requirement).ok_or_else(|| {
        let known: Vec<String> =
            policy.rules().iter().map(|rule| format!("`{}`", rule.id)).collect();
        Refusal::NoSuchRequirement { requirement: requirement.clone(), known: known.join(", ") }
    })
}

pub(super) fn waivable(
    requirement: &RequirementId,
    authority: &Role,
    (granted_by, sessions): (&BTreeSet<String>, &BTreeSet<SessionId>),
    policy: &CheckedPolicy,
    found: &Assessment,
) -> Result<(), Refusal> {
    let rule = known(requirement, policy)?;
    let (requirement, quorum) = (requirement.clone(), rule.waiver_quorum);
    if rule.waivable_by.as_ref() != Some(authority) {
        let (authority, by) = (authority.clone(), rule.waivable_by.clone());
        return Err(Refusal::NotWaivable { requirement, authority, by });
    }
    let by_session = matches!(
        rule.asks,
        Requirement::Sessions { .. } | Requirement::Absences { .. } | Requirement::Filings { .. }
    );
    if !sessions.is_empty() && !by_session {
        return Err(Refusal::NotBySession(requirement));
    }
    sessions.iter().try_for_each(|session| asks_for(rule, session, policy.policy()))?;
    if quorum > 1 && granted_by.len() < quorum as usize {
        return Err(Refusal::BelowQuorum { requirement, granted: granted_by.len(), quorum });
    }
    if is_met(&requirement, found) { Err(Refusal::NothingToWaive(requirement)) } else { Ok(()) }
}

pub(super) fn extendable(
    requirement: &RequirementId,
    authority: &Role,
    to: NaiveDate,
    session: Option<&SessionId>,
    policy: &CheckedPolicy,
    found: &Assessment,
) -> Result<(), Refusal> {
    let rule = known(requirement, policy)?;
    let requirement = requirement.clone();
    if rule.extendable_by.as_ref() != Some(authority) {
        let (authority, by) = (authority.clone(), rule.extendable_by.clone());
        return Err(Refusal::NotExtendable { requirement, authority, by });
    }
    if let Some(session) = session {
        if !matches!(rule.asks, Requirement::Sessions { .. } | Requirement::Filings { .. }) {
            return Err(Refusal::NotBySession(requirement));
        }
        asks_for(rule, session, policy.policy())?;
    }
    // A last day that is counted from something, or was moved before, is known to the assessment.
    let closes = found.root.walk().find(|each| each.requirement == requirement);
    let closes = closes.and_then(|finding| finding.closes).filter(|_| session.is_none());
    if let Some(closes) = closes.filter(|closes| end_of_day(to, policy.zone()) <= *closes) {
        let last = day_of(closes, policy.zone()).pred_opt().unwrap_or(to);
        return Err(Refusal::NotLater { requirement, last, to });
    }
    match last_day(rule, session, policy.policy()) {
        LastDay::On(last) if to <= last => Err(Refusal::NotLater { requirement, last, to }),
        _ if is_met(&requirement, found) => Err(Refusal::NothingToExtend(requirement)),
        LastDay::On(_) | LastDay::Counted => Ok(()),
    }
}

fn is_met(requirement: &RequirementId, found: &Assessment) -> bool {
    let met = |each: &Finding| each.requirement == *requirement && each.status == Status::Met;
    found.root.walk().any(met)
}

/// Checks that a session is one that a requirement looks at.
fn asks_for(rule: &Rule, session: &SessionId, policy: &Policy) -> Result<(), Refusal> {
    let all = || policy.sessions.iter().map(|session| &session.id);
    let known: Vec<&SessionId> = match &rule.asks {
        Requirement::Sessions { of: Some(of), .. } | Requirement::Absences { of: Some(of), .. } => {
            all().filter(|id| of.contains(*id)).collect()
        }
        _ => all().collect(),
    };
    if known.contains(&session) {
        return Ok(());
    }
    let known: Vec<String> = known.iter().map(|id| format!("`{id}`")).collect();
    let (requirement, session) = (rule.id.clone(), session.clone());
    Err(Refusal::NoSuchSession { requirement, session, known: known.join(", ") })
}

/// The last day that a rule gives.
enum LastDay {
    /// This day.
    On(NaiveDate),
    /// A day that is not known without the practitioner: counted from what happened to them.
    Counted,
}

/// Returns the last day that a rule gives; of several, the first to come: a day that is later than it moves something.
fn last_day(rule: &Rule, session: Option<&SessionId>, policy: &Policy) -> LastDay {
    let due = |by: &Option<Due>| match by {
        None => LastDay::On(policy.ends),
        Some(by) => by.plain_day().map_or(LastDay::Counted, LastDay::On),
    };
    let days = policy
        .sessions
        .iter()
        .filter(|each| session.is_none_or(|id| *id == each.id))
        .map(|each| each.starts.date());
    let within = |days: u32, day: NaiveDate| {
        day.checked_add_days(Days::new(u64::from(days))).unwrap_or(NaiveDate::MAX)
    };
    match &rule.asks {
        Requirement::Done { by, .. }
        | Requirement::Log { by, .. }
        | Requirement::Exam { by, .. } => due(by),
        Requirement::Paid(price) => price.by.map_or(LastDay::Counted, LastDay::On),
        Requirement::Sessions { make_ups: Some(make_ups), .. } => {
            let last = make_ups.by.unwrap_or(policy.ends);
            let each = days.map(|day| make_ups.within_days.map_or(last, |n| within(n, day)));
            LastDay::On(each.min().map_or(last, |day| day.min(last)))
        }
        Requirement::Filings { within_days, .. } => {
            days.map(|day| within(*within_days, day)).min().map_or(LastDay::Counted, LastDay::On)
        }
        // A checked policy lets nobody extend what has no last day.
        _ => LastDay::Counted,
    }
}
