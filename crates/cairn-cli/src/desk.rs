//! The desk: the log, the clock and the manners of one call.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use cairn_domain::{Instant, Occurred};
use cairn_eventlog::Log;
use cairn_ops::Failure;
use cairn_sqlite::SqliteLog;
use chrono::TimeDelta;
use clap::ColorChoice;

use crate::cli::{Format, Globals};
use crate::show;

/// How far clocks may differ before it is worth a word.
const DRIFT: TimeDelta = TimeDelta::minutes(5);

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
            width: show::width(),
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

    /// Opens the log to append to it: the one door for every command that writes into a log that is there.
    ///
    /// Whatever would fail after the writing is refused here, before anything is written.
    pub fn write(&self) -> Result<SqliteLog, Failure> {
        self.can_answer()?;
        let log = SqliteLog::open(&self.log)?;
        self.may_date(&log)?;
        self.look_at_the_clock(&log)?;
        Ok(log)
    }

    /// Refuses a format in which the answer of a command that writes cannot be given.
    pub fn can_answer(&self) -> Result<(), Failure> {
        if self.format == Format::Xlsx {
            return Err(show::no_workbook());
        }
        if self.format != Format::Csv {
            return Ok(());
        }
        Err(Failure::mend("this answer is not a table, so it has no CSV form; nothing was written")
            .hint("`--format text` and `--format json` show it"))
    }

    /// Refuses to date events by a made-up clock in a log that is kept by the real one.
    fn may_date(&self, log: &dyn Log) -> Result<(), Failure> {
        if !self.frozen || log.about().frozen_clock {
            return Ok(());
        }
        let now = self.now.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
        Err(Failure::mend(format!(
            "`{}` is kept by the real clock, and `CAIRN_NOW` says {now}",
            self.log.display()
        ))
        .because("when something was written down is part of the record, for good; times never go back along a log, so one wrong time would spoil all later ones")
        .hint("unset `CAIRN_NOW` to record in this log; questions may be asked under it")
        .hint("to try things out, make a log for it while it is set: `cairn init --log trial.db`"))
    }

    /// Says so where the log is ahead of the clock: one of the two is wrong.
    fn look_at_the_clock(&self, log: &dyn Log) -> Result<(), Failure> {
        let size = log.head()?.size;
        let mut last = None;
        log.scan(size.saturating_sub(1), &mut |each| {
            last = Some(each.recorded_at);
            ControlFlow::Break(())
        })?;
        if let Some(last) = last.filter(|last| *last - self.now > DRIFT) {
            let say = |at: Instant| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
            let (now, last) = (say(self.now), say(last));
            show::talk_at_length(
                self,
                &format!(
                    "remark: the clock says {now}, but #{size} was recorded at {last}: what is recorded now is dated like it; look whether this computer's clock is right"
                ),
            );
        }
        Ok(())
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
