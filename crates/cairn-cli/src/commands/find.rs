//! `cairn find`

use cairn_ops::{Failure, Ledger, find};

use crate::Answer;
use crate::asking::asking;
use crate::desk::Desk;
use crate::show;

/// Find a person by part of the name, an e-mail address, or the start of the id
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  cairn find asha\n  cairn find asha@example.org")]
pub(crate) struct Args {
    /// Part of the name, an e-mail address, or the start of the id
    who: String,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let log = desk.read()?;
    let ledger = Ledger::open(&*log, asking(None, None)?, desk.now)?;
    let found = find::find(&ledger, &args.who)?;
    show::report(desk, &found)?;
    Ok(if found.people.is_empty() { Answer::No } else { Answer::Done })
}
