//! What a line says of a meeting.
//!
//! None of it is needed to read the rows: what cannot be read is told and left out.

use crate::table::Record;
use crate::times::read_local;

use super::columns::Columns;
use super::headings::Field;
use super::person::{address, given, in_last_brackets, is_address};
use super::reader::{Ground, shown};
use super::report::{Host, Meeting, Remark};

/// Returns the meeting that a line tells of, without rows, and what is odd about that.
pub(super) fn meeting(
    record: &Record<'_>,
    columns: &Columns,
    ground: &Ground<'_>,
) -> (Meeting, Vec<Remark>) {
    let mut remarks = Vec::new();
    let mut odd = |field: &str, found: &str, expected: &str| {
        let what = format!("`{field}`: expected {expected}, found {}", shown(found));
        remarks.push(Remark { line: record.line, what });
    };
    if record.broken {
        odd("row", &record.cells.join(" "), "quotation marks that close");
    }
    let cell = |field| {
        let at = columns.meeting(field)?;
        given(record.cell(at)).map(|cell| (columns.word(at), cell))
    };
    let mut time = |field| {
        let (word, text) = cell(field)?;
        let read = read_local(text, ground.order.order());
        read.map_err(|fault| odd(word, text, &ground.expected(fault))).ok()
    };
    let (start, end) = (time(Field::Start), time(Field::End));
    let id = cell(Field::MeetingId).map(|(word, text)| {
        let id: String = text.chars().filter(|found| !found.is_whitespace()).collect();
        if !id.bytes().all(|digit| digit.is_ascii_digit()) {
            odd(word, text, "digits, which spreadsheets may have rounded");
        }
        id
    });
    let participants = cell(Field::Participants)
        .and_then(|(word, text)| text.parse().map_err(|_| odd(word, text, "a number")).ok());
    let topic = cell(Field::Topic).map(|(_, topic)| topic.to_owned());
    (
        Meeting {
            topic,
            id,
            host: host(record, columns),
            start,
            end,
            participants,
            rows: Vec::new(),
        },
        remarks,
    )
}

/// The host has a column or two, or an address in brackets, or an address alone under the heading of a person's.
fn host(record: &Record<'_>, columns: &Columns) -> Host {
    let cell = |field| columns.meeting(field).and_then(|at| given(record.cell(at)));
    let name = cell(Field::Host).or(cell(Field::UserName));
    let email = address(cell(Field::HostEmail).or(cell(Field::Email)));
    match name.map(|name| (name, in_last_brackets(name))) {
        Some((_, Some((name, inner)))) if email.is_none() && is_address(inner) => {
            Host { name: Some(name.to_owned()), email: address(Some(inner)) }
        }
        Some((name, _)) if email.is_none() && is_address(name) => {
            Host { name: None, email: address(Some(name)) }
        }
        _ => Host { name: name.map(str::to_owned), email },
    }
}

/// Returns what tells one meeting from the others in a file that names it on each row.
pub(super) fn key(record: &Record<'_>, columns: &Columns) -> Vec<String> {
    let told = [Field::Topic, Field::MeetingId, Field::Start];
    let cells = told.into_iter().map(|field| columns.meeting(field).and_then(|at| record.cell(at)));
    cells.map(|cell| cell.unwrap_or_default().to_owned()).collect()
}
