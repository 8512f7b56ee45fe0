//! What an assessment says besides its measures: accounts, outcomes, certificates, and since when.

use cairn_domain::assess::{Cause, Deadline, Holds};
use cairn_domain::policy::Requirement;
use cairn_domain::{Assessment, Finding, Instant, RequirementId};

use super::Comparison;
use crate::oracle::Account;

impl Comparison<'_> {
    /// Outcomes, and how the certificate stands.
    pub(super) fn besides(&mut self, found: &Assessment) {
        let [met, best] = self.oracle.outcomes(self.now);
        self.same("outcome", &found.outcome, &met);
        self.same("best outcome", &found.best_outcome, &best);
        if let Some(outcome) = best {
            let here = if met == Some(outcome) { "met" } else { "in_reach" };
            self.count(format!("outcome {here}"));
        }
        let certificate = self.oracle.certificate(self.now);
        let said = found
            .certificate
            .map(|each| (each.decided.position, each.expires, each.renewable_until));
        self.same("certificate", &said, &certificate);
        let (Some(said), Some((_, expires, renewable))) = (found.certificate, certificate) else {
            return;
        };
        let (holds, how) = match self.now {
            now if now < expires => (Holds::Valid, "valid"),
            now if now < renewable => (Holds::Lapsed, "lapsed"),
            _ => (Holds::Expired, "expired"),
        };
        self.same("certificate holds", &said.holds, &holds);
        self.count(format!("certificate {how}"));
    }

    pub(super) fn account(&mut self, finding: &Finding) {
        let rule = self.oracle.rule(&finding.requirement);
        let Requirement::Paid(price) = &rule.asks else {
            return self.same("no account", &finding.account.is_none(), &true);
        };
        let expected = self.oracle.account(price, self.now);
        let said = finding.account.as_ref().map(|account| Account {
            price: account.price.minor,
            paid: account.paid.minor,
            refunded: account.refunded.minor,
            adjusted: account.adjusted.minor,
            balance: account.balance.minor,
            overdue: account.overdue.minor,
            refundable: account.refundable.map(|money| money.minor),
        });
        let tier = finding.account.as_ref().is_some_and(|account| account.tier.is_some());
        self.same("tier", &tier, &(expected.price < price.full.minor));
        if expected.overdue > 0 {
            self.count("paid overdue");
        }
        if expected.refundable.is_some_and(|money| money > 0) {
            self.count("paid refundable");
        }
        self.same("account", &said, &Some(expected));
    }

    pub(super) fn since(&mut self, name: &RequirementId, since: Instant, cause: &Cause) {
        let rule = self.oracle.rule(name);
        let expected = self.oracle.since(rule, self.now);
        self.same(&format!("{name} always"), &matches!(cause, Cause::Always), &expected.is_none());
        let Some(expected) = expected else { return self.count("cause always") };
        self.same(&format!("{name} since ({cause:?})"), &since, &expected);
        let kind = match cause {
            Cause::Always => "always",
            Cause::Event(_) => "event",
            Cause::Deadline(deadline) => deadline_kind(deadline),
        };
        let right = match cause {
            Cause::Always => true,
            Cause::Event(position) => (self.oracle.person.iter().chain(&self.oracle.cohort))
                .any(|each| each.position == *position && each.at == since),
            Cause::Deadline(deadline) => self.oracle.passed_at(deadline, since),
        };
        self.same(&format!("{name} cause {cause:?} is of {since}"), &right, &true);
        self.count(format!("cause {kind}"));
    }
}

const fn deadline_kind(deadline: &Deadline) -> &'static str {
    match deadline {
        Deadline::Session(_) => "session",
        Deadline::Filing(_) => "filing",
        Deadline::MakeUps(_) => "make_ups",
        Deadline::Milestone(_) => "milestone",
        Deadline::Awaited(_) => "awaited",
        Deadline::Room(_) => "room",
        Deadline::Expiry(_) => "expiry",
        Deadline::Waiver(_) => "waiver",
        Deadline::Tier(_) => "tier",
        Deadline::Payment(_) => "payment",
    }
}
