//! Favours: what may be waived, and which last days may be moved, by whom.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::assess::{Assessment, Finding, Status};
use crate::decide::Refusal;
use crate::ids::{RequirementId, Role, SessionId};
use crate::policy::{CheckedPolicy, Policy, Requirement, Rule};
use crate::time::{Instant, day_of, end_of_day, last_before};

pub(super) fn known<'a>(
    requirement: &RequirementId,
    policy: &'a CheckedPolicy,
) -> Result<&'a Rule, Refusal> {
    let place = policy.index_of(requirement);
    place.map(|place| policy.rule(place)).ok_or_else(|| {
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
    (to, session): (NaiveDate, Option<&SessionId>),
    policy: &CheckedPolicy,
    found: &Assessment,
    closes: Option<Instant>,
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
    if let Some(closes) = closes.filter(|closes| end_of_day(to, policy.zone()) <= *closes) {
        let last = day_of(last_before(closes), policy.zone());
        return Err(Refusal::NotLater { requirement, last, to });
    }
    if is_met(&requirement, found) { Err(Refusal::NothingToExtend(requirement)) } else { Ok(()) }
}

fn is_met(requirement: &RequirementId, found: &Assessment) -> bool {
    let met = |each: &Finding| each.requirement == *requirement && each.status == Status::Met;
    found.root.walk().any(met)
}

/// Checks that a session is one that a requirement looks at.
fn asks_for(rule: &Rule, session: &SessionId, policy: &Policy) -> Result<(), Refusal> {
    let all = policy.sessions.iter().map(|session| &session.id);
    let known: Vec<&SessionId> =
        all.filter(|id| rule.asks.sessions().is_none_or(|of| of.contains(*id))).collect();
    if known.contains(&session) {
        return Ok(());
    }
    let known: Vec<String> = known.iter().map(|id| format!("`{id}`")).collect();
    let (requirement, session) = (rule.id.clone(), session.clone());
    Err(Refusal::NoSuchSession { requirement, session, known: known.join(", ") })
}
