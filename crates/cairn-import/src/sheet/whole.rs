//! Whether a row has its cells where the headings say, as far as one can see.

use std::borrow::Cow;

use cairn_domain::source::SourceField;

use crate::table::{bare, records};
use crate::times::readings;
use crate::zoom::is_address;

use super::grid::{Grid, HINT, Line};
use super::heading::Columns;
use super::row::{Read, shown, unreadable};
use super::when::normal;

/// Returns whether it has.
pub(crate) fn is_whole(line: &Line, columns: &Columns, grid: &Grid) -> bool {
    check(line, columns, grid).is_ok()
}

/// A row with damaged text, open quotes, or more or fewer cells than it should have is not taken apart.
pub(crate) fn check(line: &Line, columns: &Columns, grid: &Grid) -> Read<()> {
    if let Some((found, expected)) = &line.damage {
        return unreadable(line, "row", found.clone(), expected, HINT);
    }
    // The cells of a workbook cannot slip out of their columns.
    let Some(delimiter) = grid.delimiter else { return Ok(()) };
    let swallows = |at: &usize| {
        let text = line.text(*at);
        let below = text.split_once(['\n', '\r']).map_or("", |(_, below)| below);
        records(below, delimiter).iter().any(|record| is_row(record.cells.as_slice(), columns))
    };
    if let Some(at) = (0..line.cells.len()).find(swallows) {
        let expected = "one answer: there seem to be rows in it, between two stray quotation marks";
        return unreadable(line, &columns.word(at), shown(line.text(at)), expected, HINT);
    }
    let (width, headings) = (line.width(), columns.words.len());
    if width > headings {
        let expected =
            format!("at most {headings} cells, as in the headings on line {}", columns.line);
        return unreadable(line, "row", format!("{width} cells"), expected, QUOTE);
    }
    if line.cells.len() <= columns.last_needed() {
        let expected = format!("a cell under each heading of line {}", columns.line);
        let at = line.cells.len();
        return unreadable(
            line,
            &columns.word(at),
            "the end of the row".to_owned(),
            expected,
            HINT,
        );
    }
    Ok(())
}

/// Returns whether cells inside an answer look like a row of the file: free answers have commas and line ends too, but no
/// address or time just where the file has its own.
fn is_row(cells: &[Cow<'_, str>], columns: &Columns) -> bool {
    columns.mapped.iter().filter(|_| columns.words.len() > 1).any(|column| {
        let cell = cells.get(column.at).map_or("", |cell| bare(cell));
        match column.field {
            SourceField::Email => is_address(cell) && cells.len() > 1,
            SourceField::At => readings(&normal(cell).local).is_ok() && cells.len() > 1,
            _ => false,
        }
    })
}

const QUOTE: &str = "put quotation marks around a cell that holds the delimiter";
