//! PayPal's activity and statement: one row for each time that money moved, and some for what moved nothing.

use crate::claim::{Row, What};

use super::form::{Field, Form};
use super::reader::{MEND, Read, Reader};

/// Reads a row of activity, or of a statement.
pub(super) fn row(reader: &Reader<'_>) -> Read<Row> {
    if reader.word(Field::Impact) == "memo" {
        return Ok(reader.skipped("a memo: the balance did not move"));
    }
    let id = reader.need(Field::Id, "the transaction's identity")?;
    let kind = reader.need(Field::Kind, "what kind of movement it is")?;
    let Some(moves) = moves(&kind.to_lowercase()) else {
        return reader.cannot(Field::Kind, KINDS, MEND);
    };
    let status = match status(reader)? {
        Status::Skip(why) => return Ok(reader.unpaid(id, why)),
        Status::Done => None,
        Status::Undone(status) => Some(status),
    };
    if moves == Moves::Nothing {
        return Ok(reader.skipped(format!("no payment, but `{kind}`")));
    }
    let currency = reader.currency(Field::Currency)?;
    let gross = reader.amount(Field::Amount, currency)?;
    if gross.minor == 0 {
        return Ok(reader.skipped("nothing was paid"));
    }
    match (moves, gross.minor < 0) {
        (Moves::Payment, true) => Ok(reader.skipped("a payment that was sent, not received")),
        (Moves::Payment, false) => {
            let what = What::Paid { amount: gross };
            let mut claim = reader.claim(id.to_owned(), reader.email(Field::Email), what)?;
            if let Some(status) = status.filter(|_| !reader.ground.others.is_referred_to(id)) {
                let note = format!(
                    "PayPal calls it `{status}`, and no row of this file says what went back"
                );
                claim.notes.push(note);
            }
            Ok(Row::Claims(vec![claim]))
        }
        (Moves::Refund, false) => Ok(reader.skipped("a refund that was received, not made")),
        (Moves::Reversal, false) => reader.cannot(Field::Amount, BACK_AGAIN, BACK_AGAIN_HINT),
        (Moves::Refund | Moves::Reversal, true) if status.is_some() => {
            reader.cannot(Field::Status, "`Completed`, where money went back", MEND)
        }
        (Moves::Refund | Moves::Reversal, true) => {
            let mut amount = gross;
            amount.minor = -amount.minor;
            let payment = reader.cell(Field::Reference).map(str::to_owned);
            let what = What::Refunded { amount, payment };
            // On a refund, whoever paid is on the receiving side.
            let claim = reader.claim(id.to_owned(), reader.email(Field::To), what)?;
            Ok(Row::Claims(vec![claim]))
        }
        (Moves::Nothing, _) => Ok(reader.skipped(format!("no payment, but `{kind}`"))),
    }
}

/// What a kind of movement is to us.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Moves {
    Payment,
    Refund,
    Reversal,
    /// Between us and PayPal or a bank, or only set aside.
    Nothing,
}

/// Reads a type such as `General Payment`: PayPal has more than a hundred, whose words tell.
fn moves(kind: &str) -> Option<Moves> {
    let says = |words: &[&str]| words.iter().any(|word| kind.contains(word));
    if says(&[
        "hold",
        "release",
        "reserve",
        "authorization",
        "withdrawal",
        "conversion",
        "transfer",
        "deposit",
        "fee",
        "request",
        "invoice sent",
        "order",
        " item",
    ]) {
        Some(Moves::Nothing)
    } else if says(&["reversal", "chargeback"]) {
        Some(Moves::Reversal)
    } else if says(&["refund"]) {
        Some(Moves::Refund)
    } else if says(&["payment"]) {
        Some(Moves::Payment)
    } else {
        None
    }
}

/// What a status means for a row.
enum Status {
    /// The money moved.
    Done,
    /// It moved, and later went back, in full or in part, by a row of its own.
    Undone(String),
    /// It did not move.
    Skip(String),
}

fn status(reader: &Reader<'_>) -> Read<Status> {
    if reader.ground.form == Form::PaypalStatement {
        return Ok(Status::Done);
    }
    let said = reader.cell(Field::Status).unwrap_or_default();
    match said.to_lowercase().as_str() {
        "completed" => Ok(Status::Done),
        "refunded" | "partially refunded" | "reversed" | "partially reversed" => {
            Ok(Status::Undone(said.to_owned()))
        }
        "pending" | "denied" | "canceled" | "cancelled" | "expired" | "failed" | "voided"
        | "held" | "on hold" | "unclaimed" | "returned" | "removed" | "placed" | "processing"
        | "blocked" | "created" | "active" | "declined" | "under review" => {
            Ok(Status::Skip(format!("its status is `{said}`")))
        }
        _ => reader.cannot(Field::Status, "`Completed`, `Pending`, `Refunded` or the like", MEND),
    }
}

const KINDS: &str =
    "a type that tells a payment, a refund or a transfer, such as `General Payment`";
const BACK_AGAIN: &str = "a negative amount, by which money went back";
const BACK_AGAIN_HINT: &str = "money that had gone back came again: void the refund by hand";
