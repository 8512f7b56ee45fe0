//! What surrounds the requirements: the cohort's year, its sessions, names, authorities, outcomes, the certificate.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;

use crate::ids::{RequirementId, SessionId};
use crate::policy::check::{LONGEST, Names, first_day, last_day, when};
use crate::policy::fault::{FaultKind, Faults};
use crate::policy::{Place, Policy, Requirement, Rule};
use crate::presence::Interval;
use crate::time::instant_of;

pub(super) fn top(policy: &Policy, faults: &mut Faults) {
    faults.day(Place::top("begins"), policy.begins, first_day(), last_day());
    faults.day(Place::top("ends"), policy.ends, policy.begins, last_day());
    if let Some(by) = policy.apply_by {
        faults.day(Place::top("apply_by"), by, first_day(), policy.ends);
    }
    if policy.requirements.is_empty() {
        faults.add(Place::top("root"), FaultKind::Empty);
    }
    if let Some(validity) = &policy.certificate {
        let at = Place::top("certificate");
        when::term(&at.key("valid_for"), validity.valid_for, faults);
        if let Some(term) = validity.renewable_for {
            when::term(&at.key("renewable_for"), term, faults);
        }
    }
}

/// Checks the calendar, and returns the planned windows in order of time.
pub(super) fn sessions(policy: &Policy, faults: &mut Faults) -> Vec<(SessionId, Interval)> {
    let mut planned: Vec<(usize, SessionId, Interval)> = Vec::new();
    let mut names = BTreeSet::new();
    for (place, session) in policy.sessions.iter().enumerate() {
        if !names.insert(&session.id) {
            faults.add(Place::session(place, "id"), FaultKind::Duplicate(session.id.to_string()));
        }
        faults.range(Place::session(place, "minutes"), session.minutes, 1, LONGEST);
        let (begins, ends) = (policy.begins.max(first_day()), policy.ends.min(last_day()));
        faults.day(Place::session(place, "starts"), session.starts.date(), begins, ends);
        match instant_of(session.starts, policy.zone) {
            Ok(from) => {
                let minutes = TimeDelta::minutes(session.minutes.min(LONGEST).into());
                let to = from.checked_add_signed(minutes).unwrap_or(from);
                planned.push((place, session.id.clone(), Interval { from, to }));
            }
            Err(bad) => faults.add(Place::session(place, "starts"), FaultKind::LocalTime(bad)),
        }
    }
    planned.sort_by_key(|(_, _, window)| *window);
    for ((_, earlier, first), (place, _, second)) in planned.iter().zip(planned.iter().skip(1)) {
        if second.from < first.to {
            faults.add(Place::session(*place, "starts"), FaultKind::Clash(earlier.clone()));
        }
    }
    planned.into_iter().map(|(_, id, window)| (id, window)).collect()
}

/// Returns where each requirement stands, and checks that what is listed is there.
pub(super) fn names<'a>(
    policy: &'a Policy,
    faults: &mut Faults,
) -> BTreeMap<&'a RequirementId, usize> {
    let mut places = BTreeMap::new();
    for (place, rule) in policy.requirements.iter().enumerate() {
        if places.insert(&rule.id, place).is_some() {
            faults.add(Place::requirement(place, "id"), FaultKind::Duplicate(rule.id.to_string()));
        }
    }
    for (place, rule) in policy.requirements.iter().enumerate() {
        let (Requirement::All(of) | Requirement::AtLeast { of, .. }) = &rule.asks else { continue };
        let key = if matches!(rule.asks, Requirement::All(_)) { "all" } else { "of" };
        if of.is_empty() {
            faults.add(Place::requirement(place, key), FaultKind::Empty);
        }
        for id in of.iter().filter(|id| !places.contains_key(id)) {
            let unknown = FaultKind::UnknownRequirement(id.clone());
            faults.add(Place::requirement(place, key), unknown);
        }
    }
    places
}

/// Checks who may waive a requirement, and who may move its last day.
pub(super) fn rule(place: usize, rule: &Rule, faults: &mut Faults) {
    let quorum = Place::requirement(place, "waiver_quorum");
    faults.range(quorum.clone(), rule.waiver_quorum, 1, 100);
    if rule.waiver_quorum > 1 && rule.waivable_by.is_none() {
        faults.add(quorum, FaultKind::Without("waiver_quorum", "waivable_by"));
    }
    let has_last_day = match &rule.asks {
        Requirement::Filings { .. }
        | Requirement::Done { .. }
        | Requirement::Log { .. }
        | Requirement::Exam { .. } => true,
        Requirement::Sessions { make_ups, .. } => make_ups.is_some(),
        Requirement::Paid(price) => price.by.is_some(),
        Requirement::All(_)
        | Requirement::AtLeast { .. }
        | Requirement::Absences { .. }
        | Requirement::Reviews { .. }
        | Requirement::Judgement { .. }
        | Requirement::Prerequisite { .. } => false,
    };
    if rule.extendable_by.is_some() && !has_last_day {
        faults.add(Place::requirement(place, "extendable_by"), FaultKind::NoLastDay);
    }
}

/// Checks the ways in which it can end: each can come about, and each is something of its own.
pub(super) fn outcomes(names: Names<'_>, faults: &mut Faults) {
    let outcomes = &names.policy.outcomes;
    let mut seen = BTreeSet::new();
    for (place, ending) in outcomes.iter().enumerate() {
        let at = Place::top("outcome").nth(place);
        if !seen.insert(&ending.id) {
            faults.add(at.key("id"), FaultKind::Duplicate(ending.id.to_string()));
        }
        match &ending.needs {
            Some(needs) if names.rule(needs).is_none() => {
                faults.add(at.key("needs"), FaultKind::UnknownRequirement(needs.clone()));
            }
            None if place + 1 < outcomes.len() => {
                faults.add(at.key("id"), FaultKind::NeedsNothing(ending.id.clone()));
            }
            Some(_) | None => {}
        }
    }
}
