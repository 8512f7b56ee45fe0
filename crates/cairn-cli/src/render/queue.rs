//! How the rows look that are left for people, what was decided of them, and the files that came in.

use cairn_ops::import::{Candidate, FilesReport, QueueReport, Resolved, SourcesReport, Waiting};

use crate::render::{Canvas, Draw, Table, Tone};

impl Draw for QueueReport {
    fn draw(&self, canvas: &mut Canvas) {
        let mut shown: Vec<(Shown<'_>, Vec<&Waiting>)> = Vec::new();
        for row in &self.rows {
            let key = Shown { open: row.open, name: &row.name, email: &row.email, why: &row.why };
            match shown.iter_mut().find(|(known, _)| *known == key) {
                Some((_, rows)) => rows.push(row),
                None => shown.push((key, vec![row])),
            }
        }
        for (of, rows) in shown {
            canvas.gap();
            group(&of, &rows, canvas);
        }
        canvas.gap();
        canvas.line(&format!("{}.", self.words), 2);
        if self.rows.iter().any(|row| row.open) {
            canvas.line(
                "`cairn import resolve NUMBER…` decides: `--to WHO`, `--new NAME`, or `--dismiss`.",
                2,
            );
        }
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new([
            "number",
            "file",
            "row",
            "name",
            "email",
            "what",
            "said",
            "why",
            "candidates",
        ]);
        for row in &self.rows {
            let candidates: Vec<String> = row.candidates.iter().map(candidate).collect();
            table.row([
                row.number.to_string(),
                row.file.clone(),
                row.row.to_string(),
                row.name.clone().unwrap_or_default(),
                row.email.clone().unwrap_or_default(),
                row.what.clone(),
                row.said.clone(),
                row.why.clone(),
                candidates.join("; "),
            ]);
        }
        Some(table)
    }
}

/// What rows have in common that people decide at once.
#[derive(PartialEq)]
struct Shown<'r> {
    open: bool,
    name: &'r Option<String>,
    email: &'r Option<String>,
    why: &'r str,
}

/// Draws the rows that show the same: who, why it is nobody's, whom it may mean, and each row.
fn group(of: &Shown<'_>, rows: &[&Waiting], canvas: &mut Canvas) {
    let who = match (of.name, of.email) {
        (Some(name), Some(email)) => format!("{name} <{email}>"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => "(erased)".to_owned(),
    };
    canvas.toned(if of.open { Tone::Strong } else { Tone::Faint }, &who, "", 2);
    canvas.line(&format!("  {}", of.why), 4);
    let candidates = rows.first().map(|row| row.candidates.as_slice()).unwrap_or_default();
    for (nth, candidate) in (1..).zip(candidates) {
        canvas.line(&format!("  {nth}. {}", self::candidate(candidate)), 7);
    }
    for row in rows {
        let Waiting { number, what, said, file, .. } = row;
        canvas.line(&format!("  #{number}  {what}; row {} of {file}: {said}", row.row), 8);
    }
}

fn candidate(candidate: &Candidate) -> String {
    let email = candidate.who.emails.first().map(|email| format!(" <{email}>"));
    format!("{}{}: {}", candidate.who.called(), email.unwrap_or_default(), candidate.why)
}

impl Draw for Resolved {
    fn draw(&self, canvas: &mut Canvas) {
        for row in &self.rows {
            let who = row.who.as_ref().map(|who| format!(" {}'s;", who.called()));
            let who = who.unwrap_or_default();
            canvas.line(&format!("#{}  {}:{who} {}", row.number, row.shown, row.outcome), 4);
        }
        canvas.line(&format!("{}.", self.words), 2);
    }
}

impl Draw for FilesReport {
    fn draw(&self, canvas: &mut Canvas) {
        for file in &self.files {
            canvas.gap();
            canvas.toned(
                Tone::Strong,
                &format!("#{}", file.position),
                &format!("  {}", file.name),
                2,
            );
            canvas.line(&format!("  {}, read as {}", file.on, file.kind), 4);
            canvas.line(
                &format!(
                    "  {} rows: {} events, {} left to be decided; by {}",
                    file.rows, file.events, file.queued, file.by
                ),
                4,
            );
            canvas.line(&format!("  SHA-256 {}", file.sha256), 4);
        }
        if self.files.is_empty() {
            canvas.line("No file came in yet.", 0);
        }
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new([
            "position", "name", "sha256", "kind", "rows", "events", "queued", "at", "by",
        ]);
        for file in &self.files {
            table.row([
                file.position.to_string(),
                file.name.clone(),
                file.sha256.clone(),
                file.kind.clone(),
                file.rows.to_string(),
                file.events.to_string(),
                file.queued.to_string(),
                file.at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
                file.by.clone(),
            ]);
        }
        Some(table)
    }
}

impl Draw for SourcesReport {
    fn draw(&self, canvas: &mut Canvas) {
        for saved in &self.sources {
            canvas.gap();
            let at = saved.position.map(|at| format!("  #{at}")).unwrap_or_default();
            canvas.toned(Tone::Strong, saved.source.name.as_str(), &at, 2);
            for line in &saved.words {
                canvas.line(&format!("  {line}"), 4);
            }
        }
        for column in &self.unread {
            canvas.line(&format!("  not read: {column}"), 4);
        }
        if self.sources.is_empty() {
            canvas.line("No source is saved.", 0);
        }
        match self.recorded {
            Some(true) => {
                canvas.gap();
                canvas.line("Saved: `cairn import FILE --source NAME` reads such files.", 2);
            }
            Some(false) => {
                canvas.gap();
                canvas.line("Nothing was saved (dry run); `--apply` saves it.", 2);
            }
            None => {}
        }
    }
}
