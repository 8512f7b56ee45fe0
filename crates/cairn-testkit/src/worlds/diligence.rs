//! Somebody who does nearly everything, so that worlds end well often enough.

use cairn_domain::event::{Amount, ExamOutcome, Mode, ReviewOutcome, Ruling};
use cairn_domain::policy::{Measure, Milestone, Requirement};
use cairn_domain::{CohortId, Event, Money, Occurred};
use chrono::TimeDelta;

use super::histories::Scribe;
use super::policies::{CAPACITIES, FACETS, FULL, usd};
use super::{home_cohort, name};

impl Scribe<'_> {
    /// Applies, is admitted, and does nearly all that is asked; perhaps is certified for it.
    pub(super) fn diligent(&mut self) {
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
            match self.dice.below(20) {
                0 => {}
                // What was not done was waived, perhaps.
                1 | 2 => {
                    let (at, waived) = (Occurred::At(self.moment()), self.waiver_of(rule));
                    self.write(at, waived);
                }
                _ => self.do_it(&rule.asks, &cohort),
            }
        }
        if self.dice.chance(20) {
            let at = Occurred::At(self.moment());
            self.write(at, Event::Certified { cohort: cohort.clone(), receipt: None });
            if self.dice.chance(15) {
                let at = Occurred::At(self.moment());
                self.write(at, Event::Revoked { cohort });
            }
        }
    }

    fn do_it(&mut self, asks: &Requirement, cohort: &CohortId) {
        let cohort = cohort.clone();
        let first = Occurred::At(self.stage.moments[5]);
        match asks {
            Requirement::Sessions { .. } | Requirement::Absences { .. } => self.attend(&cohort),
            Requirement::Filings { .. } => self.reflect(&cohort),
            Requirement::Done { milestone, .. } => match milestone {
                Milestone::Submitted(item) => {
                    self.write(first, Event::Submitted { cohort, item: item.clone() });
                }
                Milestone::Retreat { days, times } => {
                    for _ in 0..*times {
                        let event = Event::RetreatCompleted { cohort: cohort.clone(), days: *days };
                        let at = if *times > 1 { Occurred::At(self.moment()) } else { first };
                        self.write(at, event);
                    }
                }
                Milestone::Completed(_) => {
                    let (cohort, achievement) = (Some(cohort), "Intro  workshop".to_owned());
                    let at = self.some_time();
                    self.write(at, Event::Credited { cohort, achievement });
                }
                // They have applied and were admitted.
                Milestone::Applied | Milestone::Admitted => {}
            },
            Requirement::Reviews { of: item, reviewers: people, .. } => {
                for reviewer in ["ada", "bob"].into_iter().take(*people as usize) {
                    let at = Occurred::At(self.moment());
                    let (item, reviewer) = (item.clone(), reviewer.to_owned());
                    let outcome = ReviewOutcome::Accepted;
                    let capacity = self.perhaps_a_capacity();
                    let cohort = cohort.clone();
                    self.write(at, Event::Reviewed { cohort, item, reviewer, outcome, capacity });
                }
            }
            Requirement::Judgement { question, judges, .. } => {
                for judge in ["ada", "bob"].into_iter().take(*judges as usize) {
                    let at = Occurred::At(self.moment());
                    let capacity = name(self.dice.pick::<&str>(&CAPACITIES));
                    let (question, judge) = (question.clone(), judge.to_owned());
                    let (cohort, outcome) = (cohort.clone(), Ruling::Granted);
                    self.write(at, Event::Judged { cohort, question, judge, capacity, outcome });
                }
            }
            Requirement::Log { unit, among, .. } => {
                for category in among.iter().flat_map(cairn_domain::policy::Category::walk) {
                    for activity in category.of.clone() {
                        let much = *self.dice.pick(&[60, 100, 150]);
                        let amount = match unit {
                            Measure::Minutes => Amount::Minutes(much),
                            Measure::Hundredths(_) => Amount::Hundredths(much),
                        };
                        let with = self.perhaps_a_partner();
                        let (at, cohort) = (self.some_time(), cohort.clone());
                        let reported = None;
                        self.write(at, Event::Logged { cohort, activity, amount, with, reported });
                    }
                }
            }
            Requirement::Exam { of: item, .. } => {
                let outcomes = [ExamOutcome::Passed, ExamOutcome::Scored { got: 9, of: 10 }];
                let (item, outcome) = (item.clone(), *self.dice.pick(&outcomes));
                let at = self.some_time();
                self.write(at, Event::Examined { cohort, item, outcome });
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

    fn attend(&mut self, cohort: &CohortId) {
        for session in &self.policy.sessions {
            if self.dice.chance(80) {
                let from = Occurred::At(self.window(&session.id).from);
                let presence = self.presence(&session.id);
                let (cohort, session) = (cohort.clone(), session.id.clone());
                let mode = Mode::Live;
                self.write(from, Event::Attended { cohort, session, mode, presence });
            }
        }
    }

    fn reflect(&mut self, cohort: &CohortId) {
        for session in &self.policy.sessions {
            if self.dice.chance(85) {
                let at = self.window(&session.id).to + TimeDelta::hours(self.dice.within(0, 30));
                let facets =
                    if self.dice.chance(70) { FACETS.map(name).into() } else { self.facets() };
                let (cohort, session) = (cohort.clone(), session.id.clone());
                self.write(Occurred::At(at), Event::Reflected { cohort, session, facets });
            }
        }
    }
}
