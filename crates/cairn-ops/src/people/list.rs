//! Everybody on record: what they are called, which records are theirs, since when, and in which cohorts.

use cairn_domain::time::day_of;
use cairn_domain::{CohortId, Event, Fate, Position};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Disclosed, Person, Who, everyone};
use crate::asking::Asked;
use crate::failure::Failure;
use crate::find::{normal, short_id};
use crate::ledger::Ledger;

/// Everybody on record, or in a cohort, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct People {
    /// `cairn.people/1`.
    pub schema: &'static str,
    /// From when and from what the answer speaks.
    pub asked: Asked,
    /// The cohort, where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cohort: Option<String>,
    /// The people.
    pub people: Vec<PersonLine>,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PersonLine {
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// The shortest beginning of the id that names nobody else.
    pub short_id: String,
    /// The same of their other records, in the order of `linked`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub short_linked: Vec<String>,
    /// What staff confirmed that they are called in files, oldest first, as far as it is held.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// The day of the first thing that is on record of them, in the programme's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// The cohorts that anything is recorded for.
    pub cohorts: Vec<String>,
}

/// Lists everybody of whom anything had happened by the question's time, at all or in a cohort.
pub fn list(ledger: &Ledger<'_>, cohort: Option<&CohortId>) -> Result<People, Failure> {
    let zone = ledger.zones.of(cohort);
    let now = if cohort.is_some() { ledger.now_in(zone) } else { ledger.latest() };
    let disclosed = Disclosed::read(ledger.log, None)?;
    let mut people = Vec::new();
    for person in everyone(ledger)? {
        let past = || person.facts.iter().filter(|fact| fact.stamp.at <= now);
        let is_there = |id: &CohortId| past().any(|fact| fact.event.cohort() == Some(id));
        let listed = cohort.map_or_else(|| past().next().is_some(), is_there);
        if listed {
            let since = past().map(|fact| fact.stamp.at).min();
            let own = person.standing.enrolments.keys();
            let cohorts = own.filter(|id| is_there(id)).map(ToString::to_string).collect();
            let others = person.others.iter().map(|id| short_id(ledger, *id));
            let aliases = aliases(&person, &disclosed);
            people.push(PersonLine {
                who: person.who(),
                short_id: short_id(ledger, person.id)?,
                short_linked: others.collect::<Result<_, _>>()?,
                aliases: aliases.into_iter().filter_map(|alias| alias.text).collect(),
                since: since.map(|at| day_of(at, zone)),
                cohorts,
            });
        }
    }
    people.sort_by_cached_key(|each| (each.who.called().to_lowercase(), each.who.stream.clone()));
    Ok(People {
        schema: "cairn.people/1",
        asked: ledger.asked_in(zone),
        cohort: cohort.map(ToString::to_string),
        people,
    })
}

/// What somebody is called in files, by somebody's word that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The event that says so.
    pub position: Position,
    /// The name or the address, if it is still held.
    pub text: Option<String>,
}

/// Lists what somebody is called in files, in order of when it was confirmed.
#[must_use]
pub fn aliases(person: &Person, disclosed: &Disclosed) -> Vec<Alias> {
    let confirmed = person.facts.iter().filter_map(|fact| match fact.event {
        Event::Recognised { .. } => Some(fact.stamp.position),
        _ => None,
    });
    let alias =
        |position| Alias { position, text: disclosed.get(position, "alias").map(str::to_owned) };
    confirmed.map(alias).collect()
}

/// Makes what somebody goes by comparable: of addresses only capitals and blanks do not matter, since an accent makes another.
pub(crate) fn key(text: &str) -> String {
    if text.contains('@') { text.trim().to_lowercase() } else { normal(text) }
}

/// Lists every name, or every address, by which somebody counts as known, with the events that say so.
pub(super) fn told(person: &Person, disclosed: &Disclosed, field: &str) -> Vec<String> {
    let mut told = Vec::new();
    for fact in &person.facts {
        let Event::Identified { .. } = fact.event else { continue };
        let at = fact.stamp.position;
        let source = match person.fates.get(&at) {
            Some(Fate::Amended(by)) => *by,
            _ => at,
        };
        let value = disclosed.get(source, field).or_else(|| disclosed.get(at, field));
        told.extend(value.map(str::to_owned));
    }
    told
}
