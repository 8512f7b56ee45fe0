//! A policy in plain English, and what differs between two.

use cairn_domain::{CheckedPolicy, Instant, Policy, Position};
use cairn_eventlog::Log;
use cairn_policy::Note;
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::Asking;
use crate::failure::Failure;
use crate::find;
use crate::ledger::{Ledger, Rules, digest};

use super::check::assumptions;

/// Where a policy comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PolicySource {
    /// A file, by the name it was given.
    File(String),
    /// The event that adopted it for its cohort, by its position in the log.
    Adopted(Position),
}

impl PolicySource {
    /// Says it in words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::File(name) => name.clone(),
            Self::Adopted(position) => format!("the policy adopted at #{position}"),
        }
    }
}

/// A policy, in plain English and as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PolicyReport {
    /// Always `cairn.policy/1`.
    pub schema: &'static str,
    /// Where it comes from.
    pub source: PolicySource,
    /// The digest of its canonical bytes.
    pub digest: String,
    /// How many of its requirements and sessions are assumptions.
    pub assumptions: u64,
    /// What it says, in plain English.
    pub sections: Vec<PolicySection>,
    /// The policy as data, as the log stores it.
    pub policy: Policy,
    /// From when the answer speaks, in words; absent for a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
}

/// A part of a policy under its heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PolicySection {
    /// The heading.
    pub title: String,
    /// What stands under it.
    pub lines: Vec<PolicyLine>,
}

/// One thing that a policy says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PolicyLine {
    /// What is said.
    pub text: String,
    /// Whether it was never published, and is assumed.
    pub assumed: bool,
    /// Where it comes from, in words; absent where that does not matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Shows a policy.
#[must_use]
pub fn show(policy: &CheckedPolicy, source: PolicySource, asked: Option<String>) -> PolicyReport {
    let line = |line: cairn_policy::Line| PolicyLine {
        text: line.text,
        assumed: matches!(line.note, Some(Note::Assumed(_) | Note::AsAbove { assumed: true })),
        note: line.note.map(|note| note.to_string()),
    };
    let section = |section: cairn_policy::Section| PolicySection {
        title: section.title,
        lines: section.lines.into_iter().map(line).collect(),
    };
    PolicyReport {
        schema: "cairn.policy/1",
        source,
        digest: digest(policy),
        assumptions: assumptions(policy),
        sections: cairn_policy::show(policy).into_iter().map(section).collect(),
        policy: policy.policy().clone(),
        asked,
    }
}

/// Finds the rules in force for a cohort, named in part or the only one, and says from when.
pub fn in_force(
    log: &dyn Log,
    cohort: Option<&str>,
    asking: Asking,
    now: Instant,
) -> Result<(Rules, String), Failure> {
    let ledger = Ledger::open(log, asking, now)?;
    let cohort = find::cohort(&ledger, cohort)?;
    let rules = ledger.rules(&cohort)?;
    let words = ledger.asked_in(rules.policy.zone()).words;
    Ok((rules, words))
}

/// Shows the policy that a cohort adopted, and how files are read for it.
pub fn adopted(
    log: &dyn Log,
    cohort: Option<&str>,
    asking: Asking,
    now: Instant,
) -> Result<PolicyReport, Failure> {
    let ledger = Ledger::open(log, asking, now)?;
    let cohort = find::cohort(&ledger, cohort)?;
    let rules = ledger.rules(&cohort)?;
    let words = ledger.asked_in(rules.policy.zone()).words;
    let position = rules.adopted.map_or(0, |stamp| stamp.position);
    let mut report = show(&rules.policy, PolicySource::Adopted(position), Some(words));
    let line = |saved: crate::import::Saved| PolicyLine {
        text: format!("{}: {}", saved.source.name, saved.words.join("; ")),
        assumed: false,
        note: saved.position.map(|position| format!("saved at #{position}")),
    };
    let sources = crate::import::sources::saved(&ledger, &cohort)?;
    let lines: Vec<PolicyLine> = sources.into_iter().map(line).collect();
    if !lines.is_empty() {
        let title = "How files are read (`cairn import --source`)".to_owned();
        report.sections.push(PolicySection { title, lines });
    }
    Ok(report)
}

/// What differs between two policies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PolicyDiffReport {
    /// Always `cairn.policy-diff/1`.
    pub schema: &'static str,
    /// The first policy.
    pub before: PolicySource,
    /// The second policy.
    pub after: PolicySource,
    /// What differs, in the order of the policies; empty where both say the same.
    pub changes: Vec<PolicyChange>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PolicyChange {
    /// What differs, such as "session 2025-10".
    pub what: String,
    /// What the first policy says; absent: it has no such thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What the second policy says; absent: it has no such thing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// Compares two policies.
#[must_use]
pub fn diff(before: (&Policy, PolicySource), after: (&Policy, PolicySource)) -> PolicyDiffReport {
    PolicyDiffReport {
        schema: "cairn.policy-diff/1",
        changes: changes(before.0, after.0),
        before: before.1,
        after: after.1,
    }
}

pub(super) fn changes(before: &Policy, after: &Policy) -> Vec<PolicyChange> {
    let change = |change: cairn_policy::Change| PolicyChange {
        what: change.what,
        before: change.before,
        after: change.after,
    };
    cairn_policy::diff(before, after).into_iter().map(change).collect()
}
