//! What an import says: of each file, what became of every row.

use cairn_domain::{Position, SessionId};
use cairn_eventlog::Log;
use cairn_import::zoom;
use schemars::JsonSchema;
use serde::Serialize;

use crate::import::Ground;
use crate::import::listed::{Left, Met, Proposal, Queued, Stay};
use crate::people::Who;
use crate::verify::{events, thousands};

/// What an import would record, or has recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ImportReport {
    /// Always `cairn.import/1`.
    pub schema: &'static str,
    /// The log's own name.
    pub log: String,
    /// The cohort.
    pub cohort: String,
    /// The zone in which the files' times were read.
    pub zone: String,
    /// Whether it was recorded; otherwise nothing was.
    pub recorded: bool,
    /// How many events are new: fewer than new rows, where two devices joined in one second.
    pub events: u64,
    /// The position of the first new event, once it is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_position: Option<Position>,
    /// The position of the last new event, once it is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_position: Option<Position>,
    /// The files, in the order in which they were named.
    pub files: Vec<File>,
    /// The outcome in words.
    pub words: String,
}

/// One file, and what became of its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct File {
    /// Its name.
    pub name: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// What it was recognised as, or read as where somebody said so.
    pub kind: String,
    /// The language of its headings.
    pub language: String,
    /// How its characters are written.
    pub encoding: String,
    /// Whether it writes the month or the day first, and how that is known.
    pub date_order: String,
    /// What became of its rows.
    pub counts: Counts,
    /// Its meetings, each with its session.
    pub meetings: Vec<Met>,
    /// Who was there.
    pub people: Vec<Proposal>,
    /// Rows of which nobody is known yet.
    pub queue: Vec<Queued>,
    /// Rows that say nothing of presence.
    pub skipped: Vec<Left>,
    /// Rows that could not be read, or placed in time.
    pub unreadable: Vec<Left>,
    /// What is odd about lines that are no rows.
    pub remarks: Vec<String>,
}

/// What became of the rows of a file: all of them, added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// Rows below the headings.
    pub rows: u64,
    /// Rows that are new.
    pub new: u64,
    /// Rows that are on record as they stand.
    pub known: u64,
    /// Rows that are on record otherwise.
    pub changed: u64,
    /// Rows for people to decide.
    pub queued: u64,
    /// Rows that were skipped.
    pub skipped: u64,
    /// Rows that could not be read.
    pub unreadable: u64,
}

/// Says what a file is.
pub(super) fn kind(report: &zoom::Report) -> String {
    format!("{} of Zoom", report.variant)
}

impl File {
    pub(super) fn new(report: &zoom::Report) -> Self {
        Self {
            name: report.name.clone(),
            sha256: report.sha256.clone(),
            kind: kind(report),
            language: report.language.to_string(),
            encoding: report.encoding.to_string(),
            date_order: report.order.to_string(),
            counts: Counts { rows: report.rows as u64, ..Counts::default() },
            meetings: Vec::new(),
            people: Vec::new(),
            queue: Vec::new(),
            skipped: Vec::new(),
            unreadable: Vec::new(),
            remarks: report.remarks.iter().map(ToString::to_string).collect(),
        }
    }

    pub(super) fn add(&mut self, who: Who, session: &SessionId, stay: Stay) {
        let theirs = |each: &&mut Proposal| each.who == who && each.session == session.as_str();
        if let Some(proposal) = self.people.iter_mut().find(theirs) {
            proposal.stays.push(stay);
        } else {
            let (session, matched) = (session.to_string(), "e-mail address");
            self.people.push(Proposal { who, session, matched, stays: vec![stay] });
        }
    }

    /// Adds up what became of the rows.
    pub(super) fn count(&mut self) {
        let stays = || self.people.iter().flat_map(|each| &each.stays);
        let of = |status| stays().filter(|stay| stay.status == status).count() as u64;
        self.counts = Counts {
            rows: self.counts.rows,
            new: of("new"),
            known: of("known") + of("taken back"),
            changed: of("changed"),
            queued: self.queue.len() as u64,
            skipped: self.skipped.len() as u64,
            unreadable: self.unreadable.len() as u64,
        };
    }
}

impl Counts {
    /// Tells whether every row became something.
    #[must_use]
    pub const fn reconcile(&self) -> bool {
        let Self { rows, new, known, changed, queued, skipped, unreadable } = *self;
        rows == new + known + changed + queued + skipped + unreadable
    }

    /// Says them as a sum.
    #[must_use]
    pub fn words(&self) -> String {
        let Self { rows, new, known, changed, queued, skipped, unreadable } = *self;
        let parts = [
            (new, "new"),
            (known, "already on record"),
            (changed, "changed since"),
            (queued, "to be decided"),
            (skipped, "skipped"),
            (unreadable, "unreadable"),
        ];
        let there = parts.into_iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> =
            there.map(|(count, what)| format!("{} {what}", thousands(count))).collect();
        let noun = if rows == 1 { "row" } else { "rows" };
        let sum =
            if parts.is_empty() { String::new() } else { format!(" = {}", parts.join(" + ")) };
        format!("{} {noun}{sum}", thousands(rows))
    }
}

impl ImportReport {
    pub(super) fn new(log: &dyn Log, ground: &Ground<'_>, files: Vec<File>, new: usize) -> Self {
        let mut report = Self {
            schema: "cairn.import/1",
            log: log.about().origin.clone(),
            cohort: ground.cohort.to_string(),
            zone: ground.wish.zone.to_string(),
            recorded: false,
            events: new as u64,
            first_position: None,
            last_position: None,
            files,
            words: String::new(),
        };
        report.words = report.say();
        report
    }

    /// Tells whether some rows are left for people.
    #[must_use]
    pub fn rests(&self) -> bool {
        let rests = |counts: Counts| counts.queued + counts.changed + counts.unreadable > 0;
        self.files.iter().any(|file| rests(file.counts))
    }

    /// Takes down that it was recorded, and where.
    pub(super) fn done(&mut self, places: &[Position]) {
        self.recorded = true;
        (self.first_position, self.last_position) =
            (places.first().copied(), places.last().copied());
        self.words = self.say();
    }

    fn say(&self) -> String {
        match (self.recorded, self.events, self.first_position, self.last_position) {
            (_, 0, ..) => "Nothing is new, and nothing was recorded".to_owned(),
            (true, count, Some(first), Some(last)) if first == last => {
                format!("{} recorded, as #{first}", events(count))
            }
            (true, count, Some(first), Some(last)) => {
                format!("{} recorded, as #{first} to #{last}", events(count))
            }
            (true, count, ..) => format!("{} recorded", events(count)),
            (false, count, ..) => {
                format!("{} would be recorded; nothing was (dry run)", events(count))
            }
        }
    }
}
