//! Small terms of a cohort, thrown from dice: who was there in truth, and the files that staff would have of it.
//!
//! The truth is made first, and each file is written from it, row by row; beside the text of a file stands what each of its
//! rows tells, and of whom. So it is known of any row whose it is, without reading anything. Nothing here reads a file, and
//! nothing knows how files are imported.
//!
//! Everyone is made up; addresses are at `example.org`. The same seed gives the same term, byte for byte.
#![expect(
    clippy::expect_used,
    reason = "what cannot be made is a slip in the simulator, to be seen at once"
)]

mod bytes;
mod cast;
mod clock;
mod evening;
mod exports;
mod forms;
mod history;
mod money;
mod page;
mod report;
mod webinar;
mod words;

use cairn_domain::{Instant, Interval, SessionId};
use chrono::NaiveDateTime;
use chrono_tz::Tz;

use crate::dice::Dice;

pub use cast::Member;
pub use evening::{Part, Stay};
pub use exports::Bundle;
pub use forms::SHEET;
pub use money::{Payment, Reflection};

/// The zone of the cohort.
pub const HOME: Tz = chrono_tz::America::New_York;

/// A small term: the truth of it, and the files.
#[derive(Debug, Clone)]
pub struct Term {
    /// The seed that it was thrown from.
    pub seed: u64,
    /// The sessions, in order of time.
    pub sessions: Vec<Session>,
    /// Everybody who appears, on record or not.
    pub cast: Vec<Member>,
    /// The meetings, each session's in order of time.
    pub parts: Vec<Part>,
    /// When who was connected, in truth.
    pub stays: Vec<Stay>,
    /// What was paid.
    pub payments: Vec<Payment>,
    /// What was written after sessions.
    pub reflections: Vec<Reflection>,
    /// The files.
    pub files: Vec<File>,
    /// Which files staff import together, and what they say of them.
    pub bundles: Vec<Bundle>,
}

/// A session of the cohort.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its name.
    pub id: SessionId,
    /// When it begins, in the cohort's zone.
    pub starts: NaiveDateTime,
    /// From when to when it is.
    pub window: Interval,
}

/// A file that staff have, and what is in it.
#[derive(Debug, Clone)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it is.
    pub kind: Kind,
    /// Which comes first where a date is written in figures.
    pub day_first: bool,
    /// The zone of its local times.
    pub zone: Tz,
    /// The file that holds all of this one and more, if there is one.
    pub superset: Option<usize>,
    /// What its rows tell, in the order of the file.
    pub rows: Vec<Told>,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Who was at a meeting.
    Meeting,
    /// Payments.
    Payments,
    /// Reflections, as a sheet that is linked to a form.
    Reflections,
}

/// What one row tells, and of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The line where the row is.
    pub line: usize,
    /// Who it is, in truth: a place in the cast.
    pub who: usize,
    /// The name that it shows; none where it shows only an address.
    pub shown: Option<String>,
    /// The address that it shows, in small letters.
    pub email: Option<String>,
    /// What it tells.
    pub says: Says,
}

/// What a row tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Says {
    /// Somebody was connected from then to then, at this session: as exactly as the file writes times.
    There {
        /// The session.
        session: usize,
        /// When.
        stay: Interval,
    },
    /// Somebody was connected for so many minutes in all.
    Minutes {
        /// The session.
        session: usize,
        /// How many.
        minutes: u32,
    },
    /// Somebody paid, and this much has gone back by the time of the export.
    Paid {
        /// The payment: a place among the payments.
        payment: usize,
        /// What went back by then, in cents.
        refunded: i64,
    },
    /// Somebody wrote about a session.
    Reflected {
        /// The session.
        session: usize,
        /// When.
        at: Instant,
    },
    /// Nothing that counts: in the waiting room, did not come, a payment that failed.
    Nothing,
}

impl Term {
    /// Throws a term.
    ///
    /// # Panics
    ///
    /// If the simulator has a slip.
    #[must_use]
    pub fn throw(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let sessions = evening::sessions(&mut dice);
        let cast = cast::cast(&mut dice);
        let (parts, stays) = evening::evenings(&mut dice, &sessions, &cast);
        let payments = money::payments(&mut dice, &cast);
        let reflections = money::reflections(&mut dice, &sessions, &cast);
        let mut term = Self {
            seed,
            sessions,
            cast,
            parts,
            stays,
            payments,
            reflections,
            files: Vec::new(),
            bundles: Vec::new(),
        };
        exports::export(&mut dice, &mut term);
        term
    }

    /// Adds a file; returns its place.
    fn add(&mut self, file: File) -> usize {
        self.files.push(file);
        self.files.len() - 1
    }
}

impl Told {
    /// Returns a row that is about nobody.
    fn nobody() -> Self {
        Self { line: 0, who: 0, shown: None, email: None, says: Says::Nothing }
    }

    /// Returns when somebody joined, as the row tells it.
    #[must_use]
    pub fn joined(&self) -> Option<Instant> {
        match self.says {
            Says::There { stay, .. } => Some(stay.from),
            _ => None,
        }
    }
}
