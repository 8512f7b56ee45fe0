//! What changed between two policies, in the words in which either is shown.

use std::collections::BTreeMap;
use std::fmt;

use cairn_domain::policy::{Ending, Policy, Rule, Session};

use crate::say::counts::joined;
use crate::say::plain::plain;
use crate::say::sentence::sentence;
use crate::say::show::{Note, appointment, holds, open_to, waivers};
use crate::say::when::day;

/// One difference between two policies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// What differs, such as "session 2025-10" or "what attendance asks".
    pub what: String,
    /// What the first policy says; absent: it has no such thing.
    pub before: Option<String>,
    /// What the second policy says; absent: it has no such thing.
    pub after: Option<String>,
}

impl Change {
    /// Returns what happened: added, removed or changed.
    #[must_use]
    pub const fn verb(&self) -> &'static str {
        match (&self.before, &self.after) {
            (None, _) => "added",
            (Some(_), None) => "removed",
            (Some(_), Some(_)) => "changed",
        }
    }

    /// Returns the same difference seen from the other policy.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        Self { what: self.what.clone(), before: self.after.clone(), after: self.before.clone() }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: ", self.verb(), self.what)?;
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => write!(f, "{before} → {after}"),
            (one, other) => f.write_str(one.as_ref().or(other.as_ref()).map_or("", String::as_str)),
        }
    }
}

/// Returns what changed; nothing if both policies say the same, however they write it.
#[must_use]
pub fn diff(before: &Policy, after: &Policy) -> Vec<Change> {
    let mut changes = Vec::new();
    frame(before, after, &mut changes);
    calendar(before, after, &mut changes);
    requirements(before, after, &mut changes);
    outcomes(before, after, &mut changes);
    changes
}

fn changed(
    what: impl Into<String>,
    before: Option<String>,
    after: Option<String>,
    changes: &mut Vec<Change>,
) {
    if before != after {
        changes.push(Change { what: what.into(), before, after });
    }
}

fn frame(before: &Policy, after: &Policy, changes: &mut Vec<Change>) {
    let mut line = |what: &str, of: &dyn Fn(&Policy) -> Option<String>| {
        changed(what, of(before), of(after), changes);
    };
    line("cohort", &|policy| Some(policy.cohort.to_string()));
    line("title", &|policy| Some(policy.title.clone()));
    line("version", &|policy| Some(policy.version.clone()));
    line("first day", &|policy| Some(day(policy.begins)));
    line("last day", &|policy| Some(day(policy.ends)));
    line("last day to apply", &|policy| policy.apply_by.map(day));
    line("time zone", &|policy| Some(policy.zone.to_string()));
    line("currency", &|policy| Some(policy.currency.to_string()));
    line("deciding requirement", &|policy| Some(policy.root.to_string()));
    line("certificate", &|policy| policy.certificate.as_ref().map(holds));
}

fn calendar(before: &Policy, after: &Policy, changes: &mut Vec<Change>) {
    let (before, after) = (&before.sessions, &after.sessions);
    let id = |session: &Session| session.id.clone();
    for (id, [one, other]) in paired(before, after, id, |_, session| session.starts) {
        let what = format!("session {id}");
        changed(what, one.map(appointment), other.map(appointment), changes);
        if let (Some(one), Some(other)) = (one, other) {
            let source = |session: &Session| Some(Note::from(&session.basis).to_string());
            changed(format!("source of session {id}"), source(one), source(other), changes);
        }
    }
}

fn requirements(before: &Policy, after: &Policy, changes: &mut Vec<Change>) {
    let (before, after) = (&before.requirements, &after.requirements);
    let id = |rule: &Rule| rule.id.clone();
    for (id, pair) in paired(before, after, id, |place, _| place) {
        match pair {
            [Some(one), Some(other)] => rule(one, other, changes),
            [one, other] => {
                let what = format!("requirement {id}");
                changed(what, one.map(sentence), other.map(sentence), changes);
            }
        }
    }
    order("requirements", [before, after], id, changes);
}

fn rule(one: &Rule, other: &Rule, changes: &mut Vec<Change>) {
    let id = &one.id;
    if plain(&one.asks) != plain(&other.asks) {
        let (before, after) = (Some(sentence(one)), Some(sentence(other)));
        changes.push(Change { what: format!("what {id} asks"), before, after });
    }
    changed(format!("title of {id}"), Some(one.title.clone()), Some(other.title.clone()), changes);
    changed(format!("who may waive {id}"), waivers(one), waivers(other), changes);
    let mover = |rule: &Rule| rule.extendable_by.as_ref().map(ToString::to_string);
    changed(format!("who may move the last day of {id}"), mover(one), mover(other), changes);
    let margin = |rule: &Rule| Some(format!("{} more can be missed", rule.margin));
    changed(format!("when {id} is at risk"), margin(one), margin(other), changes);
    let source = |rule: &Rule| Some(Note::from(&rule.basis).to_string());
    changed(format!("source of {id}"), source(one), source(other), changes);
}

fn outcomes(before: &Policy, after: &Policy, changes: &mut Vec<Change>) {
    let (before, after) = (&before.outcomes, &after.outcomes);
    let id = |ending: &Ending| ending.id.clone();
    let said = |ending: &Ending| format!("{}, {}", ending.title, open_to(ending));
    for (id, [one, other]) in paired(before, after, id, |place, _| place) {
        changed(format!("outcome {id}"), one.map(said), other.map(said), changes);
    }
    order("outcomes", [before, after], id, changes);
}

/// A thing by its name, as the one policy has it and as the other.
type Pair<'p, Id, T> = (Id, [Option<&'p T>; 2]);

/// Returns what either policy has; each thing at the earlier of its two places, so that either policy sees the same order.
fn paired<'p, T, Id: Ord, Place: Ord + Copy>(
    before: &'p [T],
    after: &'p [T],
    id: impl Fn(&T) -> Id,
    place: impl Fn(usize, &T) -> Place,
) -> Vec<Pair<'p, Id, T>> {
    let mut pairs: BTreeMap<Id, [Option<(Place, &T)>; 2]> = BTreeMap::new();
    for (side, all) in [before, after].into_iter().enumerate() {
        for (nth, one) in all.iter().enumerate() {
            pairs.entry(id(one)).or_default()[side].get_or_insert((place(nth, one), one));
        }
    }
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_by_key(|(_, pair)| pair.iter().flatten().map(|(place, _)| *place).min());
    pairs.into_iter().map(|(id, pair)| (id, pair.map(|side| Some(side?.1)))).collect()
}

/// Compares the order of what both policies have.
fn order<T, Id: PartialEq + fmt::Display>(
    of_what: &str,
    policies: [&[T]; 2],
    id: impl Fn(&T) -> Id,
    changes: &mut Vec<Change>,
) {
    let [before, after] = policies.map(|all| all.iter().map(&id).collect::<Vec<_>>());
    let shared = |of: &[Id], other: &[Id]| Some(joined(of.iter().filter(|id| other.contains(id))));
    let what = format!("order of the {of_what}");
    changed(what, shared(&before, &after), shared(&after, &before), changes);
}
