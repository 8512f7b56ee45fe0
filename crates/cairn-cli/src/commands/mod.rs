//! One module per command; each is a paragraph: gather, ask, show, answer.

pub(crate) mod amend;
pub(crate) mod audit;
pub(crate) mod calendar;
pub(crate) mod cohort;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod demo;
pub(crate) mod docket;
pub(crate) mod export;
mod file;
pub(crate) mod find;
pub(crate) mod forecast;
pub(crate) mod help;
pub(crate) mod import;
pub(crate) mod init;
pub(crate) mod load;
pub(crate) mod man;
pub(crate) mod people;
pub(crate) mod policy;
pub(crate) mod record;
pub(crate) mod replay;
pub(crate) mod verify;
pub(crate) mod void;
pub(crate) mod why;

use cairn_domain::{CheckedPolicy, CohortId};
use cairn_ops::{Failure, Ledger};

use crate::Answer;
use crate::desk::Desk;

/// What can be asked of cairn.
#[derive(Debug, clap::Subcommand)]
#[command(override_help = help::overview())]
pub(crate) enum Command {
    Init(init::Args),
    Find(find::Args),
    People(people::Args),
    Audit(audit::Args),
    Why(why::Args),
    Forecast(forecast::Args),
    Compare(compare::Args),
    Record(record::Args),
    Void(void::Args),
    Amend(amend::Args),
    Docket(docket::Args),
    Cohort(cohort::Args),
    Replay(replay::Args),
    Calendar(calendar::Args),
    Policy(policy::Args),
    Import(import::Args),
    Load(load::Args),
    Export(export::Args),
    Verify(verify::Args),
    Demo(demo::Args),
    Completions(completions::Args),
    Man(man::Args),
    Help(help::Args),
}

/// Runs a command.
pub(crate) fn run(command: Command, desk: &Desk) -> Result<Answer, Failure> {
    match command {
        Command::Init(args) => init::run(&args, desk),
        Command::Find(args) => find::run(&args, desk),
        Command::People(args) => people::run(&args, desk),
        Command::Audit(args) => audit::run(&args, desk),
        Command::Why(args) => why::run(&args, desk),
        Command::Forecast(args) => forecast::run(&args, desk),
        Command::Compare(args) => compare::run(&args, desk),
        Command::Record(args) => record::run(&args, desk),
        Command::Void(args) => void::run(&args, desk),
        Command::Amend(args) => amend::run(&args, desk),
        Command::Docket(args) => docket::run(&args, desk),
        Command::Cohort(args) => cohort::run(&args, desk),
        Command::Calendar(args) => calendar::run(&args, desk),
        Command::Replay(args) => replay::run(&args, desk),
        Command::Policy(args) => policy::run(&args, desk),
        Command::Import(args) => import::run(&args, desk),
        Command::Load(args) => load::run(&args, desk),
        Command::Export(args) => export::run(&args, desk),
        Command::Verify(args) => verify::run(&args, desk),
        Command::Demo(args) => demo::run(&args, desk),
        Command::Completions(args) => completions::run(&args, desk),
        Command::Man(args) => man::run(&args, desk),
        Command::Help(args) => help::run(&args, desk),
    }
}

/// Returns the cohort that a question means: the named one, that of the given policy, or the only one.
pub(crate) fn meant(
    ledger: &Ledger<'_>,
    named: Option<&str>,
    policy: Option<&CheckedPolicy>,
) -> Result<CohortId, Failure> {
    match (named, policy) {
        (None, Some(policy)) => Ok(policy.policy().cohort.clone()),
        _ => cairn_ops::find::cohort(ledger, named),
    }
}
