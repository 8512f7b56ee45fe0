//! Stripe's balance: one row for each time that money moved, a refund as well as a payment.

use cairn_domain::Money;

use crate::claim::{Row, What};

use super::form::Field;
use super::others::Repeat;
use super::parts::{Part, Step};
use super::reader::{MEND, Read, Reader};

/// Reads a row of a balance.
pub(super) fn step(reader: &Reader<'_>) -> Read<Step> {
    let id = reader.need(Field::Id, "the identity of a movement, such as `txn_3A`")?;
    if let Some(Repeat::Other(line)) = reader.ground.others.repeat(id, reader.record) {
        let expected = format!("another identity than on line {line}, which says something else");
        return reader.cannot(Field::Id, &expected, MEND);
    }
    let kind = reader.word(Field::Kind);
    match kind.as_str() {
        "charge" => paid(reader, id),
        "refund" | "partial_capture_reversal" => {
            part(reader, of_refund(reader).unwrap_or(id).to_owned(), "refund", Way::Out)
        }
        "refund_failure" => match of_refund(reader) {
            Some(refund) => part(reader, refund.to_owned(), "refund", Way::Back),
            // Nobody knows which refund came back: to pass it over would leave all of them standing.
            None => reader.cannot(Field::Source, "the identity of a refund, such as `re_3A`", MEND),
        },
        "dispute" => part(reader, of_charge(reader, id, "dispute"), "dispute", Way::Out),
        "dispute_reversal" => part(reader, of_charge(reader, id, "dispute"), "dispute", Way::Back),
        "charge_failure" => part(reader, of_charge(reader, id, "failure"), "failure", Way::Out),
        _ if is_our_own(&kind) => Ok(skipped(reader, format!("no payment, but `{kind}`"))),
        _ => {
            reader.cannot(Field::Kind, "a category of Stripe's, such as `charge` or `refund`", MEND)
        }
    }
}

/// Returns whether money moved between us and Stripe, or a bank, or another account.
fn is_our_own(kind: &str) -> bool {
    const OURS: [&str; 22] = [
        "fee",
        "tax",
        "payout",
        "payout_reversal",
        "payout_minimum_balance_hold",
        "payout_minimum_balance_release",
        "transfer",
        "transfer_reversal",
        "topup",
        "topup_reversal",
        "other_adjustment",
        "adjustment",
        "network_cost",
        "contribution",
        "advance",
        "advance_funding",
        "anticipation_repayment",
        "risk_reserved_funds",
        "climate_order_purchase",
        "climate_order_refund",
        "currency_conversion",
        "platform_earning",
    ];
    const OURS_BY_START: [&str; 5] =
        ["connect_", "financing_", "issuing_", "platform_earning_", "unreconciled_customer_funds"];
    OURS.contains(&kind) || OURS_BY_START.iter().any(|start| kind.starts_with(start))
}

fn skipped(reader: &Reader<'_>, why: impl Into<String>) -> Step {
    Step::Row(reader.skipped(why))
}

fn paid(reader: &Reader<'_>, id: &str) -> Read<Step> {
    let (amount, settled) = moved(reader)?;
    if amount.minor < 0 {
        return reader.cannot(Field::Amount, "an amount that is not negative", MEND);
    }
    if amount.minor == 0 {
        return Ok(skipped(reader, "nothing was paid"));
    }
    let key = charge(reader).unwrap_or(id).to_owned();
    let mut claim = reader.claim(key, reader.email(Field::Email), What::Paid { amount })?;
    claim.notes.extend(settled);
    Ok(Step::Row(Row::Claims(vec![claim])))
}

/// Which way the money of a row goes: out of the account, or back into it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Out,
    Back,
}

fn part(reader: &Reader<'_>, key: String, of: &'static str, way: Way) -> Read<Step> {
    // The sum must tell that it lacks this row.
    read_part(reader, key.clone(), of, way).or_else(|row| Ok(Step::Lost(key, row)))
}

fn read_part(reader: &Reader<'_>, key: String, of: &'static str, way: Way) -> Read<Step> {
    let (amount, settled) = moved(reader)?;
    if amount.minor == 0 {
        return Ok(skipped(reader, "nothing went back"));
    }
    if (amount.minor < 0) != (way == Way::Out) {
        let expected = if way == Way::Out { "a negative amount" } else { "a positive amount" };
        return reader.cannot(Field::Amount, expected, MEND);
    }
    let payment = charge(reader).map(str::to_owned);
    let what = What::Refunded { amount, payment: payment.clone() };
    let mut claim = reader.claim(key.clone(), reader.email(Field::Email), what)?;
    claim.notes.extend(settled);
    if of == "dispute" {
        claim.notes.push("disputed: if that is won, it comes back".to_owned());
    }
    // A refund is told alone, whatever else went back; the others tell the whole.
    let is_charged = |charge: &String| reader.ground.others.is_charged(charge);
    if of != "refund" && payment.as_ref().is_some_and(|charge| !is_charged(charge)) {
        let note = "the payment is not in this file: more of it may have gone back before";
        claim.notes.push(note.to_owned());
    }
    Ok(Step::Part(Box::new(Part {
        claim,
        key,
        of,
        gone: -amount.minor,
        currency: amount.currency,
        payment,
        cells: reader.record.owned(),
    })))
}

/// Returns the identity of a refund, which its failure has too, so that one export can say which of another came back.
fn of_refund<'r>(reader: &'r Reader<'_>) -> Option<&'r str> {
    reader.cell(Field::Source).filter(|id| id.starts_with("re_") || id.starts_with("pyr_"))
}

/// Returns the key of what a charge has once, as Stripe's payments tell it; a dispute without its charge has its own.
fn of_charge(reader: &Reader<'_>, id: &str, of: &str) -> String {
    let is_dispute = |id: &&str| id.starts_with("dp_") || id.starts_with("du_");
    match charge(reader) {
        Some(charge) => format!("{charge}/{of}"),
        None => reader.cell(Field::Source).filter(is_dispute).unwrap_or(id).to_owned(),
    }
}

/// Returns the charge that a row is about, by the identity that Stripe's payments know it by.
fn charge<'r>(reader: &'r Reader<'_>) -> Option<&'r str> {
    let is_charge = |id: &&str| id.starts_with("ch_") || id.starts_with("py_");
    reader.cell(Field::Charge).filter(is_charge)
}

/// Returns what moved, in the currency of the customer, which is that of Stripe's payments; and what it was to the
/// account, if that keeps another one.
fn moved(reader: &Reader<'_>) -> Read<(Money, Option<String>)> {
    let currency = reader.currency(Field::Currency)?;
    let gross = reader.amount(Field::Amount, currency)?;
    if reader.cell(Field::FacingCurrency).is_none() {
        return Ok((gross, None));
    }
    let facing = reader.currency(Field::FacingCurrency)?;
    if facing == currency {
        return Ok((gross, None));
    }
    let amount = reader.amount(Field::FacingAmount, facing)?;
    if (amount.minor < 0) != (gross.minor < 0) {
        return reader.cannot(Field::FacingAmount, "an amount with the sign of the gross", MEND);
    }
    Ok((amount, Some(format!("{gross} to the account"))))
}
