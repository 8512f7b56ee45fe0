//! Taking in claims: whose each is, whether it is on record, and what is to be appended.
//!
//! Nothing is appended here. What is ready stands in the order in which it was found, each event once.

mod durations;
mod known_rows;
mod leave;
mod meetings;
mod newcomers;
mod propose;
mod refunds;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use cairn_domain::{Event, EventId, Occurred, Position, PractitionerId, StreamId};
use cairn_eventlog::{Draft, Envelope, PrivateFields, Wish};
use cairn_import::IMPORTER;
use serde_json::json;
use uuid::Uuid;

use crate::failure::Failure;
use crate::import::Ground;
use crate::import::claimed::{Claimed, NAMESPACE, Origin, Whence, replacement};
use crate::import::compare::compare;
use crate::import::directory::{Directory, How, Owner};
use crate::import::listed::Candidate;
use crate::import::on_record::OnRecord;
use crate::import::queue::Fate;
use crate::people::Person;
use crate::record::{Fresh, Seals};

use known_rows::Queue;

/// What became of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is somebody's.
    Of { place: usize, how: How, status: Status, position: Option<Position>, notes: Vec<String> },
    /// It is left for people to decide; at a position, it was left so before.
    Queued { why: String, candidates: Vec<Candidate>, position: Option<Position> },
    /// It was decided before that it is nobody's.
    Dismissed(Position),
}

/// How a claim that is somebody's stands to the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Status {
    /// It is new.
    New,
    /// Another row says it, too.
    Again,
    /// It is on record.
    Known,
    /// It was on record, and was taken back.
    TakenBack,
    /// It says more than what is on record, which is put right.
    Amends,
    /// It is on record otherwise, and people must decide.
    Changed,
}

impl Status {
    /// Returns its name in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Again => "again",
            Self::Known => "known",
            Self::TakenBack => "taken back",
            Self::Amends => "amends",
            Self::Changed => "changed",
        }
    }
}

/// Claims being taken in, over all files.
pub(super) struct Intake<'g> {
    pub ground: &'g Ground<'g>,
    pub directory: Directory,
    on_record: OnRecord,
    queue: Queue,
    fresh: &'g mut dyn Fresh,
    /// What is to be appended, and where each stands in it.
    ready: Vec<Ready>,
    places: HashMap<EventId, usize>,
    /// Where in it the first of each provider's identities stands.
    by_key: HashMap<(String, String), usize>,
    /// Who got a record from this import.
    newcomers: HashSet<usize>,
    /// The names and addresses that were confirmed in this import, and of whom.
    pub learned: HashSet<(usize, String)>,
    /// Where what goes back of a payment stands in what is ready, by the provider and the payment.
    parts: HashMap<(String, String), Vec<usize>>,
    /// How many of a file's rows are to be left for people, by its SHA-256.
    left: HashMap<String, u32>,
    /// Of which events a file has said already how long somebody was there: by its SHA-256, with the row that did.
    durations: HashMap<(String, EventId), usize>,
}

/// An event that is to be appended.
struct Ready {
    id: EventId,
    stream: StreamId,
    occurred: Occurred,
    event: Event,
    source: Whence,
    private: PrivateFields,
}

impl<'g> Intake<'g> {
    /// Begins with what is on record.
    pub fn begin(ground: &'g Ground<'g>, fresh: &'g mut dyn Fresh) -> Result<Self, Failure> {
        let directory = Directory::read(ground.ledger)?;
        let on_record = OnRecord::read(ground.ledger, &directory)?;
        let queue = Queue::new(super::queue::read(ground.ledger, ground.cohort)?);
        Ok(Self {
            ground,
            directory,
            on_record,
            queue,
            fresh,
            ready: Vec::new(),
            places: HashMap::new(),
            by_key: HashMap::new(),
            newcomers: HashSet::new(),
            learned: HashSet::new(),
            parts: HashMap::new(),
            left: HashMap::new(),
            durations: HashMap::new(),
        })
    }

    /// Takes note of all that a file claims, before any of it is taken in: rows that look the same are told apart with care.
    pub fn expect(&mut self, claims: &[Claimed], origin: &Rc<Origin>) {
        for claimed in claims {
            self.queue.expect(claimed, origin);
        }
    }

    /// Takes in one claim.
    pub fn take(&mut self, claimed: &Claimed, origin: &Rc<Origin>) -> Result<Taken, Failure> {
        let waited = self.queue.find(claimed, origin);
        let before = waited.and_then(|at| self.queue.entries.get(at));
        let before = before.map(|entry| (entry.id, entry.fate));
        let email = claimed.email.as_deref();
        let names = (claimed.shown.as_str(), claimed.name.as_deref());
        match before {
            Some((_, Fate::Nobodys(position))) => return Ok(Taken::Dismissed(position)),
            Some((_, Fate::Whose(record, _))) => {
                if let Some(place) = self.directory.of_record(record) {
                    return self.propose(place, (record, How::Decided), claimed, origin);
                }
            }
            _ => {}
        }
        let owner = self.directory.owner(names, email, self.ground.wish.accept_names);
        match owner {
            Owner::One(place, how) => {
                let how = if self.newcomers.contains(&place) { How::New } else { how };
                if self.is_another(place, how, claimed) {
                    let why = "an address that another row of somebody new shows".to_owned();
                    let person = self.directory.person(place).map(Person::who);
                    let candidate = |who| Candidate { who, why: "the same address" };
                    let candidates = person.into_iter().map(candidate).collect();
                    return self.leave(why, candidates, claimed, origin);
                }
                let undecided = matches!(before, Some((_, Fate::Open)));
                if undecided && self.directory.shows_another(place, claimed) {
                    let why = "an address that somebody of another name has".to_owned();
                    let person = self.directory.person(place).map(Person::who);
                    let candidate = |who| Candidate { who, why: "the same address" };
                    let candidates = person.into_iter().map(candidate).collect();
                    return self.leave(why, candidates, claimed, origin);
                }
                if claimed.ordinal > 1 {
                    let person = self.directory.person(place).map(Person::who);
                    let candidate = |who| Candidate { who, why: how.words() };
                    let candidates = person.into_iter().map(candidate).collect();
                    return self.leave(AGAIN.to_owned(), candidates, claimed, origin);
                }
                let person = self.directory.person(place);
                let record = person.map(|person| self.directory.record(person, email));
                let Some(record) = record else { return Err(lost()) };
                let taken = self.propose(place, (record, how), claimed, origin)?;
                self.settle(waited, &taken, record, origin)?;
                Ok(taken)
            }
            Owner::Unknown(why, candidates) => {
                // By its own identity, it may be on record of somebody whom the row does not show.
                if let Some((position, place)) = self.by_key(claimed, origin) {
                    let record = self.directory.person(place).map(|person| person.id);
                    let Some(record) = record else { return Err(lost()) };
                    let status = self.compared(place, position, claimed, origin)?;
                    let taken = of(place, How::Identity, status, Some(position), Vec::new());
                    self.settle(waited, &taken, record, origin)?;
                    return Ok(taken);
                }
                if let Some((place, record)) = self.payer(claimed, origin) {
                    let taken = self.propose(place, (record, How::Payment), claimed, origin)?;
                    self.settle(waited, &taken, record, origin)?;
                    return Ok(taken);
                }
                self.leave(why, candidates, claimed, origin)
            }
        }
    }

    /// Takes a row from the queue that is somebody's by now.
    fn settle(
        &mut self,
        waited: Option<usize>,
        taken: &Taken,
        record: PractitionerId,
        origin: &Rc<Origin>,
    ) -> Result<(), Failure> {
        let entry = waited.and_then(|at| self.queue.entries.get_mut(at));
        match (entry, taken) {
            (Some(entry), Taken::Of { status, .. })
                if entry.fate == Fate::Open && *status != Status::Changed =>
            {
                // Another file of this import may have the row, too.
                entry.fate = Fate::Whose(record, entry.position);
                let row = entry.id;
                self.resolve(row, Some(record), origin)
            }
            _ => Ok(()),
        }
    }

    /// Adds an event with private fields.
    pub fn sealed(
        &mut self,
        stream: StreamId,
        occurred: Occurred,
        event: impl FnOnce(&mut Seals<'_>) -> Result<Event, Failure>,
    ) -> Result<EventId, Failure> {
        let mut seals = Seals::new(self.fresh)?;
        let event = event(&mut seals)?;
        let (id, private) = (seals.id, seals.values);
        let source = Whence::Told(json!({"importer": IMPORTER}));
        self.add(Ready { id, stream, occurred, event, source, private });
        Ok(id)
    }

    /// Finds whose payment went back, by the payment's own identity.
    fn payer(&self, claimed: &Claimed, origin: &Rc<Origin>) -> Option<(usize, PractitionerId)> {
        let key = claimed.refunds.as_ref()?;
        if let Some(position) = self.on_record.key(&self.directory, &origin.provider, key) {
            let place = self.directory.of_event(position)?;
            return Some((place, self.directory.person(place)?.id));
        }
        let key = (origin.provider.clone(), key.clone());
        let record = self.by_key.get(&key).and_then(|at| self.ready.get(*at))?;
        let record = record.stream.practitioner()?;
        Some((self.directory.of_record(record)?, record))
    }

    /// Finds where a claim's own identity is on record, and whose it is there.
    fn by_key(&self, claimed: &Claimed, origin: &Origin) -> Option<(Position, usize)> {
        let (position, place) = self.recorded(claimed.key.as_deref()?, origin)?;
        let fact = self.directory.fact(place, position)?;
        (fact.event.kind() == claimed.event.kind()).then_some((position, place))
    }

    /// Finds whose something of that identity is by another row of this import.
    pub fn about_to_be(&self, key: &str, origin: &Origin) -> Option<usize> {
        let key = (origin.provider.clone(), key.to_owned());
        let ready = self.by_key.get(&key).and_then(|at| self.ready.get(*at))?;
        self.directory.of_record(ready.stream.practitioner()?)
    }

    /// Finds where something of that identity is on record and counts, and whose it is there.
    pub fn recorded(&self, key: &str, origin: &Origin) -> Option<(Position, usize)> {
        let position = self.on_record.key(&self.directory, &origin.provider, key)?;
        Some((position, self.directory.of_event(position)?))
    }

    fn add(&mut self, ready: Ready) {
        self.add_as(ready.id, ready);
    }

    /// Adds an event that is found by an identity, which is that of the event it amends where it amends one.
    fn add_as(&mut self, id: EventId, ready: Ready) {
        let at = self.ready.len();
        self.places.insert(id, at);
        if let Whence::Row { origin, key: Some(key), refunds, .. } = &ready.source {
            if let Some(payment) = refunds {
                let of = (origin.provider.clone(), payment.clone());
                self.parts.entry(of).or_default().push(at);
            }
            self.by_key.entry((origin.provider.clone(), key.clone())).or_insert(at);
        }
        self.ready.push(ready);
    }
}

fn of(
    place: usize,
    how: How,
    status: Status,
    position: Option<Position>,
    notes: Vec<String>,
) -> Taken {
    Taken::Of { place, how, status, position, notes }
}

/// Why a row waits whose person is known.
pub(super) const AGAIN: &str =
    "another row says the very same; without a reference nobody can tell whether it is another one";

/// Says that what was found a moment ago is not there.
fn lost() -> Failure {
    Failure::damaged("an event that was read a moment ago is not there any more")
}
