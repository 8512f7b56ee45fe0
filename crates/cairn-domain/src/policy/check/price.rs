//! What it costs, and when.

use chrono::NaiveDate;

use crate::money::{LARGEST_AMOUNT, Money};
use crate::policy::check::{first_day, last_day};
use crate::policy::fault::{FaultKind, Faults};
use crate::policy::{Keep, Place, Policy, Price};

pub(super) fn check(policy: &Policy, place: usize, price: &Price, faults: &mut Faults) {
    let at = |key| Place::requirement(place, key);
    money(policy, at("full"), price.full, faults);
    for (nth, tier) in price.tiers.iter().enumerate() {
        let at = at("tiers").nth(nth);
        money(policy, at.key("price"), tier.price, faults);
        day(at.key("by"), tier.by, faults);
        if tier.price.minor >= price.full.minor {
            faults.add(at.key("price"), FaultKind::NotReduced(tier.price, price.full));
        }
        for (nth, condition) in tier.and.iter().enumerate() {
            day(at.key("and").nth(nth).key("by"), condition.by, faults);
        }
    }
    if let Some(by) = price.by {
        day(at("by"), by, faults);
    }
    instalments(policy, place, price, faults);
    refunds(policy, place, price, faults);
}

fn instalments(policy: &Policy, place: usize, price: &Price, faults: &mut Faults) {
    let at = Place::requirement(place, "instalments");
    let days = price.instalments.iter().map(|instalment| instalment.by);
    in_order(&at, "by", days, faults);
    for (nth, instalment) in price.instalments.iter().enumerate() {
        money(policy, at.nth(nth).key("amount"), instalment.amount, faults);
    }
    let amounts = || price.instalments.iter().map(|instalment| instalment.amount);
    let alike = amounts().all(|amount| amount.currency == price.full.currency);
    let sum = amounts().fold(0_i64, |sum, amount| sum.saturating_add(amount.minor));
    if alike && !price.instalments.is_empty() && sum != price.full.minor {
        let sum = Money { minor: sum, currency: price.full.currency };
        faults.add(at, FaultKind::NotTheSum(sum, price.full));
    }
}

fn refunds(policy: &Policy, place: usize, price: &Price, faults: &mut Faults) {
    let at = Place::requirement(place, "refunds");
    in_order(&at, "until", price.refunds.iter().map(|step| step.until), faults);
    for (nth, step) in price.refunds.iter().enumerate() {
        let at = at.nth(nth).key("keep");
        match step.keep {
            Keep::Amount(amount) => money(policy, at, amount, faults),
            Keep::Share(share) => faults.part(at, share),
        }
    }
}

fn in_order(
    at: &Place,
    key: &'static str,
    days: impl Iterator<Item = NaiveDate>,
    faults: &mut Faults,
) {
    let mut before: Option<NaiveDate> = None;
    for (nth, one) in days.enumerate() {
        let at = at.nth(nth).key(key);
        day(at.clone(), one, faults);
        if let Some(before) = before.filter(|before| one <= *before) {
            faults.add(at, FaultKind::OutOfOrder(one, before));
        }
        before = Some(one);
    }
}

fn day(at: Place, day: NaiveDate, faults: &mut Faults) {
    faults.day(at, day, first_day(), last_day());
}

fn money(policy: &Policy, at: Place, money: Money, faults: &mut Faults) {
    if money.currency != policy.currency {
        faults.add(at.clone(), FaultKind::OtherCurrency(money, policy.currency));
    }
    if !(0..=LARGEST_AMOUNT).contains(&money.minor) {
        let kind = FaultKind::OutOfRange { got: money.minor, from: 0, to: LARGEST_AMOUNT };
        faults.add(at, kind);
    }
}

impl Price {
    /// Returns the last days that the price names, but for those of refunds, which only an account asks for.
    pub(super) fn days(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        let tiers = self.tiers.iter();
        tiers
            .flat_map(|tier| {
                std::iter::once(tier.by).chain(tier.and.iter().map(|condition| condition.by))
            })
            .chain(self.by)
            .chain(self.instalments.iter().map(|instalment| instalment.by))
    }
}
