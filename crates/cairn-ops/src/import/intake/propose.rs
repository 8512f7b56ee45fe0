//! What is somebody's, held against what is on record of them: new, known, to be amended, or for people to decide.

use super::refunds::Refunds;
use super::{
    Candidate, Claimed, Envelope, Event, Failure, How, Intake, Occurred, Origin, Position,
    PractitionerId, PrivateFields, Rc, Ready, Status, StreamId, Taken, lost, of,
};
use crate::import::claimed::payment;
use crate::import::compare::{Chain, Differs, compare};
use cairn_domain::{CohortId, Presence};

impl Intake<'_> {
    /// Holds a claim of somebody against what is on record of them.
    pub(in crate::import) fn propose(
        &mut self,
        place: usize,
        (record, how): (PractitionerId, How),
        claimed: &Claimed,
        origin: &Rc<Origin>,
    ) -> Result<Taken, Failure> {
        if self.is_another_duration(place, (record, how), claimed, origin)? {
            return self.leave_duration(place, claimed, origin);
        }
        let rest;
        let claimed = match self.refunds(claimed, origin) {
            Refunds::Whole => claimed,
            Refunds::Rest(left) => {
                rest = *left;
                &rest
            }
            Refunds::Known(position) => {
                let notes = vec!["what went back is on record, one by one".to_owned()];
                return Ok(of(place, how, Status::Known, position, notes));
            }
            Refunds::BesideWhole(position) => {
                let notes = vec![format!(
                    "#{position} says what went back in all, perhaps with this: void it to record refunds one by one"
                )];
                return Ok(of(place, how, Status::Changed, Some(position), notes));
            }
            Refunds::Less(position) => {
                let notes = vec!["in all less went back than is on record one by one".to_owned()];
                return Ok(of(place, how, Status::Changed, position, notes));
            }
        };
        let Some(person) = self.directory.person(place) else { return Err(lost()) };
        for own in std::iter::once(record).chain(person.others.iter().copied()).chain([person.id]) {
            let id = claimed.identity(&origin.provider, own);
            if let Some(there) = self.ground.ledger.log.event(id)? {
                return self.there(place, how, &there, claimed, origin);
            }
        }
        if let Some((position, owner)) = self.by_key(claimed, origin) {
            let status = self.compared(owner, position, claimed, origin)?;
            let mut notes = Vec::new();
            if owner != place {
                let whose = self.directory.person(owner).map(|person| person.who().called());
                notes.push(format!("on record of {}", whose.unwrap_or_default()));
            }
            return Ok(of(owner, How::Identity, status, Some(position), notes));
        }
        if let Some(other) = self.in_hand(place, claimed, origin) {
            let why = "another row of this import has its identity, as somebody else's".to_owned();
            return self.leave(why, vec![other], claimed, origin);
        }
        // The very row may be on record as of another time, session or person.
        if claimed.alone
            && let Some(position) = self.on_record.row(&self.directory, &origin.sha256, claimed.row)
        {
            return Ok(of(place, how, Status::Changed, Some(position), Vec::new()));
        }
        if let Some(position) = self.beside(place, claimed, origin)? {
            let notes =
                vec!["perhaps the same: without an identity of its own nobody can tell".to_owned()];
            return Ok(of(place, how, Status::Changed, Some(position), notes));
        }
        if let Some(position) = self.by_hand(place, claimed) {
            let notes = vec!["recorded by hand".to_owned()];
            return Ok(of(place, how, Status::Known, Some(position), notes));
        }
        Ok(self.ready(place, (record, how), claimed, origin))
    }

    /// Finds whose a claim's own identity is by another row of this import, if that is somebody else: whom it may mean.
    fn in_hand(&self, place: usize, claimed: &Claimed, origin: &Origin) -> Option<Candidate> {
        let key = (origin.provider.clone(), claimed.key.clone()?);
        let ready = self.by_key.get(&key).and_then(|at| self.ready.get(*at))?;
        let record = ready.stream.practitioner()?;
        let other = self.directory.of_record(record).filter(|other| *other != place)?;
        if ready.event.kind() != claimed.event.kind() {
            return None;
        }
        let person = self.directory.person(other);
        person.map(|person| Candidate { who: person.who(), why: "the same identity" })
    }

    /// Holds a claim against the event that has its identity.
    fn there(
        &mut self,
        place: usize,
        how: How,
        there: &Envelope,
        claimed: &Claimed,
        origin: &Rc<Origin>,
    ) -> Result<Taken, Failure> {
        let position = there.position;
        let stands = self.directory.fact(place, position).map(|fact| &fact.event);
        // What people decide of a second sum of minutes takes nothing off the first.
        let shorter = match (stands, &claimed.event) {
            (
                Some(Event::Attended { presence: Presence::Seconds(ours), .. }),
                Event::Attended { presence: Presence::Seconds(theirs), .. },
            ) => how == How::Decided && theirs < ours,
            _ => false,
        };
        let status = if shorter {
            Status::Known
        } else if self.directory.of_event(position).is_some() {
            self.compared(place, position, claimed, origin)?
        } else {
            Status::TakenBack
        };
        Ok(of(place, how, status, Some(position), Vec::new()))
    }

    /// Compares a claim with an event that counts; amends it where the claim says more.
    pub(super) fn compared(
        &mut self,
        place: usize,
        position: Position,
        claimed: &Claimed,
        origin: &Rc<Origin>,
    ) -> Result<Status, Failure> {
        let Some(person) = self.directory.person(place) else { return Err(lost()) };
        let Some(fact) = self.directory.fact(place, position) else { return Ok(Status::Changed) };
        let Some(id) = person.event_id(position) else { return Ok(Status::Changed) };
        let was = fact.stamp.day.map_or(Occurred::At(fact.stamp.at), Occurred::On);
        let (there, stands) = match self.places.get(&id).and_then(|at| self.ready.get(*at)) {
            // Another row amends it, too.
            Some(Ready { event: Event::Amended { to, .. }, .. }) => {
                ((*to.event).clone(), to.occurred_at)
            }
            _ => (fact.event.clone(), was),
        };
        let said = self.with_payment(&claimed.event, place, claimed, origin);
        let Some(envelope) = self.ground.ledger.log.event(id)? else { return Err(lost()) };
        let source = envelope.source.as_deref().unwrap_or_default();
        // When it was had to be assumed, and is said now.
        let dated = !claimed.assumed && source.contains("\"time\":\"assumed\"");
        let event = match compare(&there, &said, origin.durations_grow()) {
            Differs::Same if dated && stands != claimed.occurred => there.clone(),
            Differs::Same | Differs::Earlier => return Ok(Status::Known),
            Differs::Otherwise => return Ok(Status::Changed),
            Differs::Later(event) => event,
        };
        let stands = if dated { claimed.occurred } else { stands };
        let chain = Chain::read(self.ground.ledger.log, &envelope.stream, id)?;
        if chain.said(&said) && !dated {
            return Ok(Status::Known);
        }
        let imported = envelope.source.as_deref().is_some_and(|text| text.contains("importer"));
        if chain.by_hand.is_some() || !imported {
            return Ok(Status::Changed);
        }
        self.amend(&envelope, stands, event, claimed, origin)?;
        Ok(Status::Amends)
    }

    /// Finds what an earlier file says of the same person, of the same kind and time, and otherwise: of a claim without an
    /// identity of its own, it may be what that file said before it was corrected, or something else.
    fn beside(
        &self,
        place: usize,
        claimed: &Claimed,
        origin: &Origin,
    ) -> Result<Option<Position>, Failure> {
        let tells = matches!(claimed.event, Event::Paid { .. } | Event::Refunded { .. });
        let Some(person) = self.directory.person(place).filter(|_| tells && claimed.key.is_none())
        else {
            return Ok(None);
        };
        for fact in &person.facts {
            let was = fact.stamp.day.map_or(Occurred::At(fact.stamp.at), Occurred::On);
            let same = fact.event.kind() == claimed.event.kind() && was == claimed.occurred;
            let Some(id) = person.event_id(fact.stamp.position).filter(|_| same) else { continue };
            let Some(envelope) = self.ground.ledger.log.event(id)? else { continue };
            let source = envelope.source.as_deref().unwrap_or_default();
            let of_this_file = source.contains(&origin.sha256);
            let keyless = source.contains(&format!("\"provider\":\"{}\"", origin.provider))
                && !source.contains("\"key\":");
            if keyless && !of_this_file {
                return Ok(Some(fact.stamp.position));
            }
        }
        Ok(None)
    }

    /// Finds an application or a reflection that somebody recorded by hand, of the same day and about the same.
    fn by_hand(&self, place: usize, claimed: &Claimed) -> Option<Position> {
        let zone = self.ground.rules.policy.policy().zone;
        let day = |at: cairn_domain::Instant| at.with_timezone(&zone).date_naive();
        let same = |event: &Event| match (event, &claimed.event) {
            (Event::Applied { cohort, .. }, Event::Applied { cohort: other, .. }) => {
                cohort == other
            }
            (
                Event::Reflected { cohort, session, .. },
                Event::Reflected { cohort: other, session: about, .. },
            ) => cohort == other && session == about,
            _ => false,
        };
        let facts = &self.directory.person(place)?.facts;
        let found =
            facts.iter().find(|fact| same(&fact.event) && day(fact.stamp.at) == day(claimed.at))?;
        let envelope = self.directory.person(place)?.event_id(found.stamp.position)?;
        let envelope = self.ground.ledger.log.event(envelope).ok()??;
        let imported = envelope.source.as_deref().is_some_and(|text| text.contains("importer"));
        (!imported).then_some(found.stamp.position)
    }

    /// Says which payment went back, if it is on record of the same person.
    fn with_payment(
        &self,
        event: &Event,
        place: usize,
        claimed: &Claimed,
        origin: &Rc<Origin>,
    ) -> Event {
        let (Event::Refunded { cohort, amount, .. }, Some(key)) = (event, &claimed.refunds) else {
            return event.clone();
        };
        let person = self.directory.person(place);
        let recorded = || {
            let position = self.on_record.key(&self.directory, &origin.provider, key)?;
            person?.event_id(position)
        };
        let ready = || {
            let records = std::iter::once(person?.id).chain(person?.others.iter().copied());
            let mut ids = records.map(|record| payment(&origin.provider, record, key));
            ids.find(|id| self.places.contains_key(id))
        };
        let payment = recorded().or_else(ready);
        Event::Refunded { cohort: cohort.clone(), amount: *amount, payment }
    }

    /// Makes the event of a claim that is not on record.
    fn ready(
        &mut self,
        place: usize,
        (record, how): (PractitionerId, How),
        claimed: &Claimed,
        origin: &Rc<Origin>,
    ) -> Taken {
        let id = claimed.identity(&origin.provider, record);
        let event = self.with_payment(&claimed.event, place, claimed, origin);
        if let Some(twin) = self.places.get(&id).and_then(|at| self.ready.get_mut(*at)) {
            let status = twin.also(&event, claimed, origin);
            return of(place, how, status, None, Vec::new());
        }
        let mut notes = Vec::new();
        let does = matches!(event, Event::Attended { .. } | Event::Reflected { .. });
        let cohort: &CohortId = self.ground.cohort;
        let enrolment =
            self.directory.person(place).and_then(|person| person.standing.in_cohort(cohort));
        if does && !enrolment.is_some_and(|enrolment| enrolment.state(claimed.at).has_seat()) {
            notes.push("had no seat then".to_owned());
        }
        self.add(Ready {
            id,
            stream: StreamId::Practitioner(record),
            occurred: claimed.occurred,
            event,
            source: claimed.source(origin),
            private: PrivateFields::new(),
        });
        of(place, how, Status::New, None, notes)
    }
}
