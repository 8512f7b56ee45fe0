//! How replays look: verdicts, differences, and counts through time.

use cairn_ops::change::{self, RequirementChange};
use cairn_ops::replay::{CohortReplay, Difference, Replay};
use cairn_ops::timeline::Timeline;

use crate::render::change::{draw_change, is_leaf, named};
use crate::render::{Canvas, Draw, Table, Tone, cohort};

impl Draw for Replay {
    fn draw(&self, canvas: &mut Canvas) {
        canvas.line(&self.asked.words, 2);
        if let Some(against) = &self.against {
            canvas.line(&format!("against: {}", against.words), 2);
        }
        if self.cohorts.is_empty() {
            canvas.line("No cohort had a policy in force.", 0);
        }
        for each in &self.cohorts {
            canvas.gap();
            draw_cohort(each, canvas);
            cohort::unjudged(&each.unjudged, canvas);
        }
        canvas.gap();
        canvas.line("Nothing was recorded.", 0);
    }

    fn table(&self) -> Option<Table> {
        if self.against.is_some() {
            let headings = [
                "cohort",
                "stream",
                "name",
                "verdict_before",
                "verdict_after",
                "requirement",
                "status_before",
                "have_before",
                "need_before",
                "status_after",
                "have_after",
                "need_after",
                "rule_changed",
                "events",
            ];
            let mut table = Table::new(headings);
            for (cohort, difference) in self
                .cohorts
                .iter()
                .filter_map(|each| Some((&each.cohort, each.difference.as_ref()?)))
            {
                difference_rows(cohort, difference, &mut table);
            }
            return Some(table);
        }
        let mut table = Table::new(["cohort", "stream", "name", "standing", "verdict"]);
        for each in &self.cohorts {
            for person in &each.verdicts {
                table.row([
                    each.cohort.clone(),
                    person.who.stream.clone(),
                    person.who.name.clone().unwrap_or_default(),
                    person.standing.to_owned(),
                    person.verdict.to_owned(),
                ]);
            }
        }
        Some(table)
    }
}

fn difference_rows(cohort: &str, difference: &Difference, table: &mut Table) {
    for person in &difference.changed {
        let who = [
            cohort.to_owned(),
            person.who.stream.clone(),
            person.who.name.clone().unwrap_or_default(),
            person.change.from.clone().unwrap_or_default(),
            person.change.to.clone().unwrap_or_default(),
        ];
        let leaves: Vec<&RequirementChange> =
            person.change.requirements.iter().filter(|each| is_leaf(each)).collect();
        if leaves.is_empty() {
            table.row(who.iter().cloned().chain(std::iter::repeat_n(String::new(), 9)));
        }
        for each in leaves {
            let side = |side: &Option<change::Side>| {
                let number = |number: fn(&change::Side) -> i64| {
                    side.as_ref().map(number).map(|it| it.to_string())
                };
                let status = side.as_ref().map(|side| side.status.to_owned());
                [status, number(|side| side.have), number(|side| side.need)]
                    .map(Option::unwrap_or_default)
            };
            let ruled = if each.rule_changed { "yes" } else { "no" };
            let causes = [ruled.to_owned(), change::places(&each.because_of)];
            let what = std::iter::once(each.requirement.clone())
                .chain(side(&each.from))
                .chain(side(&each.to));
            table.row(who.iter().cloned().chain(what).chain(causes));
        }
    }
}

fn draw_cohort(each: &CohortReplay, canvas: &mut Canvas) {
    canvas.toned(
        Tone::Strong,
        &each.policy.title,
        &format!(" · policy version {}", each.policy.version),
        2,
    );
    canvas.line(&format!("{}: {}", cohort::heads(each.people), cohort::totals(&each.totals)), 2);
    let Some(difference) = &each.difference else { return };
    let policy = difference.policy.as_ref();
    let version = policy.map_or_else(
        || "no policy in force".to_owned(),
        |policy| format!("policy version {}", policy.version),
    );
    canvas.line(&format!("against {version}: {}", cohort::totals(&difference.totals)), 2);
    canvas.gap();
    if difference.changed.is_empty() {
        canvas.line("No verdict changed.", 0);
    }
    let mut last = String::new();
    for person in &difference.changed {
        let turn = format!(
            "{} → {}",
            named(person.change.from.as_ref()),
            named(person.change.to.as_ref())
        );
        if turn != last {
            let count = difference.changed.iter().filter(|other| {
                (&other.change.from, &other.change.to) == (&person.change.from, &person.change.to)
            });
            canvas.toned(Tone::Strong, &turn, &format!("  ({})", count.count()), 2);
            last = turn;
        }
        canvas.line(&format!("  {}", person.who.called()), 4);
        draw_change(&person.change, canvas);
    }
    canvas.gap();
    canvas.line(
        &format!(
            "{} changed, {} with other measures but the same verdict, {} the same in everything.",
            difference.changed.len(),
            difference.measures_only,
            difference.unchanged
        ),
        2,
    );
}

impl Draw for Timeline {
    fn draw(&self, canvas: &mut Canvas) {
        canvas.toned(Tone::Strong, &self.policy.title, " · verdicts through time", 2);
        canvas.line(&self.asked.words, 2);
        canvas.gap();
        // Whole words would not fit beside each other on 80 columns; the CSV has them.
        let letters: Vec<String> = (0..self.verdicts.len()).map(cohort::letter).collect();
        canvas.grid(&self.counts(&letters), 0);
        canvas.gap();
        let legend: Vec<String> = letters
            .iter()
            .zip(&self.verdicts)
            .map(|(letter, verdict)| format!("{letter} {}", cohort::word(verdict)))
            .collect();
        canvas.items(&legend, "  ", 2);
    }

    fn table(&self) -> Option<Table> {
        Some(self.counts(&self.verdicts))
    }
}

trait Counts {
    /// Returns the table of counts, with these headings for the verdicts.
    fn counts(&self, headings: &[String]) -> Table;
}

impl Counts for Timeline {
    fn counts(&self, verdicts: &[String]) -> Table {
        let mut headings = vec!["as_of".to_owned(), "people".to_owned()];
        headings.extend_from_slice(verdicts);
        let mut table = Table::new(headings);
        for column in 1..=self.verdicts.len() + 1 {
            table = table.right(column);
        }
        for step in &self.steps {
            let instant = || step.as_of.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
            let mut cells =
                vec![step.day.map_or_else(instant, |day| day.to_string()), step.people.to_string()];
            cells.extend(
                self.verdicts
                    .iter()
                    .map(|verdict| step.counts.get(verdict).copied().unwrap_or(0).to_string()),
            );
            table.row(cells);
        }
        table
    }
}
