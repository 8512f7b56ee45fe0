//! In which zones a calendar is told: those that were named, or those in which the people of the cohort live.

use std::collections::BTreeMap;

use cairn_domain::State;
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::Serialize;

use crate::failure::Failure;
use crate::ledger::{Ledger, Rules};
use crate::people;
use crate::record::zone;
use crate::words::city;

/// A zone in which sessions are told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ZoneLine {
    /// Its IANA name.
    pub zone: String,
    /// The city that it is named after, as headings have it; the whole name where two zones share a city.
    pub called: String,
    /// Whether it is the programme's.
    pub programme: bool,
    /// How many of the cohort live in it; absent where the zones were named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<usize>,
}

/// How many zones fit beside each other, where nobody says which: the programme's own among them.
const AT_MOST: usize = 4;

/// Reads the zones that were named; the programme's own always leads, since it decides on which day a session is.
pub(super) fn named(texts: &[String], programme: Tz) -> Result<Vec<(Tz, ZoneLine)>, Failure> {
    let mut zones = vec![programme];
    for text in texts {
        let zone = zone("zones", text.trim())?;
        if !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    Ok(lines(&zones, programme, |_| None))
}

/// Finds the zones in which most of the cohort live: everybody who may still come counts.
pub(super) fn of_the_cohort(
    ledger: &Ledger<'_>,
    rules: &Rules,
) -> Result<Vec<(Tz, ZoneLine)>, Failure> {
    let programme = rules.policy.zone();
    let now = ledger.now_in(programme);
    let mut heads: BTreeMap<&str, (usize, Tz)> = BTreeMap::new();
    for person in people::everyone(ledger)? {
        let enrolment = person.standing.in_cohort(&rules.policy.policy().cohort);
        let comes = enrolment.is_some_and(|each| may_come(each.state(now)));
        if let Some(zone) = person.zone(now).filter(|_| comes) {
            heads.entry(zone.name()).or_insert((0, zone)).0 += 1;
        }
    }
    let mut order: Vec<(usize, Tz)> = heads.values().copied().collect();
    // Stable: zones of as many people stay in order of their names.
    order.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let others = order.iter().map(|(_, zone)| *zone).filter(|zone| *zone != programme);
    let zones: Vec<Tz> = std::iter::once(programme).chain(others).take(AT_MOST).collect();
    let count = |zone: Tz| heads.get(zone.name()).map_or(0, |(count, _)| *count);
    Ok(lines(&zones, programme, |zone| Some(count(zone))))
}

const fn may_come(state: State) -> bool {
    !matches!(
        state,
        State::Unknown
            | State::Declined
            | State::Withdrawn
            | State::Deferred
            | State::Refused
            | State::Revoked
    )
}

fn lines(zones: &[Tz], programme: Tz, people: impl Fn(Tz) -> Option<usize>) -> Vec<(Tz, ZoneLine)> {
    let shared = |called: &str| zones.iter().filter(|zone| city(zone.name()) == called).count() > 1;
    let line = |zone: &Tz| {
        let city = city(zone.name());
        let called = if shared(&city) { zone.name().to_owned() } else { city };
        let people = people(*zone);
        let name = zone.name().to_owned();
        (*zone, ZoneLine { zone: name, called, programme: *zone == programme, people })
    };
    zones.iter().map(line).collect()
}
