//! What a row of a file claims: that somebody did something, at some time.
//!
//! A claim is what the file says and no more. Whose it is, which session it means and where its local time lies are for
//! others to find out; an amount is a number of minor units, never a fraction.

use std::fmt;

use cairn_domain::Money;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;

use crate::order::DateOrder;
use crate::table::Delimiter;
use crate::text::Encoding;
use crate::zoom::{Remark, Unreadable};

/// A file of which each row claims something, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The file's name, as it was given.
    pub name: String,
    /// The SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// What it is, in words that follow "a": `payments export of Stripe`.
    pub kind: String,
    /// A short name of its provider, of which identities are made: `stripe`, `paypal`, `forms`. It never changes.
    pub provider: String,
    /// How its characters are written; absent for a workbook.
    pub encoding: Option<Encoding>,
    /// What stands between its cells; absent for a workbook.
    pub delimiter: Option<Delimiter>,
    /// Whether it writes the month or the day first, and how that is known.
    pub order: DateOrder,
    /// Its rows, in the order of the file.
    pub rows: Vec<Row>,
    /// What is odd about lines that are no rows.
    pub remarks: Vec<Remark>,
}

impl Sheet {
    /// Tells whether any of its times needs a zone that the file does not say.
    #[must_use]
    pub fn needs_zone(&self) -> bool {
        let claims = self.rows.iter().flat_map(|row| match row {
            Row::Claims(claims) => claims.as_slice(),
            _ => &[],
        });
        claims.into_iter().any(|claim| {
            let begins = matches!(&claim.what, What::Attended { session: Meant::Begins(_), .. });
            begins || matches!(claim.when, When::Local(_))
        })
    }
}

/// What a row of the file became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// It claims this: at least one thing; a payment that was refunded claims two.
    Claims(Vec<Claim>),
    /// It claims nothing that is recorded.
    Skipped {
        /// The line where the row begins, counted from 1; of a workbook, the row.
        line: usize,
        /// Why.
        why: String,
        /// The provider's own identity of something that was not, such as a payment that failed: an earlier export may have
        /// said that it was.
        key: Option<String>,
        /// The row as the file has it.
        cells: Vec<String>,
    },
    /// It could not be read.
    Unreadable(Unreadable),
}

impl Row {
    /// Returns the line where the row begins.
    #[must_use]
    pub fn line(&self) -> usize {
        match self {
            Self::Claims(claims) => claims.first().map_or(0, |claim| claim.line),
            Self::Skipped { line, .. } => *line,
            Self::Unreadable(unreadable) => unreadable.line,
        }
    }
}

/// That somebody did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The line where the row begins, counted from 1; of a workbook, the row.
    pub line: usize,
    /// The name that the row shows.
    pub name: Option<String>,
    /// The address that the row shows, in small letters.
    pub email: Option<String>,
    /// The provider's own identity of it, such as a charge's or a transaction's; of a claim that a row makes beside another, a
    /// part of its own is added (`ch_3A/refund`).
    pub key: Option<String>,
    /// When.
    pub when: When,
    /// What.
    pub what: What,
    /// What is odd about it, for people to see.
    pub notes: Vec<String>,
}

/// Cuts names that are none, such as a whole file between two stray quotation marks: they would fill every list of people.
pub(crate) fn with_short_names(mut rows: Vec<Row>) -> Vec<Row> {
    let claims = rows.iter_mut().flat_map(|row| match row {
        Row::Claims(claims) => claims.as_mut_slice(),
        _ => &mut [],
    });
    for claim in claims {
        let Some(name) = claim.name.as_mut() else { continue };
        let Some((end, _)) = name.char_indices().nth(LONGEST_NAME) else { continue };
        name.truncate(end);
        name.push('…');
        claim.notes.push(format!("the name is longer than {LONGEST_NAME} characters, and is cut"));
    }
    rows
}

/// How many characters of a name are kept.
const LONGEST_NAME: usize = 200;

/// When something was, as far as the file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At an instant: the file says the zone or the offset.
    At(DateTime<Utc>),
    /// At a local time in a zone that the row names.
    In(NaiveDateTime, Tz),
    /// At a local time, in a zone that the file does not say.
    Local(NaiveDateTime),
    /// On a day, where the file says no time.
    Day(NaiveDate),
    /// The file does not say; of attendance, when its session was.
    Unsaid,
}

/// What somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Applied to the programme.
    Applied {
        /// The team they apply with.
        team: Option<String>,
    },
    /// Filed a reflection.
    Reflected {
        /// On which session.
        session: Meant,
        /// The facets that it touches, as the file calls them.
        facets: Vec<String>,
    },
    /// Paid.
    Paid {
        /// How much; positive.
        amount: Money,
    },
    /// Got money back. Under the payment's key with `/refund` it is the whole that went back by then, which grows in later
    /// exports; under any other key it is one refund of several.
    Refunded {
        /// How much; positive.
        amount: Money,
        /// The key of the payment that went back, where the file says it.
        payment: Option<String>,
    },
    /// Was at a session.
    Attended {
        /// At which.
        session: Meant,
        /// For how many seconds, where the file says it; otherwise it says only that somebody was there.
        seconds: Option<u32>,
    },
    /// Was excused from a session.
    Excused {
        /// From which.
        session: Meant,
    },
    /// Nothing: what an earlier export may have said under this key is not so, such as a dispute that was won.
    Undone {
        /// Why.
        why: String,
    },
}

/// Which session is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// The one that begins at a local time.
    Begins(NaiveDateTime),
    /// The one of that day.
    On(NaiveDate),
    /// The one of that name, as the file has it.
    Named(String),
    /// The file does not say.
    Unsaid,
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Applied { .. } => f.write_str("applied"),
            Self::Reflected { .. } => f.write_str("reflected"),
            Self::Paid { amount } => write!(f, "paid {amount}"),
            Self::Refunded { amount, .. } => write!(f, "was refunded {amount}"),
            Self::Attended { .. } => f.write_str("attended"),
            Self::Excused { .. } => f.write_str("was excused"),
            Self::Undone { why } => f.write_str(why),
        }
    }
}
