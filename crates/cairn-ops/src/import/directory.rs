//! Who is known under which address and name.
//!
//! An address that is known for one person is theirs. A name never is: it only says whom somebody may mean.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use cairn_domain::{Position, PractitionerId};

use crate::failure::Failure;
use crate::find::normal;
use crate::import::listed::Candidate;
use crate::ledger::Ledger;
use crate::people::{self, Person};

/// Everybody on record, by address and by name.
pub(super) struct Directory {
    people: Vec<Person>,
    by_email: BTreeMap<String, BTreeSet<usize>>,
    /// The records that told an address: of linked records, each keeps its own.
    records: BTreeMap<String, BTreeSet<PractitionerId>>,
    /// The events that count.
    live: BTreeSet<Position>,
    /// Where a row of a file is on record, by the file's SHA-256 and the line.
    rows: BTreeMap<(String, String), Vec<Position>>,
    by_name: BTreeMap<String, BTreeSet<usize>>,
}

/// Whose an address is.
pub(super) enum Owner<'d> {
    /// One person's.
    One(&'d Person),
    /// Several people's.
    Several(Vec<&'d Person>),
    /// Nobody's who is on record.
    Nobody,
}

/// How much alike two names must be to be shown beside each other (Jaro-Winkler, from 0 to 1). An assumption of ours: it
/// decides what is shown, never who somebody is.
const ALIKE: f64 = 0.87;

/// How many people are shown whom a name may mean.
const SHOWN: usize = 3;

impl Directory {
    /// Reads everybody.
    pub fn read(ledger: &Ledger<'_>) -> Result<Self, Failure> {
        let people = people::everyone(ledger)?;
        let (mut by_email, mut by_name) = (BTreeMap::new(), BTreeMap::new());
        let mut live = BTreeSet::new();
        for (place, person) in people.iter().enumerate() {
            live.extend(person.facts.iter().map(|fact| fact.stamp.position));
            for email in &person.emails {
                let places: &mut BTreeSet<usize> = by_email.entry(address(email)).or_default();
                places.insert(place);
            }
            if let Some(name) = &person.name {
                let places: &mut BTreeSet<usize> = by_name.entry(normal(name)).or_default();
                places.insert(place);
            }
        }
        let (records, rows) = (records(ledger)?, rows(ledger)?);
        Ok(Self { people, by_email, records, live, rows, by_name })
    }

    /// Returns the record of a person that told an address, or else the one that they are known by.
    pub fn record(&self, person: &Person, email: &str) -> PractitionerId {
        let told = self.records.get(&address(email));
        let own = std::iter::once(&person.id).chain(&person.others);
        let mut own = own.filter(|record| told.is_some_and(|told| told.contains(record)));
        own.next().copied().unwrap_or(person.id)
    }

    /// Tells whether an event counts.
    pub fn is_live(&self, position: Position) -> bool {
        self.live.contains(&position)
    }

    /// Returns where a row of a file is on record and counts.
    pub fn on_record(&self, sha256: &str, line: usize) -> Option<Position> {
        let places = self.rows.get(&(sha256.to_owned(), line.to_string()));
        places.into_iter().flatten().copied().find(|position| self.is_live(*position))
    }

    /// Returns whose an address is.
    pub fn owner(&self, email: &str) -> Owner<'_> {
        let places = self.by_email.get(&address(email)).into_iter().flatten();
        let owners: Vec<&Person> = places.filter_map(|place| self.people.get(*place)).collect();
        match owners.as_slice() {
            [] => Owner::Nobody,
            [one] => Owner::One(one),
            _ => Owner::Several(owners),
        }
    }

    /// Returns whom a name may mean: those who are called exactly that, or else those whose names are most alike.
    pub fn candidates(&self, name: &str) -> Vec<Candidate> {
        let wanted = normal(name);
        let candidate = |place: &usize, why: &'static str| {
            self.people.get(*place).map(|person| Candidate { who: person.who(), why })
        };
        if let Some(places) = self.by_name.get(&wanted) {
            let same =
                if places.len() == 1 { "the same name" } else { "one of several of that name" };
            return places.iter().filter_map(|place| candidate(place, same)).collect();
        }
        let scored = self.by_name.iter().map(|(known, places)| {
            let words = known.split(' ').zip(wanted.split(' '));
            // Of a short form, the words that there are count.
            let parts = words.map(|(known, wanted)| strsim::jaro_winkler(known, wanted));
            let least = parts.fold(1.0, f64::min);
            (strsim::jaro_winkler(known, &wanted).max(least), places)
        });
        let mut alike: Vec<(f64, &BTreeSet<usize>)> =
            scored.filter(|(score, _)| *score > ALIKE).collect();
        alike.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        let places = alike.into_iter().flat_map(|(_, places)| places).take(SHOWN);
        places.filter_map(|place| candidate(place, "a similar name")).collect()
    }
}

/// Returns an address as addresses are compared: only capitals and blanks around it do not matter.
fn address(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Reads which records told which addresses, as far as these are held.
fn records(ledger: &Ledger<'_>) -> Result<BTreeMap<String, BTreeSet<PractitionerId>>, Failure> {
    let mut records: BTreeMap<String, BTreeSet<PractitionerId>> = BTreeMap::new();
    ledger.log.private(None, &mut |private| {
        if let (Some(id), "email") = (private.stream.practitioner(), private.field)
            && let Ok(email) = serde_json::from_str::<String>(private.value)
        {
            records.entry(address(&email)).or_default().insert(id);
        }
        ControlFlow::Continue(())
    })?;
    Ok(records)
}

/// Reads which rows of which files are on record.
fn rows(ledger: &Ledger<'_>) -> Result<BTreeMap<(String, String), Vec<Position>>, Failure> {
    let mut rows: BTreeMap<(String, String), Vec<Position>> = BTreeMap::new();
    ledger.log.scan(0, &mut |each| {
        let source = each.source.filter(|source| source.contains("\"importer\""));
        let source = source.and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
        let field = |name: &str| source.as_ref()?.get(name)?.as_str().map(str::to_owned);
        if let (Some(sha256), Some(row)) = (field("sha256"), field("row")) {
            // Of two devices that joined in one second, the event names both rows.
            for row in row.split(", ") {
                let places = rows.entry((sha256.clone(), row.to_owned())).or_default();
                places.push(each.position);
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

/// How the words begin by which devices and note-takers call themselves. An assumption of ours: it decides what is said, never
/// who somebody is.
const DEVICES: [&str; 9] =
    ["iphone", "ipad", "galaxy", "android", "pixel", "macbook", "sm-", "read.ai", "otter.ai"];

/// What others call themselves in two words, or end with.
const NOTE_TAKERS: [&str; 3] = ["zoom user", "notetaker", "note taker"];

/// Tells whether a name is that of a device or of a note-taker, as far as can be known from it.
pub(super) fn is_device(name: &str) -> bool {
    let name = normal(name);
    let mut words = name.split([' ', '(', '\'']);
    words.any(|word| DEVICES.iter().any(|device| word.starts_with(device)))
        || NOTE_TAKERS.iter().any(|taker| name.contains(taker))
}
