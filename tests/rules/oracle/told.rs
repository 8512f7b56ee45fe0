//! What counts of a stream: corrections resolved, occurrences placed in time.

use cairn_domain::{Event, Instant, Occurred, Recorded, Zones};
use chrono::NaiveDate;

use super::first_instant;

/// An event that counts, when it sorts, and what it says.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    pub at: Instant,
    pub position: u64,
    /// The day, where only the day is known.
    pub day: Option<NaiveDate>,
    pub event: &'a Event,
}

/// What counts of a stream, as known at an instant: corrections resolved, in order of occurrence and position.
pub fn told<'a>(history: &'a [Recorded], known_at: Instant, zones: &Zones) -> Vec<Told<'a>> {
    let known: Vec<&Recorded> =
        history.iter().filter(|each| each.recorded_at <= known_at).collect();
    let corrects = |event: &Event| matches!(event, Event::Voided { .. } | Event::Amended { .. });
    // What cannot be read may be of any type: "a verdict over it is an error, never a skip" (DESIGN.md).
    let same_type = |a: &Event, b: &Event| {
        std::mem::discriminant(a) == std::mem::discriminant(b) || *a == Event::Unknown
    };
    let says = |(index, each): (usize, &&'a Recorded)| {
        let (occurred, event) = (index + 1..known.len())
            .rev()
            .filter(|later| counts(&known, *later))
            .find_map(|later| match &known[later].event {
                Event::Amended { event, to, .. }
                    if *event == each.id && same_type(&to.event, &each.event) =>
                {
                    Some((to.occurred_at, &*to.event))
                }
                _ => None,
            })
            .unwrap_or((each.occurred, &each.event));
        let zone = event.cohort().and_then(|of| zones.cohorts.get(of));
        let (at, day) = match occurred {
            Occurred::At(instant) => (instant, None),
            Occurred::On(day) => (first_instant(day, *zone.unwrap_or(&zones.home)), Some(day)),
        };
        Told { at, position: each.position, day, event }
    };
    let live =
        |(index, each): &(usize, &&Recorded)| !corrects(&each.event) && counts(&known, *index);
    let mut all: Vec<Told> = known.iter().enumerate().filter(live).map(says).collect();
    all.sort_by_key(|each| (each.at, each.position));
    all
}

/// An event counts unless there is a later one that voids it and counts.
fn counts(known: &[&Recorded], index: usize) -> bool {
    let voids = |later: &Recorded| matches!(&later.event, Event::Voided { event, .. } if *event == known[index].id);
    !(index + 1..known.len()).any(|later| voids(known[later]) && counts(known, later))
}
