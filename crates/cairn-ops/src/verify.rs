//! Whether the log is what was recorded: every row looked at again.

use cairn_domain::Position;
use cairn_eventlog::{FindingKind, Log, Verified};
use schemars::JsonSchema;
use serde::Serialize;

use crate::failure::Failure;

/// What `verify` found out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VerifyReport {
    /// Always `cairn.verify/1`.
    pub schema: &'static str,
    /// The log's own name.
    pub log: String,
    /// Whether the log holds what was recorded, as far as this cairn can judge.
    pub sound: bool,
    /// How many events were read.
    pub events: u64,
    /// The root of the Merkle tree over the events as they are read now, in hexadecimal.
    pub root: String,
    /// The root that the log has stored; absent where it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored_root: Option<String>,
    /// How many events the log says it has; absent where that cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stored_size: Option<u64>,
    /// How many events are newer than this cairn: they are kept, but no verdict is given over them.
    pub newer: u64,
    /// Everything that was checked.
    pub checks: Vec<CheckReport>,
    /// The outcome in one sentence.
    pub words: String,
}

/// One property that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckReport {
    /// What was checked, as a statement that should be true.
    pub name: String,
    /// Whether it is true.
    pub passed: bool,
    /// Where it is not, in order of position.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FindingReport>,
}

/// What sort of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FoundKind {
    /// The log does not hold what was recorded.
    Damage,
    /// An event is newer than this cairn: it cannot be judged.
    Newer,
    /// A policy cannot be applied by this cairn: questions about its cohort have no answer.
    Inapplicable,
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FindingReport {
    /// What sort of thing it is.
    pub kind: FoundKind,
    /// The position in the log, if it is about one event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// Where: the field, or the part of the store.
    pub place: String,
    /// What is wrong, in words.
    pub what: String,
}

/// Looks at every row of a log again.
///
/// Fails only where the log cannot be read at all; what can be read and is wrong is in the report.
pub fn verify(log: &dyn Log) -> Result<VerifyReport, Failure> {
    let verified = cairn_eventlog::verify(log)?;
    let checks: Vec<CheckReport> = verified.checks.iter().map(check).collect();
    let newer =
        verified.findings().filter(|finding| finding.kind == FindingKind::Newer).count() as u64;
    Ok(VerifyReport {
        schema: "cairn.verify/1",
        log: log.about().origin.clone(),
        sound: verified.is_sound(),
        events: verified.events,
        root: hex::encode(verified.root),
        stored_root: verified.stored.map(|head| hex::encode(head.root)),
        stored_size: verified.stored.map(|head| head.size),
        newer,
        words: words(&verified, &checks),
        checks,
    })
}

fn check(check: &cairn_eventlog::Check) -> CheckReport {
    let findings: Vec<FindingReport> = check
        .findings
        .iter()
        .map(|finding| FindingReport {
            kind: match finding.kind {
                FindingKind::Damage => FoundKind::Damage,
                FindingKind::Newer => FoundKind::Newer,
                FindingKind::Inapplicable => FoundKind::Inapplicable,
            },
            position: finding.position,
            place: finding.place.clone(),
            what: finding.what.clone(),
        })
        .collect();
    // What this cairn cannot judge or apply is what was recorded: the check is passed as far as it can be made.
    let passed = findings.iter().all(|finding| finding.kind != FoundKind::Damage);
    CheckReport { name: check.name.to_owned(), passed, findings }
}

fn words(verified: &Verified, checks: &[CheckReport]) -> String {
    let of = checks.len();
    let events = events(verified.events);
    let root = short(&hex::encode(verified.root));
    let failed = checks.iter().filter(|check| !check.passed).count();
    if failed == 0 {
        format!("{of} checks passed, {events}, root {root}")
    } else {
        format!(
            "{failed} of {of} checks failed: this log does not hold what was recorded ({events}, root {root})"
        )
    }
}

/// Says how many events: 1 event, 1,304 events.
#[must_use]
pub fn events(number: u64) -> String {
    format!("{} {}", thousands(number), if number == 1 { "event" } else { "events" })
}

/// Writes a number with commas between thousands.
#[must_use]
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let first = (digits.len() + 2) % 3 + 1;
    let (head, tail) = digits.split_at(first);
    tail.as_bytes().chunks(3).fold(head.to_owned(), |mut text, three| {
        text.push(',');
        text.extend(three.iter().map(|digit| char::from(*digit)));
        text
    })
}

/// Returns the beginning of a digest, as people compare it.
#[must_use]
pub fn short(digest: &str) -> String {
    digest.get(..12).map_or_else(|| digest.to_owned(), |start| format!("{start}…"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let cases = [
            (0, "0"),
            (7, "7"),
            (999, "999"),
            (1_000, "1,000"),
            (12_345, "12,345"),
            (1_234_567, "1,234,567"),
        ];
        for (number, text) in cases {
            assert_eq!(thousands(number), text);
        }
    }
}
