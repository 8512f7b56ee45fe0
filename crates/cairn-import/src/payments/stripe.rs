//! Stripe's payments, old and unified: one row for each, with how much of it went back by then.

use cairn_domain::{Currency, Money};

use crate::claim::{Claim, Row, What, When};

use super::form::Field;
use super::reader::{MEND, Read, Reader};

/// Reads a row of payments.
pub(super) fn row(reader: &Reader<'_>) -> Read<Row> {
    let id = reader.need(Field::Id, IDENTITY)?;
    if !["ch_", "py_", "pi_"].iter().any(|start| id.starts_with(start)) {
        return reader.cannot(Field::Id, IDENTITY, "download the payments, not payouts or fees");
    }
    if reader.word(Field::Mode) == "test" {
        return Ok(reader.skipped("made in test mode: no money moved"));
    }
    let status = reader.word(Field::Status);
    let all_refunded = match status.as_str() {
        "paid" | "succeeded" => false,
        "refunded" => true,
        "failed" | "canceled" | "cancelled" | "incomplete" | "uncaptured" | "pending"
        | "processing" | "blocked" | "expired" => return Ok(unpaid(reader, id)),
        _ if status.starts_with("requires_") => return Ok(unpaid(reader, id)),
        _ => return reader.cannot(Field::Status, "`Paid`, `Refunded` or `Failed`", MEND),
    };
    match reader.word(Field::Captured).as_str() {
        "true" | "" => {}
        "false" => return Ok(reader.unpaid(id, "not captured: the money was only reserved")),
        _ => return reader.cannot(Field::Captured, "`true` or `false`", MEND),
    }
    let currency = reader.currency(Field::Currency)?;
    let amount = reader.amount(Field::Amount, currency)?;
    if amount.minor < 0 {
        return reader.cannot(Field::Amount, "an amount that is not negative", MEND);
    }
    if amount.minor == 0 {
        return Ok(reader.skipped("nothing was paid"));
    }
    let paid = reader.claim(id.to_owned(), reader.email(Field::Email), What::Paid { amount })?;
    let back = Back { reader, paid, amount, currency };
    back.claims(all_refunded)
}

fn unpaid(reader: &Reader<'_>, id: &str) -> Row {
    let status = reader.cell(Field::Status).unwrap_or_default();
    reader.unpaid(id, format!("the payment is `{status}`"))
}

/// A payment, and what may have gone back of it.
struct Back<'r> {
    reader: &'r Reader<'r>,
    paid: Claim,
    amount: Money,
    currency: Currency,
}

impl Back<'_> {
    fn claims(mut self, all_refunded: bool) -> Read<Row> {
        let refunded = self.refunded(all_refunded)?;
        let refund = match refunded {
            0 => None,
            _ => Some(self.claim("refund", refunded, Field::RefundedAt)?),
        };
        let undone = self.undone()?;
        let lost = self.lost(refunded)?;
        let dispute = match lost {
            0 => None,
            _ => Some(self.claim("dispute", lost, Field::DisputedAt)?),
        };
        if lost > 0 && refunded + lost > self.amount.minor {
            self.paid
                .notes
                .push("the refund and the lost dispute are more than was paid".to_owned());
        }
        let claims = [Some(self.paid), refund, dispute, undone];
        Ok(Row::Claims(claims.into_iter().flatten().collect()))
    }

    /// Returns how much was refunded; a part of it keeps the status `Paid`.
    fn refunded(&mut self, all: bool) -> Read<i64> {
        let paid = self.amount.minor;
        let refunded = self.reader.money(Field::Refunded, self.currency)?.map(|money| money.minor);
        match refunded {
            None if all => Ok(paid),
            None => Ok(0),
            Some(0) if all => self.reader.cannot(Field::Refunded, "what was refunded", MEND),
            Some(refunded) if (0..=paid).contains(&refunded) => {
                if all && refunded < paid {
                    let note = "the status is `Refunded`, and only a part went back";
                    self.paid.notes.push(note.to_owned());
                }
                Ok(refunded)
            }
            Some(_) => self.reader.cannot(Field::Refunded, "no more than was paid", MEND),
        }
    }

    /// Returns the claim that a dispute took nothing after all, of which an earlier export may have said that it took much.
    fn undone(&self) -> Read<Option<Claim>> {
        let why = match self.reader.word(Field::DisputeStatus).as_str() {
            "won" => "the dispute was won",
            "warning_closed" => "the warning was closed",
            _ => return Ok(None),
        };
        let disputed = self.reader.money(Field::Disputed, self.currency)?;
        if disputed.is_none_or(|disputed| disputed.minor <= 0) {
            return Ok(None);
        }
        Ok(Some(Claim {
            key: self.paid.key.as_ref().map(|key| format!("{key}/dispute")),
            when: When::Unsaid,
            what: What::Undone { why: why.to_owned() },
            notes: Vec::new(),
            ..self.paid.clone()
        }))
    }

    /// Returns how much a dispute took back that was lost.
    fn lost(&mut self, refunded: i64) -> Read<i64> {
        let status = self.reader.word(Field::DisputeStatus);
        match status.as_str() {
            "" | "won" | "warning_closed" | "charge_refunded" => Ok(0),
            "needs_response"
            | "under_review"
            | "warning_needs_response"
            | "warning_under_review" => {
                let note = format!("disputed, and not decided: `{status}`");
                self.paid.notes.push(note);
                Ok(0)
            }
            "lost" if refunded == self.amount.minor => Ok(0),
            "lost" => {
                let lost = self.reader.amount(Field::Disputed, self.currency)?.minor;
                if lost <= 0 || lost > self.amount.minor {
                    let expected = "an amount above nothing, and no more than was paid";
                    return self.reader.cannot(Field::Disputed, expected, MEND);
                }
                Ok(lost)
            }
            _ => {
                self.reader.cannot(Field::DisputeStatus, "`needs_response`, `won` or `lost`", MEND)
            }
        }
    }

    /// Returns the claim that money went back; the payment's own time would be a wrong one for it.
    fn claim(&self, how: &str, minor: i64, at: Field) -> Read<Claim> {
        let (when, note) = match self.reader.cell(at) {
            Some(_) => self.reader.when(at)?,
            None => (When::Unsaid, Some("the file does not say when it went back".to_owned())),
        };
        let key = self.paid.key.clone();
        Ok(Claim {
            key: key.as_ref().map(|key| format!("{key}/{how}")),
            when,
            what: What::Refunded { amount: Money { minor, currency: self.currency }, payment: key },
            notes: note.into_iter().collect(),
            ..self.paid.clone()
        })
    }
}

const IDENTITY: &str = "the identity of a payment, such as `ch_3A`";
