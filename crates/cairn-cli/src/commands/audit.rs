//! `cairn audit`

use cairn_ops::{Failure, Ledger, audit, find};

use crate::Answer;
use crate::asking::Question;
use crate::desk::Desk;
use crate::show;

/// Show where one person stands, and which events say so
///
/// Exits with 4 if there is no verdict for want of a newer cairn. With --exit-code, exits with 1 unless the person is eligible or certified in some cohort.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  cairn audit asha\n  cairn audit asha --as-of 2026-03-31\n  \
                        cairn audit asha --as-of 2026-03-31 --known-at 2026-04-15")]
pub(crate) struct Args {
    /// The person: part of the name, an e-mail address, or the start of the id
    who: String,

    #[command(flatten)]
    question: Question,

    /// Show only where the person stands, without the events
    #[arg(long)]
    brief: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let log = desk.read()?;
    let ledger = Ledger::open(&*log, args.question.asking()?, desk.now)?;
    let who = find::one(&ledger, &args.who)?;
    let mut report = audit::audit(&ledger, who, args.question.policy()?.as_ref())?;
    if args.brief {
        report.timeline.clear();
    }
    show::report(desk, &report)?;
    if report.unjudged.iter().any(|each| each.newer) {
        return Ok(Answer::Damaged);
    }
    let good =
        report.cohorts.iter().any(|each| matches!(each.answer.verdict, "eligible" | "certified"));
    Ok(if good { Answer::Done } else { Answer::No })
}
