//! Why a file as a whole could not be read: what, why, and what next, in the user's words.

use std::fmt;

use crate::any::Form;
use crate::order::Witness;
use crate::sheet::Unfit;
use crate::times::{Order, read_local};
use crate::zoom::Variant;

/// Why a file could not be read.
///
/// `Display` says all of it, with the hint; [`what`](Self::what) and the others give the parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is nothing in it.
    Empty {
        /// The file.
        name: String,
    },
    /// It is no text, but a document of some program.
    NotText {
        /// The file.
        name: String,
        /// What it looks like.
        looks_like: &'static str,
    },
    /// No line of it names the columns of a participant report.
    NoHeading {
        /// The file.
        name: String,
        /// What its first lines hold, each with its line.
        first: Vec<Witness>,
    },
    /// It is a participant report, but not of the variant asked for.
    OtherVariant {
        /// The file.
        name: String,
        /// What was asked for.
        asked: Variant,
        /// What it seems to be.
        found: Variant,
        /// The heading, and where it stands.
        heading: Witness,
        /// The columns that the variant asked for has and the heading has not.
        missing: Vec<&'static str>,
    },
    /// Some of its dates must be read month first, others day first.
    OrderContradicts {
        /// The file.
        name: String,
        /// The first that must be read month first.
        month_first: Witness,
        /// The first that must be read day first.
        day_first: Witness,
    },
    /// None of its dates shows whether the month or the day comes first.
    OrderUndecided {
        /// The file.
        name: String,
        /// The first that can be read in both ways.
        witness: Witness,
    },
    /// Nobody has said yet what its columns hold.
    NeedsSource {
        /// The file.
        name: String,
        /// What it is, as far as that is recognised.
        form: Option<Form>,
        /// What its first lines hold, each with its line.
        first: Vec<Witness>,
    },
    /// It does not fit what was said of its kind.
    Unfit {
        /// The file.
        name: String,
        /// How it does not.
        unfit: Unfit,
    },
    /// No line of it names the columns of payments in a form that is known.
    NotPayments {
        /// The file.
        name: String,
        /// What its first lines hold, each with its line.
        first: Vec<Witness>,
    },
    /// It is to be read in a form, or is nearly in it, and lacks columns without which no row can be read.
    MissingColumns {
        /// The file.
        name: String,
        /// The form, in words that follow "a".
        form: String,
        /// The line that comes nearest to its heading.
        heading: Witness,
        /// The columns that are missing, as the form calls them.
        missing: Vec<&'static str>,
    },
    /// Some of its amounts must be read with a point before the fraction, others with a comma.
    DecimalContradicts {
        /// The file.
        name: String,
        /// The first that must be read with a point.
        point: Witness,
        /// The first that must be read with a comma.
        comma: Witness,
    },
    /// None of its amounts shows which sign stands before the fraction.
    DecimalUndecided {
        /// The file.
        name: String,
        /// The first that can be read in both ways.
        witness: Witness,
    },
}

impl Refusal {
    /// Returns what could not be done.
    #[must_use]
    pub fn what(&self) -> String {
        match self {
            Self::Empty { name } => format!("`{name}` is empty"),
            Self::NotText { name, .. } => format!("`{name}` is not a text file"),
            Self::NoHeading { name, .. } => format!("`{name}` is not a Zoom participant report"),
            Self::OtherVariant { name, asked, .. } => {
                format!("`{name}` cannot be read as {asked}")
            }
            Self::OrderContradicts { name, .. } => {
                format!("`{name}` writes dates in two orders")
            }
            Self::OrderUndecided { name, .. } => {
                format!("`{name}` does not show whether the month or the day comes first")
            }
            Self::NeedsSource { name, .. } => {
                format!("`{name}` cannot be read before it is said what its columns hold")
            }
            Self::Unfit { name, unfit } => unfit.what(name),
            Self::NotPayments { name, .. } => {
                format!("`{name}` is no list of payments that is known")
            }
            Self::MissingColumns { name, form, .. } => {
                format!("`{name}` cannot be read as a {form}")
            }
            Self::DecimalContradicts { name, .. } => {
                format!("`{name}` writes amounts in two ways")
            }
            Self::DecimalUndecided { name, .. } => {
                format!(
                    "`{name}` does not show whether a point or a comma comes before the fraction"
                )
            }
        }
    }

    /// Returns why, one reason a line.
    #[must_use]
    pub fn because(&self) -> Vec<String> {
        match self {
            Self::Empty { .. } => Vec::new(),
            Self::NotText { looks_like, .. } => vec![format!("it looks like {looks_like}")],
            Self::NoHeading { .. } => vec![LOOKED_FOR.to_owned()],
            Self::OtherVariant { found, heading, missing, .. } => vec![
                format!(
                    "the heading on line {} has no column for {}",
                    heading.line,
                    missing.join(", ")
                ),
                format!("`{}` is that of {found}", heading.value),
            ],
            Self::OrderContradicts { month_first, day_first, .. } => vec![
                format!("{month_first} can only have the month first"),
                format!("{day_first} can only have the day first"),
            ],
            Self::OrderUndecided { witness, .. } => {
                // Sheets write days alone, with dots, or with a zone behind the time.
                let local = crate::sheet::normal(&witness.value).local;
                let day = |order| read_local(&local, Some(order)).ok();
                let said = [day(Order::MonthFirst), day(Order::DayFirst)].into_iter().flatten();
                let said: Vec<String> = said.map(|at| at.format("%-d %B %Y").to_string()).collect();
                vec![format!("{witness} can be {}, and no other date decides", said.join(" or "))]
            }
            Self::NeedsSource { form: Some(Form::Sheet(form)), .. } => {
                vec![format!("it is a {}, and what its questions mean no file says", form.kind())]
            }
            Self::NeedsSource { .. } => vec![KNOWN.to_owned()],
            Self::Unfit { unfit, .. } => unfit.because(),
            Self::NotPayments { .. } => vec![KNOWN_PAYMENTS.to_owned()],
            Self::MissingColumns { heading, missing, .. } => {
                let missing: Vec<String> =
                    missing.iter().map(|column| format!("`{column}`")).collect();
                let line = heading.line;
                vec![format!("the heading on line {line} has no column {}", missing.join(", "))]
            }
            Self::DecimalContradicts { point, comma, .. } => vec![
                format!("{point} can only have a point before the fraction"),
                format!("{comma} can only have a comma before the fraction"),
            ],
            Self::DecimalUndecided { witness, .. } => vec![format!(
                "{witness} can have thousands or a fraction of three digits, and no other amount decides"
            )],
        }
    }

    /// Returns what the file holds, where that helps, one line of it a line.
    #[must_use]
    pub fn list(&self) -> Vec<String> {
        match self {
            Self::NoHeading { first, .. }
            | Self::NotPayments { first, .. }
            | Self::NeedsSource { first, .. } => {
                first.iter().map(|seen| format!("line {}: `{}`", seen.line, seen.value)).collect()
            }
            Self::Unfit { unfit, .. } => unfit.list(),
            _ => Vec::new(),
        }
    }

    /// Returns what to do next.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Empty { .. } => "download the report again".to_owned(),
            Self::NotText { .. } => "save it as CSV, or download the report again as CSV".to_owned(),
            Self::NoHeading { .. } => {
                "download the participants of the meeting from Zoom's reports, and leave the headings as they are"
                    .to_owned()
            }
            Self::OtherVariant { found, .. } => format!("read it as {found}"),
            Self::OrderContradicts { .. } => {
                "download the report again, since a spreadsheet may have changed some dates; or say which order is \
                 right, and the rows in the other one are listed as unreadable"
                    .to_owned()
            }
            Self::OrderUndecided { .. } => "say which comes first, the month or the day".to_owned(),
            Self::NeedsSource { .. } => {
                "say it once, by saving how files of this kind are read, and read it so".to_owned()
            }
            Self::Unfit { unfit, .. } => unfit.hint(),
            Self::NotPayments { .. } => {
                "download it again from the provider, with its English headings, and leave them as they are".to_owned()
            }
            Self::MissingColumns { .. } => {
                "download it again with these columns, or say which other form it is in".to_owned()
            }
            Self::DecimalContradicts { .. } => {
                "download the file again, since a spreadsheet may have changed some amounts; or say which sign is \
                 right, and the rows with the other one are listed as unreadable"
                    .to_owned()
            }
            Self::DecimalUndecided { .. } => {
                "say which comes before the fraction, a point or a comma".to_owned()
            }
        }
    }
}

const LOOKED_FOR: &str = "no line names a participant (`Name (Original Name)`, `User Name (Original Name)`, `User Name`, \
                          or that in Italian, Spanish or French) and beside it either `Join Time` and `Leave Time` or \
                          `Total Duration (Minutes)`";

const KNOWN: &str = "its headings are none of those that are known: reports of Zoom, exports of Stripe, PayPal and Eventbrite, \
                     attendance of Moodle";

const KNOWN_PAYMENTS: &str = "no line has the columns of an export of Stripe's payments or balance, of PayPal's activity or \
                              statement, or of Eventbrite's attendees";

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what())?;
        self.because().iter().try_for_each(|why| write!(f, "\n  because {why}"))?;
        self.list().iter().try_for_each(|line| write!(f, "\n  {line}"))?;
        write!(f, "\nhint: {}", self.hint())
    }
}

impl std::error::Error for Refusal {}
