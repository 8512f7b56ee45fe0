//! What an import appends beside new events: amendments, rows left for people, what was decided of them, and the file.

use super::{
    Candidate, Claimed, Draft, Envelope, Event, EventId, Failure, Intake, NAMESPACE, Occurred,
    Origin, PractitionerId, PrivateFields, Rc, Ready, Seals, Status, StreamId, Taken, Uuid, Whence,
    Wish, compare, lost, replacement,
};
use crate::import::compare::Differs;
use crate::import::report::File;
use cairn_domain::Presence;
use serde_json::json;

impl Intake<'_> {
    /// Amends an event on record, so that it says what a later row says.
    pub(super) fn amend(
        &mut self,
        there: &Envelope,
        occurred: Occurred,
        event: Event,
        claimed: &Claimed,
        origin: &Rc<Origin>,
    ) -> Result<(), Failure> {
        let target = there.event_id;
        if let Some(Ready { event: Event::Amended { to, .. }, .. }) =
            self.places.get(&target).and_then(|at| self.ready.get_mut(*at))
        {
            *to.event = event;
            return Ok(());
        }
        let mut seals = Seals::new(self.fresh)?;
        let reason = format!("row {} of {} says so now", claimed.row, origin.file);
        let reason = seals.seal("reason", &reason)?;
        let ready = Ready {
            id: seals.id,
            stream: there.stream.clone(),
            occurred: Occurred::At(self.ground.now),
            event: Event::Amended { event: target, to: replacement(occurred, event), reason },
            source: claimed.source(origin),
            private: seals.values,
        };
        // It is found by the event that it amends.
        self.add_as(target, ready);
        Ok(())
    }

    /// Leaves a claim for people to decide, unless it was left so before.
    pub(super) fn leave(
        &mut self,
        why: String,
        candidates: Vec<Candidate>,
        claimed: &Claimed,
        origin: &Rc<Origin>,
    ) -> Result<Taken, Failure> {
        *self.left.entry(origin.sha256.clone()).or_default() += 1;
        if let Some(at) = self.queue.find(claimed, origin) {
            return self.left_before(at, (why, candidates), claimed, origin);
        }
        let name = format!("queue\n{}\n{}\n{}", origin.sha256, claimed.row, claimed.slot());
        let id = Uuid::new_v5(&NAMESPACE, name.as_bytes());
        if self.places.contains_key(&id) || self.ground.ledger.log.event(id)?.is_some() {
            // The same row of the same file, taken back from the queue: it may be queued again, under another identity.
            let id = self.fresh.id()?;
            return self.queued(id, (why, candidates), claimed, origin);
        }
        self.queued(id, (why, candidates), claimed, origin)
    }

    /// A row that was left before, on record or in this import, is left once; it grows with a later export.
    fn left_before(
        &mut self,
        at: usize,
        (why, candidates): (String, Vec<Candidate>),
        claimed: &Claimed,
        origin: &Rc<Origin>,
    ) -> Result<Taken, Failure> {
        let Some(entry) = self.queue.entries.get(at) else { return Err(lost()) };
        let (id, position) = (entry.id, entry.position);
        let in_this_import = self.places.get(&id).copied();
        let said = compare(&entry.claimed.event, &claimed.event, origin.durations_grow());
        let grown = match said {
            // Another zone or session than before: the later word of whoever imports holds.
            _ if entry.claimed.slot() != claimed.slot() => Some(claimed.clone()),
            Differs::Later(event) => Some(Claimed { event, ..claimed.clone() }),
            _ => None,
        };
        if let Some(grown) = grown {
            if let Some(place) = in_this_import {
                let (event, private) = self.row_queued(id, &grown)?;
                if let Some(ready) = self.ready.get_mut(place) {
                    (ready.event, ready.private) = (event, private);
                    if let Whence::Row { said, .. } = &mut ready.source {
                        *said = Some(claimed.said.clone());
                    }
                }
            } else {
                self.requeue(id, &grown, origin)?;
            }
            if let Some(entry) = self.queue.entries.get_mut(at) {
                entry.claimed.event = grown.event;
            }
        }
        let position = Some(position).filter(|_| in_this_import.is_none());
        Ok(Taken::Queued { why, candidates, position })
    }

    fn queued(
        &mut self,
        id: EventId,
        (why, candidates): (String, Vec<Candidate>),
        claimed: &Claimed,
        origin: &Rc<Origin>,
    ) -> Result<Taken, Failure> {
        let (event, private) = self.row_queued(id, claimed)?;
        let mut source = claimed.source(origin);
        if let Whence::Row { said, .. } = &mut source {
            *said = Some(claimed.said.clone());
        }
        let stream = StreamId::Cohort(self.ground.cohort.clone());
        let occurred = Occurred::At(self.ground.now);
        self.add(Ready { id, stream, occurred, event, source, private });
        self.queue.add(id, claimed, origin);
        Ok(Taken::Queued { why, candidates, position: None })
    }

    fn row_queued(
        &mut self,
        id: EventId,
        claimed: &Claimed,
    ) -> Result<(Event, PrivateFields), Failure> {
        let mut seals = Seals::new(self.fresh)?;
        seals.id = id;
        let shown =
            Some(claimed.shown.as_str()).filter(|name| Some(*name) != claimed.email.as_deref());
        let name = shown.map(|name| seals.seal("name", name)).transpose()?;
        let email = claimed.email.as_deref().map(|email| seals.seal("email", email)).transpose()?;
        let event = Event::RowQueued { claim: claimed.replacement(), name, email };
        Ok((event, seals.values))
    }

    /// Puts right what a row that is left for people claims.
    fn requeue(
        &mut self,
        row: EventId,
        claimed: &Claimed,
        origin: &Rc<Origin>,
    ) -> Result<(), Failure> {
        let id = self.fresh.id()?;
        let (event, mut private) = self.row_queued(id, claimed)?;
        let mut seals = Seals::new(self.fresh)?;
        seals.id = id;
        let reason = format!("row {} of {} says so now", claimed.row, origin.file);
        let reason = seals.seal("reason", &reason)?;
        private.extend(seals.values);
        let occurred = Occurred::At(self.ground.now);
        let stream = StreamId::Cohort(self.ground.cohort.clone());
        let event = Event::Amended { event: row, to: replacement(occurred, event), reason };
        let source = claimed.source(origin);
        self.add(Ready { id, stream, occurred, event, source, private });
        Ok(())
    }

    /// Takes down whose a row is that was left for people.
    pub(in crate::import) fn resolve(
        &mut self,
        row: EventId,
        practitioner: Option<PractitionerId>,
        origin: &Rc<Origin>,
    ) -> Result<(), Failure> {
        let id = self.fresh.id()?;
        let stream = StreamId::Cohort(self.ground.cohort.clone());
        let occurred = Occurred::At(self.ground.now);
        let event = Event::RowResolved { row, practitioner };
        let source = json!({"importer": cairn_import::IMPORTER, "file": origin.file, "sha256": origin.sha256});
        let source = Whence::Told(source);
        self.add(Ready { id, stream, occurred, event, source, private: PrivateFields::new() });
        Ok(())
    }

    /// Takes down that a file came in, if anything is to be recorded of it.
    pub(in crate::import) fn file(&mut self, file: &File, origin: &Rc<Origin>) {
        let from = |ready: &&Ready| ready.source.is_of(&origin.sha256);
        let times = self.on_record.times(&origin.sha256);
        if times > 0 && !self.ready.iter().any(|ready| from(&ready)) {
            return;
        }
        let of_somebody = |ready: &&Ready| ready.stream.practitioner().is_some();
        let events = self.ready.iter().filter(from).filter(of_somebody).count();
        let name = format!("file\n{}\n{}\n{times}", self.ground.cohort, origin.sha256);
        let event = Event::FileImported {
            name: origin.file.clone(),
            sha256: origin.sha256.clone(),
            kind: origin.kind.clone(),
            rows: u32::try_from(file.counts.rows).unwrap_or(u32::MAX),
            events: u32::try_from(events).unwrap_or(u32::MAX),
            queued: self.left.get(&origin.sha256).copied().unwrap_or_default(),
        };
        let source = json!({
            "importer": cairn_import::IMPORTER,
            "file": origin.file,
            "sha256": origin.sha256,
            "zone": origin.zone,
        });
        self.add(Ready {
            id: Uuid::new_v5(&NAMESPACE, name.as_bytes()),
            stream: StreamId::Cohort(self.ground.cohort.clone()),
            occurred: Occurred::At(self.ground.now),
            event,
            source: Whence::Told(source),
            private: PrivateFields::new(),
        });
    }

    /// Returns the events, in the order in which they were found.
    pub(in crate::import) fn drafts(self) -> Result<Vec<Draft>, Failure> {
        self.each_draft().collect()
    }

    /// Returns them one by one: each may be dropped before the next is made.
    pub(in crate::import) fn each_draft(self) -> impl Iterator<Item = Result<Draft, Failure>> {
        let by = &self.ground.wish.by;
        let draft = |ready: Ready| {
            let kind = ready.event.kind();
            Draft::new(Wish {
                event_id: ready.id,
                stream: ready.stream,
                occurred_at: ready.occurred,
                recorded_by: by.clone(),
                source: Some(ready.source.value()),
                event: ready.event,
                note: None,
                private: ready.private,
            })
            .map_err(|bad| {
                Failure::mend(format!("`{kind}` cannot be recorded")).because(bad.to_string())
            })
        };
        self.ready.into_iter().map(draft)
    }

    /// Returns how many events are ready of practitioners, and how many rows to be left for people.
    pub(in crate::import) fn sizes(&self) -> (usize, usize) {
        let events = || self.ready.iter().map(|ready| (&ready.event, &ready.stream));
        let of_somebody = |stream: &StreamId| stream.practitioner().is_some();
        let done = events().filter(|(_, stream)| of_somebody(stream)).count();
        let left = events().filter(|(event, _)| matches!(event, Event::RowQueued { .. })).count();
        (done, left)
    }
}

impl Ready {
    /// Adds what another row of the same identity says: two devices that joined in one second, or a longer export.
    pub(super) fn also(&mut self, event: &Event, claimed: &Claimed, origin: &Rc<Origin>) -> Status {
        self.source.also(claimed.row, &origin.sha256);
        // Two devices: each of the stays is kept, even if one covers the other.
        if let (
            Event::Attended { presence: Presence::Intervals(stays), .. },
            Event::Attended { presence: Presence::Intervals(more), .. },
        ) = (&mut self.event, event)
        {
            let more: Vec<_> = more.iter().filter(|stay| !stays.contains(stay)).copied().collect();
            let status = if more.is_empty() { Status::Again } else { Status::New };
            stays.extend(more);
            return status;
        }
        match compare(&self.event, event, origin.durations_grow()) {
            Differs::Same | Differs::Earlier => Status::Again,
            Differs::Later(event) => {
                self.event = event;
                Status::Again
            }
            Differs::Otherwise => Status::Changed,
        }
    }
}
