//! Examinations: attempts that count, and whether one of them passed.

use cairn_domain::event::ExamOutcome;
use cairn_domain::policy::{Fraction, Requirement, Rule};
use cairn_domain::{Event, Instant};

use super::days::long_after;
use super::{Ask, Measure, Oracle, TICK, Told};

/// The attempts that count, how many of the last series are used, and from when a new series can begin.
struct Series<'a> {
    counted: Vec<(Told<'a>, ExamOutcome)>,
    used: u32,
    again: Option<Instant>,
}

impl<'a> Oracle<'a> {
    pub(super) fn exam(&self, rule: &Rule, ask: Ask) -> Measure {
        let Requirement::Exam { pass_mark, attempts, .. } = &rule.asks else {
            unreachable!("asked for something else")
        };
        let span = self.window(rule, ask);
        let series = self.series(rule, ask);
        let passed = series.counted.iter().any(|(told, outcome)| {
            passed(*outcome, *pass_mark) && self.still_counts(told, span, ask.now)
        });
        let left = attempts.is_none_or(|attempts| series.used < attempts);
        let comes_again = series.again.is_some_and(|again| {
            let first = again.max(ask.now + TICK).max(span.opens.unwrap_or(again));
            ask.goes_until(first) && span.closes.is_none_or(|closes| first < closes)
        });
        let can_pass = span.can_have_more(ask) && (left || comes_again);
        Measure::of(i64::from(passed || can_pass), 1)
    }

    /// How many attempts are left, where there are no more after them.
    pub(super) fn attempts_left(&self, rule: &Rule, ask: Ask) -> Option<u32> {
        match &rule.asks {
            Requirement::Exam { attempts: Some(attempts), wait: None, .. } => {
                Some(attempts - self.series(rule, ask).used)
            }
            _ => None,
        }
    }

    fn series(&self, rule: &Rule, ask: Ask) -> Series<'a> {
        let Requirement::Exam { of, attempts, wait, .. } = &rule.asks else {
            unreachable!("asked for something else")
        };
        let span = self.window(rule, ask);
        let sat = self.happened(ask.now).filter(|each| span.has(each));
        let sat = pick!(sat, Event::Examined { item, outcome, .. } if item == of => *outcome);
        let mut series = Series { counted: Vec::new(), used: 0, again: None };
        for (told, outcome) in sat {
            let full = attempts.is_some_and(|attempts| series.used >= attempts);
            let anew = full && series.again.is_some_and(|again| again <= told.at);
            if full && !anew {
                continue;
            }
            series.used = if anew { 1 } else { series.used + 1 };
            series.again = wait.map(|wait| self.starts(long_after(self.day(&told), wait)));
            series.counted.push((told, outcome));
        }
        series
    }
}

/// By the examiner's word, or by enough points where the policy says what is enough.
fn passed(outcome: ExamOutcome, pass_mark: Option<Fraction>) -> bool {
    match outcome {
        ExamOutcome::Passed => true,
        ExamOutcome::NotPassed => false,
        ExamOutcome::Scored { got, of } => pass_mark.is_some_and(|mark| {
            u64::from(got) * u64::from(mark.per) >= u64::from(of) * u64::from(mark.of)
        }),
    }
}
