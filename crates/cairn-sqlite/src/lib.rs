//! The log on disk: one SQLite file, append-only.
//!
//! This crate will not decide what an event means or whether it may be recorded, and keeps nothing beside the log: what
//! makes replays fast is somebody else's, and disposable. How the file is laid out stands in `schema.sql`.

mod append;
mod batch;
mod checks;
mod fault;
mod open;
mod read;
mod row;
mod schema;

pub use open::is_log;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use cairn_domain::{EventId, Position, StreamId};
use cairn_eventlog::{
    About, Check, Draft, Envelope, EnvelopeRef, Examined, Expected, Hash, Head, Log, LogError,
    Outcome, PrivateRef, Still, Timing,
};
use rusqlite::{Connection, DropBehavior, Transaction};

/// A log in one SQLite file. Every error names its path.
#[derive(Debug)]
pub struct SqliteLog {
    connection: Connection,
    path: PathBuf,
    about: About,
    /// Whether it was opened to read, and speaks of the state that the log then had.
    read_only: bool,
    /// The size up to which a restore has come through this handle; another batch of it may follow.
    restored: u64,
}

impl SqliteLog {
    /// Returns the path of the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Begins to read one state of the log, unless that has begun.
    fn snapshot(&self) -> rusqlite::Result<Option<Snapshot<'_>>> {
        if !self.connection.is_autocommit() {
            return Ok(None);
        }
        let mut transaction = self.connection.unchecked_transaction()?;
        // Nothing was written; and committing, unlike rolling back, stops no reading that is still going on.
        transaction.set_drop_behavior(DropBehavior::Commit);
        read::settle(&transaction)?;
        Ok(Some(Snapshot { _until_dropped: transaction }))
    }

    fn fault(&self, fault: rusqlite::Error) -> LogError {
        fault::of(&self.path, fault)
    }
}

/// A transaction that only reads; it ends when it is dropped.
struct Snapshot<'c> {
    _until_dropped: Transaction<'c>,
}

impl Still for Snapshot<'_> {}

impl Log for SqliteLog {
    fn about(&self) -> &About {
        &self.about
    }

    fn still(&self) -> Result<Box<dyn Still + '_>, LogError> {
        match self.snapshot().map_err(|fault| self.fault(fault))? {
            Some(snapshot) => Ok(Box::new(snapshot)),
            None => Ok(Box::new(())),
        }
    }

    fn head(&self) -> Result<Head, LogError> {
        read::head(&self.connection).map_err(|fault| self.fault(fault))
    }

    fn append(
        &mut self,
        drafts: &[Draft],
        expected: &[(StreamId, Expected)],
        timing: Timing,
    ) -> Result<Vec<Outcome>, LogError> {
        self.append_all(drafts, expected, timing)
    }

    fn stream(&self, stream: &StreamId) -> Result<Vec<Envelope>, LogError> {
        self.read_stream(stream)
    }

    fn event(&self, event_id: EventId) -> Result<Option<Envelope>, LogError> {
        self.read_event(event_id)
    }

    fn streams(&self) -> Result<BTreeMap<StreamId, u64>, LogError> {
        self.read_streams()
    }

    fn streams_named(&self, prefix: &str) -> Result<Vec<StreamId>, LogError> {
        self.read_streams_named(prefix)
    }

    fn streams_with_links(&self) -> Result<BTreeSet<StreamId>, LogError> {
        self.read_streams_with_links()
    }

    fn scan(
        &self,
        after: Position,
        each: &mut dyn FnMut(EnvelopeRef<'_>) -> ControlFlow<()>,
    ) -> Result<(), LogError> {
        self.scan_after(after, each)
    }

    fn private(
        &self,
        of: Option<&StreamId>,
        each: &mut dyn FnMut(PrivateRef<'_>) -> ControlFlow<()>,
    ) -> Result<(), LogError> {
        self.scan_private(of, each)
    }

    fn leaves(&self) -> Result<Vec<Hash>, LogError> {
        read::leaves(&self.connection).map_err(|fault| self.fault(fault))
    }

    fn examine(&self, each: &mut dyn FnMut(Examined<'_>)) -> Result<(), LogError> {
        self.examine_all(each)
    }

    fn own_checks(&self) -> Vec<Check> {
        checks::all(&self.connection)
    }
}
