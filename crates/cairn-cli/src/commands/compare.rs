//! `cairn compare`

use std::path::PathBuf;

use cairn_ops::{Asking, Failure, Ledger, compare, find};

use crate::Answer;
use crate::asking::{asking, point};
use crate::desk::Desk;
use crate::show;

/// Show what changed for one person between two points, and which events did it
///
/// A point is a day (what was true by then), `known:` and a day (what was recorded by then), or a place in the log such
/// as #120. With --exit-code, exits with 1 if anything differs.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  cairn compare asha --from 2025-12-31 --to 2026-03-31\n  \
                        cairn compare asha --from known:2026-02-01 --to now\n  \
                        cairn compare asha --from '#800' --to '#900'\n  \
                        cairn compare asha --from 2026-03-31 --from known:2026-03-31 --to 2026-03-31")]
pub(crate) struct Args {
    /// The person: part of the name, an e-mail address, or the start of the id
    who: String,

    /// The earlier point; given twice, both of its times
    #[arg(long, value_name = "POINT", required = true)]
    from: Vec<String>,

    /// The later point; given twice, both of its times
    #[arg(long, value_name = "POINT", default_value = "now")]
    to: Vec<String>,

    /// Ask under this policy file instead of the adopted policies
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let log = desk.read()?;
    let at = |texts: &[String], option: &str| -> Result<Asking, Failure> {
        texts.iter().try_fold(asking(None, None)?, |asking, text| point(option, text, asking))
    };
    let from = Ledger::open(&*log, at(&args.from, "--from")?, desk.now)?;
    let to = Ledger::open(&*log, at(&args.to, "--to")?, desk.now)?;
    let policy = args.policy.as_deref().map(super::policy::read).transpose()?;
    let who = find::one(&to, &args.who)?;
    let report = compare::compare(&from, &to, who, policy.as_ref())?;
    show::report(desk, &report)?;
    let same = report.cohorts.iter().all(|each| each.change.is_empty()) && report.events.is_empty();
    Ok(if same { Answer::Done } else { Answer::No })
}
