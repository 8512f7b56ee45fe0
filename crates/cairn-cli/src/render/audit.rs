//! How an audit looks: who, from when it speaks, where they stand in each cohort, and the timeline.

use cairn_ops::Who;
use cairn_ops::audit::Audit;
use cairn_ops::entry::Entry;

use crate::render::{Canvas, Draw, Table, Tone, answer};

impl Draw for Audit {
    fn draw(&self, canvas: &mut Canvas) {
        person(&self.who, canvas);
        canvas.line(&self.asked.words, 2);
        for each in &self.unjudged {
            canvas.gap();
            let head = format!("NO VERDICT for {}", each.cohort);
            canvas.toned(Tone::Bad, &head, &format!("   {}; {}", each.why, each.standing), 2);
        }
        if self.cohorts.is_empty() && self.unjudged.is_empty() {
            canvas.gap();
            canvas.line("Nothing was on record for any cohort.", 0);
        }
        for each in &self.cohorts {
            answer::draw(each, canvas);
        }
        if !self.timeline.is_empty() {
            canvas.gap();
            canvas.line("Timeline", 0);
            canvas.grid(&lines(&self.timeline), 0);
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
        Some(events(&self.timeline))
    }
}

/// Returns events as a spreadsheet wants them: one fact a column, times that sort.
pub(crate) fn events(entries: &[Entry]) -> Table {
    let mut table = Table::new([
        "position",
        "event_id",
        "type",
        "cohort",
        "occurred_at",
        "recorded_at",
        "recorded_by",
        "counts",
        "corrected_by",
        "corrects",
        "what",
        "note",
        "source",
    ]);
    for entry in entries {
        let place = |place: Option<u64>| place.map(|place| place.to_string()).unwrap_or_default();
        table.row([
            entry.event.position.to_string(),
            entry.event.event_id.to_string(),
            entry.kind.clone(),
            entry.cohort.clone().unwrap_or_default(),
            entry.occurred_at.clone(),
            entry.recorded_at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
            entry.recorded_by.clone(),
            if entry.counts { "yes" } else { "no" }.to_owned(),
            place(entry.corrected.as_ref().map(|corrected| corrected.by)),
            place(entry.corrects),
            entry.what.clone(),
            entry.note.clone().unwrap_or_default(),
            source(entry).unwrap_or_default(),
        ]);
    }
    table
}

/// Returns events as people read them.
pub(crate) fn lines(entries: &[Entry]) -> Table {
    let headings = ["#", "when it was true", "what happened", "recorded"];
    let mut table = Table::new(headings).right(0).wraps(2).wraps(3);
    for entry in entries {
        let place = entry.event.position.to_string();
        table.row([place, entry.on.clone(), what(entry), recorded(entry)]);
    }
    table
}

/// Names a recorder by what stands before the `@`: a page has no room for addresses.
pub(crate) fn short(recorder: &str) -> String {
    recorder.split('@').next().unwrap_or(recorder).to_owned()
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
    let mut said = short(&entry.recorded_by);
    if let Some(day) = &entry.recorded_on {
        said = format!("{said}, {day}");
    }
    if let Some(source) = source(entry) {
        said = format!("{said}, from {source}");
    }
    said
}

/// Says where an event came from: zoom row 17.
pub(crate) fn source(entry: &Entry) -> Option<String> {
    let fields = entry.source.as_object()?;
    let say =
        |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let system = fields.get("system").map(say);
    let rest = fields
        .iter()
        .filter(|(name, _)| *name != "system")
        .map(|(name, value)| format!("{name} {}", say(value)));
    Some(system.into_iter().chain(rest).collect::<Vec<_>>().join(" "))
        .filter(|said| !said.is_empty())
}
