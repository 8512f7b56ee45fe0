//! What follows in a plan on another act of it.

use crate::assess::act::{Act, ToDo};
use crate::assess::case::{Assume, Case};
use crate::assess::plan;
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
    let rules = each.serves.iter().filter_map(|id| case.policy.index_of(id));
    let windows = rules.filter_map(|rule| case.policy.rule(rule).asks.window()?.after);
    let opens = windows.filter_map(|after| match after {
        Moment::From(from) if case.place(&from.anchor, Assume::Strict).is_none() => {
            // What brings it about does not follow on itself.
            let is_itself = brings(case, &from.anchor, each);
            let at = brought(case, plan, &from.anchor).filter(|_| !is_itself)?;
            Some(case.start(case.instant(at), from.shift))
        }
        _ => None,
    });
    opens.max()
}

/// Returns when a plan brings about what something is counted from, where that is later than at once.
fn brought(case: &Case<'_>, plan: &[ToDo], anchor: &Anchor) -> Option<Instant> {
    let acts = plan.iter().filter(|each| brings(case, anchor, each)).map(|each| each.from);
    match anchor {
        // It is met with the last of what it takes.
        Anchor::Met(_) => acts.max().flatten(),
        // They begin with the first of several applications.
        Anchor::NthSession { n, .. } => case.nth(*n, acts.min()??).map(|place| place.at),
        _ => acts.min().flatten(),
    }
}

/// Tells whether an act brings about, alone or with others, what something is counted from.
fn brings(case: &Case<'_>, anchor: &Anchor, each: &ToDo) -> bool {
    let begun = match anchor {
        Anchor::Application => Some(Begun::Application),
        Anchor::Admission => Some(Begun::Admission),
        Anchor::NthSession { after, .. } => Some(*after),
        _ => None,
    };
    let met = match anchor {
        Anchor::Met(id) => case.policy.index_of(id),
        _ => None,
    };
    begun.is_some_and(|begun| begins_with(case, begun, each))
        || met.is_some_and(|met| {
            let rules = plan::rules(case, met);
            let mut serves = each.serves.iter().filter_map(|id| case.policy.index_of(id));
            serves.any(|rule| rules.contains(&rule))
        })
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
