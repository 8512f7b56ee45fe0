//! What of other people's files is on record already.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

use cairn_domain::{CohortId, Event, Position, SessionId};
use serde_json::Value;

use crate::failure::Failure;
use crate::import::directory::Directory;
use crate::ledger::Ledger;

/// Where rows and payments are on record, whether or not they still count.
#[derive(Debug, Default)]
pub(super) struct OnRecord {
    /// By the file's SHA-256 and the line.
    rows: HashMap<(String, String), Vec<Position>>,
    /// By the provider and its own identity.
    keys: HashMap<(String, String), Vec<Position>>,
    /// What went back of a payment, by the provider and the payment's identity: each with its own.
    refunds: HashMap<(String, String), Vec<(String, Position)>>,
    /// Payments by the reference that somebody typed or a file gave.
    references: HashMap<String, Vec<Position>>,
    /// The numbers of the meetings of which a session's attendance is on record and counts.
    meetings: BTreeMap<(CohortId, SessionId), BTreeSet<String>>,
    /// How often a file came in, by its SHA-256.
    files: HashMap<String, u32>,
}

impl OnRecord {
    /// Reads it.
    pub fn read(ledger: &Ledger<'_>, directory: &Directory) -> Result<Self, Failure> {
        let mut found = Self::default();
        let mut numbers: HashMap<Position, String> = HashMap::new();
        ledger.log.scan(0, &mut |each| {
            let source = each.source.filter(|source| source.contains("\"importer\""));
            let source = source.and_then(|text| serde_json::from_str::<Value>(text).ok());
            let field = |name: &str| source.as_ref()?.get(name)?.as_str().map(str::to_owned);
            match each.kind {
                "file_imported" => {
                    if let Some(sha256) = field("sha256") {
                        *found.files.entry(sha256).or_default() += 1;
                    }
                }
                // What is left to be decided, and what corrects another event, is read where that is.
                "row_queued" | "row_resolved" | "amended" | "identified" => {}
                _ => {
                    if let (Some(sha256), Some(row)) = (field("sha256"), field("row")) {
                        // Of two devices that joined in one second, the event names both rows.
                        for row in row.split(", ") {
                            let places =
                                found.rows.entry((sha256.clone(), row.to_owned())).or_default();
                            places.push(each.position);
                        }
                    }
                    if let Some(meeting) = field("meeting") {
                        numbers.insert(each.position, meeting);
                    }
                    if let (Some(provider), Some(key)) = (field("provider"), field("key")) {
                        if let Some(payment) = field("refunds") {
                            let of = (provider.clone(), payment);
                            let part = (key.clone(), each.position);
                            found.refunds.entry(of).or_default().push(part);
                        }
                        found.keys.entry((provider, key)).or_default().push(each.position);
                    }
                }
            }
            ControlFlow::Continue(())
        })?;
        for person in directory.people() {
            for fact in &person.facts {
                match &fact.event {
                    Event::Paid { reference: Some(reference), .. } => {
                        let places = found.references.entry(reference.clone()).or_default();
                        places.push(fact.stamp.position);
                    }
                    Event::Attended { cohort, session, .. } => {
                        if let Some(number) = numbers.get(&fact.stamp.position) {
                            let session = (cohort.clone(), session.clone());
                            found.meetings.entry(session).or_default().insert(number.clone());
                        }
                    }
                    _ => {}
                }
            }
        }
        Ok(found)
    }

    /// Returns where a row of a file is on record and counts; of a row that claims several things, only of one.
    pub fn row(&self, directory: &Directory, sha256: &str, row: usize) -> Option<Position> {
        live(directory, self.rows.get(&(sha256.to_owned(), row.to_string())))
    }

    /// Returns where something of that identity is on record and counts.
    pub fn key(&self, directory: &Directory, provider: &str, key: &str) -> Option<Position> {
        live(directory, self.keys.get(&(provider.to_owned(), key.to_owned())))
            .or_else(|| live(directory, self.references.get(key)))
    }

    /// Returns what went back of a payment and counts, each by its own identity.
    pub fn refunds<'r>(
        &'r self,
        directory: &'r Directory,
        provider: &str,
        payment: &str,
    ) -> impl Iterator<Item = (&'r str, Position)> {
        let of = self.refunds.get(&(provider.to_owned(), payment.to_owned()));
        let counts = |(_, position): &&(String, Position)| directory.of_event(*position).is_some();
        let disputes = format!("{payment}/");
        of.into_iter()
            .flatten()
            .filter(counts)
            .filter(move |(key, _)| !key.starts_with(&disputes) || key.ends_with("/refund"))
            .map(|(key, position)| (key.as_str(), *position))
    }

    /// Returns another meeting's number of which a session's attendance is on record, if none of this number is.
    pub fn other_meeting(
        &self,
        cohort: &CohortId,
        session: &SessionId,
        number: &str,
    ) -> Option<&str> {
        let known = self.meetings.get(&(cohort.clone(), session.clone()))?;
        if known.contains(number) { None } else { known.first().map(String::as_str) }
    }

    /// Returns how often a file came in.
    pub fn times(&self, sha256: &str) -> u32 {
        self.files.get(sha256).copied().unwrap_or_default()
    }
}

fn live(directory: &Directory, places: Option<&Vec<Position>>) -> Option<Position> {
    let mut places = places.into_iter().flatten().copied();
    places.find(|position| directory.of_event(*position).is_some())
}
