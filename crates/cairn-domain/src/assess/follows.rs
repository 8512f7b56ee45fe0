//! What follows in a plan on another act of it.

use crate::assess::act::{Act, ToDo};
use crate::assess::asked::Asked;
use crate::assess::case::{Assume, Case};
use crate::policy::{Anchor, Begun, Milestone, Moment, Requirement};
use crate::time::Instant;

/// Puts off what is counted from an act of the plan until that has been done: where it serves several, it is done when it
/// suits all of them, which may be later than the one that is waited for could be met.
pub(super) fn put_off(case: &Case<'_>, plan: &mut [ToDo]) {
    // Each round settles one more in a row of acts that wait for each other.
    for () in std::iter::repeat_n((), plan.len()) {
        let begins: Vec<_> = plan.iter().map(|each| begins(case, plan, each)).collect();
        for (each, begins) in plan.iter_mut().zip(begins) {
            each.from = each.from.max(begins);
        }
    }
}

/// Returns when an act can begin, by what the plan does first.
fn begins(case: &Case<'_>, plan: &[ToDo], each: &ToDo) -> Option<Instant> {
    let rules = || each.serves.iter().filter_map(|id| case.policy.index_of(id));
    let others: Vec<_> = plan.iter().filter(|other| *other != each).cloned().collect();
    let windows = rules().filter_map(|rule| case.policy.rule(rule).asks.window()?.after);
    let opens = windows.filter_map(|after| match after {
        Moment::From(from) => {
            // What brings it about does not follow on itself.
            let at = brought(case, &others, &from.anchor)?;
            Some(case.start(case.instant(at), from.shift))
        }
        Moment::Day(_) => None,
    });
    // One applies once what must come before is completed.
    let before = rules().filter(|rule| matches!(case.asked(*rule), Asked::Prerequisite(_)));
    let completed = before.filter(|_| each.act == Act::Apply).flat_map(|rule| {
        let id = &case.policy.rule(rule).id;
        others.iter().filter(|other| other.serves.contains(id)).filter_map(|other| other.from)
    });
    opens.chain(completed).max()
}

/// Returns when a plan brings about what something is counted from, where that is known to be later than at once.
fn brought(case: &Case<'_>, plan: &[ToDo], anchor: &Anchor) -> Option<Instant> {
    // They begin with the first of several applications; what has begun is not counted from another.
    let first = |begun: Begun| {
        let begin = plan.iter().filter(|each| begins_with(case, begun, each));
        let begin = begin.map(|each| each.from).min().flatten();
        begin.filter(|_| case.begun(begun).is_none())
    };
    match anchor {
        Anchor::Day(_) | Anchor::Session(_) => None,
        Anchor::Application => first(Begun::Application),
        Anchor::Admission => first(Begun::Admission),
        Anchor::NthSession { n, after } => {
            first(*after).and_then(|at| case.nth(*n, at)).map(|place| place.at)
        }
        Anchor::Met(id) => case.policy.index_of(id).and_then(|index| met(case, plan, index)),
    }
}

/// Returns when a plan meets a requirement at the earliest: what is done once is known to the instant; of what takes
/// sessions or days it is known already, from the requirement alone.
fn met(case: &Case<'_>, plan: &[ToDo], index: usize) -> Option<Instant> {
    match case.asked(index) {
        _ if case.passes(index, Assume::Strict) => None,
        Asked::Parts(need) => {
            let children = case.policy.children(index).iter();
            let mut parts: Vec<_> = children.map(|child| met(case, plan, *child)).collect();
            parts.sort_unstable();
            need.checked_sub(1).and_then(|last| parts.get(last).copied().flatten())
        }
        Asked::Done(_) | Asked::Exam(_) => {
            let id = &case.policy.rule(index).id;
            let serve = plan.iter().filter(|each| each.serves.contains(id));
            serve.map(|each| each.from).min().flatten()
        }
        _ => None,
    }
}

/// Tells whether an enrolment begins with an act.
fn begins_with(case: &Case<'_>, begun: Begun, each: &ToDo) -> bool {
    let asked = |milestone: &Milestone| match begun {
        Begun::Application => *milestone == Milestone::Applied,
        Begun::Admission => *milestone == Milestone::Admitted,
    };
    match &each.act {
        Act::Apply => begun == Begun::Application,
        Act::Seat => begun == Begun::Admission,
        Act::Do(id) => case.policy.index_of(id).is_some_and(|rule| {
            matches!(&case.policy.rule(rule).asks, Requirement::Done { milestone, .. } if asked(milestone))
        }),
        _ => false,
    }
}
