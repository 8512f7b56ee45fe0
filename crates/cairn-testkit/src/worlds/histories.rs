//! Small histories: anything that a log could hold about one practitioner and one cohort.

use std::collections::BTreeSet;

use cairn_domain::event::{AdjustmentKind, AppealOutcome, Mode, Replacement, ReviewOutcome};
use cairn_domain::policy::{Milestone, Policy, Requirement};
use cairn_domain::{
    CohortId, Commitment, Event, EventId, Facet, Instant, Interval, Money, Occurred, Presence,
    Recorded, RequirementId, SessionId,
};
use chrono::{NaiveDate, TimeDelta};
use uuid::Uuid;

use super::policies::{FACETS, FULL, ITEMS, ROLES, usd};
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

struct Scribe<'a> {
    dice: &'a mut Dice,
    policy: &'a Policy,
    stage: &'a Stage,
    clock: Instant,
    position: u64,
    person: Vec<Recorded>,
    cohort: Vec<Recorded>,
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

    fn write(&mut self, occurred: Occurred, event: Event) {
        let recorded = self.recorded(occurred, event);
        self.person.push(recorded);
    }

    fn moment(&mut self) -> Instant {
        *self.dice.pick(&self.stage.moments)
    }

    fn day(&mut self) -> NaiveDate {
        self.moment().with_timezone(&self.stage.zone).date_naive()
    }

    fn some_time(&mut self) -> Occurred {
        if self.dice.chance(35) { Occurred::On(self.day()) } else { Occurred::At(self.moment()) }
    }

    fn session(&mut self) -> SessionId {
        if self.dice.chance(4) {
            return name("elsewhere");
        }
        self.dice.pick(&self.policy.sessions).id.clone()
    }

    fn some_cohort(&mut self) -> CohortId {
        match self.dice.below(14) {
            0 => other_cohort(),
            1 => name("nowhere"),
            _ => home_cohort(),
        }
    }

    fn requirement(&mut self) -> RequirementId {
        self.dice.pick(&self.policy.requirements).id.clone()
    }

    fn facets(&mut self) -> BTreeSet<Facet> {
        FACETS.into_iter().filter(|_| self.dice.chance(55)).map(name).collect()
    }

    fn amount(&mut self) -> Money {
        let minor = *self.dice.pick(&[1, 199, 200, 400, 599, 600, 799, 800, 1_000, FULL]);
        let currency = if self.dice.chance(4) {
            "EUR".parse().unwrap_or_else(|bad| panic!("{bad}"))
        } else {
            usd()
        };
        Money { minor, currency }
    }

    fn window(&self, session: &SessionId) -> Interval {
        let planned = self.policy.sessions.iter().find(|each| each.id == *session);
        let from = planned
            .and_then(|planned| planned.starts.and_local_timezone(self.stage.zone).earliest())
            .map_or(self.stage.moments[0], |from| from.to_utc());
        let minutes = planned.map_or(60, |planned| i64::from(planned.minutes));
        Interval { from, to: from + TimeDelta::minutes(minutes) }
    }

    fn presence(&mut self, session: &SessionId) -> Presence {
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
                let stays = (0..1 + self.dice.below(3)).map(|_| {
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

    /// Somebody who does nearly everything, so that worlds end well often enough.
    fn diligent(&mut self) {
        let cohort = home_cohort();
        let from = self.stage.moments[self.dice.below(4) as usize];
        if self.dice.chance(70) {
            let achievement = "first  STEPS".to_owned();
            self.write(Occurred::At(from), Event::Credited { cohort: None, achievement });
        }
        self.write(Occurred::At(from), Event::Applied { cohort: cohort.clone(), team: None });
        if self.dice.chance(95) {
            let at = from + TimeDelta::seconds(1);
            self.write(Occurred::At(at), Event::Admitted { cohort: cohort.clone() });
        }
        for rule in &self.policy.requirements {
            if self.dice.chance(10) {
                continue;
            }
            self.do_it(&rule.asks, &cohort);
        }
        if self.dice.chance(20) {
            let at = Occurred::At(self.moment());
            self.write(at, Event::Certified { cohort, receipt: None });
        }
    }

    fn do_it(&mut self, asks: &Requirement, cohort: &CohortId) {
        let cohort = cohort.clone();
        let first = self.stage.moments[5];
        match asks {
            Requirement::Sessions { .. } => {
                for session in &self.policy.sessions {
                    if self.dice.chance(80) {
                        let from = self.window(&session.id).from;
                        let presence = self.presence(&session.id);
                        let session = session.id.clone();
                        self.write(
                            Occurred::At(from),
                            Event::Attended {
                                cohort: cohort.clone(),
                                session,
                                mode: Mode::Live,
                                presence,
                            },
                        );
                    }
                }
            }
            Requirement::Filings { .. } => {
                for session in &self.policy.sessions {
                    if self.dice.chance(85) {
                        let at =
                            self.window(&session.id).to + TimeDelta::hours(self.dice.within(0, 30));
                        let facets = if self.dice.chance(70) {
                            FACETS.map(name).into()
                        } else {
                            self.facets()
                        };
                        self.write(
                            Occurred::At(at),
                            Event::Reflected {
                                cohort: cohort.clone(),
                                session: session.id.clone(),
                                facets,
                            },
                        );
                    }
                }
            }
            Requirement::Done { milestone: Milestone::Submitted(item), .. } => {
                self.write(Occurred::At(first), Event::Submitted { cohort, item: item.clone() });
            }
            Requirement::Done { milestone: Milestone::Retreat { days }, .. } => {
                self.write(Occurred::At(first), Event::RetreatCompleted { cohort, days: *days });
            }
            Requirement::Reviews { of, reviewers } => {
                for reviewer in ["ada", "bob"].into_iter().take(*reviewers as usize) {
                    let at = Occurred::At(self.moment());
                    self.write(
                        at,
                        Event::Reviewed {
                            cohort: cohort.clone(),
                            item: of.clone(),
                            reviewer: reviewer.to_owned(),
                            outcome: ReviewOutcome::Accepted,
                        },
                    );
                }
            }
            Requirement::Paid(_) => {
                let amount = Money { minor: *self.dice.pick(&[600, 800, FULL]), currency: usd() };
                let at = Occurred::At(self.moment());
                self.write(at, Event::Paid { cohort, amount, reference: None });
            }
            Requirement::Prerequisite { .. }
            | Requirement::All(_)
            | Requirement::AtLeast { .. } => {}
        }
    }

    fn anything(&mut self) {
        let occurred = self.some_time();
        let event = match self.dice.below(10) {
            0 | 1 => self.correction(false),
            2..=6 => self.to_the_point(),
            _ => self.observation(),
        };
        self.write(occurred, event);
    }

    /// Something that a requirement of the policy looks at, so that much happens where it matters.
    fn to_the_point(&mut self) -> Event {
        let cohort = home_cohort();
        let session = self.session();
        match self.dice.pick(&self.policy.requirements).asks.clone() {
            Requirement::All(_) | Requirement::AtLeast { .. } => self.observation(),
            Requirement::Sessions { .. } => match self.dice.below(7) {
                0 | 1 => Event::Excused { cohort, session },
                side => {
                    let mode = if side < 4 { Mode::Live } else { Mode::MakeUp };
                    let presence = self.presence(&session);
                    Event::Attended { cohort, session, mode, presence }
                }
            },
            Requirement::Filings { .. } => {
                Event::Reflected { cohort, session, facets: self.facets() }
            }
            Requirement::Done { milestone: Milestone::Submitted(item), .. } => {
                Event::Submitted { cohort, item }
            }
            Requirement::Done { milestone: Milestone::Retreat { .. }, .. } => {
                Event::RetreatCompleted { cohort, days: 1 + self.dice.below(6) }
            }
            Requirement::Reviews { of: item, .. } => {
                let reviewer = (*self.dice.pick(&["ada", "bob"])).to_owned();
                match self.dice.below(5) {
                    0 | 1 => Event::Submitted { cohort, item },
                    2 | 3 => {
                        Event::Reviewed { cohort, item, reviewer, outcome: ReviewOutcome::Returned }
                    }
                    _ => {
                        Event::Reviewed { cohort, item, reviewer, outcome: ReviewOutcome::Accepted }
                    }
                }
            }
            Requirement::Prerequisite { .. } => match self.dice.below(3) {
                0 => Event::Applied { cohort, team: None },
                _ => Event::Credited { cohort: None, achievement: "first  STEPS".to_owned() },
            },
            Requirement::Paid(_) => {
                let mut amount = self.amount();
                let kind = AdjustmentKind::Scholarship;
                match self.dice.below(8) {
                    0 => Event::Applied { cohort, team: None },
                    1 => Event::Admitted { cohort },
                    2 => Event::TuitionAdjusted { cohort, credit: amount, kind },
                    3 => {
                        amount.minor = -amount.minor;
                        Event::TuitionAdjusted { cohort, credit: amount, kind }
                    }
                    4 | 5 => Event::Refunded { cohort, amount, payment: None },
                    _ => Event::Paid { cohort, amount, reference: None },
                }
            }
        }
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

    fn held(&mut self) -> Event {
        let session = self.session();
        let planned = self.window(&session);
        let late = TimeDelta::minutes(*self.dice.pick(&[-30, 0, 30, 24 * 60, 48 * 60]));
        let longer = TimeDelta::minutes(*self.dice.pick(&[0, 15]));
        Event::SessionHeld { session, from: planned.from + late, to: planned.to + late + longer }
    }

    /// A void or an amendment: of anything, of a correction, of another type, of nothing, of what comes later.
    fn correction(&mut self, of_cohort: bool) -> Event {
        let reason = Commitment([7; 32]);
        let stream = if of_cohort { &self.cohort } else { &self.person };
        let targets: Vec<(EventId, Event)> =
            stream.iter().map(|each| (each.id, each.event.clone())).collect();
        if targets.is_empty() || self.dice.chance(4) {
            let later = u128::from(self.position) + 2;
            let event = Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0000 + later);
            return Event::Voided { event, reason };
        }
        // Often what is newest, so that chains come up.
        let from = if self.dice.chance(50) { targets.len().saturating_sub(3) } else { 0 };
        let (event, old) = self.dice.pick(&targets[from..]).clone();
        if self.dice.chance(55) {
            return Event::Voided { event, reason };
        }
        let new = if self.dice.chance(15) { self.observation() } else { self.like(&old) };
        let occurred_at = self.some_time();
        let to = Replacement { occurred_at, version: 1, event: Box::new(new) };
        Event::Amended { event, to, reason }
    }

    /// An event of the same type that says something else, where there is something else to say.
    fn like(&mut self, old: &Event) -> Event {
        let mut new = old.clone();
        match &mut new {
            Event::Paid { amount, .. } | Event::Refunded { amount, .. } => *amount = self.amount(),
            Event::Attended { session, mode, presence, .. } => {
                *mode = *self.dice.pick(&[Mode::Live, Mode::MakeUp]);
                *presence = self.presence(&session.clone());
            }
            Event::Reflected { facets, .. } => *facets = self.facets(),
            Event::RetreatCompleted { days, .. } => *days = 1 + self.dice.below(6),
            Event::Waived { requirement, .. } => *requirement = self.requirement(),
            Event::Applied { cohort, .. } | Event::Admitted { cohort } => {
                *cohort = self.some_cohort()
            }
            Event::SessionHeld { .. } => new = self.held(),
            _ => {}
        }
        new
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one line for each kind of event reads best in one place"
    )]
    fn observation(&mut self) -> Event {
        let cohort = self.some_cohort();
        let session = self.session();
        let item = name(*self.dice.pick(&ITEMS));
        let someone = Uuid::from_u128(u128::from(self.dice.below(3)));
        match self.dice.below(64) {
            0 => Event::Identified { name: None, email: None, zone: Some(self.stage.zone) },
            1 => Event::Linked { other: someone },
            2 => Event::Unlinked { other: someone },
            3 => Event::Erased {},
            4..=6 => Event::Applied { cohort, team: None },
            7..=9 => Event::Admitted { cohort },
            10 => Event::Waitlisted { cohort },
            11 => Event::Declined { cohort },
            12 => Event::Withdrew { cohort },
            13 => Event::Deferred { cohort, to: other_cohort() },
            14..=17 => Event::Paid { cohort, amount: self.amount(), reference: None },
            18..=20 => Event::Refunded { cohort, amount: self.amount(), payment: None },
            21 | 22 => {
                let mut credit = self.amount();
                credit.minor *= *self.dice.pick(&[1, -1]);
                let kinds = [
                    AdjustmentKind::Scholarship,
                    AdjustmentKind::Sponsorship,
                    AdjustmentKind::Correction,
                ];
                Event::TuitionAdjusted { cohort, credit, kind: *self.dice.pick(&kinds) }
            }
            23..=30 => {
                let mode = if self.dice.chance(55) { Mode::Live } else { Mode::MakeUp };
                let presence = self.presence(&session);
                Event::Attended { cohort, session, mode, presence }
            }
            31..=33 => Event::Excused { cohort, session },
            34..=38 => Event::Reflected { cohort, session, facets: self.facets() },
            39..=41 => Event::Submitted { cohort, item },
            42..=45 => Event::Reviewed {
                cohort,
                item,
                reviewer: (*self.dice.pick(&["ada", "bob", "cleo"])).to_owned(),
                outcome: *self.dice.pick(&[ReviewOutcome::Accepted, ReviewOutcome::Returned]),
            },
            46 | 47 => Event::RetreatCompleted { cohort, days: 1 + self.dice.below(6) },
            48 | 49 => Event::Credited {
                cohort: self.dice.chance(50).then_some(cohort),
                achievement: (*self.dice.pick(&["INTRO  workshop ", "First Steps", "Last Steps"]))
                    .to_owned(),
            },
            50..=52 => Event::Waived {
                cohort,
                requirement: self.requirement(),
                authority: name(*self.dice.pick(&ROLES)),
            },
            53 => Event::Certified { cohort, receipt: None },
            54 => Event::Referred { cohort, requirements: BTreeSet::from([self.requirement()]) },
            55 => Event::Refused { cohort },
            56 => Event::Suspended { cohort },
            57 => Event::Reinstated { cohort },
            58 => Event::Revoked { cohort },
            59 => Event::Appealed { cohort, decision: someone },
            60 => Event::AppealDecided {
                cohort,
                appeal: someone,
                outcome: *self.dice.pick(&[AppealOutcome::Upheld, AppealOutcome::Overturned]),
            },
            61 => Event::SessionCancelled { session },
            62 => Event::SessionHeld {
                session,
                from: self.stage.moments[0],
                to: self.stage.moments[3],
            },
            _ if self.dice.chance(30) => Event::Unknown,
            _ => Event::Suspended { cohort },
        }
    }
}
