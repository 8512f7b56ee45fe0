//! One subcommand for each form: what can be recorded, and what each asks for.

use cairn_ops::Failure;
use cairn_ops::record::{FORMS, Form, Request, Said, Whose};
use clap::{Arg, ArgAction, ArgMatches, Args as _, Command, FromArgMatches, Subcommand};

use super::help;
use super::options::{Hand, Point, option, said};

/// What was asked to be recorded.
#[derive(Debug)]
pub(crate) enum Kind {
    /// An event with a form.
    Formed(Box<Formed>),
    /// An event that has a command of its own.
    Elsewhere(&'static str),
}

/// An event with a form, as it was filled in.
#[derive(Debug)]
pub(crate) struct Formed {
    form: &'static Form,
    who: Option<String>,
    said: Said,
    is_new: bool,
    point: Point,
    /// Who records, and how.
    pub hand: Hand,
}

impl Formed {
    /// Returns what is to be recorded.
    pub fn request(&self) -> Result<Request, Failure> {
        Ok(Request {
            kind: self.form.kind.to_owned(),
            who: self.who.clone(),
            cohort: self.point.cohort.clone(),
            when: self.point.when(),
            said: self.said.clone(),
            is_new: self.is_new,
            by: self.hand.by()?,
        })
    }
}

/// Says which command records what has no form.
pub(crate) fn elsewhere(kind: &str) -> Failure {
    let failure = Failure::mend(format!("`{kind}` is not recorded with `cairn record`"));
    match kind {
        "policy_adopted" => failure.hint("`cairn policy adopt FILE` adopts a policy"),
        "voided" => {
            failure.hint("`cairn void 120 --reason \"…\"` says that event #120 does not count")
        }
        "amended" => {
            failure.hint("`cairn amend 120 --reason \"…\"` says what event #120 should have said")
        }
        "recognised" => {
            failure.hint("`cairn people alias WHO NAME` says what somebody is called in files")
        }
        "source_saved" => failure.hint("`cairn import source add` says how files are read"),
        "file_imported" | "row_queued" | "row_resolved" => failure
            .because("it says what an import did")
            .hint("`cairn import FILE` imports, `cairn import resolve` decides whose a row is"),
        _ => failure
            .because("personal data is erased from the log's side table, not only on paper")
            .hint("this cairn cannot erase yet"),
    }
}

const ELSEWHERE: [&str; 9] = [
    "policy_adopted",
    "voided",
    "amended",
    "erased",
    "recognised",
    "source_saved",
    "file_imported",
    "row_queued",
    "row_resolved",
];

/// Lets a name be written with dashes, too.
fn dashed(command: Command, kind: &str) -> Command {
    if kind.contains('_') { command.alias(kind.replace('_', "-")) } else { command }
}

fn command(form: &'static Form) -> Command {
    let (about, examples) = help::kind(form.kind);
    let mut command = dashed(Command::new(form.kind), form.kind);
    if form.whose != Whose::Cohort {
        let who = Arg::new("who").value_name("WHO").required(form.kind != "identified");
        command = command.arg(
            who.help("The person: part of the name, an e-mail address, or the start of the id"),
        );
    }
    for field in form.fields() {
        let needed = form.needs.contains(&field);
        command = command
            .arg(option(field, Some(form.kind)).required(needed).help_heading("What to say"));
    }
    if form.kind == "identified" {
        let new = "Go on although somebody of the same name or address is on record";
        let arg = Arg::new("new").long("new").action(ArgAction::SetTrue).help(new);
        command = command.arg(arg.help_heading("What to say"));
    }
    // The shared options bring words of their own; those of the kind come last and win.
    let command = Hand::augment_args(Point::augment_args(command));
    command.about(about).long_about(about).after_help(format!("Examples:\n{examples}"))
}

impl FromArgMatches for Kind {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let missing = || clap::Error::new(clap::error::ErrorKind::MissingSubcommand);
        let (name, matches) = matches.subcommand().ok_or_else(missing)?;
        if let Some(kind) = ELSEWHERE.into_iter().find(|kind| *kind == name) {
            return Ok(Self::Elsewhere(kind));
        }
        let form = FORMS.iter().find(|form| form.kind == name).ok_or_else(missing)?;
        let who = if form.whose == Whose::Cohort { None } else { matches.get_one("who").cloned() };
        Ok(Self::Formed(Box::new(Formed {
            form,
            who,
            said: said(matches, form.fields()),
            is_new: form.kind == "identified" && matches.get_flag("new"),
            point: Point::from_arg_matches(matches)?,
            hand: Hand::from_arg_matches(matches)?,
        })))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Subcommand for Kind {
    fn augment_subcommands(parent: Command) -> Command {
        let formed = FORMS.iter().map(command);
        let elsewhere = ELSEWHERE.into_iter().map(|kind| {
            let rest =
                Arg::new("rest").num_args(0..).trailing_var_arg(true).allow_hyphen_values(true);
            dashed(Command::new(kind), kind).hide(true).arg(rest)
        });
        parent.subcommands(formed).subcommands(elsewhere)
    }

    fn augment_subcommands_for_update(parent: Command) -> Command {
        Self::augment_subcommands(parent)
    }

    fn has_subcommand(name: &str) -> bool {
        FORMS.iter().any(|form| form.kind == name) || ELSEWHERE.contains(&name)
    }
}
