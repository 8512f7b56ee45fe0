//! Whoever applied and is nobody on record: a record is begun for them, if that is wished.

use std::rc::Rc;

use cairn_domain::{Event, PractitionerId, StreamId};
use uuid::Uuid;

use super::Intake;
use crate::failure::Failure;
use crate::import::claimed::{Claimed, NAMESPACE, Origin, Whence};
use crate::import::directory::{How, Owner};
use crate::people::Person;
use crate::record::text;

impl Intake<'_> {
    /// Tells whether somebody applied under the address of somebody new, and another name.
    pub(super) fn is_another(&self, place: usize, how: How, claimed: &Claimed) -> bool {
        how == How::New && self.directory.shows_another(place, claimed)
    }

    /// Tells whether a claim could begin a record: somebody applied, with a name and an address that nobody has.
    pub fn is_newcomer(&self, claimed: &Claimed) -> bool {
        let Event::Applied { .. } = claimed.event else { return false };
        let (Some(name), Some(email)) = (&claimed.name, &claimed.email) else { return false };
        if text::email(email).is_err() {
            return false;
        }
        match self.directory.owner((name, Some(name)), Some(email), false) {
            Owner::Unknown(_, candidates) => candidates.is_empty(),
            Owner::One(..) => false,
        }
    }

    /// Begins a record for whoever a claim shows.
    pub fn welcome(&mut self, claimed: &Claimed, origin: &Rc<Origin>) -> Result<(), Failure> {
        let (name, email) = (claimed.name.clone(), claimed.email.clone());
        let name = name.unwrap_or_else(|| claimed.shown.clone());
        self.welcome_as(&name, email.as_deref(), claimed, origin).map(drop)
    }

    /// Begins a record for somebody of whom a claim is.
    pub fn welcome_as(
        &mut self,
        name: &str,
        email: Option<&str>,
        claimed: &Claimed,
        origin: &Rc<Origin>,
    ) -> Result<PractitionerId, Failure> {
        let row = format!("person\n{}\n{}", origin.sha256, claimed.row);
        let record = Uuid::new_v5(&NAMESPACE, row.as_bytes());
        let mut source = claimed.source(origin);
        if let Whence::Row { key, .. } = &mut source {
            *key = None;
        }
        let stream = StreamId::Practitioner(record);
        let id = self.sealed(stream, claimed.occurred, |seals| {
            let email = email.map(|email| seals.seal("email", email)).transpose()?;
            Ok(Event::Identified { name: Some(seals.seal("name", name)?), email, zone: None })
        })?;
        if let Some(ready) = self.places.get(&id).and_then(|at| self.ready.get_mut(*at)) {
            ready.source = source;
        }
        let email = email.map(str::to_owned);
        let place = self.directory.add(Person::newcomer(record, Some(name.to_owned()), email));
        self.newcomers.insert(place);
        Ok(record)
    }
}
