//! Filings, what is done once, what people say of it, and examinations.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::Role;
use crate::policy::check::{MOST_DAYS, when};
use crate::policy::fault::{FaultKind, Faults};
use crate::policy::{Milestone, Moment, Place, Policy, Requirement};

/// The most people whose word may be asked for, and the most that may be done again.
const MOST: u32 = 100;

pub(super) fn check(policy: &Policy, place: usize, asks: &Requirement, faults: &mut Faults) {
    let at = |key| Place::requirement(place, key);
    match asks {
        Requirement::Filings { need, within_days, each } => {
            let scheduled = policy.sessions.len();
            faults.at_most(at("need"), *need, scheduled);
            faults.range(at("within_days"), *within_days, 0, MOST_DAYS);
            for need in each.values() {
                faults.at_most(at("each"), *need, scheduled);
            }
        }
        Requirement::Done { milestone, valid_for, .. } => match milestone {
            Milestone::Retreat { days, times } => {
                faults.range(at("days"), *days, 1, 366);
                faults.range(at("times"), *times, 1, MOST);
            }
            Milestone::Completed(names) => {
                if names.is_empty() || names.iter().any(|name| is_blank(name)) {
                    faults.add(at("any_of"), FaultKind::Empty);
                }
            }
            // Whoever applied has applied: that does not expire.
            Milestone::Applied if valid_for.is_some() => {
                faults.add(at("valid_for"), FaultKind::Together("applied", "valid_for"));
            }
            Milestone::Admitted if valid_for.is_some() => {
                faults.add(at("valid_for"), FaultKind::Together("admitted", "valid_for"));
            }
            Milestone::Submitted(_) | Milestone::Applied | Milestone::Admitted => {}
        },
        Requirement::Reviews { reviewers, each, excluding, .. } => {
            people(&at("reviewers"), *reviewers, faults);
            capacities(place, *reviewers, each, excluding, faults);
        }
        Requirement::Judgement { judges, each, excluding, .. } => {
            people(&at("judges"), *judges, faults);
            capacities(place, *judges, each, excluding, faults);
        }
        Requirement::Exam { pass_mark, attempts, wait, after, .. } => {
            if let Some(share) = pass_mark {
                faults.share(at("pass_mark"), *share);
            }
            if let Some(attempts) = attempts {
                faults.range(at("attempts"), *attempts, 1, MOST);
            }
            // An attempt could come to lie before the window, and its use be undone: no single future would be the best.
            let slides = matches!(after, Some(Moment::From(from)) if from.is_counted_back());
            if attempts.is_some() && slides {
                faults.add(at("attempts"), FaultKind::Together("attempts", "before"));
            }
            if let Some(wait) = wait {
                when::term(&at("wait"), *wait, faults);
                if attempts.is_none() {
                    faults.add(at("wait"), FaultKind::Without("wait", "attempts"));
                }
            }
        }
        Requirement::Prerequisite { any_of } if any_of.iter().all(|name| is_blank(name)) => {
            faults.add(at("any_of"), FaultKind::Empty);
        }
        _ => {}
    }
}

fn is_blank(name: &str) -> bool {
    name.trim().is_empty()
}

fn people(at: &Place, asked: u32, faults: &mut Faults) {
    faults.range(at.clone(), asked, 1, MOST);
}

/// Checks that as many as are asked can be in the capacities that are asked, and that their word counts.
fn capacities(
    place: usize,
    asked: u32,
    each: &BTreeMap<Role, u32>,
    excluding: &BTreeSet<Role>,
    faults: &mut Faults,
) {
    let sum: u64 = each.values().copied().map(u64::from).sum();
    if sum > u64::from(asked) {
        let kind = FaultKind::Impossible { need: sum, available: asked.into() };
        faults.add(Place::requirement(place, "each"), kind);
    }
    for role in each.keys().filter(|role| excluding.contains(*role)) {
        faults.add(Place::requirement(place, "excluding"), FaultKind::Excluded(role.clone()));
    }
}
