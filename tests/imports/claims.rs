//! Sheets of claims as plain text, to be read beside their files; and the files with their expected outputs.

use std::fmt::Write;
use std::fs;

use cairn_domain::source::ImportSource;
use cairn_import::{Claim, Meant, Refusal, Row, Sheet, What, When};

use crate::snapshot::{assert_is, root};

/// Returns the files in a folder of fixtures that are to be read, in order; mappings are beside them.
pub fn files(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join("fixtures/imports").join(folder)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let kinds = ["csv", "txt", "xlsx"];
    let is_read =
        |name: &String| name.rsplit_once('.').is_some_and(|(_, kind)| kinds.contains(&kind));
    let mut names: Vec<String> = names.filter(is_read).collect();
    names.sort();
    names
}

/// Returns the bytes of a fixture.
pub fn bytes(path: &str) -> Vec<u8> {
    let path = root().join("fixtures/imports").join(path);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the mapping for a file: that which its name begins with.
pub fn source(folder: &str, file: &str) -> ImportSource {
    let name = file.split(['-', '.']).next().unwrap();
    let text = bytes(&format!("{folder}/{name}.json"));
    serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Compares what a reading says with its expected output.
pub fn assert_says(folder: &str, file: &str, reading: &Result<Sheet, Refusal>) {
    let stem = file.rsplit_once('.').unwrap().0;
    assert_is(&format!("{folder}/{stem}"), &rendered(reading));
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
    let written = match (sheet.encoding, sheet.delimiter) {
        (Some(encoding), Some(delimiter)) => format!(", {encoding}, {delimiter}"),
        _ => String::new(),
    };
    writeln!(text, "{}: a {}{written}", sheet.name, sheet.kind).unwrap();
    writeln!(text, "day and month: {}\n", sheet.order).unwrap();
    for row in &sheet.rows {
        writeln!(text, "{}", of_row(row)).unwrap();
    }
    text.push('\n');
    for remark in &sheet.remarks {
        writeln!(text, "{remark}").unwrap();
    }
    let count = |wanted: fn(&Row) -> bool| sheet.rows.iter().filter(|row| wanted(row)).count();
    let claim = count(|row| matches!(row, Row::Claims(_)));
    let skipped = count(|row| matches!(row, Row::Skipped { .. }));
    let rest = count(|row| matches!(row, Row::Unreadable(_)));
    let rows = sheet.rows.len();
    writeln!(text, "{rows} rows = {claim} that claim + {skipped} skipped + {rest} unreadable")
        .unwrap();
    text
}

fn of_row(row: &Row) -> String {
    match row {
        Row::Claims(claims) => claims.iter().map(of_claim).collect::<Vec<_>>().join("\n"),
        Row::Skipped { line, why, key, cells } => {
            let key = key.as_ref().map(|key| format!(" (of `{key}`)")).unwrap_or_default();
            format!("{line:>4}  skipped, {why}{key}: {}", cells.join("|").escape_debug())
        }
        Row::Unreadable(row) => {
            let cells = row.cells.join("|").escape_debug().to_string();
            format!("{:>4}  unreadable, {row}\n      {cells}\n      hint: {}", row.line, row.hint)
        }
    }
}

fn of_claim(claim: &Claim) -> String {
    let Claim { line, name, email, key, when, what, notes } = claim;
    let name = name.as_deref().unwrap_or("somebody");
    let email = email.as_ref().map(|email| format!(" <{email}>")).unwrap_or_default();
    let key = key.as_ref().map(|key| format!(", key `{key}`")).unwrap_or_default();
    let notes = notes.iter().fold(String::new(), |text, note| text + "\n      note: " + note);
    format!("{line:>4}  {name}{email} {}{}{key}{notes}", of_what(what), of_when(*when))
}

fn of_what(what: &What) -> String {
    let said = what.to_string();
    match what {
        What::Applied { team } => {
            said + &team.as_ref().map(|team| format!(" with team `{team}`")).unwrap_or_default()
        }
        What::Reflected { session, facets } => {
            format!("{said} on {}, facets [{}]", of_session(session), facets.join(" | "))
        }
        What::Attended { session, seconds } => {
            let length = seconds.map(|seconds| format!(" for {seconds} s")).unwrap_or_default();
            format!("{said} {}{length}", of_session(session))
        }
        What::Excused { session } => format!("{said} from {}", of_session(session)),
        What::Refunded { payment: Some(payment), .. } => format!("{said} of `{payment}`"),
        What::Paid { .. } | What::Refunded { .. } | What::Undone { .. } => said,
    }
}

fn of_session(session: &Meant) -> String {
    match session {
        Meant::Begins(local) => format!("what begins {local} (local)"),
        Meant::On(day) => format!("what was on {day}"),
        Meant::Named(name) => format!("`{name}`"),
        Meant::Unsaid => "a session that is not said".to_owned(),
    }
}

fn of_when(when: When) -> String {
    match when {
        When::At(instant) => format!(", at {}", instant.format("%Y-%m-%d %H:%M:%SZ")),
        When::In(local, zone) => format!(", at {local} in {zone}"),
        When::Local(local) => format!(", at {local} (local)"),
        When::Day(day) => format!(", on {day}"),
        When::Unsaid => String::new(),
    }
}
