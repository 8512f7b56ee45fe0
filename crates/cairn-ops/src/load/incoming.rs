//! Lines on their way into a log: each read and checked, and what is wrong with them said by source and line.

use cairn_domain::{EventId, Instant};
use cairn_eventlog::Draft;
use cairn_eventlog::ndjson::{self, BadLine};
use chrono::TimeDelta;

use crate::failure::Failure;
use crate::verify::thousands;

/// How far the clock of another computer may be ahead of ours.
const AHEAD: TimeDelta = TimeDelta::hours(1);

/// How many lines that cannot be loaded are listed; the rest are counted.
const LISTED: usize = 20;

/// Lines on their way into a log, with where each came from.
#[derive(Debug, Default)]
pub struct Incoming {
    pub(super) sources: Vec<String>,
    /// Of each source, whether any line of it begins as a JSON object does.
    has_objects: Vec<bool>,
    pub(super) drafts: Vec<Draft>,
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
        self.has_objects.push(false);
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
        if let Some(has_objects) = self.has_objects.last_mut() {
            *has_objects |= bytes.trim_ascii_start().starts_with(b"{");
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

    pub(super) fn place(&self, event_id: EventId) -> String {
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
    pub(super) fn check(&self) -> Result<(), Failure> {
        if self.bad_lines == 0 {
            return Ok(());
        }
        // A letter or a spreadsheet: one sentence says more than a complaint about each of its lines.
        let strange =
            self.bad.iter().find(|(source, _)| !self.has_objects.get(*source).unwrap_or(&true));
        if let Some((source, bad)) = strange {
            let name = self.sources.get(*source).map_or("this", String::as_str);
            return Err(Failure::mend(format!(
                "nothing was loaded: `{name}` is not a file of events"
            ))
            .because(format!("line {}: {}", bad.line, bad.what))
            .hint(
                "`cairn help formats` shows what `cairn load` reads: one JSON object on each line",
            ));
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
            let lines = if more == 1 { "line" } else { "lines" };
            failure.listing(format!("… and {} more {lines} like these", thousands(more)))
        };
        Err(failure.hint("mend these lines and load the file again; `cairn help formats` shows what a line looks like"))
    }

    /// Tells whether the lines carry the times at which they were recorded: all, or none.
    pub(super) fn carries_times(&self) -> Result<bool, Failure> {
        let without = self.drafts.iter().position(|draft| !draft.says_when_recorded());
        let with = self.drafts.iter().any(Draft::says_when_recorded);
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

    /// Fails if an event says that it was recorded later than now: the log's clock never goes back, so that all that is
    /// recorded from then on would bear that time.
    pub(super) fn refuse_future(&self, now: Instant) -> Result<(), Failure> {
        let recorded_at = |draft: &Draft| draft.envelope().recorded_at;
        let Some(at) = self.drafts.iter().position(|draft| recorded_at(draft) > now + AHEAD) else {
            return Ok(());
        };
        let (source, line) = self.places[at];
        let (place, when) = (self.say(source, line), recorded_at(&self.drafts[at]));
        let what =
            format!("nothing was loaded: {place}: `recorded_at` is {when}, which is still to come");
        Err(Failure::mend(what)
            .because("a log's clock never goes back: everything later would seem to be recorded then too")
            .hint("look at the clock and at the file; `--future-times` restores it as it is"))
    }
}
