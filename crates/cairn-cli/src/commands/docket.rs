//! `cairn docket`

use cairn_ops::{Failure, Ledger, docket};

use crate::Answer;
use crate::asking::Question;
use crate::desk::Desk;
use crate::show;

/// Show who is eligible and undecided, who is close and lacks what
///
/// With --exit-code, exits with 1 if nobody is eligible and undecided.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  cairn docket\n  cairn docket 2025-26 --as-of 2026-08-06")]
pub(crate) struct Args {
    /// The cohort, or part of its name; not needed where there is only one
    cohort: Option<String>,

    #[command(flatten)]
    question: Question,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let log = desk.read()?;
    let ledger = Ledger::open(&*log, args.question.asking()?, desk.now)?;
    let policy = args.question.policy()?;
    let id = super::meant(&ledger, args.cohort.as_deref(), policy.as_ref())?;
    let report = docket::docket(&ledger, &id, policy.as_ref())?;
    show::report(desk, &report)?;
    let ready = report.groups.iter().any(|group| group.id == "ready" && !group.people.is_empty());
    Ok(if ready { Answer::Done } else { Answer::No })
}
