//! `cairn record`

pub(crate) mod fresh;
mod help;
mod kinds;
pub(crate) mod options;

use cairn_eventlog::Log;
use cairn_ops::record::{self, Fresh, Plan};
use cairn_ops::{Failure, Kind as Failed};

use self::fresh::Dice;
use self::kinds::{Kind, elsewhere};
use crate::desk::Desk;
use crate::{Answer, show};

/// Record something that happened, or that was decided
///
/// What happened is always taken down, and what is odd about it is said at once. What does not fit the record or the
/// calendar, every audit shows, too; what may be a slip of the pen is said only here. What is decided (admitted, waived,
/// certified and so on) is checked against the record and the cohort's policy, and may be refused.
#[derive(Debug, clap::Args)]
#[command(
    subcommand_value_name = "KIND",
    subcommand_help_heading = "What can be recorded",
    arg_required_else_help = true,
    after_help = "Nothing is ever changed or taken away: `cairn void` and `cairn amend` put right what was recorded wrongly.
`cairn record KIND --help` says what a kind asks for.

Examples:
  cairn record identified --name \"Asha Rao\" --email asha@example.org
  cairn record attended \"Asha Rao\" --session 2025-09 --whole
  cairn record paid rao --amount \"12500.00 USD\" --on 2025-06-10 --dry-run"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    kind: Kind,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    match &args.kind {
        Kind::Elsewhere(kind) => Err(elsewhere(kind)),
        Kind::Formed(formed) => {
            let request = formed.request()?;
            carry_out(desk, formed.hand.dry_run, |log, fresh| {
                record::plan(log, desk.now, &request, fresh)
            })
        }
    }
}

/// Adds to a failure to answer that the event is there all the same: whoever repeats the command would record it twice.
pub(crate) fn written(failure: Failure, position: Option<u64>) -> Failure {
    let Some(position) = position else { return failure };
    failure
        .listing(format!("but the event is recorded, as #{position}"))
        .hint("do not repeat the command: it would record it twice")
}

/// How often an observation is planned again while others record about the same person.
const TRIES: u32 = 100;

/// Carries a plan out, or only shows it, and says what is odd about it.
pub(crate) fn carry_out(
    desk: &Desk,
    dry_run: bool,
    mut plan: impl FnMut(&dyn Log, &mut dyn Fresh) -> Result<Plan, Failure>,
) -> Result<Answer, Failure> {
    desk.can_answer()?;
    let mut dice = Dice::new(desk.now);
    let report = if dry_run {
        plan(&*desk.read()?, &mut dice)?.rehearse()
    } else {
        let mut log = desk.write()?;
        let mut tries = 0;
        loop {
            tries += 1;
            let ready = plan(&log, &mut dice)?;
            let again = ready.is_observation() && tries < TRIES;
            match ready.carry_out(&mut log) {
                Err(moved) if again && moved.kind == Failed::Refused => {}
                done => break done?,
            }
        }
    };
    show::report(desk, &report).map_err(|failure| written(failure, report.position))?;
    report.odd.iter().for_each(|odd| show::talk_at_length(desk, &format!("noted as odd: {odd}")));
    Ok(Answer::Done)
}
