//! What the programme costs, as the file says it.

use cairn_domain::money::LARGEST_AMOUNT;
use cairn_domain::policy::{Lock, OnRefund, Price, Tier};
use cairn_domain::{Currency, Money};
use toml::de::DeValue;

use crate::read::keys::{Keys, Notes, Value};
use crate::read::scalar::{day, money, text, word};

const LOCKS: [(&str, Lock); 3] =
    [("applying", Lock::Applying), ("admission", Lock::Admission), ("paying", Lock::Paying)];

const ON_REFUND: [(&str, OnRefund); 2] = [("keeps", OnRefund::Keeps), ("loses", OnRefund::Loses)];

/// Reads a price with its reductions.
pub(super) fn paid(
    value: &Value<'_>,
    currency: Option<Currency>,
    notes: &mut Notes,
) -> Option<Price> {
    let mut keys = Keys::open(value, "`paid`", "{ full = \"15000.00 USD\" }", notes)?;
    let full = keys
        .need("full", "full = \"15000.00 USD\"")
        .and_then(|value| money(value, currency, notes));
    let by = keys.take("by").and_then(|value| day(value, notes));
    // It only matters where a price is locked by paying; to keep what was locked is the mild reading.
    let on_refund = keys.take("on_refund").and_then(|value| word(value, &ON_REFUND, notes));
    let tiers = keys.take("tiers").map(|value| tiers(value, currency, notes)).unwrap_or_default();
    keys.close(notes);
    let full = full.or_else(|| stand_in(LARGEST_AMOUNT, currency))?;
    Some(Price {
        full,
        tiers,
        by,
        on_refund: on_refund.unwrap_or(OnRefund::Keeps),
        instalments: Vec::new(),
        refunds: Vec::new(),
    })
}

fn tiers(value: &Value<'_>, currency: Option<Currency>, notes: &mut Notes) -> Vec<Tier> {
    if let DeValue::Array(list) = value.get_ref() {
        return list.iter().filter_map(|value| tier(value, currency, notes)).collect();
    }
    let hint = "write `tiers = [ { name = … } ]`, one table in braces for each reduced price";
    notes.wrong_kind(value, "a list of reduced prices", hint.to_owned());
    Vec::new()
}

fn tier(value: &Value<'_>, currency: Option<Currency>, notes: &mut Notes) -> Option<Tier> {
    let example = "{ name = \"early bird\", price = \"12500.00 USD\", locked_by = \"applying\", by = 2025-06-15 }";
    let mut keys = Keys::open(value, "this reduced price", example, notes)?;
    let name = keys.need("name", "name = \"early bird\"").and_then(|value| text(value, notes));
    let price = keys
        .need("price", "price = \"12500.00 USD\"")
        .and_then(|value| money(value, currency, notes));
    let locked_by = keys
        .need("locked_by", "locked_by = \"applying\"")
        .and_then(|value| word(value, &LOCKS, notes));
    let by = keys.need("by", "by = 2025-06-15").and_then(|value| day(value, notes));
    keys.close(notes);
    // A tier is checked as far as it can be read: without a day there is nothing to check.
    Some(Tier {
        name: name.unwrap_or_default(),
        price: price.or_else(|| stand_in(0, currency))?,
        locked_by: locked_by.unwrap_or(Lock::Applying),
        by: by?,
        and: Vec::new(),
    })
}

fn stand_in(minor: i64, currency: Option<Currency>) -> Option<Money> {
    currency.map(|currency| Money { minor, currency })
}
