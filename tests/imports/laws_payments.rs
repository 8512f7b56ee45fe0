//! Laws of payments: no row is lost, no amount changes, no currencies are mixed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use cairn_domain::money::LARGEST_AMOUNT;
use cairn_domain::{Currency, Decimal, Money};
use cairn_import::payments::{Form, Options, read, recognise};
use cairn_import::{Delimiter, Order, Row, Sheet, What, decode, records};
use proptest::prelude::*;

use crate::payments_render::{claims, moved, payments};

const FILES: [&str; 8] = [
    "s1-payments",
    "s2-unified",
    "s3-payout-reconciliation",
    "s3-activity-of-a-zone",
    "p1-activity",
    "p1-counterparty-status-european",
    "p2-statement",
    "eventbrite-refund-rows",
];

fn options() -> impl Strategy<Value = Options> {
    let form = proptest::option::of(proptest::sample::select(Form::ALL.to_vec()));
    let order =
        proptest::sample::select(vec![None, Some(Order::MonthFirst), Some(Order::DayFirst)]);
    let decimal = proptest::sample::select(vec![None, Some(Decimal::Point), Some(Decimal::Comma)]);
    (form, order, decimal).prop_map(|(form, order, decimal)| Options { form, order, decimal })
}

/// Cells that mean something in some form, beside those that mean nothing.
fn cell() -> impl Strategy<Value = String> {
    let words = [
        "",
        "ch_1",
        "ch_2",
        "1",
        "1/refund",
        "txn_1",
        "usd",
        "EUR",
        "jpy",
        "100.00",
        "-30.00",
        "(5)",
        "1,000",
        "0",
        "90071992547409.91",
        "2025-06-15 09:00:00",
        "06/15/2025",
        "15.06.2025",
        "09:00",
        "PDT",
        "CST",
        "America/New_York",
        "Paid",
        "Refunded",
        "Refund",
        "Completed",
        "Attending",
        "lost",
        "true",
        "charge",
        "refund",
        "dispute",
        "dispute_reversal",
        "refund_failure",
        "re_1",
        "won",
        "fee",
        "General Payment",
        "Payment Refund",
        "asha@example.org",
        "€9",
    ];
    prop_oneof![
        6 => proptest::sample::select(words.to_vec()).prop_map(str::to_owned),
        1 => "[-0-9.,$ ]{0,8}",
        1 => "\\PC{0,5}",
    ]
}

fn written(table: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in table {
        writer.write_record(row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// Every row of the file below the headings is one row of the sheet, in the same order.
fn assert_reconciles(bytes: &[u8], sheet: &Sheet, options: Options) {
    let text = decode(bytes);
    let records = records(&text.text, sheet.delimiter.unwrap());
    let lines: Vec<usize> = records.iter().map(|record| record.line).collect();
    let found: Vec<usize> = sheet.rows.iter().map(Row::line).collect();
    assert!(lines.ends_with(&found), "{found:?} of {lines:?}");
    if options.form.is_none() {
        let (_, heading) = recognise(&records).unwrap();
        assert_eq!(found.len(), records.len() - heading - 1);
    }
    for row in &sheet.rows {
        if let Row::Claims(claims) = row {
            assert!(!claims.is_empty());
            assert!(claims.iter().all(|claim| claim.line == row.line()));
            let moved: Vec<Money> = claims.iter().filter_map(moved).collect();
            assert!(
                moved.windows(2).all(|pair| pair[0].currency == pair[1].currency),
                "{claims:?}"
            );
            assert!(moved.iter().all(|money| (1..=LARGEST_AMOUNT).contains(&money.minor.abs())));
        }
    }
}

/// One charge, and each time that some of it went back, in cents.
type Charge = (i64, Vec<i64>);

fn charges() -> impl Strategy<Value = Vec<Charge>> {
    let charge = (1..2_000_000_i64).prop_flat_map(|paid| {
        let parts = proptest::collection::vec(1..=paid, 0..4);
        (Just(paid), parts).prop_map(|(paid, parts)| {
            let fits = |sum: &mut i64, part: i64| {
                *sum += part;
                Some((*sum <= paid).then_some(part))
            };
            (paid, parts.into_iter().scan(0, fits).flatten().collect())
        })
    });
    proptest::collection::vec(charge, 1..8)
}

fn major(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
}

fn as_payments(charges: &[Charge], currencies: &[&str]) -> String {
    let mut text = "id,Created (UTC),Amount,Amount Refunded,Currency,Status\n".to_owned();
    for (at, (paid, parts)) in charges.iter().enumerate() {
        let back: i64 = parts.iter().sum();
        let status = if back == *paid { "Refunded" } else { "Paid" };
        let currency = currencies[at % currencies.len()];
        let (paid, back) = (major(*paid), major(back));
        writeln!(text, "ch_{at},2025-06-15 09:00,{paid},{back},{currency},{status}").unwrap();
    }
    text
}

fn as_balance(charges: &[Charge], currencies: &[&str]) -> String {
    let mut rows = Vec::new();
    for (at, (paid, parts)) in charges.iter().enumerate() {
        let currency = currencies[at % currencies.len()];
        rows.push((0, format!("{currency},{},charge,ch_{at},ch_{at}", major(*paid))));
        for (nth, part) in parts.iter().enumerate() {
            rows.push((
                nth + 1,
                format!("{currency},{},refund,re_{at}{nth},ch_{at}", major(-part)),
            ));
        }
    }
    // Refunds of many charges stand between each other.
    rows.sort();
    let mut text =
        "balance_transaction_id,created_utc,currency,gross,reporting_category,source_id,charge_id\n".to_owned();
    for (at, (day, rest)) in rows.iter().enumerate() {
        writeln!(text, "txn_{at},2025-06-1{day} 09:00:00,{rest}").unwrap();
    }
    text
}

/// Returns what is left of each charge, whether what went back is told at once or each time.
fn left(text: &str) -> BTreeMap<String, Money> {
    let sheet = read("x.csv", text.as_bytes(), &Options::default()).unwrap();
    assert!(!sheet.rows.iter().any(|row| matches!(row, Row::Unreadable(_))), "{sheet:?}");
    let found = claims(&sheet);
    let keys: BTreeSet<_> = found.iter().map(|claim| claim.key.clone().unwrap()).collect();
    assert_eq!(keys.len(), found.len(), "each key stands once");
    let mut left = BTreeMap::new();
    for claim in found {
        let charge = match &claim.what {
            What::Refunded { payment, .. } => payment.clone(),
            _ => claim.key.clone(),
        };
        let money = moved(claim).unwrap();
        let sum = left.entry(charge.unwrap()).or_insert(Money { minor: 0, ..money });
        assert_eq!(sum.currency, money.currency);
        sum.minor += money.minor;
    }
    left
}

/// Writes an amount as people of a country do, with or without its thousands parted.
fn localised(minor: i64, decimals: u32, decimal: Decimal, grouped: bool) -> String {
    let (sign, thousands) = if decimal == Decimal::Point { ('.', ',') } else { (',', '.') };
    let scale = 10_i64.pow(decimals);
    let digits = (minor / scale).to_string();
    let mut whole = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if grouped && at > 0 && (digits.len() - at).is_multiple_of(3) {
            whole.push(thousands);
        }
        whole.push(digit);
    }
    let fraction = minor % scale;
    match decimals {
        0 => whole,
        _ => format!("{whole}{sign}{fraction:0width$}", width = decimals as usize),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever the bytes are, reading ends in rows that reconcile, or in a refusal that names the file.
    #[test]
    fn no_bytes_are_too_strange_for_payments(
        bytes in proptest::collection::vec(any::<u8>(), 0..400), options in options(),
    ) {
        match read("strange.csv", &bytes, &options) {
            Ok(sheet) => assert_reconciles(&bytes, &sheet, options),
            Err(refusal) => prop_assert!(refusal.to_string().starts_with("`strange.csv`")),
        }
    }

    /// A true file with some bytes changed, cut or put in loses no row of payments, or is refused.
    #[test]
    fn no_damage_loses_a_payment(
        which in proptest::sample::select(FILES.to_vec()),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>(), 0..3), 1..6),
        options in options(),
    ) {
        let mut bytes = payments(which);
        for (at, byte, how) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => bytes.truncate(at.max(1)),
            }
        }
        if let Ok(sheet) = read("damaged.csv", &bytes, &options) {
            assert_reconciles(&bytes, &sheet, options);
        }
    }

    /// Whatever stands in the cells below a true heading, every row becomes exactly one row, in one currency each.
    #[test]
    fn no_cell_loses_a_payment(
        which in proptest::sample::select(FILES.to_vec()),
        cells in proptest::collection::vec(proptest::collection::vec(cell(), 60), 1..8),
        widths in proptest::collection::vec(0_usize..3, 8),
        (order, decimal) in (any::<bool>(), any::<bool>()),
    ) {
        let bytes = payments(which);
        let text = decode(&bytes);
        let records = records(&text.text, Delimiter::Comma);
        let (_, at) = recognise(&records).unwrap();
        let heading: Vec<String> = records[at].cells.iter().map(ToString::to_string).collect();
        let rows = cells.into_iter().zip(widths).map(|(mut row, width)| {
            row.truncate(heading.len() + 1 - width);
            row
        });
        let table: Vec<Vec<String>> = [heading.clone()].into_iter().chain(rows).collect();
        let bytes = written(&table).into_bytes();
        let options = Options {
            form: None,
            order: Some(if order { Order::MonthFirst } else { Order::DayFirst }),
            decimal: Some(if decimal { Decimal::Point } else { Decimal::Comma }),
        };
        let sheet = read("cells.csv", &bytes, &options).unwrap();
        assert_reconciles(&bytes, &sheet, options);
    }

    /// An amount that is written as people of a country do reads back as the same amount.
    #[test]
    fn an_amount_reads_back_in_either_way(
        minor in prop_oneof![1..2_000_000_i64, 1..=LARGEST_AMOUNT],
        code in proptest::sample::select(vec!["USD", "JPY", "KWD"]),
        (comma, grouped) in any::<(bool, bool)>(),
        (before, behind) in proptest::sample::select(vec![("", ""), ("+", ""), (" ", " "), ("CODE ", ""), ("", " CODE")]),
    ) {
        let currency: Currency = code.parse().unwrap();
        let decimal = if comma { Decimal::Comma } else { Decimal::Point };
        let amount = localised(minor, currency.decimals(), decimal, grouped);
        let amount = format!("{before}{amount}{behind}").replace("CODE", code);
        let text = format!(
            "Date,Time,TimeZone,Type,Status,Currency,Gross,Transaction ID\n\
             2025-06-15,09:00:00,UTC,General Payment,Completed,{code},\"{amount}\",1A\n"
        );
        let options = Options { decimal: Some(decimal), ..Options::default() };
        let sheet = read("x.csv", text.as_bytes(), &options).unwrap();
        prop_assert_eq!(claims(&sheet).first().and_then(|claim| moved(claim)), Some(Money { minor, currency }), "{}", amount);
        // Without a word from anybody it is the same, or the file is refused; never another amount.
        if let Ok(sheet) = read("x.csv", text.as_bytes(), &Options::default()) {
            prop_assert_eq!(claims(&sheet).first().and_then(|claim| moved(claim)), Some(Money { minor, currency }), "{}", amount);
        }
    }

    /// What was paid less what went back is what was meant, in each currency, by each of Stripe's exports alike.
    #[test]
    fn stripes_exports_agree_on_every_cent(charges in charges()) {
        let currencies = ["usd", "eur", "dkk"];
        let payments = left(&as_payments(&charges, &currencies));
        prop_assert_eq!(&payments, &left(&as_balance(&charges, &currencies)));
        for (nth, code) in currencies.iter().enumerate() {
            let meant: i64 = charges.iter().skip(nth).step_by(currencies.len())
                .map(|(paid, parts)| paid - parts.iter().sum::<i64>()).sum();
            let code = code.to_uppercase();
            let told: i64 = payments.values().filter(|money| money.currency.code() == code).map(|money| money.minor).sum();
            prop_assert_eq!(told, meant);
        }
    }
}
