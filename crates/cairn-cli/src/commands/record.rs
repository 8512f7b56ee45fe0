//! `cairn record`

pub(crate) mod fresh;
mod help;
mod kinds;
pub(crate) mod options;

use cairn_eventlog::Log;
use cairn_ops::Failure;
use cairn_ops::record::{self, Fresh, Plan};

use self::fresh::Dice;
use self::kinds::{Kind, elsewhere};
use crate::desk::Desk;
use crate::{Answer, show};

/// Record something that happened, or that was decided
///
/// What happened is always taken down; what is odd about it is said, and shown in every audit. What is decided (admitted,
/// waived, certified and so on) is checked against the record and the cohort's policy, and may be refused.
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

/// Carries a plan out, or only shows it, and says what is odd about it.
pub(crate) fn carry_out(
    desk: &Desk,
    dry_run: bool,
    plan: impl FnOnce(&dyn Log, &mut dyn Fresh) -> Result<Plan, Failure>,
) -> Result<Answer, Failure> {
    let mut dice = Dice::new(desk.now);
    let report = if dry_run {
        plan(&*desk.read()?, &mut dice)?.rehearse()
    } else {
        let mut log = desk.write()?;
        plan(&log, &mut dice)?.carry_out(&mut log)?
    };
    show::report(desk, &report)?;
    report.odd.iter().for_each(|odd| show::talk(&format!("noted as odd: {odd}")));
    Ok(Answer::Done)
}
