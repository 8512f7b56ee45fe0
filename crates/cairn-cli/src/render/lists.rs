//! How the lists of a cohort look as text: what of their sheets fits a page.

use cairn_domain::Money;
use cairn_ops::lists::attendance::{AttendanceRow, Came};
use cairn_ops::lists::{Attendance, Balances, Cell, Listed, Roster};
use cairn_ops::words;

use crate::render::cohort::{heads, unjudged};
use crate::render::{Canvas, Draw, Table, Tone};

fn head(report: &impl Listed, canvas: &mut Canvas) {
    let policy = report.policy();
    canvas.toned(Tone::Strong, &policy.title, &format!(" · policy version {}", policy.version), 2);
    canvas.line(&report.asked().words, 2);
    canvas.gap();
}

fn foot(report: &impl Listed, people: usize, canvas: &mut Canvas) {
    canvas.gap();
    canvas.line(&heads(people), 2);
    unjudged(report.unjudged(), canvas);
}

impl Draw for Roster {
    fn draw(&self, canvas: &mut Canvas) {
        head(self, canvas);
        let mut grid = Table::new(["name", "e-mail", "standing", "since", "zone"]).wraps(0);
        for each in &self.people {
            grid.row([
                each.who.called(),
                each.who.emails.first().cloned().unwrap_or_default(),
                each.standing.to_owned(),
                each.since.map(|day| day.to_string()).unwrap_or_default(),
                each.zone.as_deref().map(words::city).unwrap_or_default(),
            ]);
        }
        canvas.grid(&grid, 0);
        foot(self, self.people.len(), canvas);
    }
}

/// The sign of a session in a page of text, where its length has no room.
const fn sign(came: Came) -> char {
    match came {
        Came::Present { .. } => '+',
        Came::Unmeasured => '?',
        Came::MadeUp => 'm',
        Came::Excused => 'e',
        Came::Absent => '-',
        Came::NoSeat => 'n',
        Came::ToCome => '.',
        Came::Cancelled => 'x',
    }
}

impl Draw for Attendance {
    fn draw(&self, canvas: &mut Canvas) {
        head(self, canvas);
        let headings = ["name", "sessions", "present", "time", "made up", "excused", "absent"];
        let mut grid = Table::new(headings).wraps(0).wraps(1);
        for column in 2..headings.len() {
            grid = grid.right(column);
        }
        for each in &self.people {
            grid.row(attendance(each));
        }
        canvas.grid(&grid, 0);
        foot(self, self.people.len(), canvas);
        let signs = [
            "+ present",
            "? present, not measured",
            "m made up",
            "e excused",
            "- absent",
            "n no seat",
            "x cancelled",
            ". to come",
        ];
        canvas.items(&signs.map(str::to_owned), "  ", 2);
        if let (Some(first), Some(last)) = (self.sessions.first(), self.sessions.last()) {
            canvas.line(&format!("sessions: {first} to {last}, in order"), 2);
        }
    }
}

fn attendance(each: &AttendanceRow) -> [String; 7] {
    [
        each.who.called(),
        each.sessions.iter().map(|came| sign(*came)).collect(),
        each.present.to_string(),
        Cell::Length(each.present_seconds).written(),
        each.made_up.to_string(),
        each.excused.to_string(),
        each.absent.to_string(),
    ]
}

impl Draw for Balances {
    fn draw(&self, canvas: &mut Canvas) {
        head(self, canvas);
        let headings = ["name", "", "due", "paid", "refunded", "adjusted", "balance", "next due"];
        let mut grid = Table::new(headings).wraps(0);
        for column in 2..7 {
            grid = grid.right(column);
        }
        for each in &self.people {
            let mut first = true;
            for (currency, account) in &each.accounts {
                let much = |minor: i64| amount(minor, currency);
                let due = account.due.map(much).unwrap_or_default();
                let balance = account.balance.map(much).unwrap_or_default();
                let next = each.next_due.filter(|_| account.due.is_some());
                let name = if first { each.who.called() } else { String::new() };
                first = false;
                grid.row([
                    name,
                    currency.clone(),
                    due,
                    much(account.paid),
                    nought(account.refunded, much),
                    nought(account.adjusted, much),
                    balance,
                    next.map(|day| day.to_string()).unwrap_or_default(),
                ]);
            }
            if first {
                grid.row([&each.who.called(), "", "", "", "", "", "", ""]);
            }
        }
        canvas.grid(&grid, 0);
        foot(self, self.people.len(), canvas);
    }
}

/// Writes an amount without its currency, which stands beside it.
fn amount(minor: i64, currency: &str) -> String {
    let currency = currency.parse();
    currency.map_or_else(
        |_| minor.to_string(),
        |currency| Cell::Amount(Money { minor, currency }).written(),
    )
}

/// Leaves out what is nothing: it would be most of the column.
fn nought(minor: i64, much: impl Fn(i64) -> String) -> String {
    if minor == 0 { String::new() } else { much(minor) }
}
