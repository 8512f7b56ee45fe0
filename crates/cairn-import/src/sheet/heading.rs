//! Which line holds the headings, and where each mapped column is now.
//!
//! People edit headings and move columns, but seldom both at once. A column is found by its text wherever it went, and by its
//! place if its text alone was edited and all others are where they were. When neither holds, nobody knows which column it is.

use cairn_domain::source::{SourceColumn, SourceField};
use unicode_normalization::UnicodeNormalization;

use crate::order::Witness;
use crate::refusal::Refusal;
use crate::table::bare;
use crate::zoom::{Remark, cut};

use super::grid::{Grid, Line};
use super::guess::guess;
use super::row::beginning;
use super::unfit::Unfit;

/// A mapped column, found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) field: SourceField,
    /// Where it is, counted from 0.
    pub(crate) at: usize,
}

/// The columns of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns {
    /// The line of the headings.
    pub(crate) line: usize,
    /// The first row below them, as an index.
    pub(crate) below: usize,
    /// The headings as the file has them, without blank ones at the end.
    pub(crate) words: Vec<String>,
    pub(crate) mapped: Vec<Column>,
    /// What is odd about them.
    pub(crate) remarks: Vec<Remark>,
}

impl Columns {
    /// Returns the heading of a column as messages show it; one without a heading is shown by its place.
    pub(crate) fn word(&self, at: usize) -> String {
        let word = self.words.get(at).map(|word| bare(word)).filter(|word| !word.is_empty());
        word.map_or_else(|| format!("column {}", at + 1), cut)
    }

    /// Returns the last column that a row must reach: one that ends before it is cut off.
    pub(crate) fn last_needed(&self) -> usize {
        self.mapped.iter().map(|column| column.at).max().unwrap_or(0)
    }

    /// Returns whether a row is the headings again, as in files that were joined.
    pub(crate) fn again(&self, line: &Line) -> bool {
        let same =
            |at: usize| self.words.get(at).is_some_and(|word| fold(word) == fold(line.text(at)));
        !self.mapped.is_empty() && self.mapped.iter().all(|column| same(column.at))
    }
}

/// Returns a heading as it is compared: small letters, one blank between words, composed accents.
pub(crate) fn fold(heading: &str) -> String {
    let text: String = bare(heading).to_lowercase().nfc().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How well a line fits.
enum Fit {
    /// All headings are there.
    Whole(Columns),
    /// One was edited.
    Edited(Columns),
    /// So many are there, and this one is not.
    Short(usize, Unfit),
}

/// Finds the headings among the ways in which a file can be read.
pub(super) fn find<'g>(
    name: &str,
    grids: &'g [Grid],
    wanted: &[SourceColumn],
) -> Result<(&'g Grid, Columns), Refusal> {
    let mut edited: Option<(&Grid, Columns)> = None;
    let mut short: Option<(usize, Unfit)> = None;
    for grid in grids {
        for (at, line) in grid.lines.iter().enumerate().take(MOST_LINES) {
            match fit(line, at + 1, wanted) {
                Fit::Whole(columns) => return Ok((grid, columns)),
                Fit::Edited(columns) if edited.is_none() => edited = Some((grid, columns)),
                Fit::Short(there, unfit)
                    if short.as_ref().is_none_or(|(most, _)| *most < there) =>
                {
                    short = Some((there, unfit));
                }
                Fit::Edited(_) | Fit::Short(..) => {}
            }
        }
    }
    if let Some(found) = edited {
        return Ok(found);
    }
    let unfit = match short {
        Some((there, unfit)) if there * 2 >= wanted.len() && there > 0 => unfit,
        _ => unnamed(grids, wanted.iter().map(|column| column.heading.clone()).collect()),
    };
    Err(Refusal::Unfit { name: name.to_owned(), unfit })
}

/// How many rows may stand above the headings.
pub(super) const MOST_LINES: usize = 100;

/// Says what a file holds in which no heading was found.
pub(crate) fn unnamed(grids: &[Grid], wanted: Vec<String>) -> Unfit {
    let widest = grids.iter().max_by_key(|grid| grid.lines.iter().take(3).map(Line::width).max());
    let lines = widest.map(|grid| grid.lines.iter().take(3)).into_iter().flatten();
    let first = lines.map(|line| Witness { line: line.line, value: beginning(line) }).collect();
    Unfit::NoHeading { wanted, first }
}

fn fit(line: &Line, below: usize, wanted: &[SourceColumn]) -> Fit {
    let words: Vec<String> = (0..line.width()).map(|at| line.text(at).to_owned()).collect();
    let folded: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let places = |heading: &str| -> Vec<usize> {
        let heading = fold(heading);
        (0..folded.len())
            .filter(|at| folded.get(*at).is_some_and(|word| *word == heading && !word.is_empty()))
            .collect()
    };
    let place = |column: &SourceColumn| {
        usize::try_from(column.position).ok().and_then(|at| at.checked_sub(1))
    };
    // A column without a heading is where it was, or lost.
    let kept = |column: &SourceColumn| {
        let word = place(column).map(|at| folded.get(at).map_or("", String::as_str));
        word.is_some_and(|word| word == fold(&column.heading))
    };
    let stay = wanted.iter().filter(|column| kept(column)).count();
    let (mut mapped, mut remarks, mut lost) = (Vec::new(), Vec::new(), Vec::new());
    for column in wanted {
        let there = places(&column.heading);
        // A heading that repeats is told by its place; once columns have moved, places tell nothing.
        let at = match there.as_slice() {
            [only] => Some(*only),
            _ if stay == wanted.len() => place(column),
            _ => None,
        };
        match at {
            Some(at) => {
                if place(column) != Some(at) {
                    remarks.push(Remark { line: line.line, what: moved(column, at) });
                }
                mapped.push(Column { field: column.field, at });
            }
            None => lost.push((column, there)),
        }
    }
    let columns =
        |mapped, remarks| Columns { line: line.line, below, words: words.clone(), mapped, remarks };
    let Some((column, there)) = lost.first() else { return Fit::Whole(columns(mapped, remarks)) };
    let here = place(column).filter(|at| folded.get(*at).is_some_and(|word| !word.is_empty()));
    if let (Some(at), 1, true, true) =
        (here, lost.len(), there.is_empty(), stay + 1 == wanted.len() && stay > 0)
        && mapped.iter().all(|other| other.at != at)
        // What is called after another field has moved here.
        && words.get(at).and_then(|word| guess(word)).is_none_or(|field| field == column.field)
    {
        let found = words.get(at).map_or("", String::as_str);
        let what = format!(
            "column {} is now called `{}`, and was `{}`: it is taken for the same, since all others are where they were",
            column.position,
            cut(found),
            cut(&column.heading)
        );
        remarks.push(Remark { line: line.line, what });
        mapped.push(Column { field: column.field, at });
        return Fit::Edited(columns(mapped, remarks));
    }
    Fit::Short(mapped.len(), missing(line, column, there))
}

fn moved(column: &SourceColumn, at: usize) -> String {
    format!(
        "`{}` is in column {}, and was in column {}",
        cut(&column.heading),
        at + 1,
        column.position
    )
}

fn missing(line: &Line, column: &SourceColumn, there: &[usize]) -> Unfit {
    let at = usize::try_from(column.position).ok().and_then(|at| at.checked_sub(1));
    let found = match (there, at.map(|at| line.text(at)).unwrap_or_default()) {
        ([], "") => "is blank".to_owned(),
        ([], word) => format!("is `{}`", cut(word)),
        (there, _) => {
            let columns: Vec<String> = there.iter().map(|at| (at + 1).to_string()).collect();
            format!(
                "there are several of that name, in columns {}, while columns have moved",
                columns.join(", ")
            )
        }
    };
    Unfit::Column {
        line: line.line,
        position: column.position,
        heading: cut(&column.heading),
        found,
    }
}
