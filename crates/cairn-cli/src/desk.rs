//! The desk: the log, the clock and the manners of one call.

use std::path::{Path, PathBuf};

use cairn_domain::{Instant, Occurred};
use cairn_eventlog::Log;
use cairn_ops::Failure;
use cairn_sqlite::SqliteLog;
use clap::ColorChoice;

use crate::cli::{Format, Globals};

/// What one call has to work with.
pub(crate) struct Desk {
    /// When it is: the clock, or `CAIRN_NOW`.
    pub now: Instant,
    /// Whether `CAIRN_NOW` froze the clock.
    pub frozen: bool,
    /// How to print the answer.
    pub format: Format,
    /// How wide the terminal is, in columns.
    pub width: usize,
    /// When to use colour.
    pub color: ColorChoice,
    log: PathBuf,
}

impl Desk {
    /// Lays out the desk: reads the environment and the clock, once.
    pub fn new(globals: Globals) -> Result<Self, Failure> {
        let frozen = std::env::var("CAIRN_NOW").ok();
        let now = match &frozen {
            Some(text) => frozen_clock(text)?,
            None => clock(),
        };
        let format = if globals.json { Format::Json } else { globals.format };
        Ok(Self {
            now,
            frozen: frozen.is_some(),
            format,
            width: width(),
            color: globals.color,
            log: globals.log.unwrap_or_else(|| PathBuf::from("cairn.db")),
        })
    }

    /// Returns where the log is.
    pub fn log_path(&self) -> &Path {
        &self.log
    }

    /// Opens the log to read it.
    pub fn read(&self) -> Result<Box<dyn Log>, Failure> {
        Ok(Box::new(SqliteLog::open_read_only(&self.log)?))
    }

    /// Opens the log to append to it.
    pub fn write(&self) -> Result<SqliteLog, Failure> {
        Ok(SqliteLog::open(&self.log)?)
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
fn clock() -> Instant {
    cairn_domain::time::to_micros(std::time::SystemTime::now().into())
}

fn frozen_clock(text: &str) -> Result<Instant, Failure> {
    match text.parse() {
        Ok(Occurred::At(instant)) => Ok(instant),
        _ => Err(Failure::mend(format!("`CAIRN_NOW` is `{text}`, which is not an instant"))
            .hint("give it as `2026-11-23T12:00:00Z`, or unset it to use the clock")),
    }
}

fn width() -> usize {
    let set = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let asked = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    // A pipe has no width; 80 columns read well in a mail and in the minutes.
    set.or_else(asked).unwrap_or(80).clamp(40, 200)
}
