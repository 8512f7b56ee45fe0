//! How a cohort looks.

use cairn_ops::cohort::{Cohort, CohortEvents, Row};
use cairn_ops::lines::{Answer, CertificateLine, Line, verdicts};
use cairn_ops::words;

use crate::render::{Canvas, Draw, Table, Tone, answer, audit};

/// Returns the verdict word for a table: plain, and short.
pub(crate) fn word(verdict: &str) -> String {
    verdict.replace('_', " ")
}

/// Returns the same of somebody whose certificate may have expired.
pub(crate) fn verdict(verdict: &str, certificate: Option<&CertificateLine>) -> String {
    let expired = certificate.is_some_and(|each| each.holds != "valid");
    if expired { format!("{}, expired", word(verdict)) } else { word(verdict) }
}

/// Says totals in the order in which reports list verdicts.
pub(crate) fn totals(totals: &std::collections::BTreeMap<String, usize>) -> String {
    let known = verdicts().into_iter().filter_map(|verdict| {
        totals.get(verdict).map(|count| format!("{count} {}", word(verdict)))
    });
    known.collect::<Vec<_>>().join(" · ")
}

/// Says how many people.
pub(crate) fn heads(number: usize) -> String {
    words::people(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Draws those of whom no verdict can be given.
pub(crate) fn unjudged(people: &[cairn_ops::cohort::Unjudged], canvas: &mut Canvas) {
    if people.is_empty() {
        return;
    }
    canvas.gap();
    canvas.toned(
        Tone::Bad,
        &format!("NO VERDICT ({})", people.len()),
        "   nothing is said of them above",
        2,
    );
    for each in people {
        canvas.line(&format!("  {}   {}", each.who.called(), each.why), 4);
    }
}

/// Returns the letter of a requirement's column: A, B, … Z, A1, …
pub(crate) fn letter(place: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(place % 26).unwrap_or(0));
    if place < 26 { letter.to_string() } else { format!("{letter}{}", place / 26) }
}

/// The sign of what is not met, where the way that is met or planned is another.
const NOT_NEEDED: &str = "–";

fn cell(line: &Line, answer: &Answer) -> String {
    // How far the ways are that nobody needs to go is no news.
    if line.not_needed {
        return NOT_NEEDED.to_owned();
    }
    let (sign, ..) = answer::status(line.status);
    let measure = match line.unit {
        "done" => String::new(),
        // Whole units are enough to see who owes; the CSV and the audit have the cents.
        "minor_units" if line.have >= line.need => String::new(),
        // Nobody who has left owes anything.
        "minor_units" if matches!(answer.standing, "withdrawn" | "deferred" | "declined") => {
            String::new()
        }
        "minor_units" => format!("-{}", line.need.saturating_sub(line.have) / 100),
        "minutes" => format!("{}/{} h", words::hours(line.have), words::hours(line.need)),
        "hundredths" => {
            let label = line.unit_label.as_deref().unwrap_or_default();
            format!("{}/{}", words::hundredths(line.have), words::labelled(line.need, label))
        }
        // Of a limit, what can still come is no news; what there is so far is.
        _ if line.limit => format!("{}/{}", line.in_reach, line.need),
        _ => format!("{}/{}", line.have, line.need),
    };
    let waived = if line.waived.is_some() { "w" } else { "" };
    let behind = answer.account.as_ref().is_some_and(|account| {
        account.requirement == line.id && account.overdue > 0 && line.status != "met"
    });
    let overdue = if behind { "o" } else { "" };
    format!("{sign}{waived}{overdue} {measure}").trim_end().to_owned()
}

impl Draw for Cohort {
    fn draw(&self, canvas: &mut Canvas) {
        canvas.toned(
            Tone::Strong,
            &self.policy.title,
            &format!(" · policy version {}", self.policy.version),
            2,
        );
        canvas.line(&self.asked.words, 2);
        canvas.gap();
        // Requirements go by letters, or a page of 80 columns would have no room for their measures.
        let letters: Vec<String> = (0..self.requirements.len()).map(letter).collect();
        let headings = ["name"]
            .map(str::to_owned)
            .into_iter()
            .chain(letters.clone())
            .chain(["verdict".to_owned()]);
        let mut grid = Table::new(headings).wraps(0);
        for row in &self.people {
            let answer = &row.answer;
            let mut cells = vec![row.who.called()];
            cells.extend(
                self.requirements
                    .iter()
                    .map(|id| find(row, id).map(|line| cell(line, answer)).unwrap_or_default()),
            );
            // An applicant without a seat is open too; that they have no seat is what matters.
            let seat = if matches!(answer.standing, "applied" | "waitlisted" | "referred") {
                answer.standing
            } else {
                ""
            };
            cells.push(if seat.is_empty() {
                verdict(answer.verdict, answer.certificate.as_ref())
            } else {
                format!("{}, {seat}", word(answer.verdict))
            });
            grid.row(cells);
        }
        canvas.grid(&grid, 0);
        canvas.gap();
        let left_out = if self.left_out > 0 {
            format!(" ({} left out by the filters)", self.left_out)
        } else {
            String::new()
        };
        canvas
            .line(&format!("{}{left_out}: {}", heads(self.people.len()), totals(&self.totals)), 2);
        let legend: Vec<String> = letters
            .iter()
            .zip(&self.requirements)
            .map(|(letter, id)| format!("{letter} {id}"))
            .collect();
        canvas.items(&legend, "  ", 2);
        let mut lines = self.people.iter().flat_map(|row| &row.answer.requirements);
        let spare = lines.any(|line| line.not_needed && self.requirements.contains(&line.id));
        let signs = [
            "✓ met",
            "◐ open",
            "! at risk",
            "✕ out of reach (without a waiver or correction)",
            "w waived",
            "o overdue",
        ];
        let mut signs = signs.map(str::to_owned).to_vec();
        if spare {
            signs.push(format!("{NOT_NEEDED} not needed: another way is nearer or met"));
        }
        canvas.items(&signs, "  ", 2);
        unjudged(&self.unjudged, canvas);
    }

    fn table(&self) -> Option<Table> {
        let mut headings: Vec<String> =
            ["stream", "name", "email", "cohort", "standing", "verdict"]
                .map(str::to_owned)
                .to_vec();
        for id in &self.requirements {
            headings.extend(
                ["status", "have", "need"].map(|part| format!("{}_{part}", id.replace('-', "_"))),
            );
        }
        headings.extend(
            ["balance", "currency", "outcome", "best_outcome", "latest_safe_day", "remains"]
                .map(str::to_owned),
        );
        headings.extend(
            ["certificate", "certificate_until", "overdue", "overdue_since"].map(str::to_owned),
        );
        let mut table = Table::new(headings);
        for row in &self.people {
            let answer = &row.answer;
            let mut cells = vec![
                row.who.stream.clone(),
                row.who.name.clone().unwrap_or_default(),
                row.who.emails.first().cloned().unwrap_or_default(),
                answer.cohort.clone(),
                answer.standing.to_owned(),
                answer.verdict.to_owned(),
            ];
            for id in &self.requirements {
                let line = find(row, id);
                cells.push(line.map(|line| line.status.to_owned()).unwrap_or_default());
                cells.push(line.map(|line| line.have.to_string()).unwrap_or_default());
                cells.push(line.map(|line| line.need.to_string()).unwrap_or_default());
            }
            let account = answer.account.as_ref();
            cells.push(account.map(|account| account.balance.to_string()).unwrap_or_default());
            cells.push(account.map(|account| account.currency.clone()).unwrap_or_default());
            let outcomes = [&answer.outcome, &answer.best_outcome];
            cells.extend(
                outcomes.map(|each| {
                    each.as_ref().map(|outcome| outcome.id.clone()).unwrap_or_default()
                }),
            );
            let remains = answer.remains.as_ref();
            let latest = remains.and_then(|remains| remains.latest.as_ref());
            cells.push(latest.map(|latest| latest.day.to_string()).unwrap_or_default());
            cells.push(remains.map(|remains| remains.words.clone()).unwrap_or_default());
            let certificate = answer.certificate.as_ref();
            cells.push(certificate.map(|each| each.holds.to_owned()).unwrap_or_default());
            cells.push(certificate.map(|each| each.valid_until.to_string()).unwrap_or_default());
            let late = account.filter(|account| account.overdue > 0);
            cells.push(late.map(|late| late.overdue.to_string()).unwrap_or_default());
            let since = late.and_then(|late| late.overdue_since);
            cells.push(since.map(|day| day.to_string()).unwrap_or_default());
            table.row(cells);
        }
        Some(table)
    }
}

fn find<'a>(row: &'a Row, id: &str) -> Option<&'a Line> {
    row.answer.requirements.iter().find(|line| line.id == id)
}

impl Draw for CohortEvents {
    fn draw(&self, canvas: &mut Canvas) {
        canvas.toned(Tone::Strong, &self.cohort, " · what is on record of the cohort itself", 2);
        canvas.line(&self.asked.words, 2);
        canvas.gap();
        canvas.grid(&audit::lines(&self.events), 0);
    }

    fn table(&self) -> Option<Table> {
        Some(audit::events(&self.events))
    }
}
