//! `cairn man`

use std::path::{Path, PathBuf};

use cairn_ops::Failure;
use clap::CommandFactory as _;
use clap_mangen::Man;

use crate::cli::Cli;
use crate::desk::Desk;
use crate::{Answer, show};

/// Print the manual page, or write one for each command
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Write the pages of all commands into this folder
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let Some(folder) = &args.output else {
        let mut page = Vec::new();
        let drawn = Man::new(Cli::command()).render(&mut page);
        drawn.map_err(|error| Failure::mend(format!("the manual page cannot be made: {error}")))?;
        show::print(desk.color, &String::from_utf8_lossy(&page))?;
        return Ok(Answer::Done);
    };
    write(folder).map_err(|error| {
        Failure::mend(format!("`{}` cannot be written: {error}", folder.display()))
    })?;
    show::talk(&format!(
        "the manual pages are in {0}: `man -l {0}/cairn.1` reads the first",
        folder.display()
    ));
    Ok(Answer::Done)
}

fn write(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    clap_mangen::generate_to(Cli::command(), folder)
}
