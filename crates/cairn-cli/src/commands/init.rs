//! `cairn init`

use cairn_eventlog::Log as _;
use cairn_ops::init::{self, Begun};
use cairn_ops::record::Fresh as _;
use cairn_ops::{Failure, Kind};
use cairn_sqlite::SqliteLog;

use crate::commands::record::fresh::Dice;
use crate::desk::Desk;
use crate::{Answer, show};

/// Make a new log
///
/// The log is one file: the one that `--log` or `CAIRN_LOG` names, or else cairn.db in this folder. A file that is there
/// already is never touched.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  cairn init
  cairn init --log records/practitioners.db
  cairn init --origin log.example.org/practitioners")]
pub(crate) struct Args {
    /// What the log is called in every proof, for good; no two logs may share it [default: a name that no other log has]
    #[arg(long, value_name = "NAME")]
    origin: Option<String>,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    desk.can_answer()?;
    let path = desk.log_path();
    let origin = init::origin(args.origin.as_deref(), Dice::new(desk.now).id()?)?;
    let log = SqliteLog::create(path, &origin, desk.now, desk.frozen).map_err(|error| {
        let failure = Failure::from(error);
        let there = failure.kind == Kind::Mend && path.exists();
        if there {
            failure.hint("to make another log, name it: `cairn init --log FILE`")
        } else {
            failure
        }
    })?;
    show::report(desk, &Begun::new(path.display().to_string(), log.about()))?;
    Ok(Answer::Done)
}
