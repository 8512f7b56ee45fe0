//! `cairn people`

mod alias;

use cairn_ops::people::{duplicates, list};
use cairn_ops::record::{self, By, Field, Request, Said, When};
use cairn_ops::{Failure, Ledger};

use crate::Answer;
use crate::asking::asking;
use crate::commands::find;
use crate::commands::record::carry_out;
use crate::commands::record::options::named;
use crate::desk::Desk;
use crate::show;

/// List people, find records that may be of one person, link them, and say what people are called in files
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    List(List),
    Find(find::Args),
    Duplicates(Duplicates),
    Link(Link),
    Unlink(Unlink),
    Alias(alias::Args),
}

/// List everybody: addresses, id, other records, since when they are on record, cohorts
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  cairn people list\n  cairn people list --cohort 2026-27 -f csv"
)]
struct List {
    /// Only people of whom something is recorded for this cohort; its name, or part of it
    #[arg(long, value_name = "COHORT")]
    cohort: Option<String>,

    /// Count what was true by the end of this day, or by this instant [default: now]
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,

    /// Count only what was recorded by then: a day, an instant, or a place in the log such as #120 [default: all]
    #[arg(long, value_name = "DATE|#N")]
    known_at: Option<String>,
}

/// Show records that may be of one person, each pair with the reason
///
/// Compared are e-mail addresses, names but for accents, case and spaces, and what people are called in files. It only
/// suggests: look at both before you link. Pairs that were said to be different people come last.
///
/// With `--exit-code`, exits with 1 if there is a pair that nobody has decided about.
#[derive(Debug, clap::Args)]
struct Duplicates {
    /// Count only what was recorded by then: a day, an instant, or a place in the log such as #120 [default: all]
    #[arg(long, value_name = "DATE|#N")]
    known_at: Option<String>,
}

/// Say that two records are of one person, and read them together from now on
///
/// The same as `cairn record linked`. Nothing is moved; `cairn people unlink` makes two of them again.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cairn people link asha@example.org 01976efb --reason \"the same passport\""
)]
struct Link {
    /// The record that the person is known by: part of the name, an e-mail address, or the start of the id
    #[arg(value_name = "WHO")]
    one: String,

    /// The other record
    #[arg(value_name = "OTHER")]
    other: String,

    /// Why they are one; it is private and can be erased
    #[arg(long, value_name = "TEXT")]
    reason: String,

    #[command(flatten)]
    hand: Signed,
}

/// Say that two linked records are of different people after all
///
/// The same as `cairn record unlinked`. Each record is whole again, since nothing was moved.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  cairn people unlink asha@example.org 01976efb --reason \"two passports\""
)]
struct Unlink {
    /// The person: part of the name, an e-mail address, or the start of the id
    #[arg(value_name = "WHO")]
    one: String,

    /// The record that is somebody else's: the start of its id
    #[arg(value_name = "OTHER")]
    other: String,

    /// Why they are two; it is private and can be erased
    #[arg(long, value_name = "TEXT")]
    reason: String,

    #[command(flatten)]
    hand: Signed,
}

/// Who records, and whether at all
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Recording")]
pub(super) struct Signed {
    /// Who records, such as staff@example.org
    #[arg(long, value_name = "WHO", env = "CAIRN_ACTOR", hide_env_values = true)]
    by: Option<String>,

    /// Show exactly what would be recorded, and write nothing
    #[arg(long)]
    dry_run: bool,
}

impl Signed {
    /// Reads who records, with what they have to say about it.
    fn by(&self, note: Option<String>) -> Result<By, Failure> {
        Ok(By { who: named(self.by.as_deref())?, note, source: Vec::new() })
    }
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    match &args.command {
        Command::List(args) => everybody(args, desk),
        Command::Find(args) => find::run(args, desk),
        Command::Duplicates(args) => doubtful(args, desk),
        Command::Link(link) => {
            tie(desk, "linked", (&link.one, &link.other), &link.reason, &link.hand)
        }
        Command::Unlink(link) => {
            tie(desk, "unlinked", (&link.one, &link.other), &link.reason, &link.hand)
        }
        Command::Alias(args) => alias::run(args, desk),
    }
}

fn everybody(args: &List, desk: &Desk) -> Result<Answer, Failure> {
    let log = desk.read()?;
    let asking = asking(args.as_of.as_deref(), args.known_at.as_deref())?;
    let ledger = Ledger::open(&*log, asking, desk.now)?;
    let named = args.cohort.as_deref();
    let cohort = named.map(|name| cairn_ops::find::cohort(&ledger, Some(name))).transpose()?;
    show::report(desk, &list::list(&ledger, cohort.as_ref())?)?;
    Ok(Answer::Done)
}

fn doubtful(args: &Duplicates, desk: &Desk) -> Result<Answer, Failure> {
    let log = desk.read()?;
    let ledger = Ledger::open(&*log, asking(None, args.known_at.as_deref())?, desk.now)?;
    let report = duplicates::duplicates(&ledger)?;
    show::report(desk, &report)?;
    let undecided = report.pairs.iter().any(|pair| pair.told_apart.is_none());
    Ok(if undecided { Answer::No } else { Answer::Done })
}

/// Records that two records are of one person, or of two, by the same way as `cairn record`.
fn tie(
    desk: &Desk,
    kind: &str,
    (one, other): (&str, &str),
    reason: &str,
    hand: &Signed,
) -> Result<Answer, Failure> {
    if reason.trim().is_empty() {
        return Err(Failure::mend("two records are not joined or parted without a reason")
            .because("years later somebody will ask why")
            .hint("say it with `--reason`, such as `--reason \"the same passport\"`"));
    }
    let request = Request {
        kind: kind.to_owned(),
        who: Some(one.to_owned()),
        cohort: None,
        when: When::Unsaid,
        said: Said::default().with(Field::Other, other),
        is_new: false,
        by: hand.by(Some(reason.to_owned()))?,
    };
    carry_out(desk, hand.dry_run, |log, fresh| record::plan(log, desk.now, &request, fresh))
}
