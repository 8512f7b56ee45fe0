//! Stripe's balance, rule by rule: what went out, what came back after all, and under which identity.

use cairn_import::{Row, Sheet, What, When};

use crate::payments_render::claims;
use crate::payments_stories::{became, sheet};

const BALANCE: &str =
    "balance_transaction_id,created_utc,currency,gross,reporting_category,source_id,charge_id";

/// A balance of rows that have their identities and days by their places: `currency,gross,category,source,charge`.
fn balance(rows: &[&str]) -> Sheet {
    let row = |(nth, row): (usize, &&str)| format!("txn_{nth},2025-06-1{nth} 09:00:00,{row}");
    let rows: Vec<String> = rows.iter().enumerate().map(row).collect();
    sheet(BALANCE, &rows.iter().map(String::as_str).collect::<Vec<_>>())
}

/// What the skipped rows say was not: an earlier export may have told it.
fn undone(sheet: &Sheet) -> Vec<Option<&str>> {
    let skipped = sheet.rows.iter().filter_map(|row| match row {
        Row::Skipped { key, .. } => Some(key.as_deref()),
        _ => None,
    });
    skipped.collect()
}

#[test]
fn each_refund_of_a_charge_is_told_by_itself_at_its_own_time() {
    let sheet = balance(&[
        "usd,100.00,charge,ch_1,ch_1",
        "usd,-20.00,refund,re_1,ch_1",
        "usd,-10.00,refund,pyr_2,ch_1",
        "usd,-5.00,partial_capture_reversal,ch_1,ch_1",
    ]);
    assert_eq!(
        became(&sheet),
        [
            "ch_1 paid 100.00 USD",
            "re_1 was refunded 20.00 USD",
            "pyr_2 was refunded 10.00 USD",
            "txn_3 was refunded 5.00 USD",
        ]
    );
    for (refund, day) in claims(&sheet)[1..].iter().zip(["11", "12", "13"]) {
        let What::Refunded { payment, .. } = &refund.what else { panic!("{refund:?}") };
        assert_eq!(payment.as_deref(), Some("ch_1"));
        let at = format!("2025-06-{day} 09:00:00 UTC");
        assert!(matches!(refund.when, When::At(when) if when.to_string() == at), "{refund:?}");
    }
}

#[test]
fn a_refund_says_the_same_whether_its_payment_is_in_the_file_or_not() {
    let sheet = balance(&["usd,-20.00,refund,re_1,ch_1"]);
    assert_eq!(became(&sheet), ["re_1 was refunded 20.00 USD"]);
    assert!(claims(&sheet)[0].notes.is_empty());
}

#[test]
fn a_refund_that_failed_leaves_nothing_and_each_row_names_the_other() {
    let sheet = balance(&[
        "usd,-20.00,refund,re_1,ch_1",
        "usd,-10.00,refund,re_2,ch_1",
        "usd,20.00,refund_failure,re_1,ch_1",
    ]);
    let nothing = "skipped: nothing is left of the refund: lines 2, 4 come to nothing";
    assert_eq!(became(&sheet), [nothing, "re_2 was refunded 10.00 USD", nothing]);
    assert_eq!(undone(&sheet), [Some("re_1"), Some("re_1")]);
}

#[test]
fn what_failed_of_a_refund_in_part_is_taken_off_and_it_keeps_its_own_time() {
    let sheet = balance(&["usd,-20.00,refund,re_1,ch_1", "usd,5.00,refund_failure,re_1,ch_1"]);
    assert_eq!(
        became(&sheet),
        ["re_1 was refunded 15.00 USD", "skipped: part of the refund on line 2"]
    );
    assert_eq!(claims(&sheet)[0].notes, ["the sum of lines 2, 3"]);
}

#[test]
fn a_failure_without_its_refund_names_what_an_earlier_file_may_have_told() {
    let sheet = balance(&["usd,20.00,refund_failure,re_1,ch_1"]);
    assert_eq!(became(&sheet), ["skipped: 20.00 USD of the refund came back after all"]);
    assert_eq!(undone(&sheet), [Some("re_1")]);
}

#[test]
fn a_failure_that_does_not_say_which_refund_it_is_of_is_not_passed_over() {
    let sheet = balance(&["usd,20.00,refund_failure,,ch_1"]);
    assert_eq!(became(&sheet), ["unreadable: source_id"]);
}

#[test]
fn a_sum_tells_which_rows_it_lacks() {
    let sheet = balance(&[
        "usd,-10.00,dispute,dp_1,ch_1",
        "usd,ten,dispute,dp_2,ch_1",
        "eur,-10.00,dispute,dp_3,ch_1",
    ]);
    assert_eq!(
        became(&sheet),
        ["ch_1/dispute was refunded 10.00 USD", "unreadable: gross", "unreadable: row"]
    );
    let notes = &claims(&sheet)[0].notes;
    assert!(notes.contains(&"it may be another amount: lines 3, 4 cannot be read".to_owned()));
}

#[test]
fn one_refund_is_not_of_two_payments() {
    let sheet = balance(&["usd,-10.00,refund,re_1,ch_1", "usd,-10.00,refund,re_1,ch_2"]);
    assert_eq!(became(&sheet), ["re_1 was refunded 10.00 USD", "unreadable: row"]);
}

#[test]
fn disputes_of_one_charge_are_summed_as_stripes_payments_tell_them() {
    let sheet = balance(&[
        "usd,-60.00,dispute,dp_1,ch_1",
        "usd,-30.00,dispute,dp_2,ch_1",
        "usd,60.00,dispute_reversal,dp_1,ch_1",
    ]);
    let part = "skipped: part of the dispute on line 3";
    assert_eq!(became(&sheet), [part, "ch_1/dispute was refunded 30.00 USD", part]);
}

#[test]
fn what_the_customer_paid_counts_where_the_account_keeps_another_currency() {
    let heading = format!("{BALANCE},customer_facing_amount,customer_facing_currency");
    let row = "txn_1,2025-06-15 09:00:00,usd,134.20,charge,ch_1,ch_1,125.00,eur";
    let sheet = sheet(&heading, &[row]);
    assert_eq!(became(&sheet), ["ch_1 paid 125.00 EUR"]);
    assert_eq!(claims(&sheet)[0].notes, ["134.20 USD to the account"]);
}

#[test]
fn a_dispute_that_was_won_leaves_nothing_and_a_reversal_without_its_dispute_is_told() {
    let sheet = sheet(
        BALANCE,
        &[
            "txn_1,2025-06-15 09:00:00,usd,-100.00,dispute,dp_1,ch_1",
            "txn_2,2025-06-18 09:00:00,usd,100.00,dispute_reversal,dp_1,ch_1",
            "txn_3,2025-06-19 09:00:00,usd,100.00,dispute_reversal,dp_2,ch_2",
        ],
    );
    let nothing = "skipped: nothing is left of the dispute: lines 2, 3 come to nothing";
    let alone = "skipped: 100.00 USD of the dispute came back after all";
    assert_eq!(became(&sheet), [nothing, nothing, alone]);
    let keys = [Some("ch_1/dispute"), Some("ch_1/dispute"), Some("ch_2/dispute")];
    assert_eq!(undone(&sheet), keys);
}

#[test]
fn a_dispute_without_its_charge_meets_its_reversal_by_its_own_identity() {
    let sheet = balance(&["usd,-60.00,dispute,du_1,", "usd,60.00,dispute_reversal,du_1,"]);
    assert_eq!(undone(&sheet), [Some("du_1"), Some("du_1")]);
}

#[test]
fn what_moves_between_stripe_and_us_is_no_payment() {
    let kinds = ["fee", "payout", "transfer", "other_adjustment", "connect_collection_transfer"];
    for kind in kinds {
        let row = format!("txn_1,2025-06-15 09:00:00,usd,-1.00,{kind},x,");
        let told = became(&sheet(BALANCE, &[&row]));
        assert_eq!(told, [format!("skipped: no payment, but `{kind}`")]);
    }
}
