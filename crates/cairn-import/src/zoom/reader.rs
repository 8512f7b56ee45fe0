//! One row to what it says.
//!
//! A row that is damaged anywhere is not believed anywhere: it is kept as unreadable, with the first thing that is wrong.

use chrono::NaiveDateTime;

use crate::order::DateOrder;
use crate::table::{Delimiter, Record};
use crate::text::Text;
use crate::times::{TimeFault, read_local};

use super::columns::Columns;
use super::headings::Field;
use super::minutes::{minutes, whole_minutes};
use super::person::{address, given, is_address, with_original, yes};
use super::recognise::Variant;
use super::rows::{Note, Part, Presence, Row, Skipped, Stay, Unreadable, Why};

/// What is known of the whole file when a row of it is read.
pub(super) struct Ground<'f> {
    pub(super) text: &'f Text<'f>,
    pub(super) order: &'f DateOrder,
    pub(super) variant: Variant,
    pub(super) delimiter: Delimiter,
}

impl Ground<'_> {
    /// Says what was expected in the place of a date and time.
    pub(super) fn expected(&self, fault: TimeFault) -> String {
        match fault {
            TimeFault::OtherOrder(_) => format!("a date with the {}", self.order),
            _ => fault.to_string(),
        }
    }
}

/// Reads a row below a heading.
pub(super) fn row(record: &Record<'_>, columns: &Columns, part: Part, ground: &Ground<'_>) -> Row {
    let reader = Reader { record, columns, ground };
    match reader.read(part) {
        Ok(row) => row,
        Err(unreadable) => Row::Unreadable(*unreadable),
    }
}

/// Returns whether a row has its cells where the heading says, as far as one can see.
pub(super) fn is_whole(record: &Record<'_>, columns: &Columns, ground: &Ground<'_>) -> bool {
    Reader { record, columns, ground }.is_whole().is_ok()
}

/// Returns a row that is skipped, as it is.
pub(super) fn skipped(record: &Record<'_>, why: Why) -> Row {
    Row::Skipped(Skipped { line: record.line, why, cells: record.owned() })
}

struct Reader<'r> {
    record: &'r Record<'r>,
    columns: &'r Columns,
    ground: &'r Ground<'r>,
}

type Read<T> = Result<T, Box<Unreadable>>;

impl Reader<'_> {
    fn read(&self, part: Part) -> Read<Row> {
        self.is_whole()?;
        if let Some(why) = self.says_nothing()? {
            return Ok(skipped(self.record, why));
        }
        let mut notes = Vec::new();
        let (name, original_name) = self.name()?;
        let presence = self.presence()?;
        notes.extend(disagreement(presence));
        let email = address(self.cell(Field::Email));
        notes.extend(email.clone().filter(|email| !is_address(email)).map(Note::NoAddress));
        let said = given(self.cell(Field::Guest));
        let guest = said.and_then(|said| yes(Some(said)));
        if let (Some(said), None) = (said, guest) {
            notes.push(Note::GuestUnclear(said.to_owned()));
        }
        let line = self.record.line;
        Ok(Row::Stay(Stay { line, name, original_name, email, presence, guest, part, notes }))
    }

    /// A row with damaged text, open quotes, or more or fewer cells than it should have is not taken apart.
    fn is_whole(&self) -> Read<()> {
        let Record { line, last_line, cells, broken } = self.record;
        let garbled = &self.ground.text.garbled;
        if let Some((at, what)) = garbled.range(line..=last_line).next() {
            let text = format!("text in {}", self.ground.text.encoding);
            return self.whole_row(format!("{what} on line {at}"), text, COPY);
        }
        if *broken {
            let text = "a quotation mark at the end of each cell that begins with one";
            return self.whole_row(shown(&cells.join(",")), text, COPY);
        }
        if let Some((at, cell)) = self.swallowed() {
            let text = "one line: there may be rows in it, between two stray quotation marks";
            return self.unreadable(self.columns.word(at), shown(cell), text.to_owned(), COPY);
        }
        let (width, headings) = (self.record.width(), self.columns.words.len());
        if width > headings {
            let under = format!(
                "at most {headings} cells, as in the heading on line {}",
                self.columns.line
            );
            return self.whole_row(format!("{width} cells"), under, QUOTE);
        }
        if cells.len() <= self.columns.last_needed() {
            let at = cells.len();
            let found = "the end of the row".to_owned();
            let under = format!("a cell under each heading of line {}", self.columns.line);
            return self.unreadable(self.columns.word(at), found, under, COPY);
        }
        Ok(())
    }

    /// Returns a cell that seems to have taken in the rows below: only free answers have several lines, and none of these
    /// is as wide as a row.
    fn swallowed(&self) -> Option<(usize, &str)> {
        let wide = |line: &str| {
            line.matches(self.ground.delimiter.char()).count() >= self.columns.last_needed()
        };
        let mut cells = (0..).zip(self.record.cells.iter().map(|cell| &**cell));
        let swallows = |(at, cell): &(usize, &str)| {
            cell.contains(['\n', '\r']) && (self.columns.is_read(*at) || cell.lines().any(wide))
        };
        cells.find(swallows)
    }

    /// Returns why the row says nothing about presence, if it does not.
    fn says_nothing(&self) -> Read<Option<Why>> {
        let waiting = self.cell(Field::WaitingRoom);
        match yes(waiting) {
            Some(true) => return Ok(Some(Why::WaitingRoom)),
            Some(false) => {}
            None => return self.cannot(Field::WaitingRoom, YES_OR_NO, MEND),
        }
        if self.columns.person(Field::Attended).is_none() {
            return Ok(None);
        }
        let joined = given(self.cell(Field::Join)).or(given(self.cell(Field::Leave)));
        match (given(self.cell(Field::Attended)).and_then(|said| yes(Some(said))), joined) {
            (Some(true), _) => Ok(None),
            (Some(false), None) => Ok(Some(Why::DidNotAttend)),
            (Some(false), Some(time)) => {
                let why = format!("`Yes`, since `{time}` stands on the row");
                self.cannot(Field::Attended, why, MEND)
            }
            (None, _) => self.cannot(Field::Attended, YES_OR_NO, MEND),
        }
    }

    fn name(&self) -> Read<(String, Option<String>)> {
        match given(self.cell(Field::Name)) {
            Some(name) if self.columns.original_name() => Ok(with_original(name)),
            Some(name) => Ok((name.to_owned(), None)),
            None => self.cannot(Field::Name, "a name", BY_HAND),
        }
    }

    fn presence(&self) -> Read<Presence> {
        if self.ground.variant == Variant::UniqueUsers {
            let total = self.columns.person(Field::TotalMinutes).map(|_| Field::TotalMinutes);
            let field = total.unwrap_or(Field::Minutes);
            let minutes = self.minutes(field)?;
            return minutes
                .map(Presence::Minutes)
                .map_or_else(|| self.cannot(field, MINUTES, BY_HAND), Ok);
        }
        let (join, leave) = (self.time(Field::Join)?, self.time(Field::Leave)?);
        if leave < join {
            let after = self.cell(Field::Join).unwrap_or_default();
            return self.cannot(Field::Leave, format!("no time before `{after}`"), BY_HAND);
        }
        Ok(Presence::Between { join, leave, claimed: self.minutes(Field::Minutes)? })
    }

    fn time(&self, field: Field) -> Read<NaiveDateTime> {
        let text = given(self.cell(field)).unwrap_or_default();
        read_local(text, self.ground.order.order()).or_else(|fault| {
            let hint = if matches!(fault, TimeFault::OtherOrder(_)) { COPY } else { BY_HAND };
            self.cannot(field, self.ground.expected(fault), hint)
        })
    }

    fn minutes(&self, field: Field) -> Read<Option<u32>> {
        match given(self.cell(field)) {
            None => Ok(None),
            Some(text) => {
                minutes(text).map(Some).map_or_else(|| self.cannot(field, MINUTES, BY_HAND), Ok)
            }
        }
    }

    fn cell(&self, field: Field) -> Option<&str> {
        self.columns.person(field).and_then(|at| self.record.cell(at))
    }

    /// Says what is wrong with a cell.
    fn cannot<T>(&self, field: Field, expected: impl Into<String>, hint: &str) -> Read<T> {
        let heading = self.columns.person(field).map_or("", |at| self.columns.word(at));
        self.unreadable(heading, shown(self.cell(field).unwrap_or_default()), expected.into(), hint)
    }

    fn whole_row<T>(&self, found: String, expected: impl Into<String>, hint: &str) -> Read<T> {
        self.unreadable("row", found, expected.into(), hint)
    }

    fn unreadable<T>(&self, field: &str, found: String, expected: String, hint: &str) -> Read<T> {
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

const YES_OR_NO: &str = "`Yes` or `No`";
const MINUTES: &str = "minutes such as `43`";
const COPY: &str = "download the report again, and do not save it from a spreadsheet";
const QUOTE: &str = "put quotation marks around a cell that holds the delimiter";
const MEND: &str = "look it up in Zoom, and correct the cell";
const BY_HAND: &str = "look it up in Zoom, and correct the cell or record the presence by hand";

/// Zoom rounds the seconds of the connection, the file those of its two ends: one minute of difference means nothing.
fn disagreement(presence: Presence) -> Option<Note> {
    let Presence::Between { join, leave, claimed: Some(claimed) } = presence else { return None };
    let counted = whole_minutes(join, leave);
    (counted.abs_diff(u64::from(claimed)) > 1).then_some(Note::MinutesDisagree { claimed, counted })
}

/// Returns a text of the file as messages show it: in backticks, short, and with what cannot be seen spelled out.
pub(crate) fn shown(text: &str) -> String {
    if text.is_empty() { "nothing".to_owned() } else { format!("`{}`", cut(text)) }
}

/// Returns the beginning of a text, with control characters spelled out.
pub(crate) fn cut(text: &str) -> String {
    let mut found = String::new();
    for (at, next) in text.chars().enumerate() {
        if at == LONGEST {
            found.push('…');
            break;
        }
        if next.is_control() { found.extend(next.escape_default()) } else { found.push(next) }
    }
    found
}

const LONGEST: usize = 100;
