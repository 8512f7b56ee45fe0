//! Whether policy files can be adopted, and what is wrong with those that cannot.

use cairn_domain::CheckedPolicy;
use cairn_policy::{PolicyError, PolicyErrors, Problem};
use schemars::JsonSchema;
use serde::Serialize;

/// What checking policy files found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PolicyCheckReport {
    /// Always `cairn.policy-check/1`.
    pub schema: &'static str,
    /// The files, in the order in which they were named.
    pub files: Vec<CheckedFile>,
}

/// One policy file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckedFile {
    /// The file, as it was named.
    pub file: String,
    /// Whether it holds a policy that can be adopted.
    pub sound: bool,
    /// How many requirements it has.
    pub requirements: u64,
    /// How many live sessions its calendar has.
    pub sessions: u64,
    /// How many of its requirements and sessions are assumptions.
    pub assumptions: u64,
    /// Everything that is wrong with it, in the order of the file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<PolicyFault>,
}

/// One fault of a policy file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PolicyFault {
    /// Its kind: `syntax`, `unknown_key`, `missing_key`, `contradiction`, `wrong_kind`, `bad_value` or `rule`.
    pub kind: String,
    /// The line, from 1.
    pub line: u64,
    /// The column, from 1, in characters.
    pub column: u64,
    /// What is wrong.
    pub what: String,
    /// The likeliest mend.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl PolicyCheckReport {
    /// Begins a report without files.
    #[must_use]
    pub fn new() -> Self {
        Self { schema: "cairn.policy-check/1", files: Vec::new() }
    }
}

impl Default for PolicyCheckReport {
    fn default() -> Self {
        Self::new()
    }
}

/// Tells what checking one file's text found.
#[must_use]
pub fn check(file: &str, read: &Result<CheckedPolicy, PolicyErrors>) -> CheckedFile {
    let mut checked = CheckedFile {
        file: file.to_owned(),
        sound: read.is_ok(),
        requirements: 0,
        sessions: 0,
        assumptions: 0,
        faults: Vec::new(),
    };
    match read {
        Ok(policy) => {
            checked.requirements = policy.rules().len() as u64;
            checked.sessions = policy.policy().sessions.len() as u64;
            checked.assumptions = assumptions(policy);
        }
        Err(errors) => checked.faults = errors.errors().iter().map(fault).collect(),
    }
    checked
}

/// Counts the requirements and sessions of a policy that were never published.
pub(super) fn assumptions(policy: &CheckedPolicy) -> u64 {
    let rules = policy.rules().iter().map(|rule| &rule.basis);
    let sessions = policy.policy().sessions.iter().map(|session| &session.basis);
    rules.chain(sessions).filter(|basis| basis.is_assumed()).count() as u64
}

fn fault(error: &PolicyError) -> PolicyFault {
    let kind = match error.problem {
        Problem::Syntax => "syntax",
        Problem::UnknownKey => "unknown_key",
        Problem::MissingKey => "missing_key",
        Problem::Contradiction => "contradiction",
        Problem::WrongKind => "wrong_kind",
        Problem::BadValue => "bad_value",
        Problem::Rule(_) => "rule",
    };
    PolicyFault {
        kind: kind.to_owned(),
        line: error.line as u64,
        column: error.column as u64,
        what: error.message.clone(),
        hint: error.hint.clone(),
    }
}
