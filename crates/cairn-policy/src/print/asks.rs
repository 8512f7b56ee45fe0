//! What a requirement asks, as a file has it.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::ids::Activity;
use cairn_domain::policy::{Category, Measure, Milestone, Requirement, Window};
use cairn_domain::{RequirementId, Role};

use crate::print::when::{due, term, window};
use crate::print::{Pair, key, list, price, quoted, rows, sessions, share, table};
use crate::read::is_alone;
use crate::say::written;

/// Returns the kind of a requirement and what stands under it.
pub(super) fn asks(asks: &Requirement) -> (&'static str, String) {
    let stated = window(asks.window().unwrap_or_default());
    match asks {
        Requirement::All(of) => ("all", list(of.iter().map(RequirementId::as_str))),
        Requirement::AtLeast { need, of } => {
            let of = list(of.iter().map(RequirementId::as_str));
            ("at_least", table([Some(("need", need.to_string())), Some(("of", of))]))
        }
        Requirement::Sessions { .. } => ("sessions", table(sessions::asks(asks))),
        Requirement::Absences { .. } => ("absences", table(sessions::asks(asks))),
        Requirement::Filings { need, within_days, each } => {
            let pairs = [
                Some(("need", need.to_string())),
                Some(("within_days", within_days.to_string())),
                counts(each, cairn_domain::Facet::as_str),
            ];
            ("reflections", table(pairs))
        }
        Requirement::Done { milestone, .. } => {
            let (kind, pairs) = done(milestone);
            (kind, table(pairs.into_iter().chain(stated)))
        }
        Requirement::Reviews { of, reviewers, each, excluding } => {
            let of = ("of", quoted(of.as_str()));
            ("reviews", people([of, ("reviewers", reviewers.to_string())], each, excluding))
        }
        Requirement::Judgement { question, judges, each, excluding } => {
            let question = ("question", quoted(question.as_str()));
            ("judgement", people([question, ("judges", judges.to_string())], each, excluding))
        }
        Requirement::Log { .. } => ("log", log(asks)),
        Requirement::Exam { of, pass_mark, attempts, wait, .. } => {
            let pairs = [
                Some(("of", quoted(of.as_str()))),
                pass_mark.map(|mark| ("pass_mark", share(mark))),
                attempts.map(|attempts| ("attempts", attempts.to_string())),
                wait.map(|wait| ("wait", term(wait))),
            ];
            ("exam", table(pairs.into_iter().chain(stated)))
        }
        Requirement::Prerequisite { any_of } => {
            ("prerequisite", table([Some(("any_of", list(any_of)))]))
        }
        Requirement::Paid(price) => ("paid", table(price::paid(price))),
    }
}

fn done(milestone: &Milestone) -> (&'static str, Vec<Pair>) {
    match milestone {
        Milestone::Submitted(item) => ("submitted", vec![Some(("item", quoted(item.as_str())))]),
        Milestone::Retreat { days, times } => {
            let times = (*times != 1).then(|| ("times", times.to_string()));
            ("retreat", vec![Some(("days", days.to_string())), times])
        }
        Milestone::Completed(names) => ("completed", vec![Some(("any_of", list(names)))]),
        Milestone::Applied => ("applied", Vec::new()),
        Milestone::Admitted => ("admitted", Vec::new()),
    }
}

fn people(
    [of, how_many]: [(&'static str, String); 2],
    each: &BTreeMap<Role, u32>,
    excluding: &BTreeSet<Role>,
) -> String {
    let out =
        (!excluding.is_empty()).then(|| ("excluding", list(excluding.iter().map(Role::as_str))));
    table([Some(of), Some(how_many), counts(each, Role::as_str), out])
}

fn counts<T>(each: &BTreeMap<T, u32>, name: impl Fn(&T) -> &str) -> Pair {
    let counted: Vec<String> =
        each.iter().map(|(each, need)| format!("{} = {need}", key(name(each)))).collect();
    (!counted.is_empty()).then(|| ("each", format!("{{ {} }}", counted.join(", "))))
}

fn log(asks: &Requirement) -> String {
    let Requirement::Log {
        need,
        unit,
        among,
        different,
        per_day,
        reported_by,
        after,
        by,
        valid_for,
    } = asks
    else {
        return table([]);
    };
    let many = |much: u32| quoted(&written(much.into(), unit));
    let what = match among.as_slice() {
        [one] if is_alone(one) => ("of", activities(&one.of)),
        several => ("among", rows(several.iter().map(|each| category(each, unit)))),
    };
    let stated = window(Window { after: after.as_ref(), by: by.as_ref(), valid_for: *valid_for });
    let pairs = [
        Some(("need", many(*need))),
        Some(what),
        different.map(|people| ("different", people.to_string())),
        per_day.map(|much| ("per_day", many(much))),
        reported_by.as_ref().map(|by| ("reported_by", due(by))),
    ];
    table(pairs.into_iter().chain(stated))
}

fn activities(of: &BTreeSet<Activity>) -> String {
    list(of.iter().map(Activity::as_str))
}

fn category(category: &Category, unit: &Measure) -> String {
    let many = |much: u32| quoted(&written(much.into(), unit));
    let within: Vec<String> =
        category.among.iter().map(|inner| self::category(inner, unit)).collect();
    table([
        Some(("name", quoted(category.name.as_str()))),
        (!category.of.is_empty()).then(|| ("of", activities(&category.of))),
        (!within.is_empty()).then(|| ("among", format!("[{}]", within.join(", ")))),
        category.least.map(|least| ("least", many(least))),
        category.most.map(|most| ("most", many(most))),
    ])
}
