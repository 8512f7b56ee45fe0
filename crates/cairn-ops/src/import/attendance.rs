//! Stays at meetings, as attendance: one event for each time that somebody joined.
//!
//! An event's identity is made of whose it is, the session and when they joined (RFC 9562, version 5), and of nothing that
//! another export of the same meeting would say otherwise: so the same row, wherever it comes from, is the same event.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use cairn_domain::event::Mode;
use cairn_domain::presence::Interval;
use cairn_domain::{Event, EventId, Occurred, Presence, SessionId, StreamId};
use cairn_eventlog::{Draft, PrivateFields, Wish};
use cairn_import::{IMPORTER, place, zoom};
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::import::directory::{Directory, Owner, is_device};
use crate::import::listed::{Candidate, Left, Met};
use crate::import::report::{File, kind};
use crate::import::seen::{Seen, shown};
use crate::import::{Ground, place as sessions};
use crate::people::Person;

/// The longest stay that is believed: a day, in minutes.
const LONGEST_MINUTES: u32 = 1_440;

/// Attendance in the making, over all files.
pub(super) struct Attendance<'g> {
    ground: &'g Ground<'g>,
    directory: &'g Directory,
    fresh: BTreeMap<EventId, Fresh>,
    order: Vec<EventId>,
}

/// What is new.
struct Fresh {
    stream: StreamId,
    occurred: Occurred,
    session: SessionId,
    presence: Presence,
    source: Value,
}

impl<'g> Attendance<'g> {
    /// Begins with nothing.
    pub fn new(ground: &'g Ground<'g>, directory: &'g Directory) -> Self {
        Self { ground, directory, fresh: BTreeMap::new(), order: Vec::new() }
    }

    /// Looks at every row of a file.
    pub fn file(&mut self, report: &zoom::Report) -> Result<File, Failure> {
        let mut file = File::new(report);
        for meeting in &report.meetings {
            // A meeting of which no row can be read needs no session.
            let mut found = None;
            for row in &meeting.rows {
                match row {
                    zoom::Row::Stay(stay) => {
                        let session = match found.take() {
                            Some(session) => session,
                            None => self.met(&mut file, report, meeting)?,
                        };
                        self.stay(&mut file, report, stay, &session)?;
                        found = Some(session);
                    }
                    zoom::Row::Skipped(row) => {
                        file.skipped.push(Left::new(row.line, &row.cells, row.why.to_string()));
                    }
                    zoom::Row::Unreadable(row) => {
                        let why = format!(
                            "`{}`: expected {}, found {}",
                            row.field, row.expected, row.found
                        );
                        file.unreadable.push(Left::new(row.line, &row.cells, why));
                    }
                }
            }
        }
        file.count();
        Ok(file)
    }

    /// Finds the session that a meeting was, and takes it down.
    fn met(
        &self,
        file: &mut File,
        report: &zoom::Report,
        meeting: &zoom::Meeting,
    ) -> Result<SessionId, Failure> {
        let session = sessions::session(self.ground, &report.name, meeting)?;
        file.meetings.push(Met::new(self.ground, meeting, &session));
        Ok(session)
    }

    fn stay(
        &mut self,
        file: &mut File,
        report: &zoom::Report,
        stay: &zoom::Stay,
        session: &SessionId,
    ) -> Result<(), Failure> {
        let left = |why: String| Left { row: stay.line, shown: shown(stay), why };
        let (presence, joined) = match stay.presence {
            zoom::Presence::Minutes(minutes) if minutes > LONGEST_MINUTES => {
                file.unreadable.push(left(format!("{minutes} minutes are longer than a day")));
                return Ok(());
            }
            zoom::Presence::Minutes(minutes) => {
                (Presence::Seconds(minutes.saturating_mul(60)), None)
            }
            zoom::Presence::Between { join, leave, .. } => {
                let zone = self.ground.wish.zone;
                let stay = match (place(join, zone), place(leave, zone)) {
                    (Ok(from), Ok(to)) => Interval { from, to },
                    (Err(fault), _) | (_, Err(fault)) => {
                        file.unreadable.push(left(fault.to_string()));
                        return Ok(());
                    }
                };
                if stay.length().num_minutes() > LONGEST_MINUTES.into() {
                    file.unreadable.push(left("longer than a day".to_owned()));
                    return Ok(());
                }
                if stay.from > self.ground.now {
                    file.unreadable.push(left("is still to come".to_owned()));
                    return Ok(());
                }
                if !self.ground.is_during(session, stay) {
                    let day = join.format("%a %-d %b %Y, %H:%M");
                    let why =
                        format!("not during session {session}: {day} to {}", leave.format("%H:%M"));
                    file.skipped.push(left(why));
                    return Ok(());
                }
                (Presence::Intervals(vec![stay]), Some(stay.from))
            }
        };
        let seen = Seen { stay, session: session.clone(), presence, joined };
        match self.owner(stay) {
            Ok(person) => self.propose(file, report, person, seen),
            Err((why, candidates)) => {
                file.queue.push(seen.queued(why, candidates));
                Ok(())
            }
        }
    }

    /// Finds whose a row is; or else why that is not known, and whom it may mean.
    fn owner(&self, stay: &zoom::Stay) -> Result<&'g Person, (String, Vec<Candidate>)> {
        let Some(email) = &stay.email else {
            // Of `iPhone (Dana)`, the name before it was changed is a person's.
            let names = [Some(stay.name.as_str()), stay.original_name.as_deref()];
            let mut theirs = names.into_iter().flatten().filter(|name| !is_device(name));
            let Some(name) = theirs.next_back() else {
                let why = "no e-mail address; the name is that of a device".to_owned();
                return Err((why, Vec::new()));
            };
            return Err(("no e-mail address".to_owned(), self.directory.candidates(name)));
        };
        match self.directory.owner(email) {
            Owner::One(person) => Ok(person),
            Owner::Nobody => Err((
                "an address that is not on record".to_owned(),
                self.directory.candidates(&stay.name),
            )),
            Owner::Several(people) => {
                let candidate =
                    |person: &&Person| Candidate { who: person.who(), why: "the same address" };
                Err((
                    "an address of several people".to_owned(),
                    people.iter().map(candidate).collect(),
                ))
            }
        }
    }

    fn propose(
        &mut self,
        file: &mut File,
        report: &zoom::Report,
        person: &Person,
        seen: Seen<'_>,
    ) -> Result<(), Failure> {
        let directory = self.directory;
        for record in std::iter::once(&person.id).chain(&person.others) {
            let id = seen.identity(self.ground, *record);
            if let Some(there) = self.ground.ledger.log.event(id)? {
                let now = person.facts.iter().find(|fact| fact.stamp.position == there.position);
                let status = match now {
                    None => "taken back",
                    Some(fact) if seen.is(self.ground, &fact.event) => "known",
                    Some(_) => "changed",
                };
                let line = seen.line(status, Some(there.position));
                file.add(person.who(), &seen.session, line);
                return Ok(());
            }
        }
        // The very row may be on record as of another time, session or person.
        if let Some(position) = directory.on_record(&report.sha256, seen.stay.line) {
            file.add(person.who(), &seen.session, seen.line("changed", Some(position)));
            return Ok(());
        }
        let email = seen.stay.email.as_deref().unwrap_or_default();
        let record = directory.record(person, email);
        let id = seen.identity(self.ground, record);
        if let (Some(_), Presence::Seconds(_)) = (self.fresh.get(&id), &seen.presence) {
            let why = "another row of the same address; without times they cannot be added up";
            let candidates = vec![Candidate { who: person.who(), why: "the same address" }];
            file.queue.push(seen.queued(why.to_owned(), candidates));
            return Ok(());
        }
        let mut line = seen.line("new", None);
        let at = seen.joined.unwrap_or_else(|| self.ground.begins(&seen.session));
        let enrolment = person.standing.in_cohort(self.ground.cohort);
        if !enrolment.is_some_and(|enrolment| enrolment.state(at).has_seat()) {
            line.notes.push("had no seat then".to_owned());
        }
        file.add(person.who(), &seen.session, line);
        if let Some(twin) = self.fresh.get_mut(&id) {
            twin.also(&seen, &report.sha256);
            return Ok(());
        }
        let source = json!({
            "importer": IMPORTER,
            "file": report.name,
            "sha256": report.sha256,
            "row": seen.stay.line.to_string(),
            "kind": kind(report),
            "zone": self.ground.wish.zone.to_string(),
        });
        let occurred = Occurred::At(at);
        let fresh = Fresh {
            stream: StreamId::Practitioner(record),
            occurred,
            session: seen.session,
            presence: seen.presence,
            source,
        };
        self.fresh.insert(id, fresh);
        self.order.push(id);
        Ok(())
    }

    /// Returns the events, in the order of the rows.
    pub fn drafts(mut self) -> Result<Vec<Draft>, Failure> {
        let Ground { cohort, wish, .. } = *self.ground;
        let mut drafts = Vec::with_capacity(self.order.len());
        for id in &self.order {
            let Some(Fresh { stream, occurred, session, presence, source }) = self.fresh.remove(id)
            else {
                continue;
            };
            let event =
                Event::Attended { cohort: cohort.clone(), session, mode: Mode::Live, presence };
            let draft = Draft::new(Wish {
                event_id: *id,
                stream,
                occurred_at: occurred,
                recorded_by: wish.by.clone(),
                source: Some(source),
                event,
                note: None,
                private: PrivateFields::new(),
            });
            drafts.push(draft.map_err(|bad| {
                Failure::mend("an attendance cannot be recorded").because(bad.to_string())
            })?);
        }
        Ok(drafts)
    }
}

impl Fresh {
    /// Adds what another row of the same identity says: two devices that joined in one second.
    fn also(&mut self, other: &Seen<'_>, sha256: &str) {
        let same_file = self.source.get("sha256").is_some_and(|ours| ours == sha256);
        if let Some(Value::String(rows)) = self.source.get_mut("row").filter(|_| same_file) {
            let _ = write!(rows, ", {}", other.stay.line);
        }
        if let (Presence::Intervals(stays), Presence::Intervals(more)) =
            (&mut self.presence, &other.presence)
        {
            let more: Vec<_> = more.iter().filter(|stay| !stays.contains(stay)).copied().collect();
            stays.extend(more);
        }
    }
}
