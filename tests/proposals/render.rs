//! A proposal as plain text, row by row, to be read beside its file.

use std::fmt::Write as _;

use cairn_ops::import::{File, ImportReport};

/// Writes out everything that a proposal says.
pub fn report(report: &ImportReport) -> String {
    let mut text = String::new();
    report.files.iter().for_each(|file| of_file(&mut text, file));
    writeln!(text, "\n{}", report.words).unwrap();
    text
}

fn of_file(text: &mut String, file: &File) {
    let File { name, kind, language, encoding, date_order, .. } = file;
    let (language, encoding) = (language.as_deref(), encoding.as_deref());
    writeln!(
        text,
        "{name}: {kind}, {}, {}; day and month: {date_order}",
        language.unwrap_or("-"),
        encoding.unwrap_or("-")
    )
    .unwrap();
    for met in &file.meetings {
        let (topic, began) = (met.topic.as_deref(), met.began.as_deref());
        let (topic, began) = (topic.unwrap_or("-"), began.unwrap_or("-"));
        writeln!(text, "meeting {topic}, began {began}: session {}", met.session).unwrap();
    }
    let mut rows: Vec<(usize, String)> = Vec::new();
    for each in &file.people {
        for line in &each.rows {
            let notes = if line.notes.is_empty() {
                String::new()
            } else {
                format!("\n        {}", line.notes.join("\n        "))
            };
            let who = each.who.called();
            let said = format!("{who} ({}), {}: {}{notes}", each.matched, each.about, line.said);
            rows.push((line.row, format!("{}  {said}", line.status)));
        }
    }
    for each in &file.queue {
        let email = each.email.as_deref().map(|email| format!(" <{email}>")).unwrap_or_default();
        let mut said = format!("queued  {}{email}: {}\n        {}", each.name, each.said, each.why);
        for candidate in &each.candidates {
            let _ = write!(said, "\n        {} ({})", candidate.who.called(), candidate.why);
        }
        rows.push((each.row, said));
    }
    for (what, left) in [("skipped", &file.skipped), ("unreadable", &file.unreadable)] {
        for each in left {
            rows.push((each.row, format!("{what}  {}: {}", each.shown.escape_debug(), each.why)));
        }
    }
    rows.sort();
    for (row, said) in rows {
        writeln!(text, "{row:>4}  {said}").unwrap();
    }
    for remark in &file.remarks {
        writeln!(text, "remark: {remark}").unwrap();
    }
    writeln!(text, "{}", file.counts.words()).unwrap();
}
