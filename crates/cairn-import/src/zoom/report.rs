//! What a participant report says: meetings, and rows that say who was there.
//!
//! Times are local and without a zone, as the file has them; nothing is added up and nobody is recognised.

use std::fmt;

use chrono::NaiveDateTime;

use super::headings::Language;
use super::recognise::Variant;
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

/// What a row of the file became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Somebody was there.
    Stay(Stay),
    /// It says nothing about presence.
    Skipped(Skipped),
    /// It could not be read.
    Unreadable(Unreadable),
}

impl Row {
    /// Returns the line where the row begins.
    #[must_use]
    pub fn line(&self) -> usize {
        match self {
            Self::Stay(stay) => stay.line,
            Self::Skipped(skipped) => skipped.line,
            Self::Unreadable(unreadable) => unreadable.line,
        }
    }
}

/// Somebody was there, once: rows of one person may be many, and overlap where two devices were used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// The line where the row begins, counted from 1.
    pub line: usize,
    /// The name as it was shown.
    pub name: String,
    /// The name before it was changed, where the report gives both.
    pub original_name: Option<String>,
    /// The address in small letters; only people who had signed in have one.
    pub email: Option<String>,
    /// From when to when, or for how long.
    pub presence: Presence,
    /// Whether Zoom calls this person a guest, where it says so.
    pub guest: Option<bool>,
    /// In which part.
    pub part: Part,
    /// What is odd about it.
    pub notes: Vec<Note>,
}

/// How a report says that somebody was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// From when to when, in local time.
    Between {
        /// When the person joined.
        join: NaiveDateTime,
        /// When the person left; not before that.
        leave: NaiveDateTime,
        /// The minutes that the report claims.
        claimed: Option<u32>,
    },
    /// Duration only: it cannot be told how much of it was within a session.
    Minutes(u32),
}

/// In which part somebody was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// In a meeting, where the report makes no difference.
    Participant,
    /// As host of a webinar.
    Host,
    /// As panelist of a webinar.
    Panelist,
    /// As attendee of a webinar.
    Attendee,
    /// By telephone, to a webinar: times to the minute, and no address.
    Caller,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Participant => "participant",
            Self::Host => "host",
            Self::Panelist => "panelist",
            Self::Attendee => "attendee",
            Self::Caller => "caller",
        })
    }
}

/// What is odd about a row that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The minutes claimed are not those between joining and leaving, by more than one.
    MinutesDisagree {
        /// What the report claims.
        claimed: u32,
        /// What the times say, a minute that has begun being a whole one.
        counted: u64,
    },
    /// What stands for the address is none.
    NoAddress(String),
    /// Whether it is a guest is said neither by yes nor by no.
    GuestUnclear(String),
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MinutesDisagree { claimed, counted } => {
                write!(f, "claims {claimed} minutes, the times say {counted}")
            }
            Self::NoAddress(found) => write!(f, "`{found}` is not an address"),
            Self::GuestUnclear(found) => {
                write!(f, "whether a guest: `{found}` is neither yes nor no")
            }
        }
    }
}

/// A row that says nothing about presence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The line where the row begins, counted from 1.
    pub line: usize,
    /// Why it was skipped.
    pub why: Why,
    /// The row as the file has it.
    pub cells: Vec<String>,
}

/// Why a row was skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The time is that in the waiting room, before the meeting.
    WaitingRoom,
    /// Registered for a webinar, and did not come.
    DidNotAttend,
    /// The headings again, as in files that were joined.
    Heading,
    /// The line with which a report ends.
    ClosingLine,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WaitingRoom => "in the waiting room",
            Self::DidNotAttend => "did not attend",
            Self::Heading => "the headings again",
            Self::ClosingLine => "the closing line",
        })
    }
}

/// A row that could not be read, kept as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The line where the row begins, counted from 1.
    pub line: usize,
    /// The column by its heading, or what else it is about.
    pub field: String,
    /// What is there.
    pub found: String,
    /// What was expected there.
    pub expected: String,
    /// What to do next.
    pub hint: String,
    /// The row as the file has it.
    pub cells: Vec<String>,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, field, found, expected, .. } = self;
        write!(f, "line {line}, `{field}`: expected {expected}, found {found}")
    }
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
