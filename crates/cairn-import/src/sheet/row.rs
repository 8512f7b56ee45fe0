//! One row to what it claims.
//!
//! A row that is damaged anywhere is not believed anywhere: it is kept as unreadable, with the first thing that is wrong.

use cairn_domain::source::{Claims, Decimal, ImportSource, SourceField};

use crate::claim::{Claim, Row};
use crate::order::DateOrder;
use crate::zoom::{Unreadable, cut, is_address};

use super::grid::{Grid, Kind, Line};
use super::guess::ADDRESSES;
use super::heading::{Column, Columns, fold};
use super::mapped::{Manner, Options};
use super::whole::check;

/// What is known of the whole file when a row of it is read.
pub(super) struct Ground<'f> {
    pub(super) grid: &'f Grid,
    pub(super) columns: &'f Columns,
    pub(super) source: &'f ImportSource,
    pub(super) options: &'f Options,
    pub(super) order: &'f DateOrder,
    pub(super) decimal: Decimal,
    /// The first line with an amount below nothing.
    pub(super) negative: Option<usize>,
    pub(super) manner: &'f Manner,
}

/// Reads a row below the headings.
pub(super) fn row(line: &Line, ground: &Ground<'_>) -> Row {
    match (Reader { line, ground }).read() {
        Ok(row) => row,
        Err(unreadable) => Row::Unreadable(*unreadable),
    }
}

/// What a part of a row says, or why the row cannot be read.
pub(crate) type Read<T> = Result<T, Box<Unreadable>>;

pub(super) struct Reader<'r> {
    pub(super) line: &'r Line,
    pub(super) ground: &'r Ground<'r>,
}

/// A row that says nothing has its reason; all else goes on.
pub(super) enum Said<T> {
    Nothing(String),
    This(T),
}

impl Reader<'_> {
    fn read(&self) -> Read<Row> {
        let columns = self.ground.columns;
        check(self.line, columns, self.ground.grid)?;
        if columns.again(self.line) {
            return Ok(self.skipped("the headings again"));
        }
        if columns.mapped.iter().all(|column| blank(self.line.text(column.at))) {
            return Ok(self.skipped("nothing in the columns that are read"));
        }
        if let Some(why) = self.not_counting()? {
            let key = self.key()?;
            return Ok(Row::Skipped { line: self.line.line, why, key, cells: self.line.texts() });
        }
        let mut notes = Vec::new();
        let (name, email) = self.person(&mut notes)?;
        let (when, what) = match self.said(&mut notes)? {
            Said::Nothing(why) => return Ok(self.skipped(&why)),
            Said::This(said) => said,
        };
        let key = self.key()?;
        Ok(Row::Claims(vec![Claim { line: self.line.line, name, email, key, when, what, notes }]))
    }

    fn skipped(&self, why: &str) -> Row {
        Row::Skipped {
            line: self.line.line,
            why: why.to_owned(),
            key: None,
            cells: self.line.texts(),
        }
    }

    /// Returns the row's own identity. The reference of a refund is that of the payment, which may go back in parts.
    fn key(&self) -> Read<Option<String>> {
        if self.claims() == Claims::Refunded { Ok(None) } else { self.reference() }
    }

    pub(super) fn reference(&self) -> Read<Option<String>> {
        Ok(self.value(SourceField::Reference)?.map(|(_, text)| text.to_owned()))
    }

    /// Returns why a row does not count by its status, if it does not.
    fn not_counting(&self) -> Read<Option<String>> {
        let Some(first) = self.columns(SourceField::Status).next() else { return Ok(None) };
        let dash = || {
            // Of a status, a dash says more than a blank cell.
            let mut dashes = self.columns(SourceField::Status).map(|column| column.at);
            dashes.find(|at| !self.line.text(*at).is_empty())
        };
        let (at, text) = match (self.value(SourceField::Status)?, dash()) {
            (Some(said), _) => said,
            (None, Some(at)) => (at, self.line.text(at)),
            (None, None) => (first.at, ""),
        };
        let unsaid = || self.meaning(SourceField::Status, "").filter(|_| blank(text));
        let means = self.meaning(SourceField::Status, text).or_else(unsaid);
        let why = match text {
            "" => format!("`{}` is blank", cut(&self.ground.columns.word(at))),
            _ => format!("`{}` does not count", cut(text)),
        };
        match means.map_or_else(|| fold(text), str::to_owned).as_str() {
            "counts" | "paid" | "completed" | "complete" | "succeeded" | "attended" | "present" => {
                Ok(None)
            }
            "yes" | "y" | "x" | "true" | "1" | "✓" | "ja" | "si" | "sì" | "oui" => Ok(None),
            "skip" | "failed" | "canceled" | "cancelled" | "declined" | "pending" | "absent"
            | "no" | "n" | "false" | "0" => Ok(Some(why)),
            // Whoever ticks those who came leaves the others blank; a payment without a status may be anything.
            "" if self.claims() == Claims::Attended => Ok(Some(why)),
            word if !word.is_empty() && blank(word) => Ok(Some(why)),
            _ => self.cannot(at, "an answer of which is known whether it counts", SAY_MEANING),
        }
    }

    fn person(&self, notes: &mut Vec<String>) -> Read<(Option<String>, Option<String>)> {
        let parts = [SourceField::FirstName, SourceField::LastName].map(|field| self.value(field));
        let [first, last] = parts;
        let parts: Vec<&str> =
            [first?, last?].into_iter().flatten().map(|(_, text)| text).collect();
        let name = match self.value(SourceField::Name)? {
            Some((_, name)) => Some(name.to_owned()),
            None => Some(parts.join(" ")).filter(|name| !name.is_empty()),
        };
        let given = self.value(SourceField::Email)?.map(|(_, text)| text);
        let email = given.filter(|text| is_address(text)).map(str::to_lowercase);
        if let (Some(given), None) = (given, &email) {
            notes.push(format!("`{}` is not an address", cut(given)));
        }
        notes.extend(self.other_address(email.as_deref()));
        if name.is_none() && email.is_none() {
            let person = |column: &&Column| {
                matches!(
                    column.field,
                    SourceField::Name
                        | SourceField::FirstName
                        | SourceField::LastName
                        | SourceField::Email
                )
            };
            let at = self.ground.columns.mapped.iter().find(person).map_or(0, |column| column.at);
            return self.cannot(at, "a name or an address", BY_HAND);
        }
        Ok((name, email))
    }

    /// Whoever answers a form may type another address than the one that was collected: the latter is theirs for certain.
    fn other_address(&self, email: Option<&str>) -> Option<String> {
        let collected = email.filter(|_| self.ground.manner.collected)?;
        let words = self.ground.columns.words.iter().enumerate();
        let asked = words.filter(|(_, word)| ADDRESSES.contains(&fold(word).as_str()));
        let typed = asked.map(|(at, _)| self.line.text(at));
        let other =
            typed.filter(|text| is_address(text)).find(|text| text.to_lowercase() != collected)?;
        Some(format!(
            "`{}` is given as address too; the one that was collected is used",
            cut(other)
        ))
    }

    /// Returns the columns of a field, in the order of the file.
    pub(super) fn columns(&self, field: SourceField) -> impl Iterator<Item = &Column> {
        let mut columns: Vec<&Column> =
            self.ground.columns.mapped.iter().filter(|column| column.field == field).collect();
        columns.sort_by_key(|column| column.at);
        columns.into_iter()
    }

    /// Returns what stands in the columns of a field that has one value, and where; two that differ are two readings.
    pub(super) fn value(&self, field: SourceField) -> Read<Option<(usize, &str)>> {
        let mut found: Option<(usize, &str)> = None;
        for column in self.columns(field) {
            let text = self.line.text(column.at);
            if self.line.kind(column.at) == Kind::Error {
                return self.cannot(column.at, "a value, and no error of the spreadsheet", BY_HAND);
            }
            match found {
                _ if blank(text) => {}
                None => found = Some((column.at, text)),
                Some((first, other))
                    if other != text
                        && !(field == SourceField::Email && self.ground.manner.collected) =>
                {
                    let expected = format!(
                        "the same as under `{}`, or nothing",
                        self.ground.columns.word(first)
                    );
                    return self.cannot(column.at, expected, BY_HAND);
                }
                Some(_) => {}
            }
        }
        Ok(found)
    }

    /// Returns what an answer means, if that was said.
    pub(super) fn meaning(&self, field: SourceField, text: &str) -> Option<&str> {
        let folded = fold(text);
        let same = |meaning: &&cairn_domain::source::Meaning| {
            meaning.field == field && fold(&meaning.text) == folded
        };
        self.ground.source.meanings.iter().find(same).map(|meaning| meaning.means.as_str())
    }

    /// Says what is wrong with a cell.
    pub(super) fn cannot<T>(&self, at: usize, expected: impl Into<String>, hint: &str) -> Read<T> {
        let found = shown(self.line.text(at));
        unreadable(self.line, &self.ground.columns.word(at), found, expected, hint)
    }

    pub(super) fn claims(&self) -> Claims {
        self.ground.source.claims
    }
}

/// Returns whether a cell says nothing: it is blank, or holds one of the dashes that stand for that.
pub(super) fn blank(text: &str) -> bool {
    matches!(text, "" | "-" | "--" | "–" | "—")
}

/// Returns the cells of a field together: a date and a time may stand in two columns.
pub(super) fn joined(line: &Line, columns: &Columns, field: SourceField) -> String {
    let mut columns: Vec<&Column> =
        columns.mapped.iter().filter(|column| column.field == field).collect();
    columns.sort_by_key(|column| column.at);
    let texts = columns.iter().map(|column| line.text(column.at)).filter(|text| !blank(text));
    texts.collect::<Vec<_>>().join(" ")
}

/// Returns a row that cannot be read.
pub(crate) fn unreadable<T>(
    line: &Line,
    field: &str,
    found: String,
    expected: impl Into<String>,
    hint: &str,
) -> Read<T> {
    Err(Box::new(Unreadable {
        line: line.line,
        field: field.to_owned(),
        found,
        expected: expected.into(),
        hint: hint.to_owned(),
        cells: line.texts(),
    }))
}

/// Returns a text of the file as messages show it.
pub(crate) fn shown(text: &str) -> String {
    crate::zoom::shown(text)
}

/// Returns the beginning of a row as messages show it.
pub(crate) fn beginning(line: &Line) -> String {
    let cells = (0..line.width()).map(|at| line.text(at));
    cut(&cells.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "))
}

pub(crate) const COPY: &str = "download the file again, and do not save it from another program";
pub(super) const BY_HAND: &str = "correct the cell, or record the row by hand";
const SAY_MEANING: &str = "say of this answer whether it counts";
