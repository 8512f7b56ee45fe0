//! What SQLite says, in the user's words, and always with the path.

use std::path::Path;

use cairn_eventlog::{ErrorKind, LogError};
use rusqlite::ErrorCode;
use rusqlite::ffi;

/// Makes an error about the file.
pub(crate) fn about(path: &Path, kind: ErrorKind, what: impl Into<String>, hint: &str) -> LogError {
    LogError::Store {
        kind,
        place: place(path),
        what: what.into(),
        hint: (!hint.is_empty()).then(|| hint.to_owned()),
        source: None,
    }
}

/// Returns the path as errors name it.
pub(crate) fn place(path: &Path) -> String {
    format!("`{}`", path.display())
}

/// Says what SQLite said about the file.
pub(crate) fn of(path: &Path, fault: rusqlite::Error) -> LogError {
    let (kind, what, hint) = match &fault {
        rusqlite::Error::SqliteFailure(failure, _) => meaning(*failure),
        _ => (ErrorKind::Damaged, "a row does not hold what cairn writes", VERIFY),
    };
    LogError::Store {
        kind,
        place: place(path),
        what: what.to_owned(),
        hint: Some(hint.to_owned()),
        source: Some(Box::new(fault)),
    }
}

const VERIFY: &str = "`cairn verify` says what is damaged, and where; keep the file as it is";

fn meaning(failure: ffi::Error) -> (ErrorKind, &'static str, &'static str) {
    match failure.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => (
            ErrorKind::Mendable,
            "another program has been writing to the log for ten seconds",
            "wait until it is done, then repeat the command",
        ),
        ErrorCode::ReadOnly => (
            ErrorKind::Mendable,
            "the log cannot be written to: the file is read-only",
            "ask for the right to write to the file and to its folder",
        ),
        ErrorCode::DiskFull => (
            ErrorKind::Mendable,
            "the disk is full; nothing was recorded",
            "make room, then repeat the command",
        ),
        ErrorCode::CannotOpen
        | ErrorCode::PermissionDenied
        | ErrorCode::AuthorizationForStatementDenied => (
            ErrorKind::Mendable,
            "the log cannot be opened",
            "look at the path and at the rights to the file and to its folder",
        ),
        ErrorCode::SystemIoFailure if !is_reading(failure.extended_code) => (
            ErrorKind::Mendable,
            "the file cannot be written; nothing was recorded",
            "look for a full disk or a limit on the size of files, then repeat the command",
        ),
        ErrorCode::OutOfMemory => {
            (ErrorKind::Mendable, "there is not enough memory", "close other programs")
        }
        ErrorCode::NotADatabase => (
            ErrorKind::Damaged,
            "this is not a log that cairn can read",
            "name the log with `--log` or `CAIRN_LOG`",
        ),
        ErrorCode::SystemIoFailure => (
            ErrorKind::Damaged,
            "the file cannot be read",
            "look at the disk; a copy may be the only way on",
        ),
        _ => (ErrorKind::Damaged, "the file is damaged", VERIFY),
    }
}

/// Tells failures to read what should be there from failures to write.
const fn is_reading(extended: i32) -> bool {
    matches!(
        extended,
        ffi::SQLITE_IOERR_READ | ffi::SQLITE_IOERR_SHORT_READ | ffi::SQLITE_IOERR_CORRUPTFS
    )
}
