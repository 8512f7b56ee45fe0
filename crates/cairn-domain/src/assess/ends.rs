//! The ends of windows, from wherever they may be counted, and when evidence expires.

use chrono::NaiveDate;

use crate::assess::case::{Assume, Case};
use crate::assess::moments::Tell;
use crate::assess::plan::rules;
use crate::assess::reasons::Deadline;
use crate::assess::window::shifted;
use crate::fact::Stamp;
use crate::policy::{Anchor, From, Moment, Requirement, Rule, Shift, Window};
use crate::time::{Instant, day_of, end_of_day, last_before};

/// The ends of a window, from wherever they may be counted; and when evidence expires.
pub(super) fn of_window(
    case: &Case<'_>,
    index: usize,
    window: Window<'_>,
    deadline: &Deadline,
    tell: &mut Tell<'_>,
) {
    let rule = case.policy.rule(index);
    let zone = case.policy.zone();
    // Of all the days that may be the last, those that were when they passed, or are as it is known now.
    let binds = |end: Instant| {
        let then = case.at(last_before(end).min(case.now));
        let told = rule.asks.reported_by().and_then(|due| then.due(due));
        then.span(index, Assume::Strict).closes == Some(end) || told == Some(end)
    };
    let last = last_days(case, rule);
    let ends = last.iter().map(|day| end_of_day(*day, zone));
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
    let lead: usize = rules(case, index).into_iter().map(|rule| longest_wait(case, rule)).sum();
    let told = stamps.iter().map(|stamp| case.day(*stamp));
    let turns: Vec<NaiveDate> = match from.shift {
        Some(Shift::Before(term)) => told.chain(last).map(|day| term.after(day)).collect(),
        Some(Shift::After(term)) => last.into_iter().map(|day| term.before(day)).collect(),
        None if lead > 0 => last,
        None => Vec::new(),
    };
    for day in turns {
        let near = days_before(day, lead + NEAR).chain(day.iter_days().skip(1).take(NEAR));
        near.for_each(|day| tell(end_of_day(day, zone), &awaited));
    }
}

/// How many days from where it is counted to a window may open or close, at the most: months end on different days, and zones
/// differ by a day.
const NEAR: usize = 4;

/// The days up to a day: so many before it, and itself.
fn days_before(day: NaiveDate, many: usize) -> impl Iterator<Item = NaiveDate> {
    std::iter::successors(Some(day), NaiveDate::pred_opt).take(many + 1)
}

/// Every day that may be a requirement's last, whenever one looks.
fn last_days(case: &Case<'_>, rule: &Rule) -> Vec<NaiveDate> {
    let stated = rule.asks.last_days().flat_map(|moment| days_of(case, moment));
    let extended = case.enrolment.extensions.get(&rule.id).into_iter().flatten();
    stated.chain([case.policy.policy().ends]).chain(extended.map(|each| each.to)).collect()
}

/// Returns how many days a requirement keeps what waits for it waiting, at the most: until its own window opens, and for as
/// many days as it takes.
fn longest_wait(case: &Case<'_>, index: usize) -> usize {
    let asks = &case.policy.rule(index).asks;
    let takes = match asks {
        Requirement::Log { need, per_day: Some(limit), .. } => need.div_ceil((*limit).max(1)),
        _ => 0,
    };
    opens_after(asks) + takes as usize
}

/// Returns how many days after what it waits for a window opens, at the most.
fn opens_after(asks: &Requirement) -> usize {
    match asks.window().and_then(|window| window.after) {
        Some(Moment::From(From { shift: Some(Shift::After(term)), .. })) => {
            term.months as usize * 31 + term.days as usize + 1
        }
        _ => 0,
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
            let credits = case.credits().map(|(_, stamp)| stamp);
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
            let instants = index.into_iter().flat_map(|index| case.histories.met(index));
            instants.map(|at| day_of(at, zone)).collect()
        }
    };
    days.into_iter().map(|day| shifted(day, from.shift)).collect()
}

/// Where a day's limit binds, what can still come shrinks with every day that ends: of the last days, as many as what is
/// asked takes.
pub(super) fn each_day(
    case: &Case<'_>,
    index: usize,
    (need, limit): (u32, u32),
    tell: &mut Tell<'_>,
) {
    let rule = case.policy.rule(index);
    let room = Deadline::Room(rule.id.clone());
    // A window that opens so long after what has not happened yet leaves so many days less.
    let late = Some(opens_after(&rule.asks)).filter(|late| *late > 0).map_or(0, |late| late + NEAR);
    let long = need.div_ceil(limit.max(1)) as usize + 1 + late;
    for last in last_days(case, rule) {
        for day in days_before(last, long) {
            tell(end_of_day(day, case.policy.zone()), &room);
        }
    }
}
