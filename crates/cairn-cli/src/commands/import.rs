//! `cairn import`

mod files;
mod queue;
mod resolve;

use std::path::{Path, PathBuf};

use cairn_import::{Order, Source, zoom};
use cairn_ops::Failure;
use cairn_ops::import::{self, Request};
use clap::ValueEnum;

use crate::commands::record::fresh::Dice;
use crate::commands::record::options::named;
use crate::desk::Desk;
use crate::{Answer, show};

/// Import who was there from reports of Zoom
///
/// Without --apply nothing is recorded: what the files are, which session each meeting was, who each row was matched to,
/// and what could not be matched or read is shown. A row is somebody's only if its e-mail address is on record for that
/// one person. To import a file again does no harm: what is on record is passed over.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "Examples:\n  cairn import participants.csv --tz America/New_York\n  \
                        cairn import *.csv --tz America/New_York --apply --by ana\n  \
                        cairn import unique.csv --tz America/New_York --session 2025-09")]
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
}

#[derive(Debug, clap::Args)]
struct FileArgs {
    /// The files, as Zoom exports them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// The time zone of whoever exported the files, such as `America/New_York`, where they do not say it
    #[arg(long, value_name = "ZONE")]
    tz: Option<String>,

    /// The cohort, or part of its name; not needed where there is only one
    #[arg(long)]
    cohort: Option<String>,

    /// The session, instead of the one that begins when the meeting began
    #[arg(long)]
    session: Option<String>,

    /// Which comes first in dates, where the files do not show it
    #[arg(long, value_name = "ORDER")]
    date_order: Option<DateOrder>,

    /// Read the files as this form of report, instead of the one that is recognised
    #[arg(long = "as", value_name = "FORM")]
    form: Option<Form>,

    /// Take a row without an address for whose name it shows, if only one person has exactly that name
    #[arg(long)]
    accept_names: bool,

    /// Begin a record for whoever applied with a name and an address that nobody has
    #[arg(long)]
    new_people: bool,

    /// Record it: all of it, or nothing
    #[arg(long)]
    apply: bool,

    /// Who records
    #[arg(long, value_name = "WHO", env = "CAIRN_ACTOR", hide_env_values = true)]
    by: Option<String>,
}

/// Which comes first in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DateOrder {
    /// 09/11/2025 is in September
    MonthFirst,
    /// 09/11/2025 is in November
    DayFirst,
}

/// A form of report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// The usage report: a row each time that somebody joined
    #[value(name = "zoom-usage")]
    Usage,
    /// The same with "show unique users": a row for each person, without times
    #[value(name = "zoom-unique-users")]
    UniqueUsers,
    /// The usage report with meeting data above it
    #[value(name = "zoom-meeting")]
    Meeting,
    /// The participant report of today
    #[value(name = "zoom-current")]
    Current,
    /// The meeting and webinar history of an account
    #[value(name = "zoom-history")]
    History,
    /// The webinar attendee report
    #[value(name = "zoom-webinar")]
    Webinar,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    match &args.deed {
        None => import_files(&args.files, desk),
        Some(Deed::Queue(args)) => queue::run(args, desk),
        Some(Deed::Resolve(args)) => resolve::run(args, desk),
        Some(Deed::Files(args)) => files::run(args, desk),
    }
}

fn import_files(args: &FileArgs, desk: &Desk) -> Result<Answer, Failure> {
    let files = args.files.iter().map(|path| read(args, path)).collect::<Result<_, _>>()?;
    let by = match &args.by {
        Some(by) if !args.apply => by.clone(),
        None if !args.apply => "dry run".to_owned(),
        by => named(by.as_deref())?,
    };
    let FileArgs { cohort, session, .. } = args;
    let (cohort, session) = (cohort.clone(), session.clone());
    let zone = args.tz.as_deref().map(import::zone).transpose()?;
    let (accept_names, new_people) = (args.accept_names, args.new_people);
    let wish = Request { files, cohort, session, zone, accept_names, new_people, by };
    let mut dice = Dice::new(desk.now);
    let report = if args.apply {
        let mut log = desk.write()?;
        import::plan(&log, desk.now, &wish, &mut dice)?.carry_out(&mut log)?
    } else {
        import::plan(&*desk.read()?, desk.now, &wish, &mut dice)?.rehearse()
    };
    show::report(desk, &report)?;
    Ok(if report.rests() { Answer::No } else { Answer::Done })
}

fn read(args: &FileArgs, path: &Path) -> Result<Source, Failure> {
    let name = path.file_name().map_or_else(|| path.display(), |name| Path::new(name).display());
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::mend(format!("`{}` cannot be read: {error}", path.display())))?;
    let order = args.date_order.map(|order| match order {
        DateOrder::MonthFirst => Order::MonthFirst,
        DateOrder::DayFirst => Order::DayFirst,
    });
    let variant = args.form.map(|form| match form {
        Form::Usage => zoom::Variant::Segments,
        Form::UniqueUsers => zoom::Variant::UniqueUsers,
        Form::Meeting => zoom::Variant::WithMeeting,
        Form::Current => zoom::Variant::Current,
        Form::History => zoom::Variant::History,
        Form::Webinar => zoom::Variant::Webinar,
    });
    let options = zoom::Options { variant, order };
    zoom::read(&name.to_string(), &bytes, &options)
        .map(Source::from)
        .map_err(|refusal| import::refused(&refusal))
}
