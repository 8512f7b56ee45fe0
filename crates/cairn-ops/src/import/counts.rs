//! What became of the rows of a file, added up.

use schemars::JsonSchema;
use serde::Serialize;

use crate::verify::thousands;

/// What became of the rows of a file: all of them, added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// Rows below the headings.
    pub rows: u64,
    /// Rows that are new.
    pub new: u64,
    /// Rows that are on record as they stand.
    pub known: u64,
    /// Rows that say more than what is on record, which is put right.
    pub amended: u64,
    /// Rows that are on record otherwise, for people to put right.
    pub changed: u64,
    /// Rows for people to decide.
    pub queued: u64,
    /// Rows that were skipped.
    pub skipped: u64,
    /// Rows that could not be read.
    pub unreadable: u64,
}

impl Counts {
    /// Tells whether every row became something.
    #[must_use]
    pub const fn reconcile(&self) -> bool {
        let Self { rows, new, known, amended, changed, queued, skipped, unreadable } = *self;
        rows == new + known + amended + changed + queued + skipped + unreadable
    }

    /// Says them as a sum.
    #[must_use]
    pub fn words(&self) -> String {
        let Self { rows, new, known, amended, changed, queued, skipped, unreadable } = *self;
        let parts = [
            (new, "new"),
            (known, "already on record"),
            (amended, "changed since, and amended"),
            (changed, "not as on record"),
            (queued, "to be decided"),
            (skipped, "skipped"),
            (unreadable, "unreadable"),
        ];
        let there = parts.into_iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> =
            there.map(|(count, what)| format!("{} {what}", thousands(count))).collect();
        let noun = if rows == 1 { "row" } else { "rows" };
        let sum =
            if parts.is_empty() { String::new() } else { format!(" = {}", parts.join(" + ")) };
        format!("{} {noun}{sum}", thousands(rows))
    }
}
