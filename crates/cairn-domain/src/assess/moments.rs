//! Every instant at which an answer about a requirement can change: events, deadlines, and what runs out.
//!
//! More than there need be is harmless: an instant at which nothing changes is looked at and passed over.

use std::collections::BTreeMap;

use crate::assess::case::Case;
use crate::assess::ends::{each_day, of_window};
use crate::assess::filings::counts_within;
use crate::assess::plan::rules;
use crate::assess::reasons::Deadline;
use crate::assess::sessions::make_ups_close;
use crate::fact::Stamp;
use crate::ids::{Position, SessionId};
use crate::policy::{Anchor, Moment, Requirement, Rule};
use crate::time::{Instant, end_of_day, last_before, start_of_day};

/// Every instant at which whether a requirement is met, or in reach, can change, with the deadline or event that it is.
pub(super) fn all(case: &Case<'_>, index: usize) -> BTreeMap<Instant, Moments> {
    let mut moments: BTreeMap<Instant, Moments> = BTreeMap::new();
    for (at, position) in stamps(case) {
        moments.entry(at).or_default().event.get_or_insert(position);
    }
    // What was reported later counts from then on, which takes nothing away: it is no cause.
    for day in case.enrolment.logged.iter().filter_map(|done| done.reported) {
        moments.entry(start_of_day(day, case.policy.zone())).or_default();
    }
    deadlines(case, index, &mut |at, of, deadline| {
        // What runs out holds to its last microsecond; what can still come in time must come before it.
        let at = if deadline.runs_out() { at } else { last_before(at) };
        moments.entry(at).or_default().deadlines.push((of, deadline.clone()));
    });
    moments
}

/// What falls on one instant: the first event, and deadlines, each with the requirement whose it is.
#[derive(Debug, Default)]
pub(super) struct Moments {
    pub event: Option<Position>,
    pub deadlines: Vec<(usize, Deadline)>,
}

/// Takes in a deadline of a requirement: the first instant that is too late, and which it is.
pub(super) type Tell<'t> = dyn FnMut(Instant, &Deadline) + 't;

/// Tells every deadline that bears on a requirement: the first instant that is too late, whose it is, and which.
pub(super) fn deadlines(
    case: &Case<'_>,
    index: usize,
    tell: &mut dyn FnMut(Instant, usize, &Deadline),
) {
    for index in rules(case, index) {
        of_rule(case, index, &mut |at, deadline| tell(at, index, deadline));
    }
}

/// Tells whether a last day that bears on a requirement is counted from when another was met.
pub(super) fn has_moving_ends(case: &Case<'_>, index: usize) -> bool {
    let rules = rules(case, index).into_iter().map(|rule| &case.policy.rule(rule).asks);
    let mut anchors = rules.flat_map(Requirement::last_days).filter_map(Moment::anchor);
    anchors.any(|anchor| matches!(anchor, Anchor::Met(_)))
}

fn stamps(case: &Case<'_>) -> Vec<(Instant, u64)> {
    let who = case.enrolment;
    let mut stamps = Vec::new();
    stamps.extend(who.states.iter().map(|(stamp, _)| *stamp));
    stamps.extend(who.applications.iter().copied());
    stamps.extend(who.admissions.iter().copied());
    stamps.extend(who.movements.iter().map(|movement| movement.stamp));
    stamps.extend(who.attendance.values().flatten().map(|seen| seen.stamp));
    stamps.extend(who.excused.values().flatten().copied());
    stamps.extend(who.reflections.values().flatten().map(|filing| filing.stamp));
    stamps.extend(who.submissions.values().flatten().copied());
    stamps.extend(who.reviews.values().flatten().map(|review| review.stamp));
    stamps.extend(who.judgements.values().flatten().map(|judgement| judgement.stamp));
    stamps.extend(who.attempts.values().flatten().map(|attempt| attempt.stamp));
    stamps.extend(who.logged.iter().map(|done| done.stamp));
    stamps.extend(who.retreats.iter().map(|retreat| retreat.stamp));
    stamps.extend(case.credits().map(|(_, stamp)| stamp));
    stamps.extend(who.waivers.values().flatten().map(|waiver| waiver.stamp));
    stamps.extend(who.extensions.values().flatten().map(|extension| extension.stamp));
    stamps.extend(case.calendar.recorded().map(|(_, stamp, _)| stamp));
    stamps.into_iter().map(|stamp: Stamp| (stamp.at, stamp.position)).collect()
}

fn of_rule(case: &Case<'_>, index: usize, tell: &mut Tell<'_>) {
    let rule = case.policy.rule(index);
    let of_rule = Deadline::Milestone(rule.id.clone());
    waivers(case, rule, tell);
    if let Some(window) = rule.asks.window() {
        of_window(case, index, window, &of_rule, tell);
    }
    match &rule.asks {
        Requirement::All(_)
        | Requirement::AtLeast { .. }
        | Requirement::Reviews { .. }
        | Requirement::Judgement { .. }
        | Requirement::Prerequisite { .. }
        | Requirement::Done { .. }
        | Requirement::Log { per_day: None, .. }
        | Requirement::Exam { .. } => {}
        Requirement::Absences { .. } => sessions(case, tell),
        Requirement::Sessions { make_ups, .. } => {
            sessions(case, tell);
            let make_up = Deadline::MakeUps(rule.id.clone());
            if let Some(make_ups) = make_ups {
                for session in &case.calendar.sessions {
                    for window in session.windows() {
                        let unmoved = case.at(Instant::MIN_UTC);
                        let id = &session.id;
                        let base = make_ups_close(&unmoved, index, Some(make_ups), id, window);
                        moved(case, index, Some(id), base, &mut |at| tell(at, &make_up));
                    }
                }
            }
        }
        Requirement::Filings { within_days, .. } => {
            for session in &case.calendar.sessions {
                let filing = Deadline::Filing(session.id.clone());
                for window in session.windows() {
                    let unmoved = case.at(Instant::MIN_UTC);
                    let base = counts_within(&unmoved, index, session, window, *within_days).to;
                    moved(case, index, Some(&session.id), base, &mut |at| tell(at, &filing));
                }
            }
        }
        Requirement::Log { per_day: Some(_), .. } => each_day(case, index, tell),
        Requirement::Paid(price) => {
            for tier in &price.tiers {
                for condition in tier.conditions() {
                    tell(case.end_of(Some(condition.by)), &Deadline::Tier(tier.name.clone()));
                }
            }
            let payment = Deadline::Payment(rule.id.clone());
            if let Some(by) = price.by {
                moved(case, index, None, case.end_of(Some(by)), &mut |at| tell(at, &payment));
            }
        }
    }
}

/// As it was planned, and each time it was held: which of them applied depends on the instant.
fn sessions(case: &Case<'_>, tell: &mut Tell<'_>) {
    for session in &case.calendar.sessions {
        for window in session.windows() {
            tell(window.to, &Deadline::Session(session.id.clone()));
        }
    }
}

fn waivers(case: &Case<'_>, rule: &Rule, tell: &mut Tell<'_>) {
    let waivers = case.enrolment.waivers.get(&rule.id).into_iter().flatten();
    for waiver in waivers {
        let ends = waiver.until.map(|until| end_of_day(until, case.policy.zone()));
        // One that had run out before it was granted never held.
        if let Some(ends) = ends.filter(|ends| *ends > waiver.stamp.at) {
            tell(ends, &Deadline::Waiver(rule.id.clone()));
        }
    }
}

/// Tells a deadline, and where extensions have moved it: each only if it was where the deadline lay when it passed.
fn moved(
    case: &Case<'_>,
    index: usize,
    session: Option<&SessionId>,
    base: Instant,
    tell: &mut dyn FnMut(Instant),
) {
    let rule = case.policy.rule(index);
    let extensions = case.enrolment.extensions.get(&rule.id).into_iter().flatten();
    let ends = extensions.map(|each| end_of_day(each.to, case.policy.zone()));
    for at in std::iter::once(base).chain(ends) {
        // What lies ahead is seen as it is known now.
        let then = case.at(last_before(at).min(case.now));
        if then.extended(index, session, base) == at {
            tell(at);
        }
    }
}
