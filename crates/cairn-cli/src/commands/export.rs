//! `cairn export`

mod list;
mod spreadsheet;
mod workbook;

use std::io::{BufWriter, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use cairn_domain::StreamId;
use cairn_eventlog::Log;
use cairn_ops::export::{ExportReport, Form, Which};
use cairn_ops::{Failure, export};
use clap::ColorChoice;

use self::list::List;
use crate::asking::asking;
use crate::cli::Format;
use crate::commands::file::{self, Making, unwritable};
use crate::desk::Desk;
use crate::{Answer, show};

/// Write the log out, one event a line; or a list of a cohort, for whoever needs one
///
/// The lines are what `cairn load` reads (`cairn help formats`). They hold names, addresses and remarks, unless
/// `--without-private` leaves those out; the evidence and every verdict stay the same.
///
/// With `--canonical` the lines are the exact bytes that the log's hashes are made of, so that anyone can check a root.
#[derive(Debug, clap::Args)]
#[command(subcommand_value_name = "LIST", subcommand_help_heading = "Lists")]
pub(crate) struct Args {
    #[command(subcommand)]
    list: Option<List>,

    /// Write one stream only, such as cohort/compassionate-systems-2025-26
    #[arg(long, value_name = "STREAM", conflicts_with_all = ["cohort", "canonical"])]
    stream: Option<String>,

    /// Write one cohort only, by its name or part of it: its own events, and the whole record of everyone in it
    #[arg(long, value_name = "COHORT", conflicts_with = "canonical")]
    cohort: Option<String>,

    /// Write only what was recorded by then: a day, an instant, or a place in the log such as #120
    #[arg(long, value_name = "DATE|#N")]
    known_at: Option<String>,

    /// Leave out names, addresses and remarks
    #[arg(long)]
    without_private: bool,

    /// Write the bytes that the log's hashes are made of, instead of what `load` reads
    #[arg(long)]
    canonical: bool,

    /// Write into this file instead of printing
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Write over a file that is there
    #[arg(long, requires = "output")]
    force: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    if let Some(list) = &args.list {
        args.refuse_beside_a_list()?;
        list::run(list, desk)?;
        return Ok(Answer::Done);
    }
    if desk.format == Format::Xlsx {
        return Err(show::no_workbook());
    }
    if desk.format == Format::Csv {
        return Err(Failure::mend("an export is lines of JSON, so it has no CSV form")
            .hint("`cairn export roster`, `attendance` and `balances` make tables, and so do `cairn audit --format csv` and `cairn cohort --format csv`"));
    }
    if let Some(path) = &args.output {
        file::refuse_logs(path)?;
    }
    let log = desk.read()?;
    let which = args.which(&*log)?;
    match &args.output {
        None => args.print(&*log, &which)?,
        Some(path) => show::report(desk, &args.write(log, &which, path)?)?,
    }
    Ok(Answer::Done)
}

impl Args {
    /// Refuses what is said before the name of a list: it would be about the log, and go unheard.
    fn refuse_beside_a_list(&self) -> Result<(), Failure> {
        let said = [
            ("--stream", self.stream.is_some()),
            ("--cohort", self.cohort.is_some()),
            ("--known-at", self.known_at.is_some()),
            ("--without-private", self.without_private),
            ("--canonical", self.canonical),
            ("--output", self.output.is_some()),
        ];
        match said.into_iter().find(|(_, said)| *said) {
            None => Ok(()),
            Some((option, _)) => Err(Failure::mend(format!(
                "`{option}` stands before the name of the list, where it is about the log"
            ))
            .hint("put what is about a list behind its name, as in `cairn export roster --cohort 2026-27`")),
        }
    }

    fn which(&self, log: &dyn Log) -> Result<Which, Failure> {
        match (&self.stream, &self.cohort) {
            (Some(stream), _) => stream
                .parse::<StreamId>()
                .map(Which::Stream)
                .map_err(|bad| Failure::mend(format!("--stream: {bad}"))),
            (_, Some(cohort)) => export::cohort(log, cohort).map(Which::Cohort),
            _ => Ok(Which::Everything),
        }
    }

    const fn form(&self) -> Form {
        match (self.canonical, self.without_private) {
            (true, _) => Form::Canonical,
            (false, true) => Form::WithoutPrivate,
            (false, false) => Form::Full,
        }
    }

    fn export(
        &self,
        log: &dyn Log,
        which: &Which,
        line: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Result<ExportReport, Failure> {
        let asking = asking(None, self.known_at.as_deref())?;
        export::export(log, which, self.form(), asking, line)
    }

    /// Prints in pieces, so that a log of any size passes through.
    fn print(&self, log: &dyn Log, which: &Which) -> Result<(), Failure> {
        let (mut piece, mut stopped) = (String::new(), None);
        let flush = |piece: &mut String| {
            // Lines of JSON hold no control characters: there is no colour to take out.
            let printed = show::print(ColorChoice::Always, piece);
            piece.clear();
            printed
        };
        self.export(log, which, &mut |line| {
            piece.push_str(&String::from_utf8_lossy(line));
            if piece.len() < PIECE {
                return ControlFlow::Continue(());
            }
            match flush(&mut piece) {
                Ok(()) => ControlFlow::Continue(()),
                Err(failure) => {
                    stopped = Some(failure);
                    ControlFlow::Break(())
                }
            }
        })?;
        stopped.map_or_else(|| flush(&mut piece), Err)
    }

    /// Writes beside the file and moves it into place, so that the file is whole or not there.
    fn write(
        &self,
        log: Box<dyn Log>,
        which: &Which,
        path: &Path,
    ) -> Result<ExportReport, Failure> {
        let (making, file) = Making::begin(path, self.force)?;
        let mut out = BufWriter::new(file);
        let mut stopped = None;
        let report = self.export(&*log, which, &mut |line| match out.write_all(line) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                stopped = Some(error);
                ControlFlow::Break(())
            }
        })?;
        let written = stopped
            .map_or(Ok(()), Err)
            .and_then(|()| out.flush())
            .and_then(|()| out.get_ref().sync_all());
        written.map_err(|error| unwritable(path, &error))?;
        drop(log);
        making.finish(self.force)?;
        Ok(report)
    }
}

/// How much is printed at a time, in bytes.
const PIECE: usize = 64 * 1024;
