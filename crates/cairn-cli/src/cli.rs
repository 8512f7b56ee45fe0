//! The command line as a whole: what every command shares.

use std::path::PathBuf;

use clap::{ColorChoice, Parser, ValueEnum};

use crate::commands::Command;

/// The record of how practitioners become certified
#[derive(Debug, Parser)]
#[command(name = "cairn", version, disable_help_subcommand = true, max_term_width = 80)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub globals: Globals,

    #[command(subcommand)]
    pub command: Command,
}

/// What every command understands.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Globals {
    /// The log: one file [default: cairn.db in this folder]
    #[arg(long, global = true, value_name = "FILE", env = "CAIRN_LOG", hide_env_values = true)]
    pub log: Option<PathBuf>,

    /// How to print the answer
    #[arg(
        short,
        long,
        global = true,
        value_name = "FORMAT",
        default_value = "text",
        hide_default_value = true
    )]
    pub format: Format,

    /// Print the answer as JSON; short for --format json
    #[arg(long, global = true, conflicts_with = "format")]
    pub json: bool,

    /// Exit with 1 if the answer is no
    #[arg(long, global = true)]
    pub exit_code: bool,

    /// When to use colour; it never carries meaning alone
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_default_value = true
    )]
    pub color: ColorChoice,
}

/// How an answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// For spreadsheets, where the answer is a table
    Csv,
    /// A workbook, where a list is exported; hidden, since no other answer is one
    #[value(hide = true)]
    Xlsx,
}
