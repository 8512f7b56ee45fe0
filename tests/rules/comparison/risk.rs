//! At risk, or open: how much may still be missed.

use cairn_domain::policy::Requirement;
use cairn_domain::{Finding, Status};

use super::Comparison;

impl Comparison<'_> {
    /// At risk or open: leaves by their slack, which must be one that every choice of misses survives.
    pub(super) fn at_risk(&mut self, finding: &Finding) {
        let rule = self.oracle.rule(&finding.requirement);
        let (at_risk, said) = match finding.status {
            Status::AtRisk { slack } => (true, Some(slack)),
            Status::Open => (false, None),
            Status::Met | Status::OutOfReach { .. } => return,
        };
        let parts: Vec<&Status> = finding.children.iter().map(|child| &child.status).collect();
        let name = &finding.requirement;
        let slacks = parts.iter().filter_map(|status| match status {
            Status::AtRisk { slack } => Some(*slack),
            _ => None,
        });
        match &rule.asks {
            Requirement::All(_) => {
                self.same(&format!("{name} least slack"), &said, &slacks.min());
            }
            Requirement::AtLeast { need, .. } => {
                let good = |status: &&&Status| matches!(status, Status::Met | Status::Open);
                let few = parts.iter().filter(good).count() < *need as usize;
                self.same(&format!("{name} at risk"), &at_risk, &few);
                // The k-th largest: with fewer parts lost than that, k of them are still in reach.
                let mut slacks: Vec<u32> = slacks.collect();
                slacks.sort_unstable();
                let good = parts.iter().filter(good).count();
                let kth =
                    (*need as usize).checked_sub(good + 1).and_then(|k| slacks.iter().rev().nth(k));
                self.same(&format!("{name} slack of the parts"), &said.as_ref(), &kth);
            }
            Requirement::Sessions { .. }
            | Requirement::Absences { .. }
            | Requirement::Filings { .. }
            | Requirement::Exam { .. } => {
                let exact = self.oracle.slack(rule, self.now);
                let expected = exact.filter(|slack| *slack <= rule.margin);
                self.same(&format!("{name} slack"), &said, &expected);
                if at_risk {
                    self.count("slack exact");
                }
            }
            _ => self.same(&format!("{name} has no slack"), &at_risk, &false),
        }
    }
}
