//! `cairn export roster`, `attendance` and `balances`: the lists of a cohort that staff send around.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use cairn_domain::{CheckedPolicy, CohortId};
use cairn_ops::lists::{Listed, attendance, balances, roster};
use cairn_ops::written::Written;
use cairn_ops::{Failure, Ledger, words};

use super::{spreadsheet, workbook};
use crate::asking::Question;
use crate::cli::Format;
use crate::commands::{file, meant};
use crate::desk::Desk;
use crate::show::{self, Report};

/// The lists of a cohort.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum List {
    /// List who is in a cohort: name, e-mail, standing and since when, cohort, time zone
    #[command(after_help = EXAMPLES)]
    Roster(Args),
    /// List who was at which session: a row for each person, a column for each session
    ///
    /// A session shows for how long somebody was there, or else `excused`, `made up`, `absent`, `no seat` or `unmeasured`;
    /// nothing, where it is still to come.
    #[command(after_help = EXAMPLES)]
    Attendance(Args),
    /// List who owes what: due, paid, refunded, adjusted and balance in each currency, and the next day on which something is due
    #[command(after_help = EXAMPLES)]
    Balances(Args),
}

const EXAMPLES: &str = "Formats: text (the default), json, csv, and xlsx, which needs `-o`. Into a file, its name says which: list.csv, list.xlsx.

Examples:
  cairn export roster -o roster.xlsx
  cairn export attendance --as-of 2026-03-31 --excel -o attendance.csv
  cairn export balances --cohort 2026-27 -f csv";

/// How a list is asked for
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The cohort, or part of its name; not needed where there is only one
    #[arg(long, value_name = "COHORT")]
    cohort: Option<String>,

    #[command(flatten)]
    question: Question,

    /// Write CSV as Excel opens it by a double click: with a mark that it is UTF-8, and nothing that is taken for a formula
    #[arg(long)]
    excel: bool,

    /// Write into this file instead of printing
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Write over a file that is there
    #[arg(long, requires = "output")]
    force: bool,
}

/// In which form a list leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As an answer: text or JSON.
    Answer,
    Csv,
    Workbook,
}

pub(super) fn run(list: &List, desk: &Desk) -> Result<(), Failure> {
    let (List::Roster(args) | List::Attendance(args) | List::Balances(args)) = list;
    let form = args.form(desk.format)?;
    if let Some(path) = &args.output {
        file::refuse_logs(path)?;
    }
    match list {
        List::Roster(_) => args.send(desk, form, "roster", &args.ask(desk, roster)?),
        List::Attendance(_) => args.send(desk, form, "attendance", &args.ask(desk, attendance)?),
        List::Balances(_) => args.send(desk, form, "balances", &args.ask(desk, balances)?),
    }
}

impl Args {
    /// Asks for a list. The log is closed again before a file takes its place.
    fn ask<R>(
        &self,
        desk: &Desk,
        list: impl FnOnce(&Ledger<'_>, &CohortId, Option<&CheckedPolicy>) -> Result<R, Failure>,
    ) -> Result<R, Failure> {
        let log = desk.read()?;
        let ledger = Ledger::open(&*log, self.question.asking()?, desk.now)?;
        let policy = self.question.policy()?;
        let id = meant(&ledger, self.cohort.as_deref(), policy.as_ref())?;
        list(&ledger, &id, policy.as_ref())
    }

    fn form(&self, format: Format) -> Result<Form, Failure> {
        let named = self.output.as_deref().and_then(ending);
        if self.excel && (format == Format::Xlsx || named == Some("xlsx")) {
            return Err(Failure::mend("`--excel` is about CSV, and a workbook needs none of it")
                .hint("leave out `--excel`: in a workbook, text is text"));
        }
        if self.excel && format == Format::Json && self.output.is_none() {
            return Err(Failure::mend("`--excel` is about CSV, not JSON")
                .hint("leave out `--excel`, or `--json`"));
        }
        match (format, &self.output) {
            (Format::Xlsx, Some(_)) => Ok(Form::Workbook),
            (Format::Xlsx, None) => Err(Failure::mend("a workbook cannot be printed")
                .hint("say with `-o FILE` where to write it, such as `-o list.xlsx`")),
            _ if format == Format::Csv || self.excel => Ok(Form::Csv),
            (_, None) => Ok(Form::Answer),
            (_, Some(path)) => match named {
                Some("csv") => Ok(Form::Csv),
                Some(_) => Ok(Form::Workbook),
                None => Err(Failure::mend(format!(
                    "`{}` does not say in which form to write the list",
                    path.display()
                ))
                .hint("give it a name that ends with `.csv` or `.xlsx`, or add `-f csv`")),
            },
        }
    }

    fn send<R: Report + Listed>(
        &self,
        desk: &Desk,
        form: Form,
        what: &'static str,
        report: &R,
    ) -> Result<(), Failure> {
        if form == Form::Answer {
            return show::report(desk, report);
        }
        let sheet = report.sheet();
        let bytes = match form {
            Form::Workbook => workbook::bytes(report, &self.command(what, report), desk.now)?,
            _ => spreadsheet::csv(&sheet, self.excel).into_bytes(),
        };
        for each in report.unjudged() {
            show::talk_at_length(desk, &format!("left out: {}: {}", each.who.called(), each.why));
        }
        let Some(path) = &self.output else {
            return show::verbatim(&bytes);
        };
        file::write_whole(path, self.force, &bytes)?;
        let rows = sheet.rows.len();
        let counted = words::people(i64::try_from(rows).unwrap_or(i64::MAX));
        let kind = if form == Form::Workbook { "xlsx" } else { "csv" };
        let name = path.display().to_string();
        let written = Written::new(report.asked().clone(), (what, kind), name, (rows, counted));
        show::report_in(desk, told_in(desk.format), &written)
    }

    /// Returns the command that makes the same list again, but for where it goes.
    fn command(&self, what: &str, report: &impl Listed) -> String {
        // Writing to a string cannot fail.
        let mut command = format!("cairn export {what} --cohort {}", report.cohort());
        for (option, value) in
            [("--as-of", &self.question.as_of), ("--known-at", &self.question.known_at)]
        {
            if let Some(value) = value {
                let _ = write!(command, " {option} '{value}'");
            }
        }
        if let Some(policy) = &self.question.policy {
            let name = policy.file_name().unwrap_or_default().to_string_lossy();
            let _ = write!(command, " --policy {name}");
        }
        command
    }
}

/// Returns in which format it is said that a file was written: the list's own is no language to say that in.
const fn told_in(format: Format) -> Format {
    match format {
        Format::Json => Format::Json,
        Format::Text | Format::Csv | Format::Xlsx => Format::Text,
    }
}

fn ending(path: &Path) -> Option<&'static str> {
    let ending = path.extension()?;
    ["csv", "xlsx"].into_iter().find(|known| ending.eq_ignore_ascii_case(known))
}
