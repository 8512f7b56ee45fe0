//! Loading events that some other log, or some other program, wrote: all of them or none.
//!
//! Every line is read and checked before the log is touched, and what is new goes in with one transaction. A line that
//! cannot be loaded therefore leaves nothing behind, and loading the same file again finds everything already there.

mod incoming;

use std::collections::HashMap;

use cairn_domain::{EventId, Instant, Position};
use cairn_eventlog::{Draft, Log, LogError, Outcome, Timing};
use schemars::JsonSchema;
use serde::Serialize;

pub use self::incoming::Incoming;

use crate::failure::Failure;
use crate::verify::{events, thousands};

/// What loading did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LoadReport {
    /// Always `cairn.load/1`.
    pub schema: &'static str,
    /// The log's own name.
    pub log: String,
    /// What was read.
    pub sources: Vec<String>,
    /// Whether nothing was written because nothing should be.
    pub dry_run: bool,
    /// Whether the events kept their positions and the times at which they were recorded.
    pub restored: bool,
    /// How many events were read.
    pub events: u64,
    /// How many of them are new.
    pub new: u64,
    /// How many were in the log before.
    pub already_there: u64,
    /// How many of those that were read are of a type or version that this cairn does not know: they are kept, but no
    /// verdict is given over them.
    pub newer: u64,
    /// The position of the first new event; absent where nothing is new or nothing was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_position: Option<Position>,
    /// The position of the last new event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_position: Option<Position>,
    /// How many events the log holds now.
    pub size: u64,
    /// The root of the log's Merkle tree now, in hexadecimal.
    pub root: String,
    /// The outcome in words.
    pub words: String,
}

/// How to load.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manner {
    /// Only say what would happen.
    pub dry_run: bool,
    /// Record everything now, even into an empty log.
    pub as_new: bool,
    /// Keep times of recording that are still to come.
    pub future_times: bool,
}

/// Loads what came in, now or as a restore.
pub fn load(
    log: &mut dyn Log,
    incoming: &Incoming,
    now: Instant,
    manner: Manner,
) -> Result<LoadReport, Failure> {
    incoming.check()?;
    let dry_run = manner.dry_run;
    let restored = !manner.as_new
        && log.head()?.size == 0
        && incoming.carries_times()?
        && !incoming.drafts.is_empty();
    if restored && !manner.future_times {
        incoming.refuse_future(now)?;
    }
    let timing = if restored { Timing::Keep } else { Timing::Now(now) };
    let outcomes = if dry_run {
        rehearse(log, &incoming.drafts, timing)
    } else {
        log.append(&incoming.drafts, &[], timing)
    };
    let outcomes = outcomes.map_err(|error| in_the_file(error, incoming))?;
    report(log, incoming, &outcomes, restored, dry_run)
}

/// Says what appending would do, as far as that can be known without doing it.
fn rehearse(log: &dyn Log, drafts: &[Draft], timing: Timing) -> Result<Vec<Outcome>, LogError> {
    let mut position = log.head()?.size;
    let mut last = None;
    let mut outcomes = Vec::with_capacity(drafts.len());
    let mut fresh: HashMap<EventId, (&Draft, Position)> = HashMap::new();
    for draft in drafts {
        if let Some((twin, position)) = fresh.get(&draft.event_id()).copied() {
            let mut first = twin.envelope().borrowed();
            first.position = position;
            draft.same_as(&first)?;
            outcomes.push(Outcome::AlreadyThere { position });
            continue;
        }
        let there = if timing == Timing::Keep { None } else { log.event(draft.event_id())? };
        if let Some(there) = there {
            draft.same_as(&there.borrowed())?;
            outcomes.push(Outcome::AlreadyThere { position: there.position });
            continue;
        }
        position += 1;
        last = Some(draft.recorded_at(timing, position, last)?);
        fresh.insert(draft.event_id(), (draft, position));
        outcomes.push(Outcome::Appended { position, revision: 0 });
    }
    Ok(outcomes)
}

/// Says where in the file the event stands that a log would not take.
fn in_the_file(error: LogError, incoming: &Incoming) -> Failure {
    let event_id = match &error {
        LogError::Conflict { event_id, .. }
        | LogError::TooLarge { event_id, .. }
        | LogError::OutOfOrder { event_id, .. } => *event_id,
        LogError::Moved { .. } | LogError::NotEmpty { .. } | LogError::Store { .. } => {
            return error.into();
        }
    };
    let place = incoming.place(event_id);
    let failure = Failure::from(error);
    let what = format!("nothing was loaded: {place}: {}", failure.what);
    Failure { what, ..failure }
}

fn report(
    log: &dyn Log,
    incoming: &Incoming,
    outcomes: &[Outcome],
    restored: bool,
    dry_run: bool,
) -> Result<LoadReport, Failure> {
    let fresh = |outcome: &&Outcome| matches!(outcome, Outcome::Appended { .. });
    let new = outcomes.iter().filter(fresh).count() as u64;
    let events = outcomes.len() as u64;
    let ends = (!dry_run).then(|| {
        let mut fresh = outcomes.iter().filter(fresh).map(|outcome| outcome.position());
        (fresh.next(), fresh.next_back())
    });
    let (first, last) = ends.unwrap_or_default();
    let head = log.head()?;
    let mut report = LoadReport {
        schema: "cairn.load/1",
        log: log.about().origin.clone(),
        sources: incoming.sources.clone(),
        dry_run,
        restored: restored && new > 0,
        events,
        new,
        already_there: events - new,
        newer: incoming.drafts.iter().filter(|draft| !draft.is_known()).count() as u64,
        first_position: first,
        last_position: last.or(first),
        size: head.size,
        root: hex::encode(head.root),
        words: String::new(),
    };
    report.words = words(&report);
    Ok(report)
}

fn words(report: &LoadReport) -> String {
    let (new, already_there) = (thousands(report.new), thousands(report.already_there));
    let count = format!("{}: {new} new, {already_there} already there", events(report.events));
    let how =
        match (report.dry_run, report.restored, report.first_position.zip(report.last_position)) {
            (true, ..) => "nothing was written (dry run)".to_owned(),
            (_, true, _) => {
                "restored with their positions and the times at which they were recorded".to_owned()
            }
            (.., Some((first, last))) if first == last => format!("recorded now, as #{first}"),
            (.., Some((first, last))) => format!("recorded now, as #{first} to #{last}"),
            (.., None) => "nothing was written".to_owned(),
        };
    format!("{count}; {how}")
}
