//! What is said of a file that was written beside the log: what it holds, and from when it speaks.

use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::Asked;

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Written {
    /// `cairn.written/1`.
    pub schema: &'static str,
    /// From when and from what the file speaks.
    pub asked: Asked,
    /// What it holds: `calendar`, `roster`, `attendance` or `balances`.
    pub what: &'static str,
    /// In which form: `ics`, `csv` or `xlsx`.
    pub form: &'static str,
    /// Where it is, as it was named.
    pub file: String,
    /// How many sessions or people it lists.
    pub rows: usize,
    /// The outcome in words.
    pub words: String,
}

impl Written {
    /// Says what was written.
    #[must_use]
    pub fn new(
        asked: Asked,
        (what, form): (&'static str, &'static str),
        file: String,
        (rows, counted): (usize, String),
    ) -> Self {
        let words = format!("`{file}` written: {what}, {counted}");
        Self { schema: "cairn.written/1", asked, what, form, file, rows, words }
    }
}
