//! How what remains looks: in brief, and as a list with dates at one clock or two.

use cairn_ops::remains::{Remains, StepLine, Task};

use crate::render::{Canvas, Tone};

/// Draws the plan in one sentence, and until when it can wait.
pub(crate) fn in_brief(remains: &Remains, canvas: &mut Canvas) {
    canvas.gap();
    canvas.toned(Tone::Strong, "What would settle it:", &format!(" {}.", remains.words), 2);
    latest(remains, canvas);
}

/// Draws the plan as a list.
pub(crate) fn in_full(remains: &Remains, cities: Option<&(String, String)>, canvas: &mut Canvas) {
    canvas.gap();
    canvas.line("What remains: one way to get there, of which nothing can be left out", 2);
    for task in &remains.plan {
        self::task(task, cities, canvas);
    }
    canvas.gap();
    if remains.plan.iter().filter(|task| task.act == "log").count() > 1 {
        canvas.line(
            "Amounts are planned for each requirement by itself; one piece of work may serve for two.",
            2,
        );
    }
    latest(remains, canvas);
}

fn latest(remains: &Remains, canvas: &mut Canvas) {
    match &remains.latest {
        Some(latest) => canvas
            .line(&format!("Latest safe day, if nothing is done until then: {}", latest.words), 2),
        None => canvas.line(&no_deadline(remains), 2),
    }
}

/// Says that it never comes too late; what is paid in instalments has its days all the same.
fn no_deadline(remains: &Remains) -> String {
    let steps = || remains.plan.iter().flat_map(|task| &task.steps);
    let paid = steps().find(|step| !step.instalments.is_empty());
    let next = paid.and_then(|step| step.instalments.first());
    match (paid.and_then(StepLine::behind), next) {
        (Some(late), _) => {
            format!("No deadline puts it out of reach, but a payment is late: {}.", late.words)
        }
        (None, Some(next)) => {
            format!("No deadline puts it out of reach; the next payment: {}.", next.words)
        }
        // Another way would do after them: a price that is not reduced any more.
        (None, None) if steps().any(|step| step.before.is_some()) => {
            "No deadline puts it out of reach; after the days above, the plan would be another."
                .to_owned()
        }
        (None, None) if steps().any(|step| step.hangs) => {
            "No deadline binds it yet; those in brackets are counted from what is still to come."
                .to_owned()
        }
        (None, None) => "No deadline binds it.".to_owned(),
    }
}

fn task(task: &Task, cities: Option<&(String, String)>, canvas: &mut Canvas) {
    match task.steps.as_slice() {
        [only] if task.act != "attend" => {
            let dated = match (cities, only.when.as_ref()) {
                (None, Some(when)) => format!("{} {when}", task.words),
                _ => task.words.clone(),
            };
            canvas.line(&format!("  • {dated}"), 6);
            if let Some(when) = cities.and_then(|_| when(only, cities)) {
                canvas.line(&format!("      {when}"), 8);
            }
        }
        steps => {
            canvas.line(&format!("  • {}", task.words), 6);
            for step in steps {
                let about = step.about.as_deref().unwrap_or_default();
                let on = step.words.split_once(", touching ");
                let on = on.map_or_else(String::new, |(_, on)| format!(", touching {on}"));
                let when = when(step, cities).map_or_else(String::new, |when| format!("  {when}"));
                canvas.line(&format!("      {about}{on}{when}"), 8);
            }
        }
    }
}

/// Says when, at the programme's clock and at their own, where they differ.
fn when(step: &StepLine, cities: Option<&(String, String)>) -> Option<String> {
    let when = step.when.as_ref()?;
    Some(match (cities, &step.when_own) {
        (Some((here, there)), Some(own)) => format!("{when} {here} · {own} {there}"),
        _ => when.clone(),
    })
}
