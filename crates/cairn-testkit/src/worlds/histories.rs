//! Small histories: anything that a log could hold about one practitioner and one cohort.

use std::collections::BTreeSet;

use cairn_domain::policy::Policy;
use cairn_domain::{
    CohortId, Event, Facet, Instant, Interval, Money, Occurred, Presence, Recorded, RequirementId,
    SessionId,
};
use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

use super::policies::{FACETS, FULL, usd};
use super::{Stage, home_cohort, name, other_cohort};
use crate::dice::Dice;

/// Throws the practitioner's stream and the cohort's, in one log.
pub(super) fn throw(
    dice: &mut Dice,
    policy: &Policy,
    stage: &Stage,
) -> (Vec<Recorded>, Vec<Recorded>) {
    let mut scribe = Scribe {
        dice,
        policy,
        stage,
        clock: stage.moments[0],
        position: 0,
        person: Vec::new(),
        cohort: Vec::new(),
    };
    if scribe.dice.chance(60) {
        scribe.diligent();
    }
    for _ in 0..scribe.dice.below(11) {
        if scribe.dice.chance(18) {
            scribe.about_the_cohort();
        } else {
            scribe.anything();
        }
    }
    (scribe.person, scribe.cohort)
}

/// Somebody who writes both streams, at a clock of their own.
pub(super) struct Scribe<'a> {
    pub dice: &'a mut Dice,
    pub policy: &'a Policy,
    pub stage: &'a Stage,
    clock: Instant,
    pub position: u64,
    pub person: Vec<Recorded>,
    pub cohort: Vec<Recorded>,
}

impl Scribe<'_> {
    fn recorded(&mut self, occurred: Occurred, event: Event) -> Recorded {
        self.position += 1;
        // Recording goes on in its own time: often at the same instant, sometimes months late.
        self.clock += *self.dice.pick(&[
            TimeDelta::zero(),
            TimeDelta::minutes(1),
            TimeDelta::hours(7),
            TimeDelta::days(2),
        ]);
        let id =
            Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0000 + u128::from(self.position));
        Recorded { position: self.position, id, recorded_at: self.clock, occurred, event }
    }

    pub(super) fn write(&mut self, occurred: Occurred, event: Event) {
        let recorded = self.recorded(occurred, event);
        self.person.push(recorded);
    }

    pub(super) fn moment(&mut self) -> Instant {
        *self.dice.pick(&self.stage.moments)
    }

    pub(super) fn day(&mut self) -> NaiveDate {
        self.moment().with_timezone(&self.stage.zone).date_naive()
    }

    pub(super) fn some_time(&mut self) -> Occurred {
        if self.dice.chance(35) { Occurred::On(self.day()) } else { Occurred::At(self.moment()) }
    }

    pub(super) fn session(&mut self) -> SessionId {
        if self.dice.chance(4) {
            return name("elsewhere");
        }
        self.dice.pick(&self.policy.sessions).id.clone()
    }

    pub(super) fn some_cohort(&mut self) -> CohortId {
        match self.dice.below(14) {
            0 => other_cohort(),
            1 => name("nowhere"),
            _ => home_cohort(),
        }
    }

    pub(super) fn requirement(&mut self) -> RequirementId {
        self.dice.pick(&self.policy.requirements).id.clone()
    }

    pub(super) fn facets(&mut self) -> BTreeSet<Facet> {
        FACETS.into_iter().filter(|_| self.dice.chance(55)).map(name).collect()
    }

    pub(super) fn amount(&mut self) -> Money {
        let minor = *self.dice.pick(&[1, 199, 200, 400, 599, 600, 799, 800, 1_000, FULL]);
        let currency = if self.dice.chance(4) {
            "EUR".parse().unwrap_or_else(|bad| panic!("{bad}"))
        } else {
            usd()
        };
        Money { minor, currency }
    }

    pub(super) fn window(&self, session: &SessionId) -> Interval {
        let planned = self.policy.sessions.iter().find(|each| each.id == *session);
        let from = planned
            .and_then(|planned| planned.starts.and_local_timezone(self.stage.zone).earliest())
            .map_or(self.stage.moments[0], |from| from.to_utc());
        let minutes = planned.map_or(60, |planned| i64::from(planned.minutes));
        Interval { from, to: from + TimeDelta::minutes(minutes) }
    }

    pub(super) fn presence(&mut self, session: &SessionId) -> Presence {
        let window = self.window(session);
        let length = window.length();
        match self.dice.below(10) {
            0 => Presence::Unmeasured,
            1..=3 => Presence::Whole,
            4 => {
                let most = u32::try_from(length.num_seconds()).unwrap_or(60);
                Presence::Seconds(*self.dice.pick(&[1, most / 2, most * 4 / 5, most - 1, most]))
            }
            _ => {
                // In sixths of the session, from before it until after it; two devices overlap.
                let stays = (0..=self.dice.below(2)).map(|_| {
                    let from = self.dice.within(-1, 5);
                    let to = from + self.dice.within(1, 4);
                    let part =
                        |sixths: i64| window.from + length * i32::try_from(sixths).unwrap_or(0) / 6;
                    Interval { from: part(from), to: part(to) }
                });
                Presence::Intervals(stays.collect())
            }
        }
    }

    fn anything(&mut self) {
        let occurred = self.some_time();
        let event = match self.dice.below(10) {
            0 | 1 => self.correction(false),
            2..=6 => self.what_matters(),
            _ => self.observation(),
        };
        self.write(occurred, event);
    }

    fn about_the_cohort(&mut self) {
        let occurred = self.some_time();
        let event = match self.dice.below(12) {
            0..=4 => self.held(),
            5..=7 => Event::SessionCancelled { session: self.session() },
            8 => Event::PolicyAdopted { policy: Box::new(self.policy.clone()) },
            // What does not belong here does nothing here.
            9 => Event::Admitted { cohort: home_cohort() },
            _ => self.correction(true),
        };
        let recorded = self.recorded(occurred, event);
        self.cohort.push(recorded);
    }
}
