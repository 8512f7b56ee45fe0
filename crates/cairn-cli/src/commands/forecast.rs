//! `cairn forecast`

use cairn_ops::{Failure, Ledger, find, forecast};

use crate::Answer;
use crate::asking::Question;
use crate::desk::Desk;
use crate::show;

/// Show what remains for one person or for a cohort, and until when it can wait
///
/// With --exit-code, exits with 1 if it is out of reach for anybody.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  cairn forecast asha\n  cairn forecast --cohort 2025-26\n  \
                        cairn forecast --cohort 2025-26 --as-of 2026-03-31 --format csv")]
pub(crate) struct Args {
    /// The person: part of the name, an e-mail address, or the start of the id [default: everyone of a cohort]
    who: Option<String>,

    /// The cohort, or part of its name; not needed where there is only one
    #[arg(long, value_name = "COHORT")]
    cohort: Option<String>,

    #[command(flatten)]
    question: Question,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let log = desk.read()?;
    let ledger = Ledger::open(&*log, args.question.asking()?, desk.now)?;
    let policy = args.question.policy()?;
    let cohort = args.cohort.as_deref();
    let report = if let Some(who) = &args.who {
        let who = find::one(&ledger, who)?;
        let cohort = cohort.map(|named| find::cohort(&ledger, Some(named))).transpose()?;
        forecast::of_person(&ledger, who, cohort.as_ref(), policy.as_ref())?
    } else {
        let cohort = super::meant(&ledger, cohort, policy.as_ref())?;
        forecast::of_cohort(&ledger, &cohort, policy.as_ref())?
    };
    show::report(desk, &report)?;
    if report.unjudged.iter().any(|each| each.newer) {
        return Ok(Answer::Damaged);
    }
    let lost = |verdict| verdict == "out_of_reach";
    let mut people = report.cohorts.iter().flat_map(|each| &each.people);
    Ok(if people.any(|each| lost(each.verdict)) { Answer::No } else { Answer::Done })
}
