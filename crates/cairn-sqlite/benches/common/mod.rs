//! What the benches share: sample events, and the bare table that cairn is measured against.
#![allow(dead_code, reason = "each bench uses its part")]
#![expect(clippy::expect_used, reason = "a bench that cannot set its stage should stop")]

use std::path::Path;

use cairn_domain::{EventId, Instant, Occurred, StreamId};
use cairn_eventlog::{Draft, Envelope, Parts, PrivateFields};
use chrono::{DateTime, TimeDelta};
use rusqlite::{CachedStatement, Connection, params};
use serde_json::json;

/// Events of one transaction in a bulk load.
pub const BATCH: usize = 10_000;

pub fn start() -> Instant {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

/// Returns so many events, 30 each of practitioners who act by turns, a thousand at a time.
pub fn drafts(count: usize) -> Vec<Draft> {
    (0..count).map(draft).collect()
}

pub fn draft(number: usize) -> Draft {
    let person = number / 30_000 * 1_000 + number % 1_000;
    let session = format!("2025-{:02}", number % 12 + 1);
    let (kind, body) = match number % 3 {
        0 => {
            let stay = json!({"from": "2025-09-11T23:00:00Z", "to": "2025-09-12T01:58:00Z"});
            let presence = json!({"intervals": [stay]});
            (
                "attended",
                json!({"cohort": "small-2025", "session": session, "mode": "live", "presence": presence}),
            )
        }
        1 => (
            "reflected",
            json!({"cohort": "small-2025", "session": session, "facets": ["relationships", "self"]}),
        ),
        _ => (
            "paid",
            json!({"cohort": "small-2025", "amount": {"minor": 125_000, "currency": "USD"}}),
        ),
    };
    let at = start() + TimeDelta::seconds(i64::try_from(number).expect("small"));
    let milliseconds = u128::try_from(at.timestamp_millis()).expect("after 1970");
    Draft::from_parts(Parts {
        event_id: EventId::from_u128(
            milliseconds << 80 | 0x7000_8000_0000_0000_0000 | number as u128,
        ),
        stream: StreamId::Practitioner(EventId::from_u128(person as u128)),
        kind: kind.to_owned(),
        version: 1,
        occurred_at: Occurred::At(at),
        recorded_by: "staff@example.org".to_owned(),
        source: None,
        body,
        private: PrivateFields::new(),
        recorded_at: Some(at),
        position: None,
    })
    .expect("a well-formed event")
}

/// Makes the table of events with its indexes and nothing else: no triggers, no checks, no tree, no streams by name.
pub fn bare(path: &Path, tuned: bool) -> Connection {
    let connection = Connection::open(path).expect("a database");
    let settings =
        if tuned { "PRAGMA page_size = 8192; PRAGMA wal_autocheckpoint = 8192;" } else { "" };
    let schema = "PRAGMA journal_mode = wal; PRAGMA synchronous = full;
        CREATE TABLE events (
          position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, revision INTEGER NOT NULL, type TEXT NOT NULL,
          version INTEGER NOT NULL, occurred_at INTEGER, occurred_on INTEGER, recorded_at INTEGER NOT NULL,
          event_id BLOB NOT NULL UNIQUE, body TEXT NOT NULL, recorded_by TEXT NOT NULL, source TEXT, leaf BLOB NOT NULL,
          UNIQUE (stream, revision)) STRICT;";
    connection.execute_batch(&format!("{settings}{schema}")).expect("a table");
    connection
}

/// Inserts one row into the bare table; the leaf hash is made up, so that no hashing is measured.
pub fn insert(insert: &mut CachedStatement<'_>, position: usize, event: &Envelope) {
    let Occurred::At(at) = event.occurred_at else { return };
    let stream = event.stream.practitioner().unwrap_or_default().as_u128();
    insert
        .execute(params![
            position,
            i64::try_from(stream).expect("small"),
            position / 1_000,
            event.kind,
            event.version,
            at.timestamp_micros(),
            None::<i64>,
            at.timestamp_micros(),
            event.event_id.as_bytes(),
            event.body,
            event.recorded_by,
            event.source,
            [7_u8; 32],
        ])
        .expect("a row");
}

pub const INSERT: &str = "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
