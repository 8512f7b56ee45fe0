//! The file that an answer goes into: whole or not there, never a log, and never somebody else's by accident.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{Error, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use cairn_ops::Failure;
use cairn_sqlite::is_log;

/// A file in the making, under a name of its own beside the one that it will have. Dropped before it is finished, it goes.
pub(crate) struct Making<'p> {
    path: &'p Path,
    part: PathBuf,
    finished: bool,
}

impl<'p> Making<'p> {
    /// Begins a file; refuses a place where it may not go.
    pub(crate) fn begin(path: &'p Path, force: bool) -> Result<(Self, File), Failure> {
        match std::fs::metadata(path) {
            Ok(found) if !found.is_file() => {
                return Err(Failure::mend(format!("`{}` is not a plain file", path.display()))
                    .hint("choose another name, or leave out `--output` to print"));
            }
            Ok(_) if !force => return Err(taken(path)),
            _ => {}
        }
        for number in 0..100 {
            let part = beside(path, number);
            match create(&part) {
                Ok(file) => return Ok((Self { path, part, finished: false }, file)),
                // Whoever made a file of that name may still want it.
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(unwritable(path, &error)),
            }
        }
        Err(unwritable(path, &Error::from(ErrorKind::AlreadyExists)))
    }

    /// Gives the file its name; without `force` only if nothing has taken that name meanwhile. No log may be open.
    pub(crate) fn finish(mut self, force: bool) -> Result<(), Failure> {
        // What stands there now may have come since the beginning.
        refuse_logs(self.path)?;
        if force {
            std::fs::rename(&self.part, self.path)
                .map_err(|error| unwritable(self.path, &error))?;
            self.finished = true;
            return Ok(());
        }
        // A second name for the same file is refused where the name is taken; renaming would replace what is there.
        match std::fs::hard_link(&self.part, self.path) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(taken(self.path)),
            Err(_) => self.take_the_name(),
        }
    }

    /// Where files cannot have two names: takes the name with an empty file, and replaces that.
    fn take_the_name(&mut self) -> Result<(), Failure> {
        create(self.path).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => taken(self.path),
            _ => unwritable(self.path, &error),
        })?;
        let moved = std::fs::rename(&self.part, self.path);
        self.finished = moved.is_ok();
        moved.map_err(|error| {
            let _ = std::fs::remove_file(self.path);
            unwritable(self.path, &error)
        })
    }
}

impl Drop for Making<'_> {
    fn drop(&mut self) {
        if !self.finished {
            let _ = std::fs::remove_file(&self.part);
        }
    }
}

/// Writes a file whole, beside its place first, so that it is all there or not at all. No log may be open.
pub(crate) fn write_whole(path: &Path, force: bool, bytes: &[u8]) -> Result<(), Failure> {
    let (making, mut file) = Making::begin(path, force)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    written.map_err(|error| unwritable(path, &error))?;
    drop(file);
    making.finish(force)
}

fn taken(path: &Path) -> Failure {
    Failure::mend(format!("`{}` is there already", path.display()))
        .hint("choose another name, or add `--force` to write over it")
}

pub(crate) fn unwritable(path: &Path, error: &Error) -> Failure {
    Failure::mend(format!("`{}` cannot be written: {error}", path.display()))
}

/// Refuses a path that leads to a log, or to what SQLite keeps beside one; `--force` does not help. No log may be open.
pub(crate) fn refuse_logs(path: &Path) -> Result<(), Failure> {
    // By way of any links: what counts is the file that is there.
    let real = std::fs::canonicalize(path);
    let paths = [Some(path), real.as_deref().ok()];
    let is = |what: &str| {
        Err(Failure::mend(format!(
            "`{}` is {what}, which an export never replaces",
            path.display()
        ))
        .hint("choose another name for the export"))
    };
    for path in paths.into_iter().flatten() {
        if is_log(path) {
            return is("a log");
        }
        let name = path.file_name().unwrap_or_default().as_encoded_bytes();
        for ending in ["-wal", "-shm", "-journal"] {
            let Some(log) = name.strip_suffix(ending.as_bytes()) else { continue };
            let log = str::from_utf8(log).ok().map(|log| path.with_file_name(log));
            if log.is_some_and(|log| is_log(&log)) {
                return is("part of a log");
            }
        }
    }
    Ok(())
}

fn beside(path: &Path, number: u32) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}-{number}.part", std::process::id()));
    path.with_file_name(name)
}

/// Makes a file that only its owner may read, as the log itself: it may hold names and addresses.
fn create(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
