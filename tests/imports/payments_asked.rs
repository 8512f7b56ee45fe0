//! What whoever asks knows better than a file of payments, and what cannot be read without knowing.

use cairn_domain::Decimal;
use cairn_import::payments::{Form, Options, read, recognise};
use cairn_import::{Delimiter, Order, Refusal, Row, When, decode, records};

use crate::payments_render::{claims, payments, read_as, told};

fn as_form(form: Form) -> Options {
    Options { form: Some(form), ..Options::default() }
}

fn with_decimal(decimal: Decimal) -> Options {
    Options { decimal: Some(decimal), ..Options::default() }
}

#[test]
fn each_form_is_recognised_by_its_headings_wherever_they_stand() {
    for (file, form, place) in [
        ("s1-payments", Form::StripePayments, 0),
        ("s2-unified", Form::StripeUnified, 0),
        ("s2-few-columns", Form::StripeUnified, 0),
        ("s3-payout-reconciliation", Form::StripeBalance, 0),
        ("s3-activity-of-a-zone", Form::StripeBalance, 0),
        ("p1-activity", Form::PaypalActivity, 0),
        ("p1-counterparty-status-european", Form::PaypalActivity, 0),
        ("p2-statement", Form::PaypalStatement, 1),
        ("eventbrite-attendees", Form::EventbriteAttendees, 0),
    ] {
        let bytes = payments(file);
        let text = decode(&bytes);
        let records = records(&text.text, Delimiter::Comma);
        assert_eq!(recognise(&records), Some((form, place)), "{file}");
    }
}

#[test]
fn the_names_of_forms_never_change() {
    let names: Vec<&str> = Form::ALL.iter().map(|form| form.name()).collect();
    assert_eq!(
        names,
        [
            "stripe-payments",
            "stripe-unified",
            "stripe-balance",
            "paypal-activity",
            "paypal-statement",
            "eventbrite-attendees"
        ]
    );
}

#[test]
fn what_is_recognised_may_be_asked_for_and_changes_nothing() {
    let read = |options| read_as("p1-activity", options).unwrap();
    assert_eq!(read(Options::default()), read(as_form(Form::PaypalActivity)));
}

#[test]
fn a_form_whose_columns_are_missing_is_refused_by_their_names() {
    let refusal = read_as("s1-payments", as_form(Form::StripeBalance)).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "`s1-payments.csv` cannot be read as a balance report of Stripe\n  \
         because the heading on line 1 has no column `balance_transaction_id`, `gross`, \
         `reporting_category`\n\
         hint: download it again with these columns, or say which other form it is in"
    );
}

#[test]
fn payments_whose_heading_says_no_utc_are_local_when_asked_for() {
    let file = "id,Created,Amount,Currency,Status\nch_1,2025-06-15 19:58,12500.00,usd,Paid\n";
    assert!(matches!(
        read("x.csv", file.as_bytes(), &Options::default()),
        Err(Refusal::MissingColumns { .. } | Refusal::NotPayments { .. })
    ));
    let sheet = read("x.csv", file.as_bytes(), &as_form(Form::StripePayments)).unwrap();
    assert!(matches!(claims(&sheet)[0].when, When::Local(_)));
    assert!(sheet.needs_zone());
}

#[test]
fn an_amount_that_can_be_read_in_two_ways_is_read_as_whoever_asks_says() {
    let point = read_as("damaged/undecidable-decimal", with_decimal(Decimal::Point)).unwrap();
    assert_eq!(told(&point), [(2, "1AB".to_owned(), "12500.00 USD".to_owned())]);
    let comma = read_as("damaged/undecidable-decimal", with_decimal(Decimal::Comma)).unwrap();
    let Row::Unreadable(row) = &comma.rows[0] else { panic!("{comma:?}") };
    assert_eq!(row.expected, "an amount in USD, with 2 digits in the fraction at most");
}

#[test]
fn where_amounts_contradict_each_other_the_wrong_ones_are_listed_once_it_is_said_which() {
    let sheet = read_as("damaged/contradicting-decimal", with_decimal(Decimal::Comma)).unwrap();
    assert_eq!(told(&sheet), [(3, "1AC".to_owned(), "12500.00 USD".to_owned())]);
    let Row::Unreadable(row) = &sheet.rows[0] else { panic!("{sheet:?}") };
    assert_eq!((row.line, row.field.as_str()), (2, "Gross"));
}

#[test]
fn dates_that_can_be_read_in_two_ways_are_read_as_whoever_asks_says() {
    let options = Options { order: Some(Order::DayFirst), ..Options::default() };
    let sheet = read_as("damaged/undecidable-order", options).unwrap();
    let When::At(at) = claims(&sheet)[0].when else { panic!("{sheet:?}") };
    assert_eq!(at.to_string(), "2025-05-07 06:10:05 UTC");
}

#[test]
fn stripe_writes_a_point_and_a_spreadsheet_that_made_it_a_comma_has_to_be_named() {
    let file = "id;Created (UTC);Amount;Amount Refunded;Currency;Status\n\
                ch_1;2025-06-15 23:58;12500,00;0,00;usd;Paid\n";
    let plain = read("x.csv", file.as_bytes(), &Options::default()).unwrap();
    assert!(matches!(&plain.rows[0], Row::Unreadable(row) if row.field == "Amount"));
    let said = read("x.csv", file.as_bytes(), &with_decimal(Decimal::Comma)).unwrap();
    assert_eq!(told(&said), [(2, "ch_1".to_owned(), "12500.00 USD".to_owned())]);
    assert_eq!(said.delimiter, Some(Delimiter::Semicolon));
}

#[test]
fn a_list_of_payouts_is_no_list_of_payments() {
    let refusal = read_as("damaged/payouts", Options::default()).unwrap_err();
    assert!(matches!(refusal, Refusal::NotPayments { .. }));
}

#[test]
fn a_workbook_and_an_empty_file_are_called_what_they_are() {
    let read = |bytes: &[u8]| read("x.csv", bytes, &Options::default());
    assert!(matches!(read(b"PK\x03\x04rest"), Err(Refusal::NotText { .. })));
    assert!(matches!(read(b"\r\n , \n"), Err(Refusal::NotPayments { .. })));
    assert!(matches!(read(b" \r\n"), Err(Refusal::Empty { .. })));
}
