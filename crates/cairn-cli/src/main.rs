//! The binary `cairn`: how practitioners become certified, from the command line.
//!
//! This is the only crate that prints, reads clocks and the environment, and exits. It decides nothing: it parses what was
//! asked, has `cairn-ops` do it, and draws the answer.

mod asking;
mod cli;
mod commands;
mod desk;
mod progress;
mod render;
mod show;

use std::process::ExitCode;

use cairn_ops::{Failure, Kind};
use clap::{ColorChoice, Parser};

use crate::desk::Desk;

/// What a command answers: done, or a "no" that `--exit-code` turns into exit code 1.
pub(crate) enum Answer {
    /// Done, or the answer is yes.
    Done,
    /// The answer is no.
    No,
    /// The log does not verify.
    Damaged,
}

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        show::talk(&format!(
            "error: cairn has a bug: {panic}\nhint: nothing half-written is kept; please report what you did, with this message"
        ));
    }));
    std::panic::catch_unwind(run).unwrap_or(ExitCode::from(70))
}

fn run() -> ExitCode {
    if std::env::args_os().len() < 2 {
        // Whoever says nothing wants to know what there is. Not by way of clap, which counts `CAIRN_LOG` as an argument.
        return match show::print(ColorChoice::Auto, &commands::help::overview()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => exit(&failure),
        };
    }
    let args = match cli::Cli::try_parse() {
        Ok(args) => args,
        Err(error) => {
            show::usage(&error);
            return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let exit_code = args.globals.exit_code;
    let answer = Desk::new(args.globals).and_then(|desk| commands::run(args.command, &desk));
    match answer {
        Ok(Answer::No) if exit_code => ExitCode::from(1),
        Ok(Answer::Damaged) => ExitCode::from(4),
        Ok(Answer::Done | Answer::No) => ExitCode::SUCCESS,
        Err(failure) => {
            show::complain(&failure);
            exit(&failure)
        }
    }
}

fn exit(failure: &Failure) -> ExitCode {
    ExitCode::from(match failure.kind {
        Kind::Mend => 2,
        Kind::Refused => 3,
        Kind::Damaged => 4,
    })
}
