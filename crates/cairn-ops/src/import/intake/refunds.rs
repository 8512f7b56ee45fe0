//! What went back of one payment, told as a whole by some exports and one by one by others.
//!
//! Both are recorded once: what is told one by one is taken off the whole, and what the whole holds already is not told
//! again.

use super::{Claimed, Event, Intake, Origin, Position, Ready, Whence};
use cairn_domain::Money;

/// How a claim that money went back stands to what else went back of its payment.
pub(super) enum Refunds {
    /// It is no such claim, or nothing else is known of its payment.
    Whole,
    /// It is the whole, and this is what nothing else tells of it.
    Rest(Box<Claimed>),
    /// It is the whole, and all of it is told one by one, the last at a position.
    Known(Option<Position>),
    /// It is the whole, and less than what is told one by one, the last at a position.
    Less(Option<Position>),
    /// It is one of several, and a whole is on record from another import, which may hold it: nobody can tell.
    BesideWhole(Position),
}

impl Intake<'_> {
    /// Holds a claim that money went back against what else went back of its payment.
    pub(super) fn refunds(&self, claimed: &Claimed, origin: &Origin) -> Refunds {
        let (Event::Refunded { amount, cohort, .. }, Some(payment), Some(key)) =
            (&claimed.event, &claimed.refunds, &claimed.key)
        else {
            return Refunds::Whole;
        };
        let whole = format!("{payment}/refund");
        if *key == whole {
            let (parts, last) = self.parts(payment, &whole, origin, *amount);
            let rest = amount.minor.saturating_sub(parts);
            return match (parts, rest) {
                (0, _) => Refunds::Whole,
                (_, 0) => Refunds::Known(last),
                (_, ..0) => Refunds::Less(last),
                _ => Refunds::Rest(Box::new(Claimed {
                    event: Event::Refunded {
                        cohort: cohort.clone(),
                        amount: Money { minor: rest, currency: amount.currency },
                        payment: None,
                    },
                    notes: {
                        let mut notes = claimed.notes.clone();
                        notes.push(format!("{amount} in all; the rest is told one by one"));
                        notes
                    },
                    ..claimed.clone()
                })),
            };
        }
        let is_refund = !key.starts_with(&format!("{payment}/"));
        if !is_refund || self.recorded(key, origin).is_some() {
            return Refunds::Whole;
        }
        match self.recorded(&whole, origin) {
            Some((position, _)) => Refunds::BesideWhole(position),
            None => Refunds::Whole,
        }
    }

    /// Adds up what is told one by one of what went back of a payment, on record and in this import.
    fn parts(
        &self,
        payment: &str,
        whole: &str,
        origin: &Origin,
        like: Money,
    ) -> (i64, Option<Position>) {
        let recorded = self.on_record.refunds(&self.directory, &origin.provider, payment);
        let recorded: Vec<Position> =
            recorded.filter(|(key, _)| *key != whole).map(|(_, position)| position).collect();
        let amounts = recorded.iter().filter_map(|position| self.amount(*position, like));
        let of = (origin.provider.clone(), payment.to_owned());
        let ready = self.parts.get(&of).into_iter().flatten();
        let ready = ready.filter_map(|at| match self.ready.get(*at)? {
            Ready {
                event: Event::Refunded { amount, .. },
                source: Whence::Row { key: Some(key), .. },
                ..
            } if *key != whole
                && !key.starts_with(&format!("{payment}/"))
                && amount.currency == like.currency =>
            {
                Some(amount.minor)
            }
            _ => None,
        });
        (amounts.chain(ready).sum(), recorded.last().copied())
    }

    /// Returns how much went back by an event on record, in the same currency.
    fn amount(&self, position: Position, like: Money) -> Option<i64> {
        let place = self.directory.of_event(position)?;
        let fact = self.directory.fact(place, position)?;
        match &fact.event {
            Event::Refunded { amount, .. } if amount.currency == like.currency => {
                Some(amount.minor)
            }
            _ => None,
        }
    }
}
