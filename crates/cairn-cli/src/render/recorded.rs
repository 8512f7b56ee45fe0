//! What was recorded, and a log that has just begun.

use cairn_ops::init::Begun;
use cairn_ops::record::{Report, Saying};

use super::{Canvas, Draw, Tone};

const HANG: usize = 12;

impl Draw for Report {
    fn draw(&self, canvas: &mut Canvas) {
        if let Some(position) = self.position {
            canvas.toned(Tone::Good, &format!("Recorded as #{position}"), "", 0);
        } else {
            canvas.toned(Tone::Warn, "Would be recorded", " (dry run: nothing was written)", 0);
        }
        match &self.before {
            // What it says and why stand below, before and after.
            Some(before) => canvas
                .line(&format!("  {}: {} #{}", self.called, verb(self.kind), before.position), 4),
            // Who somebody is names them already.
            None if self.what.contains(&format!(": {}", self.called)) => {
                canvas.line(&format!("  {}", self.what), 4);
            }
            None => canvas.line(&format!("  {}: {}", self.called, self.what), 4),
        }
        canvas.gap();
        if let Some(before) = &self.before {
            fact(canvas, "before", &saying(before));
        }
        if let Some(after) = &self.after {
            fact(canvas, "after", &saying(after));
        }
        // A correction is true from when it is recorded: its own time would only confuse.
        if self.before.is_none() {
            fact(canvas, "when", &self.on);
        }
        if let Some(effect) = &self.effect {
            fact(canvas, "so", effect);
        }
        if let Some(reason) = self.private.get("reason") {
            fact(canvas, "why", &format!("{reason} (private)"));
        }
        if let Some(note) = self.private.get("note") {
            fact(canvas, "note", &format!("{note} (private)"));
        }
        fact(canvas, "recorded", &format!("{} by {}", self.recorded_on, self.recorded_by));
        let revision =
            self.revision.map(|revision| format!(", revision {revision}")).unwrap_or_default();
        fact(canvas, "stream", &format!("{}{revision}", self.stream));
        canvas.gap();
        if let Some(position) = self.position {
            canvas.line(&format!("To take it back: cairn void {position} --reason \"…\""), 2);
        } else {
            canvas.line("The event, as it would be recorded:", 0);
            canvas.verbatim(&serde_json::to_string_pretty(&self.event).unwrap_or_default());
        }
    }
}

fn verb(kind: &str) -> &'static str {
    if kind == "voided" { "voids" } else { "amends" }
}

fn saying(saying: &Saying) -> String {
    format!("#{} {} · {}", saying.position, saying.what, saying.on)
}

fn fact(canvas: &mut Canvas, name: &str, text: &str) {
    canvas.line(&format!("  {name:<9} {text}"), HANG);
}

impl Draw for Begun {
    fn draw(&self, canvas: &mut Canvas) {
        canvas.toned(Tone::Good, "A new log", &format!(": {}", self.log), 2);
        fact(canvas, "origin", &format!("{} (its name in every proof)", self.origin));
        if self.frozen_clock {
            let at = self.created_at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
            fact(
                canvas,
                "clock",
                &format!("frozen at {at} by CAIRN_NOW; the log says so for good: it is for tests"),
            );
        }
        canvas.gap();
        canvas.line("Next:", 0);
        canvas.line("  cairn policy adopt FILE              the rules of a cohort", 4);
        canvas.line("  cairn record identified --name NAME  somebody new", 4);
        canvas.line("  cairn help                           everything else", 4);
    }
}
