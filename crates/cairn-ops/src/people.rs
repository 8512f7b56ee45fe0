//! Whose record is whose: names, e-mail addresses, and records that are of one person.

pub mod alias;
pub mod duplicates;
pub mod list;
#[cfg(test)]
mod stories;

use std::collections::{BTreeMap, HashMap};
use std::ops::ControlFlow;

use cairn_domain::{
    Event, EventId, Fact, Fate, Instant, Position, PractitionerId, Recorded, Settled, Standing,
    StreamId, links,
};
use cairn_eventlog::Log;
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::Serialize;

use crate::failure::Failure;
use crate::ledger::{Ledger, recorded, unreadable};
pub use crate::links::Links;

/// The private values of a log or of a stream, by the event that commits to them and the field's name.
#[derive(Debug, Default)]
pub struct Disclosed(HashMap<(Position, String), String>);

impl Disclosed {
    /// Reads what is still held, of one stream or of all.
    pub fn read(log: &dyn Log, of: Option<&StreamId>) -> Result<Self, Failure> {
        let mut held = HashMap::new();
        log.private(of, &mut |each| {
            let value: Option<String> = serde_json::from_str(each.value).ok();
            held.insert(
                (each.position, each.field.to_owned()),
                value.unwrap_or_else(|| each.value.to_owned()),
            );
            ControlFlow::Continue(())
        })?;
        Ok(Self(held))
    }

    /// Returns a value, if it is still held.
    #[must_use]
    pub fn get(&self, position: Position, field: &str) -> Option<&str> {
        self.0.get(&(position, field.to_owned())).map(String::as_str)
    }

    fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// One person: their records, read together, folded for a question.
#[derive(Debug)]
pub struct Person {
    /// The record that they are known by.
    pub id: PractitionerId,
    /// Their other records.
    pub others: Vec<PractitionerId>,
    /// What counts, of all records, in order of time.
    pub facts: Vec<Fact>,
    /// What became of corrected events.
    pub fates: BTreeMap<Position, Fate>,
    /// What the facts make of them.
    pub standing: Standing,
    /// The name that they go by, if it is held.
    pub name: Option<String>,
    /// Their e-mail addresses, newest first, as far as they are held.
    pub emails: Vec<String>,
    /// Whether somebody else in the same list goes by the same name.
    pub namesakes: bool,
    /// The events' identities, in order of position.
    ids: Ids,
}

/// How a person is named in reports.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Who {
    /// The stream of the record that they are known by.
    pub stream: String,
    /// Their name; absent where none is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Their e-mail addresses, newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    /// The streams of their other records.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub linked: Vec<String>,
    /// Whether somebody else in the same list goes by the same name; text then tells them apart.
    #[serde(skip)]
    pub namesakes: bool,
}

impl Who {
    /// Returns what to call them: the name, or the beginning of the id.
    #[must_use]
    pub fn called(&self) -> String {
        let id = self.stream.trim_start_matches("practitioner/");
        let start = id.get(..13).unwrap_or(id);
        match &self.name {
            Some(name) if self.namesakes => {
                format!("{name} ({})", self.emails.first().map_or(start, String::as_str))
            }
            Some(name) => name.clone(),
            None => format!("(no name) {start}"),
        }
    }
}

impl Person {
    /// Makes somebody of whom nothing is on record yet.
    pub(crate) fn newcomer(
        id: PractitionerId,
        name: Option<String>,
        email: Option<String>,
    ) -> Self {
        Self {
            id,
            others: Vec::new(),
            facts: Vec::new(),
            fates: BTreeMap::new(),
            standing: Standing::default(),
            name,
            emails: email.into_iter().collect(),
            namesakes: false,
            ids: Ids::new(),
        }
    }

    /// Returns how the person is named in reports.
    #[must_use]
    pub fn who(&self) -> Who {
        let stream = |id: &PractitionerId| StreamId::Practitioner(*id).to_string();
        Who {
            stream: stream(&self.id),
            name: self.name.clone(),
            emails: self.emails.clone(),
            linked: self.others.iter().map(stream).collect(),
            namesakes: self.namesakes,
        }
    }

    /// Returns the zone that they live in, as told by then.
    #[must_use]
    pub fn zone(&self, now: Instant) -> Option<Tz> {
        let told = self.standing.zones.iter().rev();
        told.filter(|(stamp, _)| stamp.at <= now).map(|(_, zone)| *zone).next()
    }

    /// Returns the identity of one of the person's events.
    #[must_use]
    pub fn event_id(&self, position: Position) -> Option<EventId> {
        let place = self.ids.binary_search_by_key(&position, |(position, _)| *position).ok()?;
        self.ids.get(place).map(|(_, id)| *id)
    }

    /// Refuses to go on where there is something that this binary cannot read.
    pub fn readable(&self, ledger: &Ledger<'_>) -> Result<(), Failure> {
        // A day ends at several times, where cohorts are in several zones: rather too late than too early.
        let as_of = ledger.latest();
        let newer = self.standing.unreadable.iter().find(|stamp| stamp.at <= as_of);
        newer.map_or(Ok(()), |stamp| Err(unreadable(stamp.position)))
    }
}

/// Reads one person with every record of theirs.
pub fn person(ledger: &Ledger<'_>, id: PractitionerId) -> Result<Person, Failure> {
    person_by(ledger, &Links::read(ledger)?, id)
}

/// Reads one person, where the links are at hand.
pub fn person_by(
    ledger: &Ledger<'_>,
    links: &Links,
    id: PractitionerId,
) -> Result<Person, Failure> {
    let (primary, members) = links.household(id);
    let mut disclosed = Disclosed::default();
    let mut settled = Vec::new();
    let mut ids = Ids::new();
    for member in std::iter::once(&primary).chain(&members) {
        let stream = StreamId::Practitioner(*member);
        let envelopes = ledger.log.stream(&stream)?;
        let history: Vec<Recorded> =
            envelopes.iter().map(|each| recorded(each.borrowed())).collect::<Result<_, _>>()?;
        ids.extend(history.iter().map(|each| (each.position, each.id)));
        settled.push(ledger.settle(history));
        disclosed.extend(Disclosed::read(ledger.log, Some(&stream))?);
    }
    Ok(assemble(primary, members, settled, ids, &disclosed))
}

/// Reads everyone, in order of the first event of the record that they are known by.
pub fn everyone(ledger: &Ledger<'_>) -> Result<Vec<Person>, Failure> {
    let disclosed = Disclosed::read(ledger.log, None)?;
    let mut settled: BTreeMap<PractitionerId, (Position, Ids, Settled)> = BTreeMap::new();
    let mut linked = BTreeMap::new();
    for (stream, history) in ledger.histories()? {
        let Some(id) = stream.practitioner() else { continue };
        let first = history.first().map_or(Position::MAX, |each| each.position);
        let ids: Ids = history.iter().map(|each| (each.position, each.id)).collect();
        let each = ledger.settle(history);
        linked.insert(id, links(&each.facts));
        settled.insert(id, (first, ids, each));
    }
    let linked = Links::new(&linked);
    let mut people = Vec::with_capacity(settled.len());
    let mut order: Vec<(Position, PractitionerId)> =
        settled.iter().map(|(id, (first, ..))| (*first, *id)).collect();
    order.sort_unstable();
    for (_, id) in order {
        if !settled.contains_key(&id) {
            continue;
        }
        let (primary, members) = linked.household(id);
        let parts = std::iter::once(&primary).chain(&members);
        let mut ids = Ids::new();
        let mut settlements = Vec::new();
        for (_, own, each) in parts.filter_map(|member| settled.remove(member)) {
            ids.extend(own);
            settlements.push(each);
        }
        people.push(assemble(primary, members, settlements, ids, &disclosed));
    }
    tell_apart(&mut people);
    Ok(people)
}

/// Gives people of one name something to be told apart by.
fn tell_apart(people: &mut [Person]) {
    let mut names: HashMap<String, usize> = HashMap::new();
    for name in people.iter().filter_map(|person| person.name.clone()) {
        *names.entry(name).or_insert(0) += 1;
    }
    for person in people {
        person.namesakes = person
            .name
            .as_ref()
            .is_some_and(|name| names.get(name).is_some_and(|count| *count > 1));
    }
}

type Ids = Vec<(Position, EventId)>;

fn assemble(
    id: PractitionerId,
    others: Vec<PractitionerId>,
    parts: Vec<Settled>,
    mut ids: Ids,
    disclosed: &Disclosed,
) -> Person {
    let mut facts = Vec::new();
    let mut fates = BTreeMap::new();
    let mut anomalies = Vec::new();
    let mut names = Names::default();
    let several = parts.len() > 1;
    // The record that they are known by comes first, and gives the name.
    for part in parts {
        names.learn(&part, disclosed);
        facts.extend(part.facts);
        fates.extend(part.fates);
        anomalies.extend(part.anomalies);
    }
    if several {
        facts.sort_by_key(|fact| fact.stamp);
        ids.sort_unstable();
    }
    let mut standing = Standing::replay(&facts);
    standing.anomalies.extend(anomalies);
    let Names { name, emails } = names;
    Person { id, others, facts, fates, standing, name, emails, namesakes: false, ids }
}

/// What somebody is called, as far as it is held.
#[derive(Default)]
struct Names {
    name: Option<String>,
    emails: Vec<String>,
}

impl Names {
    /// Learns what one record tells: its last name, if no earlier record told one, and its addresses, newest first.
    fn learn(&mut self, record: &Settled, disclosed: &Disclosed) {
        let mut own = Self::default();
        for fact in &record.facts {
            let Event::Identified { name, email, .. } = &fact.event else { continue };
            let at = fact.stamp.position;
            let source = match record.fates.get(&at) {
                Some(Fate::Amended(by)) => *by,
                _ => at,
            };
            let value = |field| disclosed.get(source, field).or_else(|| disclosed.get(at, field));
            if let Some(name) = name.and_then(|_| value("name")) {
                own.name = Some(name.to_owned());
            }
            if let Some(email) = email.and_then(|_| value("email")) {
                own.emails.retain(|known| known != email);
                own.emails.insert(0, email.to_owned());
            }
        }
        self.name = self.name.take().or(own.name);
        own.emails.retain(|email| !self.emails.contains(email));
        self.emails.append(&mut own.emails);
    }
}
