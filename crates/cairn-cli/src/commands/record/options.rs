//! The options by which something is recorded: who, when, and what is said about it.

use cairn_ops::Failure;
use cairn_ops::record::{By, FORMS, Field, Said, When};
use clap::{Arg, ArgAction, ArgMatches, Command, FromArgMatches};

use super::help;

/// Who records, and how
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Recording")]
pub(crate) struct Hand {
    /// Who records, such as staff@example.org
    #[arg(long, value_name = "WHO", env = "CAIRN_ACTOR", hide_env_values = true)]
    by: Option<String>,

    /// A remark to keep with it; it is private and can be erased
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,

    /// Where it comes from, such as form=42; repeat for more
    #[arg(long, value_name = "NAME=VALUE")]
    source: Vec<String>,

    /// Show exactly what would be recorded, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

impl Hand {
    /// Reads who records.
    pub fn by(&self) -> Result<By, Failure> {
        let who = named(self.by.as_deref())?;
        let source = self.source.iter().map(|text| pair(text)).collect::<Result<_, _>>()?;
        Ok(By { who, note: self.note.clone(), source })
    }
}

/// Returns the name of whoever records: every command that writes asks for it in the same words.
pub(crate) fn named(by: Option<&str>) -> Result<String, Failure> {
    let who = by.map(str::trim).unwrap_or_default();
    if who.is_empty() {
        return Err(Failure::mend("nobody is named as recording this")
            .because("years later somebody will ask who wrote it down")
            .hint("say it with `--by staff@example.org`, or once for all with the variable CAIRN_ACTOR"));
    }
    Ok(who.to_owned())
}

fn pair(text: &str) -> Result<(String, String), Failure> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.to_owned()))
        }
        _ => Err(Failure::mend(format!("--source: `{text}` has no name and value"))
            .hint("write it as a name, an equals sign and a value, such as `form=42`")),
    }
}

/// When it was true
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "When, and for which cohort")]
pub(crate) struct Point {
    /// The day it was true, such as 2025-09-11, in the cohort's time zone
    #[arg(long, value_name = "DAY", conflicts_with = "at")]
    on: Option<String>,

    /// The time it was true: 2025-09-11T19:00 in the cohort's time zone, or with an offset [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<String>,

    /// The cohort; may be left out where only one can be meant
    #[arg(long, value_name = "COHORT")]
    pub cohort: Option<String>,
}

impl Point {
    /// Returns when it was true, as it was said.
    pub fn when(&self) -> When {
        match (&self.on, &self.at) {
            (Some(day), _) => When::On(day.clone()),
            (None, Some(time)) => When::At(time.clone()),
            (None, None) => When::Unsaid,
        }
    }
}

/// Returns the option for a field.
pub(crate) fn option(field: Field, kind: Option<&str>) -> Arg {
    let (value, help) = help::field(field, kind);
    let arg = Arg::new(field.option()).long(field.option()).help(help);
    if field.is_flag() {
        return arg.action(ArgAction::SetTrue);
    }
    // Amounts may be negative, which looks like an option; other numbers may not, and say so themselves.
    let number = matches!(field, Field::Amount | Field::Minutes | Field::Hours | Field::Days);
    let arg = arg.value_name(value).allow_hyphen_values(number);
    arg.action(if field.is_repeated(kind) { ArgAction::Append } else { ArgAction::Set })
}

/// Reads what was said.
pub(crate) fn said(matches: &ArgMatches, fields: impl IntoIterator<Item = Field>) -> Said {
    let mut said = Said::default();
    for field in fields {
        if field.is_flag() {
            if matches.get_flag(field.option()) {
                said = said.flag(field);
            }
        } else {
            let values = matches.get_many::<String>(field.option()).into_iter().flatten();
            said = values.fold(said, |said, value| said.with(field, value.as_str()));
        }
    }
    said
}

/// Everything that any kind of event may say: for amendments, which learn the kind only from the log.
#[derive(Debug)]
pub(crate) struct Changes(pub Said);

/// The options that some kind of event lets an amendment change.
fn amendable() -> impl Iterator<Item = Field> {
    Field::ALL
        .into_iter()
        .filter(|field| FORMS.iter().any(|form| form.amendable().any(|each| each == *field)))
}

impl FromArgMatches for Changes {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Self(said(matches, amendable())))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.0 = said(matches, amendable());
        Ok(())
    }
}

impl clap::Args for Changes {
    fn augment_args(command: Command) -> Command {
        let options =
            amendable().map(|field| option(field, None).help_heading("What it should have said"));
        command.args(options)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}
