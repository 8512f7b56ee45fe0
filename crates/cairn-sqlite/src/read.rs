//! Reading: rows in order of position, borrowed from SQLite, so that a replay allocates nothing for each.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use cairn_domain::{EventId, Position, StreamId};
use cairn_eventlog::{
    Envelope, EnvelopeRef, Examined, Hash, Head, Log as _, LogError, PrivateFields, PrivateRef,
    PrivateValue,
};
use rusqlite::{Connection, Params, Row};

use crate::row::{self, COLUMNS, Streams};
use crate::{SqliteLog, fault};

/// Reads something, since a transaction speaks of the state that its first reading finds.
pub(crate) fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
}

/// Returns the stored size and root.
pub(crate) fn head(connection: &Connection) -> rusqlite::Result<Head> {
    let mut select = connection.prepare_cached("SELECT size, root FROM head WHERE one = 1")?;
    select.query_row([], |row| Ok(Head { size: row.get(0)?, root: row.get(1)? }))
}

/// Returns the stored leaf hashes.
pub(crate) fn leaves(connection: &Connection) -> rusqlite::Result<Vec<Hash>> {
    let mut select = connection.prepare_cached("SELECT leaf FROM events ORDER BY position")?;
    select.query_map([], |row| row.get(0))?.collect()
}

impl SqliteLog {
    pub(crate) fn read_stream(&self, stream: &StreamId) -> Result<Vec<Envelope>, LogError> {
        let _still = self.still()?;
        let select = format!(
            "SELECT {COLUMNS} FROM events WHERE stream = (SELECT number FROM streams WHERE name = ?) ORDER BY revision"
        );
        let mut events = Vec::new();
        self.rows(&select, [stream.to_string()], |row| {
            events.push(row::event(row, stream)?.to_envelope(PrivateFields::new()));
            Ok(ControlFlow::Continue(()))
        })?;
        let mut places: BTreeMap<Position, usize> = BTreeMap::new();
        places.extend(events.iter().enumerate().map(|(place, event)| (event.position, place)));
        let mut unreadable = None;
        self.scan_private(Some(stream), &mut |row| {
            let event = places.get(&row.position).and_then(|place| events.get_mut(*place));
            let Some(event) = event else { return ControlFlow::Continue(()) };
            let Ok(value) = serde_json::from_str(row.value) else {
                unreadable = Some(row.position);
                return ControlFlow::Break(());
            };
            event.private.insert(row.field.to_owned(), PrivateValue { salt: row.salt, value });
            ControlFlow::Continue(())
        })?;
        match unreadable {
            None => Ok(events),
            Some(position) => {
                let what = format!("at position {position}: a private value is not JSON");
                Err(LogError::damaged(fault::place(&self.path), what))
            }
        }
    }

    pub(crate) fn read_event(&self, event_id: EventId) -> Result<Option<Envelope>, LogError> {
        let _still = self.still()?;
        let mut found = None;
        let mut streams = Streams::default();
        let select = format!("SELECT {COLUMNS} FROM events WHERE event_id = ?");
        self.rows(&select, [event_id.as_bytes()], |row| {
            let stream = streams.get(&self.connection, row::integer(row, 1)?)?;
            found = Some(row::event(row, stream)?.to_envelope(PrivateFields::new()));
            Ok(ControlFlow::Break(()))
        })?;
        let Some(mut event) = found else { return Ok(None) };
        let select = "SELECT field, salt, value FROM private WHERE position = ? ORDER BY field";
        self.rows(select, [event.position], |row| {
            let salt = row::digest(row, 1).ok_or("a salt is not 32 bytes")?;
            let value =
                serde_json::from_str(row::text(row, 2)?).map_err(|fault| fault.to_string())?;
            event.private.insert(row::text(row, 0)?.to_owned(), PrivateValue { salt, value });
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(Some(event))
    }

    pub(crate) fn read_streams(&self) -> Result<BTreeMap<StreamId, u64>, LogError> {
        let select =
            "SELECT name, (SELECT max(revision) FROM events WHERE stream = number) FROM streams";
        let mut streams = BTreeMap::new();
        self.rows(select, [], |row| {
            let name = row::text(row, 0)?.parse::<StreamId>().map_err(|fault| fault.to_string())?;
            streams.insert(name, row::count(row, 1)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(streams)
    }

    pub(crate) fn read_streams_named(&self, prefix: &str) -> Result<Vec<StreamId>, LogError> {
        // The first text after all that begin with the prefix: a range that the index on names serves.
        let beyond = format!("{prefix}\u{10FFFF}");
        let select = "SELECT name FROM streams WHERE name >= ? AND name < ? ORDER BY name";
        let mut found = Vec::new();
        self.rows(select, [prefix, &beyond], |row| {
            found.push(row::text(row, 0)?.parse::<StreamId>().map_err(|fault| fault.to_string())?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }

    pub(crate) fn read_streams_with_links(&self) -> Result<BTreeSet<StreamId>, LogError> {
        let select = "SELECT DISTINCT name FROM events JOIN streams ON number = stream WHERE type = 'linked'";
        let mut found = BTreeSet::new();
        self.rows(select, [], |row| {
            found
                .insert(row::text(row, 0)?.parse::<StreamId>().map_err(|fault| fault.to_string())?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }

    pub(crate) fn scan_after(
        &self,
        after: Position,
        each: &mut dyn FnMut(EnvelopeRef<'_>) -> ControlFlow<()>,
    ) -> Result<(), LogError> {
        let mut streams = self.streams_after(after)?;
        let select = format!("SELECT {COLUMNS} FROM events WHERE position > ? ORDER BY position");
        let after = i64::try_from(after).unwrap_or(i64::MAX);
        self.rows(&select, [after], |row| {
            let stream = streams.get(&self.connection, row::integer(row, 1)?)?;
            Ok(each(row::event(row, stream)?))
        })
    }

    /// A whole scan meets nearly every stream, and reads them at once; what is new since a position meets few.
    fn streams_after(&self, after: Position) -> Result<Streams, LogError> {
        if after > 0 {
            return Ok(Streams::default());
        }
        Streams::load(&self.connection).map_err(|fault| self.fault(fault))
    }

    pub(crate) fn scan_private(
        &self,
        of: Option<&StreamId>,
        each: &mut dyn FnMut(PrivateRef<'_>) -> ControlFlow<()>,
    ) -> Result<(), LogError> {
        let mut streams = self.streams_after(u64::from(of.is_some()))?;
        let mut show = |row: &Row<'_>| {
            let stream = streams.get(&self.connection, row::integer(row, 1)?)?;
            let salt = row::digest(row, 3).ok_or("a salt is not 32 bytes")?;
            let (position, field, value) =
                (row::count(row, 0)?, row::text(row, 2)?, row::text(row, 4)?);
            Ok(each(PrivateRef { position, stream, field, salt, value }))
        };
        match of {
            None => {
                // CROSS JOIN: in the order of the side table, which has far fewer rows than the log.
                let select = "SELECT position, stream, field, salt, value FROM private CROSS JOIN events \
                              USING (position) ORDER BY position, field";
                self.rows(select, [], &mut show)
            }
            Some(stream) => {
                let select = "SELECT position, stream, field, salt, value FROM events CROSS JOIN private \
                              USING (position) WHERE stream = (SELECT number FROM streams WHERE name = ?) \
                              ORDER BY revision, field";
                self.rows(select, [stream.to_string()], &mut show)
            }
        }
    }

    pub(crate) fn examine_all(&self, each: &mut dyn FnMut(Examined<'_>)) -> Result<(), LogError> {
        let mut streams = self.streams_after(0)?;
        let select = format!("SELECT {COLUMNS}, leaf FROM events ORDER BY position");
        self.rows(&select, [], |row| {
            let position = row::count(row, 0)?;
            let stream =
                row::integer(row, 1).and_then(|number| streams.get(&self.connection, number));
            let event = stream.and_then(|stream| row::event(row, stream));
            each(Examined { position, leaf: row::digest(row, 12), event });
            Ok(ControlFlow::Continue(()))
        })
    }

    /// Shows the rows of a statement until one breaks, or is not what cairn writes.
    fn rows(
        &self,
        select: &str,
        with: impl Params,
        mut each: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, String>,
    ) -> Result<(), LogError> {
        let fault = |error| fault::of(&self.path, error);
        let mut statement = self.connection.prepare_cached(select).map_err(fault)?;
        let mut rows = statement.query(with).map_err(fault)?;
        let mut last = 0;
        while let Some(row) = rows.next().map_err(fault)? {
            last = row::count(row, 0).unwrap_or(last);
            match each(row) {
                Ok(ControlFlow::Continue(())) => {}
                Ok(ControlFlow::Break(())) => break,
                Err(what) => {
                    let what = format!("at position {last}: {what}");
                    return Err(LogError::damaged(fault::place(&self.path), what));
                }
            }
        }
        Ok(())
    }
}
