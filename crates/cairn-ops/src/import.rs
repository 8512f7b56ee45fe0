//! Importing: what other people's files say of who was there, as events.
//!
//! First it is said what would be recorded, and what of each file would not and why; only then, and only if somebody
//! wishes, is it recorded: all of it, or nothing. Nobody is guessed: a row is somebody's if its e-mail address is known for
//! that one person. Whatever else there is, is listed for people to decide.

mod came_in;
mod claimed;
mod claims;
mod compare;
mod decide;
mod directory;
mod intake;
mod listed;
mod on_record;
mod place;
mod queue;
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
use cairn_domain::{CohortId, Event, Instant, SessionId};
use cairn_eventlog::{Draft, Log, Outcome, Timing};
use cairn_import::{Refusal, Source};
use chrono_tz::Tz;

use crate::failure::Failure;
use crate::find;
use crate::ledger::{Ledger, Rules};
use crate::record::{self, Fresh, open, text};

use claimed::Claimed;
use intake::{Intake, Taken};

pub use came_in::{CameIn, FilesReport, files};
pub use decide::{Decided, Outcome as Decision, Resolution, Resolved, Whose, resolve};
pub use listed::{Candidate, Left, Line, Met, Proposal, Queued};
pub use report::{Counts, File, ImportReport};
pub use sources::{
    Saved, SourcesReport, rehearse as rehearse_source, save as save_source, source, sources,
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

/// Finds out what of some files would be recorded; nothing is.
///
/// # Errors
/// An unknown cohort or session; a meeting that is at no session's time, or at one in another zone; a file whose times need
/// a zone that nobody named.
pub fn plan(
    log: &dyn Log,
    now: Instant,
    wish: &Request,
    fresh: &mut dyn Fresh,
) -> Result<Plan, Failure> {
    text::line("by", &wish.by, text::EMAIL)?;
    place::one_each(&wish.files, wish.session.as_deref())?;
    let ledger = open(log, now)?;
    let cohort = find::cohort(&ledger, wish.cohort.as_deref())?;
    let rules = ledger.rules(&cohort)?;
    let session =
        wish.session.as_deref().map(|named| place::named(&rules, named, now)).transpose()?;
    let ground = Ground { ledger: &ledger, rules: &rules, cohort: &cohort, session, wish, now };
    let mut read = Vec::with_capacity(wish.files.len());
    for source in &wish.files {
        let origin = match source {
            Source::Zoom(report) => stays::origin(&ground, report),
            Source::Sheet(sheet) => claims::origin(&ground, sheet),
        };
        let mut file = File::new(source, origin.kind.clone());
        let claims = match source {
            Source::Zoom(report) => stays::read(&ground, report, &mut file)?,
            Source::Sheet(sheet) => claims::read(&ground, sheet, &mut file)?,
        };
        read.push((file, claims, origin));
    }
    let mut intake = Intake::begin(&ground, fresh)?;
    for (_, claims, origin) in &read {
        intake.expect(claims, origin);
    }
    if wish.new_people {
        // Whoever applied is known to all files, in whatever order they were named.
        for (_, claims, origin) in &read {
            for claimed in claims {
                if intake.is_newcomer(claimed) {
                    intake.welcome(claimed, origin)?;
                }
            }
        }
    }
    // What went back is taken in after what was paid, in whatever order the rows stand.
    let mut outcomes: Vec<Vec<Option<Taken>>> =
        read.iter().map(|(_, claims, _)| vec![None; claims.len()]).collect();
    for goes_back in [false, true] {
        for ((_, claims, origin), outcomes) in read.iter().zip(&mut outcomes) {
            for (claimed, outcome) in claims.iter().zip(outcomes) {
                if matches!(claimed.event, Event::Refunded { .. }) == goes_back {
                    *outcome = Some(intake.take(claimed, origin)?);
                }
            }
        }
    }
    let mut files = Vec::with_capacity(read.len());
    for ((mut file, claims, origin), outcomes) in read.into_iter().zip(outcomes) {
        for (claimed, outcome) in claims.into_iter().zip(outcomes) {
            if let Some(taken) = outcome {
                list(&mut file, &intake, claimed, taken);
            }
        }
        file.count();
        intake.file(&file, &origin);
        files.push(file);
    }
    let report = ImportReport::new(log, &ground, files, intake.sizes());
    Ok(Plan { drafts: intake.drafts()?, now, report })
}

/// Lists what became of a claim.
fn list(file: &mut File, intake: &Intake<'_>, claimed: Claimed, taken: Taken) {
    let Claimed { row, shown, email, said, event, notes, .. } = claimed;
    match taken {
        Taken::Of { place, how, status, position, notes: more } => {
            let Some(person) = intake.directory.person(place) else { return };
            let about = match &event {
                Event::Attended { session, .. }
                | Event::Excused { session, .. }
                | Event::Reflected { session, .. } => session.to_string(),
                event => event.kind().to_owned(),
            };
            let notes = notes.into_iter().chain(more).collect();
            let line = Line { row, said, status: status.name(), position, notes };
            file.add(person.who(), about, how, line);
        }
        Taken::Queued { why, candidates, position } => {
            let name = shown;
            file.queue.push(Queued { row, name, email, said, position, why, candidates });
        }
        Taken::Dismissed(position) => {
            let why = format!("it was decided in #{position} that it is nobody's");
            file.skipped.push(Left { row, shown, why });
        }
    }
}

/// What is ready to be recorded, and what there is to say of it.
#[derive(Debug, Clone)]
pub struct Plan {
    drafts: Vec<Draft>,
    now: Instant,
    report: ImportReport,
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
