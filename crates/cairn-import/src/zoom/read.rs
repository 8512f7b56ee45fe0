//! Bytes to a report.
//!
//! What cannot be told from the file is asked for, by a refusal, before any row is believed.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::order::{Witness, decide};
use crate::refusal::Refusal;
use crate::table::{Delimiter, Record, bare, records};
use crate::text::{Text, decode, lines};
use crate::times::Order;

use super::columns::Columns;
use super::layout::{Item, Layout};
use super::meeting::{key, meeting};
use super::reader::{Ground, cut, is_whole, row, skipped};
use super::recognise::Variant;
use super::report::{Meeting, Remark, Report};
use super::rows::Row;

/// What whoever asks knows better than the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// The form to read the file in, if not the one that is recognised.
    pub variant: Option<Variant>,
    /// The order of day and month, if the file is not to decide.
    pub order: Option<Order>,
}

/// Reads a participant report from the bytes of a file; `name` is what messages call it.
///
/// Rows that cannot be read are part of the report. A refusal means that no row could be trusted.
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Report, Refusal> {
    if let Some(looks_like) = document(bytes) {
        return Err(Refusal::NotText { name: name.to_owned(), looks_like });
    }
    let text = decode(bytes);
    if bare(&text.text).is_empty() {
        return Err(Refusal::Empty { name: name.to_owned() });
    }
    for delimiter in Delimiter::ALL {
        let records = records(&text.text, delimiter);
        if let Some(layout) = Layout::of(&records, options.variant) {
            let order = decide(name, layout.times.iter().copied(), options.order)?;
            let variant = options.variant.unwrap_or(layout.recognised);
            let read =
                Reading::of(&layout, &Ground { text: &text, order: &order, variant, delimiter });
            return Ok(Report {
                name: name.to_owned(),
                sha256: hex::encode(Sha256::digest(bytes)),
                variant,
                recognised: layout.recognised,
                language: layout.tables[layout.people].language(),
                encoding: text.encoding,
                delimiter,
                meetings: read.meetings,
                remarks: remarks(&layout, &text, read.remarks),
                rows: layout.rows,
                order,
            });
        }
    }
    Err(no_heading(name, &text, options.variant))
}

/// Returns which form of participant report rows are in, by their headings.
#[must_use]
pub fn recognise(records: &[Record<'_>]) -> Option<Variant> {
    Layout::of(records, None).map(|layout| layout.recognised)
}

/// The meetings as they are met, with the rows that are theirs.
#[derive(Default)]
struct Reading {
    meetings: Vec<Meeting>,
    remarks: Vec<Remark>,
    /// Which meeting a row belongs to, where each row names it.
    named: BTreeMap<Vec<String>, usize>,
    /// The meeting of the last row.
    last: usize,
}

impl Reading {
    fn of(layout: &Layout<'_>, ground: &Ground<'_>) -> Self {
        let mut reading = Self::default();
        for item in &layout.items {
            match item {
                Item::Meeting { record, table } => {
                    let (meeting, remarks) = meeting(record, &layout.tables[*table], ground);
                    reading.begin(meeting, remarks);
                }
                Item::Row { record, table, part } => {
                    let columns = &layout.tables[*table];
                    if ground.variant == Variant::History && columns.flat {
                        reading.turn_to(record, columns, ground);
                    }
                    reading.add(row(record, columns, *part, ground));
                }
                Item::Skipped { record, why } => reading.add(skipped(record, *why)),
            }
        }
        reading
    }

    /// Finds the meeting that a row names; one that is cut or shifted begins none, and stays with the row before it.
    fn turn_to(&mut self, record: &Record<'_>, columns: &Columns, ground: &Ground<'_>) {
        let key = key(record, columns);
        if let Some(at) = self.named.get(&key) {
            self.last = *at;
        } else if is_whole(record, columns, ground) {
            let (meeting, remarks) = meeting(record, columns, ground);
            self.begin(meeting, remarks);
            self.named.insert(key, self.last);
        }
    }

    fn begin(&mut self, meeting: Meeting, remarks: Vec<Remark>) {
        self.meetings.push(meeting);
        self.last = self.meetings.len() - 1;
        self.remarks.extend(remarks);
    }

    /// Adds a row to the meeting at hand; a report without a word of the meeting is of one that nothing is known of.
    fn add(&mut self, row: Row) {
        if self.meetings.is_empty() {
            self.meetings.push(Meeting::default());
        }
        self.meetings[self.last].rows.push(row);
    }
}

/// Everything odd about lines that are no rows, in the order of the file.
fn remarks(layout: &Layout<'_>, text: &Text<'_>, of_meetings: Vec<Remark>) -> Vec<Remark> {
    let rows = layout.items.iter().filter_map(|item| match item {
        Item::Row { record, .. } => Some(*record),
        _ => None,
    });
    let mut garbled = text.garbled.clone();
    for Record { line, last_line, .. } in rows {
        (*line..=*last_line).for_each(|line| {
            garbled.remove(&line);
        });
    }
    let damaged =
        garbled.into_iter().map(|(line, what)| Remark { line, what: format!("holds {what}") });
    let mut all: Vec<Remark> =
        layout.remarks.iter().cloned().chain(of_meetings).chain(damaged).collect();
    all.sort_by_key(|remark| remark.line);
    all
}

/// Says what a file without the headings that were looked for is.
fn no_heading(name: &str, text: &Text<'_>, asked: Option<Variant>) -> Refusal {
    let name = name.to_owned();
    if let Some(asked) = asked {
        for delimiter in Delimiter::ALL {
            let records = records(&text.text, delimiter);
            if let Some(layout) = Layout::of(&records, None) {
                let columns = &layout.tables[layout.people];
                let heading = Witness { line: columns.line, value: cut(&columns.words.join(", ")) };
                let missing = asked.missing(columns);
                return Refusal::OtherVariant {
                    name,
                    asked,
                    found: layout.recognised,
                    heading,
                    missing,
                };
            }
        }
    }
    let lines = lines(text.text.as_bytes()).into_iter().map(|line| text.text[line].trim_end());
    let said = (1..).zip(lines).filter(|(_, line)| !bare(line).is_empty());
    let first = said.take(SHOWN).map(|(line, value)| Witness { line, value: cut(value) });
    Refusal::NoHeading { name, first: first.collect() }
}

/// How many lines of a file are shown that is none of ours.
const SHOWN: usize = 3;

/// Says what a file is that is no text, by its first bytes.
pub(crate) fn document(bytes: &[u8]) -> Option<&'static str> {
    let web_page = |start: &str| {
        let begins = bytes.trim_ascii_start().get(..start.len());
        begins.is_some_and(|begins| begins.eq_ignore_ascii_case(start.as_bytes()))
    };
    match bytes {
        [b'P', b'K', 3, 4, ..] => Some("a spreadsheet workbook or another ZIP archive"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Some("an old spreadsheet workbook"),
        [b'%', b'P', b'D', b'F', ..] => Some("a PDF document"),
        _ if web_page("<!doctype html") || web_page("<html") => Some("a web page"),
        _ => None,
    }
}
