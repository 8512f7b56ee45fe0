//! Whether a file writes the month or the day first, by its own values.
//!
//! The order is not guessed from a language or a country: exporters of one country use both.

use std::fmt;

use crate::times::{Order, readings};

/// A value of the file, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// The line, counted from 1.
    pub line: usize,
    /// The value as the file has it.
    pub value: String,
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` on line {}", self.value, self.line)
    }
}

/// How the order of day and month is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateOrder {
    /// A value shows it, since it can be read in one way only.
    Shown(Order, Witness),
    /// Whoever asked said so.
    Given(Order),
    /// Every date reads the same in both.
    Indifferent,
}

impl DateOrder {
    /// Returns the order, if it matters.
    #[must_use]
    pub fn order(&self) -> Option<Order> {
        match self {
            Self::Shown(order, _) | Self::Given(order) => Some(*order),
            Self::Indifferent => None,
        }
    }
}

impl fmt::Display for DateOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shown(order, witness) => write!(f, "{order}, as {witness} shows"),
            Self::Given(order) => write!(f, "{order}, as was asked for"),
            Self::Indifferent => f.write_str("the same in both"),
        }
    }
}

/// Why a file's order cannot be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Doubt {
    Contradiction { month_first: Witness, day_first: Witness },
    Undecided(Witness),
}

impl Doubt {
    /// Names the file.
    pub(crate) fn of(self, name: &str) -> crate::Refusal {
        let name = name.to_owned();
        match self {
            Self::Contradiction { month_first, day_first } => {
                crate::Refusal::OrderContradicts { name, month_first, day_first }
            }
            Self::Undecided(witness) => crate::Refusal::OrderUndecided { name, witness },
        }
    }
}

/// Returns the order of day and month in a file called `name`, from every date and time in it, each with its line.
///
/// An order that is given is kept: values that contradict it are for the reader to tell. Values that are no times, or
/// days that no calendar has, show nothing.
pub fn decide<'v>(
    name: &str,
    values: impl IntoIterator<Item = (usize, &'v str)>,
    given: Option<Order>,
) -> Result<DateOrder, crate::Refusal> {
    match given {
        Some(order) => Ok(DateOrder::Given(order)),
        None => shown(values).map_err(|doubt| doubt.of(name)),
    }
}

fn shown<'v>(values: impl IntoIterator<Item = (usize, &'v str)>) -> Result<DateOrder, Doubt> {
    let (mut month, mut day, mut either) = (None, None, None);
    for (line, value) in values {
        let Ok(read) = readings(value) else { continue };
        let shows = match (read.month_first, read.day_first) {
            (Some(_), None) => &mut month,
            (None, Some(_)) => &mut day,
            (one, other) if one != other => &mut either,
            _ => continue,
        };
        shows.get_or_insert_with(|| Witness { line, value: value.to_owned() });
    }
    match (month, day, either) {
        (Some(month_first), Some(day_first), _) => {
            Err(Doubt::Contradiction { month_first, day_first })
        }
        (Some(witness), None, _) => Ok(DateOrder::Shown(Order::MonthFirst, witness)),
        (None, Some(witness), _) => Ok(DateOrder::Shown(Order::DayFirst, witness)),
        (None, None, Some(witness)) => Err(Doubt::Undecided(witness)),
        (None, None, None) => Ok(DateOrder::Indifferent),
    }
}
