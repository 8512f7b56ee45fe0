//! What remains: a plan, and until when it can wait.

use std::collections::BTreeMap;

use crate::assess::act::{Act, ToDo};
use crate::assess::case::{Assume, Case};
use crate::assess::history::waits_for;
use crate::assess::{deficit, plan, since, with_case};
use crate::ids::RequirementId;
use crate::policy::{Anchor, Calendar, CheckedPolicy, Due, Moment, Requirement};
use crate::standing::Standing;
use crate::time::Instant;

/// What remains for somebody, looking ahead from a point in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// A set of acts that would meet what is asked, none of which can be left out; in order of when they are due. Empty
    /// where it is met; absent where it is out of reach, or where the question has ended.
    pub plan: Option<Vec<ToDo>>,
    /// For each requirement that is not met and in reach: the first instant that is too late, if nothing is done until
    /// then. Absent where no deadline binds it.
    pub wait: BTreeMap<RequirementId, Instant>,
}

/// Looks ahead for a practitioner, for the whole policy or one requirement of it.
///
/// The plan for the whole policy holds a seat, where there is none yet. Total, as [`crate::assess()`] is; an unknown
/// requirement has no plan.
#[must_use]
pub fn outlook(
    policy: &CheckedPolicy,
    calendar: &Calendar,
    who: &Standing,
    now: Instant,
    of: Option<&RequirementId>,
) -> Outlook {
    with_case(policy, calendar, who, now, |case| {
        let index = of.map_or(Some(policy.root()), |id| policy.index_of(id));
        index.map_or(Outlook { plan: None, wait: BTreeMap::new() }, |index| Outlook {
            plan: to_do(&case, index, of.is_none()),
            wait: wait(&case, index),
        })
    })
}

fn to_do(case: &Case<'_>, index: usize, whole: bool) -> Option<Vec<ToDo>> {
    let state = case.enrolment.state(case.now);
    if whole && state.is_an_end() {
        return None;
    }
    let mut acts = if case.passes(index, Assume::Strict) {
        std::collections::BTreeSet::new()
    } else {
        plan::least(case, index)?
    };
    if whole && !state.has_seat() {
        acts.insert(Act::Seat);
    }
    let mut plan = deficit::to_do(case, index, &acts);
    // What others wait for cannot wait as long as its own last day: only as long as the whole; but for what can be done only
    // later than that, or takes several days, of which the first alone cannot wait.
    if let Some(all) = since::can_wait(case, index) {
        let in_time = |each: &ToDo| {
            each.from.is_none_or(|from| from < all) && !is_spread_over_days(case, &each.act)
        };
        for each in plan.iter_mut().filter(|each| in_time(each)) {
            if !keeps_others_waiting(case, index, each) {
                continue;
            }
            each.before = Some(each.before.map_or(all, |before| before.min(all)));
        }
    }
    // What is due first comes first; what nothing binds comes last. To apply, or to have a seat, closes what must be done by
    // then.
    let closes = |act: &Act| matches!(act, Act::Apply | Act::Seat) && closes_something(case, index);
    plan.sort_by_key(|each| {
        (each.before.unwrap_or(Instant::MAX_UTC), closes(&each.act), each.act.clone())
    });
    Some(plan)
}

/// Tells whether what is to be logged takes more days than one.
fn is_spread_over_days(case: &Case<'_>, act: &Act) -> bool {
    let Act::Log(id) = act else { return false };
    let mut all = case.policy.rules().iter().filter(|rule| rule.id == *id);
    all.any(|rule| matches!(rule.asks, Requirement::Log { per_day: Some(_), .. }))
}

/// Tells whether another requirement waits for one that an act is for.
fn keeps_others_waiting(case: &Case<'_>, index: usize, to_do: &ToDo) -> bool {
    let mut all = plan::rules(case, index).into_iter();
    all.any(|rule| {
        waits_for(case.policy, rule).any(|other| {
            let of = plan::rules(case, other);
            of.into_iter().any(|each| to_do.serves.contains(&case.policy.rule(each).id))
        })
    })
}

/// Tells whether something must be done by the application or the admission.
fn closes_something(case: &Case<'_>, index: usize) -> bool {
    plan::rules(case, index).into_iter().any(|rule| {
        let by = case.policy.rule(rule).asks.window().and_then(|window| window.by);
        by.into_iter().flat_map(Due::moments).any(|moment| {
            matches!(moment, Moment::From(from)
                if matches!(from.anchor, Anchor::Application | Anchor::Admission))
        })
    })
}

fn wait(case: &Case<'_>, index: usize) -> BTreeMap<RequirementId, Instant> {
    let mut wait = BTreeMap::new();
    let mut rules = vec![index];
    while let Some(index) = rules.pop() {
        let rule = case.policy.rule(index);
        let open = !case.passes(index, Assume::Strict) && case.passes(index, Assume::PerfectFuture);
        if open && !wait.contains_key(&rule.id) {
            wait.extend(since::can_wait(case, index).map(|until| (rule.id.clone(), until)));
        }
        rules.extend(case.policy.children(index));
    }
    wait
}
