//! What several laws compare.

use cairn_domain::time::start_of_day;
use cairn_domain::{Assessment, Event, EventId, Instant, Recorded, Stamp, Standing, assess};
use cairn_testkit::worlds::World;
use chrono::TimeDelta;
use uuid::Uuid;

/// The whole answer of a world.
pub fn answer(world: &World) -> Assessment {
    let read = world.read();
    assess(&read.policy, &read.calendar, &read.standing, world.now)
}

/// The answer without the places of events in the log, for laws in which they move.
pub fn gist(world: &World) -> Vec<String> {
    gist_of(&answer(world))
}

/// An answer without the places of events in the log.
pub fn gist_of(found: &Assessment) -> Vec<String> {
    let mut lines = vec![format!("{} {:?}", found.verdict.name(), found.state)];
    lines.extend(found.root.walk().map(|each| {
        let (name, settled) = (&each.requirement, &each.settled);
        let account = each.account.as_ref().map(|account| (account.price, account.balance));
        let (pending, reach, waived) = (each.with_pending, each.in_reach, each.waived.is_some());
        format!("{name} {} {settled:?} {pending} {reach} {waived} {account:?}", each.status.name())
    }));
    lines
}

/// Tells whether the domain may be asked about the world at all.
pub fn readable(world: &World) -> bool {
    world.read().standing.unreadable.is_empty()
}

/// The same world, asked about with everything known.
pub fn all_known(mut world: World) -> World {
    world.known_at = last_recorded(&world) + TimeDelta::days(1);
    world
}

/// When something began, as the cohort that asks sees it: what was credited for no cohort is of its day in that cohort's zone.
pub fn begun(world: &World, stamp: Stamp) -> Instant {
    stamp.day.map_or(stamp.at, |day| start_of_day(day, world.policy.zone))
}

/// When the last event was written down.
pub fn last_recorded(world: &World) -> Instant {
    let all = world.person.iter().chain(&world.cohort).map(|each| each.recorded_at);
    all.max().unwrap_or(world.known_at)
}

/// Appends an event to the practitioner's stream, after everything else; returns its identity.
pub fn append(world: &mut World, event: Event) -> EventId {
    let last = world.person.iter().chain(&world.cohort).map(|each| each.position).max();
    let position = last.unwrap_or(0) + 1;
    let id = Uuid::from_u128(0xABCD_0000_0000_7000_8000_0000_0000_0000 + u128::from(position));
    let recorded_at = last_recorded(world);
    let occurred = cairn_domain::Occurred::At(recorded_at);
    world.person.push(Recorded { position, id, recorded_at, occurred, event });
    id
}

/// What the standing is, without what is odd about it.
pub fn without_oddities(mut standing: Standing) -> Standing {
    standing.anomalies.clear();
    for enrolment in standing.enrolments.values_mut() {
        enrolment.anomalies.clear();
    }
    standing
}
