//! Text to rows of cells, each with the line where it begins.
//!
//! A row is never merged with its neighbours because of a stray quotation mark: where quotes do not close as they should,
//! the line stands alone, marked as broken, and reading goes on with the next. That is why the rows are split here and
//! not by a library: those read on to the next quotation mark, wherever it is, and take the rows between for one cell.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use crate::text::lines;

/// What stands between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`, as spreadsheets write where the comma is a decimal sign.
    Semicolon,
    /// A tab.
    Tab,
}

impl Delimiter {
    /// All of them, the likeliest first.
    pub const ALL: [Self; 3] = [Self::Comma, Self::Semicolon, Self::Tab];

    /// Returns the character.
    #[must_use]
    pub fn char(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
            Self::Tab => '\t',
        }
    }
}

impl fmt::Display for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Comma => "comma",
            Self::Semicolon => "semicolon",
            Self::Tab => "tab",
        })
    }
}

/// A row of cells, as far as they can be lent by the text: it is large, and most rows of it are soon forgotten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record<'t> {
    /// The line where it begins, counted from 1.
    pub line: usize,
    /// The line where it ends; another one if a cell holds line ends.
    pub last_line: usize,
    /// The cells, without their quotes; empty ones at the end are kept.
    pub cells: Vec<Cow<'t, str>>,
    /// Whether quotation marks did not close as they should: then the cells are the line split at every delimiter.
    pub broken: bool,
}

impl Record<'_> {
    /// Returns how many cells there are up to the last that is not blank.
    #[must_use]
    pub fn width(&self) -> usize {
        self.cells.iter().rposition(|cell| !bare(cell).is_empty()).map_or(0, |last| last + 1)
    }

    /// Returns a cell without the blanks around it, or nothing if the row ends before it.
    #[must_use]
    pub fn cell(&self, at: usize) -> Option<&str> {
        self.cells.get(at).map(|cell| bare(cell))
    }

    /// Returns the cells, to be kept.
    pub(crate) fn owned(&self) -> Vec<String> {
        self.cells.iter().map(|cell| cell.clone().into_owned()).collect()
    }
}

/// Returns the rows of a text that are not blank, in the order of the file.
#[must_use]
pub fn records(text: &str, delimiter: Delimiter) -> Vec<Record<'_>> {
    each(text, delimiter).collect()
}

/// Returns the first rows of a text, at most so many: headings stand above all others.
pub(crate) fn first_records(text: &str, delimiter: Delimiter, most: usize) -> Vec<Record<'_>> {
    each(text, delimiter).take(most).collect()
}

fn each(text: &str, delimiter: Delimiter) -> impl Iterator<Item = Record<'_>> {
    let lines = lines(text.as_bytes());
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < lines.len() {
            let record = record(text, &lines, at, delimiter.char())
                .unwrap_or_else(|| line_alone(text, &lines, at, delimiter.char()));
            at = record.last_line;
            if record.width() > 0 {
                return Some(record);
            }
        }
        None
    })
}

/// Returns a cell's text without blanks and byte order marks around it: files that were joined have these inside.
pub(crate) fn bare(cell: &str) -> &str {
    let blank = |found: char| found.is_whitespace() || found == '\u{feff}';
    match cell.as_bytes() {
        // Most cells have none.
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => cell,
        _ => cell.trim_matches(blank),
    }
}

/// A longer cell than this is a quotation mark that nobody closed; without an end to it, a file of them takes for ever.
const MOST_LINES: usize = 200;

/// Reads the row that begins on a line, unless its quotation marks do not close as they should.
fn record<'t>(
    text: &'t str,
    lines: &[Range<usize>],
    first: usize,
    delimiter: char,
) -> Option<Record<'t>> {
    let mut cells = Vec::new();
    let (mut at, mut on) = (lines.get(first)?.start, first);
    loop {
        let end = content_end(text, lines.get(on)?);
        if !text[at..end].starts_with('"') {
            // A quotation mark inside a plain cell is a letter like others.
            let Some(length) = text[at..end].find(delimiter) else {
                cells.push(Cow::Borrowed(&text[at..end]));
                break;
            };
            cells.push(Cow::Borrowed(&text[at..at + length]));
            at += length + delimiter.len_utf8();
            continue;
        }
        let last = lines.get(first + MOST_LINES - 1).or(lines.last())?;
        let (cell, closed) = quoted(text, at + 1, last.end)?;
        cells.push(cell);
        // A cell may hold line ends.
        on += lines.get(on..)?.iter().position(|line| closed <= line.end)?;
        let behind = text[closed..content_end(text, lines.get(on)?)].trim_start_matches(' ');
        match behind.strip_prefix(delimiter) {
            Some(rest) => at = content_end(text, lines.get(on)?) - rest.len(),
            None if behind.is_empty() => break,
            // Text behind a closing quote: one of the two is not where it should be.
            None => return None,
        }
    }
    Some(Record { line: first + 1, last_line: on + 1, cells, broken: false })
}

/// Reads a cell behind its first quotation mark; returns it, and where the text goes on behind the last. Two marks in a cell
/// stand for one.
fn quoted(text: &str, from: usize, end: usize) -> Option<(Cow<'_, str>, usize)> {
    let (mut at, mut doubled) = (from, false);
    loop {
        let mark = at + text[at..end].find('"')?;
        if text.as_bytes().get(mark + 1) != Some(&b'"') {
            let cell = &text[from..mark];
            let cell = if doubled { cell.replace("\"\"", "\"").into() } else { cell.into() };
            return Some((cell, mark + 1));
        }
        (at, doubled) = (mark + 2, true);
    }
}

/// Returns where a line ends, without what ends it.
fn content_end(text: &str, line: &Range<usize>) -> usize {
    line.start + text[line.clone()].trim_end_matches(['\r', '\n']).len()
}

fn line_alone<'t>(text: &'t str, lines: &[Range<usize>], at: usize, delimiter: char) -> Record<'t> {
    let line = text[lines[at].clone()].trim_end_matches(['\r', '\n']);
    let cells = line.split(delimiter).map(Cow::Borrowed).collect();
    Record { line: at + 1, last_line: at + 1, cells, broken: true }
}
