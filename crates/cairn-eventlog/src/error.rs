//! What a log answers when it cannot do as it was asked, in the user's words.

use std::error::Error;

use cairn_domain::{EventId, Position, StreamId};

/// What kind of answer an error is; the command line makes its exit codes of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// Whoever asked can mend it: exit code 2.
    Mendable,
    /// The log moved on in the meantime: exit code 3.
    Moved,
    /// The log is unreadable or damaged: exit code 4.
    Damaged,
}

/// Why a log could not do as it was asked.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// Somebody else appended to the stream first.
    #[error(
        "`{stream}` is at revision {actual}, not at {expected}: somebody recorded in the meantime"
    )]
    Moved {
        /// The stream.
        stream: StreamId,
        /// The revision that the caller had seen.
        expected: u64,
        /// The revision that the stream has.
        actual: u64,
    },
    /// The id is taken by an event that says something else.
    #[error("event `{event_id}` is already at position {position} with another {what}")]
    Conflict {
        /// The id.
        event_id: EventId,
        /// Where the other event stands.
        position: Position,
        /// The first field that differs, by its wire name.
        what: &'static str,
    },
    /// The event has too many canonical bytes.
    #[error("event `{event_id}` has {bytes} canonical bytes: an event holds at most 65535")]
    TooLarge {
        /// The event.
        event_id: EventId,
        /// Its size in canonical bytes.
        bytes: usize,
    },
    /// A restore goes into an empty log only.
    #[error(
        "the log already has {size} events: only a load into an empty log keeps positions and times"
    )]
    NotEmpty {
        /// How many events the log has.
        size: u64,
    },
    /// What should be restored does not follow from what is already restored.
    #[error("event `{event_id}` cannot be restored at position {position}: {what}")]
    OutOfOrder {
        /// The event.
        event_id: EventId,
        /// The position that it would get.
        position: Position,
        /// What does not fit.
        what: String,
    },
    /// The store could not do it.
    #[error("{place}: {what}")]
    Store {
        /// What kind of answer this is.
        kind: ErrorKind,
        /// The file, or whatever else holds the log, by its name.
        place: String,
        /// What happened.
        what: String,
        /// What to do next, if there is something.
        hint: Option<String>,
        /// What the store itself said.
        source: Option<Box<dyn Error + Send + Sync>>,
    },
}

impl LogError {
    /// Returns what kind of answer the error is.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::Moved { .. } => ErrorKind::Moved,
            Self::Conflict { .. }
            | Self::TooLarge { .. }
            | Self::NotEmpty { .. }
            | Self::OutOfOrder { .. } => ErrorKind::Mendable,
            Self::Store { kind, .. } => *kind,
        }
    }

    /// Returns what to do next, if there is something.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        match self {
            Self::Moved { .. } => {
                Some("look again at what is recorded now, then repeat the command")
            }
            Self::Conflict { .. } => Some(
                "an event is never changed: record a correction, or give the new event an id of its own",
            ),
            Self::TooLarge { .. } => {
                Some("keep long texts in files of their own and record a reference to them")
            }
            Self::NotEmpty { .. } => Some("restore into a new log, made by `cairn init`"),
            Self::OutOfOrder { .. } => Some(
                "restore a whole export, in the order in which it was written; `cairn load --as-new` records a part of \
                     one as of now",
            ),
            Self::Store { hint, .. } => hint.as_deref(),
        }
    }

    /// Says that the store holds something that cairn did not write.
    pub fn damaged(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Store {
            kind: ErrorKind::Damaged,
            place: place.into(),
            what: what.into(),
            hint: Some(
                "`cairn verify` says what is damaged, and where; keep the file as it is".to_owned(),
            ),
            source: None,
        }
    }
}
