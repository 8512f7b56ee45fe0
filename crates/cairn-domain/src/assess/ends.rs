//! The ends of windows, from wherever they may be counted, and when evidence expires.

use chrono::{Days, NaiveDate};

use crate::assess::case::{Assume, Case};
use crate::assess::moments::Tell;
use crate::assess::plan::rules;
use crate::assess::reasons::Deadline;
use crate::assess::window::shifted;
use crate::fact::Stamp;
use crate::policy::{Anchor, Due, From, Moment, Requirement, Shift};
use crate::time::{Instant, day_of, end_of_day, last_before};

/// The ends of a window, from wherever they may be counted; and when evidence expires.
pub(super) fn window(case: &Case<'_>, index: usize, deadline: &Deadline, tell: &mut Tell<'_>) {
    let rule = case.policy.rule(index);
    let zone = case.policy.zone();
    let Some(window) = rule.asks.window() else { return };
    let reported_by = match &rule.asks {
        Requirement::Log { reported_by, .. } => reported_by.as_ref(),
        _ => None,
    };
    let dues = [window.by, reported_by].into_iter().flatten().flat_map(Due::moments);
    // Of all the days that may be the last, those that were when they passed, or are as it is known now.
    let binds = |end: Instant| {
        let then = case.at(last_before(end).min(case.now));
        let told = reported_by.and_then(|due| then.due(due));
        then.span(index, Assume::Strict).closes == Some(end) || told == Some(end)
    };
    let extended = case.enrolment.extensions.get(&rule.id).into_iter().flatten();
    let last = dues.flat_map(|moment| days_of(case, moment)).chain([case.policy.policy().ends]);
    let ends = last.chain(extended.map(|each| each.to)).map(|day| end_of_day(day, zone));
    ends.filter(|end| binds(*end)).for_each(|end| tell(end, deadline));
    // How many sessions there are still to come changes as they begin.
    let counts_sessions =
        rule.asks.anchors().any(|anchor| matches!(anchor, Anchor::NthSession { .. }));
    let windows = case.calendar.sessions.iter().flat_map(crate::policy::Scheduled::windows);
    let awaited = Deadline::Awaited(rule.id.clone());
    windows.filter(|_| counts_sessions).for_each(|window| tell(window.from, &awaited));
    let stamps: Vec<Stamp> = evidence(case, &rule.asks);
    if let Some(term) = window.valid_for {
        let expiry = Deadline::Expiry(rule.id.clone());
        for stamp in &stamps {
            tell(end_of_day(term.after(case.day(*stamp)), zone), &expiry);
        }
    }
    // What a window waits for may come on any later day, and the window opens so long before or after: what lies before
    // it comes to lie too early as days go by, and what comes after it too late.
    let Some(Moment::From(from)) = window.after else { return };
    // What it waits for may have to wait itself.
    let lead: u64 = rules(case, index).into_iter().map(|rule| longest_wait(case, rule)).sum();
    let around = |day: NaiveDate, tell: &mut Tell<'_>| {
        let first = day.checked_sub_days(Days::new(lead + 4)).unwrap_or(day);
        let near = first.iter_days().take_while(|near| *near <= day + Days::new(4));
        near.for_each(|day| tell(end_of_day(day, zone), &awaited));
    };
    let extended = case.enrolment.extensions.get(&rule.id).into_iter().flatten();
    let due = [window.by, reported_by].into_iter().flatten().flat_map(Due::moments);
    let closes = due.flat_map(|moment| days_of(case, moment));
    let closes = closes.chain([case.policy.policy().ends]).chain(extended.map(|each| each.to));
    match from.shift {
        Some(Shift::Before(term)) => {
            let told = stamps.iter().map(|stamp| case.day(*stamp));
            told.chain(closes).for_each(|day| around(term.after(day), tell));
        }
        Some(Shift::After(term)) => closes.for_each(|day| around(term.before(day), tell)),
        None => closes.filter(|_| lead > 0).for_each(|day| around(day, tell)),
    }
}

/// Returns how many days a requirement keeps what waits for it waiting, at the most: until its own window opens, and for as
/// many days as it takes.
fn longest_wait(case: &Case<'_>, index: usize) -> u64 {
    let asks = &case.policy.rule(index).asks;
    let opens = match asks.window().and_then(|window| window.after) {
        Some(Moment::From(From { shift: Some(Shift::After(term)), .. })) => {
            u64::from(term.months) * 31 + u64::from(term.days) + 1
        }
        _ => 0,
    };
    let takes = match asks {
        Requirement::Log { need, per_day: Some(limit), .. } => need.div_ceil((*limit).max(1)),
        _ => 0,
    };
    opens + u64::from(takes)
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
            let begun = who.applications.iter().chain(&who.admissions).copied();
            credits.chain(retreats).chain(submissions).chain(begun).collect()
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

/// Where a day's limit binds, what can still come shrinks with every day that ends: of the last days, as many as what is
/// asked takes.
pub(super) fn each_day(case: &Case<'_>, index: usize, tell: &mut Tell<'_>) {
    let rule = case.policy.rule(index);
    let Requirement::Log { need, per_day: Some(limit), reported_by, .. } = &rule.asks else {
        return;
    };
    let room = Deadline::Room(rule.id.clone());
    let by = rule.asks.window().and_then(|window| window.by);
    let due = [by, reported_by.as_ref()].into_iter().flatten().flat_map(Due::moments);
    let extended = case.enrolment.extensions.get(&rule.id).into_iter().flatten();
    let last = due.flat_map(|moment| days_of(case, moment)).chain([case.policy.policy().ends]);
    // A window that opens so long after what has not happened yet leaves so many days less.
    let late = match rule.asks.window().and_then(|window| window.after) {
        Some(Moment::From(From { shift: Some(Shift::After(term)), .. })) => {
            u64::from(term.months) * 31 + u64::from(term.days) + 8
        }
        _ => 0,
    };
    let long = u64::from(need.div_ceil((*limit).max(1))) + 1 + late;
    for last in last.chain(extended.map(|each| each.to)) {
        let first = last.checked_sub_days(Days::new(long)).unwrap_or(last);
        for day in first.iter_days().take_while(|day| *day <= last) {
            tell(end_of_day(day, case.policy.zone()), &room);
        }
    }
}
