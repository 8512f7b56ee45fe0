//! Why a file cannot be read as its mapping says: what, why, and what next.

use cairn_domain::source::Decimal;

use crate::order::Witness;

/// Why a file does not fit what was said of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// It is a workbook that cannot be opened.
    Workbook(String),
    /// It is larger than anything that a programme keeps.
    TooLarge(String),
    /// Several sheets of the workbook hold something.
    SeveralSheets {
        /// Their names, in the order of the workbook.
        sheets: Vec<String>,
    },
    /// The workbook has no sheet of the name that was asked for.
    NoSuchSheet {
        /// The name.
        asked: String,
        /// The names that it has.
        sheets: Vec<String>,
    },
    /// No line of it holds the headings that were looked for.
    NoHeading {
        /// What was looked for.
        wanted: Vec<String>,
        /// What its first lines hold, each with its line.
        first: Vec<Witness>,
    },
    /// A line holds the headings, but for one column.
    Column {
        /// The line of the headings.
        line: usize,
        /// Where the column was, counted from 1.
        position: u32,
        /// Its heading, as it was.
        heading: String,
        /// What is there instead.
        found: String,
    },
    /// What was said of this kind of file does not suffice.
    Source {
        /// What is missing.
        why: String,
        /// What to do next.
        hint: String,
    },
    /// None of its amounts shows whether a comma or a point stands before the fraction.
    DecimalUndecided(Witness),
    /// Some of its amounts have a point before the fraction, others a comma.
    DecimalContradicts {
        /// The first with a point.
        point: Witness,
        /// The first with a comma.
        comma: Witness,
    },
}

impl Unfit {
    /// Returns what could not be done.
    #[must_use]
    pub fn what(&self, name: &str) -> String {
        match self {
            Self::Workbook(_) => format!("`{name}` cannot be opened as a workbook"),
            Self::TooLarge(_) => format!("`{name}` is too large to read"),
            Self::SeveralSheets { .. } => format!("`{name}` holds several sheets"),
            Self::NoSuchSheet { asked, .. } => format!("`{name}` has no sheet `{asked}`"),
            Self::NoHeading { .. } => {
                format!("`{name}` does not hold the headings that were looked for")
            }
            Self::Column { heading, .. } => {
                format!("`{name}` has no column `{heading}` where it was")
            }
            Self::Source { .. } => format!("`{name}` cannot be read with these columns"),
            Self::DecimalUndecided(_) => {
                format!(
                    "`{name}` does not show whether a point or a comma stands before the fraction"
                )
            }
            Self::DecimalContradicts { .. } => format!("`{name}` writes amounts in two ways"),
        }
    }

    /// Returns why, one reason a line.
    #[must_use]
    pub fn because(&self) -> Vec<String> {
        match self {
            Self::Workbook(why) | Self::TooLarge(why) | Self::Source { why, .. } => {
                vec![why.clone()]
            }
            Self::SeveralSheets { .. } | Self::NoSuchSheet { .. } => Vec::new(),
            Self::NoHeading { wanted, .. } => {
                let wanted: Vec<String> = wanted.iter().map(|word| format!("`{word}`")).collect();
                vec![format!("no line names {}", wanted.join(", "))]
            }
            Self::Column { line, position, heading, found } => vec![format!(
                "on line {line}, column {position} should be `{heading}`, and {found}"
            )],
            Self::DecimalUndecided(witness) => vec![format!(
                "{witness} can be thousands or a fraction, and no other amount decides"
            )],
            Self::DecimalContradicts { point, comma } => vec![
                format!("{point} can only have a {} before its fraction", said(Decimal::Point)),
                format!("{comma} can only have a {} before its fraction", said(Decimal::Comma)),
            ],
        }
    }

    /// Returns what the file holds, where that helps, one line of it a line.
    #[must_use]
    pub fn list(&self) -> Vec<String> {
        match self {
            Self::NoHeading { first, .. } => {
                first.iter().map(|seen| format!("line {}: `{}`", seen.line, seen.value)).collect()
            }
            Self::SeveralSheets { sheets } | Self::NoSuchSheet { sheets, .. } => {
                sheets.iter().map(|sheet| format!("sheet `{sheet}`")).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Returns what to do next.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Workbook(_) => "download it again, or save it as CSV".to_owned(),
            Self::TooLarge(_) => "save the rows that matter as CSV".to_owned(),
            Self::SeveralSheets { .. } => "say which sheet, or save that one as CSV".to_owned(),
            Self::NoSuchSheet { .. } => "name one of its sheets".to_owned(),
            Self::NoHeading { .. } => {
                "see whether it is another kind of file, and leave its headings as they are"
                    .to_owned()
            }
            Self::Column { .. } => {
                "put the heading back, or say anew which column holds what".to_owned()
            }
            Self::Source { hint, .. } => hint.clone(),
            Self::DecimalUndecided(_) => {
                "say which stands before the fraction, a point or a comma".to_owned()
            }
            Self::DecimalContradicts { .. } => {
                "download it again, since a spreadsheet may have changed some amounts".to_owned()
            }
        }
    }
}

fn said(decimal: Decimal) -> &'static str {
    match decimal {
        Decimal::Point => "point",
        Decimal::Comma => "comma",
    }
}
