//! A plan is acted out: its acts become events, at times that it allows, and the oracle is asked strictly. All of them
//! together must be enough; with any one of them left out they must not be.

mod deeds;

use std::collections::BTreeSet;

use cairn_domain::assess::{Act, ToDo};
use cairn_domain::policy::{Anchor, Category, Due, Milestone, Moment, Policy, Requirement, Rule};
use cairn_domain::{Assume, Event, Instant, RequirementId};
use chrono::TimeDelta;

use crate::oracle::{Ask, Oracle, TICK, Told};

/// What is done, and when.
type Deed = (Instant, Event);

/// Somebody who acts a plan out.
pub struct Actor<'a> {
    pub policy: &'a Policy,
    /// What is known of what has happened until now, and nothing of what comes.
    pub oracle: &'a Oracle<'a>,
    pub now: Instant,
}

impl Actor<'_> {
    /// Finds what is wrong with a plan for a requirement: that it is late, not enough, or more than is needed.
    pub fn faults(&self, of: &RequirementId, plan: &[ToDo]) -> Vec<String> {
        let mut faults = Vec::new();
        if self.is_left_open() {
            return faults;
        }
        let at_once = self.now + TICK;
        let last = plan.iter().filter_map(|todo| todo.from).fold(at_once, Instant::max);
        let far = last + TimeDelta::days(400);
        // Each as soon as it can be done; all together, when the last of them can; or as late as possible, what has no
        // deadline before or after the rest.
        let schedules: Vec<Vec<Vec<Deed>>> =
            [(at_once, at_once), (last, last), (far, at_once), (far, last), (far, far)]
                .map(|wait| plan.iter().map(|todo| self.deeds(todo, wait)).collect())
                .into();
        for (todo, deeds) in plan.iter().zip(&schedules[0]) {
            let late = |deed: &&Deed| todo.before.is_some_and(|before| deed.0 >= before);
            if let Some(late) = deeds.iter().find(late) {
                faults.push(format!("plan too late: {todo:?} at {}", late.0));
            }
        }
        let without = |left_out: Option<usize>| {
            schedules.iter().any(|deeds| {
                let others = deeds.iter().enumerate().filter(|each| Some(each.0) != left_out);
                let rest: Vec<&Deed> = others.flat_map(|(_, deeds)| deeds).collect();
                self.enough(of, &rest)
            })
        };
        if !without(None) {
            faults.push(format!("plan for {of} not enough: {plan:?}"));
        }
        for (place, todo) in plan.iter().enumerate() {
            // What is logged, or done later, for one requirement may happen to be what another asks for.
            let by_itself = |act: &Act| matches!(act, Act::Log(_) | Act::Do(_));
            let mut others = plan.iter().filter(|other| *other != todo);
            if by_itself(&todo.act)
                || others.any(|other| matches!(other.act, Act::Do(_)) || self.is_shared(other))
            {
                continue;
            }
            if without(Some(place)) {
                faults.push(format!("plan for {of} more than needed: {todo:?} of {plan:?}"));
            }
        }
        faults
    }

    /// Whether what is logged may also bring another requirement nearer, that the plan does not log it for.
    fn is_shared(&self, todo: &ToDo) -> bool {
        let Act::Log(id) = &todo.act else { return false };
        let activities = |rule: &Rule| match &rule.asks {
            Requirement::Log { among, .. } => {
                among.iter().flat_map(Category::walk).flat_map(|each| each.of.clone()).collect()
            }
            _ => BTreeSet::new(),
        };
        let ours = activities(self.oracle.rule(id));
        let mut others = self.policy.requirements.iter().filter(|rule| rule.id != *id);
        others.any(|rule| !activities(rule).is_disjoint(&ours))
    }

    /// Whether the text leaves open what a plan promises: where something counts for a while only, where a last day waits
    /// for what the plan itself brings about, where what was done may only not have been told yet, or where one applies, or
    /// is admitted, once more.
    pub fn is_left_open(&self) -> bool {
        let runs_out = |told: &Told| matches!(told.event, Event::Waived { until: Some(_), .. });
        let open = |rule: &Rule| match &rule.asks {
            Requirement::Done { milestone, after, by, valid_for } => {
                let again = matches!(milestone, Milestone::Applied | Milestone::Admitted);
                valid_for.is_some() || waits(by.as_ref()) || (again && after.is_some())
            }
            Requirement::Log { by, reported_by, valid_for, .. } => {
                valid_for.is_some() || waits(by.as_ref()) || reported_by.is_some()
            }
            Requirement::Exam { by, valid_for, .. } => valid_for.is_some() || waits(by.as_ref()),
            _ => false,
        };
        let rules = || self.policy.requirements.iter();
        rules().any(open) || self.oracle.person.iter().any(runs_out)
    }

    /// Whether the requirement is met, then or later, if these things are done.
    fn enough(&self, of: &RequirementId, deeds: &[&Deed]) -> bool {
        let position = |place: usize| 1_000_000 + place as u64;
        let told = deeds.iter().enumerate().map(|(place, (at, event))| Told {
            at: *at,
            position: position(place),
            day: None,
            event,
        });
        let then = self.oracle.if_also(told);
        let rule = then.rule(of);
        let ends = then.session_ends().into_iter().filter(|end| *end > self.now);
        // What is settled was so before; whether that was enough then, by what was known then, is not asked.
        let moments = deeds.iter().map(|deed| deed.0.max(self.now)).chain(ends).chain([self.now]);
        let moments: BTreeSet<Instant> = moments.collect();
        moments.into_iter().any(|at| then.passes(rule, Ask::new(at, Assume::Strict)))
    }
}

/// Whether a last day is counted from what may not have happened yet.
fn waits(by: Option<&Due>) -> bool {
    by.is_some_and(|by| {
        by.moments().iter().any(|moment| match moment {
            Moment::Day(_) => false,
            Moment::From(from) => !matches!(from.anchor, Anchor::Day(_) | Anchor::Session(_)),
        })
    })
}
