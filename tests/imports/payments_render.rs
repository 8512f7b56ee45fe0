//! A sheet of claims as plain text, to be read beside its file; and the fixtures of payments.

use std::fmt::Write;
use std::fs;

use cairn_domain::Money;
use cairn_import::payments::{Options, read};
use cairn_import::{Claim, Refusal, Row, Sheet, What, When};

use crate::snapshot::root;

/// Returns the bytes of a fixture.
pub fn payments(name: &str) -> Vec<u8> {
    let path = root().join("fixtures/imports/payments").join(format!("{name}.csv"));
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Reads a fixture as whoever asks wants it.
pub fn read_as(name: &str, options: Options) -> Result<Sheet, Refusal> {
    let file = format!("{}.csv", name.rsplit('/').next().unwrap());
    read(&file, &payments(name), &options)
}

/// Returns all that is claimed.
pub fn claims(sheet: &Sheet) -> Vec<&Claim> {
    let claims = sheet.rows.iter().filter_map(|row| match row {
        Row::Claims(claims) => Some(claims),
        _ => None,
    });
    claims.flatten().collect()
}

/// Returns what moved by a claim: positive if it was paid, and nothing if an earlier claim is not so.
pub fn moved(claim: &Claim) -> Option<Money> {
    match claim.what {
        What::Paid { amount } => Some(amount),
        What::Refunded { amount, .. } => Some(Money { minor: -amount.minor, ..amount }),
        What::Undone { .. } => None,
        _ => panic!("no payment: {claim:?}"),
    }
}

/// Returns the line, the key and what moved, of each claim.
pub fn told(sheet: &Sheet) -> Vec<(usize, String, String)> {
    let tell = |claim: &Claim| {
        let key = claim.key.clone().unwrap_or_default();
        Some((claim.line, key, moved(claim)?.to_string()))
    };
    claims(sheet).into_iter().filter_map(tell).collect()
}

/// Writes out everything that a reading says.
pub fn rendered(reading: &Result<Sheet, Refusal>) -> String {
    match reading {
        Ok(sheet) => of_sheet(sheet),
        Err(refusal) => format!("error: {refusal}\n"),
    }
}

fn of_sheet(sheet: &Sheet) -> String {
    let mut text = String::new();
    let Sheet { name, kind, provider, encoding, delimiter, order, .. } = sheet;
    let (encoding, delimiter) = (encoding.unwrap(), delimiter.unwrap());
    writeln!(text, "{name}: a {kind} ({provider}), {encoding}, {delimiter}").unwrap();
    writeln!(text, "day and month: {order}").unwrap();
    if sheet.needs_zone() {
        writeln!(text, "its times need a zone").unwrap();
    }
    text.push('\n');
    for row in &sheet.rows {
        match row {
            Row::Claims(claims) => claims.iter().for_each(|claim| of_claim(&mut text, claim)),
            Row::Skipped { line, why, key, cells } => {
                let key = key.as_ref().map(|key| format!(" (of `{key}`)")).unwrap_or_default();
                writeln!(text, "{line:>4}  skipped, {why}{key}: {}", of_cells(cells)).unwrap();
            }
            Row::Unreadable(row) => {
                writeln!(text, "{:>4}  unreadable, {row}", row.line).unwrap();
                writeln!(text, "      {}\n      hint: {}", of_cells(&row.cells), row.hint).unwrap();
            }
        }
    }
    text.push('\n');
    for remark in &sheet.remarks {
        writeln!(text, "{remark}").unwrap();
    }
    let count = |wanted: fn(&Row) -> bool| sheet.rows.iter().filter(|row| wanted(row)).count();
    let claiming = count(|row| matches!(row, Row::Claims(_)));
    let skipped = count(|row| matches!(row, Row::Skipped { .. }));
    let unreadable = count(|row| matches!(row, Row::Unreadable(_)));
    let rows = sheet.rows.len();
    writeln!(
        text,
        "{rows} rows = {claiming} claiming + {skipped} skipped + {unreadable} unreadable"
    )
    .unwrap();
    text
}

/// Wide rows are mostly blank.
fn of_cells(cells: &[String]) -> String {
    let said: Vec<&str> =
        cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
    said.join("|").escape_debug().to_string()
}

fn of_claim(text: &mut String, claim: &Claim) {
    let name = claim.name.as_deref().unwrap_or("nobody by name");
    let email = claim.email.as_deref().unwrap_or("no address");
    write!(text, "{:>4}  {name} <{email}> {}", claim.line, claim.what).unwrap();
    match claim.when {
        When::At(at) => write!(text, " at {}", at.format("%Y-%m-%d %H:%M:%SZ")),
        When::In(local, zone) => write!(text, " at {local} in {zone}"),
        When::Local(local) => write!(text, " at {local}"),
        When::Day(day) => write!(text, " on {day}"),
        When::Unsaid => write!(text, " at some time"),
    }
    .unwrap();
    writeln!(text, ", as {}", claim.key.as_deref().unwrap_or("nothing")).unwrap();
    if let What::Refunded { payment, .. } = &claim.what {
        writeln!(text, "      of {}", payment.as_deref().unwrap_or("a payment that is not said"))
            .unwrap();
    }
    for note in &claim.notes {
        writeln!(text, "      note: {note}").unwrap();
    }
}
