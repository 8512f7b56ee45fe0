//! Which cell of a row tells what, by the heading above it.

use crate::table::{Record, bare};

use super::form::{Field, Form};

/// The columns under a heading line, as a form reads them.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    /// The line of the heading.
    pub(super) line: usize,
    /// The headings as the file writes them, without blank ones at the end.
    pub(super) words: Vec<String>,
    /// The headings as they are compared.
    keys: Vec<String>,
    /// What the form needs, and the line has not.
    pub(super) missing: Vec<&'static str>,
    /// What is told where; of several columns for one thing, the better one first.
    fields: Vec<(Field, usize)>,
}

impl Columns {
    pub(super) fn of(record: &Record<'_>, form: Form) -> Self {
        let words: Vec<String> =
            record.cells.iter().take(record.width()).map(|cell| bare(cell).to_owned()).collect();
        let keys: Vec<String> = words.iter().map(|word| key(word)).collect();
        let (mut missing, mut fields) = (Vec::new(), Vec::new());
        for (field, needed, headings) in form.columns() {
            let before = fields.len();
            let places =
                headings.iter().filter_map(|heading| keys.iter().position(|key| is(key, heading)));
            fields.extend(places.map(|at| (*field, at)));
            match headings.first() {
                Some(heading) if *needed && fields.len() == before => missing.push(*heading),
                _ => {}
            }
        }
        Self { line: record.line, words, keys, missing, fields }
    }

    /// Returns where something may be told, the better place first.
    pub(super) fn all(&self, wanted: Field) -> impl Iterator<Item = usize> {
        self.fields.iter().filter(move |(field, _)| *field == wanted).map(|(_, at)| *at)
    }

    /// Returns whether the heading has a column for something.
    pub(super) fn has(&self, wanted: Field) -> bool {
        self.all(wanted).next().is_some()
    }

    /// Returns whether there is a column of that heading, read or not.
    pub(super) fn says(&self, heading: &str) -> bool {
        self.keys.iter().any(|key| is(key, heading))
    }

    /// Returns whether a column is read.
    pub(super) fn is_read(&self, at: usize) -> bool {
        self.fields.iter().any(|(_, place)| *place == at)
    }

    /// Returns the last column that is read.
    pub(super) fn last(&self) -> usize {
        self.fields.iter().map(|(_, at)| *at).max().unwrap_or(0)
    }

    /// Returns the heading of a column.
    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("row", |word| if word.is_empty() { "row" } else { word })
    }

    /// Returns whether the times of a column are those of UTC, as its heading says.
    pub(super) fn is_utc(&self, at: usize) -> bool {
        self.keys.get(at).is_some_and(|key| key.ends_with("utc"))
    }
}

/// Returns the cells of a line as headings are compared.
pub(super) fn keys(record: &Record<'_>) -> Vec<String> {
    record.cells.iter().map(|cell| key(cell)).collect()
}

/// Returns whether a form needs nothing that a line lacks. Most lines of a file are no headings, and this is soon known.
pub(super) fn suffices(keys: &[String], form: Form) -> bool {
    needed(form).all(|headings| names(keys, headings))
}

/// Returns how many of the columns that a form needs a line has.
pub(super) fn found(keys: &[String], form: Form) -> usize {
    needed(form).filter(|headings| names(keys, headings)).count()
}

fn needed(form: Form) -> impl Iterator<Item = &'static [&'static str]> {
    form.columns().iter().filter(|(_, needed, _)| *needed).map(|(_, _, headings)| *headings)
}

fn names(keys: &[String], headings: &[&str]) -> bool {
    headings.iter().any(|heading| keys.iter().any(|key| is(key, heading)))
}

/// Returns a heading as it is compared: providers change capitals, blanks and signs from year to year (`TimeZone`,
/// `Time zone`), the words not.
fn key(heading: &str) -> String {
    compared(heading).collect()
}

fn compared(heading: &str) -> impl Iterator<Item = char> {
    heading.chars().filter(|found| found.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// Returns whether a key is that of a heading.
fn is(key: &str, heading: &str) -> bool {
    compared(heading).eq(key.chars())
}
