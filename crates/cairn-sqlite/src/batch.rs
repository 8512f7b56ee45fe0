//! One batch of drafts on its way into the file.

use std::collections::HashMap;

use cairn_domain::{EventId, Instant, StreamId};
use cairn_eventlog::canonical::{self, LARGEST_EVENT};
use cairn_eventlog::merkle::leaf_hash;
use cairn_eventlog::{Draft, Expected, Frontier, LogError, Outcome, Timing};
use rusqlite::{CachedStatement, Connection, OptionalExtension as _, params};

use crate::row::{self, COLUMNS, Streams};
use crate::schema::{instant_from, occurred_columns};

/// Why a batch stops.
pub(crate) enum Stop {
    Log(LogError),
    Sqlite(rusqlite::Error),
    Damaged(String),
}

impl From<LogError> for Stop {
    fn from(error: LogError) -> Self {
        Self::Log(error)
    }
}

impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// A stream within a batch.
struct Known {
    number: i64,
    revision: u64,
}

/// One transaction's work, with what it has read so that it reads it once.
pub(crate) struct Batch<'c> {
    connection: &'c Connection,
    insert: CachedStatement<'c>,
    frontier: Frontier,
    root_fits: bool,
    last_position: u64,
    last_time: Option<Instant>,
    /// The largest id in the log: time-ordered ids are nearly always larger, and need no looking up.
    largest_id: Option<EventId>,
    fresh_ids: HashMap<EventId, usize>,
    streams: HashMap<StreamId, Known>,
    next_stream: i64,
    leaf: Vec<u8>,
}

impl<'c> Batch<'c> {
    /// Reads where the log ends.
    pub(crate) fn begin(connection: &'c Connection) -> rusqlite::Result<Self> {
        let mut select =
            connection.prepare_cached("SELECT size, root, frontier FROM head WHERE one = 1")?;
        let (size, root, bytes): (u64, [u8; 32], Vec<u8>) =
            select.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let stored = Frontier::from_bytes(size, &bytes);
        let root_fits = stored.as_ref().is_some_and(|frontier| frontier.root() == root);
        let mut select = connection.prepare_cached(
            "SELECT position, recorded_at FROM events ORDER BY position DESC LIMIT 1",
        )?;
        let last: Option<(u64, i64)> =
            select.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let last_time = last.and_then(|(_, micros)| instant_from(micros));
        let mut select = connection.prepare_cached("SELECT max(event_id) FROM events")?;
        let largest: Option<[u8; 16]> = select.query_row([], |row| row.get(0))?;
        let mut select =
            connection.prepare_cached("SELECT coalesce(max(number), 0) + 1 FROM streams")?;
        let next_stream = select.query_row([], |row| row.get(0))?;
        Ok(Self {
            connection,
            insert: connection.prepare_cached(INSERT)?,
            frontier: stored.unwrap_or_default(),
            // A time that no log can hold is damage too.
            root_fits: root_fits && last_time.is_some() == last.is_some(),
            last_position: last.map_or(0, |(position, _)| position),
            last_time,
            largest_id: largest.map(EventId::from_bytes),
            fresh_ids: HashMap::new(),
            streams: HashMap::new(),
            next_stream,
            leaf: Vec::new(),
        })
    }

    /// Returns how many events the log has, with those of the batch.
    pub(crate) fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// Tells whether head and rows do not belong together.
    pub(crate) fn is_damaged(&self) -> bool {
        !self.root_fits || self.last_position != self.frontier.size()
    }

    /// Appends all drafts, or says which error wins, as the `Log` trait has it.
    pub(crate) fn run(
        &mut self,
        drafts: &[Draft],
        expected: &[(StreamId, Expected)],
        origin: &str,
        timing: Timing,
    ) -> Result<Vec<Outcome>, Stop> {
        let there: Vec<_> =
            drafts.iter().map(|draft| self.there(draft)).collect::<Result<_, _>>()?;
        if there.iter().all(Option::is_some) {
            return Ok(there.into_iter().flatten().collect());
        }
        for (stream, expected) in expected {
            let revision = self.known(stream)?.map_or(0, |known| known.revision);
            expected.check(stream, revision)?;
        }
        let mut outcomes: Vec<Outcome> = Vec::with_capacity(drafts.len());
        for (place, (draft, there)) in drafts.iter().zip(there).enumerate() {
            let twin = self.fresh_ids.get(&draft.event_id()).copied();
            let outcome = match (there, twin) {
                (Some(there), _) => there,
                (None, Some(twin)) => {
                    let position = outcomes[twin].position();
                    let mut first = drafts[twin].envelope().clone();
                    first.position = position;
                    draft.same_as(&first.borrowed())?;
                    Outcome::AlreadyThere { position }
                }
                (None, None) => {
                    self.fresh_ids.insert(draft.event_id(), place);
                    self.push(draft, origin, timing)?
                }
            };
            outcomes.push(outcome);
        }
        Ok(outcomes)
    }

    /// Looks for an event with the draft's id among those that were there before.
    fn there(&self, draft: &Draft) -> Result<Option<Outcome>, Stop> {
        if self.largest_id < Some(draft.event_id()) {
            return Ok(None);
        }
        let select = format!("SELECT {COLUMNS} FROM events WHERE event_id = ?");
        let mut select = self.connection.prepare_cached(&select)?;
        let mut rows = select.query([draft.event_id().as_bytes()])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let mut streams = Streams::default();
        let stream = row::integer(row, 1).and_then(|number| streams.get(self.connection, number));
        let there = stream.and_then(|stream| row::event(row, stream)).map_err(Stop::Damaged)?;
        draft.same_as(&there)?;
        Ok(Some(Outcome::AlreadyThere { position: there.position }))
    }

    fn known(&mut self, stream: &StreamId) -> Result<Option<&mut Known>, Stop> {
        if !self.streams.contains_key(stream) {
            let select = "SELECT number, (SELECT max(revision) FROM events WHERE stream = number) \
                          FROM streams WHERE name = ?";
            let mut select = self.connection.prepare_cached(select)?;
            let found = select
                .query_row([stream.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            if let Some((number, revision)) = found {
                self.streams.insert(stream.clone(), Known { number, revision });
            }
        }
        Ok(self.streams.get_mut(stream))
    }

    /// Returns the number of the draft's stream and the revision that comes next.
    fn next_in(&mut self, stream: &StreamId) -> Result<(i64, u64), Stop> {
        if let Some(known) = self.known(stream)? {
            known.revision += 1;
            return Ok((known.number, known.revision));
        }
        let number = self.next_stream;
        self.next_stream += 1;
        let mut insert =
            self.connection.prepare_cached("INSERT INTO streams (number, name) VALUES (?, ?)")?;
        insert.execute(params![number, stream.to_string()])?;
        self.streams.insert(stream.clone(), Known { number, revision: 1 });
        Ok((number, 1))
    }

    fn push(&mut self, draft: &Draft, origin: &str, timing: Timing) -> Result<Outcome, Stop> {
        let position = self.frontier.size() + 1;
        let recorded_at = draft.recorded_at(timing, position, self.last_time)?;
        let (number, revision) = self.next_in(draft.stream())?;
        let mut event = draft.envelope().borrowed();
        (event.position, event.revision, event.recorded_at) = (position, revision, recorded_at);
        self.leaf.clear();
        canonical::write_leaf(&mut self.leaf, origin, &event);
        if self.leaf.len() > LARGEST_EVENT {
            return Err(
                LogError::TooLarge { event_id: event.event_id, bytes: self.leaf.len() }.into()
            );
        }
        let leaf = leaf_hash(&self.leaf);
        let (at, on) = occurred_columns(event.occurred_at);
        self.insert.execute(params![
            position,
            number,
            revision,
            event.kind,
            event.version,
            at,
            on,
            recorded_at.timestamp_micros(),
            event.event_id.as_bytes(),
            event.body,
            event.recorded_by,
            event.source,
            leaf,
        ])?;
        for (field, private) in &draft.envelope().private {
            let mut insert = self.connection.prepare_cached(INSERT_PRIVATE)?;
            insert.execute(params![
                position,
                field,
                private.salt,
                canonical::text(&private.value)
            ])?;
        }
        self.frontier.push(leaf);
        self.last_time = Some(recorded_at);
        Ok(Outcome::Appended { position, revision })
    }

    /// Writes the size and the root that the batch has come to.
    pub(crate) fn store_head(&self) -> rusqlite::Result<()> {
        let update = "UPDATE head SET size = ?, root = ?, frontier = ? WHERE one = 1";
        let mut update = self.connection.prepare_cached(update)?;
        update
            .execute(params![self.frontier.size(), self.frontier.root(), self.frontier.to_bytes()])
            .map(|_| ())
    }
}

const INSERT: &str = "INSERT INTO events (position, stream, revision, type, version, occurred_at, occurred_on, \
                      recorded_at, event_id, body, recorded_by, source, leaf) \
                      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
const INSERT_PRIVATE: &str =
    "INSERT INTO private (position, field, salt, value) VALUES (?, ?, ?, ?)";
