//! Which files came in, when, and by whom.

use cairn_domain::{Event, Instant, Position, StreamId};
use cairn_eventlog::{Log, codec};
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::{Asking, say_instant};
use crate::failure::Failure;
use crate::find;
use crate::ledger::Ledger;

/// The files that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FilesReport {
    /// Always `cairn.import-files/1`.
    pub schema: &'static str,
    /// The log's own name.
    pub log: String,
    /// The cohort.
    pub cohort: String,
    /// The files, in the order in which they came in; one that brought something new again is there again.
    pub files: Vec<CameIn>,
}

/// A file that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CameIn {
    /// Where that is on record.
    pub position: Position,
    /// Its name.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// What it was read as.
    pub kind: String,
    /// How many rows it has.
    pub rows: u32,
    /// How many events were recorded from it.
    pub events: u32,
    /// How many of its rows were left to be decided.
    pub queued: u32,
    /// When it came in.
    pub at: Instant,
    /// When it came in, in the cohort's zone.
    pub on: String,
    /// Who imported it.
    pub by: String,
}

/// Lists the files that came in.
pub fn files(log: &dyn Log, now: Instant, cohort: Option<&str>) -> Result<FilesReport, Failure> {
    let ledger = Ledger::open(log, Asking::default(), now)?;
    let cohort = find::cohort(&ledger, cohort)?;
    let zone = ledger.zones.of(Some(&cohort));
    let mut files = Vec::new();
    for each in log.stream(&StreamId::Cohort(cohort.clone()))? {
        if each.kind != "file_imported" {
            continue;
        }
        let decoded = codec::decode(&each.kind, each.version, &each.body);
        let Ok(Event::FileImported { name, sha256, kind, rows, events, queued }) =
            decoded.map(|decoded| decoded.event)
        else {
            continue;
        };
        files.push(CameIn {
            position: each.position,
            name,
            sha256,
            kind,
            rows,
            events,
            queued,
            at: each.recorded_at,
            on: say_instant(each.recorded_at, zone),
            by: each.recorded_by,
        });
    }
    let log = log.about().origin.clone();
    Ok(FilesReport { schema: "cairn.import-files/1", log, cohort: cohort.to_string(), files })
}
