//! What it costs.

use cairn_domain::Money;
use cairn_domain::policy::{
    Condition, Fraction, Instalment, Keep, Lock, OnRefund, Price, RefundStep, Tier,
};
use chrono::Days;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::{days, first_day, shares, texts, usd};

fn cents(minor: i64) -> Money {
    Money { minor, currency: usd() }
}

fn conditions() -> impl Strategy<Value = Condition> {
    let locks = select(vec![Lock::Applying, Lock::Admission, Lock::Paying]);
    (locks, days()).prop_map(|(locked_by, by)| Condition { locked_by, by })
}

fn tiers() -> impl Strategy<Value = Tier> {
    let and = prop::collection::vec(conditions(), 0..3);
    (texts(), 0_i64..100_000, conditions(), and).prop_map(
        |(name, minor, Condition { locked_by, by }, and)| Tier {
            name,
            price: cents(minor),
            locked_by,
            by,
            and,
        },
    )
}

/// Parts of a price: all but the last at random, the last whatever is left of it.
fn instalments(full: i64, parts: &[(u64, i64)]) -> Vec<Instalment> {
    let mut left = full;
    let mut day = first_day();
    let mut listed = Vec::new();
    for (nth, (later, minor)) in parts.iter().enumerate() {
        day = day + Days::new(*later);
        let minor = if nth + 1 == parts.len() { left } else { *minor };
        left -= minor;
        listed.push(Instalment { by: day, amount: cents(minor) });
    }
    listed
}

fn refunds() -> impl Strategy<Value = Vec<RefundStep>> {
    let keep = prop_oneof![
        (0_i64..100_000).prop_map(|minor| Keep::Amount(cents(minor))),
        shares().prop_map(Keep::Share),
        Just(Keep::Share(Fraction { of: 0, per: 100 })),
    ];
    prop::collection::vec((1_u64..100, keep), 0..3).prop_map(|steps| {
        let mut until = first_day();
        let step = |(later, keep)| {
            until = until + Days::new(later);
            RefundStep { until, keep }
        };
        steps.into_iter().map(step).collect()
    })
}

pub fn prices() -> impl Strategy<Value = Price> {
    let on_refund = select(vec![OnRefund::Keeps, OnRefund::Loses]);
    let parts = prop::collection::vec((1_u64..100, 0_i64..30_000), 0..4);
    let tiers = prop::collection::vec(tiers(), 0..3);
    (100_000_i64..2_000_000, tiers, option::of(days()), on_refund, parts, refunds()).prop_map(
        |(full, tiers, by, on_refund, parts, refunds)| Price {
            full: cents(full),
            tiers,
            by,
            on_refund,
            instalments: instalments(full, &parts),
            refunds,
        },
    )
}
