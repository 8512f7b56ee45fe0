//! Stays at meetings, as attendance: one event for each time that somebody joined.
//!
//! An event's identity is made of whose it is and when they joined (RFC 9562, version 5), and of nothing that another
//! export of the same meeting would say otherwise: so the same row, wherever it comes from, is the same event.

use std::collections::BTreeMap;

use cairn_domain::event::Mode;
use cairn_domain::presence::Interval;
use cairn_domain::{Event, EventId, Instant, Occurred, Presence, SessionId, StreamId};
use cairn_eventlog::{Draft, PrivateFields, Wish};
use cairn_import::{IMPORTER, place, zoom};
use chrono::SecondsFormat;
use serde_json::json;
use uuid::Uuid;

use crate::failure::Failure;
use crate::import::directory::{Directory, Owner, is_device};
use crate::import::report::{Candidate, File, Left, Met, Queued, Stay, kind};
use crate::import::{Ground, place as sessions};
use crate::people::Person;

/// The namespace of the identities of what is imported (RFC 9562: any UUID that is fixed once).
const NAMESPACE: Uuid = Uuid::from_u128(0x6361_6972_6e2d_4696_8d70_6f72_742d_3031);

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
    source: serde_json::Value,
}

/// A row that says that somebody was there, in its session.
struct Seen<'r> {
    stay: &'r zoom::Stay,
    session: SessionId,
    presence: Presence,
    /// When they joined, if that is known.
    joined: Option<Instant>,
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
            let there = meeting.rows.iter().any(|row| matches!(row, zoom::Row::Stay(_)));
            let session =
                there.then(|| sessions::session(self.ground, &report.name, meeting)).transpose()?;
            if let Some(session) = &session {
                file.meetings.push(Met::new(self.ground, meeting, session));
            }
            for row in &meeting.rows {
                match (row, &session) {
                    (zoom::Row::Stay(stay), Some(session)) => {
                        self.stay(&mut file, report, stay, session)?;
                    }
                    // Where somebody was there, there is a session.
                    (zoom::Row::Stay(_), None) => {}
                    (zoom::Row::Skipped(row), _) => {
                        file.skipped.push(Left::new(row.line, &row.cells, row.why.to_string()));
                    }
                    (zoom::Row::Unreadable(row), _) => {
                        file.unreadable.push(Left::new(row.line, &row.cells, row.to_string()));
                    }
                }
            }
        }
        file.count();
        Ok(file)
    }

    fn stay(
        &mut self,
        file: &mut File,
        report: &zoom::Report,
        stay: &zoom::Stay,
        session: &SessionId,
    ) -> Result<(), Failure> {
        let (presence, joined) = match stay.presence {
            zoom::Presence::Minutes(minutes) => {
                (Presence::Seconds(minutes.saturating_mul(60)), None)
            }
            zoom::Presence::Between { join, leave, .. } => {
                let zone = self.ground.wish.zone;
                match (place(join, zone), place(leave, zone)) {
                    (Ok(from), Ok(to)) if from < to => {
                        (Presence::Intervals(vec![Interval { from, to }]), Some(from))
                    }
                    (Ok(_), Ok(_)) => {
                        let why = "left as soon as they had joined".to_owned();
                        file.skipped.push(Left { row: stay.line, shown: stay.name.clone(), why });
                        return Ok(());
                    }
                    (Err(fault), _) | (_, Err(fault)) => {
                        let (row, shown, why) = (stay.line, stay.name.clone(), fault.to_string());
                        file.unreadable.push(Left { row, shown, why });
                        return Ok(());
                    }
                }
            }
        };
        let seen = Seen { stay, session: session.clone(), presence, joined };
        match self.owner(stay) {
            Ok(person) => self.propose(file, report, person, seen),
            Err((why, candidates)) => {
                let said = seen.said();
                let name = shown(stay);
                let email = stay.email.clone();
                file.queue.push(Queued { row: stay.line, name, email, said, why, candidates });
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
        let known = std::iter::once(&person.id).chain(&person.others);
        for record in known {
            let id = seen.identity(self.ground, *record);
            if let Some(there) = self.ground.ledger.log.event(id)? {
                let now = person.facts.iter().find(|fact| fact.stamp.position == there.position);
                let same = now.is_none_or(|fact| seen.is(&fact.event));
                let status = if same { "known" } else { "changed" };
                file.add(person.who(), &seen.session, seen.line(status, Some(there.position)));
                return Ok(());
            }
        }
        let id = seen.identity(self.ground, person.id);
        let line = seen.line("new", None);
        file.add(person.who(), &seen.session, line);
        if let Some(twin) = self.fresh.get_mut(&id) {
            twin.also(&seen.presence);
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
        let occurred =
            Occurred::At(seen.joined.unwrap_or_else(|| self.ground.begins(&seen.session)));
        let fresh = Fresh {
            stream: StreamId::Practitioner(person.id),
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

/// Returns a name as the file shows it.
fn shown(stay: &zoom::Stay) -> String {
    match &stay.original_name {
        Some(original) => format!("{} ({original})", stay.name),
        None => stay.name.clone(),
    }
}

impl Fresh {
    /// Adds what another row of the same identity says: two devices that joined in one second.
    fn also(&mut self, other: &Presence) {
        if let (Presence::Intervals(stays), Presence::Intervals(more)) = (&mut self.presence, other)
        {
            stays.extend(
                more.iter().filter(|stay| !stays.contains(stay)).copied().collect::<Vec<_>>(),
            );
        }
    }
}

impl Seen<'_> {
    /// Returns the identity that the event of this row has, if it is of this record.
    fn identity(&self, ground: &Ground<'_>, record: Uuid) -> EventId {
        let when = match self.joined {
            Some(joined) => joined.to_rfc3339_opts(SecondsFormat::Secs, true),
            None => format!("{}/{}", ground.cohort, self.session),
        };
        Uuid::new_v5(&NAMESPACE, format!("zoom\n{record}\n{when}").as_bytes())
    }

    /// Tells whether an event says what the row says.
    fn is(&self, event: &Event) -> bool {
        let Event::Attended { session, presence, .. } = event else { return false };
        let within = match (&self.presence, presence) {
            (Presence::Intervals(ours), Presence::Intervals(theirs)) => {
                ours.iter().all(|stay| theirs.contains(stay))
            }
            (ours, theirs) => ours == theirs,
        };
        *session == self.session && within
    }

    fn line(&self, status: &'static str, position: Option<u64>) -> Stay {
        let notes = self.stay.notes.iter().map(ToString::to_string).collect();
        let row = self.stay.line;
        Stay { row, said: self.said(), status, position, notes }
    }

    /// Says when, or how long, somebody was there, on the clocks of the file.
    fn said(&self) -> String {
        match self.stay.presence {
            zoom::Presence::Between { join, leave, .. } => {
                format!("{}–{}", join.format("%H:%M:%S"), leave.format("%H:%M:%S"))
            }
            zoom::Presence::Minutes(minutes) => format!("{minutes} minutes (when is not known)"),
        }
    }
}
