//! A file of each form, with as many rows as are asked for; its headings are those of the fixtures.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use cairn_domain::ImportSource;
use zip::write::{SimpleFileOptions, ZipWriter};

/// How many rows each file has.
pub const ROWS: usize = 20_000;

macro_rules! fixture {
    ($path:literal) => {
        include_str!(concat!("../../../../fixtures/imports/", $path))
    };
}

/// Returns the lines of a fixture from one to another, the latter included, and the rows below.
fn file(
    fixture: &str,
    head: std::ops::RangeInclusive<usize>,
    row: impl Fn(usize) -> String,
) -> Vec<u8> {
    let (first, last) = (*head.start(), *head.end());
    let mut text = String::new();
    for line in fixture.lines().skip(first - 1).take(last + 1 - first) {
        let _ = writeln!(text, "{line}");
    }
    for number in 0..ROWS {
        let _ = writeln!(text, "{}", row(number));
    }
    text.into_bytes()
}

/// Returns a clock from 18:55:00 on, in twelve hours.
fn clock(second: usize) -> String {
    let all = 6 * 3600 + 55 * 60 + second % 3600;
    format!("{:02}:{:02}:{:02} PM", all / 3600, all / 60 % 60, all % 60)
}

/// Returns who was there from when to when: name, address, both times, minutes.
fn stay(number: usize) -> String {
    let (who, join) = (number % 300, number * 7 % 1800);
    let (from, to) = (clock(join), clock(join + 1500));
    format!("Asha Rao {who} (A. Rao),p{who}@example.org,09/25/2025 {from},09/25/2025 {to},25")
}

/// Z1, with what stands behind it.
pub fn usage() -> Vec<u8> {
    file(fixture!("zoom/z1-disclaimer-crlf.csv"), 1..=1, |row| format!("{},No,OK,No", stay(row)))
}

/// Z2.
pub fn unique_users() -> Vec<u8> {
    file(fixture!("zoom/z2-old.csv"), 1..=1, |row| {
        format!("Asha Rao {row} (A. Rao),p{row}@example.org,{},No", row % 180)
    })
}

/// Z5: sixty meetings.
pub fn history() -> Vec<u8> {
    file(fixture!("zoom/z5-new.csv"), 1..=1, |row| {
        format!(
            "Convening {0},Meeting,896 1053 {1},Program Host,host@example.org,09/25/2025 06:54:02 PM,09/25/2025 \
             08:35:00 PM,300,101,300,-,-,Zoom,-,-,09/01/2025 10:00:00 AM,{2},No,OK,No",
            row % 60,
            4800 + row % 60,
            stay(row)
        )
    })
}

/// Z6: attendees of a webinar, below what stands over them.
pub fn webinar() -> Vec<u8> {
    let heading = "Attendee Details,\nAttended,User Name (Original Name),First Name,Last Name,Email,Phone,\
                   Registration Time,Approval Status,Join Time,Leave Time,Time in Session (minutes),Is Guest,\
                   Country/Region Name";
    file(heading, 1..=2, |row| {
        let (who, from, to) = (row % 300, clock(row % 1800), clock(row % 1800 + 1500));
        format!(
            "Yes,Asha Rao {who},Asha,Rao,p{who}@example.org,,09/01/2025 11:27:19 AM,approved,09/25/2025 {from},\
             09/25/2025 {to},25,No,Canada"
        )
    })
}

/// S1.
pub fn stripe_payments() -> Vec<u8> {
    file(fixture!("payments/s1-payments.csv"), 1..=1, |row| {
        format!(
            "ch_{row},Tuition 2025-26,Payment complete.,2025-06-15 23:58,12500.00,0.00,usd,12500.00,0.00,0.00,0.00,usd,\
             Live,Paid,,,,p{row}@example.org,true,,,Visa,credit,,,Asha Rao,,,,,,,,,,,,,,,,,,,card,,,,,,pi_{row}"
        )
    })
}

/// S3.
pub fn stripe_balance() -> Vec<u8> {
    let columns =
        fixture!("payments/s3-payout-reconciliation.csv").lines().next().unwrap_or_default();
    let columns = columns.split(',').count();
    file(fixture!("payments/s3-payout-reconciliation.csv"), 1..=1, |row| {
        let said = format!(
            "txn_{row},2025-06-15 23:58:41,2025-06-15 23:58:41,,,usd,12500.00,0.00,12500.00,charge,ch_{row},Tuition \
             2025-26,12500.00,usd,,po_1,,,,p{row}@example.org,Asha Rao,,,,,,,,,,,,,,,,,,,,,,,,,,ch_{row}"
        );
        let blank = columns.saturating_sub(said.split(',').count());
        said + &",".repeat(blank)
    })
}

/// P1.
pub fn paypal() -> Vec<u8> {
    file(fixture!("payments/p1-activity.csv"), 1..=1, |row| {
        let blank = "\"\",".repeat(16);
        let after = "\"\",".repeat(10);
        format!(
            "\"06/15/2025\",\"23:10:05\",\"PDT\",\"Asha Rao\",\"General Payment\",\"Completed\",\"USD\",\"12,500.00\",\
             \"-362.99\",\"12,137.01\",\"p{row}@example.org\",\"pay@example.org\",\"T{row}\",{blank}\"12,137.01\",\
             {after}\"US\",\"Credit\""
        )
    })
}

/// Eventbrite's attendees.
pub fn eventbrite() -> Vec<u8> {
    file(fixture!("payments/eventbrite-attendees.csv"), 1..=1, |row| {
        format!(
            "{row},11/29/24 22:28,Asha,Rao,p{row}@example.org,1,,Retreat deposit,{},,PayPal \
             Completed,USD,250.00,0,0,0,Attending,,,,,,,,,",
            row + 5000
        )
    })
}

/// Answers to a form, as the form gives them.
pub fn answers() -> Vec<u8> {
    file(fixture!("forms/reflections-by-the-form.csv"), 1..=1, |row| {
        format!(
            "\"2025/09/18 11:58:12 PM EDT\",\"p{row}@example.org\",\"\",\"Convening 1 (11 September)\",\"Self, \
             Voice\",\"It began, as things do, in the rain; then 1, 2, 3.\""
        )
    })
}

/// Attendance of Moodle: twenty thousand people at three sessions.
pub fn moodle() -> Vec<u8> {
    file(fixture!("moodle/attendance.txt"), 1..=4, |row| {
        format!(
            "Rao\tAsha\t{row}\tp{row}@example.org\tP (2/2)\tL (1/2)\tA (0/2)\t1\t1\t0\t0\t2\t3 / 4\t75.0"
        )
    })
}

/// A list of payments that staff keep.
pub fn list() -> Vec<u8> {
    file("Datum;Name;E-Mail;Betrag;Währung;Beleg;Status", 1..=1, |row| {
        format!("15.06.2025;Asha Rao;p{row}@example.org;12.500,00;USD;R-{row};bezahlt")
    })
}

/// Returns how a fixture's columns are read.
pub fn mapping(text: &str) -> Option<ImportSource> {
    serde_json::from_str(text).ok()
}

pub const OF_ANSWERS: &str = fixture!("forms/reflections.json");
pub const OF_LIST: &str = fixture!("sheets/paid.json");
pub const OF_WORKBOOK: &str = fixture!("sheets/money.json");

/// The rows of the workbook, as text.
pub fn workbook_as_text() -> Vec<u8> {
    file("When,Who,Amount,Number", 1..=1, |row| format!("2025-06-15,Asha Rao,12500,R-{row}"))
}

/// A workbook of four columns: a day, a name, a number and a reference.
pub fn workbook() -> Vec<u8> {
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let mut sheet = String::from(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\">",
    );
    sheet.extend(["When", "Who", "Amount", "Number"].map(text));
    sheet.push_str("</row>");
    for row in 0..ROWS {
        let (who, number) = (text("Asha Rao"), text(&format!("R-{row}")));
        let _ = write!(
            sheet,
            "<row r=\"{}\"><c s=\"1\"><v>45823</v></c>{who}<c><v>12500</v></c>{number}</row>",
            row + 2
        );
    }
    sheet.push_str("</sheetData></worksheet>");
    packed(&sheet).unwrap_or_default()
}

fn packed(sheet: &str) -> zip::result::ZipResult<Vec<u8>> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OF: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OF}\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let relations = format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{OF}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
         <Relationship Id=\"rId2\" Type=\"{OF}/styles\" Target=\"styles.xml\"/></Relationships>"
    );
    let root = format!(
        "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{OF}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let styles = format!(
        "<styleSheet xmlns=\"{MAIN}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"
    );
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [
        ("_rels/.rels", root.as_str()),
        ("xl/workbook.xml", workbook.as_str()),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/styles.xml", &styles),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(part.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
