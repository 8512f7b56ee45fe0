//! A list as a workbook: text is text, numbers are numbers, and the last sheet says from when and from what it speaks.

use cairn_domain::{Instant, Money};
use cairn_ops::Failure;
use cairn_ops::lists::{Cell, Listed, Sheet};
use chrono::{Datelike, Timelike};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// Writes a workbook; `command` is what makes the list again.
pub(super) fn bytes(report: &impl Listed, command: &str, now: Instant) -> Result<Vec<u8>, Failure> {
    build(report, command, now).map_err(|error| {
        Failure::mend(format!("the list cannot be written as a workbook: {error}"))
            .hint("`-f csv` has no such limits")
    })
}

fn build(report: &impl Listed, command: &str, now: Instant) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // By the desk's clock, so that the same question gives the same file.
    let year = u16::try_from(now.year()).unwrap_or_default();
    let (month, day) = (u8::try_from(now.month()), u8::try_from(now.day()));
    let made = ExcelDateTime::from_ymd(year, month.unwrap_or(1), day.unwrap_or(1))?;
    let (minute, second) = (u8::try_from(now.minute()), u8::try_from(now.second()));
    let hour = u16::try_from(now.hour()).unwrap_or_default();
    let made = made.and_hms(hour, minute.unwrap_or_default(), second.unwrap_or_default())?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = report.sheet();
    fill(book.add_worksheet(), &sheet)?;
    about(book.add_worksheet(), report, &sheet, command)?;
    book.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    page.set_name(sheet.name)?;
    let bold = Format::new().set_bold();
    for (column, heading) in (0_u16..).zip(&sheet.headings) {
        page.write_string_with_format(0, column, heading, &bold)?;
        let cells = sheet.rows.iter().filter_map(|row| row.get(usize::from(column)));
        let widest = cells.map(|cell| cell.written().chars().count()).max().unwrap_or(0);
        let width = widest.max(heading.chars().count()).clamp(6, 40) + 2;
        page.set_column_width(column, u32::try_from(width).map_or(8.0, f64::from))?;
    }
    for (row, cells) in (1_u32..).zip(&sheet.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            put(page, (row, column), cell)?;
        }
    }
    let last_row = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(sheet.headings.len().saturating_sub(1)).unwrap_or(u16::MAX);
    page.set_freeze_panes(1, 1)?;
    page.autofilter(0, 0, last_row, last_column)?;
    Ok(())
}

fn put(page: &mut Worksheet, (row, column): (u32, u16), cell: &Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Blank => return Ok(()),
        // Never by what it looks like: a name that begins with `=` is a name.
        Cell::Text(text) => page.write_string(row, column, text)?,
        Cell::Count(number) => {
            let number = i32::try_from(*number).unwrap_or(i32::MAX);
            page.write_number(row, column, number)?
        }
        Cell::Amount(money) => return amount(page, (row, column), *money),
        Cell::Length(seconds) => {
            // Workbooks count time in days.
            let days = f64::from(*seconds) / f64::from(24 * 60 * 60);
            let format = Format::new().set_num_format("[h]:mm");
            page.write_number_with_format(row, column, days, &format)?
        }
        Cell::Day(day) => {
            let year = u16::try_from(day.year()).unwrap_or_default();
            let (month, date) = (u8::try_from(day.month()), u8::try_from(day.day()));
            let day = ExcelDateTime::from_ymd(year, month.unwrap_or(1), date.unwrap_or(1))?;
            let format = Format::new().set_num_format("yyyy-mm-dd");
            page.write_datetime_with_format(row, column, &day, &format)?
        }
    };
    Ok(())
}

/// How many digits every number of a workbook keeps.
const DIGITS: usize = 15;

/// Writes an amount as a number, whose digits are those of the amount. Nothing is calculated here: a workbook has no other
/// numbers, and amounts that it could not hold exactly are written as text.
fn amount(page: &mut Worksheet, (row, column): (u32, u16), money: Money) -> Result<(), XlsxError> {
    let written = Cell::Amount(money).written();
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    match written.parse::<f64>() {
        Ok(number) if digits <= DIGITS => {
            let decimals = usize::try_from(money.currency.decimals()).unwrap_or_default();
            let places = if decimals == 0 { String::new() } else { format!(".{:0<decimals$}", "") };
            let format = Format::new().set_num_format(format!("#,##0{places}"));
            page.write_number_with_format(row, column, number, &format)?
        }
        _ => page.write_string(row, column, written)?,
    };
    Ok(())
}

fn about(
    page: &mut Worksheet,
    report: &impl Listed,
    sheet: &Sheet,
    command: &str,
) -> Result<(), XlsxError> {
    page.set_name("About")?;
    let (asked, policy) = (report.asked(), report.policy());
    let adopted = policy.adopted.map(|place| format!(", adopted at #{place}")).unwrap_or_default();
    let mut lines: Vec<(&str, String)> = vec![
        ("what", format!("{} of {}", sheet.name, report.cohort())),
        ("speaks", asked.words.clone()),
        ("log", asked.log.clone()),
        ("known up to", format!("#{} of {} events", asked.known_to, asked.size)),
        ("root of the log", asked.root.clone()),
        ("policy", format!("{}, version {}{adopted}", policy.title, policy.version)),
        ("digest of the policy", policy.digest.clone()),
        ("command", command.to_owned()),
    ];
    lines.extend(sheet.remarks.iter().map(|remark| ("how to read it", remark.clone())));
    let left_out = report.unjudged().iter();
    lines.extend(left_out.map(|each| ("left out", format!("{}: {}", each.who.called(), each.why))));
    let bold = Format::new().set_bold();
    for (row, (what, value)) in (0_u32..).zip(&lines) {
        page.write_string_with_format(row, 0, *what, &bold)?;
        page.write_string(row, 1, value)?;
    }
    page.set_column_width(0, 22.0)?;
    page.set_column_width(1, 100.0)?;
    Ok(())
}
