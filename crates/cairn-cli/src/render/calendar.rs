//! How a calendar looks: a line for each session, a column for each zone, and below a line what its clocks do.

use cairn_ops::calendar::{CalendarReport, LocalLine, SessionLine, ZoneLine};
use cairn_ops::words;
use cairn_ops::written::Written;

use crate::render::cohort::heads;
use crate::render::{Canvas, Draw, Table, Tone};

/// How wide a zone's column is: `Fri 12 07:00`, or `30 min earlier`, and the space to the next.
const COLUMN: usize = 16;

impl Draw for CalendarReport {
    fn draw(&self, canvas: &mut Canvas) {
        canvas.toned(
            Tone::Strong,
            &self.policy.title,
            &format!(" · policy version {}", self.policy.version),
            2,
        );
        canvas.line(&self.asked.words, 2);
        let beside: Vec<usize> = (1..self.zones.len()).collect();
        let name = self.sessions.iter().map(|each| each.session.chars().count()).max();
        // The programme's own column: `Thu 11 Sep 2025 19:00`.
        let taken = name.unwrap_or(0).max("session".len()) + 2 + 21 + 2;
        let room = (canvas.width().saturating_sub(taken) + 2) / COLUMN;
        let pages: Vec<&[usize]> = beside.chunks(room.max(1)).collect();
        for others in if pages.is_empty() { vec![&[][..]] } else { pages } {
            canvas.gap();
            canvas.grid(&page(self, others), 0);
        }
        canvas.gap();
        let left_out = if self.left_out > 0 {
            format!(" ({} outside of these days)", self.left_out)
        } else {
            String::new()
        };
        let count = i64::try_from(self.sessions.len()).unwrap_or(i64::MAX);
        canvas.line(&format!("{}{left_out}", words::count(count, "session")), 2);
        let legend: Vec<String> = self.zones.iter().map(legend).collect();
        canvas.items(&legend, "  ", 2);
        canvas.line(
            "A day is given where it is another than the programme's. Under a time: by how much it is later or earlier than \
             at the session before.",
            2,
        );
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new([
            "session",
            "status",
            "zone",
            "day",
            "weekday",
            "begins",
            "ends",
            "days_apart",
            "shifted_minutes",
            "begins_at",
            "ends_at",
        ]);
        for session in &self.sessions {
            for there in &session.local {
                table.row([
                    session.session.clone(),
                    session.status.to_owned(),
                    there.zone.clone(),
                    there.day.to_string(),
                    there.day.format("%A").to_string(),
                    there.begins.clone(),
                    there.ends.clone(),
                    there.days_apart.to_string(),
                    there.shifted_minutes.map(|minutes| minutes.to_string()).unwrap_or_default(),
                    session.begins.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
                    session.ends.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
                ]);
            }
        }
        Some(table)
    }
}

/// Lays out the programme's column and those of some other zones.
fn page(report: &CalendarReport, others: &[usize]) -> Table {
    let called = |place: &usize| {
        report.zones.get(*place).map(|zone| zone.called.clone()).unwrap_or_default()
    };
    let headings = ["session".to_owned(), called(&0)];
    let mut table = Table::new(headings.into_iter().chain(others.iter().map(called)));
    for column in 0..others.len() {
        table = table.right(column + 2);
    }
    for session in &report.sessions {
        let there = |place: &usize| session.local.get(*place);
        let home = there(&0).map(home).unwrap_or_default();
        let beside = others.iter().map(|place| there(place).map(cell).unwrap_or_default());
        table.row([session.session.clone(), home].into_iter().chain(beside));
        let below = others.iter().map(|place| shift(there(place)));
        let mut notes: Vec<String> = vec![String::new(), note(session)];
        notes.extend(below);
        if notes.iter().any(|note| !note.is_empty()) {
            table.row(notes);
        }
    }
    table
}

fn home(there: &LocalLine) -> String {
    format!("{} {}", there.day.format("%a %-d %b %Y"), there.begins)
}

fn cell(there: &LocalLine) -> String {
    if there.days_apart == 0 {
        return there.begins.clone();
    }
    format!("{} {}", there.day.format("%a %-d"), there.begins)
}

fn shift(there: Option<&LocalLine>) -> String {
    there.and_then(|there| there.shifted.clone()).unwrap_or_default()
}

/// Says under the programme's own time what became of the session.
fn note(session: &SessionLine) -> String {
    let shifted = session.local.first().and_then(|there| there.shifted.clone());
    match (session.status, session.moved_from) {
        ("cancelled", _) => "cancelled".to_owned(),
        (_, Some(_)) => "moved".to_owned(),
        _ => shifted.unwrap_or_default(),
    }
}

fn legend(zone: &ZoneLine) -> String {
    let who = match (zone.programme, zone.people) {
        (true, _) => " (the programme's)".to_owned(),
        (false, Some(people)) => format!(" ({})", heads(people)),
        (false, None) => String::new(),
    };
    format!("{} {}{who}", zone.called, zone.zone)
}

impl Draw for Written {
    fn draw(&self, canvas: &mut Canvas) {
        canvas.line(&self.words, 2);
        canvas.line(&self.asked.words, 2);
    }
}
