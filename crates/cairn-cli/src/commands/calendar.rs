//! `cairn calendar`

use std::path::PathBuf;

use cairn_ops::calendar::{self, Wish, ics};
use cairn_ops::written::Written;
use cairn_ops::{Failure, Ledger, words};
use clap::ColorChoice;

use super::file;
use crate::Answer;
use crate::asking::Question;
use crate::cli::Format;
use crate::desk::Desk;
use crate::show;

/// Show when a cohort's sessions are, in several time zones side by side
///
/// A day is said where it is another than the programme's, and a change of the local hour against the session before is said
/// in words. With `--ics`, writes a file that calendar programs read.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  cairn calendar\n  cairn calendar --zones Asia/Singapore,Australia/Melbourne --from 2026-01-01\n  \
                        cairn calendar --ics -o sessions.ics"
)]
pub(crate) struct Args {
    /// The cohort, or part of its name; not needed where there is only one
    #[arg(long, value_name = "COHORT")]
    cohort: Option<String>,

    /// The time zones to show beside the programme's own [default: where most of the cohort live]
    #[arg(long, value_name = "ZONE,ZONE", value_delimiter = ',')]
    zones: Vec<String>,

    /// Only sessions from this day on, in the programme's zone
    #[arg(long, value_name = "DAY")]
    from: Option<String>,

    /// Only sessions up to this day, in the programme's zone
    #[arg(long, value_name = "DAY")]
    to: Option<String>,

    #[command(flatten)]
    question: Question,

    /// Write what calendar programs read (iCalendar) instead
    #[arg(long)]
    ics: bool,

    /// Write into this file instead of printing
    #[arg(short, long, value_name = "FILE", requires = "ics")]
    output: Option<PathBuf>,

    /// Write over a file that is there
    #[arg(long, requires = "output")]
    force: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    if args.ics && args.output.is_none() && desk.format != Format::Text {
        return Err(Failure::mend(
            "an iCalendar file is a text of its own, so it has no other form",
        )
        .hint("leave out `--format`, or leave out `--ics`"));
    }
    if let Some(path) = &args.output {
        desk.can_answer()?;
        file::refuse_logs(path)?;
    }
    let log = desk.read()?;
    let ledger = Ledger::open(&*log, args.question.asking()?, desk.now)?;
    let policy = args.question.policy()?;
    let id = super::meant(&ledger, args.cohort.as_deref(), policy.as_ref())?;
    let wish = Wish { zones: args.zones.clone(), from: args.from.clone(), to: args.to.clone() };
    let report = calendar::calendar(&ledger, &id, policy.as_ref(), &wish)?;
    match &args.output {
        _ if !args.ics => show::report(desk, &report)?,
        // The file holds no control characters: there is no colour to take out.
        None => show::print(ColorChoice::Always, &ics::ics(&report, desk.now))?,
        Some(path) => {
            // No log may be open while a file takes its place.
            drop(log);
            file::write_whole(path, args.force, ics::ics(&report, desk.now).as_bytes())?;
            let rows = report.sessions.len();
            let counted = words::count(i64::try_from(rows).unwrap_or(i64::MAX), "session");
            let name = path.display().to_string();
            let written = Written::new(report.asked, ("calendar", "ics"), name, (rows, counted));
            show::report(desk, &written)?;
        }
    }
    Ok(Answer::Done)
}
