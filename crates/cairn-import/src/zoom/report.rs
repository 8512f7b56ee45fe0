//! What a participant report says: meetings, their rows, and what became of these.
//!
//! Times are local and without a zone, as the file has them; nothing is added up and nobody is recognised.

use std::fmt;

use chrono::NaiveDateTime;

use super::headings::Language;
use super::recognise::Variant;
use super::rows::Row;
use crate::order::DateOrder;
use crate::table::Delimiter;
use crate::text::Encoding;

/// A participant report, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The file's name, as it was given.
    pub name: String,
    /// The SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// The form it was read in.
    pub variant: Variant,
    /// The form it was recognised as: another one only where whoever asked said so.
    pub recognised: Variant,
    /// The language of its headings.
    pub language: Language,
    /// How its characters are written.
    pub encoding: Encoding,
    /// What stands between its cells.
    pub delimiter: Delimiter,
    /// Whether it writes the month or the day first, and how that is known.
    pub order: DateOrder,
    /// The meetings, in the order of the file, with their rows.
    pub meetings: Vec<Meeting>,
    /// What is odd about lines that are no rows.
    pub remarks: Vec<Remark>,
    /// How many rows the file has below its headings, as counted before any was read.
    pub rows: usize,
}

impl Report {
    /// Returns all rows, in the order of the meetings.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.meetings.iter().flat_map(|meeting| &meeting.rows)
    }

    /// Counts what became of the rows.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { rows: self.rows, stays: 0, skipped: 0, unreadable: 0 };
        for row in self.rows() {
            match row {
                Row::Stay(_) => counts.stays += 1,
                Row::Skipped(_) => counts.skipped += 1,
                Row::Unreadable(_) => counts.unreadable += 1,
            }
        }
        counts
    }
}

/// What became of a report's rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Rows in the file.
    pub rows: usize,
    /// Rows that say that somebody was there.
    pub stays: usize,
    /// Rows that were skipped, each with its reason.
    pub skipped: usize,
    /// Rows that could not be read.
    pub unreadable: usize,
}

impl Counts {
    /// Returns whether every row of the file became something.
    #[must_use]
    pub fn reconcile(&self) -> bool {
        self.rows == self.stays + self.skipped + self.unreadable
    }
}

/// A meeting, and who was there. Whatever the file does not say is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meeting {
    /// What it is called.
    pub topic: Option<String>,
    /// Its number, without blanks; one that recurs keeps its number.
    pub id: Option<String>,
    /// Whose meeting it is.
    pub host: Host,
    /// When it began, in local time.
    pub start: Option<NaiveDateTime>,
    /// When it ended, in local time.
    pub end: Option<NaiveDateTime>,
    /// How many participants Zoom counted.
    pub participants: Option<u32>,
    /// The rows, in the order of the file.
    pub rows: Vec<Row>,
}

/// Whose meeting it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Host {
    /// The name.
    pub name: Option<String>,
    /// The address, in small letters.
    pub email: Option<String>,
}

/// What is odd about a line that is no row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The line, counted from 1.
    pub line: usize,
    /// What is odd about it.
    pub what: String,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}
