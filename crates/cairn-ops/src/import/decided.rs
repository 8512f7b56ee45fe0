//! What was decided of rows in the queue, and what came of it.

use cairn_domain::{Instant, Position};
use cairn_eventlog::{Draft, Log, Timing};
use schemars::JsonSchema;
use serde::Serialize;

use crate::failure::Failure;
use crate::people::Who;

/// What was decided, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Resolved {
    /// Always `cairn.import-resolved/1`.
    pub schema: &'static str,
    /// The log's own name.
    pub log: String,
    /// Whether it was recorded; otherwise nothing was.
    pub recorded: bool,
    /// The rows.
    pub rows: Vec<Outcome>,
    /// The outcome in words.
    pub words: String,
}

impl Resolved {
    pub(super) fn said(&self) -> String {
        match (self.rows.len(), self.recorded) {
            (0, _) => "Of no row that waits is it known whose it is".to_owned(),
            (1, true) => "1 row was decided".to_owned(),
            (many, true) => format!("{many} rows were decided"),
            (1, false) => "1 row would be decided; nothing was (dry run)".to_owned(),
            (many, false) => format!("{many} rows would be decided; nothing was (dry run)"),
        }
    }
}

/// One row that was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Outcome {
    /// The row's number in the queue.
    pub number: Position,
    /// What the row shows.
    pub shown: String,
    /// Whose it is; absent: nobody's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<Who>,
    /// What came of it, in words.
    pub outcome: String,
}

/// What is ready to be recorded.
#[derive(Debug, Clone)]
pub struct Decided {
    pub(super) drafts: Vec<Draft>,
    pub(super) now: Instant,
    pub(super) report: Resolved,
}

impl Decided {
    /// Returns what would be recorded; nothing is.
    #[must_use]
    pub fn rehearse(self) -> Resolved {
        self.report
    }

    /// Records all of it, or nothing.
    pub fn carry_out(self, log: &mut dyn Log) -> Result<Resolved, Failure> {
        log.append(&self.drafts, &[], Timing::Now(self.now))?;
        let mut report = self.report;
        report.recorded = true;
        report.words = report.said();
        Ok(report)
    }
}
