//! What a row of a participant report becomes: a stay, or skipped with its reason, or kept as unreadable.
//!
//! None of them says who somebody is, or for how long all stays of a person last together.

use std::fmt;

use chrono::NaiveDateTime;

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
