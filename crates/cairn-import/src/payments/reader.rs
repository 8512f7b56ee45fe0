//! What every form has in common: a row that is whole, its cells, its times and its amounts.
//!
//! A row that is damaged anywhere is not believed anywhere: it is kept as unreadable, with the first thing that is wrong.

use std::borrow::Cow;

use cairn_domain::{Currency, Decimal, Money};
use chrono::DateTime;

use crate::amounts::{AmountFault, money};
use crate::claim::{Claim, Row, What, When};
use crate::order::DateOrder;
use crate::table::{Delimiter, Record};
use crate::text::Text;
use crate::times::{TimeFault, read_local};
use crate::zones::place as placed;
use crate::zoom::{Unreadable, shown};

use super::columns::Columns;
use super::form::{Field, Form};
use super::moments::spelled;
use super::offsets::{Place, instant, place};
use super::others::Others;

/// What is known of the whole file when a row of it is read.
pub(super) struct Ground<'f> {
    pub(super) text: &'f Text<'f>,
    pub(super) form: Form,
    pub(super) columns: &'f Columns,
    pub(super) order: &'f DateOrder,
    pub(super) decimal: Option<Decimal>,
    pub(super) delimiter: Delimiter,
    pub(super) others: &'f Others<'f>,
}

/// A row, and what is known of the file.
pub(super) struct Reader<'r> {
    pub(super) record: &'r Record<'r>,
    pub(super) ground: &'r Ground<'r>,
}

pub(super) type Read<T> = Result<T, Box<Unreadable>>;

impl Reader<'_> {
    /// A row with damaged text, open quotes, or more or fewer cells than it should have is not taken apart.
    pub(super) fn is_whole(&self) -> Read<()> {
        let Record { line, last_line, cells, broken } = self.record;
        let columns = self.ground.columns;
        if let Some((at, what)) = self.ground.text.garbled.range(line..=last_line).next() {
            let text = format!("text in {}", self.ground.text.encoding);
            return self.unreadable("row", format!("{what} on line {at}"), text, COPY);
        }
        if *broken {
            let text = "a quotation mark at the end of each cell that begins with one".to_owned();
            return self.unreadable("row", shown(&cells.join(",")), text, COPY);
        }
        let wide = |line: &str| {
            line.matches(self.ground.delimiter.char()).count() >= columns.words.len() / 2
        };
        let swallows = |(at, cell): &(usize, &Cow<'_, str>)| {
            cell.contains(['\n', '\r']) && (columns.is_read(*at) || cell.lines().any(wide))
        };
        if let Some((at, cell)) = (0..).zip(cells).find(swallows) {
            let text = "one line: there may be rows in it, between two stray quotation marks";
            return self.unreadable(columns.word(at), shown(cell), text.to_owned(), COPY);
        }
        let (width, headings) = (self.record.width(), columns.words.len());
        if width > headings {
            let under =
                format!("at most {headings} cells, as in the heading on line {}", columns.line);
            return self.unreadable("row", format!("{width} cells"), under, QUOTE);
        }
        if cells.len() <= columns.last() {
            let found = "the end of the row".to_owned();
            let under = format!("a cell under each heading of line {}", columns.line);
            return self.unreadable(columns.word(cells.len()), found, under, COPY);
        }
        Ok(())
    }

    /// Returns the first cell that says something, of those that may tell it, and its column.
    fn found(&self, field: Field) -> Option<(usize, &str)> {
        let mut cells =
            self.ground.columns.all(field).filter_map(|at| Some((at, self.record.cell(at)?)));
        cells.find(|(_, cell)| !cell.is_empty())
    }

    pub(super) fn cell(&self, field: Field) -> Option<&str> {
        self.found(field).map(|(_, cell)| cell)
    }

    /// Returns a cell in small letters, blank if it says nothing.
    pub(super) fn word(&self, field: Field) -> String {
        self.cell(field).unwrap_or_default().to_lowercase()
    }

    pub(super) fn need(&self, field: Field, expected: &str) -> Read<&str> {
        self.cell(field).map_or_else(|| self.cannot(field, expected, MEND), Ok)
    }

    /// Returns the name, put together from the columns for its parts.
    pub(super) fn name(&self) -> Option<String> {
        let parts = [self.cell(Field::Name), self.cell(Field::Surname)];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    pub(super) fn email(&self, field: Field) -> Option<String> {
        self.cell(field).map(str::to_lowercase)
    }

    pub(super) fn currency(&self, field: Field) -> Read<Currency> {
        let said = self.cell(field).map(str::to_uppercase).unwrap_or_default();
        said.parse().or_else(|_| self.cannot(field, "the three letters of a currency", MEND))
    }

    /// Returns an amount, if there is one.
    pub(super) fn money(&self, field: Field, currency: Currency) -> Read<Option<Money>> {
        let Some(cell) = self.cell(field) else { return Ok(None) };
        let read = money(cell, Some(currency), self.ground.decimal).map(Some);
        read.or_else(|fault| {
            let hint = if matches!(fault, AmountFault::OtherDecimal(_)) { COPY } else { MEND };
            self.cannot(field, &fault.to_string(), hint)
        })
    }

    /// Returns an amount that must be there.
    pub(super) fn amount(&self, field: Field, currency: Currency) -> Read<Money> {
        match self.money(field, currency)? {
            Some(money) => Ok(money),
            None => self.cannot(field, "an amount such as `12500.00`", MEND),
        }
    }

    /// Returns when something was, and what is odd about that.
    pub(super) fn when(&self, field: Field) -> Read<(When, Option<String>)> {
        let (at, date) = self.found(field).unwrap_or_default();
        if let Ok(at) = DateTime::parse_from_rfc3339(date) {
            return Ok((When::At(at.to_utc()), None));
        }
        let time = self.cell(Field::Time);
        let spelled = spelled(self.ground.form, date, time);
        let order = self.ground.order;
        let local = read_local(&spelled.text, order.order()).or_else(|fault| match fault {
            TimeFault::OtherOrder(_) => {
                self.cannot(field, &format!("a date with the {order}"), COPY)
            }
            TimeFault::NotATime | TimeFault::NoSuchTime if time.is_some() => {
                self.cannot(Field::Time, &fault.to_string(), MEND)
            }
            _ => self.cannot(field, &fault.to_string(), MEND),
        })?;
        if spelled.day_only {
            return Ok((When::Day(local.date()), None));
        }
        if self.ground.columns.is_utc(at) {
            return Ok((When::At(local.and_utc()), None));
        }
        if !self.ground.columns.has(Field::Zone) {
            return Ok((When::Local(local), None));
        }
        match place(self.cell(Field::Zone).unwrap_or_default()) {
            Some(Place::Ahead(minutes)) => match instant(local, minutes) {
                Some(at) => Ok((When::At(at), None)),
                None => self.cannot(field, "a time that can be told in UTC", MEND),
            },
            Some(Place::Zone(zone)) => {
                let odd = placed(local, zone).err().map(|fault| fault.to_string());
                Ok((When::In(local, zone), odd))
            }
            None => self.cannot(Field::Zone, ZONE, ZONE_HINT),
        }
    }

    /// Returns a claim of this row, with nothing odd about it but its time.
    pub(super) fn claim(&self, key: String, email: Option<String>, what: What) -> Read<Claim> {
        let (when, odd) = self.when(Field::At)?;
        Ok(Claim {
            line: self.record.line,
            name: self.name(),
            email,
            key: Some(key),
            when,
            what,
            notes: odd.into_iter().collect(),
        })
    }

    pub(super) fn skipped(&self, why: impl Into<String>) -> Row {
        let (line, cells) = (self.record.line, self.record.owned());
        Row::Skipped { line, why: why.into(), key: None, cells }
    }

    /// Skips a payment that was not made, or not kept.
    pub(super) fn unpaid(&self, key: &str, why: impl Into<String>) -> Row {
        let (line, cells) = (self.record.line, self.record.owned());
        Row::Skipped { line, why: why.into(), key: Some(key.to_owned()), cells }
    }

    /// Says what is wrong with a cell.
    pub(super) fn cannot<T>(&self, field: Field, expected: &str, hint: &str) -> Read<T> {
        let at = self.found(field).map(|(at, _)| at).or(self.ground.columns.all(field).next());
        let heading = at.map_or("row", |at| self.ground.columns.word(at));
        let found = shown(self.cell(field).unwrap_or_default());
        self.unreadable(heading, found, expected.to_owned(), hint)
    }

    pub(super) fn unreadable<T>(
        &self,
        field: &str,
        found: String,
        expected: String,
        hint: &str,
    ) -> Read<T> {
        Err(Box::new(Unreadable {
            line: self.record.line,
            field: field.to_owned(),
            found,
            expected,
            hint: hint.to_owned(),
            cells: self.record.owned(),
        }))
    }
}

const ZONE: &str = "`PST`, `PDT`, `UTC`, a distance from it such as `GMT+01:00`, or a zone such as `America/New_York`";
const ZONE_HINT: &str = "other short names mean other zones in other countries; find out which this is, and write its distance from UTC";
const COPY: &str = "download the file again, and do not save it from a spreadsheet";
const QUOTE: &str = "put quotation marks around a cell that holds the delimiter";
pub(super) const MEND: &str =
    "look it up at the provider, and correct the cell or record it by hand";
