//! How a docket looks.

use cairn_ops::docket::{Case, Docket, Group};

use crate::render::cohort::unjudged;
use crate::render::{Canvas, Draw, Table, Tone};

impl Draw for Docket {
    fn draw(&self, canvas: &mut Canvas) {
        canvas.toned(
            Tone::Strong,
            &self.policy.title,
            &format!(" · policy version {}", self.policy.version),
            2,
        );
        canvas.line(&self.asked.words, 2);
        // Where certificates hold for good, none can have expired.
        let never = |group: &&Group| group.id == "expired" && group.people.is_empty();
        for group in self.groups.iter().filter(|group| !never(group)) {
            self::group(group, canvas);
        }
        behind(self, canvas);
        unjudged(&self.unjudged, canvas);
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new([
            "group",
            "stream",
            "name",
            "standing",
            "verdict",
            "requirement",
            "status",
            "have",
            "need",
            "latest_safe_day",
            "overdue",
            "overdue_since",
        ]);
        for group in &self.groups {
            for case in &group.people {
                let who = [
                    group.id.to_owned(),
                    case.who.stream.clone(),
                    case.who.name.clone().unwrap_or_default(),
                    case.standing.to_owned(),
                    case.verdict.to_owned(),
                ];
                let late = case.overdue.as_ref();
                let late = [
                    late.map(|late| late.amount.to_string()).unwrap_or_default(),
                    late.map(|late| late.since.to_string()).unwrap_or_default(),
                ];
                if case.lacks.is_empty() {
                    let nothing = std::iter::repeat_n(String::new(), 5);
                    table.row(who.iter().cloned().chain(nothing).chain(late.clone()));
                }
                for lack in &case.lacks {
                    let what = [
                        lack.requirement.clone(),
                        lack.status.to_owned(),
                        lack.have.to_string(),
                        lack.need.to_string(),
                        lack.latest.as_ref().map(|each| each.day.to_string()).unwrap_or_default(),
                    ];
                    table.row(who.iter().cloned().chain(what).chain(late.clone()));
                }
            }
        }
        Some(table)
    }
}

fn group(group: &Group, canvas: &mut Canvas) {
    canvas.gap();
    let title = group.id.replace('_', " ").to_uppercase();
    let tone = match group.id {
        "ready" | "decided" => Tone::Good,
        "out_of_reach" | "changed" => Tone::Bad,
        "expired" => Tone::Warn,
        _ => Tone::Strong,
    };
    let title = format!("{title} ({})", group.people.len());
    canvas.toned(tone, &title, &format!("   {}", group.title), 2);
    if !matches!(group.id, "ready" | "decided" | "ended") {
        group.people.iter().for_each(|case| self::case(group.id, case, canvas));
    } else if !group.people.is_empty() {
        let names: Vec<String> = group.people.iter().map(named).collect();
        canvas.line(&format!("  {}", names.join(" · ")), 2);
    }
}

/// Names somebody, and what ended it for them.
fn named(case: &Case) -> String {
    match case.verdict {
        "eligible" | "open" | "at_risk" | "out_of_reach" | "certified" => case.who.called(),
        ended => format!("{} ({ended})", case.who.called()),
    }
}

fn case(group: &str, case: &Case, canvas: &mut Canvas) {
    let expired = case.certificate.iter().filter(|each| each.holds != "valid");
    let expired = expired.map(|each| format!("certificate {}", each.words));
    let lacks = case.lacks.iter().filter(|_| group != "expired").map(|lack| {
        let latest = lack.latest.as_ref().filter(|_| group == "close");
        let until =
            latest.map_or_else(String::new, |latest| format!(", can wait until {}", latest.words));
        format!("{} {}{until}", lack.requirement, lack.words)
    });
    let said: Vec<String> = expired.chain(lacks).collect();
    let seat = if matches!(case.standing, "admitted" | "certified") {
        String::new()
    } else {
        format!("{}; ", case.standing)
    };
    canvas.line(&format!("  {}   {seat}{}", case.who.called(), said.join("; ")), 6);
}

/// Draws whoever is behind with their instalments, whatever their group.
fn behind(docket: &Docket, canvas: &mut Canvas) {
    let behind = docket.behind();
    if behind.is_empty() {
        return;
    }
    canvas.gap();
    let title = format!("OVERDUE ({})", behind.len());
    canvas.toned(Tone::Warn, &title, "   behind with instalments; in a group above, too", 2);
    for (case, late) in behind {
        canvas.line(&format!("  {}   {}", named(case), late.words), 6);
    }
}
