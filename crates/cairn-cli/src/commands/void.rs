//! `cairn void`

use cairn_ops::Failure;
use cairn_ops::correct::{self, Request};
use cairn_ops::record::{Said, When};

use crate::Answer;
use crate::commands::record::carry_out;
use crate::commands::record::options::Hand;
use crate::desk::Desk;

/// Say that an event does not count
///
/// The event stays in the log, and audits show who voided it and why. To take the void back, void the void.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Give the number without `#`, or in quotes: most shells take `#` for the beginning of a remark.

Examples:
  cairn void 120 --reason \"recorded twice\"
  cairn void '#120' --reason \"recorded twice\" --dry-run"
)]
pub(crate) struct Args {
    /// The event: its number, such as 120, or the start of its id
    #[arg(value_name = "EVENT")]
    event: String,

    /// Why; it is private and can be erased
    #[arg(long, value_name = "TEXT")]
    reason: String,

    #[command(flatten)]
    hand: Hand,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let request = Request {
        event: args.event.clone(),
        reason: args.reason.clone(),
        cohort: None,
        when: When::Unsaid,
        said: Said::default(),
        by: args.hand.by()?,
    };
    carry_out(desk, args.hand.dry_run, |log, fresh| correct::void(log, desk.now, &request, fresh))
}
