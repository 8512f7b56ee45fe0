//! Lists in the form in which Moodle takes attendance: who, and a letter, or the time of a scan.
//!
//! All rows are about one session, and the file does not say which.

use cairn_domain::source::SourceField;

use crate::claim::{Claim, Meant, Row, Sheet, When};
use crate::order::DateOrder;
use crate::refusal::Refusal;
use crate::sheet::{
    Column, Columns, Form, Grid, Line, Manner, Options, Read, check, fold, is_whole, normal,
    ordered, remarks, sheet_of, shown, unreadable,
};

use super::people::{People, Person};
use super::{LETTERS, Letter, MEND, MOST_LINES, letter};

/// The headings of a list.
pub(super) struct Table {
    columns: Columns,
    people: People,
    status: Option<usize>,
    scanned: Option<usize>,
}

/// Finds the headings: who, and a letter or a time.
pub(super) fn find(lines: &[Line]) -> Option<Table> {
    lines.iter().take(MOST_LINES).enumerate().find_map(|(at, line)| {
        let people = People::of(line);
        let words: Vec<String> = (0..line.width()).map(|at| fold(line.text(at))).collect();
        let find = |wanted: &[&str]| words.iter().position(|word| wanted.contains(&word.as_str()));
        let (status, scanned) = (find(&["status", "acronym"]), find(&["scantime", "scan time"]));
        let who = people.user.or(people.email).or(people.number);
        if who.is_none() || (status.is_none() && scanned.is_none()) {
            return None;
        }
        let said = [(SourceField::Status, status), (SourceField::At, scanned)];
        let said = said.into_iter().filter_map(|(field, at)| Some(Column { field, at: at? }));
        let mapped = people.columns().into_iter().chain(said).collect();
        let words = line.texts();
        let columns =
            Columns { line: line.line, below: at + 1, words, mapped, remarks: Vec::new() };
        Some(Table { columns, people, status, scanned })
    })
}

pub(super) fn read(
    name: &str,
    bytes: &[u8],
    options: &Options,
    grid: &Grid,
    table: &Table,
) -> Result<Sheet, Refusal> {
    let below = grid.lines.get(table.columns.below..).unwrap_or_default();
    let whole = below
        .iter()
        .filter(|line| is_whole(line, &table.columns, grid) && !table.columns.again(line));
    let times = whole.filter_map(|line| Some((line.line, line.text(table.scanned?).to_owned())));
    let times: Vec<(usize, String)> = times.filter(|(_, text)| !text.is_empty()).collect();
    let order = ordered(name, &times, options.order, None)?;
    let read = |line: &Line| {
        claim(line, grid, table, &order, options).unwrap_or_else(|row| Row::Unreadable(*row))
    };
    let rows = below.iter().map(read).collect();
    let kind = Form::MoodleUpload.kind().to_owned();
    let manner = Manner { provider: "moodle".to_owned(), kind, collected: false };
    let odd = remarks(grid, table.columns.below, &[]);
    Ok(sheet_of(name, bytes, &manner, grid, order, rows, odd))
}

fn claim(
    line: &Line,
    grid: &Grid,
    table: &Table,
    order: &DateOrder,
    options: &Options,
) -> Read<Row> {
    check(line, &table.columns, grid)?;
    let skipped = |why: &str| Row::Skipped {
        line: line.line,
        why: why.to_owned(),
        key: None,
        cells: line.texts(),
    };
    if table.columns.again(line) {
        return Ok(skipped("the headings again"));
    }
    let Person { name, email, mut notes } = table.people.person(line)?;
    let scanned = table.scanned.map(|at| (at, line.text(at))).filter(|(_, text)| !text.is_empty());
    let when = match scanned.map(|(at, text)| (at, text, normal(text).read(order, None, options))) {
        None => When::Unsaid,
        Some((_, _, Ok((when, note)))) => {
            notes.extend(note);
            when
        }
        Some((at, text, Err((expected, hint)))) => {
            return unreadable(line, &table.columns.word(at), shown(text), expected, hint);
        }
    };
    // Whoever was scanned was there, where no letter says otherwise.
    let said = table.status.map(|at| (at, line.text(at))).filter(|(_, text)| !text.is_empty());
    let what = match said {
        None if scanned.is_some() => letter("P", Meant::Unsaid),
        None => return Ok(skipped("no attendance was taken")),
        Some((_, text)) => letter(text, Meant::Unsaid),
    };
    match (what, said) {
        (Some(Letter::Claims(what, note)), _) => {
            notes.extend(note.map(str::to_owned));
            Ok(Row::Claims(vec![Claim {
                line: line.line,
                name,
                email,
                key: None,
                when,
                what,
                notes,
            }]))
        }
        (Some(Letter::Absent), _) => Ok(skipped("absent")),
        (Some(Letter::Nothing), _) | (None, None) => Ok(skipped("no attendance was taken")),
        (None, Some((at, text))) => {
            unreadable(line, &table.columns.word(at), shown(text), LETTERS, MEND)
        }
    }
}
