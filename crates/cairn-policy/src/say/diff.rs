//! What changed between two policies, in the words in which either is shown.

use std::collections::BTreeSet;
use std::fmt;

use cairn_domain::ids::OutcomeId;
use cairn_domain::policy::{Policy, Rule, Session};

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
    let find = |policy: &Policy, wanted: &Session| {
        policy.sessions.iter().find(|session| session.id == wanted.id).cloned()
    };
    // By the earlier of its two times, so that either policy sees the same order.
    let ids: BTreeSet<_> = before
        .sessions
        .iter()
        .chain(&after.sessions)
        .map(|session| {
            let times = [find(before, session), find(after, session)];
            (times.iter().flatten().map(|session| session.starts).min(), session.id.clone())
        })
        .collect();
    for (_, id) in ids {
        let one = before.sessions.iter().find(|session| session.id == id);
        let other = after.sessions.iter().find(|session| session.id == id);
        let what = format!("session {id}");
        changed(what, one.map(appointment), other.map(appointment), changes);
        if let (Some(one), Some(other)) = (one, other) {
            let source = |session: &Session| Some(Note::from(&session.basis).to_string());
            changed(format!("source of session {id}"), source(one), source(other), changes);
        }
    }
}

fn requirements(before: &Policy, after: &Policy, changes: &mut Vec<Change>) {
    let place = |policy: &Policy, rule: &Rule| {
        policy.requirements.iter().position(|other| other.id == rule.id)
    };
    let ids: BTreeSet<_> = before
        .requirements
        .iter()
        .chain(&after.requirements)
        .map(|rule| {
            let places = [place(before, rule), place(after, rule)];
            (places.into_iter().flatten().min(), rule.id.clone())
        })
        .collect();
    for (_, id) in &ids {
        let one = before.requirements.iter().find(|rule| rule.id == *id);
        let other = after.requirements.iter().find(|rule| rule.id == *id);
        match (one, other) {
            (Some(one), Some(other)) => rule(one, other, changes),
            _ => changed(
                format!("requirement {id}"),
                one.map(sentence),
                other.map(sentence),
                changes,
            ),
        }
    }
    let shared = |policy: &Policy, other: &Policy| {
        let ids = policy.requirements.iter().filter(|rule| place(other, rule).is_some());
        Some(ids.map(|rule| rule.id.to_string()).collect::<Vec<_>>().join(", "))
    };
    changed("order of the requirements", shared(before, after), shared(after, before), changes);
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
    let place = |policy: &Policy, wanted: &OutcomeId| {
        policy.outcomes.iter().position(|ending| ending.id == *wanted)
    };
    let ids: BTreeSet<_> = before
        .outcomes
        .iter()
        .chain(&after.outcomes)
        .map(|ending| {
            let places = [place(before, &ending.id), place(after, &ending.id)];
            (places.into_iter().flatten().min(), ending.id.clone())
        })
        .collect();
    for (_, id) in &ids {
        let said = |policy: &Policy| {
            let ending = policy.outcomes.iter().find(|ending| ending.id == *id);
            ending.map(|ending| format!("{}, {}", ending.title, open_to(ending)))
        };
        changed(format!("outcome {id}"), said(before), said(after), changes);
    }
    let shared = |policy: &Policy, other: &Policy| {
        let ids = policy.outcomes.iter().map(|ending| &ending.id);
        let ids = ids.filter(|id| place(other, id).is_some()).map(ToString::to_string);
        Some(ids.collect::<Vec<_>>().join(", "))
    };
    changed("order of the outcomes", shared(before, after), shared(after, before), changes);
}
