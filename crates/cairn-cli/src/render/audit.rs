//! How an audit looks: who, from when it speaks, where they stand in each cohort, and the timeline.

use cairn_ops::Who;
use cairn_ops::audit::{Audit, Entry};

use crate::render::{Canvas, Draw, Table, Tone, answer};

impl Draw for Audit {
    fn draw(&self, canvas: &mut Canvas) {
        person(&self.who, canvas);
        canvas.line(&self.asked.words, 2);
        if self.cohorts.is_empty() {
            canvas.gap();
            canvas.line("Nothing was on record for any cohort.", 0);
        }
        for each in &self.cohorts {
            answer::draw(each, canvas);
        }
        if let Some(table) = self.table().filter(|table| !table.is_empty()) {
            canvas.gap();
            canvas.line("Timeline", 0);
            canvas.grid(&table, 0);
        }
        match self.later {
            0 => {}
            1 => canvas.line("1 further event is true only after this time, and not shown.", 0),
            many => canvas.line(
                &format!("{many} further events are true only after this time, and not shown."),
                0,
            ),
        }
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new(["#", "when it was true", "what happened", "recorded"])
            .right(0)
            .wraps(2)
            .wraps(3);
        for entry in &self.timeline {
            table.row([
                entry.event.position.to_string(),
                entry.on.clone(),
                what(entry),
                recorded(entry),
            ]);
        }
        Some(table)
    }
}

/// Draws the name, the addresses and the ids of a person.
pub(crate) fn person(who: &Who, canvas: &mut Canvas) {
    let emails = if who.emails.is_empty() {
        String::new()
    } else {
        format!(" · {}", who.emails.join(", "))
    };
    canvas.toned(Tone::Strong, &who.called(), &emails, 2);
    canvas.line(&who.stream, 2);
    for other in &who.linked {
        canvas.line(&format!("together with {other}, a record of the same person"), 2);
    }
}

/// Says what happened, what became of it, and the remark.
pub(crate) fn what(entry: &Entry) -> String {
    let mut said = entry.what.clone();
    if let Some(corrected) = &entry.corrected {
        said = format!("{said} — {} by #{}", corrected.how, corrected.by);
        if corrected.how == "voided" {
            said = format!("(does not count) {said}");
        }
    }
    if let Some(note) = &entry.note {
        said = format!("{said} (“{note}”)");
    }
    said
}

/// Says who recorded it, when if that was another day, and from what.
fn recorded(entry: &Entry) -> String {
    let mut said = entry.recorded_by.clone();
    if let Some(day) = &entry.recorded_on {
        said = format!("{said}, {day}");
    }
    if let Some(system) = entry.source.get("system").and_then(serde_json::Value::as_str) {
        said = format!("{said}, from {system}");
    }
    said
}
