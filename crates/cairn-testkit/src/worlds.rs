//! Small worlds: one policy, one practitioner, one cohort, and two times to ask about.
//!
//! Everything is few on purpose, so that things collide: sessions on days without a midnight, payments on both sides of a
//! deadline, voids of voids, a hand-in at the very instant of a review. The policies are valid by construction or thrown
//! again; the histories are anything that a log could hold.

mod amendments;
mod diligence;
mod happenings;
mod histories;
mod policies;
mod words;

use std::collections::BTreeMap;

use cairn_domain::time::{day_of, end_of_day, start_of_day};
use cairn_domain::{
    Calendar, CheckedPolicy, CohortId, CohortRecord, Instant, Policy, Recorded, Settled, Standing,
    Zones, settle,
};
use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use crate::dice::Dice;

/// A zone and a day near which its clocks change, if they ever do.
const PLACES: [(Tz, i32, u32, u32); 10] = [
    (Tz::America__New_York, 2025, 11, 2),
    (Tz::America__New_York, 2026, 3, 8),
    (Tz::Australia__Sydney, 2025, 10, 5),
    (Tz::Australia__Sydney, 2026, 4, 5),
    (Tz::America__Santiago, 2025, 9, 7),
    (Tz::America__Santiago, 2026, 4, 5),
    (Tz::Asia__Singapore, 2026, 1, 31),
    (Tz::Europe__Copenhagen, 2025, 10, 26),
    (Tz::Europe__Copenhagen, 2026, 3, 29),
    (Tz::UTC, 2026, 2, 28),
];

/// A whole question: rules, two streams, and the two times.
#[derive(Debug, Clone)]
pub struct World {
    /// The rules; they pass the check.
    pub policy: Policy,
    /// Where plain days are meant.
    pub zones: Zones,
    /// The practitioner's stream, in order of position.
    pub person: Vec<Recorded>,
    /// The cohort's stream, in order of position; the two share one log.
    pub cohort: Vec<Recorded>,
    /// What was true by then counts.
    pub now: Instant,
    /// What was recorded by then counts.
    pub known_at: Instant,
}

/// A world as the domain reads it.
#[derive(Debug, Clone)]
pub struct Read {
    /// The rules.
    pub policy: CheckedPolicy,
    /// What counts of the practitioner's stream.
    pub settled: Settled,
    /// What the fold makes of it.
    pub standing: Standing,
    /// What the fold makes of the cohort's stream.
    pub record: CohortRecord,
    /// The sessions as they took place.
    pub calendar: Calendar,
}

/// The cohort that the policy is for.
#[must_use]
pub fn home_cohort() -> CohortId {
    name("north-2025")
}

/// Another cohort of the same programme, in another zone.
#[must_use]
pub fn other_cohort() -> CohortId {
    name("south-2026")
}

/// Makes a name of a text that is one.
///
/// # Panics
/// If the text is no name.
#[must_use]
pub fn name<T: std::str::FromStr<Err = cairn_domain::BadName>>(text: &str) -> T {
    text.parse().unwrap_or_else(|bad| panic!("{bad}"))
}

/// The span of days in which a world plays, and the instants at which things tend to happen.
struct Stage {
    zone: Tz,
    begins: NaiveDate,
    ends: NaiveDate,
    moments: Vec<Instant>,
}

impl World {
    /// Throws the world of a seed: the same on every machine.
    ///
    /// # Panics
    /// If no valid policy comes up in a thousand throws, which is a defect of the generator.
    #[must_use]
    pub fn from_seed(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let (zone, year, month, day) = *dice.pick(&PLACES);
        let turn = NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
        // Some worlds last for a month or two, and begin near a month's end.
        let (begins, ends) = if dice.chance(30) {
            let month_end = turn.with_day(28).unwrap_or(turn);
            let begins = month_end + Days::new(u64::from(dice.below(5)));
            (begins, begins + Days::new(26 + u64::from(dice.below(40))))
        } else {
            let begins = turn - Days::new(u64::from(dice.below(5)));
            (begins, begins + Days::new(4 + u64::from(dice.below(8))))
        };
        let mut stage = Stage { zone, begins, ends, moments: Vec::new() };
        let checked = (0..1_000)
            .find_map(|_| policies::throw(&mut dice, &stage).check().ok())
            .unwrap_or_else(|| panic!("no valid policy came up for seed {seed}"));
        stage.moments = moments(&checked, begins, ends);
        let policy = checked.policy().clone();
        let home = dice.pick(&PLACES).0;
        let other = dice.pick(&PLACES).0;
        let cohorts = BTreeMap::from([(home_cohort(), zone), (other_cohort(), other)]);
        let (person, cohort) = histories::throw(&mut dice, &policy, &stage);
        let written: Vec<Instant> = person.iter().map(|each| each.recorded_at).collect();
        let end = end_of_day(ends, zone) + TimeDelta::days(40);
        let known_at =
            if written.is_empty() || dice.chance(60) { end } else { *dice.pick(&written) };
        let now = match dice.below(20) {
            0 => end,
            // Where what has a term of a month expires.
            1 if !person.is_empty() => {
                let day = dice.pick(&person).occurred.day(zone) + Months::new(1);
                let edge = end_of_day(day, zone) + TimeDelta::days(i64::from(dice.below(3)) - 1);
                if dice.chance(50) { edge } else { edge - TimeDelta::microseconds(1) }
            }
            1..=10 => *dice.pick(&stage.moments),
            _ => {
                let half = stage.moments.len() / 2;
                *dice.pick(&stage.moments[half..])
            }
        };
        Self { policy, zones: Zones { home, cohorts }, person, cohort, now, known_at }
    }

    /// Draws so many more times to ask at, from a seed: where something happens, and just before.
    ///
    /// # Panics
    /// If the policy does not pass the check; those of this module do.
    #[must_use]
    pub fn more_times(&self, seed: u64, many: usize) -> Vec<Instant> {
        let mut dice = Dice::new(!seed);
        let policy = self.policy.clone().check();
        let policy = policy.unwrap_or_else(|faults| panic!("{faults:?}"));
        let mut times = moments(&policy, self.policy.begins, self.policy.ends);
        for each in self.person.iter().chain(&self.cohort) {
            let at = each.occurred.sorts_at(self.policy.zone);
            times.extend([at - TimeDelta::microseconds(1), at]);
        }
        (0..many).map(|_| *dice.pick(&times)).collect()
    }

    /// Reads the world as the domain does.
    ///
    /// # Panics
    /// If the policy does not pass the check; those of this module do.
    #[must_use]
    pub fn read(&self) -> Read {
        let policy = self.policy.clone().check();
        let policy = policy.unwrap_or_else(|faults| panic!("{faults:?}"));
        let settled = settle(self.person.clone(), self.known_at, &self.zones);
        let of_cohort = settle(self.cohort.clone(), self.known_at, &self.zones);
        let standing = Standing::replay(&settled.facts);
        let record = CohortRecord::replay(&of_cohort.facts);
        let calendar = Calendar::new(&policy, &record);
        Read { policy, settled, standing, record, calendar }
    }
}

/// The instants that matter, and those beside them: days' starts, sessions' starts and ends.
fn moments(policy: &CheckedPolicy, begins: NaiveDate, ends: NaiveDate) -> Vec<Instant> {
    let zone = policy.zone();
    let last = ends + Days::new(6);
    let begun = policy.planned().iter().map(|(_, window)| day_of(window.from, zone));
    let sessions: Vec<NaiveDate> = begun.collect();
    // Of a long world, the days on which something is likely to end: at its beginning, at months' ends, and at its end.
    let is_near = |day: &NaiveDate| {
        let since = (*day - begins).num_days();
        let until = (ends - *day).num_days();
        since < 4 || until < 4 || day.day() > 27 || day.day() < 3 || sessions.contains(day)
    };
    let days = begins.iter_days().take_while(|day| *day <= last).filter(is_near);
    let tick = TimeDelta::microseconds(1);
    let mut all: Vec<Instant> = days
        .flat_map(|day| {
            let start = start_of_day(day, zone);
            [start - tick, start, start + TimeDelta::hours(13)]
        })
        .chain(policy.planned().iter().flat_map(|(_, window)| {
            let half = (window.to - window.from) / 2;
            [window.from, window.from + half, window.to - tick, window.to, window.to + tick]
        }))
        .collect();
    all.insert(0, start_of_day(begins - Days::new(2), zone));
    all.sort_unstable();
    all
}

/// Worlds for properties: a failing one shrinks to fewer events.
pub fn worlds() -> impl Strategy<Value = World> {
    any::<u64>().no_shrink().prop_flat_map(|seed| {
        let world = World::from_seed(seed);
        let (people, cohorts) = (world.person.len(), world.cohort.len());
        let kept = (
            proptest::sample::subsequence((0..people).collect::<Vec<_>>(), people / 2..=people),
            proptest::sample::subsequence((0..cohorts).collect::<Vec<_>>(), 0..=cohorts),
        );
        kept.prop_map(move |(person, cohort)| World {
            person: person.iter().map(|index| world.person[*index].clone()).collect(),
            cohort: cohort.iter().map(|index| world.cohort[*index].clone()).collect(),
            ..world.clone()
        })
    })
}

/// Drops events one by one as long as something still holds of what is left: the least history that shows a defect.
#[must_use]
pub fn shrink(mut world: World, still: impl Fn(&World) -> bool) -> World {
    loop {
        let people = (0..world.person.len()).map(|index| {
            let mut less = world.clone();
            less.person.remove(index);
            less
        });
        let cohorts = (0..world.cohort.len()).map(|index| {
            let mut less = world.clone();
            less.cohort.remove(index);
            less
        });
        match people.chain(cohorts).find(|less| still(less)) {
            Some(less) => world = less,
            None => return world,
        }
    }
}

/// An instant of text, for tests.
///
/// # Panics
/// If the text is no instant.
#[must_use]
pub fn at(text: &str) -> Instant {
    let parsed = chrono::DateTime::parse_from_rfc3339(text);
    parsed.unwrap_or_else(|bad| panic!("{text}: {bad}")).with_timezone(&Utc)
}
