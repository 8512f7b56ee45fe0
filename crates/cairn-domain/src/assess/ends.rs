//! The ends of windows, from wherever they may be counted, and when evidence expires.

use chrono::{Days, NaiveDate};

use crate::assess::case::{Assume, Case};
use crate::assess::moments::Tell;
use crate::assess::plan::rules;
use crate::assess::reasons::Deadline;
use crate::assess::window::shifted;
use crate::fact::Stamp;
use crate::policy::check::{first_day, last_day};
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
    // What a window waits for may come on any later day, and the window opens so long before or after: what lies before it
    // comes to lie too early as days go by, and what comes after it too late.
    let Some(Moment::From(from)) = window.after else { return };
    let told: Vec<NaiveDate> = match from.shift {
        Some(Shift::Before(_)) => stamps.iter().map(|stamp| case.day(*stamp)).collect(),
        Some(Shift::After(_)) | None => Vec::new(),
    };
    days_around(case, index, told).for_each(|day| tell(end_of_day(day, zone), &awaited));
}

/// How many days from where it is counted to a window may open or close, at the most: months end on different days, and zones
/// differ by a day.
const NEAR: Days = Days::new(4);

/// The days on which it can come to be too late for a requirement though none of them is its last: those before its last days,
/// for as long as all that it waits for keeps it waiting, and those after, for as long as its window opens before that.
fn days_around(
    case: &Case<'_>,
    index: usize,
    told: Vec<NaiveDate>,
) -> impl Iterator<Item = NaiveDate> {
    let ends = case.policy.policy().ends;
    let days = [last_days(case, case.policy.rule(index)), told].concat();
    let mut first = days.iter().copied().fold(ends, NaiveDate::min);
    let mut last = days.into_iter().fold(ends, NaiveDate::max);
    for rule in rules(case, index) {
        let asks = &case.policy.rule(rule).asks;
        match asks.window().and_then(|window| window.after) {
            Some(Moment::From(From { shift: Some(Shift::After(term)), .. })) => {
                first = term.before(first);
            }
            Some(Moment::From(From { shift: Some(Shift::Before(term)), .. })) => {
                last = term.after(last);
            }
            _ => {}
        }
        // So many days it takes at least, where only so much counts of each.
        if let Requirement::Log { need, per_day: Some(limit), .. } = asks {
            first = earlier(first, Days::new(need.div_ceil(*limit).into()));
        }
    }
    let (first, last) = (earlier(first, NEAR), last.checked_add_days(NEAR).unwrap_or(last));
    let [first, last] = [first, last].map(|day| day.clamp(first_day(), last_day()));
    let days = usize::try_from((last - first).num_days()).unwrap_or_default();
    first.iter_days().take(days)
}

fn earlier(day: NaiveDate, by: Days) -> NaiveDate {
    day.checked_sub_days(by).unwrap_or(day)
}

/// Every day that may be a requirement's last, whenever one looks.
fn last_days(case: &Case<'_>, rule: &Rule) -> Vec<NaiveDate> {
    let stated = rule.asks.last_days().flat_map(|moment| days_of(case, moment));
    let extended = case.enrolment.extensions.get(&rule.id).into_iter().flatten();
    stated.chain([case.policy.policy().ends]).chain(extended.map(|each| each.to)).collect()
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

/// Where a day's limit binds, what can still come shrinks with every day that ends.
pub(super) fn each_day(case: &Case<'_>, index: usize, tell: &mut Tell<'_>) {
    let room = Deadline::Room(case.policy.rule(index).id.clone());
    days_around(case, index, Vec::new())
        .for_each(|day| tell(end_of_day(day, case.policy.zone()), &room));
}
