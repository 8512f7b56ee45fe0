//! How changes look: one person's, a cohort's, and a timeline of counts.

use cairn_ops::change::{self, Change, RequirementChange};
use cairn_ops::compare::Comparison;
use cairn_ops::replay::{CohortReplay, Difference, Replay};
use cairn_ops::timeline::Timeline;

use crate::render::{Canvas, Draw, Table, Tone, answer, audit, cohort};

fn named(verdict: Option<&String>) -> String {
    verdict.map_or_else(|| "not on record".to_owned(), |verdict| cohort::word(verdict))
}

fn requirement(each: &RequirementChange) -> String {
    let side = |side: &Option<change::Side>| {
        side.as_ref().map_or_else(
            || "not asked".to_owned(),
            |side| format!("{} ({})", side.words, answer::status(side.status).1),
        )
    };
    let mut said = format!("{}: {} → {}", each.requirement, side(&each.from), side(&each.to));
    if each.rule_changed {
        said = format!("{said}; the rule differs");
    }
    if !each.because_of.is_empty() {
        said = format!("{said}; because of {}", change::places(&each.because_of));
    }
    if let Some(deadline) = &each.deadline {
        said = format!("{said}; {deadline}");
    }
    said
}

fn draw_change(each: &Change, canvas: &mut Canvas) {
    if each.standing_from != each.standing_to {
        let by = each
            .standing_by
            .as_ref()
            .map(|cited| format!(" by #{}", cited.position))
            .unwrap_or_default();
        let to = named(each.standing_to.as_ref());
        canvas.line(&format!("    standing: {} → {to}{by}", named(each.standing_from.as_ref())), 6);
    }
    for each in each.requirements.iter().filter(|each| is_leaf(each)) {
        canvas.line(&format!("    {}", requirement(each)), 6);
    }
}

/// The requirements made of others only repeat what their parts say.
fn is_leaf(each: &RequirementChange) -> bool {
    !each.to.as_ref().or(each.from.as_ref()).is_some_and(|side| side.words.ends_with(" met"))
}

impl Draw for Comparison {
    fn draw(&self, canvas: &mut Canvas) {
        audit::person(&self.who, canvas);
        canvas.line(&format!("from: {}", self.from.words), 6);
        canvas.line(&format!("to:   {}", self.to.words), 6);
        for each in &self.cohorts {
            canvas.gap();
            let change = &each.change;
            if change.is_empty() {
                canvas.line(
                    &format!("{}: nothing changed, {}", each.cohort, named(change.to.as_ref())),
                    2,
                );
                continue;
            }
            let (from, to) = (named(change.from.as_ref()), named(change.to.as_ref()));
            let turn =
                if change.turns() { format!("{from} → {to}") } else { format!("still {to}") };
            canvas.toned(Tone::Strong, &each.cohort, &format!(": {turn}"), 2);
            draw_change(change, canvas);
        }
        if self.events.is_empty() && self.gone.is_empty() {
            canvas.gap();
            canvas.line("No event lies between the two.", 0);
        }
        if let Some(table) = self.table().filter(|table| !table.is_empty()) {
            canvas.gap();
            canvas.line(
                "Events that the later point knows, and the earlier did not, or not in this way",
                0,
            );
            canvas.grid(&table, 0);
        }
        if !self.gone.is_empty() {
            let places: Vec<String> = self.gone.iter().map(|place| format!("#{place}")).collect();
            canvas.line(&format!("On the earlier side only: {}", places.join(" ")), 2);
        }
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new(["#", "when it was true", "what happened", "recorded by"])
            .right(0)
            .wraps(2)
            .wraps(3);
        for entry in &self.events {
            table.row([
                entry.event.position.to_string(),
                entry.on.clone(),
                audit::what(entry),
                entry.recorded_by.clone(),
            ]);
        }
        Some(table)
    }
}

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
                "from",
                "to",
                "requirement",
                "before",
                "after",
                "rule changed",
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
            table.row(who.iter().cloned().chain(std::iter::repeat_n(String::new(), 5)));
        }
        for each in leaves {
            let measure = |side: &Option<change::Side>| {
                side.as_ref().map(|side| side.words.clone()).unwrap_or_default()
            };
            let ruled = if each.rule_changed { "yes" } else { "no" };
            let what = [
                each.requirement.clone(),
                measure(&each.from),
                measure(&each.to),
                ruled.to_owned(),
                change::places(&each.because_of),
            ];
            table.row(who.iter().cloned().chain(what));
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
    canvas.line(&format!("{} people: {}", each.people, cohort::totals(&each.totals)), 2);
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
        canvas.line(&legend.join("  "), 2);
    }

    fn table(&self) -> Option<Table> {
        Some(
            self.counts(
                &self.verdicts.iter().map(|verdict| cohort::word(verdict)).collect::<Vec<_>>(),
            ),
        )
    }
}

trait Counts {
    /// Returns the table of counts, with these headings for the verdicts.
    fn counts(&self, headings: &[String]) -> Table;
}

impl Counts for Timeline {
    fn counts(&self, verdicts: &[String]) -> Table {
        let mut headings = vec!["as of".to_owned(), "people".to_owned()];
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
