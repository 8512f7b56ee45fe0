//! A report as plain text, to be read beside its file.

use std::fmt::Write;

use cairn_import::Refusal;
use cairn_import::zoom::{Host, Meeting, Presence, Report, Row, Stay};

/// Writes out everything that a reading says.
pub fn rendered(reading: &Result<Report, Refusal>) -> String {
    match reading {
        Ok(report) => of_report(report),
        Err(refusal) => format!("error: {refusal}\n"),
    }
}

fn of_report(report: &Report) -> String {
    let mut text = String::new();
    let Report { name, variant, language, encoding, delimiter, order, .. } = report;
    writeln!(text, "{name}: {variant}, {language}, {encoding}, {delimiter}").unwrap();
    writeln!(text, "day and month: {order}").unwrap();
    for meeting in &report.meetings {
        writeln!(text, "\n{}", of_meeting(meeting)).unwrap();
        for row in &meeting.rows {
            writeln!(text, "{:>4}  {}", row.line(), of_row(row)).unwrap();
        }
    }
    text.push('\n');
    for remark in &report.remarks {
        writeln!(text, "{remark}").unwrap();
    }
    let counts = report.counts();
    let (stays, skipped, unreadable) = (counts.stays, counts.skipped, counts.unreadable);
    writeln!(
        text,
        "{} rows = {stays} stays + {skipped} skipped + {unreadable} unreadable",
        counts.rows
    )
    .unwrap();
    text
}

fn of_meeting(meeting: &Meeting) -> String {
    let Meeting { topic, id, host: Host { name, email }, start, end, participants, rows: _ } =
        meeting;
    let host = [name, email].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let parts = [
        topic.clone(),
        id.as_ref().map(|id| format!("number {id}")),
        (!host.is_empty()).then(|| format!("host {host}")),
        start.map(|start| format!("from {start}")),
        end.map(|end| format!("to {end}")),
        participants.map(|count| format!("{count} participants")),
    ];
    let said: Vec<String> = parts.into_iter().flatten().collect();
    if said.is_empty() { "a meeting of which nothing is said".to_owned() } else { said.join(", ") }
}

fn of_row(row: &Row) -> String {
    match row {
        Row::Stay(stay) => of_stay(stay),
        Row::Skipped(skipped) => format!("skipped, {}: {}", skipped.why, skipped.cells.join("|")),
        Row::Unreadable(unreadable) => {
            let cells = unreadable.cells.join("|").escape_debug().to_string();
            format!("unreadable, {unreadable}\n      {cells}\n      hint: {}", unreadable.hint)
        }
    }
}

fn of_stay(stay: &Stay) -> String {
    let mut text = stay.name.clone();
    if let Some(original) = &stay.original_name {
        write!(text, " formerly {original}").unwrap();
    }
    if let Some(email) = &stay.email {
        write!(text, " <{email}>").unwrap();
    }
    match stay.presence {
        Presence::Between { join, leave, claimed } => {
            write!(text, ", {join} to {leave}").unwrap();
            if let Some(minutes) = claimed {
                write!(text, ", {minutes} min").unwrap();
            }
        }
        Presence::Minutes(minutes) => write!(text, ", duration only: {minutes} min").unwrap(),
    }
    let guest = match stay.guest {
        Some(true) => ", guest",
        Some(false) => ", no guest",
        None => "",
    };
    write!(text, ", {}{guest}", stay.part).unwrap();
    for note in &stay.notes {
        write!(text, "\n      note: {note}").unwrap();
    }
    text
}
