//! Loading events that some other log, or some other program, wrote: all of them or none.
//!
//! Every line is read and checked before the log is touched, and what is new goes in with one transaction. A line that
//! cannot be loaded therefore leaves nothing behind, and loading the same file again finds everything already there.

use cairn_domain::{EventId, Instant, Position};
use cairn_eventlog::ndjson::{self, BadLine};
use cairn_eventlog::{Draft, Log, LogError, Outcome, Timing};
use schemars::JsonSchema;
use serde::Serialize;

use crate::failure::Failure;
use crate::verify::{events, thousands};

/// How many lines that cannot be loaded are listed; the rest are counted.
const LISTED: usize = 20;

/// Lines on their way into a log, with where each came from.
#[derive(Debug, Default)]
pub struct Incoming {
    sources: Vec<String>,
    drafts: Vec<Draft>,
    /// The source and the line of each draft.
    places: Vec<(usize, usize)>,
    line: usize,
    bad: Vec<(usize, BadLine)>,
    bad_lines: u64,
}

impl Incoming {
    /// Begins the lines of a source; `name` is what messages call it.
    pub fn begin(&mut self, name: impl Into<String>) {
        self.sources.push(name.into());
        self.line = 0;
    }

    /// Takes the next line of the source, with or without its end. Empty lines are passed over.
    pub fn line(&mut self, bytes: &[u8]) {
        self.line += 1;
        // Some editors put a mark in front of UTF-8 text.
        let bytes = if self.line == 1 {
            bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
        } else {
            bytes
        };
        if bytes.trim_ascii().is_empty() {
            return;
        }
        match ndjson::read_line(self.line, bytes) {
            Ok(draft) => {
                self.drafts.push(draft);
                self.places.push((self.source(), self.line));
            }
            Err(bad) => self.refuse(bad),
        }
    }

    /// Notes that the next line is longer than any event can be.
    pub fn line_too_long(&mut self) {
        self.line += 1;
        let what = "it is longer than any event: expected one event on each line, with line breaks between".to_owned();
        self.refuse(BadLine { line: self.line, field: String::new(), what });
    }

    fn source(&self) -> usize {
        self.sources.len().saturating_sub(1)
    }

    fn refuse(&mut self, bad: BadLine) {
        self.bad_lines += 1;
        if self.bad.len() < LISTED {
            self.bad.push((self.source(), bad));
        }
    }

    fn place(&self, event_id: EventId) -> String {
        let found = self.drafts.iter().rposition(|draft| draft.event_id() == event_id);
        found.map_or_else(String::new, |at| self.say(self.places[at].0, self.places[at].1))
    }

    fn say(&self, source: usize, line: usize) -> String {
        match self.sources.get(source) {
            Some(name) => format!("{name}, line {line}"),
            None => format!("line {line}"),
        }
    }

    /// Fails if a line could not be read, or if only some lines say when they were recorded.
    fn check(&self) -> Result<(), Failure> {
        if self.bad_lines == 0 {
            return Ok(());
        }
        let lines = if self.bad_lines == 1 { "line" } else { "lines" };
        let what = format!(
            "nothing was loaded: {} {lines} cannot be read as events",
            thousands(self.bad_lines)
        );
        let failure = self.bad.iter().fold(Failure::mend(what), |failure, (source, bad)| {
            let BadLine { line, field, what } = bad;
            let field = if field.is_empty() { String::new() } else { format!("`{field}`: ") };
            failure.listing(format!("{}: {field}{what}", self.say(*source, *line)))
        });
        let more = self.bad_lines - self.bad.len() as u64;
        let failure = if more == 0 {
            failure
        } else {
            failure.listing(format!("… and {} more lines like these", thousands(more)))
        };
        Err(failure.hint("mend these lines and load the file again; `cairn help formats` shows what a line looks like"))
    }

    /// Tells whether the lines carry the times at which they were recorded: all, or none.
    fn carries_times(&self) -> Result<bool, Failure> {
        // A draft without `recorded_at` stands at the beginning of time as computers count it.
        let without =
            self.drafts.iter().position(|draft| draft.envelope().recorded_at == Instant::default());
        let with =
            self.drafts.iter().any(|draft| draft.envelope().recorded_at != Instant::default());
        match without {
            Some(at) if with => {
                let (source, line) = self.places[at];
                Err(Failure::mend("nothing was loaded: only some of the events say when they were recorded")
                    .because(format!("{}: `recorded_at` is missing", self.say(source, line)))
                    .hint("an empty log keeps `recorded_at` from the file: give it on every line, or on none"))
            }
            without => Ok(without.is_none()),
        }
    }
}

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

/// Loads what came in; with `dry_run` only says what would happen.
pub fn load(
    log: &mut dyn Log,
    incoming: &Incoming,
    now: Instant,
    dry_run: bool,
) -> Result<LoadReport, Failure> {
    incoming.check()?;
    let restored =
        log.head()?.size == 0 && incoming.carries_times()? && !incoming.drafts.is_empty();
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
    for draft in drafts {
        let there = if timing == Timing::Keep { None } else { log.event(draft.event_id())? };
        if let Some(there) = there {
            draft.same_as(&there.borrowed())?;
            outcomes.push(Outcome::AlreadyThere { position: there.position });
            continue;
        }
        position += 1;
        last = Some(draft.recorded_at(timing, position, last)?);
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
