//! How people look: everybody, pairs that may be one, and what somebody is called in files.

use cairn_ops::people::alias::Aliases;
use cairn_ops::people::duplicates::{Candidate, Duplicates, Pair};
use cairn_ops::people::list::{People, PersonLine};
use cairn_ops::words;

use crate::render::cohort::heads;
use crate::render::{Canvas, Draw, Table, Tone};

impl Draw for People {
    fn draw(&self, canvas: &mut Canvas) {
        canvas.line(&self.asked.words, 2);
        canvas.gap();
        canvas.grid(&if self.cohort.is_some() { narrow(self) } else { wide(self) }, 0);
        canvas.gap();
        let of = self.cohort.as_ref().map(|cohort| format!(" of {cohort}")).unwrap_or_default();
        canvas.line(&format!("{}{of}", heads(self.people.len())), 2);
    }

    fn table(&self) -> Option<Table> {
        let headings = ["stream", "name", "emails", "linked", "aliases", "since", "cohorts"];
        let mut table = Table::new(headings);
        for each in &self.people {
            table.row([
                each.who.stream.clone(),
                each.who.name.clone().unwrap_or_default(),
                each.who.emails.join(", "),
                each.who.linked.join(", "),
                each.aliases.join(", "),
                each.since.map(|day| day.to_string()).unwrap_or_default(),
                each.cohorts.join(", "),
            ]);
        }
        Some(table)
    }
}

/// Lays out a cohort: a line for each person.
fn narrow(people: &People) -> Table {
    let mut grid = Table::new(["id", "name", "e-mail", "since"]).wraps(1);
    for each in &people.people {
        let first = each.who.emails.first().cloned().unwrap_or_default();
        grid.row([each.short_id.clone(), name(each), first, since(each)]);
        for more in beside(each, 1) {
            grid.row([String::new(), String::new(), more, String::new()]);
        }
    }
    grid
}

/// Lays out everybody: under each name the addresses, the other records and the cohorts, each on a line of its own.
fn wide(people: &People) -> Table {
    let mut grid = Table::new(["id", "name", "since"]);
    for each in &people.people {
        grid.row([each.short_id.clone(), name(each), since(each)]);
        let cohorts = each.cohorts.iter().map(|cohort| format!("in {cohort}"));
        for more in beside(each, 0).chain(cohorts) {
            grid.row([String::new(), more, String::new()]);
        }
    }
    grid
}

fn name(each: &PersonLine) -> String {
    // People of one name are told apart by what stands beside it.
    each.who.name.clone().unwrap_or_else(|| "(no name)".to_owned())
}

fn since(each: &PersonLine) -> String {
    each.since.map(|day| day.to_string()).unwrap_or_default()
}

/// Lists the addresses that are not shown yet, and the other records.
fn beside(each: &PersonLine, shown: usize) -> impl Iterator<Item = String> {
    let addresses = each.who.emails.iter().skip(shown).cloned();
    addresses.chain(each.short_linked.iter().map(|id| format!("also {id}")))
}

impl Draw for Duplicates {
    fn draw(&self, canvas: &mut Canvas) {
        canvas.line(&self.asked.words, 2);
        canvas.gap();
        if self.pairs.is_empty() {
            canvas.line(
                "no two people share an address, a name, or what they are called in files",
                2,
            );
            return;
        }
        for pair in &self.pairs {
            draw(pair, canvas);
            canvas.gap();
        }
        canvas.line(
            "These are suggestions: two people can share a name. Look at both, then link them if they are one: \
             `cairn people link WHO OTHER --reason \"…\"`",
            2,
        );
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new([
            "stream",
            "name",
            "email",
            "other_stream",
            "other_name",
            "other_email",
            "reasons",
            "told_apart",
        ]);
        for pair in &self.pairs {
            let who = |each: &Candidate| {
                let email = each.who.emails.first().cloned().unwrap_or_default();
                [each.who.stream.clone(), each.who.name.clone().unwrap_or_default(), email]
            };
            let mut cells: Vec<String> =
                who(&pair.one).into_iter().chain(who(&pair.other)).collect();
            cells.push(reasons(pair));
            cells.push(pair.told_apart.map(|place| place.to_string()).unwrap_or_default());
            table.row(cells);
        }
        Some(table)
    }
}

fn draw(pair: &Pair, canvas: &mut Canvas) {
    let reasons = reasons(pair);
    match pair.told_apart {
        None => canvas.toned(Tone::Strong, &reasons, "", 2),
        Some(place) => {
            let place = words::place(place);
            canvas.line(&format!("{reasons}; but they are different people, as {place} says"), 2);
        }
    }
    let mut grid = Table::default();
    for each in [&pair.one, &pair.other] {
        let name = each.who.name.clone().unwrap_or_else(|| "(no name)".to_owned());
        grid.row([each.short_id.clone(), name, each.who.emails.join(", ")]);
    }
    canvas.grid(&grid, 2);
}

fn reasons(pair: &Pair) -> String {
    let all: Vec<&str> = pair.reasons.iter().map(|reason| reason.words.as_str()).collect();
    all.join("; ")
}

impl Draw for Aliases {
    fn draw(&self, canvas: &mut Canvas) {
        let who = self.who.called();
        if self.aliases.is_empty() {
            canvas.line(&format!("nothing is confirmed of what {who} is called in files"), 2);
            return;
        }
        canvas.toned(Tone::Strong, &who, " is called in files", 2);
        canvas.gap();
        let mut grid = Table::default().wraps(1);
        for each in &self.aliases {
            grid.row([
                words::place(each.position),
                each.alias.clone().unwrap_or_else(|| "(erased)".to_owned()),
                each.recorded_on.clone(),
                each.recorded_by.clone(),
            ]);
        }
        canvas.grid(&grid, 2);
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new(["position", "alias", "recorded_at", "recorded_by"]);
        for each in &self.aliases {
            table.row([
                each.position.to_string(),
                each.alias.clone().unwrap_or_default(),
                each.recorded_at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
                each.recorded_by.clone(),
            ]);
        }
        Some(table)
    }
}
