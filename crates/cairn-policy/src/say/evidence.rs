//! Reflections, what is done once, what people say of it, and examinations, in words.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::Role;
use cairn_domain::policy::{Milestone, Requirement};

use crate::say::counts::{any_of, count, joined, plural, quoted, share};
use crate::say::when::{counting, parts, until};

pub(super) fn asked(asks: &Requirement) -> String {
    let window = asks.window().unwrap_or_default();
    match asks {
        Requirement::Filings { need, within_days, each } => {
            let each = among(each, |facet, need| {
                format!("{need} on {}", facet.as_str().replace('_', " "))
            });
            let within = count(*within_days, "day");
            let sessions = count(*need, "session");
            format!(
                "File reflections on at least {sessions}, each within {within} after its session{each}"
            )
        }
        Requirement::Done { milestone, .. } => {
            format!("{}{}{}", done(milestone), until(window.by), counting(window))
        }
        Requirement::Reviews { of, reviewers, each, excluding } => {
            let people = people(*reviewers, "reviewer");
            format!("Have the {of} accepted by {people}{}", capacities(*reviewers, each, excluding))
        }
        Requirement::Judgement { question, judges, each, excluding } => {
            let people = people(*judges, "judge");
            format!("Have “{question}” granted by {people}{}", capacities(*judges, each, excluding))
        }
        Requirement::Exam { of, pass_mark, attempts, wait, .. } => {
            let mark = pass_mark.map_or_else(
                || "; the examiner says whether it is passed".to_owned(),
                |mark| {
                    format!("; at least {} of the points pass, or the examiner's word", share(mark))
                },
            );
            let again = wait.map_or_else(String::new, |wait| {
                let (length, note) = parts(wait);
                format!(", and as many again {length} after the last of them{note}")
            });
            let attempts = attempts.map_or_else(String::new, |attempts| {
                let count_s = if attempts == 1 { "counts" } else { "count" };
                format!("; {} {count_s}{again}", count(attempts, "attempt"))
            });
            let by = until(window.by);
            let of = match of.as_str() {
                "exam" | "examination" => String::new(),
                name => format!(" “{name}”"),
            };
            format!("Pass the examination{of}{by}{mark}{attempts}{}", counting(window))
        }
        Requirement::Prerequisite { any_of } if any_of.len() == 1 => {
            format!("Complete {} before applying", quoted(any_of))
        }
        Requirement::Prerequisite { any_of } => {
            format!("Complete one of these before applying: {}", quoted(any_of))
        }
        _ => String::new(),
    }
}

fn done(milestone: &Milestone) -> String {
    match milestone {
        Milestone::Submitted(item) => format!("Hand in the {item}"),
        Milestone::Retreat { days, times: 1 } => {
            format!("Complete a retreat of at least {}", count(*days, "day"))
        }
        Milestone::Retreat { days, times } => {
            format!("Complete {times} retreats of at least {} each", count(*days, "day"))
        }
        Milestone::Completed(names) if names.len() == 1 => format!("Complete {}", quoted(names)),
        Milestone::Completed(names) => format!("Complete one of these: {}", quoted(names)),
        Milestone::Applied => "Apply".to_owned(),
        Milestone::Admitted => "Be admitted".to_owned(),
    }
}

fn people(number: u32, who: &str) -> String {
    let different = if number == 1 { "" } else { "different " };
    format!("{number} {different}{}", plural(number, who))
}

fn among<T>(each: &BTreeMap<T, u32>, one: impl Fn(&T, u32) -> String) -> String {
    if each.is_empty() {
        return String::new();
    }
    let each = joined(each.iter().map(|(name, need)| one(name, *need)));
    format!("; among them at least {each}")
}

fn capacities(people: u32, each: &BTreeMap<Role, u32>, excluding: &BTreeSet<Role>) -> String {
    let one = |role: &Role, need: u32| format!("{need} as {role}");
    let each = match each.first_key_value() {
        // Where that is all of them, they are not among others.
        Some((role, need)) if each.len() == 1 && *need == people => match people {
            1 => format!(", as {role}"),
            _ => format!(", each as {role}"),
        },
        Some(_) if each.values().map(|need| u64::from(*need)).sum::<u64>() == u64::from(people) => {
            format!(": {}", joined(each.iter().map(|(role, need)| one(role, *need))))
        }
        _ => among(each, one),
    };
    let out = match excluding.len() {
        0 => String::new(),
        _ => format!(
            "; a word as {} does not count",
            any_of(&excluding.iter().map(Role::as_str).collect::<Vec<_>>())
        ),
    };
    each + &out
}
