//! What is done once: milestones within their window, and what came before applying.

use std::collections::BTreeSet;

use crate::assess::act::Act;
use crate::assess::case::{Assume, Case};
use crate::assess::finding::Measured;
use crate::assess::plan;
use crate::assess::reasons::{Against, Evidence};
use crate::assess::window::Span;
use crate::fact::Stamp;
use crate::policy::{Anchor, Begun, Milestone, Moment, Requirement, Rule, Shift};
use crate::state::{State, Step};
use crate::time::Instant;

pub(super) fn measure(
    case: &Case<'_>,
    index: usize,
    milestone: &Milestone,
    assume: Assume,
    notes: &mut Evidence,
) -> Measured {
    let span = case.span(index, assume);
    let who = case.enrolment;
    let measured = match milestone {
        Milestone::Submitted(item) => {
            once(case, &span, who.submissions.get(item).into_iter().flatten().copied(), notes)
        }
        Milestone::Applied => once(case, &span, who.applications.iter().copied(), notes),
        Milestone::Admitted => once(case, &span, who.admissions.iter().copied(), notes),
        Milestone::Completed(names) => {
            let names: BTreeSet<String> = names.iter().map(|name| normal(name)).collect();
            let matching = case.credits().filter(|(name, _)| names.contains(&normal(name)));
            once(case, &span, matching.map(|(_, stamp)| stamp), notes)
        }
        Milestone::Retreat { days, times } => retreats(case, &span, (*days, *times), notes),
    };
    let comes = assume == Assume::PerfectFuture && {
        let open = span.takes(span.next(case)) && case.by_then(span.next(case));
        case.comes(open, || act(case, index, milestone))
            || (open && case.sharing && serves_too(case, index, milestone))
    };
    measured.filled_if(comes)
}

fn once(
    case: &Case<'_>,
    span: &Span<'_>,
    stamps: impl Iterator<Item = Stamp>,
    notes: &mut Evidence,
) -> Measured {
    let mut have = 0;
    for stamp in stamps.filter(|stamp| case.past(*stamp)) {
        match span.refuses(case, stamp) {
            None => {
                have = 1;
                notes.counts.insert(stamp.position);
            }
            Some(why) => {
                notes.against.insert(stamp.position, why);
            }
        }
    }
    Measured::count(have, 1)
}

/// One retreat is measured by its days, several by their number.
fn retreats(
    case: &Case<'_>,
    span: &Span<'_>,
    (days, times): (u32, u32),
    notes: &mut Evidence,
) -> Measured {
    let (mut longest, mut number) = (0, 0);
    for retreat in case.enrolment.retreats.iter().filter(|retreat| case.past(retreat.stamp)) {
        let place = retreat.stamp.position;
        if let Some(why) = span.refuses(case, retreat.stamp) {
            notes.against.insert(place, why);
            continue;
        }
        longest = longest.max(retreat.days);
        if retreat.days < days {
            notes.against.insert(place, Against::TooFewDays);
        } else {
            number += 1;
            notes.counts.insert(place);
        }
    }
    if times == 1 {
        Measured::count(longest.into(), days.into())
    } else {
        Measured::count(number, times.into())
    }
}

/// Returns the act that brings a milestone about. What must come after something is an act of its own.
pub(super) fn act(case: &Case<'_>, index: usize, milestone: &Milestone) -> Act {
    let rule = case.policy.rule(index);
    match milestone {
        // An application comes after itself.
        Milestone::Applied if waits_for_itself(rule, &Anchor::Application) => Act::Apply,
        Milestone::Admitted if waits_for_itself(rule, &Anchor::Admission) => Act::Seat,
        _ if rule.asks.window().is_some_and(|window| window.after.is_some()) => {
            Act::Do(rule.id.clone())
        }
        Milestone::Applied => Act::Apply,
        Milestone::Admitted => Act::Seat,
        Milestone::Submitted(item) => Act::HandIn(item.clone()),
        Milestone::Retreat { days, .. } => Act::Retreat(*days),
        Milestone::Completed(names) => Act::Complete(first(names)),
    }
}

/// Tells whether a milestone waits only for what it is itself.
fn waits_for_itself(rule: &Rule, itself: &Anchor) -> bool {
    let after = rule.asks.window().and_then(|window| window.after);
    matches!(after, Some(Moment::From(from))
        if from.anchor == *itself && !matches!(from.shift, Some(Shift::After(_))))
}

/// Tells whether an act that a plan holds for another requirement brings this milestone about, too: the same work handed
/// in later, a longer retreat, the same achievement.
fn serves_too(case: &Case<'_>, index: usize, milestone: &Milestone) -> bool {
    sharing(case, index, milestone).into_iter().any(|theirs| case.comes(true, || theirs))
}

/// Tells whether an act that was planned for another requirement bears on this one, too.
pub(super) fn shares(case: &Case<'_>, index: usize, planned: &Act) -> bool {
    let Requirement::Done { milestone, .. } = &case.policy.rule(index).asks else { return false };
    sharing(case, index, milestone).contains(planned)
}

/// The acts for other requirements that can meet this one, too, done at a time that suits all.
fn sharing(case: &Case<'_>, index: usize, milestone: &Milestone) -> BTreeSet<Act> {
    let case = &case.apart();
    let others = (0..case.policy.rules().len()).filter(|other| *other != index);
    let theirs = others.filter_map(|other| {
        let theirs = match &case.policy.rule(other).asks {
            Requirement::Done { milestone: theirs, .. } => theirs,
            Requirement::Prerequisite { any_of } => {
                return before_applying(case, (index, milestone), (other, any_of));
            }
            _ => return None,
        };
        let same = match (milestone, theirs) {
            (Milestone::Applied, Milestone::Applied)
            | (Milestone::Admitted, Milestone::Admitted) => true,
            (Milestone::Submitted(ours), Milestone::Submitted(theirs)) => ours == theirs,
            (Milestone::Retreat { days: ours, .. }, Milestone::Retreat { days: theirs, .. }) => {
                theirs >= ours
            }
            (Milestone::Completed(ours), Milestone::Completed(theirs)) => has_first(ours, theirs),
            _ => false,
        };
        let suits = same.then(|| plan::suits(case, index, other)).flatten();
        suits.map(|suits| (act(case, other, theirs), suits))
    });
    plan::agreed(theirs)
}

/// What is completed before applying counts here, too, once the window is open, for which applying waits; where the window
/// waits for something itself, what is completed for this comes too late for that.
fn before_applying(
    case: &Case<'_>,
    (index, milestone): (usize, &Milestone),
    (other, any_of): (usize, &BTreeSet<String>),
) -> Option<(Act, bool)> {
    let Milestone::Completed(ours) = milestone else { return None };
    let span = case.span(index, Assume::Strict);
    let suits = span.takes(span.next(case)) && !plan::rules(case, index).contains(&other);
    let needed = || !case.passes(other, Assume::Strict);
    (has_first(ours, any_of) && (suits || needed())).then(|| (Act::Complete(first(any_of)), suits))
}

/// Tells whether the name by which a plan speaks of theirs is one of ours.
fn has_first(ours: &BTreeSet<String>, theirs: &BTreeSet<String>) -> bool {
    let theirs = normal(&first(theirs));
    ours.iter().any(|name| normal(name) == theirs)
}

/// Returns when an enrolment begins by what is planned for a requirement that asks for just that, after something.
pub(super) fn planned_to_begin(case: &Case<'_>, begun: Begun) -> Option<Instant> {
    let apart = case.apart();
    let rules = case.policy.rules().iter().enumerate();
    let milestones = rules.filter_map(|(index, rule)| match &rule.asks {
        Requirement::Done { milestone, .. } => Some((index, milestone)),
        _ => None,
    });
    let same = milestones.filter(|(_, milestone)| {
        matches!(
            (milestone, begun),
            (Milestone::Applied, Begun::Application) | (Milestone::Admitted, Begun::Admission)
        )
    });
    let comes = same
        .filter(|(index, milestone)| case.comes(true, || act(case, *index, milestone)))
        .filter_map(|(index, _)| {
            let span = apart.span(index, Assume::PerfectFuture);
            span.next(&apart).filter(|next| span.takes(Some(*next)))
        });
    comes.min()
}

fn first(names: &BTreeSet<String>) -> String {
    names.first().cloned().unwrap_or_default()
}

/// Names are compared without case and with single spaces.
fn normal(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

pub(super) fn prerequisite(
    case: &Case<'_>,
    any_of: &BTreeSet<String>,
    assume: Assume,
    notes: &mut Evidence,
) -> Measured {
    let names: BTreeSet<String> = any_of.iter().map(|name| normal(name)).collect();
    let applied = case.enrolment.application(case.now);
    // Where only the day of one is known, on its very day is in time.
    let before = |credit: Stamp, applied: Stamp| match (credit.day, applied.day) {
        (None, None) => credit.at <= applied.at,
        _ => case.day(credit) <= case.day(applied),
    };
    let (mut have, mut known) = (0, false);
    for (name, credit) in case.credits().filter(|(_, credit)| case.past(*credit)) {
        if !names.contains(&normal(name)) {
            continue;
        }
        known = true;
        match applied {
            Some(applied) if before(credit, applied) => {
                have = 1;
                notes.counts.insert(credit.position);
            }
            Some(_) => {
                notes.against.insert(credit.position, Against::AfterApplying);
            }
            None => {
                notes.pending.insert(credit.position);
            }
        }
    }
    // Whoever has not applied yet, or can apply anew, can complete it and then apply.
    let anew = case.enrolment.state(case.now).after(Step::Apply, State::Unknown).expected;
    let comes = match assume {
        Assume::Strict => false,
        Assume::Lenient => known && applied.is_none(),
        Assume::PerfectFuture => {
            case.comes(applied.is_none() || anew, || Act::Apply)
                && (known || case.comes(true, || Act::Complete(first(any_of))))
        }
    };
    Measured::count(have, 1).filled_if(comes)
}
