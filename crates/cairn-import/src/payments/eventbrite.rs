//! Eventbrite's attendees: one row for each place, with what was paid for it and who is to sit there.
//!
//! Who paid, the file does not say: the name and the address are the attendee's.

use cairn_domain::Money;

use crate::claim::{Claim, Row, What, When};

use super::form::Field;
use super::parts::{Part, Step};
use super::reader::{MEND, Read, Reader};

/// Reads a row of attendees.
pub(super) fn step(reader: &Reader<'_>) -> Read<Step> {
    let order = reader.need(Field::Order, "the order's number")?;
    let attendee = reader.need(Field::Id, "the attendee's number")?;
    let key = format!("{order}/{attendee}");
    let said = reader.cell(Field::Status).unwrap_or_default();
    let status = match said.to_lowercase().as_str() {
        "attending" | "checked in" => Status::Paid,
        "not attending" => Status::Doubtful,
        "refunded" | "refund" => Status::Refunded,
        "deleted" | "unpaid" | "pending" | "canceled" | "cancelled" => {
            return Ok(Step::Row(reader.unpaid(&key, format!("its status is `{said}`"))));
        }
        _ => return reader.cannot(Field::Status, "`Attending`, `Checked In` or `Refunded`", MEND),
    };
    let currency = reader.currency(Field::Currency)?;
    let total = reader.amount(Field::Amount, currency)?;
    if total.minor == 0 {
        return Ok(Step::Row(reader.skipped("free: nothing was paid")));
    }
    let email = reader.email(Field::Email);
    if total.minor < 0 {
        if status != Status::Refunded {
            return reader.cannot(Field::Status, "`Refunded`, since the amount is negative", MEND);
        }
        return part(reader, key, email, total);
    }
    let mut paid = reader.claim(key.clone(), email.clone(), What::Paid { amount: total })?;
    let sharing = email.map_or(0, |email| reader.ground.others.sharing(order, &email));
    if sharing > 1 {
        let note =
            format!("{sharing} attendees of the order have this address: it may be the buyer's");
        paid.notes.push(note);
    }
    let refund = (status == Status::Refunded).then(|| refunded(&paid, &key, total));
    if status == Status::Doubtful {
        paid.notes.push(format!("the status is `{said}`: the money may have gone back"));
    }
    Ok(Step::Row(Row::Claims([Some(paid), refund].into_iter().flatten().collect())))
}

/// What a status says of the money.
#[derive(PartialEq, Eq)]
enum Status {
    Paid,
    Refunded,
    /// Will not come; that says nothing of the money.
    Doubtful,
}

/// Returns the claim that all of it went back, at a time that the file does not say.
fn refunded(paid: &Claim, key: &str, amount: Money) -> Claim {
    let mut claim = paid.clone();
    claim.key = Some(format!("{key}/refund"));
    claim.when = When::Unsaid;
    claim.what = What::Refunded { amount, payment: Some(key.to_owned()) };
    claim.notes = vec!["the file does not say when it went back".to_owned()];
    claim
}

/// Some reports have a row of its own for what went back, with its day.
fn part(reader: &Reader<'_>, of: String, email: Option<String>, total: Money) -> Read<Step> {
    let key = format!("{of}/refund");
    let amount = Money { minor: -total.minor, ..total };
    let what = What::Refunded { amount, payment: Some(of.clone()) };
    let claim = reader.claim(key.clone(), email, what)?;
    Ok(Step::Part(Box::new(Part {
        claim,
        key,
        of: "refund",
        gone: amount.minor,
        currency: total.currency,
        payment: Some(of),
        cells: reader.record.owned(),
    })))
}
