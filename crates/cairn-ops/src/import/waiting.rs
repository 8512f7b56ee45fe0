//! The queue: rows of imported files that are left for people to decide.

use cairn_domain::Position;
use cairn_eventlog::Log;
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::Asking;
use crate::failure::Failure;
use crate::find;
use crate::import::directory::{Directory, Owner};
use crate::import::intake::AGAIN;
use crate::import::listed::Candidate;
use crate::import::queue::{self, Entry, Fate};
use crate::ledger::Ledger;
use crate::words;

/// The rows that wait for people to decide, and with `all` also those that were decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QueueReport {
    /// Always `cairn.import-queue/1`.
    pub schema: &'static str,
    /// The log's own name.
    pub log: String,
    /// The cohort.
    pub cohort: String,
    /// The rows, in the order in which they came in.
    pub rows: Vec<Waiting>,
    /// What there is, in words.
    pub words: String,
}

/// A row that waits, or waited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Waiting {
    /// Its number: where it is on record.
    pub number: Position,
    /// The file.
    pub file: String,
    /// The line where the row begins.
    pub row: usize,
    /// The name that it shows, if that is still held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The address that it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What it claims, in words.
    pub what: String,
    /// What the row says, on the clocks of the file.
    pub said: String,
    /// Why it is nobody's yet; or what was decided, and where.
    pub why: String,
    /// Whether it still waits.
    pub open: bool,
    /// Whom it may mean, the likeliest first.
    pub candidates: Vec<Candidate>,
}

/// Lists the rows that wait; with `all`, also those that were decided.
pub fn queue(
    log: &dyn Log,
    now: cairn_domain::Instant,
    cohort: Option<&str>,
    all: bool,
) -> Result<QueueReport, Failure> {
    let ledger = Ledger::open(log, Asking::default(), now)?;
    let cohort = find::cohort(&ledger, cohort)?;
    let zone = ledger.zones.of(Some(&cohort));
    let directory = Directory::read(&ledger)?;
    let entries = queue::read(&ledger, &cohort)?;
    let open = entries.iter().filter(|entry| entry.fate == Fate::Open).count();
    let shown = entries.iter().filter(|entry| all || entry.fate == Fate::Open);
    let rows = shown
        .map(|entry| {
            let Entry { claimed, origin, .. } = entry;
            let (why, candidates) = why(&directory, entry);
            Waiting {
                number: entry.position,
                file: origin.file.clone(),
                row: claimed.row,
                name: claimed.name.clone(),
                email: claimed.email.clone(),
                what: words::event(&claimed.event, zone, &|_| None),
                said: claimed.said.clone(),
                why,
                open: entry.fate == Fate::Open,
                candidates,
            }
        })
        .collect();
    let words = match open {
        0 => "No row waits to be decided".to_owned(),
        1 => "1 row waits to be decided".to_owned(),
        many => format!("{many} rows wait to be decided"),
    };
    let log = log.about().origin.clone();
    Ok(QueueReport { schema: "cairn.import-queue/1", log, cohort: cohort.to_string(), rows, words })
}

/// Says why a row is nobody's yet, and whom it may mean; or what was decided.
fn why(directory: &Directory, entry: &Entry) -> (String, Vec<Candidate>) {
    let claimed = &entry.claimed;
    match entry.fate {
        Fate::Nobodys(position) => (format!("nobody's, as decided in #{position}"), Vec::new()),
        Fate::Whose(record, position) => {
            let place = directory.of_record(record);
            let who = place.and_then(|place| directory.person(place));
            let called = who.map_or_else(|| record.to_string(), |person| person.who().called());
            (format!("{called}'s, as decided in #{position}"), Vec::new())
        }
        Fate::Open => {
            let person = super::devices::of_a_person(&claimed.shown);
            match directory.owner((&claimed.shown, person), claimed.email.as_deref(), false) {
                Owner::Unknown(why, candidates) => (why, candidates),
                Owner::One(place, _) if directory.shows_another(place, claimed) => {
                    let who = directory.person(place).map(crate::people::Person::who);
                    let candidate = |who| Candidate { who, why: "the same address" };
                    let why = "an address that somebody of another name has".to_owned();
                    (why, who.map(candidate).into_iter().collect())
                }
                Owner::One(place, how) if claimed.ordinal > 1 => {
                    let who = directory.person(place).map(crate::people::Person::who);
                    let candidate = |who| Candidate { who, why: how.words() };
                    (AGAIN.to_owned(), who.map(candidate).into_iter().collect())
                }
                Owner::One(place, how) => {
                    let who = directory.person(place).map(crate::people::Person::who);
                    let why = format!(
                        "known by now, {}: `cairn import resolve --known` takes it in",
                        how.words()
                    );
                    let candidate = |who| Candidate { who, why: how.words() };
                    (why, who.map(candidate).into_iter().collect())
                }
            }
        }
    }
}
