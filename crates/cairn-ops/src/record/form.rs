//! Forms: what each kind of event asks for, in the words of the options that give it.
//!
//! One table for recording, for amending and for the help, so that the three cannot drift apart.

use std::collections::BTreeMap;

use crate::failure::Failure;
use crate::record::field::Field;

/// Whose stream an event goes into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// A person's; it names no cohort.
    Person,
    /// A person's; it may name a cohort, and means any if it names none.
    PersonAnyCohort,
    /// A person's, about one cohort.
    PersonInCohort,
    /// A cohort's own.
    Cohort,
}

/// Of which fields an event needs some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Of none.
    Nothing,
    /// Exactly one of these.
    One(&'static [Field]),
    /// At least one of these.
    Some(&'static [Field]),
}

impl Choice {
    /// Returns the fields to choose from.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Nothing => &[],
            Self::One(fields) | Self::Some(fields) => fields,
        }
    }
}

/// What a kind of event asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// The event's name on the wire.
    pub kind: &'static str,
    /// Whose event it is.
    pub whose: Whose,
    /// Whether it is a decision of ours, which rules may refuse.
    pub is_decision: bool,
    /// What must be said.
    pub needs: &'static [Field],
    /// Of what some must be said.
    pub choice: Choice,
    /// What may be said.
    pub may: &'static [Field],
}

impl Form {
    /// Returns everything that the form has room for.
    pub fn fields(&self) -> impl Iterator<Item = Field> {
        self.needs.iter().chain(self.choice.fields()).chain(self.may).copied()
    }

    /// Returns what an amendment may change besides the time.
    ///
    /// Decisions are not rewritten: a decision that was wrong is voided and taken again, and then checked again.
    pub fn amendable(&self) -> impl Iterator<Item = Field> {
        let fixed = self.is_decision || self.needs.contains(&Field::Other);
        self.fields().chain([Field::Live]).filter(move |field| {
            !fixed && (*field != Field::Live || self.may.contains(&Field::MakeUp))
        })
    }

    /// Checks that everything that must be said is said.
    pub fn is_complete(&self, said: &Said) -> Result<(), Failure> {
        let help = || format!("`cairn record {} --help` lists what it takes", self.kind);
        if let Some(missing) = self.needs.iter().find(|field| !said.has(**field)) {
            return Err(Failure::mend(format!("`{}` needs `--{}`", self.kind, missing.option()))
                .hint(help()));
        }
        let given = self.choice.fields().iter().filter(|field| said.has(**field)).count();
        let too_many = matches!(self.choice, Choice::One(_)) && given > 1;
        if self.choice == Choice::Nothing || (given > 0 && !too_many) {
            return Ok(());
        }
        let only = if too_many { "only one" } else { "one" };
        let fields = options(self.choice.fields().iter().copied());
        Err(Failure::mend(format!("`{}` needs {only} of {fields}", self.kind)).hint(help()))
    }

    /// Checks that nothing is said that there is no room for.
    pub fn has_room(&self, said: &Said, room: &[Field]) -> Result<(), Failure> {
        let Some(stray) = said.fields().find(|field| !room.contains(field)) else { return Ok(()) };
        let failure = Failure::mend(format!("`{}` has no `--{}`", self.kind, stray.option()));
        Err(if room.is_empty() {
            failure
        } else {
            failure.hint(format!("it has {}", options(room.iter().copied())))
        })
    }
}

/// Lists options as people read them.
#[must_use]
pub fn options(fields: impl IntoIterator<Item = Field>) -> String {
    let named = fields.into_iter().map(|field| match field {
        // Neither says anything alone.
        Field::From => "`--from` with `--to`".to_owned(),
        _ => format!("`--{}`", field.option()),
    });
    named.collect::<Vec<_>>().join(", ")
}

/// Finds the form for a kind of event, written with `_` or with `-`.
pub fn form(kind: &str) -> Result<&'static Form, Failure> {
    let wanted = kind.trim().to_lowercase().replace('-', "_");
    FORMS.iter().find(|form| form.kind == wanted).ok_or_else(|| {
        Failure::mend(format!("there is no event `{kind}` to record"))
            .hint("`cairn record --help` lists them")
    })
}

/// What somebody said about an event, option by option, in their own words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said(BTreeMap<Field, Vec<String>>);

impl Said {
    /// Adds what was said; once more for an option that may be repeated.
    #[must_use]
    pub fn with(mut self, field: Field, value: impl Into<String>) -> Self {
        self.0.entry(field).or_default().push(value.into());
        self
    }

    /// Adds an option that stands alone.
    #[must_use]
    pub fn flag(mut self, field: Field) -> Self {
        self.0.entry(field).or_default();
        self
    }

    /// Tells whether the option was given.
    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        self.0.contains_key(&field)
    }

    /// Returns the last value that was given.
    #[must_use]
    pub fn one(&self, field: Field) -> Option<&str> {
        self.all(field).last().map(String::as_str)
    }

    /// Returns every value that was given.
    #[must_use]
    pub fn all(&self, field: Field) -> &[String] {
        self.0.get(&field).map_or(&[], Vec::as_slice)
    }

    /// Returns the options that were given.
    pub fn fields(&self) -> impl Iterator<Item = Field> {
        self.0.keys().copied()
    }

    /// Tells whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

pub use super::forms::FORMS;
