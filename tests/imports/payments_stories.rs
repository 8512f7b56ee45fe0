//! The rules of each provider, one story each; whole files are in the snapshots.

use cairn_import::payments::{Options, read};
use cairn_import::{Row, Sheet, What, When};

use crate::payments_render::{claims, read_as, told};

/// What became of the rows: for a claim its key and what moved, for others the reason or the field.
pub fn became(sheet: &Sheet) -> Vec<String> {
    let told = |row: &Row| match row {
        Row::Claims(claims) => {
            let one = |claim: &cairn_import::Claim| {
                format!("{} {}", claim.key.as_deref().unwrap_or_default(), claim.what)
            };
            claims.iter().map(one).collect::<Vec<_>>().join(", ")
        }
        Row::Skipped { why, .. } => format!("skipped: {why}"),
        Row::Unreadable(row) => format!("unreadable: {}", row.field),
    };
    sheet.rows.iter().map(told).collect()
}

/// Reads rows below a heading.
pub fn sheet(heading: &str, rows: &[&str]) -> Sheet {
    let file = [&[heading], rows].concat().join("\n");
    read("x.csv", file.as_bytes(), &Options::default()).unwrap_or_else(|error| panic!("{error}"))
}

const STRIPE: &str = "id,Created (UTC),Amount,Amount Refunded,Currency,Status,Captured,Disputed Amount,Dispute Status";

fn stripe(rows: &[&str]) -> Vec<String> {
    let rows: Vec<String> =
        rows.iter().map(|row| row.replacen(',', ",2025-06-15 09:00,", 1)).collect();
    became(&sheet(STRIPE, &rows.iter().map(String::as_str).collect::<Vec<_>>()))
}

#[test]
fn a_refund_of_a_part_is_told_beside_the_payment_that_stays_paid() {
    let told = stripe(&["ch_1,100.00,30.00,usd,Paid,true,,"]);
    assert_eq!(told, ["ch_1 paid 100.00 USD, ch_1/refund was refunded 30.00 USD"]);
}

#[test]
fn money_that_was_never_received_is_skipped_with_its_reason() {
    let told = stripe(&[
        "ch_1,100.00,0,usd,Failed,false,,",
        "ch_2,100.00,0,usd,requires_capture,false,,",
        "ch_3,100.00,0,usd,Paid,false,,",
        "ch_4,0.00,0,usd,Paid,true,,",
        "ch_5,100.00,0,usd,Incomplete,,,",
    ]);
    assert_eq!(
        told,
        [
            "skipped: the payment is `Failed`",
            "skipped: the payment is `requires_capture`",
            "skipped: not captured: the money was only reserved",
            "skipped: nothing was paid",
            "skipped: the payment is `Incomplete`",
        ]
    );
}

#[test]
fn a_lost_dispute_takes_money_back_a_won_one_does_not_and_an_open_one_is_noted() {
    let told = stripe(&[
        "ch_1,100.00,0,usd,Paid,true,100.00,lost",
        "ch_2,100.00,0,usd,Paid,true,100.00,won",
        "ch_3,100.00,0,usd,Paid,true,100.00,under_review",
        "ch_4,100.00,100.00,usd,Refunded,true,100.00,lost",
        "ch_5,100.00,0,usd,Paid,true,100.00,quarrel",
    ]);
    assert_eq!(
        told,
        [
            "ch_1 paid 100.00 USD, ch_1/dispute was refunded 100.00 USD",
            "ch_2 paid 100.00 USD, ch_2/dispute the dispute was won",
            "ch_3 paid 100.00 USD",
            "ch_4 paid 100.00 USD, ch_4/refund was refunded 100.00 USD",
            "unreadable: Dispute Status",
        ]
    );
}

#[test]
fn a_dispute_that_is_over_without_loss_says_that_an_earlier_one_is_not_so() {
    let told = stripe(&[
        "ch_1,100.00,0,usd,Paid,true,40.00,won",
        "ch_2,100.00,0,usd,Paid,true,100.00,warning_closed",
        "ch_3,100.00,30.00,usd,Paid,true,100.00,won",
        "ch_4,100.00,0,usd,Paid,true,0.00,won",
        "ch_5,100.00,0,usd,Paid,true,,warning_closed",
        "ch_6,100.00,0,usd,Paid,true,much,won",
    ]);
    assert_eq!(
        told,
        [
            "ch_1 paid 100.00 USD, ch_1/dispute the dispute was won",
            "ch_2 paid 100.00 USD, ch_2/dispute the warning was closed",
            "ch_3 paid 100.00 USD, ch_3/refund was refunded 30.00 USD, ch_3/dispute the dispute was won",
            "ch_4 paid 100.00 USD",
            "ch_5 paid 100.00 USD",
            "unreadable: Disputed Amount",
        ]
    );
}

#[test]
fn a_status_that_nobody_knows_is_not_guessed() {
    assert_eq!(stripe(&["ch_1,100.00,0,usd,Settled,true,,"]), ["unreadable: Status"]);
}

#[test]
fn the_payment_of_a_refund_is_named_by_its_key() {
    let sheet = read_as("s1-payments", Options::default()).unwrap();
    let refund =
        claims(&sheet).into_iter().find(|claim| claim.key.as_deref() == Some("ch_3B/refund"));
    let What::Refunded { payment, .. } = &refund.unwrap().what else { panic!("{refund:?}") };
    assert_eq!(payment.as_deref(), Some("ch_3B"));
}

#[test]
fn yen_have_no_fraction_and_dinars_have_three_digits() {
    let told = stripe(&[
        "ch_1,500000,0,jpy,Paid,true,,",
        "ch_2,500000.50,0,jpy,Paid,true,,",
        "ch_3,12.345,0,kwd,Paid,true,,",
        "ch_4,12.5,0,usd,Paid,true,,",
        "ch_5,12.345,0,usd,Paid,true,,",
    ]);
    assert_eq!(
        told,
        [
            "ch_1 paid 500000 JPY",
            "unreadable: Amount",
            "ch_3 paid 12.345 KWD",
            "ch_4 paid 12.50 USD",
            "unreadable: Amount",
        ]
    );
}

#[test]
fn the_largest_amount_is_read_and_one_more_is_not() {
    let told = stripe(&[
        "ch_1,90071992547409.91,0,usd,Paid,true,,",
        "ch_2,90071992547409.92,0,usd,Paid,true,,",
        "ch_3,99999999999999999999999999,0,usd,Paid,true,,",
    ]);
    assert_eq!(
        told,
        ["ch_1 paid 90071992547409.91 USD", "unreadable: Amount", "unreadable: Amount"]
    );
}

#[test]
fn rows_between_two_stray_quotation_marks_are_not_taken_for_a_description() {
    let heading = format!("{STRIPE},Description");
    let row = "2025-06-15 09:00,100.00,0,usd,Paid,true,,";
    let sheet = sheet(
        &heading,
        &[
            &format!("ch_1,{row},\"Tuition"),
            &format!("ch_2,{row},Tuition"),
            &format!("ch_3,{row},Tuition\""),
        ],
    );
    assert_eq!(became(&sheet), ["unreadable: Description"]);
}

#[test]
fn the_same_payment_has_the_same_identity_in_each_of_stripes_exports() {
    let told = |name| told(&read_as(name, Options::default()).unwrap());
    for name in ["s1-payments", "s2-unified", "s3-payout-reconciliation"] {
        let told = told(name);
        for (key, moved) in [("ch_3A", "12500.00 USD"), ("ch_3B", "15000.00 USD")] {
            let found = told.iter().find(|(_, found, _)| found == key);
            assert_eq!(found.map(|(_, _, moved)| moved.as_str()), Some(moved), "{name}: {key}");
        }
    }
}

#[test]
fn a_name_that_is_none_is_cut_and_that_is_noted() {
    let heading = format!("{STRIPE},Customer Name");
    let of = |name: &str| {
        let row = format!("ch_1,2025-06-15 09:00,100.00,0,usd,Paid,true,,,{name}");
        claims(&sheet(&heading, &[&row]))[0].clone()
    };
    let longest = "é".repeat(200);
    assert_eq!(of(&longest).name, Some(longest.clone()));
    assert!(of(&longest).notes.is_empty());
    let cut = of(&format!("{longest}é"));
    assert_eq!(cut.name, Some(format!("{longest}…")));
    assert_eq!(cut.notes, ["the name is longer than 200 characters, and is cut"]);
}

const PAYPAL: &str = "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,From Email Address,To Email Address,Transaction ID,Reference Txn ID,Balance Impact";

fn paypal(rows: &[&str]) -> Sheet {
    let rows: Vec<String> = rows.iter().map(|row| format!("06/15/2025,23:10:05,{row}")).collect();
    sheet(PAYPAL, &rows.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn a_payment_that_was_refunded_counts_as_paid_since_the_refund_has_a_row_of_its_own() {
    let sheet = paypal(&[
        "PDT,Asha,General Payment,Refunded,USD,100.00,asha@example.org,pay@example.org,1A,,Credit",
        "PDT,Asha,Payment Refund,Completed,USD,-100.00,pay@example.org,asha@example.org,1B,1A,Debit",
    ]);
    assert_eq!(became(&sheet), ["1A paid 100.00 USD", "1B was refunded 100.00 USD"]);
    assert!(claims(&sheet).iter().all(|claim| claim.email.as_deref() == Some("asha@example.org")));
    assert!(claims(&sheet).iter().all(|claim| claim.notes.is_empty()));
    let What::Refunded { payment, .. } = &claims(&sheet)[1].what else { panic!() };
    assert_eq!(payment.as_deref(), Some("1A"));
}

#[test]
fn paypals_pst_and_pdt_are_fixed_and_other_short_names_are_not_guessed() {
    let row = |zone: &str| {
        format!("{zone},Asha,General Payment,Completed,USD,100.00,asha@example.org,,1A,,Credit")
    };
    for (zone, at) in [
        ("PDT", "2025-06-16 06:10:05 UTC"),
        ("PST", "2025-06-16 07:10:05 UTC"),
        ("GMT+01:00", "2025-06-15 22:10:05 UTC"),
        ("GMT-0530", "2025-06-16 04:40:05 UTC"),
        ("UTC", "2025-06-15 23:10:05 UTC"),
    ] {
        let sheet = paypal(&[&row(zone)]);
        let When::At(found) = claims(&sheet)[0].when else { panic!("{zone}") };
        assert_eq!(found.to_string(), at, "{zone}");
    }
    for zone in ["CST", "IST", "BST", "EST", "CET", "", "GMT+25:00", "Nowhere/Land"] {
        assert_eq!(became(&paypal(&[&row(zone)])), ["unreadable: TimeZone"], "{zone}");
    }
    let named = paypal(&[&row("America/New_York")]);
    assert!(matches!(claims(&named)[0].when, When::In(..)));
    assert!(!named.needs_zone());
}

#[test]
fn what_paypal_only_remarks_or_sets_aside_is_skipped() {
    let sheet = paypal(&[
        "PDT,,General Payment,Completed,USD,100.00,,,1A,,Memo",
        "PDT,,Reversal of General Account Hold,Completed,USD,100.00,,,1B,,Credit",
        "PDT,,General Payment,Pending,USD,100.00,,,1C,,Credit",
        "PDT,,General Payment,Completed,USD,-100.00,,,1D,,Debit",
    ]);
    assert!(sheet.rows.iter().all(|row| matches!(row, Row::Skipped { .. })), "{sheet:?}");
}

#[test]
fn a_repeated_hour_is_two_hours_where_the_row_says_which() {
    let sheet = read_as("p1-activity", Options::default()).unwrap();
    let when = |key: &str| {
        let all = claims(&sheet);
        let found = all.iter().find(|claim| claim.key.as_deref() == Some(key));
        found.unwrap().when
    };
    let (When::At(summer), When::At(winter)) = (when("1AM"), when("1AN")) else { panic!() };
    assert_eq!((winter - summer).num_minutes(), 60);
}

const EVENTBRITE: &str =
    "Order #,Order Date,First Name,Last Name,Email,Attendee #,Currency,Total Paid,Attendee Status";

#[test]
fn a_free_place_is_no_payment_and_a_refunded_one_is_two_claims() {
    let sheet = sheet(
        EVENTBRITE,
        &[
            "1,11/29/24 22:28,Asha,Rao,asha@example.org,11,USD,0,Attending",
            "2,11/29/24 22:28,Ben,Ode,ben@example.org,12,USD,15.00,Refunded",
            "3,11/29/24 22:28,Cy,Lee,cy@example.org,13,USD,15.00,Checked In",
        ],
    );
    assert_eq!(
        became(&sheet),
        [
            "skipped: free: nothing was paid",
            "2/12 paid 15.00 USD, 2/12/refund was refunded 15.00 USD",
            "3/13 paid 15.00 USD"
        ]
    );
}

#[test]
fn a_refund_with_a_row_of_its_own_is_not_told_twice() {
    let sheet = sheet(
        EVENTBRITE,
        &[
            "2,\"Sep 26, 2026 7:05 PM\",Ben,Ode,ben@example.org,12,USD,15.00,Refunded",
            "2,\"Sep 28, 2026 7:05 PM\",Ben,Ode,ben@example.org,12,USD,(15.00),Refund",
        ],
    );
    assert_eq!(became(&sheet), ["2/12 paid 15.00 USD", "2/12/refund was refunded 15.00 USD"]);
}

#[test]
fn an_address_on_several_places_of_an_order_may_be_the_buyers() {
    let sheet = sheet(
        EVENTBRITE,
        &[
            "1,11/29/24 22:28,Asha,Rao,Asha@example.org,11,USD,15.00,Attending",
            "1,11/29/24 22:28,Ben,Ode,asha@example.org,12,USD,15.00,Attending",
            "2,11/29/24 22:28,Asha,Rao,asha@example.org,13,USD,15.00,Attending",
        ],
    );
    let notes: Vec<usize> = claims(&sheet).iter().map(|claim| claim.notes.len()).collect();
    assert_eq!(notes, [1, 1, 0]);
}

/// Each of the rows says where the others are: of a dispute that went back and forth a thousand times, that would be a
/// million lines.
#[test]
fn a_dispute_in_very_many_rows_names_the_first_of_them() {
    let heading = "balance_transaction_id,created_utc,currency,gross,reporting_category,charge_id";
    let row = |number: usize| {
        let (amount, kind) = if number.is_multiple_of(2) {
            ("-5.00", "dispute")
        } else {
            ("5.00", "dispute_reversal")
        };
        format!("txn_{number},2025-06-15 09:00:00,usd,{amount},{kind},ch_1")
    };
    let rows: Vec<String> = (0..1_000).map(row).collect();
    let told = became(&sheet(heading, &rows.iter().map(String::as_str).collect::<Vec<_>>()));
    let named: Vec<String> = (2..22).map(|line| line.to_string()).collect();
    let why = format!("lines {} and 980 more come to nothing", named.join(", "));
    assert!(told.iter().all(|row| row.ends_with(&why)), "{}", told[0]);
}
