//! What an import says: of each file, what became of every row.

use std::collections::{BTreeMap, HashMap};

use cairn_domain::Position;
use cairn_eventlog::Log;
use cairn_import::Source;
use schemars::JsonSchema;
use serde::Serialize;

use crate::import::Ground;
use crate::import::counts::Counts;
use crate::import::directory::How;
use crate::import::listed::{Left, Line, Met, Proposal, Queued};
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
    /// The zone in which the files' times were read, where one was needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Whether it was recorded; otherwise nothing was.
    pub recorded: bool,
    /// How many events of practitioners are new, amendments among them: fewer than new rows, where two devices joined in one
    /// second.
    pub events: u64,
    /// How many rows are newly left to be decided.
    pub left: u64,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// How its characters are written; absent for a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
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
    /// What was not done, by the provider's identity of it, until it is known whether it is on record as done.
    #[serde(skip)]
    #[schemars(skip)]
    pub(super) undone: Vec<Undone>,
    /// Where among the people each proposal stands.
    #[serde(skip)]
    #[schemars(skip)]
    places: HashMap<(String, String, How), usize>,
}

/// What a row says was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Undone {
    /// The provider's identity of it.
    pub key: String,
    /// The row, and why.
    pub left: Left,
    /// Whether the row claims something else beside it, so that it is listed in any case.
    pub beside: bool,
}

impl File {
    pub(super) fn new(source: &Source, kind: String) -> Self {
        let (language, encoding, order, remarks) = match source {
            Source::Zoom(report) => {
                let language = Some(report.language.to_string());
                (language, Some(report.encoding), &report.order, &report.remarks)
            }
            Source::Sheet(sheet) => (None, sheet.encoding, &sheet.order, &sheet.remarks),
        };
        Self {
            name: source.name().to_owned(),
            sha256: source.sha256().to_owned(),
            kind,
            language,
            encoding: encoding.map(|encoding| encoding.to_string()),
            date_order: order.to_string(),
            counts: Counts { rows: source.rows() as u64, ..Counts::default() },
            meetings: Vec::new(),
            people: Vec::new(),
            queue: Vec::new(),
            skipped: Vec::new(),
            unreadable: Vec::new(),
            remarks: remarks.iter().map(ToString::to_string).collect(),
            undone: Vec::new(),
            places: HashMap::new(),
        }
    }

    /// Lists a row that is somebody's.
    pub(super) fn add(&mut self, who: Who, about: String, how: How, line: Line) {
        let key = (who.stream.clone(), about.clone(), how);
        if let Some(proposal) = self.places.get(&key).and_then(|at| self.people.get_mut(*at)) {
            proposal.rows.push(line);
        } else {
            self.places.insert(key, self.people.len());
            self.people.push(Proposal { who, about, matched: how.words(), rows: vec![line] });
        }
    }

    /// Lists a row that could not be read.
    pub(super) fn unreadable(&mut self, row: &cairn_import::zoom::Unreadable) {
        let why = format!("`{}`: expected {}, found {}", row.field, row.expected, row.found);
        self.unreadable.push(Left::new(row.line, &row.cells, why));
    }

    /// Adds up what became of the rows: one that claims several things counts once, as what asks most of people.
    pub(super) fn count(&mut self) {
        let mut rows: BTreeMap<usize, Fate> = BTreeMap::new();
        let mut is = |row: usize, fate: Fate| {
            rows.entry(row).and_modify(|worst| *worst = fate.max(*worst)).or_insert(fate);
        };
        for line in self.people.iter().flat_map(|each| &each.rows) {
            is(
                line.row,
                match line.status {
                    "new" => Fate::New,
                    "amends" => Fate::Amends,
                    "changed" => Fate::Changed,
                    _ => Fate::Known,
                },
            );
        }
        self.queue.iter().for_each(|each| is(each.row, Fate::Queued));
        self.skipped.iter().for_each(|each| is(each.row, Fate::Skipped));
        self.unreadable.iter().for_each(|each| is(each.row, Fate::Unreadable));
        let of = |fate| rows.values().filter(|each| **each == fate).count() as u64;
        self.counts = Counts {
            rows: self.counts.rows,
            new: of(Fate::New),
            known: of(Fate::Known),
            amended: of(Fate::Amends),
            changed: of(Fate::Changed),
            queued: of(Fate::Queued),
            skipped: of(Fate::Skipped),
            unreadable: of(Fate::Unreadable),
        };
    }
}

/// What became of a row, the least that people must look at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Skipped,
    Known,
    New,
    Amends,
    Changed,
    Queued,
    Unreadable,
}

impl ImportReport {
    pub(super) fn new(
        log: &dyn Log,
        ground: &Ground<'_>,
        files: Vec<File>,
        (events, left): (usize, usize),
    ) -> Self {
        let mut report = Self {
            schema: "cairn.import/1",
            log: log.about().origin.clone(),
            cohort: ground.cohort.to_string(),
            zone: ground.wish.zone.map(|zone| zone.to_string()),
            recorded: false,
            events: events as u64,
            left: left as u64,
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
        let left = match self.left {
            0 => String::new(),
            1 => "1 row left to be decided".to_owned(),
            left => format!("{} rows left to be decided", thousands(left)),
        };
        let what = match (self.events, left.is_empty()) {
            (0, true) => {
                return match (self.recorded, self.first_position) {
                    (true, Some(first)) => {
                        format!("Nothing is new; that the file came in is recorded, as #{first}")
                    }
                    _ => "Nothing is new, and nothing was recorded".to_owned(),
                };
            }
            (0, false) => left,
            (count, true) => events(count),
            (count, false) => format!("{} and {left}", events(count)),
        };
        match (self.recorded, self.first_position, self.last_position) {
            (true, Some(first), Some(last)) if first != last => {
                format!("{what}: recorded with the file, as #{first} to #{last}")
            }
            (true, Some(first), _) => format!("{what}: recorded, as #{first}"),
            (true, None, _) => format!("{what}: recorded"),
            (false, ..) => format!("{what}: would be recorded; nothing was (dry run)"),
        }
    }
}
