//! For how long somebody was there, where a file says only that: two such rows of one person cannot be added up.

use std::rc::Rc;

use cairn_domain::{Event, PractitionerId, Presence};

use super::{Intake, Ready, Taken};
use crate::failure::Failure;
use crate::import::claimed::{Claimed, Origin};
use crate::import::directory::How;
use crate::import::listed::Candidate;
use crate::import::queue::Fate;

impl Intake<'_> {
    /// Tells whether another row of the file says already how long this person was there, otherwise: without times the two
    /// cannot be added up. What people decided of a row, they knew.
    pub(super) fn is_another_duration(
        &mut self,
        place: usize,
        (record, how): (PractitionerId, How),
        claimed: &Claimed,
        origin: &Rc<Origin>,
    ) -> Result<bool, Failure> {
        let Event::Attended { presence: Presence::Seconds(_), .. } = &claimed.event else {
            return Ok(false);
        };
        let Some(person) = self.directory.person(place).filter(|_| how != How::Decided) else {
            return Ok(false);
        };
        let id = claimed.identity(&origin.provider, person.id);
        let first = self.durations.entry((origin.sha256.clone(), id)).or_insert(claimed.row);
        // In an export that lacks the other row, one that waits is no better known than before.
        let is_first = *first == claimed.row;
        let waits = self.queue.find(claimed, origin).and_then(|at| self.queue.entries.get(at));
        if is_first && waits.is_none_or(|entry| entry.fate != Fate::Open) {
            return Ok(false);
        }
        self.lasted_otherwise(record, claimed, origin)
    }

    /// Tells whether it is on record, or about to be, that somebody was there for another time than a claim says.
    pub(in crate::import) fn lasted_otherwise(
        &self,
        record: PractitionerId,
        claimed: &Claimed,
        origin: &Origin,
    ) -> Result<bool, Failure> {
        let Event::Attended { presence: Presence::Seconds(_), .. } = &claimed.event else {
            return Ok(false);
        };
        let own = claimed.identity(&origin.provider, record);
        match self.places.get(&own).and_then(|at| self.ready.get(*at)) {
            Some(Ready { event: Event::Amended { to, .. }, .. }) => {
                return Ok(*to.event != claimed.event);
            }
            Some(ready) => return Ok(ready.event != claimed.event),
            None => {}
        }
        let Some(there) = self.ground.ledger.log.event(own)? else { return Ok(false) };
        let place = self.directory.of_event(there.position);
        let facts = place.and_then(|place| self.directory.person(place)).map(|each| &each.facts);
        // What stands counts, not what once did: so it makes no difference which of several exports came first.
        let stands = facts.into_iter().flatten().find(|fact| fact.stamp.position == there.position);
        Ok(stands.is_some_and(|fact| fact.event != claimed.event))
    }

    pub(super) fn leave_duration(
        &mut self,
        place: usize,
        claimed: &Claimed,
        origin: &Rc<Origin>,
    ) -> Result<Taken, Failure> {
        let why = "another row of the same address; without times they cannot be added up";
        let person = self.directory.person(place);
        let candidate =
            person.map(|person| Candidate { who: person.who(), why: "the same address" });
        self.leave(why.to_owned(), candidate.into_iter().collect(), claimed, origin)
    }
}
