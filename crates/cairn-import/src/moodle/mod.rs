//! Attendance that Moodle took, and lists in the form in which Moodle takes attendance from elsewhere.
//!
//! An assumption, since each course may choose its own: the letters are those that Moodle comes with. `P` (present) and `L`
//! (late) are attendance, the latter with a note; `E` is excused; `A` (absent), `?` (not taken) and a blank claim nothing. Any
//! other letter makes the row unreadable: it is not guessed what a course means by it. Points behind a letter are not read.

mod attendance;
mod people;
mod upload;

use crate::claim::{Meant, Sheet, What};
use crate::refusal::Refusal;
use crate::sheet::{Form, Grid, Options, line_of, unnamed};
use crate::table::Record;

/// Reads attendance in either form; `name` is what messages call the file.
pub fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Sheet, Refusal> {
    let grids = Grid::tops(name, bytes, options.sheet.as_deref())?;
    for grid in &grids {
        if let Some(table) = attendance::find(&grid.lines) {
            return attendance::read(name, bytes, options, &grid.whole(bytes), &table);
        }
    }
    for grid in &grids {
        if let Some(table) = upload::find(&grid.lines) {
            return upload::read(name, bytes, options, &grid.whole(bytes), &table);
        }
    }
    let wanted = ["Last name", "First name", "11 Sep 2025 7.00PM"].map(str::to_owned);
    Err(Refusal::Unfit { name: name.to_owned(), unfit: unnamed(&grids, wanted.to_vec()) })
}

/// Returns which of the two forms rows are in, by their headings.
#[must_use]
pub fn recognise(records: &[Record<'_>]) -> Option<Form> {
    let lines: Vec<_> = records.iter().take(MOST_LINES).map(line_of).collect();
    let attendance = attendance::find(&lines).map(|_| Form::MoodleAttendance);
    attendance.or_else(|| upload::find(&lines).map(|_| Form::MoodleUpload))
}

/// How many rows may stand above the headings.
const MOST_LINES: usize = 20;

/// What a letter says, with what is odd about it.
enum Letter {
    Nothing,
    Absent,
    Claims(What, Option<&'static str>),
}

/// Reads `P`, or `P (2/2)`; nothing if the letter is not one of those that Moodle comes with.
fn letter(text: &str, session: Meant) -> Option<Letter> {
    let alone = text.split_once('(').map_or(text, |(letter, _)| letter).trim();
    match alone.to_uppercase().as_str() {
        "" | "?" | "-" => Some(Letter::Nothing),
        "A" => Some(Letter::Absent),
        "P" => Some(Letter::Claims(What::Attended { session, seconds: None }, None)),
        "L" => Some(Letter::Claims(What::Attended { session, seconds: None }, Some("late"))),
        "E" => Some(Letter::Claims(What::Excused { session }, None)),
        _ => None,
    }
}

const LETTERS: &str = "one of the letters P, L, E and A, or `?`";
const MEND: &str = "look it up in Moodle, and correct the cell or record it by hand";
