//! Workbooks (`.xlsx`): the cells of one sheet, with what they are.
//!
//! What a workbook unpacks to is measured before it is read, and cells are taken one by one: a small file can claim to hold
//! more than any machine has. A number is kept as the shortest text that names it, since a workbook itself keeps its decimal
//! text and the library gives the nearest binary number: `12500.1` comes back as `12500.1`, and a sum that was computed into
//! `0.30000000000000004` has too many decimals for money, and is not rounded.

use std::io::{Cursor, Read, copy, sink};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use chrono::{NaiveDate, TimeDelta};

use crate::refusal::Refusal;
use crate::table::bare;

use super::grid::{Cell, Grid, Kind, Line};
use super::unfit::Unfit;

/// A sheet with more cells than this, blank ones before the last of a row counted, is none that a programme keeps.
const MOST_CELLS: usize = 2_000_000;
/// The most bytes of text in all cells.
const MOST_TEXT: usize = 64 << 20;
/// The most bytes that all parts of the archive unpack to.
const MOST_UNPACKED: u64 = 256 << 20;

/// Returns whether bytes begin as a ZIP archive does.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

pub(super) fn read(name: &str, bytes: &[u8], sheet: Option<&str>) -> Result<Grid, Refusal> {
    // The library is tested against damaged files, but not against all of them: a defect in it must not end the reading of
    // other files. It keeps nothing between calls.
    let read = catch_unwind(AssertUnwindSafe(|| grid(bytes, sheet)));
    let broken = || Unfit::Workbook("its parts contradict each other".to_owned());
    match read.unwrap_or_else(|_| Err(broken())) {
        Ok(Some(grid)) => Ok(grid),
        Ok(None) => Err(Refusal::Empty { name: name.to_owned() }),
        Err(unfit) => Err(Refusal::Unfit { name: name.to_owned(), unfit }),
    }
}

fn grid(bytes: &[u8], sheet: Option<&str>) -> Result<Option<Grid>, Unfit> {
    measure(bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let names = workbook.sheet_names();
    let chosen = match sheet {
        Some(asked) if names.iter().any(|name| name == asked) => asked.to_owned(),
        Some(asked) => return Err(Unfit::NoSuchSheet { asked: asked.to_owned(), sheets: names }),
        None => {
            let mut filled = Vec::new();
            for name in names {
                if !lines(&mut workbook, &name, Some(1))?.is_empty() {
                    filled.push(name);
                }
            }
            match filled.as_slice() {
                [] => return Ok(None),
                [only] => only.clone(),
                _ => return Err(Unfit::SeveralSheets { sheets: filled }),
            }
        }
    };
    let lines = lines(&mut workbook, &chosen, None)?;
    let grid = Grid { encoding: None, delimiter: None, lines, remarks: Vec::new() };
    Ok(Some(grid).filter(|grid| !grid.lines.is_empty()))
}

/// Unpacks all parts, to see how much they hold: what an archive says of its own size may be a lie.
fn measure(bytes: &[u8]) -> Result<(), Unfit> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| cut())?;
    let mut left = MOST_UNPACKED;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| cut())?;
        let name = part.name().map_err(|_| cut())?.to_lowercase();
        let shared = name.ends_with("sharedstrings.xml");
        let mut part = part.take(left + 1);
        let unpacked = if shared {
            let mut text = Vec::new();
            part.read_to_end(&mut text).map_err(|_| cut())?;
            if promises_more(&text) {
                return Err(Unfit::TooLarge(format!("it promises more than {MOST_CELLS} texts")));
            }
            u64::try_from(text.len()).unwrap_or(u64::MAX)
        } else {
            copy(&mut part, &mut sink()).map_err(|_| cut())?
        };
        left = left.checked_sub(unpacked).ok_or_else(|| {
            Unfit::TooLarge(format!("it unpacks to more than {} MiB", MOST_UNPACKED >> 20))
        })?;
    }
    Ok(())
}

/// Returns whether shared texts are said to be more than any sheet may hold: the library makes room for as many as are said,
/// before it has seen one, and a machine that cannot give it ends the program.
fn promises_more(part: &[u8]) -> bool {
    // A part may be in UTF-16, where every other byte is none.
    let text: Vec<u8> = part.iter().copied().filter(|byte| *byte != 0).collect();
    let promises = text.windows(PROMISE.len()).enumerate().filter(|(_, word)| *word == PROMISE);
    promises.into_iter().any(|(at, _)| {
        let said = text.get(at + PROMISE.len()..).unwrap_or_default().iter();
        let said = said.skip_while(|byte| byte.is_ascii_whitespace() || b"=\"'+0".contains(byte));
        let digits: String =
            said.take_while(|byte| byte.is_ascii_digit()).map(|byte| char::from(*byte)).collect();
        !digits.is_empty() && digits.parse::<usize>().map_or(true, |said| said > MOST_CELLS)
    })
}

const PROMISE: &[u8] = b"uniqueCount";

/// Returns the rows of a sheet that hold anything, at most `most`.
fn lines(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    most: Option<usize>,
) -> Result<Vec<Line>, Unfit> {
    // A sheet of another kind, such as a chart, has no cells.
    let mut cells = match workbook.worksheet_cells_reader(sheet) {
        Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        reader => reader.map_err(broken)?,
    };
    let (mut lines, mut held, mut letters) = (Vec::<Line>::new(), 0_usize, 0_usize);
    while let Some(found) = cells.next_cell().map_err(broken)? {
        let (row, column) = found.get_position();
        let (Ok(row), Ok(column)) = (usize::try_from(row), usize::try_from(column)) else {
            continue;
        };
        let Some(cell) = cell(found.get_value()).filter(|cell| !bare(&cell.text).is_empty()) else {
            continue;
        };
        let before = lines.last().map_or(0, |line| line.line);
        if before > row + 1 {
            return Err(Unfit::Workbook(format!("row {} stands below row {before}", row + 1)));
        }
        if before < row + 1 {
            if most.is_some_and(|most| lines.len() >= most) {
                break;
            }
            lines.push(Line { line: row + 1, cells: Vec::new(), damage: None });
        }
        let Some(line) = lines.last_mut() else { continue };
        let width = line.cells.len();
        if column < width {
            return Err(Unfit::Workbook(format!("a cell of row {} comes twice", row + 1)));
        }
        held = held.saturating_add(column + 1 - width);
        letters = letters.saturating_add(cell.text.len());
        if held > MOST_CELLS || letters > MOST_TEXT {
            let what =
                format!("sheet `{sheet}` holds more than {MOST_CELLS} cells, or too much text");
            return Err(Unfit::TooLarge(what));
        }
        line.cells.resize_with(column, || Cell { text: String::new(), kind: Kind::Text });
        line.cells.push(cell);
    }
    Ok(lines)
}

fn cell(value: &DataRef<'_>) -> Option<Cell> {
    let (text, kind) = match value {
        DataRef::Empty => return None,
        DataRef::String(text) => (text.clone(), Kind::Text),
        DataRef::SharedString(text) => ((*text).to_owned(), Kind::Text),
        DataRef::Int(number) => (number.to_string(), Kind::Number),
        DataRef::Float(number) => (number.to_string(), Kind::Number),
        DataRef::Bool(said) => (said.to_string(), Kind::Boolean),
        DataRef::DateTime(date) => moment(*date),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => (text.clone(), Kind::Date),
        DataRef::Error(error) => (error.to_string(), Kind::Error),
    };
    Some(Cell { text, kind })
}

/// Writes a date of a workbook so that nobody asks which comes first, the month or the day; to the second, as a fraction of a
/// day does not carry more. A date at midnight is a day: a workbook does not tell the two apart.
fn moment(date: ExcelDateTime) -> (String, Kind) {
    let serial = date.as_f64();
    if date.is_duration() {
        return match format!("{:.0}", serial * 86_400.0).parse::<u64>() {
            Ok(all) => (format!("{}:{:02}:{:02}", all / 3600, all / 60 % 60, all % 60), Kind::Date),
            Err(_) => (serial.to_string(), Kind::Number),
        };
    }
    let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
    let clock = (u32::from(hour), u32::from(minute), u32::from(second), u32::from(milli));
    let whole = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))
        .and_then(|day| day.and_hms_milli_opt(clock.0, clock.1, clock.2, clock.3))
        .and_then(|at| at.checked_add_signed(TimeDelta::milliseconds(500)));
    let Some(at) = whole.filter(|_| serial >= 0.0) else {
        return (serial.to_string(), Kind::Number);
    };
    let form = match (serial < 1.0, at.format("%H:%M:%S").to_string() == "00:00:00") {
        (true, _) => "%H:%M:%S",
        (false, true) => "%Y-%m-%d",
        (false, false) => "%Y-%m-%d %H:%M:%S",
    };
    (at.format(form).to_string(), Kind::Date)
}

fn cut() -> Unfit {
    Unfit::Workbook(
        "the archive that it is cannot be unpacked, as when a download was cut".to_owned(),
    )
}

fn broken(error: impl std::fmt::Display) -> Unfit {
    Unfit::Workbook(format!("its parts are not those of a workbook: {error}"))
}
