//! What changed for one person between two points, and which events did it.

use cairn_domain::{CheckedPolicy, CohortId, Position, PractitionerId};
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::Asked;
use crate::audit::{self, Audit};
use crate::change::{Change, Rewritten};
use crate::entry::Entry;
use crate::failure::Failure;
use crate::ledger::{Ledger, Rules};
use crate::people::Who;

/// What changed for one person between two points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Comparison {
    /// `cairn.comparison/1`.
    pub schema: &'static str,
    /// From when and from what the earlier side speaks.
    pub from: Asked,
    /// From when and from what the later side speaks.
    pub to: Asked,
    /// Whom it is about.
    pub who: Who,
    /// What changed in each cohort.
    pub cohorts: Vec<CohortChange>,
    /// What is on the later side's timeline and not, or not in the same way, on the earlier side's.
    pub events: Vec<Entry>,
    /// What is on the earlier side's timeline and not on the later side's.
    pub gone: Vec<Position>,
}

/// What changed in one cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CohortChange {
    /// The cohort.
    pub cohort: String,
    /// What changed.
    #[serde(flatten)]
    pub change: Change,
}

/// Compares one person at two points, each with its policy or under one given policy.
pub fn compare(
    from: &Ledger<'_>,
    to: &Ledger<'_>,
    id: PractitionerId,
    policy: Option<&CheckedPolicy>,
) -> Result<Comparison, Failure> {
    let before = audit::audit(from, id, policy)?;
    let after = audit::audit(to, id, policy)?;
    let mut names: Vec<&str> = Vec::new();
    for each in before.cohorts.iter().chain(&after.cohorts) {
        if !names.contains(&each.answer.cohort.as_str()) {
            names.push(&each.answer.cohort);
        }
    }
    let find = |audit: &'_ Audit, name: &str| {
        audit.cohorts.iter().find(|each| each.answer.cohort == name).map(|each| each.answer.clone())
    };
    let rules = |ledger: &Ledger<'_>, name: &str| -> Option<Rules> {
        let cohort = CohortId::new(name).ok()?;
        policy.map_or_else(
            || ledger.rules(&cohort).ok(),
            |policy| Some(ledger.rules_of(policy.clone(), None)),
        )
    };
    let change = |name: &&str| -> Result<CohortChange, Failure> {
        let (old, new) = (rules(from, name), rules(to, name));
        let rewritten = Rewritten::between((from, old.as_ref()), (to, new.as_ref()))?;
        let change =
            Change::between(find(&before, name).as_ref(), find(&after, name).as_ref(), &rewritten);
        Ok(CohortChange { cohort: (*name).to_owned(), change })
    };
    let was = |entry: &&Entry| !before.timeline.contains(entry);
    let there =
        |position: &Position| after.timeline.iter().any(|entry| entry.event.position == *position);
    Ok(Comparison {
        schema: "cairn.comparison/1",
        cohorts: names.iter().map(change).collect::<Result<_, _>>()?,
        events: after.timeline.iter().filter(was).cloned().collect(),
        gone: before
            .timeline
            .iter()
            .map(|entry| entry.event.position)
            .filter(|place| !there(place))
            .collect(),
        from: before.asked,
        to: after.asked,
        who: after.who,
    })
}
