//! Events that an answer cites, told: when each was true, and what it says.

use cairn_domain::{Fact, Fate, Occurred, Position};
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::{say_day, say_instant};
use crate::failure::Failure;
use crate::ledger::{Ledger, Rules, recorded};
use crate::lines::Cited;
use crate::people::Person;
use crate::words;

/// An event that an answer cites, with what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Event {
    /// The event.
    #[serde(flatten)]
    pub event: Cited,
    /// When it was true, in words and in the programme's zone.
    pub on: String,
    /// What it says, by its last amendment, in words.
    pub what: String,
    /// The amendment by which it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amended_by: Option<Position>,
    /// Why it does not count, or counts against.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// Tells the events of a person and of their cohort.
pub(crate) struct Events<'a> {
    pub ledger: &'a Ledger<'a>,
    pub rules: &'a Rules,
    pub person: &'a Person,
}

impl Events<'_> {
    /// Tells events by their places, in order of when they were true. An amendment is told with what it amends.
    pub fn tell(&self, places: impl Iterator<Item = Position>) -> Result<Vec<Event>, Failure> {
        let amendment = |place: &Position| {
            self.person.fates.values().any(|fate| matches!(fate, Fate::Amended(by) if by == place))
        };
        let mut told = Vec::new();
        for place in places.filter(|place| !amendment(place)) {
            let fact = self.person.facts.iter().find(|fact| fact.stamp.position == place);
            told.push(match fact {
                Some(fact) => (fact.stamp.at, self.fact(fact)),
                None => self.elsewhere(place)?,
            });
        }
        told.sort_by_key(|(at, event)| (*at, event.event.position));
        Ok(told.into_iter().map(|(_, event)| event).collect())
    }

    fn fact(&self, fact: &Fact) -> Event {
        let place = fact.stamp.position;
        let amended_by = match self.person.fates.get(&place) {
            Some(Fate::Amended(by)) => Some(*by),
            _ => None,
        };
        let when = fact.stamp.day.map_or(Occurred::At(fact.stamp.at), Occurred::On);
        let event_id = self.person.event_id(place).unwrap_or_default();
        let units = words::Units::of([&self.rules.policy]);
        Event {
            event: Cited { position: place, event_id },
            on: self.say(when),
            what: words::event_in(&units, &fact.event, self.rules.policy.zone(), &|_| None),
            amended_by,
            why: None,
        }
    }

    /// Tells an event of the cohort: a session that was held or cancelled.
    fn elsewhere(&self, place: Position) -> Result<(cairn_domain::Instant, Event), Failure> {
        let zone = self.rules.policy.zone();
        let mut found = None;
        self.ledger.log.scan(place.saturating_sub(1), &mut |each| {
            found = Some(recorded(each));
            std::ops::ControlFlow::Break(())
        })?;
        let unreadable = || Failure::damaged(format!("event #{place} cannot be read"));
        let event = found.ok_or_else(unreadable)??;
        let told = Event {
            event: Cited { position: place, event_id: event.id },
            on: self.say(event.occurred),
            what: words::event(&event.event, zone, &|_| None),
            amended_by: None,
            why: None,
        };
        Ok((event.occurred.sorts_at(zone), told))
    }

    fn say(&self, when: Occurred) -> String {
        match when {
            Occurred::On(day) => say_day(day),
            Occurred::At(instant) => say_instant(instant, self.rules.policy.zone()),
        }
    }
}
