//! `cairn import resolve`

use cairn_ops::Failure;
use cairn_ops::import::{self, Resolution, Whose};

use crate::Answer;
use crate::commands::record::fresh::Dice;
use crate::commands::record::options::named;
use crate::desk::Desk;
use crate::show;

/// Decide whose rows are that were left in the queue
///
/// With --remember, the address that a row shows, or else its name, is theirs in later files, too. To take a decision back,
/// void it, and what was recorded by it.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  cairn import resolve 120 --to asha --remember\n  \
                        cairn import resolve 121 122 --dismiss\n  \
                        cairn import resolve 123 --new \"Dana Lee\" --email dana@example.org\n  \
                        cairn import resolve --known")]
pub(crate) struct Args {
    /// The rows, by their numbers in `cairn import queue`
    #[arg(value_name = "NUMBER")]
    rows: Vec<String>,

    #[command(flatten)]
    whose: Owner,

    /// The address that a row shows, or else its name, is theirs in later files, too
    #[arg(long, conflicts_with = "dismiss")]
    remember: bool,

    /// The cohort, or part of its name; not needed where there is only one
    #[arg(long)]
    cohort: Option<String>,

    /// Who decides
    #[arg(long, value_name = "WHO", env = "CAIRN_ACTOR", hide_env_values = true)]
    by: Option<String>,

    /// Show what would be recorded, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Whose the rows are
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Whose they are")]
struct Owner {
    /// They are this person's: part of the name, an e-mail address, or the start of the id
    #[arg(long, value_name = "WHO", conflicts_with_all = ["new", "dismiss", "known"])]
    to: Option<String>,

    /// They are of somebody who is not on record yet, of this name: begins a record
    #[arg(long, value_name = "NAME", conflicts_with_all = ["dismiss", "known"])]
    new: Option<String>,

    /// The e-mail address of whoever is new; otherwise that which the first row shows
    #[arg(long, value_name = "EMAIL", requires = "new")]
    email: Option<String>,

    /// They are nobody's: a guest, a note-taker, a test
    #[arg(long, conflicts_with = "known")]
    dismiss: bool,

    /// Every row that waits, if by now it is known whose it is: by an address on record, or a confirmed alias
    #[arg(long, conflicts_with_all = ["rows", "remember"])]
    known: bool,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let rows = args.rows.iter().map(|text| number(text)).collect::<Result<_, _>>()?;
    let Owner { to, new, email, dismiss, known } = &args.whose;
    let whose = match (to, new, *dismiss, *known) {
        (Some(who), ..) => Whose::Of(who.clone()),
        (_, Some(name), ..) => Whose::New(name.clone(), email.clone()),
        (_, _, true, _) => Whose::Nobody,
        (_, _, _, true) => Whose::Known,
        _ => {
            return Err(Failure::mend("it is not said whose the rows are")
                .hint("say `--to WHO`, `--new NAME`, `--dismiss`, or `--known`"));
        }
    };
    let (remember, cohort) = (args.remember, args.cohort.clone());
    let wish = Resolution { rows, whose, remember, cohort, by: named(args.by.as_deref())? };
    let mut dice = Dice::new(desk.now);
    let report = if args.dry_run {
        import::resolve(&*desk.read()?, desk.now, &wish, &mut dice)?.rehearse()
    } else {
        let mut log = desk.write()?;
        import::resolve(&log, desk.now, &wish, &mut dice)?.carry_out(&mut log)?
    };
    show::report(desk, &report)?;
    Ok(Answer::Done)
}

fn number(text: &str) -> Result<u64, Failure> {
    text.trim_start_matches('#').parse().map_err(|_| {
        Failure::mend(format!("`{text}` is no number of a row"))
            .hint("`cairn import queue` lists the rows that wait, each with its number")
    })
}
