//! One row, read without trusting it: every value may be of a file that somebody damaged.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use cairn_domain::{EventId, StreamId};
use cairn_eventlog::{EnvelopeRef, Hash};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::schema::{instant_from, occurred_from};

/// The columns of an event, as [`event`] reads them.
pub(crate) const COLUMNS: &str = "position, stream, revision, type, version, occurred_at, occurred_on, recorded_at, \
                                  event_id, body, recorded_by, source";

/// Which streams the rows name by number.
#[derive(Default)]
pub(crate) struct Streams {
    /// All, from number 1, where a whole log is read.
    all: Vec<StreamId>,
    /// Those that were asked for one by one.
    some: HashMap<i64, StreamId>,
}

impl Streams {
    /// Reads them all; what cannot be read is found when a row asks for it.
    pub(crate) fn load(connection: &Connection) -> rusqlite::Result<Self> {
        let mut select =
            connection.prepare_cached("SELECT number, name FROM streams ORDER BY number")?;
        let mut rows = select.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let next = i64::try_from(all.len()).unwrap_or(i64::MAX) + 1;
            match (row.get_ref(0)?, name(row.get_ref(1)?)) {
                (ValueRef::Integer(number), Some(name)) if number == next => all.push(name),
                _ => break,
            }
        }
        Ok(Self { all, some: HashMap::new() })
    }

    /// Returns the stream with this number, or what is wrong with it.
    pub(crate) fn get(
        &mut self,
        connection: &Connection,
        number: i64,
    ) -> Result<&StreamId, String> {
        let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        if let Some(name) = place.and_then(|place| self.all.get(place)) {
            return Ok(name);
        }
        match self.some.entry(number) {
            Entry::Occupied(known) => Ok(known.into_mut()),
            Entry::Vacant(unknown) => Ok(unknown.insert(one(connection, number)?)),
        }
    }
}

fn one(connection: &Connection, number: i64) -> Result<StreamId, String> {
    let read = connection.prepare_cached("SELECT name FROM streams WHERE number = ?").and_then(
        |mut select| select.query_row([number], |row| Ok(name(row.get_ref(0)?))).optional(),
    );
    let found = read.map_err(|fault| fault.to_string())?.flatten();
    found.ok_or_else(|| {
        format!("it names stream number {number}, which is not there or has no right name")
    })
}

fn name(value: ValueRef<'_>) -> Option<StreamId> {
    value.as_str().ok()?.parse().ok()
}

/// Reads the columns of an event; an error says what is wrong with the row, in words.
pub(crate) fn event<'a>(row: &'a Row<'_>, stream: &'a StreamId) -> Result<EnvelopeRef<'a>, String> {
    let recorded_at = integer(row, 7)?;
    Ok(EnvelopeRef {
        position: count(row, 0)?,
        revision: count(row, 2)?,
        event_id: event_id(row, 8)?,
        stream,
        kind: text(row, 3)?,
        version: u16::try_from(integer(row, 4)?).map_err(|_| wrong("version"))?,
        occurred_at: occurred_from(maybe_integer(row, 5)?, maybe_integer(row, 6)?)
            .ok_or_else(|| wrong("occurred_at"))?,
        recorded_at: instant_from(recorded_at).ok_or_else(|| wrong("recorded_at"))?,
        recorded_by: text(row, 10)?,
        source: match value(row, 11)? {
            ValueRef::Null => None,
            _ => Some(text(row, 11)?),
        },
        body: text(row, 9)?,
    })
}

fn event_id(row: &Row<'_>, column: usize) -> Result<EventId, String> {
    let bytes = value(row, column)?.as_blob().map_err(|_| wrong("event_id"))?;
    EventId::from_slice(bytes).map_err(|_| wrong("event_id"))
}

/// Reads a column of 32 bytes.
pub(crate) fn digest(row: &Row<'_>, column: usize) -> Option<Hash> {
    row.get_ref(column).ok()?.as_blob().ok()?.try_into().ok()
}

pub(crate) fn text<'a>(row: &'a Row<'_>, column: usize) -> Result<&'a str, String> {
    value(row, column)?.as_str().map_err(|_| format!("column {column} is not UTF-8 text"))
}

pub(crate) fn integer(row: &Row<'_>, column: usize) -> Result<i64, String> {
    value(row, column)?.as_i64().map_err(|_| format!("column {column} is not an integer"))
}

pub(crate) fn count(row: &Row<'_>, column: usize) -> Result<u64, String> {
    u64::try_from(integer(row, column)?).map_err(|_| format!("column {column} is negative"))
}

fn maybe_integer(row: &Row<'_>, column: usize) -> Result<Option<i64>, String> {
    value(row, column)?.as_i64_or_null().map_err(|_| format!("column {column} is not an integer"))
}

fn value<'a>(row: &'a Row<'_>, column: usize) -> Result<ValueRef<'a>, String> {
    row.get_ref(column).map_err(|fault| fault.to_string())
}

fn wrong(column: &str) -> String {
    format!("`{column}` is not what cairn writes")
}
