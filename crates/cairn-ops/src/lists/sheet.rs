//! A list laid out: cells that know what they are, so that a number is never taken for text, nor text for a formula.

use cairn_domain::Money;
use chrono::NaiveDate;

use crate::asking::Asked;
use crate::audit::PolicyUsed;
use crate::cohort::Unjudged;
use crate::people::Who;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// Text that somebody gave, or a word of ours.
    Text(String),
    /// How many.
    Count(i64),
    /// Money; the column says in which currency.
    Amount(Money),
    /// How long, in seconds.
    Length(u32),
    /// A day.
    Day(NaiveDate),
}

impl Cell {
    /// Makes a cell of what may be absent.
    pub(crate) fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Blank, |text| Self::Text(text.into()))
    }

    /// Makes a cell of a day that may be absent.
    pub(crate) fn day(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Blank, Self::Day)
    }

    /// Makes a cell of a number.
    pub(crate) fn count(number: usize) -> Self {
        Self::Count(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// Writes the cell as text: amounts with their decimals, lengths as hours and minutes, cut off to whole minutes.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) => text.clone(),
            Self::Count(number) => number.to_string(),
            Self::Amount(money) => {
                let said = money.to_string();
                said.split(' ').next().unwrap_or_default().to_owned()
            }
            Self::Length(seconds) => format!("{}:{:02}", seconds / 3600, seconds / 60 % 60),
            Self::Day(day) => day.to_string(),
        }
    }
}

/// A list laid out in rows and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called.
    pub name: &'static str,
    /// What the columns hold, in words.
    pub headings: Vec<String>,
    /// The rows, each as long as the headings.
    pub rows: Vec<Vec<Cell>>,
    /// What one has to know to read it, one sentence each.
    pub remarks: Vec<String>,
}

/// A report that lays itself out as a sheet.
pub trait Listed {
    /// From when and from what it speaks.
    fn asked(&self) -> &Asked;

    /// The cohort that it lists.
    fn cohort(&self) -> &str;

    /// The policy that it was made under.
    fn policy(&self) -> &PolicyUsed;

    /// Those who are not in it, as nothing can be said of them.
    fn unjudged(&self) -> &[Unjudged];

    /// Lays it out.
    fn sheet(&self) -> Sheet;
}

/// Begins a row: whom it is about, and where they stand.
pub(super) fn begin(who: &Who, standing: &str) -> Vec<Cell> {
    vec![
        Cell::Text(who.name.clone().unwrap_or_else(|| who.called())),
        Cell::text(who.emails.first().cloned()),
        Cell::Text(standing.to_owned()),
    ]
}

/// Names the columns that [`begin`] fills.
pub(super) fn beginning() -> Vec<String> {
    ["name", "email", "standing"].map(str::to_owned).to_vec()
}
