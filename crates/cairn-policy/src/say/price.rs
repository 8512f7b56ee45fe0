//! What it costs in words.

use cairn_domain::policy::{Condition, Instalment, Keep, Lock, OnRefund, Price, RefundStep, Tier};

use crate::say::counts::{joined, share};
use crate::say::when::{day, until_day};

pub(super) fn asked(price: &Price) -> String {
    let tiers: String = price.tiers.iter().map(tier).collect();
    // What a refund does to a locked price is only asked where paying locks one.
    let refund = match price.on_refund {
        OnRefund::Loses if paying_locks(price) => "; a refund below a reduced price loses it",
        OnRefund::Keeps if paying_locks(price) => "; a refund does not lose a reduced price",
        OnRefund::Loses | OnRefund::Keeps => "",
    };
    let by = until_day(price.by);
    let parts = instalments(&price.instalments);
    format!("Pay {}{by}{tiers}{refund}{parts}{}", price.full, refunds(&price.refunds))
}

/// Tells whether some reduced price is locked by paying it.
pub(super) fn paying_locks(price: &Price) -> bool {
    let locks = |tier: &Tier| {
        tier.locked_by == Lock::Paying
            || tier.and.iter().any(|condition| condition.locked_by == Lock::Paying)
    };
    price.tiers.iter().any(locks)
}

fn tier(tier: &Tier) -> String {
    let first = Condition { locked_by: tier.locked_by, by: tier.by };
    let conditions = std::iter::once(&first).chain(&tier.and).map(|condition| {
        let locked = match condition.locked_by {
            Lock::Applying => "having applied",
            Lock::Admission => "having been admitted",
            Lock::Paying => "having paid that much",
        };
        format!("{locked} by {}", day(condition.by))
    });
    let conditions = conditions.collect::<Vec<_>>().join(" and ");
    format!(", or {} ({}) for {conditions}", tier.price, tier.name)
}

fn instalments(parts: &[Instalment]) -> String {
    if parts.is_empty() {
        return String::new();
    }
    let each = parts.iter().map(|part| format!("{} by {}", part.amount, day(part.by)));
    format!("; in instalments: {}", joined(each))
}

fn refunds(steps: &[RefundStep]) -> String {
    if steps.is_empty() {
        return String::new();
    }
    let each = steps.iter().map(|step| {
        let keep = match step.keep {
            Keep::Amount(amount) if amount.minor == 0 => "nothing".to_owned(),
            Keep::Amount(amount) => amount.to_string(),
            Keep::Share(part) => format!("{} of the price", share(part)),
        };
        format!("{keep} until {}", day(step.until))
    });
    format!("; whoever leaves loses {}, later all that was paid", joined(each))
}
