//! Which policies the first version of `policy_adopted` could say. They are still written in it, so that an older cairn
//! reads them.

use crate::policy::{Excusal, LeastPresence, MakeUps, Milestone, Policy, Price, Requirement, Rule};

impl Policy {
    /// Tells whether the policy says nothing that came after the first version of its wire form.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.outcomes.is_empty() && self.certificate.is_none() && self.requirements.iter().all(rule)
    }
}

fn rule(rule: &Rule) -> bool {
    rule.waiver_quorum == 1 && rule.extendable_by.is_none() && asks(&rule.asks)
}

fn asks(asks: &Requirement) -> bool {
    match asks {
        Requirement::All(_)
        | Requirement::AtLeast { .. }
        | Requirement::Filings { .. }
        | Requirement::Prerequisite { .. } => true,
        Requirement::Sessions { presence, make_ups, excused, late, .. } => {
            !matches!(presence, LeastPresence::AllBut { .. })
                && make_ups.as_ref().is_none_or(MakeUps::is_plain)
                && *excused != Excusal::Counts
                && late.is_none()
        }
        Requirement::Done { milestone, .. } => {
            let known =
                matches!(milestone, Milestone::Submitted(_) | Milestone::Retreat { times: 1, .. });
            known && asks.window().is_none_or(|window| window.is_plain())
        }
        Requirement::Reviews { each, excluding, .. } => each.is_empty() && excluding.is_empty(),
        Requirement::Paid(price) => price.is_plain(),
        Requirement::Absences { .. }
        | Requirement::Judgement { .. }
        | Requirement::Log { .. }
        | Requirement::Exam { .. } => false,
    }
}

impl MakeUps {
    const fn is_plain(&self) -> bool {
        self.within_days.is_none()
    }
}

impl Price {
    fn is_plain(&self) -> bool {
        self.instalments.is_empty()
            && self.refunds.is_empty()
            && self.tiers.iter().all(|tier| tier.and.is_empty())
    }
}
