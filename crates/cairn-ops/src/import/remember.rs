//! Learning what somebody is called in files from a row that was decided.

use cairn_domain::{Event, EventId, Occurred, PractitionerId, StreamId};

use crate::failure::Failure;
use crate::import::devices::{is_device, of_a_person};
use crate::import::directory::{How, Owner};
use crate::import::intake::Intake;
use crate::import::queue::Entry;

/// Takes down that what a row shows is somebody's in later files, too.
pub(super) fn remember(
    intake: &mut Intake<'_>,
    entry: &Entry,
    place: usize,
    record: PractitionerId,
) -> Result<Option<String>, Failure> {
    let claimed = &entry.claimed;
    let alias = claimed.email.clone().unwrap_or_else(|| claimed.shown.clone());
    if claimed.email.is_none() && is_device(&alias) && of_a_person(&alias).is_none() {
        return Err(Failure::mend(format!("`{alias}` is the name of a device"))
            .because("every such device would be taken for this person from now on")
            .hint("decide the row without `--remember`"));
    }
    let names = (alias.as_str(), Some(alias.as_str()));
    match intake.directory.owner(names, claimed.email.as_deref(), true) {
        Owner::One(theirs, How::Alias | How::Email) if theirs == place => return Ok(None),
        Owner::One(other, _) if other != place => {
            let who = intake.directory.person(other).map(|person| person.who().called());
            return Err(Failure::mend(format!("`{alias}` is {}'s", who.unwrap_or_default()))
                .hint("decide the row without `--remember`"));
        }
        Owner::Unknown(_, candidates)
            if candidates.iter().any(|each| each.why == "one of several of that name") =>
        {
            return Err(Failure::mend(format!("several people are called `{alias}`"))
                .hint("decide the row without `--remember`"));
        }
        _ => {}
    }
    if intake.remembers(place, &alias) {
        return Ok(None);
    }
    intake.recognise(place, record, &alias)?;
    Ok(Some(alias))
}

impl Intake<'_> {
    /// Takes down that a name or an address in files is somebody's.
    fn recognise(
        &mut self,
        place: usize,
        record: PractitionerId,
        alias: &str,
    ) -> Result<EventId, Failure> {
        let occurred = Occurred::At(self.ground.now);
        let stream = StreamId::Practitioner(record);
        let id = self.sealed(stream, occurred, |seals| {
            Ok(Event::Recognised { alias: seals.seal("alias", alias)? })
        })?;
        self.learned.insert((place, super::directory::key(alias)));
        Ok(id)
    }

    fn remembers(&self, place: usize, alias: &str) -> bool {
        self.learned.contains(&(place, super::directory::key(alias)))
    }
}
