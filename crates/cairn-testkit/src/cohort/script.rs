//! The script of one person: each line is what happened to them, in the order in which the story tells it.
//!
//! Times are days, local times where the person lives, or instants. Everything is written down some time after it
//! happened; [`Person::written`] says when, where that is the point of the story.

use std::collections::BTreeMap;

use cairn_domain::time::start_of_day;
use cairn_domain::{Commitment, Event, EventId, Instant, Occurred, PractitionerId, StreamId};
use chrono::TimeDelta;
use chrono_tz::Tz;

use super::chance::Chance;
use super::register::Entry;
use super::stage::{Stage, Term};
use super::when::{instant, occurred};

/// One record, and what is written in it.
#[derive(Debug)]
pub(super) struct Person<'s> {
    pub id: PractitionerId,
    pub zone: Tz,
    pub term: &'s Term,
    pub chance: Chance,
    pub entries: Vec<Entry>,
    stage: &'s Stage,
    written: Option<Instant>,
    remembered: BTreeMap<&'static str, EventId>,
    /// How many reflections they filed: facets take turns.
    pub filed: usize,
}

impl Stage {
    /// Opens the record of a person: `local` is the part of the address before the at sign.
    pub fn person(&self, name: &str, local: &str, zone: &str, opened: &str) -> Person<'_> {
        let mut chance = Chance::of(self.seed, local);
        let zone: Tz = zone.parse().expect("a story's zones are those of the database");
        let at = occurred(opened, zone);
        let told = at.sorts_at(zone) + chance.minutes(1, 9);
        let id = chance.id(told);
        let stream = StreamId::Practitioner(id);
        let nobody = Event::Identified { name: None, email: None, zone: Some(zone) };
        let mut entry = Entry::new(&mut chance, stream, at, told, nobody);
        let email = format!("{local}@example.org");
        let name = Some(entry.commit(&mut chance, "name", name));
        let email = Some(entry.commit(&mut chance, "email", &email));
        entry.wish.event = Event::Identified { name, email, zone: Some(zone) };
        Person {
            id,
            zone,
            term: &self.this,
            chance,
            entries: vec![entry],
            stage: self,
            written: None,
            remembered: BTreeMap::new(),
            filed: 0,
        }
    }
}

impl Person<'_> {
    /// From here on the story plays in the next cohort.
    pub fn in_the_next_cohort(mut self) -> Self {
        self.term = &self.stage.next;
        self
    }

    /// What comes next was written down at this instant.
    pub fn written(mut self, when: &str) -> Self {
        self.written = Some(instant(when));
        self
    }

    /// What came last will be spoken of again.
    pub fn remember(mut self, what: &'static str) -> Self {
        let event = self.last().wish.event_id;
        self.remembered.insert(what, event);
        self
    }

    /// Returns what was remembered.
    pub fn recall(&self, what: &str) -> EventId {
        *self.remembered.get(what).expect("a story recalls what it remembered")
    }

    /// What came last carries a private remark.
    pub fn note(mut self, text: &str) -> Self {
        let remark = self.commit("note", text);
        self.last().wish.note = Some(remark);
        self
    }

    /// Commits what came last to a private value.
    pub fn commit(&mut self, field: &str, text: &str) -> Commitment {
        let last = self.entries.last_mut().expect("a record begins with who it is of");
        last.commit(&mut self.chance, field, text)
    }

    /// Returns what came last.
    pub fn last(&mut self) -> &mut Entry {
        self.entries.last_mut().expect("a record begins with who it is of")
    }

    /// Tells an event that happened then, written down within minutes, or in the office hours of its day.
    pub fn tell(mut self, when: &str, event: Event) -> Self {
        let at = occurred(when, self.zone);
        self.put(at, event);
        self
    }

    /// Puts an event into the record.
    pub fn put(&mut self, at: Occurred, event: Event) {
        let told = self.told(at);
        self.put_at(at, told, event);
    }

    /// Puts an event into the record that was written down then, unless the story says otherwise.
    pub fn put_at(&mut self, at: Occurred, told: Instant, event: Event) {
        let told = self.written.take().unwrap_or(told);
        let stream = StreamId::Practitioner(self.id);
        self.entries.push(Entry::new(&mut self.chance, stream, at, told, event));
    }

    fn told(&mut self, at: Occurred) -> Instant {
        match at {
            Occurred::At(at) => at + self.chance.minutes(2, 50),
            Occurred::On(day) => start_of_day(day, self.term.zone) + self.chance.minutes(540, 1020),
        }
    }

    /// Returns how long after something a person got round to it.
    pub fn days_later(&mut self, from: Instant, least: i64, most: i64) -> Occurred {
        let days = TimeDelta::days(self.chance.between(least, most));
        let time = self.chance.minutes(0, 8 * 60);
        Occurred::At(whole_seconds(from + days + time))
    }
}

/// Other people's clocks show seconds.
pub(super) fn whole_seconds(at: Instant) -> Instant {
    Instant::from_timestamp(at.timestamp(), 0).unwrap_or(at)
}
