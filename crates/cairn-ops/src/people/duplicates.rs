//! Records that may be of one person. Only ever a suggestion: two people can share a name, and a household an address.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::{Event, Position, PractitionerId};
use schemars::JsonSchema;
use serde::Serialize;

use super::list::{aliases, key, told};
use super::{Disclosed, Person, Who, everyone};
use crate::asking::Asked;
use crate::failure::Failure;
use crate::find::short_id;
use crate::ledger::Ledger;

/// Records that may be of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Duplicates {
    /// `cairn.duplicates/1`.
    pub schema: &'static str,
    /// From when and from what the answer speaks.
    pub asked: Asked,
    /// The pairs, those that nobody has looked at first.
    pub pairs: Vec<Pair>,
}

/// Two people who may be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Pair {
    /// The one whose record began first: the one to keep.
    pub one: Candidate,
    /// The other.
    pub other: Candidate,
    /// Why they may be one.
    pub reasons: Vec<Reason>,
    /// The event by which staff said that they are different people, if they did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told_apart: Option<Position>,
}

/// One of two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Candidate {
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// The shortest beginning of the id that names nobody else.
    pub short_id: String,
}

/// Why two may be one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Reason {
    /// `same_address`, `same_name` or `alias`.
    pub kind: &'static str,
    /// The reason, in words.
    pub words: String,
}

/// What one person goes by, made comparable, with how it is written.
type Known = BTreeMap<String, String>;

struct Each {
    person: Person,
    names: Known,
    addresses: Known,
    aliases: Known,
}

/// Finds people who may be one: by an address, by a name but for accents, case and spaces, or by what they are called in files.
pub fn duplicates(ledger: &Ledger<'_>) -> Result<Duplicates, Failure> {
    let disclosed = Disclosed::read(ledger.log, None)?;
    let known = |texts: Vec<String>| texts.into_iter().map(|text| (key(&text), text)).collect();
    let people: Vec<Each> = everyone(ledger)?
        .into_iter()
        .map(|person| Each {
            names: known(told(&person, &disclosed, "name")),
            addresses: known(told(&person, &disclosed, "email")),
            aliases: known(
                aliases(&person, &disclosed).into_iter().filter_map(|alias| alias.text).collect(),
            ),
            person,
        })
        .collect();
    let mut pairs = Vec::new();
    for (one, other) in candidates(&people) {
        let (Some(one), Some(other)) = (people.get(one), people.get(other)) else { continue };
        let candidate = |each: &Each| {
            let (who, id) = (each.person.who(), each.person.id);
            short_id(ledger, id).map(|short_id| Candidate { who, short_id })
        };
        pairs.push(Pair {
            reasons: reasons(one, other),
            told_apart: told_apart(&one.person, &other.person)
                .max(told_apart(&other.person, &one.person)),
            one: candidate(one)?,
            other: candidate(other)?,
        });
    }
    pairs.sort_by_key(|pair| pair.told_apart.is_some());
    Ok(Duplicates { schema: "cairn.duplicates/1", asked: ledger.asked(), pairs })
}

/// Finds the pairs that share anything, each once, in order of their first events.
fn candidates(people: &[Each]) -> BTreeSet<(usize, usize)> {
    let mut holders: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (place, each) in people.iter().enumerate() {
        for text in each.names.keys().chain(each.addresses.keys()).chain(each.aliases.keys()) {
            holders.entry(text).or_default().insert(place);
        }
    }
    let shared = holders.values().filter(|places| places.len() > 1);
    let pairs = shared.flat_map(|places| {
        let pair = |one: usize| {
            places.iter().filter(move |other| **other > one).map(move |other| (one, *other))
        };
        places.iter().copied().flat_map(pair).collect::<Vec<_>>()
    });
    pairs.collect()
}

fn reasons(one: &Each, other: &Each) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let mut add = |kind, words| reasons.push(Reason { kind, words });
    for (key, written) in &one.addresses {
        if other.addresses.contains_key(key) {
            add("same_address", format!("the same address, {written}"));
        }
    }
    for (key, written) in &one.names {
        match other.names.get(key) {
            Some(same) if same == written => add("same_name", format!("the same name, {written}")),
            Some(near) => {
                add(
                    "same_name",
                    format!("the same name but for its spelling, {written} and {near}"),
                );
            }
            None => {}
        }
    }
    for (alias, is) in [(one, other), (other, one)] {
        for (key, written) in &alias.aliases {
            let shown = is.names.contains_key(key)
                || is.addresses.contains_key(key)
                || is.aliases.contains_key(key);
            if shown {
                let called = alias.person.who().called();
                add("alias", format!("{written}, as {called} is called in files"));
            }
        }
    }
    reasons.sort();
    reasons.dedup();
    reasons
}

/// Returns the event by which one record says that another is of somebody else: the last, if it was not linked again.
fn told_apart(one: &Person, other: &Person) -> Option<Position> {
    let is_theirs = |id: PractitionerId| id == other.id || other.others.contains(&id);
    let said = one.facts.iter().filter_map(|fact| match fact.event {
        Event::Unlinked { other } if is_theirs(other) => Some(fact.stamp.position),
        _ => None,
    });
    said.max()
}
