//! Acts as events: what somebody does who does what a plan says.

use cairn_domain::assess::{Act, Size, ToDo};
use cairn_domain::event::{Amount, ExamOutcome, Mode, ReviewOutcome, Ruling};
use cairn_domain::ids::{Activity, Role};
use cairn_domain::policy::{Category, Measure, Milestone, Requirement, Rule};
use cairn_domain::{CohortId, Event, Instant, Presence};

use super::{Actor, Deed};
use crate::oracle::TICK;

impl Actor<'_> {
    /// What is done for one act: as soon as it can be and as one has waited, but not too late; and where nothing is too
    /// late, as one has waited for that.
    pub(super) fn deeds(&self, todo: &ToDo, (wait, without_end): (Instant, Instant)) -> Vec<Deed> {
        let first = todo.from.map_or(self.now + TICK, |from| from.max(self.now + TICK));
        let late = todo.before.map_or(without_end, |before| wait.min(before - TICK)).max(first);
        // What takes several days is begun at once.
        let at = if matches!(todo.act, Act::Log(_)) { first } else { late };
        let cohort = self.policy.cohort.clone();
        let once = |event: Event| vec![(at, event)];
        match &todo.act {
            Act::Attend(session) => once(there(cohort, session, Mode::Live)),
            Act::MakeUp(session) => once(there(cohort, session, Mode::MakeUp)),
            Act::Settle(session) => self.settled(session),
            Act::Reflect(session) => {
                let facets = todo.sizes.iter().flat_map(|size| match size {
                    Size::Touching(facets) => facets.clone(),
                    _ => Vec::new(),
                });
                let (session, facets) = (session.clone(), facets.collect());
                once(Event::Reflected { cohort, session, facets })
            }
            Act::HandIn(item) => once(Event::Submitted { cohort, item: item.clone() }),
            Act::Retreat(_) => retreats(todo, at, &cohort),
            Act::Complete(achievement) => {
                let achievement = achievement.clone();
                once(Event::Credited { cohort: Some(cohort), achievement })
            }
            Act::Apply => once(Event::Applied { cohort, team: None }),
            Act::Seat => once(Event::Admitted { cohort }),
            Act::Pass(item) => {
                once(Event::Examined { cohort, item: item.clone(), outcome: ExamOutcome::Passed })
            }
            Act::Pay => {
                let amounts = todo.sizes.iter().filter_map(|size| match size {
                    Size::Money(amount) => Some(*amount),
                    _ => None,
                });
                let paid = |amount| Event::Paid { cohort: cohort.clone(), amount, reference: None };
                amounts.map(|amount| (at, paid(amount))).collect()
            }
            Act::Accept(item) => people(todo, at, &|name, capacity| Event::Reviewed {
                cohort: cohort.clone(),
                item: item.clone(),
                reviewer: name,
                outcome: ReviewOutcome::Accepted,
                capacity,
            }),
            Act::Grant(question) => people(todo, at, &|name, capacity| Event::Judged {
                cohort: cohort.clone(),
                question: question.clone(),
                judge: name,
                capacity: capacity.unwrap_or_else(|| role("anybody")),
                outcome: Ruling::Granted,
            }),
            Act::Log(id) => self.amounts(self.oracle.rule(id), &todo.sizes, at),
            Act::Do(_) if todo.sizes.iter().any(|size| matches!(size, Size::Retreats { .. })) => {
                retreats(todo, at, &cohort)
            }
            Act::Do(id) => self.all_of_it(self.oracle.rule(id), at),
        }
    }

    /// What nobody measured was the whole of it.
    fn settled(&self, of: &cairn_domain::SessionId) -> Vec<Deed> {
        let pending = self.oracle.person.iter().filter(|told| told.at <= self.now);
        let pending = pending.filter_map(|told| match told.event {
            Event::Attended { cohort, session, mode, presence: Presence::Unmeasured }
                if session == of =>
            {
                Some((told.at, there(cohort.clone(), session, *mode)))
            }
            _ => None,
        });
        pending.collect()
    }

    /// So much of each category, a day's limit at a time, and with so many new people.
    fn amounts(&self, rule: &Rule, sizes: &[Size], at: Instant) -> Vec<Deed> {
        let Requirement::Log { among, per_day, unit, .. } = &rule.asks else { panic!("{rule:#?}") };
        let mut deeds = Vec::new();
        let mut log = |at: Instant, activity: &Activity, much: u32, with: Option<String>| {
            let amount = match unit {
                Measure::Minutes => Amount::Minutes(much),
                Measure::Hundredths(_) => Amount::Hundredths(much),
            };
            let with = with.map(|name| name.parse().expect("a name"));
            let (cohort, activity) = (self.policy.cohort.clone(), activity.clone());
            deeds.push((at, Event::Logged { cohort, activity, amount, with, reported: None }));
        };
        let leaves: Vec<&Category> =
            among.iter().flat_map(Category::walk).filter(|each| each.among.is_empty()).collect();
        let first = leaves[0].of.first().expect("an activity");
        for size in sizes {
            match size {
                Size::Amounts(amounts) => {
                    for (name, amount) in amounts {
                        let (Amount::Minutes(much) | Amount::Hundredths(much)) = amount;
                        for (activity, much) in self.spread(rule, among, name, *much) {
                            let days = self.oracle.days_from(at);
                            let mut left = much;
                            for (at, had) in days {
                                let room = per_day.map_or(left, |most| {
                                    most.saturating_sub(self.oracle.logged_on(rule, had, self.now))
                                });
                                let today = left.min(room);
                                if today > 0 {
                                    log(at, &activity, today, None);
                                }
                                left -= today;
                                if left == 0 {
                                    break;
                                }
                            }
                        }
                    }
                }
                Size::Different(many) => {
                    for place in 0..*many {
                        log(at, first, 1, Some(format!("newcomer-{place}")));
                    }
                }
                _ => {}
            }
        }
        deeds
    }

    /// Which activities an amount goes to: of the category that is named, or wherever there is room.
    fn spread(
        &self,
        rule: &Rule,
        among: &[Category],
        name: &str,
        much: u32,
    ) -> Vec<(Activity, u32)> {
        let all = || among.iter().flat_map(Category::walk);
        let named = all().find(|each| each.name.as_str() == name);
        let within: Vec<&Category> = match named {
            Some(category) => category.walk().collect(),
            None => all().collect(),
        };
        let leaves: Vec<&Category> =
            within.into_iter().filter(|each| each.among.is_empty()).collect();
        let mut left = much;
        let mut spread = Vec::new();
        for leaf in &leaves {
            let had = self.oracle.logged_in(rule, leaf, self.now);
            let room = leaf.most.map_or(left, |most| most.saturating_sub(had)).min(left);
            let activity = leaf.of.first().expect("an activity").clone();
            spread.push((activity, room));
            left -= room;
        }
        // What is over the day's limit takes no room of its category.
        spread[0].1 += left;
        spread.retain(|each| each.1 > 0);
        spread
    }

    /// All that a requirement asks, at once.
    fn all_of_it(&self, rule: &Rule, at: Instant) -> Vec<Deed> {
        let cohort = self.policy.cohort.clone();
        match &rule.asks {
            Requirement::Done { milestone, .. } => match milestone.clone() {
                Milestone::Submitted(item) => vec![(at, Event::Submitted { cohort, item })],
                Milestone::Retreat { days, times } => {
                    vec![(at, Event::RetreatCompleted { cohort, days }); times as usize]
                }
                Milestone::Completed(names) => {
                    let achievement = names.first().expect("a name").clone();
                    vec![(at, Event::Credited { cohort: Some(cohort), achievement })]
                }
                Milestone::Applied => vec![(at, Event::Applied { cohort, team: None })],
                Milestone::Admitted => vec![(at, Event::Admitted { cohort })],
            },
            Requirement::Exam { of: item, .. } => {
                let (item, outcome) = (item.clone(), ExamOutcome::Passed);
                vec![(at, Event::Examined { cohort, item, outcome })]
            }
            Requirement::Log { need, among, different, unit, .. } => {
                let amount = |much| match unit {
                    Measure::Minutes => Amount::Minutes(much),
                    Measure::Hundredths(_) => Amount::Hundredths(much),
                };
                let least = among.iter().flat_map(Category::walk);
                let least = least.filter_map(|each| Some((each.name.to_string(), each.least?)));
                let mut amounts: Vec<(String, Amount)> =
                    least.map(|(name, least)| (name, amount(least))).collect();
                amounts.push((String::new(), amount(*need)));
                let sizes =
                    [Size::Amounts(amounts), Size::Different(different.unwrap_or_default())];
                self.amounts(rule, &sizes, at)
            }
            _ => Vec::new(),
        }
    }
}

/// As many retreats of each length as are asked for.
fn retreats(todo: &ToDo, at: Instant, cohort: &cairn_domain::CohortId) -> Vec<Deed> {
    let each = todo.sizes.iter().flat_map(|size| {
        let Size::Retreats { times, days } = size else { return Vec::new() };
        let event = Event::RetreatCompleted { cohort: cohort.clone(), days: *days };
        vec![(at, event); *times as usize]
    });
    each.collect()
}

/// So many new people for each requirement that it is for, in their capacities.
fn people(todo: &ToDo, at: Instant, says: &dyn Fn(String, Option<Role>) -> Event) -> Vec<Deed> {
    let capacities = todo.sizes.iter().flat_map(|size| {
        let Size::People { number, each, .. } = size else { return Vec::new() };
        let named = each.iter().flat_map(|(role, many)| (0..*many).map(|_| Some(role.clone())));
        named.chain(std::iter::repeat(None)).take(*number as usize).collect::<Vec<_>>()
    });
    let each = capacities.enumerate();
    each.map(|(place, capacity)| (at, says(format!("newcomer-{place}"), capacity))).collect()
}

fn there(cohort: CohortId, session: &cairn_domain::SessionId, mode: Mode) -> Event {
    Event::Attended { cohort, session: session.clone(), mode, presence: Presence::Whole }
}

fn role(name: &str) -> Role {
    name.parse().expect("a name")
}
