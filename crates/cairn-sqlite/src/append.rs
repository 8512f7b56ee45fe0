//! Appending: one transaction for each batch, all or nothing, under the write lock from its first read on.

use cairn_domain::StreamId;
use cairn_eventlog::{Draft, Expected, LogError, Outcome, Timing};
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};

use crate::batch::{Batch, Stop};
use crate::schema::guard;
use crate::{SqliteLog, fault, open};

impl SqliteLog {
    pub(crate) fn append_all(
        &mut self,
        drafts: &[Draft],
        expected: &[(StreamId, Expected)],
        timing: Timing,
    ) -> Result<Vec<Outcome>, LogError> {
        let Self { connection, path, about, read_only, restored } = self;
        let fault = |error| fault::of(path, error);
        if *read_only {
            return Err(fault(open::refused("query_only")));
        }
        if let Timing::Now(now) = timing {
            open::in_range(path, now)?;
        }
        // IMMEDIATE: a transaction that reads first and then wants to write would fail without waiting.
        let transaction =
            connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fault)?;
        let lifted = drafts.len() >= BULK && lift_guard(&transaction).map_err(fault)?;
        let mut batch = Batch::begin(&transaction).map_err(fault)?;
        let size = batch.size();
        if batch.is_damaged() {
            let what =
                "the stored head does not belong to the rows: nothing is appended to a damaged log";
            return Err(LogError::damaged(fault::place(path), what));
        }
        if timing == Timing::Keep && size != *restored {
            return Err(LogError::NotEmpty { size });
        }
        let outcomes =
            batch.run(drafts, expected, &about.origin, timing).map_err(|stop| match stop {
                Stop::Log(error) => error,
                Stop::Sqlite(error) => fault::of(path, error),
                Stop::Damaged(what) => LogError::damaged(fault::place(path), what),
            })?;
        let grown = batch.size();
        if grown > size {
            batch.store_head().map_err(fault)?;
            drop(batch);
            if lifted {
                transaction.execute_batch(guard()).map_err(fault)?;
            }
            transaction.commit().map_err(fault)?;
        }
        if timing == Timing::Keep {
            *restored = grown;
        }
        Ok(outcomes)
    }
}

/// From so many drafts on, a batch is inserted without the guard on each row.
const BULK: usize = 200;

/// Takes away the trigger that guards each insertion; tells whether it stood as this version makes it.
///
/// The guard is for others: it looks three times into the tables for each row, which halves the rate of a load, to find
/// out what a batch knows. Nobody else ever sees the log without it, since it goes and comes back in one transaction.
fn lift_guard(connection: &Connection) -> rusqlite::Result<bool> {
    let select = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = 'events_append'";
    let stored: Option<String> = connection.query_row(select, [], |row| row.get(0)).optional()?;
    let ours = stored.is_some_and(|stored| stored == guard());
    if ours {
        connection.execute_batch("DROP TRIGGER events_append")?;
    }
    Ok(ours)
}
