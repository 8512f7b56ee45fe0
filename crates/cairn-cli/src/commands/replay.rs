//! `cairn replay`

use cairn_domain::CohortId;
use cairn_ops::replay::{self, Point};
use cairn_ops::timeline::{self, Step};
use cairn_ops::{Failure, Ledger};
use clap::ValueEnum;

use crate::Answer;
use crate::asking::{Question, against};
use crate::desk::Desk;
use crate::show;

/// Replay a cohort, or everyone, at any two times and under any policy
///
/// Nothing is recorded. With --against, shows who changed, from what to what, because of which events or rules; the other
/// side is a day (what was true by then), `known:` and a day (what was recorded by then), a place in the log such as #120,
/// a policy file, or `adopted` (the adopted policy); what is not named is as on this side. With --exit-code, exits with 1
/// if any verdict differs.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  cairn replay --as-of 2026-03-31\n  \
                        cairn replay --as-of 2026-06-30 --against 2026-03-31\n  \
                        cairn replay --policy stricter.toml --against adopted\n  \
                        cairn replay --timeline month --format csv")]
pub(crate) struct Args {
    /// The cohort, or part of its name; not needed where there is only one
    cohort: Option<String>,

    /// Replay every cohort; a policy file is then for its own cohort only
    #[arg(long, conflicts_with = "cohort")]
    all: bool,

    #[command(flatten)]
    question: Question,

    /// Show the difference against another point or policy; may be given several times to name all of it
    #[arg(long, value_name = "POINT|FILE|adopted")]
    against: Vec<String>,

    /// Step through time and count verdicts at each step
    #[arg(long, value_name = "STEP", conflicts_with_all = ["against", "all"])]
    timeline: Option<Steps>,
}

/// How a timeline steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Steps {
    /// To the end of each day
    Day,
    /// To the end of each Sunday
    Week,
    /// To the end of each month
    Month,
    /// To each event
    Event,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let log = desk.read()?;
    let asking = args.question.asking()?;
    let ledger = Ledger::open(&*log, asking, desk.now)?;
    let policy = args.question.policy()?;
    let cohorts: Vec<CohortId> = if args.all {
        ledger.cohorts.keys().filter(|cohort| ledger.rules(cohort).is_ok()).cloned().collect()
    } else {
        vec![super::meant(&ledger, args.cohort.as_deref(), policy.as_ref())?]
    };
    if let (Some(steps), Some(cohort)) = (args.timeline, cohorts.first()) {
        let step = match steps {
            Steps::Day => Step::Day,
            Steps::Week => Step::Week,
            Steps::Month => Step::Month,
            Steps::Event => Step::Event,
        };
        show::report(desk, &timeline::timeline(&ledger, cohort, policy.as_ref(), step)?)?;
        return Ok(Answer::Done);
    }
    let here = Point { ledger: &ledger, policy: policy.as_ref() };
    let report = if args.against.is_empty() {
        replay::replay(&cohorts, &here, None)?
    } else {
        let (asking, other) = against(&args.against, asking, policy.clone())?;
        let there = Ledger::open(&*log, asking, desk.now)?;
        replay::replay(&cohorts, &here, Some(&Point { ledger: &there, policy: other.as_ref() }))?
    };
    show::report(desk, &report)?;
    let differs = report
        .cohorts
        .iter()
        .any(|each| each.difference.as_ref().is_some_and(|each| !each.changed.is_empty()));
    Ok(if differs { Answer::No } else { Answer::Done })
}
