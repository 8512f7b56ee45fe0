//! Importing: what other people's files say of who was there, as events.
//!
//! First it is said what would be recorded, and what of each file would not and why; only then, and only if somebody
//! wishes, is it recorded: all of it, or nothing. Nobody is guessed: a row is somebody's if its e-mail address is known for
//! that one person. Whatever else there is, is listed for people to decide.

mod attendance;
mod directory;
mod listed;
mod place;
mod report;
mod seen;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod stories_again;

use cairn_domain::presence::Interval;
use cairn_domain::{CohortId, Instant, SessionId};
use cairn_eventlog::{Draft, Log, Outcome, Timing};
use cairn_import::{Refusal, zoom};
use chrono_tz::Tz;

use crate::failure::Failure;
use crate::find;
use crate::ledger::{Ledger, Rules};
use crate::record::{self, open, text};

use attendance::Attendance;
use directory::Directory;

pub use listed::{Candidate, Left, Met, Proposal, Queued, Stay};
pub use report::{Counts, File, ImportReport};

/// What somebody wishes to import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The files, as they were read.
    pub files: Vec<zoom::Report>,
    /// The cohort, if it was named.
    pub cohort: Option<String>,
    /// The session, if it was named: of all the files.
    pub session: Option<String>,
    /// The zone of the files' times.
    pub zone: Tz,
    /// Who records.
    pub by: String,
}

/// The ground on which an import stands.
struct Ground<'a> {
    ledger: &'a Ledger<'a>,
    rules: &'a Rules,
    cohort: &'a CohortId,
    session: Option<SessionId>,
    wish: &'a Request,
    now: Instant,
}

/// Reads the zone of the files' times.
pub fn zone(text: &str) -> Result<Tz, Failure> {
    record::zone("tz", text)
}

/// Says why a file could not be read.
#[must_use]
pub fn refused(refusal: &Refusal) -> Failure {
    let failure = Failure::mend(refusal.what());
    let failure = refusal.because().into_iter().fold(failure, Failure::because);
    let failure = refusal.list().into_iter().fold(failure, Failure::listing);
    let hint = match refusal {
        Refusal::OrderUndecided { .. } => {
            "say `--date-order month-first`, or `day-first`".to_owned()
        }
        Refusal::OtherVariant { .. } => "leave `--as` away, and it is read as that".to_owned(),
        _ => refusal.hint(),
    };
    failure.hint(hint)
}

impl Ground<'_> {
    /// Tells whether a stay has any part within a session.
    fn is_during(&self, session: &SessionId, stay: Interval) -> bool {
        let session = self.rules.calendar.session(session);
        let window = session.and_then(|session| session.window(self.now));
        window.is_some_and(|window| stay.within(window).is_some())
    }

    /// Returns when a session begins, as far as is known now.
    fn begins(&self, session: &SessionId) -> Instant {
        let window = self
            .rules
            .calendar
            .session(session)
            .map(|each| each.window(self.now).unwrap_or(each.planned));
        // A session that was found is in the calendar.
        window.map_or(self.now, |window| window.from)
    }
}

/// What is ready to be recorded, and what there is to say of it.
#[derive(Debug, Clone)]
pub struct Plan {
    drafts: Vec<Draft>,
    now: Instant,
    report: ImportReport,
}

/// Finds out what of some files would be recorded; nothing is.
///
/// # Errors
/// An unknown cohort or session; a meeting that is at no session's time, or at one in another zone.
pub fn plan(log: &dyn Log, now: Instant, wish: &Request) -> Result<Plan, Failure> {
    text::line("by", &wish.by, text::EMAIL)?;
    place::one_each(&wish.files, wish.session.as_deref())?;
    let ledger = open(log, now)?;
    let cohort = find::cohort(&ledger, wish.cohort.as_deref())?;
    let rules = ledger.rules(&cohort)?;
    let session =
        wish.session.as_deref().map(|named| place::named(&rules, named, now)).transpose()?;
    let ground = Ground { ledger: &ledger, rules: &rules, cohort: &cohort, session, wish, now };
    let directory = Directory::read(&ledger)?;
    let mut attendance = Attendance::new(&ground, &directory);
    let files = wish.files.iter().map(|file| attendance.file(file)).collect::<Result<_, _>>()?;
    let drafts = attendance.drafts()?;
    let report = ImportReport::new(log, &ground, files, drafts.len());
    Ok(Plan { drafts, now, report })
}

impl Plan {
    /// Returns what would be recorded.
    #[must_use]
    pub fn rehearse(self) -> ImportReport {
        self.report
    }

    /// Records all of it, or nothing.
    pub fn carry_out(self, log: &mut dyn Log) -> Result<ImportReport, Failure> {
        let Self { drafts, now, mut report } = self;
        let outcomes = log.append(&drafts, &[], Timing::Now(now))?;
        let fresh = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Appended { .. }));
        let places: Vec<u64> = fresh.map(|outcome| outcome.position()).collect();
        report.done(&places);
        Ok(report)
    }
}
