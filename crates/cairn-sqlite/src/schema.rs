//! What the file is: its marks, its tables, and how values are kept in columns.

use std::ops::Range;

use cairn_domain::{Instant, Occurred};
use cairn_eventlog::Hash;
use cairn_eventlog::merkle::leaf_hash;
use chrono::{DateTime, Datelike as _, NaiveDate};
use rusqlite::Connection;

/// The tables, triggers and the view of format 1.
pub(crate) const SCHEMA: &str = include_str!("schema.sql");
/// The file's mark as a cairn log: `cair`.
pub(crate) const APPLICATION_ID: i32 = 0x6361_6972;
/// The version of the format; a newer file is refused.
pub(crate) const FORMAT: i32 = 1;
/// Bulk loads come to 0.7 of bare SQLite with pages of 8 KB, to 0.5 with 4 KB (`benches/ratios.rs`, one busy machine).
pub(crate) const PAGE_BYTES: u32 = 8_192;
/// The WAL is folded back into the file at 64 MB; the default of 4 MB costs bulk loads a third.
pub(crate) const CHECKPOINT_PAGES: u32 = 64 * 1024 * 1024 / PAGE_BYTES;
/// Earlier versions can corrupt a WAL file that two connections use (`WAL-reset bug`).
pub(crate) const LEAST_SQLITE: i32 = 3_051_003;

/// Returns the text of the trigger that guards insertions, as the file keeps it.
pub(crate) fn guard() -> &'static str {
    let from = SCHEMA.find("CREATE TRIGGER events_append").unwrap_or_default();
    let text = &SCHEMA[from..];
    text.find(" END;").map_or(text, |end| &text[..end + " END".len()])
}

/// One object of the schema: its type, its name and the text that made it, if any.
pub(crate) type Object = (String, String, Option<String>);

/// Returns the objects of a file's schema, by name.
pub(crate) fn objects(connection: &Connection) -> rusqlite::Result<Vec<Object>> {
    let mut select =
        connection.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")?;
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    rows.collect()
}

/// Returns the objects that a new file has.
pub(crate) fn expected_objects() -> rusqlite::Result<Vec<Object>> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(SCHEMA)?;
    objects(&connection)
}

/// Returns the digest that keeps what the log says about itself from being changed unseen, even while it is empty.
pub(crate) fn about_digest(origin: &str, created_at: i64, frozen_clock: bool) -> Hash {
    leaf_hash(format!("cairn/about/v1\n{origin}\n{created_at}\n{frozen_clock}").as_bytes())
}

/// Returns the two columns of an occurrence: microseconds since 1970 (UTC), or days since 1970-01-01.
pub(crate) fn occurred_columns(occurred: Occurred) -> (Option<i64>, Option<i64>) {
    match occurred {
        Occurred::At(instant) => (Some(instant.timestamp_micros()), None),
        Occurred::On(day) => (None, Some(i64::from(day.num_days_from_ce()) - EPOCH_DAY)),
    }
}

/// Reads the two columns of an occurrence; `None` if they are of none.
pub(crate) fn occurred_from(at: Option<i64>, on: Option<i64>) -> Option<Occurred> {
    match (at, on) {
        (Some(micros), None) => instant_from(micros).map(Occurred::At),
        (None, Some(days)) if DAYS.contains(&days) => {
            let from_ce = i32::try_from(days + EPOCH_DAY).ok()?;
            NaiveDate::from_num_days_from_ce_opt(from_ce).map(Occurred::On)
        }
        _ => None,
    }
}

/// Reads microseconds since 1970 (UTC); `None` for a time that no log can hold: zones and calendars end somewhere.
pub(crate) fn instant_from(micros: i64) -> Option<Instant> {
    MICROS.contains(&micros).then(|| DateTime::from_timestamp_micros(micros)).flatten()
}

/// The days that a log can hold, 1900-01-01 to 2200-12-31, since 1970.
const DAYS: Range<i64> = -25_567..84_371;
/// The instants of these days in UTC, in microseconds.
const MICROS: Range<i64> = DAYS.start * DAY_MICROS..DAYS.end * DAY_MICROS;
const DAY_MICROS: i64 = 24 * 60 * 60 * 1_000_000;

/// 1970-01-01, counted from the first day of the common era.
const EPOCH_DAY: i64 = 719_163;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_between_1900_and_2200_only() {
        let day = |text: &str| {
            let parsed = text.parse::<NaiveDate>().unwrap_or_default();
            i64::from(parsed.num_days_from_ce()) - EPOCH_DAY
        };
        assert_eq!(DAYS, day("1900-01-01")..day("2201-01-01"));
        for (days, read) in
            [(DAYS.start, true), (DAYS.end - 1, true), (DAYS.start - 1, false), (DAYS.end, false)]
        {
            assert_eq!(occurred_from(None, Some(days)).is_some(), read, "{days}");
            assert_eq!(instant_from(days * DAY_MICROS).is_some(), read, "{days}");
        }
        for absurd in [i64::MIN, -8_334_601_228_800_000_000, i64::MAX] {
            assert_eq!((instant_from(absurd), occurred_from(None, Some(absurd))), (None, None));
            assert_eq!(occurred_from(Some(absurd), None), None);
        }
    }
}
