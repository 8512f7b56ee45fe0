//! What a log is, whatever holds it: events in one order, appended to and never changed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use cairn_domain::{EventId, Instant, Position, StreamId};

use crate::draft::Draft;
use crate::envelope::{Envelope, EnvelopeRef, PrivateRef};
use crate::error::LogError;
use crate::merkle::Hash;
use crate::proof::Head;
use crate::verify::{Check, Examined};

/// What a log says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The log's name in every leaf, such as `log.example.org/compassionate-systems`: no event can move to another log.
    pub origin: String,
    /// When the log was made.
    pub created_at: Instant,
    /// The version of the format that it is kept in.
    pub format: u32,
    /// Whether it was made under a frozen clock (`CAIRN_NOW`): its times are for tests and transcripts.
    pub frozen_clock: bool,
}

/// What the caller takes for granted about a stream when it appends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Nothing.
    Any,
    /// That it has no events.
    Empty,
    /// That its last event has this revision.
    At(u64),
}

impl Expected {
    /// Returns the revision that is expected, if one is.
    #[must_use]
    pub const fn revision(self) -> Option<u64> {
        match self {
            Self::Any => None,
            Self::Empty => Some(0),
            Self::At(revision) => Some(revision),
        }
    }

    /// Checks what was expected of a stream against the revision that it has; [`LogError::Moved`] if they differ.
    pub fn check(self, stream: &StreamId, actual: u64) -> Result<(), LogError> {
        match self.revision() {
            Some(expected) if expected != actual => {
                Err(LogError::Moved { stream: stream.clone(), expected, actual })
            }
            _ => Ok(()),
        }
    }
}

/// Where `recorded_at` comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// It is now; or the time of the last event, should the clock have been set back.
    Now(Instant),
    /// A restore: from the drafts, with their positions checked. Only into a log that is empty, or that only the same
    /// handle has restored into so far, so that a long file can come in several batches.
    Keep,
}

/// What became of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is in the log now.
    Appended {
        /// Its place in the log.
        position: Position,
        /// Its place in its stream.
        revision: u64,
    },
    /// The same event was there before; nothing was written.
    AlreadyThere {
        /// Its place in the log.
        position: Position,
    },
}

impl Outcome {
    /// Returns where the event stands in the log.
    #[must_use]
    pub const fn position(self) -> Position {
        match self {
            Self::Appended { position, .. } | Self::AlreadyThere { position } => position,
        }
    }
}

/// What keeps a log still for whoever reads it, until it is dropped ([`Log::still`]).
pub trait Still {}

impl Still for () {}

/// An append-only log of events.
///
/// Reading methods that take a closure show one row at a time, in order of position, and stop when it breaks.
pub trait Log {
    /// Returns what the log says about itself.
    fn about(&self) -> &About;

    /// Keeps the log still: until what is returned is dropped, every reading through this handle speaks of one state of
    /// the log, whatever others append meanwhile.
    ///
    /// A backend that others can write to overrides this.
    fn still(&self) -> Result<Box<dyn Still + '_>, LogError> {
        Ok(Box::new(()))
    }

    /// Returns the size of the log and the root of its Merkle tree.
    fn head(&self) -> Result<Head, LogError>;

    /// Appends all of the drafts, in order, or none.
    ///
    /// Which error wins: first, that a restore has no empty log to go into; then, in order of the drafts, an id that is
    /// taken by other content; then, unless every draft is already there, the first stream of `expected` that is not
    /// where it should be; then what is wrong with a draft.
    /// Private values of a draft that is already there are not stored again: they may have been erased since.
    fn append(
        &mut self,
        drafts: &[Draft],
        expected: &[(StreamId, Expected)],
        timing: Timing,
    ) -> Result<Vec<Outcome>, LogError>;

    /// Returns the events of a stream, in order, with the private values that are still held; empty if there is none.
    fn stream(&self, stream: &StreamId) -> Result<Vec<Envelope>, LogError>;

    /// Returns the event with this id, with the private values that are still held.
    fn event(&self, event_id: EventId) -> Result<Option<Envelope>, LogError>;

    /// Returns every stream and its last revision.
    fn streams(&self) -> Result<BTreeMap<StreamId, u64>, LogError>;

    /// Returns the streams whose name begins with a prefix, such as `cohort/`, in order.
    ///
    /// A backend that can look names up overrides this.
    fn streams_named(&self, prefix: &str) -> Result<Vec<StreamId>, LogError> {
        let streams = self.streams()?;
        Ok(streams.into_keys().filter(|stream| stream.to_string().starts_with(prefix)).collect())
    }

    /// Returns the streams that hold a `linked` event, whether or not it still counts.
    ///
    /// A backend that can look kinds up overrides this: an audit of one person asks it of a log of millions.
    fn streams_with_links(&self) -> Result<BTreeSet<StreamId>, LogError> {
        let mut found = BTreeSet::new();
        self.scan(0, &mut |each| {
            if each.kind == "linked" {
                found.insert(each.stream.clone());
            }
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    /// Shows every event after a position (0: all), without private values.
    fn scan(
        &self,
        after: Position,
        each: &mut dyn FnMut(EnvelopeRef<'_>) -> ControlFlow<()>,
    ) -> Result<(), LogError>;

    /// Shows the private values that are still held, of one stream or of all.
    fn private(
        &self,
        of: Option<&StreamId>,
        each: &mut dyn FnMut(PrivateRef<'_>) -> ControlFlow<()>,
    ) -> Result<(), LogError>;

    /// Returns the stored leaf hashes, in order of position.
    fn leaves(&self) -> Result<Vec<Hash>, LogError>;

    /// Shows every row as it is stored, damaged ones too, for [`crate::verify()`].
    fn examine(&self, each: &mut dyn FnMut(Examined<'_>)) -> Result<(), LogError>;

    /// Makes the checks that only this backend can make of itself, for [`crate::verify()`].
    fn own_checks(&self) -> Vec<Check>;
}
