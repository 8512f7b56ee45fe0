//! Prices: reductions and what locks them, instalments, refunds.

use cairn_domain::policy::{Condition, Instalment, Keep, Lock, OnRefund, Price, RefundStep, Tier};
use chrono::NaiveDate;

use super::{Draft, FULL, cents};

impl Draft<'_> {
    fn lock(&mut self) -> Lock {
        *self.dice.pick(&[Lock::Applying, Lock::Admission, Lock::Paying, Lock::Paying])
    }

    /// So many different days, in order.
    fn days(&mut self, count: u32) -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> = (0..count).map(|_| self.day()).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    pub(super) fn price(&mut self) -> Price {
        let mut tiers = Vec::new();
        for (index, price) in [800, 600].into_iter().enumerate() {
            if self.dice.chance(60) {
                let and = if self.dice.chance(30) {
                    vec![Condition { locked_by: self.lock(), by: self.day() }]
                } else {
                    Vec::new()
                };
                tiers.push(Tier {
                    name: format!("tier-{index}"),
                    price: cents(price),
                    locked_by: self.lock(),
                    by: self.day(),
                    and,
                });
            }
        }
        let by = self.dice.chance(50).then(|| self.day());
        let on_refund = *self.dice.pick(&[OnRefund::Keeps, OnRefund::Loses]);
        let parts = if self.dice.chance(50) { 1 + self.dice.below(2) } else { 0 };
        let days = self.days(parts);
        let amount = FULL / i64::try_from(days.len().max(1)).unwrap_or(1);
        let instalments =
            days.into_iter().map(|by| Instalment { by, amount: cents(amount) }).collect();
        let steps = if self.dice.chance(50) { 1 + self.dice.below(2) } else { 0 };
        let days = self.days(steps);
        let step = |until| {
            let keep = if self.dice.chance(50) {
                Keep::Amount(cents(*self.dice.pick(&[0, 200, 333])))
            } else {
                Keep::Share(self.share())
            };
            RefundStep { until, keep }
        };
        let refunds = days.into_iter().map(step).collect();
        Price { full: cents(FULL), tiers, by, on_refund, instalments, refunds }
    }
}
