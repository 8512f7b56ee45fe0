//! `cairn import`

use std::path::{Path, PathBuf};

use cairn_import::{Order, zoom};
use cairn_ops::Failure;
use cairn_ops::import::{self, Request};
use clap::ValueEnum;

use crate::desk::Desk;
use crate::{Answer, show};

/// Import who was there from reports of Zoom
///
/// Without --apply nothing is recorded: what the files are, which session each meeting was, who each row was matched to,
/// and what could not be matched or read is shown. A row is somebody's only if its e-mail address is on record for that
/// one person. To import a file again does no harm: what is on record is passed over.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  cairn import participants.csv --tz America/New_York\n  \
                        cairn import *.csv --tz America/New_York --apply --by ana\n  \
                        cairn import unique.csv --tz America/New_York --session 2025-09")]
pub(crate) struct Args {
    /// The files, as Zoom exports them
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// The time zone of whoever exported the files, such as `America/New_York`: they do not say it
    #[arg(long, value_name = "ZONE")]
    tz: String,

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
    let files = args.files.iter().map(|path| read(args, path)).collect::<Result<_, _>>()?;
    let by = match (&args.by, args.apply) {
        (Some(by), _) => by.clone(),
        (None, false) => "dry run".to_owned(),
        (None, true) => {
            return Err(Failure::mend("nobody is named who records this")
                .hint("say who you are with `--by`, or set CAIRN_ACTOR"));
        }
    };
    let Args { cohort, session, .. } = args;
    let (cohort, session) = (cohort.clone(), session.clone());
    let wish = Request { files, cohort, session, zone: import::zone(&args.tz)?, by };
    let report = if args.apply {
        let mut log = desk.write()?;
        import::plan(&log, desk.now, &wish)?.carry_out(&mut log)?
    } else {
        import::plan(&*desk.read()?, desk.now, &wish)?.rehearse()
    };
    show::report(desk, &report)?;
    Ok(if report.rests() { Answer::No } else { Answer::Done })
}

fn read(args: &Args, path: &Path) -> Result<zoom::Report, Failure> {
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
    zoom::read(&name.to_string(), &bytes, &options).map_err(|refusal| import::refused(&refusal))
}
