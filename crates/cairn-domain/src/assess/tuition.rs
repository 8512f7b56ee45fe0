//! Tuition: what is owed by the price schedule, and what came in, net of refunds and adjustments.

use crate::assess::case::{Assume, Case};
use crate::assess::finding::{Account, Against, Evidence, Measured};
use crate::enrolment::{Movement, MovementKind};
use crate::fact::Stamp;
use crate::money::Money;
use crate::policy::{Lock, OnRefund, Price, Tier};
use crate::time::Instant;

fn minor(sum: i128) -> i64 {
    i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX })
}

/// The movements in the policy's currency that have happened, in order of time.
fn movements<'a>(case: &Case<'a>, price: &'a Price) -> impl Iterator<Item = &'a Movement> + Clone {
    let now = case.now;
    let currency = price.full.currency;
    let all = case.enrolment.movements.iter();
    all.filter(move |movement| movement.stamp.at <= now && movement.credit.currency == currency)
}

/// Returns the event that locked a reduced price, if any did.
fn lock(case: &Case<'_>, price: &Price, tier: &Tier) -> Option<Stamp> {
    let closes = case.end_of(Some(tier.by));
    let first = |stamps: &[Stamp]| {
        stamps.iter().find(|stamp| stamp.at < closes && case.past(**stamp)).copied()
    };
    match tier.locked_by {
        Lock::Applying => first(&case.enrolment.applications),
        Lock::Admission => first(&case.enrolment.admissions),
        Lock::Paying => paid_in_time(case, price, tier, closes),
    }
}

fn paid_in_time(case: &Case<'_>, price: &Price, tier: &Tier, closes: Instant) -> Option<Stamp> {
    let mut locked: Option<Stamp> = None;
    let mut net: i128 = 0;
    let mut rest = movements(case, price).peekable();
    while let Some(movement) = rest.next() {
        net += i128::from(movement.credit.minor);
        // All that shares an instant counts together, or the order of entry would decide.
        if rest.peek().is_some_and(|next| next.stamp.at == movement.stamp.at) {
            continue;
        }
        let enough = net >= i128::from(tier.price.minor);
        if enough && movement.stamp.at < closes {
            locked = locked.or(Some(movement.stamp));
        } else if !enough && price.on_refund == OnRefund::Loses {
            locked = None;
        }
    }
    locked
}

/// Returns the price that applies, and the tier and event that made it so.
fn owed<'a>(case: &Case<'_>, price: &'a Price, assume: Assume) -> (i64, Option<(&'a Tier, Stamp)>) {
    let locked =
        price.tiers.iter().filter_map(|tier| lock(case, price, tier).map(|stamp| (tier, stamp)));
    let best = locked.min_by_key(|(tier, _)| tier.price.minor);
    let mut due = best.map_or(price.full.minor, |(tier, _)| tier.price.minor);
    if assume == Assume::PerfectFuture {
        let in_time = price.tiers.iter().filter(|tier| case.open(case.end_of(Some(tier.by))));
        due = in_time.map(|tier| tier.price.minor).fold(due, i64::min);
    }
    (due, best)
}

pub(super) fn measure(
    case: &Case<'_>,
    price: &Price,
    assume: Assume,
    notes: &mut Evidence,
) -> Measured {
    let closes = price.by.map(|by| case.end_of(Some(by)));
    let (due, tier) = owed(case, price, assume);
    let mut have: i128 = 0;
    // What came in too late to count, and has not gone back yet.
    let mut late: i128 = 0;
    let mut rest = movements(case, price).peekable();
    while let Some(first) = rest.peek().copied() {
        // All that shares an instant counts together: what came in first, then what went back.
        let here: Vec<&Movement> =
            std::iter::from_fn(|| rest.next_if(|next| next.stamp.at == first.stamp.at)).collect();
        let mut back: i128 = 0;
        for movement in here {
            let place = movement.stamp.position;
            let amount = i128::from(movement.credit.minor);
            let missed = closes.filter(|closes| movement.stamp.at >= *closes);
            match (movement.kind, missed) {
                (MovementKind::Payment, Some(closes)) => {
                    late += amount;
                    notes.against.insert(place, Against::Late(closes));
                    continue;
                }
                (MovementKind::Refund, _) => back -= amount,
                // What the programme takes off the price, or puts on it, is no payment: no last day binds it.
                (MovementKind::Payment | MovementKind::Adjustment, _) => have += amount,
            }
            if amount < 0 {
                notes.against.insert(place, Against::Reduces);
            } else {
                notes.counts.insert(place);
            }
        }
        // A refund first gives back what came in late, or putting a mistake right would cost a place.
        let of_late = back.min(late);
        late -= of_late;
        have -= back - of_late;
    }
    notes.counts.extend(tier.map(|(_, stamp)| stamp.position));
    let other = case
        .enrolment
        .movements
        .iter()
        .filter(|movement| movement.credit.currency != price.full.currency);
    let other = other.filter(|movement| case.past(movement.stamp));
    notes.against.extend(other.map(|movement| (movement.stamp.position, Against::OtherCurrency)));

    let can_come = assume == Assume::PerfectFuture && closes.is_none_or(|closes| case.open(closes));
    let have = minor(have);
    Measured {
        have: if can_come { have.max(due) } else { have },
        need: due,
        parts: Vec::new(),
        limit: false,
    }
}

pub(super) fn account(case: &Case<'_>, price: &Price) -> Account {
    let money = |sum: i128| Money { minor: minor(sum), currency: price.full.currency };
    let total = |kind: MovementKind| {
        let movements = movements(case, price).filter(move |movement| movement.kind == kind);
        movements.map(|movement| i128::from(movement.credit.minor)).sum::<i128>()
    };
    let (due, tier) = owed(case, price, Assume::Strict);
    let (paid, refunded) = (total(MovementKind::Payment), total(MovementKind::Refund));
    let adjusted = total(MovementKind::Adjustment);
    Account {
        price: money(due.into()),
        tier: tier.map(|(tier, stamp)| (tier.name.clone(), stamp)),
        paid: money(paid),
        refunded: money(-refunded),
        adjusted: money(adjusted),
        balance: money(i128::from(due) - paid - refunded - adjusted),
        overdue: money(0),
        refundable: None,
    }
}
