//! Who is known under which address and name.
//!
//! An address that is known for one person is theirs. A name never is: it only says whom somebody may mean.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

use cairn_domain::{Event, Fact, Position, PractitionerId};
use unicode_normalization::UnicodeNormalization;

use crate::failure::Failure;
use crate::find::normal;
use crate::import::claimed::Claimed;
use crate::import::devices::is_device;
use crate::import::listed::Candidate;
use crate::ledger::Ledger;
use crate::people::list;
use crate::people::{self, Disclosed, Person};

/// Everybody on record, by address and by name.
pub(super) struct Directory {
    people: Vec<Person>,
    by_email: HashMap<String, BTreeSet<usize>>,
    /// Names and addresses that staff confirmed.
    by_alias: HashMap<String, BTreeSet<usize>>,
    by_name: BTreeMap<String, BTreeSet<usize>>,
    by_record: HashMap<PractitionerId, usize>,
    /// The records that told an address: of linked records, each keeps its own.
    records: HashMap<String, BTreeSet<PractitionerId>>,
    /// The events that count: whose they are, and which of their facts.
    live: HashMap<Position, (usize, usize)>,
    /// Whom names were found to be most like: many rows show the same name, and to compare it with all others takes long.
    alike: RefCell<HashMap<String, Vec<usize>>>,
}

/// Whose a row is.
pub(super) enum Owner {
    /// One person's, and how that is known.
    One(usize, How),
    /// Nobody's who is known: why, and whom it may mean.
    Unknown(String, Vec<Candidate>),
}

/// How it is known whose a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum How {
    /// The address is on record for that one person.
    Email,
    /// Staff confirmed the address or the name.
    Alias,
    /// It is the name of that one person, and whoever imports accepts that.
    Name,
    /// It goes back to whoever paid.
    Payment,
    /// The provider's own identity of it is on record as theirs.
    Identity,
    /// It was decided of that very row.
    Decided,
    /// They are new, by this file.
    New,
}

impl How {
    /// Says it in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Email => "by e-mail address",
            Self::Alias => "by confirmed alias",
            Self::Name => "by exact name, as accepted",
            Self::Payment => "by the payment",
            Self::Identity => "by the provider's identity",
            Self::Decided => "by decision",
            Self::New => "as new on record",
        }
    }
}

/// How much alike two names must be to be shown beside each other (Jaro-Winkler, from 0 to 1). An assumption of ours: it
/// decides what is shown, never who somebody is.
const ALIKE: f64 = 0.87;

/// How many people are shown whom a name may mean.
const SHOWN: usize = 3;

impl Directory {
    /// Reads everybody.
    pub fn read(ledger: &Ledger<'_>) -> Result<Self, Failure> {
        let mut directory = Self {
            people: Vec::new(),
            by_email: HashMap::new(),
            by_alias: HashMap::new(),
            by_name: BTreeMap::new(),
            by_record: HashMap::new(),
            records: records(ledger)?,
            live: HashMap::new(),
            alike: RefCell::default(),
        };
        let people = people::everyone(ledger)?;
        let any = |person: &Person| {
            person.facts.iter().any(|fact| matches!(fact.event, Event::Recognised { .. }))
        };
        let disclosed = if people.iter().any(any) {
            Disclosed::read(ledger.log, None)?
        } else {
            Disclosed::default()
        };
        for person in people {
            let place = directory.add(person);
            let Some(person) = directory.people.get(place) else { continue };
            for alias in list::aliases(person, &disclosed).into_iter().filter_map(|each| each.text)
            {
                directory.by_alias.entry(key(&alias)).or_default().insert(place);
            }
        }
        Ok(directory)
    }

    /// Adds somebody; returns their place.
    pub fn add(&mut self, person: Person) -> usize {
        let place = self.people.len();
        let facts = person.facts.iter().enumerate();
        self.live.extend(facts.map(|(at, fact)| (fact.stamp.position, (place, at))));
        self.alike.get_mut().clear();
        for record in std::iter::once(&person.id).chain(&person.others) {
            self.by_record.insert(*record, place);
        }
        for email in &person.emails {
            self.by_email.entry(address(email)).or_default().insert(place);
        }
        if let Some(name) = &person.name {
            self.by_name.entry(normal(name)).or_default().insert(place);
        }
        self.people.push(person);
        place
    }

    /// Returns the person at a place.
    pub fn person(&self, place: usize) -> Option<&Person> {
        self.people.get(place)
    }

    /// Tells whether somebody applied under the address of a person who has another name: such a row that waits is decided
    /// by people.
    pub fn shows_another(&self, place: usize, claimed: &Claimed) -> bool {
        let named = self.person(place).and_then(|person| person.name.as_deref());
        let shows = claimed.name.as_deref();
        let same = named.zip(shows).is_none_or(|(one, other)| normal(one) == normal(other));
        matches!(claimed.event, Event::Applied { .. }) && !same
    }

    /// Returns whose a record is.
    pub fn of_record(&self, record: PractitionerId) -> Option<usize> {
        self.by_record.get(&record).copied()
    }

    /// Returns whose an event is, if it counts.
    pub fn of_event(&self, position: Position) -> Option<usize> {
        self.live.get(&position).map(|(place, _)| *place)
    }

    /// Returns what an event says, if it counts and is that person's.
    pub fn fact(&self, place: usize, position: Position) -> Option<&Fact> {
        let (_, at) = self.live.get(&position).filter(|(whose, _)| *whose == place)?;
        self.people.get(place)?.facts.get(*at)
    }

    /// Returns the record of a person that told an address, or else the one that they are known by.
    pub fn record(&self, person: &Person, email: Option<&str>) -> PractitionerId {
        let told = email.and_then(|email| self.records.get(&address(email)));
        let own = std::iter::once(&person.id).chain(&person.others);
        let mut own = own.filter(|record| told.is_some_and(|told| told.contains(record)));
        own.next().copied().unwrap_or(person.id)
    }

    /// Returns everybody by whose payments and other events a reference may be known.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// Returns whose a row is that shows a name and an address; a name alone is somebody's only if that is accepted.
    pub fn owner(
        &self,
        (shown, name): (&str, Option<&str>),
        email: Option<&str>,
        accepts_names: bool,
    ) -> Owner {
        let places = |found: Option<&BTreeSet<usize>>| -> Vec<usize> {
            found.into_iter().flatten().copied().collect()
        };
        if let Some(email) = email {
            let confirmed = places(self.by_alias.get(&key(email)));
            let known = places(self.by_email.get(&address(email)));
            let all: BTreeSet<usize> = known.iter().chain(&confirmed).copied().collect();
            return match all.into_iter().collect::<Vec<_>>().as_slice() {
                [one] if known.is_empty() => Owner::One(*one, How::Alias),
                [one] => Owner::One(*one, How::Email),
                [] => {
                    let why = "an address that is not on record".to_owned();
                    Owner::Unknown(why, name.map_or_else(Vec::new, |name| self.candidates(name)))
                }
                several => {
                    let candidate = |place: &usize| self.candidate(*place, "the same address");
                    let candidates = several.iter().filter_map(candidate).collect();
                    Owner::Unknown("an address of several people".to_owned(), candidates)
                }
            };
        }
        let bear = places(self.by_name.get(&normal(shown)));
        match places(self.by_alias.get(&key(shown))).as_slice() {
            [one] if bear.iter().all(|other| other == one) => {
                return Owner::One(*one, How::Alias);
            }
            [one] => {
                let confirmed = self.candidate(*one, "the same confirmed name");
                let others = bear.iter().filter(|other| *other != one);
                let others = others.filter_map(|place| self.candidate(*place, "the same name"));
                let candidates = confirmed.into_iter().chain(others).collect();
                let why = "a confirmed name that somebody else bears, too".to_owned();
                return Owner::Unknown(why, candidates);
            }
            [] => {}
            several => {
                let candidate = |place: &usize| self.candidate(*place, "the same confirmed name");
                let candidates = several.iter().filter_map(candidate).collect();
                return Owner::Unknown("a name confirmed of several people".to_owned(), candidates);
            }
        }
        let Some(name) = name else {
            let why = if is_device(shown) {
                "no e-mail address; the name is that of a device"
            } else {
                "neither a name nor an e-mail address"
            };
            let why = why.to_owned();
            return Owner::Unknown(why, Vec::new());
        };
        if let (true, [one]) = (accepts_names, places(self.by_name.get(&normal(name))).as_slice()) {
            return Owner::One(*one, How::Name);
        }
        Owner::Unknown("no e-mail address".to_owned(), self.candidates(name))
    }

    fn candidate(&self, place: usize, why: &'static str) -> Option<Candidate> {
        self.people.get(place).map(|person| Candidate { who: person.who(), why })
    }

    /// Returns whom a name may mean: those who are called exactly that, or else those whose names are most alike.
    pub fn candidates(&self, name: &str) -> Vec<Candidate> {
        let wanted = normal(name);
        if let Some(places) = self.by_name.get(&wanted) {
            let same =
                if places.len() == 1 { "the same name" } else { "one of several of that name" };
            return places.iter().filter_map(|place| self.candidate(*place, same)).collect();
        }
        let similar = |place: &usize| self.candidate(*place, "a similar name");
        if let Some(places) = self.alike.borrow().get(&wanted) {
            return places.iter().filter_map(similar).collect();
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
        let places = alike.into_iter().flat_map(|(_, places)| places).copied().take(SHOWN);
        let places: Vec<usize> = places.collect();
        let candidates = places.iter().filter_map(similar).collect();
        self.alike.borrow_mut().insert(wanted, places);
        candidates
    }
}

/// Returns an address as addresses are compared: only capitals and blanks around it do not matter.
pub(super) fn address(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Returns an alias as aliases are compared: as an address if it is one, and else as a name. Capitals and blanks do not matter;
/// accents and apostrophes do, since `José` may be another one than `Jose`, of whom nobody was asked.
pub(super) fn key(text: &str) -> String {
    if text.contains('@') {
        return address(text);
    }
    let text: String = text.nfc().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Reads which records told which addresses, as far as these are held.
fn records(ledger: &Ledger<'_>) -> Result<HashMap<String, BTreeSet<PractitionerId>>, Failure> {
    let mut records: HashMap<String, BTreeSet<PractitionerId>> = HashMap::new();
    ledger.log.private(None, &mut |private| {
        if let (Some(id), "email" | "alias") = (private.stream.practitioner(), private.field)
            && let Ok(email) = serde_json::from_str::<String>(private.value)
        {
            records.entry(address(&email)).or_default().insert(id);
        }
        ControlFlow::Continue(())
    })?;
    Ok(records)
}
