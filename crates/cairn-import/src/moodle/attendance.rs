//! The attendance export "as text": a row for each person, a column for each session.

use chrono::NaiveDateTime;

use cairn_domain::source::SourceField;

use crate::claim::{Claim, Meant, Row, Sheet, When};
use crate::order::DateOrder;
use crate::refusal::Refusal;
use crate::sheet::{
    Column, Columns, Form, Grid, Line, Manner, Options, Read, check, fold, ordered, remarks,
    sheet_of, shown, unreadable,
};
use crate::times::{read_local, readings};
use crate::zoom::{Remark, cut};

use super::people::{People, Person};
use super::{LETTERS, Letter, MEND, MOST_LINES, letter};

/// The headings of an export.
pub(super) struct Table {
    columns: Columns,
    people: People,
    /// The sessions: where, and when in the words of the heading.
    sessions: Vec<(usize, String)>,
}

/// Finds the headings: both names, and a session.
pub(super) fn find(lines: &[Line]) -> Option<Table> {
    lines.iter().take(MOST_LINES).enumerate().find_map(|(at, line)| {
        let people = People::of(line);
        let sessions: Vec<(usize, String)> =
            (0..line.width()).filter_map(|at| Some((at, begins(line.text(at))?))).collect();
        if people.first.is_none() || people.last.is_none() || sessions.is_empty() {
            return None;
        }
        let sessions_at =
            sessions.iter().map(|(at, _)| Column { field: SourceField::Session, at: *at });
        let mapped = people.columns().into_iter().chain(sessions_at).collect();
        let dated = |at: &usize| line.text(*at).starts_with(|found: char| found.is_ascii_digit());
        let lost = (0..line.width()).filter(dated).filter(|at| begins(line.text(*at)).is_none());
        let remark = |at| {
            let what = format!(
                "`{}` is not read: it is no date and time that is known",
                cut(line.text(at))
            );
            Remark { line: line.line, what }
        };
        let remarks = lost.map(remark).collect();
        // A column of remarks has no heading, and may be the last.
        let words = line.texts();
        let columns = Columns { line: line.line, below: at + 1, words, mapped, remarks };
        Some(Table { columns, people, sessions })
    })
}

/// Returns the beginning of a session's heading that is a date and time; the group behind it is left out.
fn begins(heading: &str) -> Option<String> {
    let words: Vec<&str> = heading.split_whitespace().collect();
    (2..=5).rev().find_map(|count| {
        let first = words.get(..count)?;
        let text = first.join(" ");
        // `19.00` has a dot in some languages, without a half of the day.
        let colon = || {
            let (last, before) = first.split_last()?;
            let dotted = last.bytes().all(|byte| byte == b'.' || byte.is_ascii_digit());
            dotted.then(|| format!("{} {}", before.join(" "), last.replace('.', ":")))
        };
        let readable = |text: &String| readings(text).is_ok();
        Some(text).filter(readable).or_else(|| colon().filter(readable))
    })
}

pub(super) fn read(
    name: &str,
    bytes: &[u8],
    options: &Options,
    grid: &Grid,
    table: &Table,
) -> Result<Sheet, Refusal> {
    let line = table.columns.line;
    let times: Vec<(usize, String)> =
        table.sessions.iter().map(|(_, text)| (line, text.clone())).collect();
    let order = ordered(name, &times, options.order, None)?;
    let below = grid.lines.get(table.columns.below..).unwrap_or_default();
    let rows = below.iter().map(|line| row(line, grid, table, &order)).collect();
    let manner = Manner {
        provider: "moodle".to_owned(),
        kind: Form::MoodleAttendance.kind().to_owned(),
        collected: false,
    };
    // What course and group it is about is where Moodle puts it.
    let known = |remark: &Remark| {
        let line = grid.lines.iter().find(|line| line.line == remark.line);
        let first = line.map(|line| fold(line.text(0))).unwrap_or_default();
        matches!(first.trim_end_matches(':'), "course" | "group")
    };
    let mut odd = remarks(grid, table.columns.below, &table.columns.remarks);
    odd.retain(|remark| !known(remark));
    Ok(sheet_of(name, bytes, &manner, grid, order, rows, odd))
}

fn row(line: &Line, grid: &Grid, table: &Table, order: &DateOrder) -> Row {
    claims(line, grid, table, order).unwrap_or_else(|unreadable| Row::Unreadable(*unreadable))
}

fn claims(line: &Line, grid: &Grid, table: &Table, order: &DateOrder) -> Read<Row> {
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
    let Person { name, email, notes: of_person } = table.people.person(line)?;
    let (mut claims, mut absent) = (Vec::new(), false);
    for (at, text) in &table.sessions {
        let session = Meant::Begins(begin(line, table, *at, text, order)?);
        let said = line.text(*at);
        match letter(said, session) {
            Some(Letter::Nothing) => {}
            Some(Letter::Absent) => absent = true,
            Some(Letter::Claims(what, note)) => {
                let mut notes = of_person.clone();
                notes.extend(note.map(str::to_owned));
                notes.extend(remark(line, table, at + 1));
                let (name, email) = (name.clone(), email.clone());
                claims.push(Claim {
                    line: line.line,
                    name,
                    email,
                    key: None,
                    when: When::Unsaid,
                    what,
                    notes,
                });
            }
            None => return unreadable(line, &table.columns.word(*at), shown(said), LETTERS, MEND),
        }
    }
    Ok(match (claims.is_empty(), absent) {
        (false, _) => Row::Claims(claims),
        (true, true) => skipped("absent"),
        (true, false) => skipped("no session was taken"),
    })
}

/// Returns when a session begins; where its heading is in the other order than was asked for, no row can be read.
fn begin(
    line: &Line,
    table: &Table,
    at: usize,
    text: &str,
    order: &DateOrder,
) -> Read<NaiveDateTime> {
    read_local(text, order.order()).or_else(|_| {
        let heading = table.columns.word(at);
        unreadable(line, &heading, shown(text), format!("a date with the {order}"), MEND)
    })
}

/// Returns what was remarked on a session: its column stands to the right of it, under no heading.
fn remark(line: &Line, table: &Table, at: usize) -> Option<String> {
    let unnamed = table.columns.words.get(at).is_some_and(|word| fold(word).is_empty());
    let text = line.text(at);
    (unnamed && !text.is_empty()).then(|| format!("remarked: `{}`", cut(text)))
}
