//! `cairn amend`

use cairn_ops::Failure;
use cairn_ops::correct::{self, Request};

use crate::Answer;
use crate::commands::record::carry_out;
use crate::commands::record::options::{Changes, Hand, Point};
use crate::desk::Desk;

/// Say what an event should have said
///
/// Takes the options of `cairn record` for the kind of event; what is not mentioned keeps its value. The event stays in the
/// log, and audits show who amended it and why. Of a decision only the time can be amended: what was decided is voided and
/// decided again.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Give the number without `#`, or in quotes: most shells take `#` for the beginning of a remark.

Examples:
  cairn amend 120 --reason \"typing error\" --amount \"1250.00 USD\"
  cairn amend 121 --reason \"two devices\" --from 19:02 --to 20:58
  cairn amend 122 --reason \"wrong day\" --on 2025-09-12"
)]
pub(crate) struct Args {
    /// The event: its number, such as 120, or the start of its id
    #[arg(value_name = "EVENT")]
    event: String,

    /// Why; it is private and can be erased
    #[arg(long, value_name = "TEXT")]
    reason: String,

    #[command(flatten)]
    changes: Changes,

    #[command(flatten)]
    point: Point,

    #[command(flatten)]
    hand: Hand,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let request = Request {
        event: args.event.clone(),
        reason: args.reason.clone(),
        cohort: args.point.cohort.clone(),
        when: args.point.when(),
        said: args.changes.0.clone(),
        by: args.hand.by()?,
    };
    carry_out(desk, args.hand.dry_run, |log, fresh| correct::amend(log, desk.now, &request, fresh))
}
