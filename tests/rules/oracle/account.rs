//! The account, outcomes and certificates: what an assessment says besides.

use cairn_domain::Assume::{PerfectFuture, Strict};
use cairn_domain::ids::OutcomeId;
use cairn_domain::policy::{Keep, Price};
use cairn_domain::{Event, Instant, State};

use super::days::{long_after, share};
use super::{Ask, Oracle, TICK};

/// When a certificate was decided on (by position), until when it holds, and until when it can be renewed.
pub type Certificate = (u64, Instant, Instant);

/// An account, in time or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub price: i64,
    pub paid: i64,
    pub refunded: i64,
    pub adjusted: i64,
    pub balance: i64,
    pub overdue: i64,
    pub refundable: Option<i64>,
}

impl Oracle<'_> {
    pub fn account(&self, of: &Price, now: Instant) -> Account {
        let paid = self.sum(now, |_, event| matches!(event, Event::Paid { .. }));
        let refunded = -self.sum(now, |_, event| matches!(event, Event::Refunded { .. }));
        let adjusted = self.sum(now, |_, event| matches!(event, Event::TuitionAdjusted { .. }));
        let price = self.price(of, Ask::new(now, Strict));
        let there = paid - refunded + adjusted;
        // Whoever leaves by the end of a day leaves in time; what can no longer be paid by then is overdue.
        let passed = |day, at: Instant| at >= self.end_of(day);
        let left = self.left(now);
        let leaving = left.unwrap_or(now);
        let due = of.instalments.iter().filter(|each| passed(each.by, leaving + TICK));
        let due: i64 = due.map(|each| each.amount.minor).sum();
        let step = of.refunds.iter().find(|step| !passed(step.until, leaving));
        let kept = step.map(|step| match step.keep {
            Keep::Amount(money) => money.minor,
            Keep::Share(part) => share(part, price),
        });
        let back = kept.map_or(0, |kept| (paid - refunded - kept).max(0));
        // Whoever has left is asked for no more than would be kept.
        let most = if left.is_some() { kept.unwrap_or(price).min(price) } else { price };
        Account {
            price,
            paid,
            refunded,
            adjusted,
            balance: price - there,
            overdue: (due.min(most) - there.max(0)).max(0),
            refundable: (!of.refunds.is_empty()).then_some(back),
        }
    }

    /// The best outcome that is met, and the best in reach.
    pub fn outcomes(&self, now: Instant) -> [Option<OutcomeId>; 2] {
        [Strict, PerfectFuture].map(|assume| {
            let passes = |id| self.passes(self.rule(id), Ask::new(now, assume));
            let mut all = self.policy.outcomes.iter();
            all.find(|each| each.needs.as_ref().is_none_or(passes)).map(|each| each.id.clone())
        })
    }

    /// How the certificate stands, where there is one and the policy limits how long it holds.
    pub fn certificate(&self, now: Instant) -> Option<Certificate> {
        let limits = self.policy.certificate?;
        let (state, _) = self.life(now);
        let decided = self.decided(now).filter(|_| state == State::Certified)?;
        let last = long_after(self.day(&decided), limits.valid_for);
        let renewable = limits.renewable_for.map_or(last, |term| long_after(last, term));
        Some((decided.position, self.end_of(last), self.end_of(renewable)))
    }
}
