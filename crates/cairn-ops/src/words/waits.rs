//! Acts that wait for their time, in plain words: what there is to do, and what it waits for.

use cairn_domain::assess::Act;
use cairn_domain::ids::Item;
use cairn_domain::policy::{Anchor, From, Milestone, Moment, Requirement};
use cairn_domain::{CheckedPolicy, RequirementId};

use super::acts::{called, rule};

/// Names an examination; one that is called an examination is not called one twice.
#[must_use]
pub fn examination(item: &Item) -> String {
    if item.as_str().to_lowercase().contains("exam") {
        format!("the {item}")
    } else {
        format!("the examination {item}")
    }
}

/// Returns what a requirement that waits for its time asks, as an act that waits for nothing.
pub(super) fn milestone(id: &RequirementId, policy: &CheckedPolicy) -> Option<Act> {
    match &rule(id, policy)?.asks {
        Requirement::Done { milestone, .. } => Some(match milestone {
            Milestone::Submitted(item) => Act::HandIn(item.clone()),
            Milestone::Retreat { days, .. } => Act::Retreat(*days),
            Milestone::Completed(names) => Act::Complete(names.first()?.clone()),
            Milestone::Applied => Act::Apply,
            Milestone::Admitted => Act::Seat,
        }),
        Requirement::Exam { of, .. } => Some(Act::Pass(of.clone())),
        _ => None,
    }
}

/// Says what a requirement waits for, in the words of the policy.
pub(super) fn after(id: &RequirementId, policy: &CheckedPolicy) -> Option<String> {
    let after = rule(id, policy)?.asks.window()?.after?;
    Some(match after {
        Moment::From(From { anchor: Anchor::Met(id), shift: None }) => {
            format!("once {} is met", called(id, policy))
        }
        _ => cairn_policy::since(after),
    })
}
