//! Every instant at which an answer about a requirement can change: events, deadlines, and what runs out.
//!
//! More than there need be is harmless: an instant at which nothing changes is looked at and passed over.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::assess::case::{Case, last_before};
use crate::assess::filings::counts_within;
use crate::assess::finding::{Cause, Deadline};
use crate::assess::history::waits_for;
use crate::assess::sessions::make_ups_close;
use crate::assess::window::shifted;
use crate::fact::Stamp;
use crate::policy::{Anchor, Due, Moment, Requirement, Rule, Shift};
use crate::time::{Instant, day_of, end_of_day, start_of_day};

/// Every instant at which whether a requirement is met, or in reach, can change, with the deadline or event that it is.
pub(super) fn all(case: &Case<'_>, index: usize) -> BTreeMap<Instant, Cause> {
    let mut moments = BTreeMap::new();
    for (at, position) in stamps(case) {
        moments.entry(at).or_insert(Cause::Event(position));
    }
    // Where an event and a deadline fall on the same instant it is the deadline that closes.
    deadlines(case, index, &mut |at, deadline| {
        // What runs out holds to its last microsecond; what can still come in time must come before it.
        let runs_out = matches!(deadline, Deadline::Expiry(_) | Deadline::Waiver(_));
        let at = if runs_out { at } else { last_before(at) };
        moments.insert(at, Cause::Deadline(deadline.clone()));
    });
    moments
}

/// Tells every deadline that bears on a requirement: the first instant that is too late, and which deadline it is.
pub(super) fn deadlines(case: &Case<'_>, index: usize, tell: &mut dyn FnMut(Instant, &Deadline)) {
    let mut rules = vec![index];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(index) = rules.pop() {
        if seen.insert(index) {
            rules.extend(case.policy.children(index));
            rules.extend(waits_for(case.policy, index));
            of_rule(case, index, tell);
        }
    }
}

fn stamps(case: &Case<'_>) -> Vec<(Instant, u64)> {
    let who = case.enrolment;
    let zone = case.policy.zone();
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
    stamps.extend(case.who.credits.iter().chain(&who.credits).map(|credit| credit.stamp));
    stamps.extend(who.waivers.values().flatten().map(|waiver| waiver.stamp));
    stamps.extend(who.extensions.values().flatten().map(|extension| extension.stamp));
    stamps.extend(case.calendar.recorded().map(|(_, stamp, _)| stamp));
    // What was reported later counts from then on.
    let told = who
        .logged
        .iter()
        .filter_map(|done| done.reported.map(|day| (start_of_day(day, zone), done.stamp.position)));
    let stamps = stamps.into_iter().map(|stamp: Stamp| (stamp.at, stamp.position));
    stamps.chain(told).collect()
}

fn of_rule(case: &Case<'_>, index: usize, tell: &mut dyn FnMut(Instant, &Deadline)) {
    let rule = case.policy.rule(index);
    let zone = case.policy.zone();
    let of_rule = Deadline::Milestone(rule.id.clone());
    waivers(case, rule, tell);
    match &rule.asks {
        Requirement::All(_)
        | Requirement::AtLeast { .. }
        | Requirement::Reviews { .. }
        | Requirement::Judgement { .. }
        | Requirement::Prerequisite { .. } => {}
        Requirement::Absences { .. } => sessions(case, tell),
        Requirement::Sessions { make_ups, .. } => {
            sessions(case, tell);
            let make_up = Deadline::MakeUps(rule.id.clone());
            if let Some(make_ups) = make_ups {
                tell(case.end_of(make_ups.by), &make_up);
                extensions(case, rule, &make_up, tell);
                for session in &case.calendar.sessions {
                    for window in session.windows().filter(|_| make_ups.within_days.is_some()) {
                        let of = Some(make_ups);
                        tell(make_ups_close(case, index, of, &session.id, window), &make_up);
                        let unmoved = case.at(Instant::MIN_UTC);
                        tell(make_ups_close(&unmoved, index, of, &session.id, window), &make_up);
                    }
                }
            }
        }
        Requirement::Filings { within_days, .. } => {
            for session in &case.calendar.sessions {
                let filing = Deadline::Filing(session.id.clone());
                extensions(case, rule, &filing, tell);
                for window in session.windows() {
                    let unmoved = case.at(Instant::MIN_UTC);
                    tell(counts_within(&unmoved, index, session, window, *within_days).to, &filing);
                }
            }
        }
        Requirement::Done { .. } | Requirement::Exam { .. } | Requirement::Log { .. } => {
            extensions(case, rule, &of_rule, tell);
            window(case, index, &of_rule, tell);
            if let Requirement::Log { per_day: Some(_), .. } = &rule.asks {
                each_day(case, index, &of_rule, tell);
            }
            if let Requirement::Exam { of, wait: Some(wait), .. } = &rule.asks {
                for attempt in case.enrolment.attempts.get(of).into_iter().flatten() {
                    tell(start_of_day(wait.after(case.day(attempt.stamp)), zone), &of_rule);
                }
            }
        }
        Requirement::Paid(price) => {
            for tier in &price.tiers {
                for condition in tier.conditions() {
                    tell(case.end_of(Some(condition.by)), &Deadline::Tier(tier.name.clone()));
                }
            }
            let payment = Deadline::Payment(rule.id.clone());
            extensions(case, rule, &payment, tell);
            if let Some(by) = price.by {
                tell(case.end_of(Some(by)), &payment);
            }
        }
    }
}

/// As it was planned, and each time it was held: which of them applied depends on the instant.
fn sessions(case: &Case<'_>, tell: &mut dyn FnMut(Instant, &Deadline)) {
    for session in &case.calendar.sessions {
        for window in session.windows() {
            tell(window.to, &Deadline::Session(session.id.clone()));
        }
    }
}

fn waivers(case: &Case<'_>, rule: &Rule, tell: &mut dyn FnMut(Instant, &Deadline)) {
    let waivers = case.enrolment.waivers.get(&rule.id).into_iter().flatten();
    for until in waivers.filter_map(|waiver| waiver.until) {
        tell(end_of_day(until, case.policy.zone()), &Deadline::Waiver(rule.id.clone()));
    }
}

fn extensions(
    case: &Case<'_>,
    rule: &Rule,
    deadline: &Deadline,
    tell: &mut dyn FnMut(Instant, &Deadline),
) {
    for extension in case.enrolment.extensions.get(&rule.id).into_iter().flatten() {
        tell(end_of_day(extension.to, case.policy.zone()), deadline);
    }
}

/// The ends of a window, from wherever they may be counted; and when evidence expires.
fn window(
    case: &Case<'_>,
    index: usize,
    deadline: &Deadline,
    tell: &mut dyn FnMut(Instant, &Deadline),
) {
    let rule = case.policy.rule(index);
    let zone = case.policy.zone();
    let Some(window) = rule.asks.window() else { return };
    if window.by.is_none() {
        tell(case.end_of(None), deadline);
    }
    let reported_by = match &rule.asks {
        Requirement::Log { reported_by, .. } => reported_by.as_ref(),
        _ => None,
    };
    let dues = [window.by, reported_by].into_iter().flatten().flat_map(Due::moments);
    for moment in dues.chain(window.after) {
        for day in days_of(case, moment) {
            tell(end_of_day(day, zone), deadline);
            tell(start_of_day(day, zone), deadline);
        }
    }
    let stamps: Vec<Stamp> = evidence(case, &rule.asks);
    if let Some(term) = window.valid_for {
        let expiry = Deadline::Expiry(rule.id.clone());
        for stamp in &stamps {
            tell(end_of_day(term.after(case.day(*stamp)), zone), &expiry);
        }
    }
    // What lies so long before something that has not happened yet comes to lie too early as days go by.
    if let Some(Moment::From(from)) = window.after
        && let Some(Shift::Before(term)) = from.shift
    {
        for stamp in &stamps {
            let day = term.after(case.day(*stamp));
            let around = day.checked_sub_days(Days::new(4)).unwrap_or(day).iter_days().take(9);
            around.for_each(|day| tell(end_of_day(day, zone), deadline));
        }
    }
}

/// The pieces of evidence that a windowed requirement looks at.
fn evidence(case: &Case<'_>, asks: &Requirement) -> Vec<Stamp> {
    let who = case.enrolment;
    match asks {
        Requirement::Log { .. } => who.logged.iter().map(|done| done.stamp).collect(),
        Requirement::Exam { of, .. } => {
            who.attempts.get(of).into_iter().flatten().map(|attempt| attempt.stamp).collect()
        }
        _ => {
            let credits = case.who.credits.iter().chain(&who.credits).map(|credit| credit.stamp);
            let retreats = who.retreats.iter().map(|retreat| retreat.stamp);
            let submissions = who.submissions.values().flatten().copied();
            credits.chain(retreats).chain(submissions).collect()
        }
    }
}

/// Every day that a moment may fall on, whenever one looks.
fn days_of(case: &Case<'_>, moment: &Moment) -> Vec<NaiveDate> {
    let zone = case.policy.zone();
    let from = match moment {
        Moment::Day(day) => return vec![*day],
        Moment::From(from) => from,
    };
    let windows = || case.calendar.sessions.iter().flat_map(crate::policy::Scheduled::windows);
    let days: Vec<NaiveDate> = match &from.anchor {
        Anchor::Day(day) => vec![*day],
        Anchor::Application => case.enrolment.applications.iter().map(|s| case.day(*s)).collect(),
        Anchor::Admission => case.enrolment.admissions.iter().map(|s| case.day(*s)).collect(),
        Anchor::Session(_) | Anchor::NthSession { .. } => {
            windows().map(|window| day_of(window.from, zone)).collect()
        }
        Anchor::Met(id) => {
            let index = case.policy.index_of(id);
            let instants = index.into_iter().flat_map(|index| {
                case.histories.came_to_be_met(index, Instant::MAX_UTC).collect::<Vec<_>>()
            });
            instants.map(|at| day_of(at, zone)).collect()
        }
    };
    days.into_iter().map(|day| shifted(day, from.shift)).collect()
}

/// Where a day's limit binds, what can still come shrinks with every day that ends.
fn each_day(
    case: &Case<'_>,
    index: usize,
    deadline: &Deadline,
    tell: &mut dyn FnMut(Instant, &Deadline),
) {
    let Some(closes) = case.span(index).closes else { return };
    let first = case.policy.policy().begins.min(day_of(case.now, case.policy.zone()));
    for day in first.iter_days() {
        let end = end_of_day(day, case.policy.zone());
        tell(end, deadline);
        if end >= closes {
            return;
        }
    }
}
