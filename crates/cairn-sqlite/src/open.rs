//! Making and opening the file: marks first, then settings, each set and read back.

use std::fs::{File, OpenOptions};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use cairn_domain::Instant;
use cairn_domain::time::to_micros;
use cairn_eventlog::merkle::empty_root;
use cairn_eventlog::{About, ErrorKind, LogError};
use rusqlite::ErrorCode::{CannotOpen, PermissionDenied, ReadOnly, SystemIoFailure};
use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

use crate::SqliteLog;
use crate::fault;
use crate::read::settle;
use crate::schema::{APPLICATION_ID, CHECKPOINT_PAGES, FORMAT, LEAST_SQLITE, PAGE_BYTES, SCHEMA};
use crate::schema::{about_digest, instant_from};

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(10);

impl SqliteLog {
    /// Makes a new log and opens it; refuses a path where something is already.
    ///
    /// Only its owner may read the file (mode 0600). `frozen_clock` says that `now` and what follows are not real times.
    pub fn create(
        path: &Path,
        origin: &str,
        now: Instant,
        frozen_clock: bool,
    ) -> Result<Self, LogError> {
        if origin.trim().is_empty() {
            return Err(fault::about(
                path,
                ErrorKind::Mendable,
                "the log's origin is empty",
                "name it after its owner",
            ));
        }
        in_range(path, now)?;
        new_file(path)?;
        let made = fill(path, origin, now, frozen_clock).map_err(|error| fault::of(path, error));
        if let Err(error) = made {
            // What was just made holds nothing yet; left there, it would block the next try.
            let _ = std::fs::remove_file(path);
            return Err(error);
        }
        Self::open(path)
    }

    /// Opens a log to read and to append.
    pub fn open(path: &Path) -> Result<Self, LogError> {
        exists(path)?;
        let connection =
            Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE));
        let connection = connection.map_err(|error| fault::of(path, error))?;
        let log = Self::check(connection, path)?;
        prepare(&log.connection).map_err(|error| fault::of(path, error))?;
        Ok(log)
    }

    /// Opens a log to read only, also from a folder or a medium that cannot be written to.
    ///
    /// Everything that is read through the handle speaks of the state that the log has now, whatever others append. They
    /// are not held up; but while it is open, what they append stays in the `-wal` file.
    pub fn open_read_only(path: &Path) -> Result<Self, LogError> {
        exists(path)?;
        let read_only = flags(OpenFlags::SQLITE_OPEN_READ_ONLY);
        let connection =
            Connection::open_with_flags(path, read_only).map_err(|error| fault::of(path, error))?;
        let shared = Self::check(connection, path).and_then(Self::into_reader);
        match shared {
            Err(error) if is_unwritable(&error) && has_no_wal(path) => {
                // Reading a WAL file takes writing beside it. Where that cannot be, nobody else can write either, so that
                // SQLite may take the file for immutable.
                let uri = immutable_uri(path);
                let connection =
                    Connection::open_with_flags(uri, read_only | OpenFlags::SQLITE_OPEN_URI);
                let connection = connection.map_err(|error| fault::of(path, error))?;
                Self::check(connection, path).and_then(Self::into_reader)
            }
            other => other,
        }
    }

    /// Begins the transaction in which a handle that only reads stays until it is dropped.
    fn into_reader(mut self) -> Result<Self, LogError> {
        let began = self.connection.execute_batch("BEGIN DEFERRED");
        began.and_then(|()| settle(&self.connection)).map_err(|error| self.fault(error))?;
        self.read_only = true;
        Ok(self)
    }

    fn check(connection: Connection, path: &Path) -> Result<Self, LogError> {
        let fault = |error| fault::of(path, error);
        if rusqlite::version_number() < LEAST_SQLITE {
            let what = format!(
                "SQLite {} can damage a log: 3.51.3 is the least that will do",
                rusqlite::version()
            );
            return Err(fault::about(
                path,
                ErrorKind::Mendable,
                what,
                "build cairn with the SQLite that it brings along",
            ));
        }
        // Marks first: a file of another program must not be touched.
        connection.busy_timeout(PATIENCE).map_err(fault)?;
        let application: i32 = connection
            .pragma_query_value(None, "application_id", |row| row.get(0))
            .map_err(fault)?;
        if application != APPLICATION_ID {
            let hint = "name the log with `--log` or `CAIRN_LOG`, or make one with `cairn init`";
            return Err(fault::about(path, ErrorKind::Damaged, "this is not a cairn log", hint));
        }
        let format: i32 =
            connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(fault)?;
        if format != FORMAT {
            let what = format!("the log has format {format}, and this cairn reads format {FORMAT}");
            let hint = if format > FORMAT { "a newer cairn made it: install that" } else { "" };
            return Err(fault::about(path, ErrorKind::Damaged, what, hint));
        }
        settings(&connection).map_err(fault)?;
        let about = about(&connection, path)?;
        connection.set_prepared_statement_cache_capacity(32);
        Ok(Self { connection, path: path.to_owned(), about, read_only: false, restored: 0 })
    }
}

/// Tells whether a file bears the mark of a log, without opening it as one: it may be damaged or of a newer format.
///
/// Not for a log that this process has open: closing a file gives up every lock that the process holds on it (POSIX).
#[must_use]
pub fn is_log(path: &Path) -> bool {
    let mut head = [0; 72];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    // Where SQLite keeps the application's mark.
    read.is_ok()
        && head.starts_with(b"SQLite format 3\0")
        && head[68..] == APPLICATION_ID.to_be_bytes()
}

fn exists(path: &Path) -> Result<(), LogError> {
    let what = match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => "this is a folder, not a log".to_owned(),
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            "there is no log here".to_owned()
        }
        Err(error) => format!("the log cannot be opened: {error}"),
    };
    let hint = "make one with `cairn init`, or name another with `--log` or `CAIRN_LOG`";
    Err(fault::about(path, ErrorKind::Mendable, what, hint))
}

fn flags(access: OpenFlags) -> OpenFlags {
    // One thread uses a connection at a time, which Rust sees to; without URI, a path is just a path.
    access | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_EXRESCODE
}

fn new_file(path: &Path) -> Result<(), LogError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let hint = "choose another path; cairn never overwrites a log";
            Err(fault::about(path, ErrorKind::Mendable, "there is a file already", hint))
        }
        Err(error) => {
            let hint = "look at the path and at the rights to its folder";
            Err(fault::about(
                path,
                ErrorKind::Mendable,
                format!("the log cannot be made: {error}"),
                hint,
            ))
        }
    }
}

fn fill(path: &Path, origin: &str, now: Instant, frozen_clock: bool) -> rusqlite::Result<()> {
    let mut connection =
        Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
    connection.pragma_update(None, "page_size", PAGE_BYTES)?;
    prepare(&connection)?;
    let created_at = to_micros(now).timestamp_micros();
    let digest = about_digest(origin, created_at, frozen_clock);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", FORMAT)?;
    transaction.execute_batch(SCHEMA)?;
    transaction.execute(
        "INSERT INTO about (one, origin, created_at, frozen_clock, digest) VALUES (1, ?, ?, ?, ?)",
        params![origin, created_at, frozen_clock, digest],
    )?;
    transaction.execute(
        "INSERT INTO head (one, size, root, frontier) VALUES (1, 0, ?, x'')",
        [empty_root()],
    )?;
    transaction.commit()
}

/// Sets what a connection that writes needs, and reads it back: SQLite ignores what it does not know.
fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if mode != "wal" {
        return Err(refused("journal_mode"));
    }
    // FULL: an acknowledged event survives a loss of power. Writes come at the pace of people.
    set(connection, "synchronous", 2)?;
    set(connection, "wal_autocheckpoint", CHECKPOINT_PAGES.into())
}

/// Sets what every connection needs.
fn settings(connection: &Connection) -> rusqlite::Result<()> {
    set(connection, "foreign_keys", 1)?;
    set(connection, "recursive_triggers", 1)?;
    set(connection, "trusted_schema", 0)?;
    set(connection, "cell_size_check", 1)
}

fn set(connection: &Connection, name: &str, value: i64) -> rusqlite::Result<()> {
    connection.pragma_update(None, name, value)?;
    let got: i64 = connection.pragma_query_value(None, name, |row| row.get(0))?;
    if got == value { Ok(()) } else { Err(refused(name)) }
}

/// Refuses a time that no log can hold, such as that of a clock which was never set.
pub(crate) fn in_range(path: &Path, now: Instant) -> Result<(), LogError> {
    if instant_from(now.timestamp_micros()).is_some() {
        return Ok(());
    }
    let what = "the clock is out of range: a log holds times between the years 1900 and 2200";
    Err(fault::about(path, ErrorKind::Mendable, what, "set the clock, then repeat the command"))
}

pub(crate) fn refused(name: &str) -> rusqlite::Error {
    let failure = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_READONLY);
    rusqlite::Error::SqliteFailure(
        failure,
        Some(format!("SQLite did not take the setting `{name}`")),
    )
}

/// Origin, time of making, whether the clock was frozen, and the digest over them.
type AboutRow = (String, i64, bool, Vec<u8>);

fn about(connection: &Connection, path: &Path) -> Result<About, LogError> {
    let select = "SELECT origin, created_at, frozen_clock, digest FROM about WHERE one = 1";
    let row: Result<AboutRow, _> = connection
        .query_row(select, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)));
    let (origin, created_at, frozen_clock, digest) = row.map_err(|error| fault::of(path, error))?;
    let changed = || {
        let what = "what the log says about itself (its name, when it was made) was changed";
        let hint = "keep the file as it is, and go on with a copy from before";
        fault::about(path, ErrorKind::Damaged, what, hint)
    };
    if digest != about_digest(&origin, created_at, frozen_clock) {
        return Err(changed());
    }
    let created_at = instant_from(created_at).ok_or_else(changed)?;
    Ok(About { origin, created_at, format: FORMAT.unsigned_abs(), frozen_clock })
}

/// Tells whether the file, or the folder that it is in, cannot be written to, as far as SQLite says.
fn is_unwritable(error: &LogError) -> bool {
    let LogError::Store { source: Some(source), .. } = error else { return false };
    let code =
        source.downcast_ref::<rusqlite::Error>().and_then(rusqlite::Error::sqlite_error_code);
    matches!(code, Some(CannotOpen | PermissionDenied | ReadOnly | SystemIoFailure))
}

/// Tells whether there is no journal beside the file that reading would have to take into account.
fn has_no_wal(path: &Path) -> bool {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    std::fs::metadata(PathBuf::from(name)).map_or(true, |wal| wal.len() == 0)
}

fn immutable_uri(path: &Path) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-~".contains(byte);
    let spell = |byte: &u8| {
        if plain(byte) { char::from(*byte).to_string() } else { format!("%{byte:02X}") }
    };
    let path: String = path.as_os_str().as_encoded_bytes().iter().map(spell).collect();
    format!("file:{path}?immutable=1")
}
