//! The file as others see it: its marks, its rights, its triggers, and what is said of files that are no log.

use std::path::Path;

use cairn_eventlog::{ErrorKind, Expected, Log as _, LogError, Timing};
use cairn_sqlite::SqliteLog;
use cairn_testkit::log_contract::{start, stream};
use rusqlite::Connection;

use crate::support::{Place, numbered};

fn refused(path: &Path) -> LogError {
    let error = SqliteLog::open(path).expect_err("not a log of ours");
    let read_only = SqliteLog::open_read_only(path).expect_err("not a log of ours");
    assert_eq!(error.to_string(), read_only.to_string());
    assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    error
}

#[test]
fn where_no_log_is_the_error_names_the_path_and_the_way_on() {
    let place = Place::new();
    let error = refused(&place.path);
    assert_eq!(error.kind(), ErrorKind::Mendable);
    assert!(error.to_string().ends_with("there is no log here"), "{error}");
    assert!(error.hint().is_some_and(|hint| hint.contains("`cairn init`")));
    assert!(!place.path.exists(), "looking for a log makes none");
}

#[test]
fn a_log_is_never_made_over_a_file() {
    let place = Place::new();
    std::fs::write(&place.path, "precious").expect("a file");
    let error = SqliteLog::create(&place.path, "log.example.org/x", start(), false)
        .expect_err("something is there");
    assert!(error.to_string().contains("there is a file already"), "{error}");
    assert_eq!(std::fs::read(&place.path).expect("the file"), b"precious");
}

#[test]
fn files_of_others_are_refused_and_left_as_they_are() {
    let place = Place::new();
    for content in [&b""[..], b"not a database at all", &[0; 8192]] {
        std::fs::write(&place.path, content).expect("a file");
        assert_eq!(refused(&place.path).kind(), ErrorKind::Damaged);
        assert_eq!(std::fs::read(&place.path).expect("the file"), content);
    }
    std::fs::remove_file(&place.path).expect("the file");
    let other = Connection::open(&place.path).expect("a database");
    other.execute_batch("CREATE TABLE friends (name TEXT)").expect("a table");
    drop(other);
    let before = std::fs::read(&place.path).expect("the file");
    assert!(refused(&place.path).to_string().ends_with("this is not a cairn log"));
    assert_eq!(std::fs::read(&place.path).expect("the file"), before, "not even its journal mode");
    assert_eq!(refused(place.folder.path()).kind(), ErrorKind::Mendable, "a folder is no log");
}

#[test]
fn a_newer_file_is_refused() {
    let place = Place::filled(1);
    let plain = Connection::open(&place.path).expect("a database");
    plain.pragma_update(None, "user_version", 2).expect("a newer version");
    drop(plain);
    let error = refused(&place.path);
    assert_eq!(error.kind(), ErrorKind::Damaged);
    assert!(
        error.to_string().ends_with("the log has format 2, and this cairn reads format 1"),
        "{error}"
    );
    assert!(error.hint().is_some_and(|hint| hint.contains("newer cairn")));
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_a_log() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let _log = place.log();
    for entry in std::fs::read_dir(place.folder.path()).expect("the folder") {
        let entry = entry.expect("a file");
        let mode = entry.metadata().expect("its rights").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", entry.path().display());
    }
}

/// What a plain connection, which knows nothing of our settings, tries to do to a log.
const ACCIDENTS: [&str; 16] = [
    "UPDATE events SET body = '{}' WHERE position = 2",
    "UPDATE events SET position = 99 WHERE position = 9",
    "DELETE FROM events WHERE position = 9",
    "DELETE FROM events",
    "REPLACE INTO events SELECT * FROM events WHERE position = 2",
    "INSERT OR REPLACE INTO events SELECT 10, stream, revision + 9, type, version, occurred_at, occurred_on, recorded_at, \
     event_id, body, recorded_by, source, leaf FROM events WHERE position = 2",
    "INSERT OR REPLACE INTO events SELECT 10, stream, revision, type, version, occurred_at, occurred_on, recorded_at, \
     randomblob(16), body, recorded_by, source, leaf FROM events WHERE position = 2",
    "INSERT INTO events SELECT 11, stream, 99, type, version, occurred_at, occurred_on, recorded_at, \
     randomblob(16), body, recorded_by, source, leaf FROM events WHERE position = 2",
    "UPDATE streams SET name = 'cohort/other'",
    "DELETE FROM streams",
    "REPLACE INTO streams VALUES (1, 'cohort/other')",
    "UPDATE about SET origin = 'log.example.org/other'",
    "REPLACE INTO about SELECT * FROM about",
    "DELETE FROM head",
    "UPDATE head SET size = 3",
    "UPDATE private SET value = '\"other\"'",
];

#[test]
fn triggers_stop_accidents_from_any_connection() {
    let place = Place::filled(9);
    let plain = Connection::open(&place.path).expect("a database");
    for accident in ACCIDENTS {
        let stopped = plain.execute(accident, []).expect_err(accident);
        assert!(
            stopped.to_string().contains("never") || stopped.to_string().contains("only"),
            "{accident}: {stopped}"
        );
    }
    assert_eq!(place.sound().events, 9);
    // Erasing is no accident: a private value may go, and the log stays sound.
    let gone = plain.execute("DELETE FROM private", []).expect("erasing is allowed");
    assert!(gone > 0);
    assert_eq!(place.sound().events, 9);
}

/// A large batch lifts the guard on insertions within its transaction: afterwards it stands again, even if the batch failed.
#[test]
fn the_guard_stands_after_every_batch() {
    let place = Place::new();
    let mut log = place.log();
    let mut batch: Vec<_> = (0..400).map(numbered).collect();
    log.append(&batch, &[], Timing::Now(start())).expect("appended");
    let guard = "REPLACE INTO events SELECT * FROM events WHERE position = 2";
    let plain = Connection::open(&place.path).expect("a database");
    assert!(plain.execute(guard, []).is_err());
    batch = (300..700).map(numbered).collect();
    let moved = log.append(&batch, &[(stream(1), Expected::Empty)], Timing::Now(start()));
    assert!(matches!(moved, Err(LogError::Moved { .. })), "{moved:?}");
    assert!(plain.execute(guard, []).is_err());
    log.append(&batch, &[], Timing::Now(start()))
        .expect("a hundred are there, three hundred are new");
    assert!(plain.execute(guard, []).is_err());
    assert_eq!(place.sound().events, 700);
}

#[test]
fn the_plain_shell_shows_ids_and_times_as_text() {
    let place = Place::filled(2);
    let plain = Connection::open(&place.path).expect("a database");
    let line = "SELECT event_id || ' ' || stream || ' ' || occurred || ' ' || recorded FROM timeline WHERE position = ?";
    let line = |position: i64| {
        plain.query_row(line, [position], |row| row.get::<_, String>(0)).expect("a line")
    };
    let log = SqliteLog::open(&place.path).expect("the log is there");
    for (position, occurred) in [(1, "2024-10-04"), (2, "2024-10-04T00:00:00.000000Z")] {
        let mut expected = String::new();
        log.scan(0, &mut |event| {
            if event.position == u64::try_from(position).expect("positive") {
                let recorded = "2024-10-04T00:00:00.000000Z";
                expected = format!("{} {} {occurred} {recorded}", event.event_id, event.stream);
            }
            std::ops::ControlFlow::Continue(())
        })
        .expect("the log can be read");
        assert_eq!(line(position), expected);
    }
}

/// Reading a WAL file takes writing beside it; where that cannot be, the log is read all the same.
#[cfg(unix)]
#[test]
fn a_log_in_a_folder_that_cannot_be_written_to_is_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::filled(9);
    let allow = |path: &Path, mode: u32| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
            .expect("our own file");
    };
    allow(&place.path, 0o400);
    allow(place.folder.path(), 0o500);
    if std::fs::write(place.folder.path().join("x"), "").is_ok() {
        println!("skipped: rights do not bind whoever runs this test");
    } else {
        let log = SqliteLog::open_read_only(&place.path).expect("reading is allowed");
        assert_eq!(log.head().expect("it can be read").size, 9);
        let error = SqliteLog::open(&place.path).expect_err("writing is not");
        assert_eq!(error.kind(), ErrorKind::Mendable);
        assert!(error.to_string().contains(&place.path.display().to_string()), "{error}");
    }
    allow(place.folder.path(), 0o700);
}
