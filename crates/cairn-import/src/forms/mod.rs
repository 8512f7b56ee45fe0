//! Answers to Google forms, in the two ways in which they leave Google.
//!
//! The form itself gives times with the letters of a zone behind them, or an offset (`2022/10/17 6:31:58 PM GMT+2`), and calls
//! the address that it collected `Username`; the sheet that is linked to it gives times in the sheet's zone and order, neither
//! of which is in the file, and calls the address `Email Address`. What the questions mean, no file says: a mapping is proposed
//! here, and nothing is read without one that a person has confirmed. Headings are known in English only.

mod propose;

use cairn_domain::source::ImportSource;

use crate::claim::Sheet;
use crate::refusal::Refusal;
use crate::sheet::{Form, Grid, Line, Manner, Options, fold, line_of, read_as};
use crate::table::Record;

pub use propose::{Asked, Proposal, propose};

/// Reads answers as `source` says; `name` is what messages call the file.
///
/// Where the form collected an address, that is whose the answer is: another one that was typed is noted.
pub fn read(
    name: &str,
    bytes: &[u8],
    source: &ImportSource,
    options: &Options,
) -> Result<Sheet, Refusal> {
    let grids = Grid::tops(name, bytes, options.sheet.as_deref())?;
    let form = seen(&grids).map_or(Form::GoogleSheet, |(_, _, form)| form);
    let kind = form.kind().to_owned();
    let manner = Manner { provider: "forms".to_owned(), kind, collected: true };
    read_as(name, bytes, source, options, &manner)
}

/// Returns which of the two forms rows are in, by their headings.
#[must_use]
pub fn recognise(records: &[Record<'_>]) -> Option<Form> {
    records.iter().take(MOST_LINES).find_map(|record| of_heading(&line_of(record)))
}

/// How many rows may stand above the headings, where somebody has put a title.
const MOST_LINES: usize = 10;

/// Returns the headings among the ways in which a file can be read: which way, which line of it, and what form that is.
fn seen(grids: &[Grid]) -> Option<(&Grid, &Line, Form)> {
    grids.iter().find_map(|grid| {
        let mut lines = grid.lines.iter().take(MOST_LINES);
        lines.find_map(|line| Some((grid, line, of_heading(line)?)))
    })
}

fn of_heading(line: &Line) -> Option<Form> {
    let words: Vec<String> = (0..line.width()).map(|at| fold(line.text(at))).collect();
    let has = |word: &str| words.iter().any(|found| found == word);
    match words.first().map(String::as_str) {
        Some("timestamp") if has("username") => Some(Form::GoogleForms),
        Some("timestamp") if has("email address") => Some(Form::GoogleSheet),
        _ => None,
    }
}
