//! How changes of one person look.

use cairn_ops::change::{self, Change, RequirementChange};
use cairn_ops::compare::Comparison;

use crate::render::{Canvas, Draw, Table, Tone, answer, audit, cohort};

pub(crate) fn named(verdict: Option<&String>) -> String {
    verdict.map_or_else(|| "not on record".to_owned(), |verdict| cohort::word(verdict))
}

fn requirement(each: &RequirementChange, of: &Change) -> String {
    let side = |side: &Option<change::Side>, none: &str| {
        side.as_ref().map_or_else(
            || none.to_owned(),
            |side| format!("{} ({})", side.words, answer::status(side.status).1),
        )
    };
    let none = |verdict: &Option<String>, then: &'static str| {
        if verdict.is_some() { "not asked" } else { then }
    };
    let from = side(&each.from, none(&of.from, "not on record then"));
    let to = side(&each.to, none(&of.to, "not on record"));
    let mut said = format!("{}: {from} → {to}", each.requirement);
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

pub(crate) fn draw_change(of: &Change, canvas: &mut Canvas) {
    if of.standing_from != of.standing_to {
        let by = of
            .standing_by
            .as_ref()
            .map(|cited| format!(" by #{}", cited.position))
            .unwrap_or_default();
        let to = named(of.standing_to.as_ref());
        canvas.line(&format!("    standing: {} → {to}{by}", named(of.standing_from.as_ref())), 6);
    }
    for each in of.requirements.iter().filter(|each| is_leaf(each)) {
        canvas.line(&format!("    {}", requirement(each, of)), 6);
    }
}

/// The requirements made of others only repeat what their parts say.
pub(crate) fn is_leaf(each: &RequirementChange) -> bool {
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
        if !self.events.is_empty() {
            canvas.gap();
            canvas.line(
                "Events that the later point knows, and the earlier did not, or not in this way",
                0,
            );
            canvas.grid(&audit::lines(&self.events), 0);
        }
        if !self.gone.is_empty() {
            let places: Vec<String> = self.gone.iter().map(|place| format!("#{place}")).collect();
            canvas.line(&format!("On the earlier side only: {}", places.join(" ")), 2);
        }
    }

    fn table(&self) -> Option<Table> {
        Some(audit::events(&self.events))
    }
}
