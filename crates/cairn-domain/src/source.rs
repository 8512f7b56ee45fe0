//! How files of one kind are read, as staff once said it: which column holds what, in which zone, in which order of dates.
//!
//! It is kept in the cohort's stream, so that whoever audits an imported event can see how its file was understood.

use std::fmt;

use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{Item, SessionId};
use crate::money::Currency;

/// How files of one kind are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportSource {
    /// What it is called.
    pub name: Item,
    /// What each row claims.
    pub claims: Claims,
    /// The zone of its local times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub zone: Option<Tz>,
    /// Which comes first in its dates, where their values do not show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DayOrMonth>,
    /// The decimal sign of its numbers, where their values do not show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal: Option<Decimal>,
    /// The currency of its amounts, where no column says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The session that all of its rows are about, where no column says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// Which column holds what.
    pub columns: Vec<SourceColumn>,
    /// What answers mean, where they are not the words that cairn knows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meanings: Vec<Meaning>,
}

/// What each row of a source claims.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Claims {
    /// That somebody applied.
    Applied,
    /// That somebody filed a reflection.
    Reflected,
    /// That somebody paid.
    Paid,
    /// That money went back to somebody.
    Refunded,
    /// That somebody was at a session.
    Attended,
}

/// Which comes first in a date that is written in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DayOrMonth {
    /// The month.
    MonthFirst,
    /// The day.
    DayFirst,
}

/// The sign before the fraction of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decimal {
    /// `.`
    Point,
    /// `,`
    Comma,
}

/// Which column holds a field. Both its place and its heading are kept, since people edit headings and move columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceColumn {
    /// The field.
    pub field: SourceField,
    /// The column's place, counted from 1.
    pub position: u32,
    /// Its heading, as the file had it.
    pub heading: String,
}

/// What a column can hold.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum SourceField {
    /// The whole name.
    Name,
    /// The first name.
    FirstName,
    /// The last name.
    LastName,
    /// The address.
    Email,
    /// When it was.
    At,
    /// The team.
    Team,
    /// The session.
    Session,
    /// The facets.
    Facets,
    /// The amount of money.
    Amount,
    /// The currency.
    Currency,
    /// The provider's identity of it.
    Reference,
    /// How it went, such as `paid` or `failed`.
    Status,
    /// For how many minutes.
    Minutes,
}

/// What an answer means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meaning {
    /// In which field.
    pub field: SourceField,
    /// The answer, as files have it.
    pub text: String,
    /// What it means: a session, a facet, a team; of a status, `counts` or `skip`.
    pub means: String,
}

impl SourceField {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Name,
        Self::FirstName,
        Self::LastName,
        Self::Email,
        Self::At,
        Self::Team,
        Self::Session,
        Self::Facets,
        Self::Amount,
        Self::Currency,
        Self::Reference,
        Self::Status,
        Self::Minutes,
    ];

    /// Returns its name on the wire and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::Email => "email",
            Self::At => "at",
            Self::Team => "team",
            Self::Session => "session",
            Self::Facets => "facets",
            Self::Amount => "amount",
            Self::Currency => "currency",
            Self::Reference => "reference",
            Self::Status => "status",
            Self::Minutes => "minutes",
        }
    }
}

impl fmt::Display for SourceField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Claims {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Applied, Self::Reflected, Self::Paid, Self::Refunded, Self::Attended];

    /// Returns its name on the wire and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Reflected => "reflected",
            Self::Paid => "paid",
            Self::Refunded => "refunded",
            Self::Attended => "attended",
        }
    }
}

impl fmt::Display for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
