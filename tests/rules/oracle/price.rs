//! Money: the price that applies, and what was paid of it in time.

use cairn_domain::policy::{Lock, OnRefund, Price, Rule};
use cairn_domain::{Event, Instant};
use chrono::NaiveDate;

use super::{Ask, Measure, Oracle};

impl<'a> Oracle<'a> {
    /// Every movement of money in the policy's currency: when, by how much, and what it was.
    pub(super) fn movements(
        &self,
        now: Instant,
    ) -> impl Iterator<Item = (Instant, i64, &'a Event)> + Clone {
        let currency = self.policy.currency;
        let all = pick!(self.happened(now), Event::Paid { amount, .. } | Event::Refunded { amount, .. } | Event::TuitionAdjusted { credit: amount, .. } => amount);
        all.filter(move |(_, amount)| amount.currency == currency).map(|(each, amount)| {
            let back = matches!(each.event, Event::Refunded { .. });
            (each.at, if back { -amount.minor } else { amount.minor }, each.event)
        })
    }

    pub(super) fn sum(&self, now: Instant, wanted: impl Fn(Instant, &Event) -> bool) -> i64 {
        self.movements(now).filter(|each| wanted(each.0, each.2)).map(|each| each.1).sum()
    }

    /// The lowest of the full price and of the reduced ones that are locked.
    pub(super) fn price(&self, price: &Price, ask: Ask) -> i64 {
        let locked = price.tiers.iter().filter(|tier| {
            let more = tier.and.iter().map(|each| (each.locked_by, each.by));
            std::iter::once((tier.locked_by, tier.by))
                .chain(more)
                .all(|(lock, by)| self.locked(lock, by, tier.price.minor, price.on_refund, ask))
        });
        locked.map(|tier| tier.price.minor).fold(price.full.minor, i64::min)
    }

    fn locked(&self, lock: Lock, by: NaiveDate, price: i64, refund: OnRefund, ask: Ask) -> bool {
        let ends = self.end_of(by);
        let mut in_time = self.happened(ask.now).filter(|each| each.at < ends);
        let reaches = |at: Instant| self.sum(ask.now, |other, _| other <= at) >= price;
        let lasts = |from: Instant| {
            refund == OnRefund::Keeps
                || self.movements(ask.now).all(|each| each.0 <= from || reaches(each.0))
        };
        ask.can_still(ends)
            || match lock {
                Lock::Applying => exists!(in_time, Event::Applied { .. }),
                Lock::Admission => exists!(in_time, Event::Admitted { .. }),
                Lock::Paying => self
                    .movements(ask.now)
                    .any(|each| each.0 < ends && reaches(each.0) && lasts(each.0)),
            }
    }

    pub(super) fn paid(&self, price: &Price, rule: &Rule, ask: Ask) -> Measure {
        let last = |day| self.extended(rule, None, self.end_of(day), ask.now);
        let deadline = price.by.map_or(Instant::MAX_UTC, last);
        let paid = |event: &Event| matches!(event, Event::Paid { .. });
        let late = |by| self.sum(by, |at, event| at >= deadline && paid(event));
        let back = |by| -self.sum(by, |_, event| matches!(event, Event::Refunded { .. }));
        let ahead =
            self.movements(ask.now).map(|each| back(each.0) - late(each.0)).fold(0, i64::max);
        let rest = |event: &Event| !matches!(event, Event::Refunded { .. });
        let have =
            self.sum(ask.now, |at, event| rest(event) && (at < deadline || !paid(event))) - ahead;
        let need = self.price(price, ask);
        Measure::of(if ask.can_still(deadline) { need.max(have) } else { have }, need)
    }
}
