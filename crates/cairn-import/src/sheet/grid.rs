//! Bytes to rows of cells, from text or from a workbook, each row with its number in the file.
//!
//! A text has no kinds of cells: whether `45911` is a number or a day is for the mapping to say. A workbook has, and its days
//! are written here as `2025-09-11`, which has one reading only.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::refusal::Refusal;
use crate::table::{Delimiter, Record, bare, first_records};
use crate::text::{Encoding, Garbled, Text, decode};
use crate::zoom::{Remark, document};

use super::heading::MOST_LINES;
use super::row::{COPY, shown};
use super::workbook;

/// Rows of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// How the characters are written; absent for a workbook.
    pub encoding: Option<Encoding>,
    /// What stands between cells; absent for a workbook.
    pub delimiter: Option<Delimiter>,
    /// The rows that are not blank, in the order of the file.
    pub lines: Vec<Line>,
    /// What is odd about lines that are in no row.
    pub remarks: Vec<Remark>,
}

/// A row of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The line where it begins, counted from 1; of a workbook, the row.
    pub line: usize,
    /// The cells; blank ones at the end may be there or not.
    pub cells: Vec<Cell>,
    /// Why its cells are not to be believed: what is there, and what was expected.
    pub damage: Option<(String, String)>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it holds, as text.
    pub text: String,
    /// What the file says that it is.
    pub kind: Kind,
}

/// What a file says that a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text; in a file of text, anything.
    Text,
    /// A number, with a point before its fraction.
    Number,
    /// A day, a time or both, written so that it has one reading only.
    Date,
    /// True or false.
    Boolean,
    /// An error of the spreadsheet, such as `#N/A`.
    Error,
}

impl Line {
    /// Returns a cell's text without the blanks around it; nothing where the row ends before it.
    #[must_use]
    pub fn text(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", |cell| bare(&cell.text))
    }

    /// Returns what the file says that a cell holds.
    #[must_use]
    pub fn kind(&self, at: usize) -> Kind {
        self.cells.get(at).map_or(Kind::Text, |cell| cell.kind)
    }

    /// Returns how many cells there are up to the last that is not blank.
    #[must_use]
    pub fn width(&self) -> usize {
        self.cells.iter().rposition(|cell| !bare(&cell.text).is_empty()).map_or(0, |last| last + 1)
    }

    /// Returns the texts of all cells, as the file has them.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        self.cells.iter().map(|cell| cell.text.clone()).collect()
    }
}

impl Grid {
    /// Reads the rows of a file in each way in which its cells can be told apart: a text with each delimiter, a workbook in
    /// one. `sheet` names the sheet of a workbook; without it, only one may hold anything.
    pub fn read(name: &str, bytes: &[u8], sheet: Option<&str>) -> Result<Vec<Self>, Refusal> {
        Self::ways(name, bytes, sheet, usize::MAX)
    }

    /// Reads the same as far as headings may stand: of a text, the first rows. All of it is in [`whole`](Self::whole).
    pub(crate) fn tops(
        name: &str,
        bytes: &[u8],
        sheet: Option<&str>,
    ) -> Result<Vec<Self>, Refusal> {
        Self::ways(name, bytes, sheet, MOST_LINES)
    }

    /// Returns all rows, of the bytes of which these are the first: in one way, once it is known in which.
    pub(crate) fn whole(&self, bytes: &[u8]) -> Cow<'_, Self> {
        let whole = |delimiter| Self::of_text(&decode(bytes), delimiter, usize::MAX);
        self.delimiter.map_or(Cow::Borrowed(self), |delimiter| Cow::Owned(whole(delimiter)))
    }

    fn ways(
        name: &str,
        bytes: &[u8],
        sheet: Option<&str>,
        most: usize,
    ) -> Result<Vec<Self>, Refusal> {
        if workbook::is_archive(bytes) {
            return workbook::read(name, bytes, sheet).map(|grid| vec![grid]);
        }
        if let Some(looks_like) = document(bytes) {
            return Err(Refusal::NotText { name: name.to_owned(), looks_like });
        }
        let text = decode(bytes);
        if bare(&text.text).is_empty() {
            return Err(Refusal::Empty { name: name.to_owned() });
        }
        let way = |delimiter| Self::of_text(&text, delimiter, most);
        Ok(Delimiter::ALL.into_iter().map(way).collect())
    }

    fn of_text(text: &Text<'_>, delimiter: Delimiter, most: usize) -> Self {
        let mut strays = text.garbled.clone();
        let lines = first_records(&text.text, delimiter, most).into_iter().map(|record| {
            let damage = damage(&record, &mut strays, text.encoding, delimiter);
            Line { line: record.line, cells: record.cells.into_iter().map(plain).collect(), damage }
        });
        let lines = lines.collect();
        let remark =
            |(line, what): (usize, Garbled)| Remark { line, what: format!("holds {what}") };
        let remarks = strays.into_iter().map(remark).collect();
        Self { encoding: Some(text.encoding), delimiter: Some(delimiter), lines, remarks }
    }
}

fn plain(text: Cow<'_, str>) -> Cell {
    Cell { text: text.into_owned(), kind: Kind::Text }
}

/// Returns a row of a file of text, as far as its cells are believed.
pub(crate) fn line_of(record: &Record<'_>) -> Line {
    let cells = record.cells.iter().cloned().map(plain).collect();
    Line { line: record.line, cells, damage: None }
}

/// Says what is wrong with the characters or the quotes of a row, and takes its lines out of those that are in none.
fn damage(
    record: &Record<'_>,
    strays: &mut BTreeMap<usize, Garbled>,
    encoding: Encoding,
    delimiter: Delimiter,
) -> Option<(String, String)> {
    let mut first = None;
    for at in record.line..=record.last_line {
        first = first.or(strays.remove(&at).map(|what| (at, what)));
    }
    if let Some((at, what)) = first {
        return Some((format!("{what} on line {at}"), format!("text in {encoding}")));
    }
    let closed = "a quotation mark at the end of each cell that begins with one";
    let joined = || record.cells.join(&delimiter.char().to_string());
    record.broken.then(|| (shown(&joined()), closed.to_owned()))
}

/// What to do about a row that is damaged.
pub(super) const HINT: &str = COPY;
