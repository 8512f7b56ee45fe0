//! How an import looks: each file, its meetings, who was there, and what is left to people; the sum of the rows last.

use std::collections::BTreeMap;

use cairn_ops::import::{Candidate, Counts, File, ImportReport, Line, Queued};

use crate::render::{Canvas, Draw, Table, Tone};

impl Draw for ImportReport {
    fn draw(&self, canvas: &mut Canvas) {
        for file in &self.files {
            canvas.gap();
            self::file(file, self.zone.as_deref(), canvas);
        }
        canvas.gap();
        canvas.line(&format!("{}.", self.words), 2);
        if !self.recorded && self.events + self.left > 0 {
            canvas.line("`--apply` records it.", 2);
        }
        let any = |count: fn(&Counts) -> u64| self.files.iter().any(|file| count(&file.counts) > 0);
        let rests = [
            (any(|counts| counts.queued), "What is to be decided waits in `cairn import queue`."),
            (
                any(|counts| counts.changed),
                "What is not as on record is put right by hand: `cairn amend NUMBER`, or `cairn void NUMBER`.",
            ),
            (
                any(|counts| counts.unreadable),
                "What is unreadable is not recorded; the file can be imported again once it is mended.",
            ),
        ];
        for (_, said) in rests.into_iter().filter(|(any, _)| *any) {
            canvas.line(said, 2);
        }
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new([
            "file", "row", "outcome", "stream", "name", "email", "about", "said", "position", "why",
        ]);
        for file in &self.files {
            for each in &file.people {
                for stay in &each.rows {
                    table.row([
                        file.name.clone(),
                        stay.row.to_string(),
                        stay.status.to_owned(),
                        each.who.stream.clone(),
                        each.who.name.clone().unwrap_or_default(),
                        each.who.emails.first().cloned().unwrap_or_default(),
                        each.about.clone(),
                        stay.said.clone(),
                        stay.position.map(|at| at.to_string()).unwrap_or_default(),
                        stay.notes.join("; "),
                    ]);
                }
            }
            for each in &file.queue {
                let (name, email) = (each.name.clone(), each.email.clone().unwrap_or_default());
                let cells =
                    [name, email, String::new(), each.said.clone(), String::new(), why(each)];
                table.row(outcome(file, each.row, "queued").into_iter().chain(cells));
            }
            for (what, left) in [("skipped", &file.skipped), ("unreadable", &file.unreadable)] {
                for each in left {
                    let nothing = std::iter::repeat_n(String::new(), 4);
                    let cells = std::iter::once(each.shown.clone()).chain(nothing);
                    let cells = cells.chain([each.why.clone()]);
                    table.row(outcome(file, each.row, what).into_iter().chain(cells));
                }
            }
        }
        Some(table)
    }
}

fn outcome(file: &File, row: usize, what: &str) -> [String; 4] {
    [file.name.clone(), row.to_string(), what.to_owned(), String::new()]
}

fn file(file: &File, zone: Option<&str>, canvas: &mut Canvas) {
    let File { name, kind, language, encoding, date_order, .. } = file;
    let some = |before: &str, what: Option<&str>| {
        what.map(|what| format!("{before}{what}")).unwrap_or_default()
    };
    let language = some(" in ", language.as_deref());
    let (encoding, zone) = (some(", ", encoding.as_deref()), some("; times in ", zone));
    canvas.toned(
        Tone::Strong,
        name,
        &format!(": {kind}{language}{encoding}; day and month: {date_order}{zone}"),
        2,
    );
    for met in &file.meetings {
        let topic = met.topic.as_deref().map(|topic| format!("`{topic}`")).unwrap_or_default();
        let began = met.began.as_deref().map(|began| format!("began {began}")).unwrap_or_default();
        let what: Vec<&str> =
            [topic.as_str(), began.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
        let what = if what.is_empty() { "its meeting".to_owned() } else { what.join(", ") };
        canvas.line(&format!("{what}: session {} ({})", met.session, met.session_begins), 2);
    }
    people(file, canvas);
    if !file.queue.is_empty() {
        canvas.gap();
        canvas.toned(Tone::Warn, "To be decided", "", 0);
        for each in &file.queue {
            let shown = match &each.email {
                Some(email) if *email != each.name => format!("{} <{email}>", each.name),
                _ => each.name.clone(),
            };
            canvas.line(&format!("  row {}, {shown}: {}", each.row, each.said), 4);
            canvas.line(&format!("    {}", why(each)), 6);
        }
        if file.queue.iter().any(|each| each.newcomer) {
            canvas.line(
                "`--new-people` begins a record for whoever applied and is nobody on record.",
                2,
            );
        }
    }
    for (title, left) in [("Skipped", &file.skipped), ("Unreadable", &file.unreadable)] {
        if !left.is_empty() {
            canvas.gap();
            canvas.toned(Tone::Faint, title, "", 0);
            for each in left {
                let shown =
                    if each.shown.is_empty() { String::new() } else { format!(", {}", each.shown) };
                canvas.line(&format!("  row {}{shown}: {}", each.row, each.why), 4);
            }
        }
    }
    for remark in &file.remarks {
        canvas.line(&format!("Note: {remark}"), 2);
    }
    canvas.gap();
    canvas.line(&file.counts.words(), 2);
}

fn people(file: &File, canvas: &mut Canvas) {
    let mut ways: Vec<&str> = file.people.iter().map(|each| each.matched).collect();
    ways.sort_unstable();
    ways.dedup();
    for way in ways {
        let mut table = Table::new(["name", "about", "row", "the file says", ""]).wraps(0).wraps(3);
        for each in file.people.iter().filter(|each| each.matched == way) {
            let mut who = [each.who.called(), each.about.clone()];
            for line in &each.rows {
                let [called, about] = std::mem::take(&mut who);
                table.row([called, about, line.row.to_string(), line.said.clone(), status(line)]);
            }
        }
        canvas.gap();
        canvas.line(&format!("Matched {way}"), 0);
        canvas.grid(&table, 2);
    }
    let mut noted: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for line in file.people.iter().flat_map(|each| &each.rows) {
        if !line.notes.is_empty() {
            noted.entry(line.notes.join("; ")).or_default().push(line.row);
        }
    }
    let mut noted: Vec<(String, Vec<usize>)> = noted.into_iter().collect();
    noted.sort_by_key(|(_, rows)| rows.first().copied());
    for (note, rows) in noted {
        let noun = if rows.len() == 1 { "row" } else { "rows" };
        let rows: Vec<String> = rows.iter().map(ToString::to_string).collect();
        canvas.line(&format!("  {noun} {}: {note}", rows.join(", ")), 4);
    }
}

/// Says whether a row is new, or how it is on record.
fn status(line: &Line) -> String {
    match (line.status, line.position) {
        ("known", Some(at)) => format!("on record as #{at}"),
        ("taken back", Some(at)) => format!("taken back in #{at}"),
        ("changed", Some(at)) => format!("not as on record in #{at}"),
        ("amends", Some(at)) => format!("amends #{at}"),
        ("again", _) => "said by another row, too".to_owned(),
        (status, _) => status.to_owned(),
    }
}

/// Says why a row matches nobody, and whom it may mean.
fn why(each: &Queued) -> String {
    let mean = |candidate: &Candidate| {
        let email = candidate.who.emails.first().map(|email| format!(" <{email}>"));
        format!("{}{} ({})", candidate.who.called(), email.unwrap_or_default(), candidate.why)
    };
    let candidates: Vec<String> = each.candidates.iter().map(mean).collect();
    let before = each.position.map(|at| format!(" (left in #{at})")).unwrap_or_default();
    let perhaps = if candidates.is_empty() {
        String::new()
    } else {
        format!("; perhaps {}", candidates.join(", or "))
    };
    format!("{}{before}{perhaps}", each.why)
}
