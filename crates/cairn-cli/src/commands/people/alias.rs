//! `cairn people alias`

use cairn_ops::people::alias::{self, Wish};
use cairn_ops::{Failure, Ledger, find};

use super::Signed;
use crate::Answer;
use crate::asking::asking;
use crate::commands::record::carry_out;
use crate::desk::Desk;
use crate::show;

/// Say what somebody is called in other people's files, list it, or take it back
///
/// Meeting reports name screens, not people. What is confirmed here is taken for the person from then on.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cairn people alias asha \"iPhone (Asha)\"
  cairn people alias asha --list
  cairn people alias asha \"iPhone (Asha)\" --take-back --reason \"it is her sister's\"")]
pub(crate) struct Args {
    /// The person: part of the name, an e-mail address, or the start of the id
    who: String,

    /// The name or the address, as files show it
    #[arg(value_name = "NAME", required_unless_present = "list")]
    alias: Option<String>,

    /// List what is confirmed
    #[arg(long, conflicts_with_all = ["alias", "take_back", "reason"])]
    list: bool,

    /// Say that the name is not theirs after all
    #[arg(long, requires = "reason")]
    take_back: bool,

    /// Why; it is private and can be erased
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,

    #[command(flatten)]
    hand: Signed,
}

pub(super) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let Some(alias) = &args.alias else { return list(args, desk) };
    // Taking back has a reason of its own; confirming keeps one as a remark.
    let note = args.reason.clone().filter(|_| !args.take_back);
    let by = args.hand.by(note)?;
    let wish = Wish { who: args.who.clone(), alias: alias.clone(), by };
    let reason = args.reason.as_deref().unwrap_or_default();
    carry_out(desk, args.hand.dry_run, |log, fresh| {
        if args.take_back {
            alias::take_back(log, desk.now, (&wish, reason), fresh)
        } else {
            alias::confirm(log, desk.now, &wish, fresh)
        }
    })
}

fn list(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let log = desk.read()?;
    let ledger = Ledger::open(&*log, asking(None, None)?, desk.now)?;
    let report = alias::list(&ledger, find::one(&ledger, &args.who)?)?;
    show::report(desk, &report)?;
    Ok(if report.aliases.is_empty() { Answer::No } else { Answer::Done })
}
