//! What the programme costs, as the file says it.

use cairn_domain::money::LARGEST_AMOUNT;
use cairn_domain::policy::{Condition, Instalment, Keep, Lock, OnRefund, Price, RefundStep, Tier};
use cairn_domain::{Currency, Money};
use chrono::NaiveDate;
use toml::de::DeValue;

use crate::grammar::{CONDITION, INSTALMENT, LOCKS, ON_REFUND, PAID, REFUND, TIER};
use crate::read::draft::earliest;
use crate::read::keys::{Keys, Notes, Value};
use crate::read::money::money;
use crate::read::scalar::{day, text, word};
use crate::read::share::parse_share;

/// Reads a price with its reductions.
pub(super) fn paid(
    value: &Value<'_>,
    currency: Option<Currency>,
    notes: &mut Notes,
) -> Option<Price> {
    let mut keys = Keys::open(value, &PAID, notes)?;
    let full = keys.take("full").and_then(|value| money(value, currency, notes));
    // A last day that cannot be read is one all the same.
    let mut by = keys.take("by").map(|value| day(value, notes).unwrap_or_else(earliest));
    let on_refund = keys.take("on_refund").and_then(|value| word(value, ON_REFUND, notes));
    let tiers = keys.take("tiers").map(|value| {
        rows(
            value,
            ("tiers", "a list of reduced prices", "{ name = … }", "reduced price"),
            notes,
            |value, notes| tier(value, currency, notes),
        )
    });
    let instalments = keys.take("instalments").map(|value| {
        rows(
            value,
            ("instalments", "a list of instalments", "{ by = …, amount = … }", "instalment"),
            notes,
            |value, notes| instalment(value, currency, notes),
        )
    });
    let refunds = keys.take("refunds").map(|value| {
        rows(
            value,
            ("refunds", "a list of steps", "{ until = …, keep = … }", "step"),
            notes,
            |value, notes| step(value, currency, notes),
        )
    });
    if !keys.close(notes) {
        by = by.or_else(|| Some(earliest()));
    }
    let full = full.or_else(|| stand_in(currency))?;
    Some(Price {
        full,
        tiers: tiers.unwrap_or_default(),
        by,
        on_refund: on_refund.unwrap_or(OnRefund::Keeps),
        instalments: instalments.unwrap_or_default(),
        refunds: refunds.unwrap_or_default(),
    })
}

/// Reads a list of tables: its key, what it is, what a row looks like, and what a row is.
fn rows<'t, 'd, T>(
    value: &'t Value<'d>,
    (key, expected, row, each): (&str, &str, &str, &str),
    notes: &mut Notes,
    read: impl Fn(&'t Value<'d>, &mut Notes) -> Option<T>,
) -> Vec<T> {
    if let DeValue::Array(list) = value.get_ref() {
        return list.iter().filter_map(|value| read(value, notes)).collect();
    }
    let hint = format!("write `{key} = [ {row} ]`, one table in braces for each {each}");
    notes.wrong_kind(value, expected, hint);
    Vec::new()
}

fn tier(value: &Value<'_>, currency: Option<Currency>, notes: &mut Notes) -> Option<Tier> {
    // What cannot be read is replaced, never left out: faults are found by their place in the list.
    let mut tier = Tier {
        name: String::new(),
        price: stand_in(currency)?,
        locked_by: Lock::Applying,
        by: earliest(),
        and: Vec::new(),
    };
    let Some(mut keys) = Keys::open(value, &TIER, notes) else { return Some(tier) };
    tier.name = keys.take("name").and_then(|value| text(value, notes)).unwrap_or_default();
    if let Some(price) = keys.take("price").and_then(|value| money(value, currency, notes)) {
        tier.price = price;
    }
    (tier.locked_by, tier.by) = locked(&mut keys, notes);
    let and = keys.take("and").map(|value| {
        let about = ("and", "a list of conditions", "{ locked_by = …, by = … }", "condition");
        rows(value, about, notes, |value, notes| Some(condition(value, notes)))
    });
    tier.and = and.unwrap_or_default();
    keys.close(notes);
    Some(tier)
}

fn condition(value: &Value<'_>, notes: &mut Notes) -> Condition {
    let mut condition = Condition { locked_by: Lock::Applying, by: earliest() };
    if let Some(mut keys) = Keys::open(value, &CONDITION, notes) {
        (condition.locked_by, condition.by) = locked(&mut keys, notes);
        keys.close(notes);
    }
    condition
}

fn locked(keys: &mut Keys<'_, '_>, notes: &mut Notes) -> (Lock, NaiveDate) {
    let locked_by = keys.take("locked_by").and_then(|value| word(value, LOCKS, notes));
    let by = keys.take("by").and_then(|value| day(value, notes));
    (locked_by.unwrap_or(Lock::Applying), by.unwrap_or_else(earliest))
}

fn instalment(
    value: &Value<'_>,
    currency: Option<Currency>,
    notes: &mut Notes,
) -> Option<Instalment> {
    let mut part = Instalment { by: earliest(), amount: stand_in(currency)? };
    let Some(mut keys) = Keys::open(value, &INSTALMENT, notes) else { return Some(part) };
    if let Some(by) = keys.take("by").and_then(|value| day(value, notes)) {
        part.by = by;
    }
    if let Some(amount) = keys.take("amount").and_then(|value| money(value, currency, notes)) {
        part.amount = amount;
    }
    keys.close(notes);
    Some(part)
}

fn step(value: &Value<'_>, currency: Option<Currency>, notes: &mut Notes) -> Option<RefundStep> {
    let mut step = RefundStep { until: earliest(), keep: Keep::Amount(stand_in(currency)?) };
    let Some(mut keys) = Keys::open(value, &REFUND, notes) else { return Some(step) };
    if let Some(until) = keys.take("until").and_then(|value| day(value, notes)) {
        step.until = until;
    }
    let keep = keys.take("keep").and_then(|value| {
        let share = value.get_ref().as_str().and_then(parse_share).map(Keep::Share);
        share.or_else(|| money(value, currency, notes).map(Keep::Amount))
    });
    step.keep = keep.unwrap_or(step.keep);
    keys.close(notes);
    Some(step)
}

/// The code for no currency (ISO 4217).
const NO_CURRENCY: &str = "XXX";

/// Returns an amount that nobody wrote: in no currency, so that it is not added up, and above any reduced price.
fn stand_in(currency: Option<Currency>) -> Option<Money> {
    currency.and(NO_CURRENCY.parse().ok()).map(|currency| Money { minor: LARGEST_AMOUNT, currency })
}
