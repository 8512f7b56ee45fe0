//! What it costs, as a file has it.

use cairn_domain::Money;
use cairn_domain::policy::{Condition, Instalment, Keep, Price, RefundStep, Tier};

use crate::grammar::{LOCKS, ON_REFUND, word_of};
use crate::print::{Pair, quoted, rows, share, table};

pub(super) fn paid(price: &Price) -> Vec<Pair> {
    let listed = |key, written: Vec<String>| (!written.is_empty()).then(|| (key, rows(written)));
    vec![
        Some(("full", money(price.full))),
        price.by.map(|by| ("by", by.to_string())),
        Some(("on_refund", quoted(word_of(ON_REFUND, &price.on_refund)))),
        listed("tiers", price.tiers.iter().map(tier).collect()),
        listed("instalments", price.instalments.iter().map(instalment).collect()),
        listed("refunds", price.refunds.iter().map(step).collect()),
    ]
}

fn money(money: Money) -> String {
    quoted(&money.to_string())
}

fn tier(tier: &Tier) -> String {
    let and: Vec<String> = tier.and.iter().map(|condition| table(locked(*condition))).collect();
    let [locked_by, by] = locked(Condition { locked_by: tier.locked_by, by: tier.by });
    table([
        Some(("name", quoted(&tier.name))),
        Some(("price", money(tier.price))),
        locked_by,
        by,
        (!and.is_empty()).then(|| ("and", format!("[{}]", and.join(", ")))),
    ])
}

fn locked(Condition { locked_by, by }: Condition) -> [Pair; 2] {
    [Some(("locked_by", quoted(word_of(LOCKS, &locked_by)))), Some(("by", by.to_string()))]
}

fn instalment(part: &Instalment) -> String {
    table([Some(("by", part.by.to_string())), Some(("amount", money(part.amount)))])
}

fn step(step: &RefundStep) -> String {
    let keep = match step.keep {
        Keep::Amount(amount) => money(amount),
        Keep::Share(part) => share(part),
    };
    table([Some(("until", step.until.to_string())), Some(("keep", keep))])
}
