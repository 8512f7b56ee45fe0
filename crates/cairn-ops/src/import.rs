//! Importing: what other people's files say of who was there, as events.
//!
//! First it is said what would be recorded, and what of each file would not and why; only then, and only if somebody
//! wishes, is it recorded: all of it, or nothing. Nobody is guessed: a row is somebody's if its e-mail address is known for
//! that one person. Whatever else there is, is listed for people to decide.

mod came_in;
mod claimed;
mod claims;
mod compare;
mod counts;
mod decide;
mod decided;
mod devices;
mod directory;
mod intake;
mod listed;
mod meant;
mod on_record;
mod place;
mod plan;
mod queue;
mod remember;
mod report;
pub(crate) mod sources;
mod stays;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod stories_again;
#[cfg(test)]
mod stories_money;
#[cfg(test)]
mod stories_queue;
#[cfg(test)]
mod stories_thrown;
mod waiting;

use cairn_domain::presence::Interval;
use cairn_domain::{CohortId, Instant, SessionId};
use cairn_import::{Refusal, Source};
use chrono_tz::Tz;

use crate::failure::Failure;
use crate::ledger::{Ledger, Rules};
use crate::record;

pub(crate) use devices::of_a_person;

pub use came_in::{CameIn, FilesReport, files};
pub use counts::Counts;
pub use decide::{Resolution, Whose, resolve};
pub use decided::{Decided, Outcome as Decision, Resolved};
pub use listed::{Candidate, Left, Line, Met, Proposal, Queued};
pub use plan::{Plan, Watch, plan, rehearse};
pub use report::{File, ImportReport};
pub use sources::{
    Saved, SourcesReport, meant_sessions, rehearse as rehearse_source, save as save_source, source,
    sources,
};
pub use waiting::{QueueReport, Waiting, queue};

/// What somebody wishes to import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The files, as they were read.
    pub files: Vec<Source>,
    /// The cohort, if it was named.
    pub cohort: Option<String>,
    /// The session, if it was named: of all the files.
    pub session: Option<String>,
    /// The number of the meeting, if only one meeting's rows are meant.
    pub meeting: Option<String>,
    /// The zone of the files' times, if it was named.
    pub zone: Option<Tz>,
    /// Whether a row without an address is whose name it shows, if only one person has that name.
    pub accept_names: bool,
    /// Whether whoever applied and is nobody on record gets a record.
    pub new_people: bool,
    /// Who records.
    pub by: String,
}

impl Request {
    /// Makes a request without files, for what is decided of rows that came in earlier.
    fn by(by: &str) -> Self {
        Self {
            files: Vec::new(),
            cohort: None,
            session: None,
            meeting: None,
            zone: None,
            accept_names: false,
            new_people: false,
            by: by.to_owned(),
        }
    }
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
        Refusal::NeedsSource { .. } => {
            "`cairn import source add NAME FILE` says it once; then `--source NAME` reads such files".to_owned()
        }
        Refusal::DecimalUndecided { .. } | Refusal::DecimalContradicts { .. } => {
            "say `--decimal point`, or `comma`".to_owned()
        }
        _ => refusal.hint(),
    };
    failure.hint(hint)
}

impl Ground<'_> {
    /// Returns the zone of a file's times.
    fn zone(&self, file: &str) -> Result<Tz, Failure> {
        self.wish.zone.ok_or_else(|| {
            Failure::mend(format!("`{file}` does not say in which time zone its times are")).hint(
                "say it with `--tz`: that of whoever exported it, such as `--tz America/New_York`",
            )
        })
    }

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
