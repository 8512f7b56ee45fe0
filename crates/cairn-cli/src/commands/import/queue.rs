//! `cairn import queue`

use cairn_ops::Failure;
use cairn_ops::import;

use crate::Answer;
use crate::desk::Desk;
use crate::show;

/// List the rows that are left for people to decide
///
/// Each has a number, says what it claims and why it is nobody's yet, and whom it may mean, the likeliest first.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The cohort, or part of its name; not needed where there is only one
    #[arg(long)]
    cohort: Option<String>,

    /// List also the rows that were decided
    #[arg(long)]
    all: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let report = import::queue(&*desk.read()?, desk.now, args.cohort.as_deref(), args.all)?;
    show::report(desk, &report)?;
    Ok(if report.rows.iter().any(|row| row.open) { Answer::No } else { Answer::Done })
}
