//! Acts, done: what a plan says as the events that it would make.

use cairn_domain::assess::{Act, Size, ToDo};
use cairn_domain::event::{Amount, ExamOutcome, ReviewOutcome, Ruling};
use cairn_domain::policy::{Category, Milestone, Requirement};
use cairn_domain::{Event, Fact, Instant, Role};
use cairn_testkit::worlds::name;
use chrono::TimeDelta;

use crate::happenings::Shape;
use crate::term::fact;

/// A history to which acts are added, one after the other, each as soon as it can be done.
pub struct Doing<'a> {
    shape: &'a Shape,
    facts: Vec<Fact>,
    at: Instant,
}

impl<'a> Doing<'a> {
    pub fn new(shape: &'a Shape, facts: &[Fact], now: Instant) -> Self {
        Self { shape, facts: facts.to_vec(), at: now }
    }

    pub fn so_far(self) -> (Vec<Fact>, Instant) {
        (self.facts, self.at)
    }

    fn happen(&mut self, event: Event) {
        self.at += TimeDelta::microseconds(1);
        let position = 1_000 + self.facts.len() as u64;
        self.facts.push(fact(self.at, position, event));
    }

    /// Does one act.
    pub fn act(&mut self, to_do: &ToDo) {
        if let Some(from) = to_do.from {
            self.at = self.at.max(from);
        }
        let cohort = || name("north");
        match &to_do.act {
            Act::Apply => self.happen(Event::Applied { cohort: cohort(), team: None }),
            Act::Seat => self.happen(Event::Admitted { cohort: cohort() }),
            Act::Complete(achievement) => {
                let achievement = achievement.clone();
                self.happen(Event::Credited { cohort: None, achievement });
            }
            Act::HandIn(item) => {
                self.happen(Event::Submitted { cohort: cohort(), item: item.clone() });
            }
            Act::Pass(item) => self.happen(Event::Examined {
                cohort: cohort(),
                item: item.clone(),
                outcome: ExamOutcome::Passed,
            }),
            Act::Retreat(_) => self.retreats(&to_do.sizes),
            Act::Accept(item) => {
                for (number, capacity) in Self::people(to_do).into_iter().enumerate() {
                    self.happen(Event::Reviewed {
                        cohort: cohort(),
                        item: item.clone(),
                        reviewer: format!("new-{number}"),
                        outcome: ReviewOutcome::Accepted,
                        capacity,
                    });
                }
            }
            Act::Grant(question) => {
                for (number, capacity) in Self::people(to_do).into_iter().enumerate() {
                    self.happen(Event::Judged {
                        cohort: cohort(),
                        question: question.clone(),
                        judge: format!("new-{number}"),
                        capacity: capacity.unwrap_or_else(|| name("somebody")),
                        outcome: Ruling::Granted,
                    });
                }
            }
            Act::Pay => {
                for size in &to_do.sizes {
                    let Size::Money(amount) = size else { continue };
                    self.happen(Event::Paid { cohort: cohort(), amount: *amount, reference: None });
                }
            }
            Act::Log(_) => self.log(to_do),
            Act::Do(id) => {
                let policy = self.shape.policy.policy();
                let rule = policy.requirements.iter().find(|rule| rule.id == *id).unwrap();
                match &rule.asks {
                    Requirement::Done { milestone: Milestone::Submitted(item), .. } => {
                        self.happen(Event::Submitted { cohort: cohort(), item: item.clone() });
                    }
                    Requirement::Done { milestone: Milestone::Completed(names), .. } => {
                        let achievement = names.first().unwrap().clone();
                        self.happen(Event::Credited { cohort: None, achievement });
                    }
                    Requirement::Done { milestone: Milestone::Applied, .. } => {
                        self.happen(Event::Applied { cohort: cohort(), team: None });
                    }
                    Requirement::Done { milestone: Milestone::Admitted, .. } => {
                        self.happen(Event::Admitted { cohort: cohort() });
                    }
                    Requirement::Done { .. } => self.retreats(&to_do.sizes),
                    Requirement::Exam { of, .. } => self.happen(Event::Examined {
                        cohort: cohort(),
                        item: of.clone(),
                        outcome: ExamOutcome::Passed,
                    }),
                    asks => panic!("{asks:?} is not done once"),
                }
            }
            Act::Attend(_) | Act::MakeUp(_) | Act::Reflect(_) | Act::Settle(_) => {
                panic!("these worlds have no sessions")
            }
        }
    }

    fn retreats(&mut self, sizes: &[Size]) {
        for size in sizes {
            let Size::Retreats { times, days } = size else { continue };
            for _ in 0..*times {
                self.happen(Event::RetreatCompleted { cohort: name("north"), days: *days });
            }
        }
    }

    /// As many people as it takes, in the capacities that are asked for first.
    fn people(to_do: &ToDo) -> Vec<Option<Role>> {
        let mut people = Vec::new();
        for size in &to_do.sizes {
            let Size::People { number, each, .. } = size else { continue };
            let in_capacity = each
                .iter()
                .flat_map(|(role, need)| std::iter::repeat_n(Some(role.clone()), *need as usize));
            people.extend(in_capacity.chain(std::iter::repeat(None)).take(*number as usize));
        }
        people
    }

    fn log(&mut self, to_do: &ToDo) {
        let policy = self.shape.policy.policy();
        let mut categories: Vec<Category> = Vec::new();
        for rule in &policy.requirements {
            if let Requirement::Log { among, .. } = &rule.asks {
                categories.extend(among.iter().flat_map(Category::walk).cloned());
            }
        }
        let activity = |of: &str| {
            let mut leaves = categories.iter().filter(|category| !category.of.is_empty());
            let leaf = leaves.find(|category| of.is_empty() || category.name.as_str() == of);
            leaf.and_then(|category| category.of.first().cloned()).expect("a category")
        };
        let mut events = Vec::new();
        for size in &to_do.sizes {
            match size {
                Size::Amounts(amounts) => {
                    events.extend(amounts.iter().map(|(of, amount)| (activity(of), *amount, None)));
                }
                Size::Different(number) => events.extend((0..*number).map(|number| {
                    let with = Some(name(&format!("new-{number}")));
                    (activity(""), Amount::Minutes(1), with)
                })),
                _ => {}
            }
        }
        for (activity, amount, with) in events {
            let cohort = name("north");
            self.happen(Event::Logged { cohort, activity, amount, with, reported: None });
        }
    }
}
