//! How a docket looks.

use cairn_ops::docket::{Docket, Group};

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
            canvas.gap();
            let title = group.id.replace('_', " ").to_uppercase();
            let tone = match group.id {
                "ready" | "decided" => Tone::Good,
                "out_of_reach" | "changed" => Tone::Bad,
                "expired" => Tone::Warn,
                _ => Tone::Strong,
            };
            canvas.toned(
                tone,
                &format!("{title} ({})", group.people.len()),
                &format!("   {}", group.title),
                2,
            );
            let settled = matches!(group.id, "ready" | "decided" | "ended");
            if settled && !group.people.is_empty() {
                let name = |case: &cairn_ops::docket::Case| {
                    if group.id == "ended" {
                        format!("{} ({})", case.who.called(), case.verdict)
                    } else {
                        case.who.called()
                    }
                };
                canvas.line(
                    &format!("  {}", group.people.iter().map(name).collect::<Vec<_>>().join(" · ")),
                    2,
                );
            }
            for case in group.people.iter().filter(|_| !settled) {
                let expired = case.certificate.iter().filter(|each| each.holds != "valid");
                let expired = expired.map(|each| format!("certificate {}", each.words));
                let lacks = case.lacks.iter().filter(|_| group.id != "expired");
                let said: Vec<String> = expired
                    .chain(lacks.map(|lack| {
                        let latest = lack.latest.as_ref().filter(|_| group.id == "close");
                        let until = latest.map_or_else(String::new, |latest| {
                            format!(", can wait until {}", latest.words)
                        });
                        format!("{} {}{until}", lack.requirement, lack.words)
                    }))
                    .collect();
                let seat = if matches!(case.standing, "admitted" | "certified") {
                    String::new()
                } else {
                    format!("{}; ", case.standing)
                };
                canvas.line(&format!("  {}   {seat}{}", case.who.called(), said.join("; ")), 6);
            }
        }
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
                if case.lacks.is_empty() {
                    table.row(who.iter().cloned().chain(std::iter::repeat_n(String::new(), 5)));
                }
                for lack in &case.lacks {
                    let what = [
                        lack.requirement.clone(),
                        lack.status.to_owned(),
                        lack.have.to_string(),
                        lack.need.to_string(),
                        lack.latest.as_ref().map(|each| each.day.to_string()).unwrap_or_default(),
                    ];
                    table.row(who.iter().cloned().chain(what));
                }
            }
        }
        Some(table)
    }
}
