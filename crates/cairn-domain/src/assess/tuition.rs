//! Tuition: what is owed by the price schedule, and what came in, net of refunds and adjustments.

use crate::assess::act::Act;
use crate::assess::case::{Assume, Case};
use crate::assess::finding::{Account, Measured};
use crate::assess::reasons::{Against, Evidence};
use crate::enrolment::{Movement, MovementKind};
use crate::fact::Stamp;
use crate::money::Money;
use crate::policy::{Condition, Keep, Lock, OnRefund, Price, Tier};
use crate::state::State;
use crate::time::{Instant, last_before};

/// What cannot be held is held as far as it can be.
fn minor(sum: i128) -> i64 {
    i64::try_from(sum.clamp(i64::MIN.into(), i64::MAX.into())).unwrap_or_default()
}

/// The movements in the policy's currency that have happened, in order of time.
fn movements<'a>(case: &Case<'a>, price: &'a Price) -> impl Iterator<Item = &'a Movement> + Clone {
    let now = case.now;
    let currency = price.full.currency;
    let all = case.enrolment.movements.iter();
    all.filter(move |movement| movement.stamp.at <= now && movement.credit.currency == currency)
}

/// Returns the event that locked a reduced price: the last of all that it takes, if all of it was done.
fn lock(case: &Case<'_>, price: &Price, tier: &Tier) -> Option<Stamp> {
    let conditions = tier.conditions().map(|each| fulfilled(case, price, tier, each));
    conditions.collect::<Option<Vec<Stamp>>>()?.into_iter().max()
}

/// Returns the event that fulfilled one condition of a reduced price.
fn fulfilled(case: &Case<'_>, price: &Price, tier: &Tier, condition: Condition) -> Option<Stamp> {
    let closes = case.end_of(Some(condition.by));
    let first = |stamps: &[Stamp]| {
        stamps.iter().find(|stamp| stamp.at < closes && case.past(**stamp)).copied()
    };
    match condition.locked_by {
        Lock::Applying => first(&case.enrolment.applications),
        Lock::Admission => first(&case.enrolment.admissions),
        Lock::Paying => paid_in_time(case, price, tier, closes),
    }
}

/// Tells whether a reduced price is locked, or comes to be in the perfect future.
fn comes_locked(case: &Case<'_>, price: &Price, tier: &Tier) -> bool {
    tier.conditions().all(|condition| {
        let act = || match condition.locked_by {
            Lock::Applying => Act::Apply,
            Lock::Admission => Act::Seat,
            Lock::Paying => Act::Pay,
        };
        fulfilled(case, price, tier, condition).is_some()
            || case.comes(case.open(case.end_of(Some(condition.by))), act)
    })
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
pub(super) fn owed<'a>(
    case: &Case<'_>,
    price: &'a Price,
    assume: Assume,
) -> (i64, Option<(&'a Tier, Stamp)>) {
    let locked =
        price.tiers.iter().filter_map(|tier| lock(case, price, tier).map(|stamp| (tier, stamp)));
    let best = locked.min_by_key(|(tier, _)| tier.price.minor);
    let mut due = best.map_or(price.full.minor, |(tier, _)| tier.price.minor);
    if assume == Assume::PerfectFuture {
        let in_time = price.tiers.iter().filter(|tier| comes_locked(case, price, tier));
        due = in_time.map(|tier| tier.price.minor).fold(due, i64::min);
    }
    (due, best)
}

/// Returns the first instant that is too late to do what locks the reduced price that is owed in the perfect future.
pub(super) fn to_lock(case: &Case<'_>, price: &Price, by: Lock) -> Option<Instant> {
    let (due, _) = owed(case, price, Assume::PerfectFuture);
    let locks = |tier: &&Tier| tier.price.minor == due && comes_locked(case, price, tier);
    let open = price.tiers.iter().filter(locks).map(|tier| {
        let conditions = tier.conditions();
        let open = conditions
            .filter(|each| each.locked_by == by && fulfilled(case, price, tier, *each).is_none());
        open.map(|each| case.end_of(Some(each.by))).min()
    });
    // Of several ways to the same price, whichever binds least.
    open.max_by_key(|end| end.unwrap_or(Instant::MAX_UTC)).flatten()
}

/// Returns the first instant that is too late to pay; absent: there is no deadline.
pub(super) fn closes(case: &Case<'_>, index: usize, price: &Price) -> Option<Instant> {
    price.by.map(|by| case.extended(index, None, case.end_of(Some(by))))
}

pub(super) fn measure(
    case: &Case<'_>,
    index: usize,
    price: &Price,
    assume: Assume,
    notes: &mut Evidence,
) -> Measured {
    let closes = closes(case, index, price);
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

    let open = closes.is_none_or(|closes| case.open(closes));
    let comes = assume == Assume::PerfectFuture && case.comes(open, || Act::Pay);
    Measured::count(minor(have), due).filled_if(comes)
}

pub(super) fn account(case: &Case<'_>, price: &Price) -> Account {
    let money = |sum: i128| Money { minor: minor(sum), currency: price.full.currency };
    let total = |kind: MovementKind| {
        let movements = movements(case, price).filter(move |movement| movement.kind == kind);
        movements.map(|movement| i128::from(movement.credit.minor)).sum::<i128>()
    };
    let (due, tier) = owed(case, price, Assume::Strict);
    let left = left(case);
    let at = left.unwrap_or(case.now);
    let (paid, refunded) = (total(MovementKind::Payment), total(MovementKind::Refund));
    let adjusted = total(MovementKind::Adjustment);
    let kept = kept(case, price, due, at);
    let back = (paid + refunded).saturating_sub(kept).max(0);
    // Nothing more comes due once they have left, and no more is asked than the programme would keep.
    let passed = price.instalments.iter();
    let passed = passed.filter(|each| at >= last_before(case.end_of(Some(each.by))));
    let by_then: i128 = passed.map(|each| i128::from(each.amount.minor)).sum();
    let asked = by_then.min(due.into()).min(left.map_or(i128::MAX, |_| kept));
    Account {
        price: money(due.into()),
        tier: tier.map(|(tier, stamp)| (tier.name.clone(), stamp)),
        paid: money(paid),
        refunded: money(-refunded),
        adjusted: money(adjusted),
        balance: money(i128::from(due) - paid - refunded - adjusted),
        overdue: money((asked - (paid + refunded + adjusted).max(0)).max(0)),
        refundable: (!price.refunds.is_empty()).then(|| money(back)),
    }
}

/// Returns since when they have left, where they have.
fn left(case: &Case<'_>) -> Option<Instant> {
    let state = case.enrolment.state(case.now);
    let has_left = matches!(state, State::Withdrawn | State::Deferred | State::Declined);
    case.enrolment.state_since(case.now).filter(|_| has_left).map(|stamp| stamp.at)
}

/// Returns what is kept of what whoever left at an instant has paid: all, where no step says less.
fn kept(case: &Case<'_>, price: &Price, due: i64, at: Instant) -> i128 {
    let step = price.refunds.iter().find(|step| at < case.policy.end_of(step.until));
    step.map_or(i128::MAX, |step| match step.keep {
        Keep::Amount(money) => money.minor.into(),
        Keep::Share(share) => share.of_amount(due).into(),
    })
}
