//! What there was in all terms together.

use std::fmt;
use std::ops::Add;

/// Sums over terms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    pub terms: usize,
    pub files: usize,
    pub imports: usize,
    pub rows: usize,
    pub events: u64,
    /// Rows that were left for people.
    pub queued: usize,
    /// Of them, those that people decided.
    pub decided: usize,
    /// People who were credited with what is not theirs.
    pub wrong_credits: usize,
}

impl Add for Totals {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            terms: self.terms + other.terms,
            files: self.files + other.files,
            imports: self.imports + other.imports,
            rows: self.rows + other.rows,
            events: self.events + other.events,
            queued: self.queued + other.queued,
            decided: self.decided + other.decided,
            wrong_credits: self.wrong_credits + other.wrong_credits,
        }
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { terms, files, imports, rows, events, queued, decided, wrong_credits } = self;
        write!(
            f,
            "{terms} terms, {files} files with {rows} rows, {imports} imports, {events} events, \
             {queued} rows left for people, {decided} of them decided, {wrong_credits} wrong credits"
        )
    }
}
