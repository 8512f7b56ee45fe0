//! Examinations: attempts that count, and waits before they count again.

use std::collections::BTreeSet;

use crate::assess::act::Act;
use crate::assess::asked::Asked;
use crate::assess::case::{Assume, Case};
use crate::assess::finding::Measured;
use crate::assess::plan;
use crate::assess::reasons::{Against, Evidence};
use crate::assess::window::Span;
use crate::event::ExamOutcome;
use crate::ids::Item;
use crate::policy::{Fraction, Term};
use crate::time::{Instant, start_of_day};

/// What an `exam` requirement asks.
pub(super) struct Rule<'a> {
    pub index: usize,
    pub of: &'a Item,
    pub pass_mark: Option<Fraction>,
    pub attempts: Option<u32>,
    pub wait: Option<Term>,
}

/// How the attempts so far came out.
#[derive(Default)]
struct Series {
    passed: bool,
    /// How many of the present series are used up.
    used: u32,
    /// From when on they count again, where they are used up and do.
    again: Option<Instant>,
}

fn rule<'a>(case: &Case<'a>, index: usize) -> Option<Rule<'a>> {
    match case.asked(index) {
        Asked::Exam(rule) => Some(rule),
        _ => None,
    }
}

pub(super) fn measure(
    case: &Case<'_>,
    rule: &Rule<'_>,
    assume: Assume,
    notes: &mut Evidence,
) -> Measured {
    let span = case.span(rule.index, assume);
    let series = rule.series(case, &span, notes);
    let comes = assume == Assume::PerfectFuture && {
        let next = rule.next(case, &span, &series);
        let open = span.takes(next) && case.by_then(next);
        case.comes(open, || act(case, rule.index, rule.of))
            || (open && case.sharing && serves_too(case, rule))
    };
    Measured::count(i64::from(series.passed), 1).filled_if(comes)
}

/// Returns how many attempts can be lost with one left, where they are limited for good.
pub(super) fn slack(case: &Case<'_>, rule: &Rule<'_>) -> Option<u32> {
    let attempts = rule.attempts.filter(|_| rule.wait.is_none())?;
    let series =
        rule.series(case, &case.span(rule.index, Assume::Strict), &mut Evidence::default());
    attempts.checked_sub(series.used + 1)
}

/// The window, and the first instant at which something more would count in it.
pub(super) type Chance<'a> = (Span<'a>, Option<Instant>);

/// Returns the window, and the first instant at which something more would count: another attempt, where it is an examination.
pub(super) fn chance<'a>(case: &Case<'a>, index: usize) -> Chance<'a> {
    if let Some(rule) = rule(case, index) {
        return rule.chance(case);
    }
    let span = case.span(index, Assume::PerfectFuture);
    (span, span.next(case))
}

/// Returns the act that brings it about. What must come after something, or at another time than what an earlier requirement
/// of the same examination asks for, is an act of its own.
pub(super) fn act(case: &Case<'_>, index: usize, of: &Item) -> Act {
    if comes_after(case, index) || is_sat_apart(case, index, of) {
        Act::Do(case.policy.rule(index).id.clone())
    } else {
        Act::Pass(of.clone())
    }
}

fn comes_after(case: &Case<'_>, index: usize) -> bool {
    case.policy.rule(index).asks.window().is_some_and(|window| window.after.is_some())
}

fn is_sat_apart(case: &Case<'_>, index: usize, of: &Item) -> bool {
    let same = |other: &usize| {
        rule(case, *other).is_some_and(|theirs| theirs.of == of) && !comes_after(case, *other)
    };
    let case = case.apart();
    (0..index)
        .filter(same)
        .any(|other| !plan::overlap(&chance(&case, index), &chance(&case, other)))
}

/// Tells whether an examination that a plan holds for another requirement is the one that this asks for, too.
fn serves_too(case: &Case<'_>, rule: &Rule<'_>) -> bool {
    sharing(case, rule).into_iter().any(|theirs| case.comes(true, || theirs))
}

/// Tells whether an act that was planned for another requirement bears on this one, too.
pub(super) fn shares(case: &Case<'_>, index: usize, planned: &Act) -> bool {
    rule(case, index).is_some_and(|rule| sharing(case, &rule).contains(planned))
}

/// The acts for other requirements of the same examination, where it can be sat at a time that suits all.
fn sharing(case: &Case<'_>, ours: &Rule<'_>) -> BTreeSet<Act> {
    let case = &case.apart();
    let others = (0..case.policy.rules().len()).filter(|other| *other != ours.index);
    plan::agreed(others.filter_map(|other| {
        rule(case, other).filter(|theirs| theirs.of == ours.of)?;
        let suits = plan::suits(case, ours.index, other)?;
        Some((act(case, other, ours.of), suits))
    }))
}

impl Rule<'_> {
    /// Returns the window, and the first instant at which another attempt would count.
    fn chance<'c>(&self, case: &Case<'c>) -> Chance<'c> {
        let span = case.span(self.index, Assume::PerfectFuture);
        let series = self.series(case, &span, &mut Evidence::default());
        (span, self.next(case, &span, &series))
    }

    fn series(&self, case: &Case<'_>, span: &Span<'_>, notes: &mut Evidence) -> Series {
        let mut series = Series::default();
        let attempts = case.enrolment.attempts.get(self.of).into_iter().flatten();
        for attempt in attempts.filter(|attempt| case.past(attempt.stamp)) {
            let place = attempt.stamp.position;
            let refused = span.refuses(case, attempt.stamp);
            // What has expired was an attempt all the same.
            if let Some(why) = refused.filter(|why| !matches!(why, Against::Expired(_))) {
                notes.against.insert(place, why);
                continue;
            }
            if self.attempts == Some(series.used) {
                match series.again {
                    Some(again) if attempt.stamp.at >= again => series.used = 0,
                    Some(again) => {
                        notes.against.insert(place, Against::TooEarly(again));
                        continue;
                    }
                    None => {
                        notes.against.insert(place, Against::TooManyAttempts);
                        continue;
                    }
                }
            }
            series.used = series.used.saturating_add(1);
            series.again = self
                .wait
                .map(|wait| start_of_day(wait.after(case.day(attempt.stamp)), case.policy.zone()));
            match (self.passes(attempt.outcome), refused) {
                (true, None) => {
                    series.passed = true;
                    notes.counts.insert(place);
                }
                (true, Some(why)) => {
                    notes.against.insert(place, why);
                }
                (false, _) => {
                    notes.against.insert(place, Against::NotPassed);
                }
            }
        }
        series
    }

    /// Returns the first instant at which another attempt would count.
    fn next(&self, case: &Case<'_>, span: &Span<'_>, series: &Series) -> Option<Instant> {
        let next = span.next(case)?;
        if self.attempts != Some(series.used) {
            return Some(next);
        }
        series.again.map(|again| again.max(next))
    }

    fn passes(&self, outcome: ExamOutcome) -> bool {
        match (outcome, self.pass_mark) {
            (ExamOutcome::Passed, _) => true,
            (ExamOutcome::Scored { got, of }, Some(mark)) => {
                u64::from(got) * u64::from(mark.per) >= u64::from(mark.of) * u64::from(of)
            }
            (ExamOutcome::Scored { .. } | ExamOutcome::NotPassed, _) => false,
        }
    }
}
