//! `cairn import`

mod files;
mod keep;
mod queue;
mod resolve;
mod source;

use std::path::{Path, PathBuf};

use cairn_domain::ImportSource;
use cairn_import::sheet::Abbreviated;
use cairn_import::{Form, Options, Order, Source};
use cairn_ops::Failure;
use cairn_ops::import::{self, Request};
use clap::ValueEnum;
use clap::builder::PossibleValuesParser;

use crate::commands::record::fresh::Dice;
use crate::commands::record::options::named;
use crate::desk::Desk;
use crate::progress::Progress;
use crate::{Answer, show};

/// Import files: reports of Zoom, answers to forms, exports of payments, attendance of Moodle, spreadsheets
///
/// Without --apply nothing is recorded: what the files are, which session each meeting was, who each row was matched to,
/// and what could not be matched or read is shown. A row is somebody's only if its e-mail address is on record for that
/// one person, or if staff confirmed it; all others wait in the queue. To import a file again does no harm: what is on
/// record is passed over.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "Examples:\n  cairn import participants.csv --tz America/New_York\n  \
                        cairn import *.csv --tz America/New_York --apply --by ana\n  \
                        cairn import unique.csv --tz America/New_York --session 2025-09\n  \
                        cairn import answers.csv --source applications --new-people --apply --by ana")]
pub(crate) struct Args {
    #[command(subcommand)]
    deed: Option<Deed>,

    #[command(flatten)]
    files: FileArgs,
}

/// What can be done beside importing.
#[derive(Debug, clap::Subcommand)]
enum Deed {
    Queue(queue::Args),
    Resolve(resolve::Args),
    Files(files::Args),
    Source(source::Args),
}

#[derive(Debug, clap::Args)]
struct FileArgs {
    /// The files, as they were downloaded
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    matching: Matching,

    #[command(flatten)]
    recording: Recording,
}

/// Whether it is recorded, and by whom
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Recording")]
struct Recording {
    /// Record it: all of it, or nothing
    #[arg(long)]
    apply: bool,

    /// Who records
    #[arg(long, value_name = "WHO", env = "CAIRN_ACTOR", hide_env_values = true)]
    by: Option<String>,

    /// Keep the files beside the log, in a folder of its name: they hold names and addresses, and are not part of the log
    #[arg(long, requires = "apply")]
    keep: bool,
}

/// How the files are read
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "How the files are read")]
struct Reading {
    /// The time zone of whoever exported the files, such as `America/New_York`, where they do not say it
    #[arg(long, value_name = "ZONE")]
    tz: Option<String>,

    /// Read the files as the saved source of this name says
    #[arg(long, value_name = "NAME")]
    source: Option<String>,

    /// Which comes first in dates, where the files do not show it
    #[arg(long, value_name = "ORDER")]
    date_order: Option<DateOrder>,

    /// Which sign stands before the fraction of amounts, where the files do not show it
    #[arg(long, value_name = "SIGN")]
    decimal: Option<Decimal>,

    /// How the letters of a zone behind a time, such as `EST`, are meant
    #[arg(long, value_name = "HOW")]
    zone_letters: Option<ZoneLetters>,

    /// The sheet of a workbook, where several hold something
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,

    /// Read the files in this form, instead of the one that is recognised
    #[arg(long = "as", value_name = "FORM", value_parser = forms())]
    form: Option<String>,
}

/// What the rows are about, and whose they are
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "What the rows are about, and whose they are")]
struct Matching {
    /// The cohort, or part of its name; not needed where there is only one
    #[arg(long)]
    cohort: Option<String>,

    /// The session, instead of the one that begins when the meeting began
    #[arg(long)]
    session: Option<String>,

    /// Only the meeting of this number, where an account's history holds others at the same time
    #[arg(long, value_name = "NUMBER")]
    meeting: Option<String>,

    /// Take a row without an address for whose name it shows, if only one person has exactly that name
    #[arg(long)]
    accept_names: bool,

    /// Begin a record for whoever applied with a name and an address that nobody has
    #[arg(long)]
    new_people: bool,
}

/// Which comes first in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DateOrder {
    /// 09/11/2025 is in September
    MonthFirst,
    /// 09/11/2025 is in November
    DayFirst,
}

/// The sign before a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Decimal {
    /// 12,500.00
    Point,
    /// 12.500,00
    Comma,
}

/// How the letters of a zone are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ZoneLetters {
    /// They say nothing: the time is what clocks showed in the zone of the file
    LocalTime,
    /// They are an offset that is the same all year: `EST` is five hours behind UTC in July as well
    FixedOffset,
}

/// Returns the names of the forms that are known.
fn forms() -> PossibleValuesParser {
    PossibleValuesParser::new(Form::all().map(Form::name))
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    match &args.deed {
        None => import_files(&args.files, desk),
        Some(Deed::Queue(args)) => queue::run(args, desk),
        Some(Deed::Resolve(args)) => resolve::run(args, desk),
        Some(Deed::Files(args)) => files::run(args, desk),
        Some(Deed::Source(args)) => source::run(args, desk),
    }
}

fn import_files(args: &FileArgs, desk: &Desk) -> Result<Answer, Failure> {
    let FileArgs { reading, matching, recording, .. } = args;
    let by = match &recording.by {
        Some(by) if !recording.apply => by.clone(),
        None if !recording.apply => "dry run".to_owned(),
        by => named(by.as_deref())?,
    };
    let Matching { cohort, session, meeting, accept_names, new_people } = matching;
    let saved = match &reading.source {
        Some(name) => Some(import::source(&*desk.read()?, desk.now, cohort.as_deref(), name)?),
        None => None,
    };
    let zone = reading.tz.as_deref().map(import::zone).transpose()?;
    let zone = zone.or_else(|| saved.as_ref()?.zone);
    let options = options(reading, saved);
    let mut progress = Progress::new();
    let mut files = Vec::with_capacity(args.files.len());
    for path in &args.files {
        progress.says(&format!("reading {}", path.display()));
        files.push(read(path, &options)?);
    }
    let (accept_names, new_people) = (*accept_names, *new_people);
    let (cohort, session, meeting) = (cohort.clone(), session.clone(), meeting.clone());
    let wish = Request { files, cohort, session, meeting, zone, accept_names, new_people, by };
    let mut dice = Dice::new(desk.now);
    let mut watch = |done: usize, all: usize| {
        progress.says(&format!("looking whose {all} rows are: {done}"));
    };
    let report = if recording.apply {
        let mut log = desk.write()?;
        let plan = import::plan(&log, desk.now, &wish, &mut dice, &mut watch)?;
        progress.says("recording");
        // One transaction: whoever stops it here finds all of it on record, or nothing.
        plan.carry_out(&mut log)?
    } else {
        import::rehearse(&*desk.read()?, desk.now, &wish, &mut dice, &mut watch)?
    };
    progress.ends();
    if recording.keep {
        keep::files(desk, &args.files)?;
    }
    drop(wish);
    show::report(desk, &report)?;
    Ok(if report.rests() { Answer::No } else { Answer::Done })
}

/// Returns what whoever asks knows better than the files.
fn options(args: &Reading, source: Option<ImportSource>) -> Options {
    let order = args.date_order.map(|order| match order {
        DateOrder::MonthFirst => Order::MonthFirst,
        DateOrder::DayFirst => Order::DayFirst,
    });
    let decimal = args.decimal.map(|decimal| match decimal {
        Decimal::Point => cairn_domain::Decimal::Point,
        Decimal::Comma => cairn_domain::Decimal::Comma,
    });
    let abbreviated = args.zone_letters.map(|letters| match letters {
        ZoneLetters::LocalTime => Abbreviated::LocalTime,
        ZoneLetters::FixedOffset => Abbreviated::FixedOffset,
    });
    let form = args.form.as_deref().and_then(|name| name.parse().ok());
    Options { form, source, order, decimal, abbreviated, sheet: args.sheet.clone() }
}

fn read(path: &Path, options: &Options) -> Result<Source, Failure> {
    let (name, bytes) = bytes(path)?;
    cairn_import::read(&name, &bytes, options).map_err(|refusal| import::refused(&refusal))
}

/// Reads a file whole; returns what to call it, and its bytes.
fn bytes(path: &Path) -> Result<(String, Vec<u8>), Failure> {
    let name = path.file_name().map_or_else(|| path.display(), |name| Path::new(name).display());
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::mend(format!("`{}` cannot be read: {error}", path.display())))?;
    Ok((name.to_string(), bytes))
}
