//! Text to rows of cells, each with the line where it begins.
//!
//! A row is never merged with its neighbours because of a stray quotation mark: where quotes do not close as they should,
//! the line stands alone, marked as broken, and reading goes on with the next. That is why the rows are split here and
//! not by a library: those read on to the next quotation mark, wherever it is, and take the rows between for one cell.

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

/// A row of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The line where it begins, counted from 1.
    pub line: usize,
    /// The line where it ends; another one if a cell holds line ends.
    pub last_line: usize,
    /// The cells, without their quotes; empty ones at the end are kept.
    pub cells: Vec<String>,
    /// Whether quotation marks did not close as they should: then the cells are the line split at every delimiter.
    pub broken: bool,
}

impl Record {
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
}

/// Returns the rows of a text that are not blank, in the order of the file.
#[must_use]
pub fn records(text: &str, delimiter: Delimiter) -> Vec<Record> {
    let lines = lines(text.as_bytes());
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let record = record(text, &lines, at, delimiter.char())
            .unwrap_or_else(|| line_alone(text, &lines, at, delimiter.char()));
        at = record.last_line;
        if record.width() > 0 {
            found.push(record);
        }
    }
    found
}

/// Returns a cell's text without blanks and byte order marks around it: files that were joined have these inside.
pub(crate) fn bare(cell: &str) -> &str {
    cell.trim_matches(|found: char| found.is_whitespace() || found == '\u{feff}')
}

/// Where in a cell one is.
#[derive(Clone, Copy)]
enum State {
    Start,
    Plain,
    Quoted,
    Closed,
}

/// A longer cell than this is a quotation mark that nobody closed; without an end to it, a file of them takes for ever.
const MOST_LINES: usize = 200;

fn record(text: &str, lines: &[Range<usize>], first: usize, delimiter: char) -> Option<Record> {
    let (mut cells, mut cell, mut state) = (Vec::new(), String::new(), State::Start);
    for (at, line) in lines.iter().enumerate().skip(first).take(MOST_LINES) {
        let line = &text[line.clone()];
        let content = line.trim_end_matches(['\r', '\n']);
        let mut characters = content.chars().peekable();
        while let Some(next) = characters.next() {
            state = match (state, next) {
                (State::Quoted, '"') if characters.next_if_eq(&'"').is_some() => {
                    cell.push('"');
                    State::Quoted
                }
                (State::Quoted, '"') => State::Closed,
                (State::Quoted, _) => {
                    cell.push(next);
                    State::Quoted
                }
                (_, _) if next == delimiter => {
                    cells.push(std::mem::take(&mut cell));
                    State::Start
                }
                (State::Start, '"') => State::Quoted,
                (State::Closed, ' ') => State::Closed,
                // Text behind a closing quote: one of the two is not where it should be.
                (State::Closed, _) => return None,
                (State::Start | State::Plain, _) => {
                    cell.push(next);
                    State::Plain
                }
            };
        }
        if matches!(state, State::Quoted) {
            cell.push_str(&line[content.len()..]);
        } else {
            cells.push(cell);
            return Some(Record { line: first + 1, last_line: at + 1, cells, broken: false });
        }
    }
    None
}

fn line_alone(text: &str, lines: &[Range<usize>], at: usize, delimiter: char) -> Record {
    let line = text[lines[at].clone()].trim_end_matches(['\r', '\n']);
    let cells = line.split(delimiter).map(str::to_owned).collect();
    Record { line: at + 1, last_line: at + 1, cells, broken: true }
}
