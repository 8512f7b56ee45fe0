//! What remains: a plan, and until when it can wait.

use std::collections::{BTreeMap, BTreeSet};

use crate::assess::act::{Act, ToDo};
use crate::assess::asked::Asked;
use crate::assess::case::{Acts, Assume, Case};
use crate::assess::history::waits_for;
use crate::assess::{deficit, plan, since, with_case};
use crate::ids::RequirementId;
use crate::policy::{Anchor, Calendar, CheckedPolicy, Moment, Requirement};
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
    /// For each requirement that is met: the first instant at which it is not met any more though nothing happens, since
    /// what was done for it expires, or a waiver runs out. Absent where it stays met.
    pub lapses: BTreeMap<RequirementId, Instant>,
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
        let Some(index) = index else {
            return Outlook { plan: None, wait: BTreeMap::new(), lapses: BTreeMap::new() };
        };
        let (mut wait, mut lapses) = (BTreeMap::new(), BTreeMap::new());
        for rule in tree(&case, index) {
            let id = &case.policy.rule(rule).id;
            if case.passes(rule, Assume::Strict) {
                lapses.extend(since::dwindles(&case, rule).map(|until| (id.clone(), until)));
            } else if case.passes(rule, Assume::PerfectFuture) {
                wait.extend(since::can_wait(&case, rule).map(|until| (id.clone(), until)));
            }
        }
        Outlook { plan: to_do(&case, index, of.is_none()), wait, lapses }
    })
}

fn to_do(case: &Case<'_>, index: usize, whole: bool) -> Option<Vec<ToDo>> {
    let state = case.enrolment.state(case.now);
    if whole && state.is_an_end() {
        return None;
    }
    let mut acts = if case.passes(index, Assume::Strict) {
        BTreeSet::new()
    } else {
        plan::least(case, index)?
    };
    if whole && !state.has_seat() {
        acts.insert(Act::Seat);
    }
    let mut plan = deficit::to_do(case, index, &acts);
    // What is done once for several may be too late for what follows on it: then each is done for itself.
    let is_too_late = |each: &ToDo| each.from.zip(each.before).is_some_and(|(from, by)| from >= by);
    if case.sharing && plan.iter().any(is_too_late) {
        return to_do(&case.apart(), index, whole);
    }
    let can_begin = |each: &ToDo, by: Instant| each.from.is_none_or(|from| from < by);
    // What others wait for cannot wait as long as its own last day: only as long as the whole; but for what can be done only
    // later than that, or takes several days, of which the first alone cannot wait.
    let awaited = awaited(case, index);
    let keeps_waiting = |each: &ToDo| each.serves.iter().any(|id| awaited.contains(id));
    if plan.iter().any(keeps_waiting)
        && let Some(all) = since::can_wait(case, index)
    {
        for each in plan.iter_mut().filter(|each| keeps_waiting(each) && can_begin(each, all)) {
            if !is_spread_over_days(case, &each.act) {
                each.due_by(all);
            }
        }
    }
    let runs_out = runs_out(case, index, &acts);
    // What runs out before all the rest can be done is as good as gone, where there is another way.
    let lasts = |end: Instant| case.open(end) && plan.iter().all(|each| can_begin(each, end));
    let gone = runs_out.filter(|end| !lasts(*end));
    if let Some(mut plan) = gone.and_then(|end| to_do(&case.waiting(end), index, whole)) {
        // It says from when on an act counts, not that one waits for something to run out.
        for each in &mut plan {
            each.from = deficit::begins(case, each);
        }
        return Some(plan);
    }
    if let Some(end) = runs_out {
        plan.iter_mut().filter(|each| can_begin(each, end)).for_each(|each| each.due_by(end));
    }
    // What must be there when one applies is due with that.
    let apply = plan.iter().filter(|each| each.act == Act::Apply).find_map(|each| each.before);
    for each in plan.iter_mut().filter(|each| matches!(each.act, Act::Complete(_))) {
        if each.serves.iter().any(|id| is_prerequisite(case, id)) {
            each.before = each.before.into_iter().chain(apply).min();
        }
    }
    // What is due first comes first, and of that what can be done first; what nothing binds comes last. To apply, or to have a
    // seat, closes what must be done by then.
    let closing = closes_something(case, index);
    let closes = |act: &Act| closing && matches!(act, Act::Apply | Act::Seat);
    plan.sort_by_key(|each| {
        (each.before.unwrap_or(Instant::MAX_UTC), closes(&each.act), each.from, each.act.clone())
    });
    Some(plan)
}

fn is_prerequisite(case: &Case<'_>, id: &RequirementId) -> bool {
    case.policy
        .index_of(id)
        .is_some_and(|index| matches!(case.asked(index), Asked::Prerequisite(_)))
}

/// Tells whether what is to be logged takes more days than one.
fn is_spread_over_days(case: &Case<'_>, act: &Act) -> bool {
    let Act::Log(id) = act else { return false };
    case.policy.index_of(id).is_some_and(|index| match case.policy.rule(index).asks {
        Requirement::Log { per_day: Some(limit), .. } => {
            let there = case.measure(index, Assume::Strict, None);
            there.need - there.have > i64::from(limit)
        }
        _ => false,
    })
}

/// Finds until when a plan is enough: what there is now, and it builds on, must not have run out when the last of it is done.
fn runs_out(case: &Case<'_>, index: usize, acts: &BTreeSet<Act>) -> Option<Instant> {
    let planned = case.with(Acts::Only(acts));
    let leaves = tree(case, index).into_iter();
    let leaves = leaves.filter(|rule| case.policy.children(*rule).is_empty());
    let ends = leaves.filter_map(|rule| {
        let end = since::dwindles(case, rule)?;
        let done_anew = || {
            case.passes(rule, Assume::Strict)
                && planned.waiting(end).passes(rule, Assume::PerfectFuture)
        };
        (!stands_without(&planned, index, rule) && !done_anew()).then_some(end)
    });
    ends.min()
}

/// A requirement with all that it asks for.
fn tree(case: &Case<'_>, index: usize) -> BTreeSet<usize> {
    let mut tree = BTreeSet::new();
    let mut rules = vec![index];
    while let Some(index) = rules.pop() {
        if tree.insert(index) {
            rules.extend(case.policy.children(index));
        }
    }
    tree
}

/// Tells whether a requirement would be met by what is planned even if one of those that it asks for were not.
fn stands_without(planned: &Case<'_>, index: usize, lost: usize) -> bool {
    if index == lost {
        return false;
    }
    let children = planned.policy.children(index);
    if children.is_empty() || planned.waiver(index).is_some() {
        return planned.passes(index, Assume::PerfectFuture);
    }
    let stand = children.iter().filter(|child| stands_without(planned, **child, lost)).count();
    match &planned.policy.rule(index).asks {
        Requirement::AtLeast { need, .. } => stand >= *need as usize,
        _ => stand == children.len(),
    }
}

/// The requirements that others wait for, with all that these ask for.
fn awaited<'a>(case: &Case<'a>, index: usize) -> BTreeSet<&'a RequirementId> {
    let waiting = plan::rules(case, index).into_iter();
    let awaited = waiting.flat_map(|rule| waits_for(case.policy, rule));
    let all = awaited.flat_map(|other| plan::rules(case, other));
    all.map(|each| &case.policy.rule(each).id).collect()
}

/// Tells whether something must be done by the application or the admission, or so many sessions after.
fn closes_something(case: &Case<'_>, index: usize) -> bool {
    let rules = plan::rules(case, index).into_iter().map(|rule| &case.policy.rule(rule).asks);
    let mut anchors = rules.flat_map(Requirement::last_days).filter_map(Moment::anchor);
    anchors.any(|anchor| {
        matches!(anchor, Anchor::Application | Anchor::Admission | Anchor::NthSession { .. })
    })
}
