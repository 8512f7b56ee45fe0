//! `cairn import files`

use cairn_ops::Failure;
use cairn_ops::import;

use crate::Answer;
use crate::desk::Desk;
use crate::show;

/// List the files that came in: when, by whom, and what came of them
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The cohort, or part of its name; not needed where there is only one
    #[arg(long)]
    cohort: Option<String>,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let report = import::files(&*desk.read()?, desk.now, args.cohort.as_deref())?;
    show::report(desk, &report)?;
    Ok(Answer::Done)
}
