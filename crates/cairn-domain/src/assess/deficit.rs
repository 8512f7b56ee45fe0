//! The acts of a plan in full: how much of each, for which requirements, from when, and until when.

use std::collections::BTreeSet;

use crate::assess::act::{Act, Size, ToDo};
use crate::assess::asked::Asked;
use crate::assess::case::{Acts, Assume, Case};
use crate::assess::finding::Measured;
use crate::assess::plan::Bearing;
use crate::assess::reasons::Evidence;
use crate::assess::{exam, filings, follows, gaps, plan, sessions, tuition};
use crate::ids::{Role, SessionId};
use crate::money::Money;
use crate::policy::{Lock, Milestone, Requirement, Scheduled};
use crate::presence::Interval;
use crate::time::Instant;

/// From when an act can be done, and until when.
#[derive(Default, Clone, Copy)]
struct Bounds {
    from: Option<Instant>,
    before: Option<Instant>,
}

/// Says of each act of a plan how much it must bring, what it is for, and by when.
pub(super) fn to_do(case: &Case<'_>, index: usize, acts: &BTreeSet<Act>) -> Vec<ToDo> {
    let planned = case.with(Acts::Only(acts));
    let rules: Vec<Bearing> = plan::rules(case, index)
        .into_iter()
        .filter(|rule| case.policy.children(*rule).is_empty())
        .filter(|rule| !case.passes(*rule, Assume::Strict))
        .filter(|rule| planned.passes(*rule, Assume::PerfectFuture))
        .map(|rule| Bearing::of(&planned, rule))
        .collect();
    let mut plan: Vec<ToDo> = acts.iter().map(|act| one(&planned, &rules, act)).collect();
    follows::put_off(case, &mut plan);
    plan
}

fn one(case: &Case<'_>, rules: &[Bearing], act: &Act) -> ToDo {
    let mut to_do =
        ToDo { act: act.clone(), sizes: Vec::new(), serves: Vec::new(), from: None, before: None };
    for rule in rules.iter().filter(|rule| rule.has(case, act)) {
        let index = rule.index;
        let bounds = bounds(case, index, act);
        // It may be for something else that the same act can still be done.
        if bounds.before.is_some_and(|before| !case.open(before)) {
            continue;
        }
        let sizes = sizes(case, index, act);
        // Where a price comes down to what is paid already, nothing is to be paid for it.
        if *act == Act::Pay && sizes.is_empty() {
            continue;
        }
        to_do.serves.push(case.policy.rule(index).id.clone());
        to_do.from = to_do.from.max(bounds.from);
        to_do.before = to_do.before.into_iter().chain(bounds.before).min();
        for size in sizes {
            if !to_do.sizes.contains(&size) {
                to_do.sizes.push(size);
            }
        }
    }
    // A longer retreat serves for a shorter one.
    let sizes = to_do.sizes.clone();
    to_do.sizes.retain(|size| !sizes.iter().any(|other| other != size && size.lies_in(other)));
    to_do.from = to_do.from.filter(|from| *from > case.soon());
    to_do
}

/// Returns when an act can be done at the earliest, for all that it serves, where that is later than at once.
pub(super) fn begins(case: &Case<'_>, to_do: &ToDo) -> Option<Instant> {
    let serves = to_do.serves.iter().filter_map(|id| case.policy.index_of(id));
    let begins = serves.filter_map(|index| bounds(case, index, &to_do.act).from);
    begins.max().filter(|from| *from > case.soon())
}

fn bounds(case: &Case<'_>, index: usize, act: &Act) -> Bounds {
    let rule = case.policy.rule(index);
    match (act, &rule.asks) {
        (Act::Attend(id), _) => {
            held(case, id, |_, window| Bounds { from: Some(window.from), before: Some(window.to) })
        }
        (Act::MakeUp(id), Requirement::Sessions { make_ups, .. }) => {
            held(case, id, |session, window| Bounds {
                from: Some(window.to),
                before: Some(sessions::make_ups_close(
                    case,
                    index,
                    make_ups.as_ref(),
                    &session.id,
                    window,
                )),
            })
        }
        (Act::Reflect(id), Requirement::Filings { within_days, .. }) => {
            held(case, id, |session, window| {
                let counts = filings::counts_within(case, index, session, window, *within_days);
                Bounds { from: Some(counts.from), before: Some(counts.to) }
            })
        }
        (Act::Pay, Requirement::Paid(price)) => {
            let last = tuition::closes(case, index, price);
            let tier = tuition::to_lock(case, price, Lock::Paying);
            Bounds { from: None, before: last.into_iter().chain(tier).min() }
        }
        (Act::Apply, Requirement::Paid(price)) => {
            Bounds { from: None, before: tuition::to_lock(case, price, Lock::Applying) }
        }
        (Act::Seat, Requirement::Paid(price)) => {
            Bounds { from: None, before: tuition::to_lock(case, price, Lock::Admission) }
        }
        (Act::Apply, Requirement::Done { milestone: Milestone::Applied, .. })
        | (Act::Seat, Requirement::Done { milestone: Milestone::Admitted, .. })
        | (
            Act::HandIn(_) | Act::Retreat(_) | Act::Complete(_) | Act::Pass(_) | Act::Do(_),
            Requirement::Done { .. } | Requirement::Exam { .. },
        ) => {
            let (span, next) = exam::chance(case, index);
            Bounds { from: next, before: span.closes }
        }
        (Act::Log(_), Requirement::Log { reported_by, .. }) => {
            let span = case.span(index, Assume::PerfectFuture);
            let told = reported_by.as_ref().map_or(span.closes, |due| case.due(due));
            // What was done in time is only to be reported yet.
            let to_do = span.closes.filter(|closes| case.open(*closes));
            Bounds { from: span.next(case), before: to_do.into_iter().chain(told).min() }
        }
        _ => Bounds::default(),
    }
}

fn held(case: &Case<'_>, id: &SessionId, tell: impl Fn(&Scheduled, Interval) -> Bounds) -> Bounds {
    let session = case.calendar.session(id);
    let held = session.and_then(|session| session.window(case.now).map(|window| (session, window)));
    held.map_or_else(Bounds::default, |(session, window)| tell(session, window))
}

fn sizes(case: &Case<'_>, index: usize, act: &Act) -> Vec<Size> {
    let strict = || case.measure(index, Assume::Strict, Some(&mut Evidence::default()));
    match (act, case.asked(index)) {
        (Act::Accept(_), Asked::Reviews(_, rule)) | (Act::Grant(_), Asked::Judgement(_, rule)) => {
            vec![people(&strict(), rule.excluding)]
        }
        (Act::Log(_), Asked::Log(rule)) => gaps::of(case, &rule),
        (Act::Retreat(_) | Act::Do(_), Asked::Done(Milestone::Retreat { days, times })) => {
            // One retreat is measured in its days.
            let times = if *times == 1 { 1 } else { number(i64::from(*times) - strict().have) };
            vec![Size::Retreats { times, days: *days }]
        }
        (Act::Reflect(id), Asked::Filings(rule)) => {
            let facets = filings::to_touch(case, &rule, id);
            if facets.is_empty() { Vec::new() } else { vec![Size::Touching(facets)] }
        }
        (Act::Pay, Asked::Paid(price)) => {
            let (due, _) = tuition::owed(case, price, Assume::PerfectFuture);
            let minor = due.saturating_sub(strict().have);
            let lacking = Size::Money(Money { minor, currency: price.full.currency });
            Vec::from_iter((minor > 0).then_some(lacking))
        }
        _ => Vec::new(),
    }
}

/// A number of something, none where there is more than enough.
fn number(lacking: i64) -> u32 {
    u32::try_from(lacking).unwrap_or_default()
}

/// Returns how many more people it takes: in all, and in each capacity that lacks some.
fn people(measured: &Measured, excluding: &BTreeSet<Role>) -> Size {
    let lacks = |have: i64, need: i64| number(need - have);
    let lacking = measured.parts.iter().filter_map(|part| {
        let lacks = lacks(part.have, part.need);
        Role::new(part.name.clone()).ok().filter(|_| lacks > 0).map(|role| (role, lacks))
    });
    let each: Vec<(Role, u32)> = lacking.collect();
    let in_capacities = each.iter().fold(0_u32, |sum, (_, lacks)| sum.saturating_add(*lacks));
    let number = in_capacities.max(lacks(measured.have, measured.need));
    Size::People { number, each, not_as: excluding.iter().cloned().collect() }
}
