//! What can be done, and what could have been, in plain words.

use cairn_domain::assess::{Act, Size, ToDo};
use cairn_domain::event::Amount;
use cairn_domain::ids::Item;
use cairn_domain::policy::{Requirement, Rule};
use cairn_domain::{CheckedPolicy, Facet, RequirementId};

use super::waits::{after, examination, milestone};
use super::{amount_words, count, labelled, unit_label};

/// Returns the wire name of an act.
#[must_use]
pub const fn act(act: &Act) -> &'static str {
    match act {
        Act::Attend(_) => "attend",
        Act::MakeUp(_) => "make_up",
        Act::Reflect(_) => "reflect",
        Act::HandIn(_) => "hand_in",
        Act::Retreat(_) => "retreat",
        Act::Complete(_) => "complete",
        Act::Apply => "apply",
        Act::Seat => "seat",
        Act::Accept(_) => "accept",
        Act::Grant(_) => "grant",
        Act::Log(_) => "log",
        Act::Pass(_) => "pass",
        Act::Pay => "pay",
        Act::Do(_) => "do",
        Act::Settle(_) => "settle",
    }
}

/// Returns what an act is about, by its name: a session, a piece of work, a requirement.
#[must_use]
pub fn about(act: &Act) -> Option<String> {
    match act {
        Act::Attend(id) | Act::MakeUp(id) | Act::Reflect(id) | Act::Settle(id) => {
            Some(id.to_string())
        }
        Act::HandIn(item) | Act::Accept(item) | Act::Grant(item) | Act::Pass(item) => {
            Some(item.to_string())
        }
        Act::Complete(name) => Some(name.clone()),
        Act::Log(id) | Act::Do(id) => Some(id.to_string()),
        Act::Retreat(_) | Act::Apply | Act::Seat | Act::Pay => None,
    }
}

/// Says what to do: hand in the project. `sat` tells which examinations were sat before.
#[must_use]
pub fn doing(to_do: &ToDo, policy: &CheckedPolicy, sat: &dyn Fn(&Item) -> bool) -> String {
    let sizes = &to_do.sizes;
    match &to_do.act {
        Act::Attend(id) => format!("attend {id}"),
        Act::MakeUp(id) => format!("make up for {id}"),
        Act::Reflect(id) => format!("file a reflection on {id}{}", touching(sizes)),
        Act::HandIn(item) => format!("hand in the {item}"),
        Act::Retreat(days) => {
            retreats(sizes).unwrap_or_else(|| format!("complete {}", retreat(1, *days)))
        }
        Act::Complete(name) => format!("complete “{name}”"),
        Act::Apply => "apply".to_owned(),
        Act::Seat => "be admitted".to_owned(),
        Act::Accept(item) => {
            format!("have the {item} accepted{}", by(sizes, "reviewer", asked(to_do, policy)))
        }
        Act::Grant(question) => {
            let by = by(sizes, "person", asked(to_do, policy));
            format!("have {} granted{by}", granted(question, policy))
        }
        Act::Log(id) => log(sizes, id, policy),
        Act::Pass(item) => {
            let again = if sat(item) { " at another attempt" } else { "" };
            format!("pass {}{again}", examination(item))
        }
        Act::Pay => pay(sizes),
        Act::Do(id) => milestone(id, policy).map_or_else(
            || called(id, policy),
            |act| doing(&ToDo { act, ..to_do.clone() }, policy, sat),
        ),
        Act::Settle(id) => format!("have it settled for how long they were at {id}"),
    }
}

/// Says what to do in as few words as it takes; of like things, all together.
#[must_use]
pub fn in_brief(group: &[&ToDo], left: Option<usize>, policy: &CheckedPolicy) -> String {
    let Some(only) = group.first() else { return String::new() };
    match (&only.act, group.len()) {
        (Act::Attend(id), 1) if left == Some(1) => format!("attend {id}"),
        (Act::Attend(_), these) => format!("attend {these} of {}", left.unwrap_or(these)),
        (Act::MakeUp(id), 1) => format!("make up for {id}"),
        (Act::MakeUp(_), these) => format!("make up for {these}"),
        (Act::Reflect(id), 1) => format!("reflect on {id}"),
        (Act::Reflect(_), these) => format!("{these} reflections"),
        (Act::HandIn(item), _) => format!("hand in {item}"),
        (Act::Retreat(_), _) => "retreat".to_owned(),
        (Act::Complete(name), _) => format!("complete “{name}”"),
        (Act::Apply, _) => "apply".to_owned(),
        (Act::Seat, _) => "be admitted".to_owned(),
        (Act::Accept(item), _) => format!("have {item} accepted"),
        (Act::Grant(question), _) => format!("have {} granted", granted(question, policy)),
        (Act::Log(id), _) => format!("more {id}"),
        (Act::Pass(item), _) => format!("pass {item}"),
        (Act::Pay, _) => pay(&only.sizes),
        (Act::Do(id), _) => milestone(id, policy).map_or_else(
            || id.to_string(),
            |act| in_brief(&[&ToDo { act, ..(*only).clone() }], left, policy),
        ),
        (Act::Settle(id), _) => format!("settle {id}"),
    }
}

/// Says what was not done, or did not come, in time.
#[must_use]
pub fn missing(act: &Act, policy: &CheckedPolicy) -> String {
    match act {
        Act::Attend(id) => format!("session {id} was not attended"),
        Act::MakeUp(id) => format!("session {id} was not made up for"),
        Act::Reflect(id) => format!("no reflection on {id} was filed in time"),
        Act::HandIn(item) => format!("the {item} was not handed in"),
        Act::Retreat(days) => {
            format!("no retreat of {} was completed", count((*days).into(), "day"))
        }
        Act::Complete(name) => format!("“{name}” was not completed"),
        Act::Apply => "they did not apply in time".to_owned(),
        Act::Seat => "they were not admitted in time".to_owned(),
        Act::Accept(item) => format!("the {item} was not accepted"),
        Act::Grant(question) => format!("{} was not granted", granted(question, policy)),
        Act::Log(id) => format!("not enough was logged for {}", called(id, policy)),
        Act::Pass(item) => format!("{} was not passed", examination(item)),
        Act::Pay => "not enough was paid in time".to_owned(),
        Act::Do(id) => {
            let what = milestone(id, policy)
                .map_or_else(|| called(id, policy), |act| missing(&act, policy));
            after(id, policy).map_or_else(|| what.clone(), |after| format!("{what} ({after})"))
        }
        Act::Settle(id) => format!("it was not settled for how long they were at {id}"),
    }
}

pub(super) fn rule<'a>(id: &RequirementId, policy: &'a CheckedPolicy) -> Option<&'a Rule> {
    policy.rules().iter().find(|rule| rule.id == *id)
}

pub(super) fn called(id: &RequirementId, policy: &CheckedPolicy) -> String {
    rule(id, policy).map_or_else(|| id.to_string(), |rule| format!("“{}”", rule.title))
}

fn touching(sizes: &[Size]) -> String {
    let facets: Vec<&Facet> = sizes
        .iter()
        .filter_map(|size| match size {
            Size::Touching(facets) => Some(facets),
            _ => None,
        })
        .flatten()
        .collect();
    if facets.is_empty() {
        return String::new();
    }
    let facets = facets.iter().map(|facet| facet.as_str().replace('_', " "));
    format!(", touching {}", facets.collect::<Vec<_>>().join(", "))
}

fn retreats(sizes: &[Size]) -> Option<String> {
    let each = sizes.iter().filter_map(|size| match size {
        Size::Retreats { times, days } => Some(retreat(*times, *days)),
        _ => None,
    });
    let all: Vec<String> = each.collect();
    (!all.is_empty()).then(|| format!("complete {}", all.join(" and ")))
}

fn retreat(times: u32, days: u32) -> String {
    let of = count(days.into(), "day");
    if times == 1 { format!("a retreat of {of}") } else { format!("{times} retreats of {of}") }
}

/// Names a question as the requirement that asks it is called.
fn granted(question: &Item, policy: &CheckedPolicy) -> String {
    let asks = |rule: &&Rule| matches!(&rule.asks, Requirement::Judgement { question: asked, .. } if asked == question);
    let rule = policy.rules().iter().find(asks);
    rule.map_or_else(|| format!("“{question}”"), |rule| format!("“{}”", rule.title))
}

/// Returns how many people what an act serves asks for, at most.
fn asked(to_do: &ToDo, policy: &CheckedPolicy) -> u32 {
    let served = to_do.serves.iter().filter_map(|id| rule(id, policy));
    let people = served.filter_map(|rule| match rule.asks {
        Requirement::Reviews { reviewers, .. } => Some(reviewers),
        Requirement::Judgement { judges, .. } => Some(judges),
        _ => None,
    });
    people.max().unwrap_or(0)
}

/// Says by how many people; that they are more than there are is said only where there are some.
fn by(sizes: &[Size], whom: &str, asked: u32) -> String {
    let some = |number: u32| {
        let more = if number < asked { "more " } else { "" };
        match (number, whom) {
            (1, _) => format!("1 {more}{whom}"),
            (many, "person") => format!("{many} {more}people"),
            (many, _) => format!("{many} {more}{whom}s"),
        }
    };
    let people = sizes.iter().filter_map(|size| {
        let Size::People { number, each, not_as } = size else { return None };
        let capacities: Vec<String> =
            each.iter().map(|(role, many)| format!("{many} as {role}")).collect();
        let not: Vec<&str> = not_as.iter().map(cairn_domain::Role::as_str).collect();
        let some = some(*number);
        Some(match (each.as_slice(), not.as_slice()) {
            ([], []) => some,
            ([], not) => format!("{some} (not as {})", not.join(" or ")),
            ([(role, all)], _) if all == number => format!("{some}, as {role}"),
            _ => format!("{some} ({})", capacities.join(", ")),
        })
    });
    let people: Vec<String> = people.collect();
    if people.is_empty() { String::new() } else { format!(" by {}", people.join(" and by ")) }
}

fn pay(sizes: &[Size]) -> String {
    let much = sizes.iter().find_map(|size| match size {
        Size::Money(money) => Some(money.to_string()),
        _ => None,
    });
    much.map_or_else(|| "pay".to_owned(), |much| format!("pay {much}"))
}

/// Says how much more: of which kind, and with how many people.
fn log(sizes: &[Size], id: &RequirementId, policy: &CheckedPolicy) -> String {
    let label = rule(id, policy).and_then(|rule| unit_label(&rule.asks));
    let much = |amount: &Amount| match (amount, label) {
        (Amount::Hundredths(much), Some(label)) => labelled(i64::from(*much), label),
        _ => amount_words(*amount),
    };
    let (mut kinds, mut with) = (Vec::new(), String::new());
    for size in sizes {
        match size {
            Size::Amounts(amounts) => {
                for (name, amount) in amounts {
                    let of = match name.as_str() {
                        "" if amounts.len() == 1 => String::new(),
                        "" => " of any kind".to_owned(),
                        name => format!(" of {}", name.replace('_', " ")),
                    };
                    kinds.push(format!("{} more{of}", much(amount)));
                }
            }
            Size::Different(people) => {
                let whom = if *people == 1 { "person" } else { "people" };
                with = format!(", with {people} {whom} not met before");
            }
            _ => {}
        }
    }
    let more = if kinds.is_empty() { "more".to_owned() } else { kinds.join(" and ") };
    format!("log {more} for {}{with}", called(id, policy))
}
