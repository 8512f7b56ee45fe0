//! `cairn load`

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};

use cairn_ops::load::{Incoming, Manner};
use cairn_ops::{Failure, load};

use crate::cli::Format;
use crate::desk::Desk;
use crate::{Answer, show};

/// Load events that an export, or another program, wrote
///
/// Reads files of one event a line (`cairn help formats`), or standard input for `-`. All of the lines are loaded, or none:
/// lines that cannot be read are listed, and nothing is written.
///
/// An empty log keeps the positions and times that the file has, as a restore should; a log with events appends what is
/// new, recorded now. An event that is there already is passed over, so that loading a file twice does no harm.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The files to load, in this order; `-`: standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Say what would be loaded, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Record everything as of now, even into an empty log: for part of an export
    #[arg(long)]
    as_new: bool,

    /// Restore also what says that it was recorded in the future, which moves the log's clock there for good
    #[arg(long, conflicts_with = "as_new")]
    future_times: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    if desk.format == Format::Csv {
        // Said before anything is loaded.
        return Err(Failure::mend("what loading did is not a table, so it has no CSV form")
            .hint("`--format text` and `--format json` show it"));
    }
    let mut log = desk.write()?;
    let mut incoming = Incoming::default();
    for file in &args.files {
        if file.as_os_str() == "-" {
            incoming.begin("standard input");
            spool("standard input", stdin()?, &mut incoming)?;
        } else {
            let name = file.display().to_string();
            incoming.begin(&name);
            spool(&name, open(file)?, &mut incoming)?;
        }
    }
    let Args { dry_run, as_new, future_times, .. } = *args;
    let manner = Manner { dry_run, as_new, future_times };
    let report = load::load(&mut log, &incoming, desk.now, manner)?;
    show::report(desk, &report)?;
    Ok(Answer::Done)
}

fn open(path: &Path) -> Result<BufReader<File>, Failure> {
    File::open(path)
        .map(BufReader::new)
        .map_err(|error| unreadable(&path.display().to_string(), &error))
}

fn unreadable(name: &str, error: &std::io::Error) -> Failure {
    Failure::mend(format!("`{name}` cannot be read: {error}"))
}

fn stdin() -> Result<std::io::StdinLock<'static>, Failure> {
    let input = std::io::stdin();
    if input.is_terminal() {
        return Err(Failure::mend("`-` reads from standard input, and nothing is piped into it")
            .hint("pipe a file in, or name it: `cairn load FILE`"));
    }
    Ok(input.lock())
}

/// The longest line that is looked at: an event has 65,535 bytes, and private values stand beside it.
const LONGEST_LINE: u64 = 4 * 1024 * 1024;

/// Hands over a source line by line, so that a file of any size is read in one pass.
fn spool(name: &str, mut source: impl BufRead, incoming: &mut Incoming) -> Result<(), Failure> {
    let mut line = Vec::new();
    loop {
        line.clear();
        let mut part = source.by_ref().take(LONGEST_LINE);
        let read = part.read_until(b'\n', &mut line).map_err(|error| unreadable(name, &error))?;
        if read == 0 {
            return Ok(());
        }
        if !line.ends_with(b"\n") && line.len() as u64 == LONGEST_LINE {
            incoming.line_too_long();
            source.skip_until(b'\n').map_err(|error| unreadable(name, &error))?;
        } else {
            incoming.line(&line);
        }
    }
}
