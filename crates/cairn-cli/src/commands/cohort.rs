//! `cairn cohort`

use cairn_ops::cohort::{self, Filter, Order};
use cairn_ops::{Failure, Ledger};

use crate::Answer;
use crate::asking::Question;
use crate::desk::Desk;
use crate::show;

/// List a cohort, one line a person: standing, each requirement's measure, verdict
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  cairn cohort --as-of 2026-03-31\n  cairn cohort --verdict at_risk --sort attendance\n  \
                        cairn cohort --lacking tuition --format csv"
)]
pub(crate) struct Args {
    /// The cohort, or part of its name; not needed where there is only one
    cohort: Option<String>,

    #[command(flatten)]
    question: Question,

    /// Show what is on record of the cohort itself instead: its policies, and what became of its sessions
    #[arg(long, conflicts_with_all = ["verdict", "standing", "lacking", "policy"])]
    events: bool,

    /// Show only people with this verdict; may be given several times
    #[arg(long, value_name = "VERDICT", value_parser = cairn_ops::lines::verdicts())]
    verdict: Vec<String>,

    /// Show only people who stand so: applied, admitted, certified …; may be given several times
    #[arg(long, value_name = "STANDING", value_parser = standings())]
    standing: Vec<String>,

    /// Show only people who do not meet this requirement; may be given several times
    #[arg(long, value_name = "REQUIREMENT")]
    lacking: Vec<String>,

    /// Sort by name, by verdict, or by how much of a requirement people have, least first
    #[arg(long, value_name = "name|verdict|REQUIREMENT", default_value = "name")]
    sort: String,
}

fn standings() -> clap::builder::PossibleValuesParser {
    cairn_domain::State::ALL.iter().map(|state| state.name()).into()
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let log = desk.read()?;
    let ledger = Ledger::open(&*log, args.question.asking()?, desk.now)?;
    let policy = args.question.policy()?;
    let id = super::meant(&ledger, args.cohort.as_deref(), policy.as_ref())?;
    if args.events {
        show::report(desk, &cohort::events(&ledger, &id)?)?;
        return Ok(Answer::Done);
    }
    let filter = Filter {
        verdicts: args.verdict.clone(),
        standings: args.standing.clone(),
        lacking: args.lacking.clone(),
    };
    let order = match args.sort.as_str() {
        "name" => Order::Name,
        "verdict" => Order::Verdict,
        requirement => Order::Requirement(requirement.to_owned()),
    };
    let report = cohort::cohort(&ledger, &id, policy.as_ref(), (&filter, &order))?;
    show::report(desk, &report)?;
    Ok(Answer::Done)
}
