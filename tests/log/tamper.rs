//! A log that somebody changed with the plain shell, triggers out of the way: what is found, and by which check.

use std::ops::ControlFlow;

use cairn_eventlog::{Log as _, verify};
use cairn_sqlite::SqliteLog;
use rusqlite::Connection;

use crate::support::Place;

const ROWS: &str = "every row can be read";
const POSITIONS: &str = "positions count from 1 without gaps";
const REVISIONS: &str = "revisions count from 1 in every stream";
const TIMES: &str = "nothing was recorded earlier than what stands before it";
const CANONICAL: &str = "every event is stored in its one canonical form";
const LEAVES: &str = "every event has the hash that was stored with it";
const TREE: &str = "the tree over the events has the stored size and root";
const EVENTS: &str = "every event is known and well-formed";
const PRIVATE: &str = "private values are those that the events commit to";
const SCHEMA: &str = "the tables, triggers and views are those of this format";
const HEAD: &str = "the head belongs to the tree that it was grown from";
const BESIDE: &str = "every stream has events, and every private value its event";

/// What is done, and which checks find it: all of them, in order.
const CASES: [(&str, &[&str]); 20] = [
    ("UPDATE events SET body = replace(body, '1250000', '1') WHERE position = 3", &[LEAVES, TREE]),
    ("UPDATE events SET body = replace(body, ',', ', ') WHERE position = 3", &[CANONICAL, LEAVES, TREE]),
    ("UPDATE events SET body = '{\"cohort\":\"c\",\"x\":1}' WHERE position = 2", &[LEAVES, TREE, EVENTS]),
    ("UPDATE events SET recorded_by = 'other@example.org' WHERE position = 1", &[LEAVES, TREE]),
    ("UPDATE events SET recorded_at = recorded_at - 1 WHERE position = 9", &[TIMES, LEAVES, TREE]),
    ("UPDATE events SET occurred_on = occurred_on + 1 WHERE position = 1", &[LEAVES, TREE]),
    ("UPDATE events SET version = 2 WHERE position = 2", &[LEAVES, TREE, EVENTS]),
    ("UPDATE events SET leaf = zeroblob(32) WHERE position = 4", &[LEAVES]),
    ("UPDATE events SET event_id = randomblob(16) WHERE position = 3", &[LEAVES, TREE]),
    ("UPDATE events SET occurred_at = 9223372036854775807 WHERE position = 2", &[ROWS, REVISIONS]),
    // What calendars and zones cannot carry: nothing may come near enough to crash over it.
    ("UPDATE events SET occurred_at = -8334601228800000000 WHERE position = 2", &[ROWS, REVISIONS]),
    ("UPDATE events SET occurred_on = 95026236 WHERE position = 1", &[ROWS, REVISIONS]),
    ("UPDATE events SET recorded_at = -8334601228800000000 WHERE position = 9", &[ROWS]),
    ("DELETE FROM private WHERE position = 5; DELETE FROM events WHERE position = 5", &[POSITIONS, REVISIONS, TREE]),
    ("DELETE FROM events WHERE position = 9", &[TREE]),
    ("UPDATE events SET position = 99 WHERE position = 1; UPDATE events SET position = 1 WHERE position = 2;
      UPDATE events SET position = 2 WHERE position = 99", &[LEAVES, TREE]),
    ("UPDATE streams SET name = 'cohort/other' WHERE number = 1", &[LEAVES, TREE]),
    ("UPDATE private SET value = '\"other\"'", &[PRIVATE]),
    ("INSERT INTO private VALUES (99, 'note', zeroblob(32), '1')", &[BESIDE]),
    ("UPDATE head SET frontier = zeroblob(64) WHERE one = 1", &[HEAD]),
];

/// Does something to a log as somebody would who knows SQLite but not the hashes: triggers go, and come back after.
fn tamper(place: &Place, what: &str) {
    let plain = Connection::open(&place.path).expect("a database");
    plain.execute_batch("PRAGMA foreign_keys = off").expect("a setting");
    let mut select = plain
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .expect("triggers");
    let rows = select
        .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))
        .expect("triggers");
    let triggers: Vec<(String, String)> = rows.collect::<Result<_, _>>().expect("triggers");
    for (name, _) in &triggers {
        plain.execute_batch(&format!("DROP TRIGGER {name}")).expect(name);
    }
    plain.execute_batch(what).expect(what);
    for (name, trigger) in &triggers {
        plain.execute_batch(trigger).expect(name);
    }
}

fn found(place: &Place) -> Vec<&'static str> {
    let verified =
        verify(&SqliteLog::open_read_only(&place.path).expect("it opens")).expect("it can be read");
    verified
        .checks
        .iter()
        .filter(|check| !check.findings.is_empty())
        .map(|check| check.name)
        .collect()
}

#[test]
fn every_change_is_found_by_the_checks_that_it_breaks() {
    for (what, checks) in CASES {
        let place = Place::filled(9);
        tamper(&place, what);
        assert_eq!(found(&place), checks, "{what}");
        read_everything(&place);
    }
}

/// Reads a damaged log in every way there is. An error is an answer; a panic is none.
fn read_everything(place: &Place) {
    let log = SqliteLog::open_read_only(&place.path).expect("it opens");
    let east = chrono::FixedOffset::east_opt(14 * 3_600).expect("the most easterly zone");
    let mut ids = Vec::new();
    let _ = log.scan(0, &mut |event| {
        // What every answer does with times: whatever a row holds, it must be possible.
        let _ =
            (event.recorded_at.with_timezone(&east).date_naive(), event.occurred_at.to_string());
        ids.push((event.event_id, event.stream.clone()));
        ControlFlow::Continue(())
    });
    for (event_id, stream) in ids {
        let _ = (log.event(event_id), log.stream(&stream));
    }
    let _ = (log.private(None, &mut |_| ControlFlow::Continue(())), log.leaves(), log.streams());
    let _ = (log.head(), log.streams_with_links(), log.streams_named("cohort/"));
}

/// Statistics that help SQLite to plan are nobody's words.
#[test]
fn analysing_the_file_is_no_damage() {
    let place = Place::filled(9);
    Connection::open(&place.path).expect("a database").execute_batch("ANALYZE").expect("it can be");
    assert_eq!(found(&place), Vec::<&str>::new());
}

#[test]
fn a_missing_trigger_is_found() {
    let place = Place::filled(9);
    assert_eq!(found(&place), Vec::<&str>::new());
    let plain = Connection::open(&place.path).expect("a database");
    plain
        .execute_batch("DROP TRIGGER events_same; CREATE TABLE extra (x)")
        .expect("it can be dropped");
    assert_eq!(found(&place), [SCHEMA]);
}

#[test]
fn another_origin_is_found_when_the_log_is_opened() {
    let place = Place::filled(0);
    tamper(&place, "UPDATE about SET origin = 'log.example.org/other'");
    let error = SqliteLog::open(&place.path).expect_err("even an empty log");
    let said = "what the log says about itself (its name, when it was made) was changed";
    assert!(error.to_string().ends_with(said), "{error}");
}

/// Nothing is built on a log whose end does not fit its head.
#[test]
fn nothing_is_appended_to_a_damaged_log() {
    use cairn_eventlog::{ErrorKind, Log as _, Timing};
    for what in ["DELETE FROM events WHERE position = 9", "UPDATE head SET root = zeroblob(32)"] {
        let place = Place::filled(9);
        tamper(&place, what);
        let mut log = SqliteLog::open(&place.path).expect("it opens");
        let now = Timing::Now(cairn_testkit::log_contract::start());
        let error = log.append(&[crate::support::numbered(500)], &[], now).expect_err(what);
        assert_eq!(error.kind(), ErrorKind::Damaged);
        assert!(error.hint().is_some_and(|hint| hint.contains("`cairn verify`")));
    }
}
