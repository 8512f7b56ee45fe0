//! How an explanation looks: the rule, the measure, the events, and the least that alone gives the same answer.

use cairn_ops::cited::Event;
use cairn_ops::lines::Line;
use cairn_ops::why::{PartOf, Why};

use crate::render::answer::status;
use crate::render::{Canvas, Draw, Table, Tone, answer, audit, remains};

impl Draw for Why {
    fn draw(&self, canvas: &mut Canvas) {
        audit::person(&self.who, canvas);
        canvas.line(&self.asked.words, 2);
        canvas.gap();
        canvas.line(&format!("{} · policy version {}", self.policy.title, self.policy.version), 2);
        canvas.gap();
        if self.whole {
            let (word, tone) = answer::verdict(self.verdict, None);
            canvas.toned(tone, &word, "", 2);
        }
        rule(&self.requirement, &self.finding, canvas);
        if !self.outcomes.is_empty() {
            let names: Vec<String> =
                self.outcomes.iter().map(|title| format!("“{title}”")).collect();
            let said = format!(
                "  only the outcome {} asks for it, and the certificate does not",
                names.join(" and ")
            );
            canvas.line(&said, 4);
        }
        for part in &self.parts {
            self::part(part, canvas);
        }
        if !self.parts.is_empty() {
            canvas.line("    `cairn why WHO REQUIREMENT` explains one of these", 6);
        }
        if self.parts.is_empty() {
            events("What counts", &self.counts, canvas);
            events(
                "What was looked at and does not count, or counts against",
                &self.against,
                canvas,
            );
            events("What may still come to count", &self.pending, canvas);
        }
        least(self, canvas);
        if let Some(remains) = &self.remains {
            remains::in_brief(remains, canvas);
        }
    }

    fn table(&self) -> Option<Table> {
        let mut table = Table::new(["role", "position", "event_id", "when", "what", "why"]);
        let roles = [
            ("counts", &self.counts),
            ("against", &self.against),
            ("pending", &self.pending),
            ("because", &self.because),
        ];
        for (role, events) in roles {
            for each in events {
                table.row([
                    role.to_owned(),
                    each.event.position.to_string(),
                    each.event.event_id.to_string(),
                    each.on.clone(),
                    each.what.clone(),
                    each.why.clone().unwrap_or_default(),
                ]);
            }
        }
        for each in &self.missed {
            let blank = String::new();
            let row = ["missed".to_owned(), blank.clone(), blank.clone(), blank.clone()];
            table.row(row.into_iter().chain([each.words.clone(), blank]));
        }
        Some(table)
    }
}

fn rule(id: &str, line: &Line, canvas: &mut Canvas) {
    let (sign, word, tone) = status(line.status);
    let title = line.rule.as_ref().map_or(id, |rule| rule.title.as_str());
    let head = format!("{sign} {title}");
    canvas.toned(
        tone,
        &head,
        &format!(" ({id}): {}; {}", answer::slack(line, word), line.words),
        2,
    );
    if let Some(rule) = &line.rule {
        canvas.line(&format!("  asks: {}", rule.asks), 4);
        if let Some(why) = &rule.assumed {
            canvas.line(&format!("  assumed, as the programme never published it: {why}"), 4);
        }
        if let Some(source) = &rule.published {
            canvas.line(&format!("  published: {source}"), 4);
        }
    }
    if let Some(since) = &line.since {
        canvas.line(&format!("  out of reach {}, without a waiver or correction", since.words), 4);
    }
    if let Some(waived) = &line.waived {
        canvas.line(&format!("  waived {}, #{}", waived.words, waived.event.position), 4);
    }
    for each in &line.extended {
        canvas.line(&format!("  extended {}, #{}", each.words, each.event.position), 4);
    }
    for note in &line.notes {
        canvas.line(&format!("  {note}"), 4);
    }
    if let Some(latest) = &line.latest {
        canvas.line(&format!("  latest safe day: {}", latest.words), 4);
    }
    if let Some(until) = &line.met_until {
        canvas.line(&format!("  stays met until {}, unless more comes", until.words), 4);
    }
}

fn part(part: &PartOf, canvas: &mut Canvas) {
    let (sign, word, tone) = status(part.status);
    let said = format!(" ({}): {word}; {}", part.requirement, part.words);
    canvas.toned(tone, &format!("    {sign} {}", part.title), &said, 6);
}

fn events(title: &str, events: &[Event], canvas: &mut Canvas) {
    if events.is_empty() {
        return;
    }
    canvas.gap();
    canvas.line(title, 0);
    canvas.grid(&list(events), 2);
}

fn list(events: &[Event]) -> Table {
    let mut table = Table::default().right(0).wraps(2);
    for each in events {
        let amended =
            each.amended_by.map_or_else(String::new, |by| format!(", as amended by #{by}"));
        let why = each.why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
        let place = format!("#{}", each.event.position);
        table.row([place, each.on.clone(), format!("{}{amended}{why}", each.what)]);
    }
    table
}

fn least(answer: &Why, canvas: &mut Canvas) {
    let (_, word, _) = status(answer.finding.status);
    let said = if answer.whole { answer.verdict.replace('_', " ") } else { word.to_owned() };
    canvas.gap();
    canvas.toned(Tone::Strong, &format!("Why “{said}”"), "", 0);
    if answer.because.is_empty() {
        canvas.line(&format!("With nothing on record it would be {said} on this day, too."), 2);
    } else {
        canvas.line("These events alone give the same answer; none of them can be left out:", 0);
        canvas.grid(&list(&answer.because), 2);
    }
    if !answer.missed.is_empty() {
        canvas.gap();
        canvas.toned(Tone::Strong, "Why not", "", 0);
        let said = if answer.missed.len() == 1 {
            "This was missed, and alone keeps it out of reach, without a waiver or correction:"
        } else {
            "These were missed, and alone keep it out of reach, without a waiver or correction. Had all other chances been taken, and any one of these, too, it would be in reach:"
        };
        canvas.line(said, 0);
        for each in &answer.missed {
            canvas.line(&format!("  • {}", each.words), 4);
        }
    }
}
