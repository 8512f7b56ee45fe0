//! `cairn import source`

use std::path::PathBuf;

use cairn_domain::source::{Claims, ImportSource, Meaning, SourceColumn, SourceField};
use cairn_domain::{DayOrMonth, Item};
use cairn_import::Options;
use cairn_import::sheet::{Heading, answers, headings};
use cairn_ops::Failure;
use cairn_ops::import::{self, SourcesReport};
use clap::builder::PossibleValuesParser;

use super::{DateOrder, Decimal, bytes};
use crate::Answer;
use crate::commands::record::fresh::Dice;
use crate::commands::record::options::named;
use crate::desk::Desk;
use crate::show;

/// Save how files of one kind are read, or list what was saved
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, clap::Subcommand)]
enum Deed {
    Add(Box<Add>),
    List(List),
}

/// Save how files of one kind are read: which column holds what
///
/// Columns that are not named are guessed from the headings of the file, and so are answers that name the month of a session:
/// all of it is shown. Without --apply nothing is saved. Saving under the same name again replaces what was saved; `cairn void` takes it
/// back.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  cairn import source add applications answers.csv --claims applied --tz America/New_York\n  \
                        cairn import source add reflections answers.csv --claims reflected --column session=3 --apply\n  \
                        cairn import source add bank statement.xlsx --claims paid --currency USD --column amount=Credit\n\n\
Fields: name, first_name, last_name, email, at, team, session, facets, amount, currency, reference, status, minutes"
)]
struct Add {
    /// What to call it
    name: String,

    /// A file of this kind, for its headings
    file: PathBuf,

    /// What each row says that somebody did
    #[arg(long, value_name = "WHAT", value_parser = PossibleValuesParser::new(Claims::ALL.map(Claims::name)))]
    claims: String,

    /// Which column holds a field, by its place or its heading; `-` for none; repeat for more
    #[arg(long = "column", value_name = "FIELD=COLUMN")]
    columns: Vec<String>,

    /// What an answer means, such as `session:Convening 3=2025-11`; repeat for more
    #[arg(long = "meaning", value_name = "FIELD:ANSWER=MEANING")]
    meanings: Vec<String>,

    /// The time zone of the files' times, where they do not say it
    #[arg(long, value_name = "ZONE")]
    tz: Option<String>,

    /// Which comes first in dates, where the files do not show it
    #[arg(long, value_name = "ORDER")]
    date_order: Option<DateOrder>,

    /// Which sign stands before the fraction of amounts, where the files do not show it
    #[arg(long, value_name = "SIGN")]
    decimal: Option<Decimal>,

    /// The currency of amounts, where no column says it
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,

    /// The session that all rows are about, where no column says it
    #[arg(long, value_name = "SESSION")]
    session: Option<String>,

    /// The sheet of a workbook, where several hold something
    #[arg(long, value_name = "SHEET")]
    sheet: Option<String>,

    /// The cohort, or part of its name; not needed where there is only one
    #[arg(long)]
    cohort: Option<String>,

    /// Save it
    #[arg(long)]
    apply: bool,

    /// Who saves it
    #[arg(long, value_name = "WHO", env = "CAIRN_ACTOR", hide_env_values = true)]
    by: Option<String>,
}

/// List how files are read
#[derive(Debug, clap::Args)]
struct List {
    /// The cohort, or part of its name; not needed where there is only one
    #[arg(long)]
    cohort: Option<String>,
}

pub(crate) fn run(args: &Args, desk: &Desk) -> Result<Answer, Failure> {
    let mut report = match &args.deed {
        Deed::List(list) => import::sources(&*desk.read()?, desk.now, list.cohort.as_deref())?,
        Deed::Add(add) => {
            let mut source = source(add)?;
            let cohort = add.cohort.as_deref();
            for meaning in proposed(add, desk, &source)? {
                let is_said =
                    |said: &Meaning| said.field == meaning.field && said.text == meaning.text;
                if !source.meanings.iter().any(is_said) {
                    source.meanings.push(meaning);
                }
            }
            reads(add, &source)?;
            if add.apply {
                let by = named(add.by.as_deref())?;
                let wish = (&source, cohort, by.as_str());
                import::save_source(&mut desk.write()?, desk.now, wish, &mut Dice::new(desk.now))?
            } else {
                import::rehearse_source(&*desk.read()?, desk.now, &source, cohort)?
            }
        }
    };
    if let Deed::Add(add) = &args.deed {
        report.unread = unread(add, &report)?;
    }
    show::report(desk, &report)?;
    Ok(Answer::Done)
}

/// Returns the columns of the file that are not read: what stands in them is nowhere else.
fn unread(add: &Add, report: &SourcesReport) -> Result<Vec<String>, Failure> {
    let (name, bytes) = bytes(&add.file)?;
    let headings = headings(&name, &bytes, add.sheet.as_deref())
        .map_err(|refusal| import::refused(&refusal))?;
    let is_read = |heading: &&Heading| {
        let columns = report.sources.iter().flat_map(|saved| &saved.source.columns);
        columns.into_iter().any(|column| column.position == heading.position)
    };
    let said =
        |heading: &Heading| format!("column {}, `{}`", heading.position, heading.text.trim());
    Ok(headings.iter().filter(|heading| !is_read(heading)).map(said).collect())
}

/// Reads the file as it was said: what cannot be read so is not worth saving.
fn reads(add: &Add, source: &ImportSource) -> Result<(), Failure> {
    let (name, bytes) = bytes(&add.file)?;
    let options =
        Options { source: Some(source.clone()), sheet: add.sheet.clone(), ..Options::default() };
    let read = cairn_import::read(&name, &bytes, &options);
    let Err(refusal) = read else { return Ok(()) };
    let failure = import::refused(&refusal);
    let headings = headings(&name, &bytes, add.sheet.as_deref()).unwrap_or_default();
    let said = |position| {
        let column = source.columns.iter().find(|column| column.position == position);
        column.map_or("not read", |column| column.field.name())
    };
    let failure = headings.iter().fold(failure, |failure, heading| {
        let what = said(heading.position);
        failure.listing(format!("column {}, `{}`: {what}", heading.position, heading.text.trim()))
    });
    Err(failure.hint("`--column FIELD=COLUMN` says which column holds what"))
}

/// Proposes which sessions the answers of the file mean.
fn proposed(add: &Add, desk: &Desk, source: &ImportSource) -> Result<Vec<Meaning>, Failure> {
    let is_session = |column: &&SourceColumn| column.field == SourceField::Session;
    let Some(column) = source.columns.iter().find(is_session) else { return Ok(Vec::new()) };
    let (name, bytes) = bytes(&add.file)?;
    let answers = answers(&name, &bytes, add.sheet.as_deref(), column.position)
        .map_err(|refusal| import::refused(&refusal))?;
    import::meant_sessions(&*desk.read()?, desk.now, add.cohort.as_deref(), &answers)
}

/// Puts together how files are read: what was said, and what the headings show.
fn source(add: &Add) -> Result<ImportSource, Failure> {
    let (name, bytes) = bytes(&add.file)?;
    let headings = headings(&name, &bytes, add.sheet.as_deref())
        .map_err(|refusal| import::refused(&refusal))?;
    let named =
        |text: &str, option: &str| Failure::mend(format!("--{option}: `{text}` cannot be read"));
    let claims = Claims::ALL.into_iter().find(|claims| claims.name() == add.claims);
    Ok(ImportSource {
        name: Item::new(add.name.as_str())
            .map_err(|bad| Failure::mend(format!("a source cannot be called so: {bad}")))?,
        claims: claims.ok_or_else(|| named(&add.claims, "claims"))?,
        zone: add.tz.as_deref().map(import::zone).transpose()?,
        date_order: add.date_order.map(|order| match order {
            DateOrder::MonthFirst => DayOrMonth::MonthFirst,
            DateOrder::DayFirst => DayOrMonth::DayFirst,
        }),
        decimal: add.decimal.map(|decimal| match decimal {
            Decimal::Point => cairn_domain::Decimal::Point,
            Decimal::Comma => cairn_domain::Decimal::Comma,
        }),
        currency: match &add.currency {
            Some(code) => Some(code.to_uppercase().parse().map_err(|_| {
                named(code, "currency").hint("name it by its three letters, such as `USD`")
            })?),
            None => None,
        },
        session: match &add.session {
            Some(session) => Some(session.parse().map_err(|_| named(session, "session"))?),
            None => None,
        },
        columns: columns(add, &headings)?,
        meanings: add.meanings.iter().map(|text| meaning(text)).collect::<Result<_, _>>()?,
    })
}

/// Returns which column holds what: as said, and otherwise as the headings show.
fn columns(add: &Add, headings: &[Heading]) -> Result<Vec<SourceColumn>, Failure> {
    let mut said = Vec::new();
    for text in &add.columns {
        let (name, column) = text.split_once('=').ok_or_else(|| {
            Failure::mend(format!("--column: `{text}` has no field and column")).hint(
                "write it as a field, an equals sign and a place or heading, such as `email=2`",
            )
        })?;
        said.push((field(name, "column")?, column.trim()));
    }
    let mut columns = Vec::new();
    for (field, column) in &said {
        if *column == "-" {
            continue;
        }
        let by_place = column
            .parse()
            .ok()
            .and_then(|place: u32| headings.iter().find(|heading| heading.position == place));
        let fold = |text: &str| text.trim().to_lowercase();
        let by_text = headings.iter().find(|heading| fold(&heading.text) == fold(column));
        let heading = by_place.or(by_text).ok_or_else(|| {
            let failure = Failure::mend(format!("--column: the file has no column `{column}`"));
            headings.iter().fold(failure, |failure, heading| {
                failure.listing(format!("{}  {}", heading.position, heading.text.trim()))
            })
        })?;
        columns.push(column_of(*field, heading));
    }
    for heading in headings {
        let Some(field) = heading.guess else { continue };
        let taken = columns.iter().any(|column| column.position == heading.position)
            || said.iter().any(|(named, _)| *named == field)
            || columns.iter().any(|column| column.field == field);
        if !taken {
            columns.push(column_of(field, heading));
        }
    }
    columns.sort_by_key(|column| column.position);
    Ok(columns)
}

fn column_of(field: SourceField, heading: &Heading) -> SourceColumn {
    SourceColumn { field, position: heading.position, heading: heading.text.clone() }
}

fn field(name: &str, option: &str) -> Result<SourceField, Failure> {
    let plain = name.trim().replace('-', "_").to_lowercase();
    SourceField::ALL.into_iter().find(|field| field.name() == plain).ok_or_else(|| {
        let failure = Failure::mend(format!("--{option}: `{name}` is no field"));
        SourceField::ALL.into_iter().fold(failure, |failure, field| failure.listing(field.name()))
    })
}

fn meaning(text: &str) -> Result<Meaning, Failure> {
    let parts =
        text.split_once(':').and_then(|(field, rest)| Some((field, rest.rsplit_once('=')?)));
    let (name, (answer, means)) = parts.ok_or_else(|| {
        Failure::mend(format!("--meaning: `{text}` has no field, answer and meaning"))
            .hint("write it as `session:Convening 3=2025-11`")
    })?;
    let (text, means) = (answer.trim().to_owned(), means.trim().to_owned());
    Ok(Meaning { field: field(name, "meaning")?, text, means })
}
