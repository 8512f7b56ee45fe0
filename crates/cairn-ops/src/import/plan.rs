//! Working out what of some files would be recorded: read, placed, matched, listed; and recorded all at once.

use cairn_domain::{Event, Instant};
use cairn_eventlog::{Draft, Log, Outcome, Timing};
use cairn_import::Source;

use crate::failure::Failure;
use crate::find;
use crate::import::claimed::{Claimed, Origin};
use crate::import::directory::How;
use crate::import::intake::{Intake, Status, Taken};
use crate::import::listed::{Left, Line, Queued};
use crate::import::report::{File, ImportReport, Undone};
use crate::import::{Ground, Request, claims, place, stays};
use crate::record::{Fresh, open, text};

/// Whoever watches a long import is told how many rows are done, and of how many.
pub type Watch<'w> = &'w mut dyn FnMut(usize, usize);

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
    watch: Watch<'_>,
) -> Result<Plan, Failure> {
    let all = |intake: Intake<'_>| intake.each_draft().collect();
    let (report, drafts) = planned(log, now, wish, fresh, watch, all)?;
    Ok(Plan { drafts, now, report })
}

/// Says what would be recorded, as a [`plan`] that is not carried out does; what would be is not kept, since that may be large.
///
/// # Errors
/// Those of a plan.
pub fn rehearse(
    log: &dyn Log,
    now: Instant,
    wish: &Request,
    fresh: &mut dyn Fresh,
    watch: Watch<'_>,
) -> Result<ImportReport, Failure> {
    // What cannot be recorded is refused here as well.
    let check = |intake: Intake<'_>| intake.each_draft().try_for_each(|draft| draft.map(drop));
    planned(log, now, wish, fresh, watch, check).map(|(report, ())| report)
}

fn planned<T>(
    log: &dyn Log,
    now: Instant,
    wish: &Request,
    fresh: &mut dyn Fresh,
    watch: Watch<'_>,
    end: impl FnOnce(Intake<'_>) -> Result<T, Failure>,
) -> Result<(ImportReport, T), Failure> {
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
    if ground.session.is_none() {
        let claims = read.iter().flat_map(|(_, claims, origin)| {
            claims.iter().map(|claimed| (origin.file.as_str(), claimed))
        });
        intake.one_meeting_each(claims)?;
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
    // What went back is taken in after what was paid, and the whole of it after single refunds, in whatever order the rows
    // stand.
    let all = read.iter().map(|(_, claims, _)| claims.len()).sum();
    let mut done = 0;
    let mut outcomes: Vec<Vec<Option<Taken>>> =
        read.iter().map(|(_, claims, _)| vec![None; claims.len()]).collect();
    for phase in 0..=2 {
        for ((_, claims, origin), outcomes) in read.iter().zip(&mut outcomes) {
            for (claimed, outcome) in claims.iter().zip(outcomes) {
                if claimed.phase() == phase {
                    *outcome = Some(intake.take(claimed, origin)?);
                    done += 1;
                    if done % 1_024 == 0 {
                        watch(done, all);
                    }
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
        undone(&mut file, &intake, &origin);
        file.count();
        intake.file(&file, &origin);
        files.push(file);
    }
    let report = ImportReport::new(log, &ground, files, intake.sizes());
    Ok((report, end(intake)?))
}

/// Lists what was not done: as skipped, or, if it is on record as done, for people to put right.
fn undone(file: &mut File, intake: &Intake<'_>, origin: &Origin) {
    for Undone { key, left, beside } in std::mem::take(&mut file.undone) {
        let Some((position, place)) = intake.recorded(&key, origin) else {
            if let Some(place) = intake.about_to_be(&key, origin) {
                let Some(person) = intake.directory.person(place) else { continue };
                let note = "another file of this import says that it was: import this one again, and put it right";
                let (said, status) = (left.why, Status::Changed.name());
                let notes = vec![note.to_owned()];
                let line = Line { row: left.row, said, status, position: None, notes };
                file.add(person.who(), "not so".to_owned(), How::Identity, line);
                continue;
            }
            if !beside {
                file.skipped.push(left);
            }
            continue;
        };
        let Some(person) = intake.directory.person(place) else { continue };
        let fact = intake.directory.fact(place, position);
        let about = fact.map_or("paid", |fact| fact.event.kind()).to_owned();
        let (said, status) = (left.why, Status::Changed.name());
        let position = Some(position);
        let line = Line { row: left.row, said, status, position, notes: Vec::new() };
        file.add(person.who(), about, How::Identity, line);
    }
    file.skipped.sort_by_key(|left| left.row);
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
            let applied = matches!(event, Event::Applied { .. });
            let newcomer = applied && email.is_some() && candidates.is_empty();
            let name = shown;
            file.queue.push(Queued { row, name, email, said, position, newcomer, why, candidates });
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
