//! Who is known under which address and name.
//!
//! An address that is known for one person is theirs. A name never is: it only says whom somebody may mean.

use std::collections::{BTreeMap, BTreeSet};

use crate::failure::Failure;
use crate::find::normal;
use crate::import::report::Candidate;
use crate::ledger::Ledger;
use crate::people::{self, Person};

/// Everybody on record, by address and by name.
pub(super) struct Directory {
    people: Vec<Person>,
    by_email: BTreeMap<String, BTreeSet<usize>>,
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
        for (place, person) in people.iter().enumerate() {
            for email in &person.emails {
                let places: &mut BTreeSet<usize> = by_email.entry(normal(email)).or_default();
                places.insert(place);
            }
            if let Some(name) = &person.name {
                let places: &mut BTreeSet<usize> = by_name.entry(normal(name)).or_default();
                places.insert(place);
            }
        }
        Ok(Self { people, by_email, by_name })
    }

    /// Returns whose an address is.
    pub fn owner(&self, email: &str) -> Owner<'_> {
        let places = self.by_email.get(&normal(email)).into_iter().flatten();
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

/// What devices and note-takers call themselves.
const DEVICES: [&str; 12] = [
    "iphone",
    "ipad",
    "galaxy",
    "android",
    "pixel",
    "macbook",
    "sm-",
    "zoom user",
    "notetaker",
    "note taker",
    "read.ai",
    "otter",
];

/// Tells whether a name is that of a device or of a note-taker, as far as can be known from it.
pub(super) fn is_device(name: &str) -> bool {
    let name = normal(name);
    DEVICES.iter().any(|device| name.contains(device))
}
