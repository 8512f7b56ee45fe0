//! What each line of a report is for: a heading, a meeting, a row.
//!
//! No cell is read here beyond what tells lines apart. One walk serves all variants, since files may hold several tables,
//! and people join files: a heading that comes again holds from there on.

use std::collections::BTreeMap;

use crate::table::Record;

use super::columns::Columns;
use super::headings::{begins_a_heading, folded};
use super::person::given;
use super::recognise::{Variant, recognise};
use super::report::Remark;
use super::rows::{Part, Why};

/// A line of the report that says something, under the columns of `table`.
#[derive(Debug, Clone, Copy)]
pub(super) enum Item<'r> {
    Meeting { record: &'r Record<'r>, table: usize },
    Row { record: &'r Record<'r>, table: usize, part: Part },
    Skipped { record: &'r Record<'r>, why: Why },
}

/// The lines of a report by what they are for.
#[derive(Debug)]
pub(super) struct Layout<'r> {
    /// The form, as the headings show it.
    pub(super) recognised: Variant,
    /// The first heading of people: an index into `tables`.
    pub(super) people: usize,
    /// The heading lines.
    pub(super) tables: Vec<Columns>,
    /// What they stand over.
    pub(super) items: Vec<Item<'r>>,
    /// Lines that are none of this.
    pub(super) remarks: Vec<Remark>,
    /// How many of the lines are rows: all that are not headings, titles, or about a meeting.
    pub(super) rows: usize,
    /// Every date and time of the file, with its line; one that repeats that above it stands once.
    pub(super) times: Vec<(usize, &'r str)>,
}

impl<'r> Layout<'r> {
    /// Finds the headings, those of a variant if one is asked for; nothing if there are none.
    pub(super) fn of(records: &'r [Record<'r>], wish: Option<Variant>) -> Option<Self> {
        let mut walk = Walk::new(wish);
        for record in records {
            walk.take(record);
        }
        let (people, recognised) = walk.people?;
        let rows = records.len() - walk.about;
        let Walk { tables, items, remarks, times, .. } = walk;
        Some(Self { recognised, people, tables, items, remarks, rows, times })
    }
}

struct Walk<'r> {
    wish: Option<Variant>,
    tables: Vec<Columns>,
    items: Vec<Item<'r>>,
    remarks: Vec<Remark>,
    times: Vec<(usize, &'r str)>,
    /// The last date of each column.
    shown: BTreeMap<usize, &'r str>,
    /// Lines that are no rows.
    about: usize,
    /// The first heading of people.
    people: Option<(usize, Variant)>,
    /// The heading of people that holds here.
    table: usize,
    /// A heading of a meeting whose values come next.
    pending: Option<usize>,
    /// Whether a line since the last heading of people says that another is due.
    due: bool,
    titled: Option<Part>,
    part: Part,
}

impl<'r> Walk<'r> {
    fn new(wish: Option<Variant>) -> Self {
        Self {
            wish,
            tables: Vec::new(),
            items: Vec::new(),
            remarks: Vec::new(),
            times: Vec::new(),
            shown: BTreeMap::new(),
            about: 0,
            people: None,
            table: 0,
            pending: None,
            due: true,
            titled: None,
            part: Part::Participant,
        }
    }

    fn take(&mut self, record: &'r Record<'r>) {
        if record.cells.iter().any(|cell| begins_a_heading(cell)) {
            let columns = Columns::of(record);
            if self.are_of_people(&columns) {
                return self.heading(record, columns);
            }
            if columns.are_of_a_meeting() {
                self.tables.push(columns);
                self.pending = Some(self.tables.len() - 1);
                (self.about, self.due) = (self.about + 1, true);
                return;
            }
        }
        if let Some(table) = self.pending.take() {
            self.about += 1;
            self.witness(record, table);
            self.items.push(Item::Meeting { record, table });
        } else if let Some(part) = title(record) {
            (self.about, self.due, self.titled) = (self.about + 1, true, Some(part));
        } else if self.people.is_none() {
            self.before(record);
        } else if alone(record).is_some_and(|line| line == "zoom report") {
            self.items.push(Item::Skipped { record, why: Why::ClosingLine });
        } else {
            self.witness(record, self.table);
            self.items.push(Item::Row { record, table: self.table, part: self.part });
        }
    }

    fn are_of_people(&self, columns: &Columns) -> bool {
        match self.wish {
            Some(wish) => wish.missing(columns).is_empty(),
            None => columns.are_of_people(),
        }
    }

    fn heading(&mut self, record: &'r Record<'r>, columns: Columns) {
        let meeting = self.tables.iter().find(|table| table.are_of_a_meeting());
        let variant = recognise(meeting, &columns, self.titled.is_some());
        let (_, first) = *self.people.get_or_insert((self.tables.len(), variant));
        let untitled = if first == Variant::Webinar { Part::Attendee } else { Part::Participant };
        self.part = self.titled.take().unwrap_or(untitled);
        self.pending = None;
        self.table = self.tables.len();
        self.tables.push(columns);
        if std::mem::replace(&mut self.due, false) {
            self.about += 1;
        } else {
            self.items.push(Item::Skipped { record, why: Why::Heading });
        }
    }

    /// A line over the headings: the webinar report has a title and a date there.
    fn before(&mut self, record: &'r Record<'r>) {
        self.about += 1;
        let first = record.cell(0).map(folded).unwrap_or_default();
        match first.trim_end_matches(':') {
            "attendee report" => {}
            "report generated" | "report generated time" => {
                let date = record.cell(1).filter(|date| !date.is_empty());
                self.times.extend(date.map(|date| (record.line, date)));
            }
            _ => self.remarks.push(Remark {
                line: record.line,
                what: format!("`{}` is above the headings and not understood", beginning(record)),
            }),
        }
    }

    /// Keeps the dates of a line, as far as its cells stand where they should.
    fn witness(&mut self, record: &'r Record<'r>, table: usize) {
        let columns = &self.tables[table];
        if !record.broken && record.width() <= columns.words.len() {
            for at in columns.times() {
                let Some(date) = given(record.cell(at)) else { continue };
                // Of a meeting's time, which each row repeats, the first one shows all that there is.
                let last = self.shown.entry(at).or_default();
                if std::mem::replace(last, date) != date {
                    self.times.push((record.line, date));
                }
            }
        }
    }
}

/// The titles over the tables of a webinar report.
fn title(record: &Record<'_>) -> Option<Part> {
    match alone(record)?.as_str() {
        "host details" => Some(Part::Host),
        "panelist details" => Some(Part::Panelist),
        "attendee details" => Some(Part::Attendee),
        "other attended" => Some(Part::Caller),
        _ => None,
    }
}

/// The first cell of a line, if all others are blank.
fn alone(record: &Record<'_>) -> Option<String> {
    (record.width() == 1).then(|| record.cell(0).map(folded)).flatten()
}

fn beginning(record: &Record<'_>) -> String {
    let cells = record.cells.iter().take(record.width());
    let text = cells.map(|cell| cell.trim()).collect::<Vec<_>>().join(", ");
    super::reader::cut(&text)
}
