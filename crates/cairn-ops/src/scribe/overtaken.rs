//! What does not count although it says something: words that a later word overtook, and points where nobody said what passes.

use std::collections::BTreeMap;

use cairn_domain::assess::{Against, Finding};
use cairn_domain::event::ExamOutcome;
use cairn_domain::policy::{Requirement, Rule};
use cairn_domain::{Position, Stamp};

use super::Scribe;

impl Scribe<'_> {
    /// Lists the words of judges and reviewers that a later word of the same person overtook.
    pub(super) fn overtaken(&self, rule: &Rule, finding: &Finding) -> Vec<(Position, String)> {
        let cohort = &self.rules.policy.policy().cohort;
        let Some(enrolment) = self.person.standing.in_cohort(cohort) else { return Vec::new() };
        let words: Vec<(Stamp, &str)> = match &rule.asks {
            Requirement::Judgement { question, .. } => {
                let said = enrolment.judgements.get(question).into_iter().flatten();
                said.map(|each| (each.stamp, each.judge.as_str())).collect()
            }
            Requirement::Reviews { of, .. } => {
                let said = enrolment.reviews.get(of).into_iter().flatten();
                said.map(|each| (each.stamp, each.reviewer.as_str())).collect()
            }
            _ => return Vec::new(),
        };
        // A word in a capacity that is not heard overtakes nothing.
        let excluded = |place: &Position| {
            finding.evidence.against.get(place).is_some_and(|why| *why == Against::Excluded)
        };
        let mut last: BTreeMap<&str, Position> = BTreeMap::new();
        let mut overtaken = Vec::new();
        for (stamp, who) in words.into_iter().filter(|(stamp, _)| stamp.at <= self.now) {
            let place = stamp.position;
            if excluded(&place) {
                continue;
            }
            if let Some(before) = last.insert(who, place) {
                overtaken.push((before, place));
            }
        }
        let say = |(before, by)| (before, format!("overtaken by a later word of theirs, #{by}"));
        overtaken.into_iter().map(say).collect()
    }

    /// Says that points alone pass nothing, where that is why an attempt does not count.
    pub(super) fn only_scored(&self, rule: &Rule, place: Position, why: Against) -> Option<String> {
        let Requirement::Exam { of, pass_mark: None, .. } = &rule.asks else { return None };
        let enrolment = self.person.standing.in_cohort(&self.rules.policy.policy().cohort)?;
        let attempt =
            enrolment.attempts.get(of)?.iter().find(|each| each.stamp.position == place)?;
        let scored = matches!(attempt.outcome, ExamOutcome::Scored { .. });
        (scored && why == Against::NotPassed).then(|| {
            "the policy names no pass mark, so that it takes the examiner's word: passed, or not"
                .to_owned()
        })
    }
}
