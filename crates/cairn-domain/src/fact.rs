//! From what the log holds to what counts: corrections resolved, occurrences placed in time.
//!
//! An event counts unless a counting `voided` names it, so that a void can be voided; its content is that of the latest
//! counting `amended`.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::anomaly::{Anomaly, Oddity};
use crate::event::Event;
use crate::ids::{CohortId, EventId, Position};
use crate::time::{Instant, Occurred};

/// An event as the log holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its place in the whole log.
    pub position: Position,
    /// Its identity.
    pub id: EventId,
    /// When it was written down.
    pub recorded_at: Instant,
    /// When it was true.
    pub occurred: Occurred,
    /// What happened.
    pub event: Event,
}

/// Where a fact stands: what an answer cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// When it was true; the start of the day where only the day is known. First, so that stamps sort by time.
    pub at: Instant,
    /// The place in the log of the event.
    pub position: Position,
    /// The day, where only the day is known.
    pub day: Option<NaiveDate>,
}

/// An event that counts, with what it says after corrections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Where it stands.
    pub stamp: Stamp,
    /// What happened.
    pub event: Event,
}

/// The zones in which plain days are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zones {
    /// Where an event names no cohort, or one that has no policy yet.
    pub home: Tz,
    /// By cohort, as its policy says.
    pub cohorts: BTreeMap<CohortId, Tz>,
}

impl Zones {
    /// Returns the zone in which an event's plain day is meant.
    #[must_use]
    pub fn of(&self, cohort: Option<&CohortId>) -> Tz {
        cohort.and_then(|cohort| self.cohorts.get(cohort)).copied().unwrap_or(self.home)
    }

    fn stamp(&self, recorded: &Recorded) -> Stamp {
        let zone = self.of(recorded.event.cohort());
        let day = match recorded.occurred {
            Occurred::At(_) => None,
            Occurred::On(day) => Some(day),
        };
        Stamp { at: recorded.occurred.sorts_at(zone), position: recorded.position, day }
    }
}

/// What a later event did to an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The event at this position voided it.
    Voided(Position),
    /// The event at this position amended it, and no later one did.
    Amended(Position),
}

/// One stream after corrections.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settled {
    /// What counts, in order of time and then position. Corrections themselves are not among them.
    pub facts: Vec<Fact>,
    /// What became of the corrected events, by their position.
    pub fates: BTreeMap<Position, Fate>,
    /// Corrections that correct nothing.
    pub anomalies: Vec<Anomaly>,
}

/// Settles one stream, as it was known at `known_at`.
///
/// `history` must be in order of position. Total: a correction that names nothing earlier in the stream has no effect and
/// is listed.
#[must_use]
pub fn settle(history: Vec<Recorded>, known_at: Instant, zones: &Zones) -> Settled {
    let mut known: Vec<Recorded> =
        history.into_iter().filter(|each| each.recorded_at <= known_at).collect();
    let mut settled = Settled::default();
    let mut counts = vec![true; known.len()];
    if known.iter().any(|each| each.event.is_correction()) {
        resolve(&mut known, &mut counts, &mut settled, zones);
    }
    settled.facts = known
        .into_iter()
        .zip(counts)
        .filter(|(recorded, counts)| *counts && !recorded.event.is_correction())
        .map(|(recorded, _)| Fact { stamp: zones.stamp(&recorded), event: recorded.event })
        .collect();
    settled.facts.sort_by_key(|fact| fact.stamp);
    settled
}

fn resolve(known: &mut [Recorded], counts: &mut [bool], settled: &mut Settled, zones: &Zones) {
    let places: HashMap<EventId, usize> =
        known.iter().enumerate().map(|(place, each)| (each.id, place)).collect();
    // A correction names an event that was there before it: that alone rules out cycles.
    let target =
        |place: usize, id: &EventId| places.get(id).copied().filter(|target| *target < place);

    for place in (0..known.len()).rev() {
        if !counts[place] {
            continue;
        }
        if let Event::Voided { event, .. } = &known[place].event {
            match target(place, event) {
                Some(voided) => {
                    counts[voided] = false;
                    settled
                        .fates
                        .insert(known[voided].position, Fate::Voided(known[place].position));
                }
                None => settled.anomalies.push(odd(&known[place], zones, Oddity::CorrectsNothing)),
            }
        }
    }
    // An amendment is held against what the event was first recorded as, whatever earlier amendments made of it.
    let kinds: Vec<&'static str> = known.iter().map(|each| each.event.kind()).collect();
    for place in 0..known.len() {
        if !counts[place] {
            continue;
        }
        let position = known[place].position;
        let Event::Amended { event, to, .. } = &known[place].event else { continue };
        // What cannot be read may be an amendment of the same kind; it must reach the fold, which then refuses to judge.
        let fits =
            |amended: usize| kinds[amended] == to.event.kind() || *to.event == Event::Unknown;
        let corrects = target(place, event)
            .filter(|amended| fits(*amended) && !known[*amended].event.is_correction());
        match corrects {
            Some(amended) if counts[amended] => {
                let (occurred, event) = (to.occurred_at, (*to.event).clone());
                settled.fates.insert(known[amended].position, Fate::Amended(position));
                known[amended].occurred = occurred;
                known[amended].event = event;
            }
            // The event was voided: there is nothing left to amend, and nothing odd about it.
            Some(_) => {}
            None => settled.anomalies.push(odd(&known[place], zones, Oddity::CorrectsNothing)),
        }
    }
}

fn odd(recorded: &Recorded, zones: &Zones, oddity: Oddity) -> Anomaly {
    Anomaly { stamp: zones.stamp(recorded), oddity }
}
