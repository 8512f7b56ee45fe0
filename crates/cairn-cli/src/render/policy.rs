//! How policies look: in sentences, with every assumption marked, and differences side by side.

use cairn_ops::policy::{
    AdoptReport, PolicyChange, PolicyCheckReport, PolicyDiffReport, PolicyLine, PolicyReport,
    PolicySource,
};
use cairn_ops::words::count;

use crate::render::{Canvas, Draw, Table, Tone};

/// Marks an assumption; it looks like no status.
const ASSUMED: &str = "◇";

impl Draw for PolicyCheckReport {
    fn draw(&self, canvas: &mut Canvas) {
        // Faults point into the file: they are drawn with its lines, beside the report.
        for file in self.files.iter().filter(|file| file.sound) {
            let counts = [
                (file.requirements, "requirement"),
                (file.sessions, "session"),
                (file.assumptions, "assumption"),
            ];
            let counts: Vec<String> = counts
                .iter()
                .map(|(number, noun)| count(i64::try_from(*number).unwrap_or(i64::MAX), noun))
                .collect();
            canvas.toned(
                Tone::Good,
                "✓",
                &format!(" {}: sound: {}", file.file, counts.join(", ")),
                2,
            );
        }
    }
}

impl Draw for PolicyReport {
    fn draw(&self, canvas: &mut Canvas) {
        for section in &self.sections {
            canvas.gap();
            canvas.toned(Tone::Strong, &section.title, "", 0);
            section.lines.iter().for_each(|line| said(canvas, line));
        }
        canvas.gap();
        if self.sections.iter().flat_map(|section| &section.lines).any(|line| line.assumed) {
            canvas
                .line(&format!("{ASSUMED} an assumption: the programme has not published this"), 2);
        }
        if let PolicySource::Adopted(position) = &self.source {
            canvas.line(&format!("Adopted at #{position}."), 0);
        }
        if let Some(asked) = &self.asked {
            canvas.line(asked, 0);
        }
        canvas.toned(Tone::Faint, &self.digest, "", 0);
    }
}

fn said(canvas: &mut Canvas, line: &PolicyLine) {
    let note = line.note.as_ref().map_or_else(String::new, |note| format!(" ({note})"));
    let mark = if line.assumed { ASSUMED } else { "•" };
    let tone = if line.assumed { Tone::Warn } else { Tone::Faint };
    canvas.toned(tone, mark, &format!(" {}{note}", line.text), 2);
}

impl Draw for PolicyDiffReport {
    fn draw(&self, canvas: &mut Canvas) {
        let (before, after) = (self.before.words(), self.after.words());
        if self.changes.is_empty() {
            canvas.line(&format!("{before} and {after} say the same."), 0);
            return;
        }
        canvas.line(&format!("{before} → {after}"), 2);
        draw_changes(canvas, &self.changes);
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new(["what", "before", "after"]);
        for PolicyChange { what, before, after } in &self.changes {
            let [before, after] = [before, after].map(|said| said.clone().unwrap_or_default());
            table.row([what.clone(), before, after]);
        }
        Some(table)
    }
}

fn draw_changes(canvas: &mut Canvas, changes: &[PolicyChange]) {
    for change in changes {
        canvas.gap();
        canvas.toned(Tone::Strong, &change.what, "", 0);
        if let Some(before) = &change.before {
            canvas.toned(Tone::Bad, "−", &format!(" {before}"), 2);
        }
        if let Some(after) = &change.after {
            canvas.toned(Tone::Good, "+", &format!(" {after}"), 2);
        }
    }
}

impl Draw for AdoptReport {
    fn draw(&self, canvas: &mut Canvas) {
        canvas.toned(Tone::Strong, &self.title, &format!(", version {}", self.version), 2);
        canvas.toned(Tone::Good, "✓", &format!(" {}", self.words), 2);
        for remark in &self.remarks {
            canvas.toned(Tone::Warn, "!", &format!(" {remark}"), 2);
        }
        if let Some(replaces) = self.replaces {
            canvas.gap();
            canvas.line(&format!("What changes from the policy adopted at #{replaces}:"), 0);
            draw_changes(canvas, &self.changes);
        }
    }
}
