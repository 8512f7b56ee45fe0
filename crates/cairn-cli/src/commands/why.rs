//! `cairn why`

use cairn_ops::{Failure, Ledger, find, why};

use crate::Answer;
use crate::asking::Question;
use crate::desk::Desk;
use crate::show;

/// Say why somebody's answer is what it is: the rule, and the events that count, do not, or may come to
///
/// Names the least that alone gives the same answer; and, where it is out of reach, what was missed. With --exit-code, exits with 1 if the requirement is not met or, without one, unless the person is eligible or certified.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  cairn why asha\n  cairn why asha reflections\n  \
                        cairn why asha attendance --as-of 2026-03-31")]
pub(crate) struct Args {
    /// The person: part of the name, an e-mail address, or the start of the id
    who: String,

    /// The requirement, as the policy names it [default: the verdict]
    requirement: Option<String>,

    /// The cohort, or part of its name; not needed where only one can be meant
    #[arg(long, value_name = "COHORT")]
    cohort: Option<String>,

    #[command(flatten)]
    question: Question,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let log = desk.read()?;
    let ledger = Ledger::open(&*log, args.question.asking()?, desk.now)?;
    let who = find::one(&ledger, &args.who)?;
    let policy = args.question.policy()?;
    let cohort = match (&args.cohort, &policy) {
        (None, None) => find::cohort_of(&ledger, who)?,
        (named, policy) => super::meant(&ledger, named.as_deref(), policy.as_ref())?,
    };
    let requirement = args.requirement.as_deref();
    let report = why::explain(&ledger, who, &cohort, requirement, policy.as_ref())?;
    show::report(desk, &report)?;
    let good = if report.whole {
        matches!(report.verdict, "eligible" | "certified")
    } else {
        report.finding.status == "met"
    };
    Ok(if good { Answer::Done } else { Answer::No })
}
