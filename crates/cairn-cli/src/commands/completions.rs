//! `cairn completions`

use cairn_ops::Failure;
use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::desk::Desk;
use crate::{Answer, show};

/// Print what lets your shell complete commands and options
///
/// Names of people are not completed, so that they do not end up in the shell's history. For bash, for example:
/// `cairn completions bash > ~/.local/share/bash-completion/completions/cairn`
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell
    shell: Shell,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "cairn", &mut script);
    show::print(desk.color, &String::from_utf8_lossy(&script))?;
    Ok(Answer::Done)
}
