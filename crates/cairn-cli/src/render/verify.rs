//! How `verify` looks: one line for each check, the findings under it, and the outcome last.

use cairn_ops::verify::{FindingReport, FoundKind, VerifyReport, events};

use crate::render::{Canvas, Draw, Tone};

/// How many findings of one check are drawn; JSON has them all.
const DRAWN: usize = 10;

impl Draw for VerifyReport {
    fn draw(&self, canvas: &mut Canvas) {
        for check in &self.checks {
            if check.passed {
                canvas.toned(Tone::Good, "✓", &format!(" {}", check.name), 2);
            } else {
                canvas.toned(Tone::Bad, "✕", &format!(" not true: {}", check.name), 2);
            }
            for finding in check.findings.iter().take(DRAWN) {
                canvas.line(&format!("    {}", words(finding)), 6);
            }
            let more = check.findings.len().saturating_sub(DRAWN);
            if more > 0 {
                canvas.line(&format!("    and {more} more; `--json` lists them all"), 6);
            }
        }
        canvas.gap();
        if self.newer > 0 {
            let are = if self.newer == 1 { "is" } else { "are" };
            let kept = "kept as recorded, but no verdict is given over them.";
            canvas.line(&format!("{} {are} newer than this cairn: {kept}", events(self.newer)), 0);
        }
        let tone = if self.sound { Tone::Good } else { Tone::Bad };
        canvas.toned(tone, &self.words, "", 0);
    }
}

fn words(finding: &FindingReport) -> String {
    let newer = match finding.kind {
        FoundKind::Newer => "newer: ",
        FoundKind::Inapplicable => "of no use: ",
        FoundKind::Damage => "",
    };
    let at = finding.position.map_or_else(String::new, |position| format!("#{position} "));
    format!("{newer}{at}{}: {}", finding.place, finding.what)
}
