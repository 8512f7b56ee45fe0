//! Laws 40 to 43: money is counted exactly, and a price is locked exactly then.

use cairn_domain::policy::{Lock, OnRefund, Requirement};
use cairn_domain::{Event, Money, Policy, Recorded};
use cairn_testkit::story::{Happening, dollars, given, only, paid, refunded};
use cairn_testkit::worlds::{World, at, worlds};
use proptest::prelude::*;

use crate::support::{answer, gist, readable};

fn sum<'a>(world: &'a World, wanted: impl Fn(&'a Event) -> Option<Money>) -> i64 {
    let read = world.read();
    let here = &world.policy.cohort;
    let facts: Vec<Event> = (read.settled.facts.iter())
        .filter(|fact| fact.stamp.at <= world.now && fact.event.cohort() == Some(here))
        .map(|fact| fact.event.clone())
        .collect();
    // The events live as long as this sum.
    let facts: &'a [Event] = Box::leak(facts.into_boxed_slice());
    let amounts = facts.iter().filter_map(wanted);
    amounts
        .filter(|amount| amount.currency == world.policy.currency)
        .map(|amount| amount.minor)
        .sum()
}

/// Every payment in two, both of the same instant; the second part comes last.
fn split(world: &World) -> World {
    let mut halves = world.clone();
    let mut last = 1_000;
    for each in &world.person {
        let Event::Paid { cohort, amount, reference } = &each.event else { continue };
        let one = Money { minor: amount.minor / 3, ..*amount };
        let rest = Money { minor: amount.minor - one.minor, ..*amount };
        let part =
            |amount| Event::Paid { cohort: cohort.clone(), amount, reference: reference.clone() };
        let place = halves.person.iter().position(|other| other.id == each.id);
        halves.person[place.unwrap()].event = part(rest);
        if one.minor > 0 {
            last += 1;
            let id = uuid::Uuid::from_u128(last.into());
            halves.person.push(Recorded { position: last, id, event: part(one), ..each.clone() });
        }
    }
    halves
}

fn corrected(world: &World) -> bool {
    world.person.iter().any(|each| each.event.is_correction())
}

/// The same world with its movements of money told in the opposite order; what happened, and when, stays.
fn reordered(world: &World) -> World {
    let is_money = |each: &Recorded| {
        matches!(
            each.event,
            Event::Paid { .. } | Event::Refunded { .. } | Event::TuitionAdjusted { .. }
        )
    };
    let places: Vec<usize> = world
        .person
        .iter()
        .enumerate()
        .filter(|(_, each)| is_money(each))
        .map(|(place, _)| place)
        .collect();
    let mut other = world.clone();
    for (place, from) in places.iter().zip(places.iter().rev()) {
        let Recorded { occurred, event, .. } = world.person[*from].clone();
        other.person[*place] = Recorded { occurred, event, ..world.person[*place].clone() };
    }
    other.known_at = crate::support::last_recorded(world);
    other
}

proptest! {
    /// Law 40: what was charged, less what was credited, is what is owed; nothing of another currency comes in.
    #[test]
    fn charges_less_credits_are_the_balance(world in worlds()) {
        prop_assume!(readable(&world));
        for finding in answer(&world).root.walk() {
            let Some(account) = &finding.account else { continue };
            let paid = sum(&world, |event| if let Event::Paid { amount, .. } = event { Some(*amount) } else { None });
            let back = sum(&world, |event| if let Event::Refunded { amount, .. } = event { Some(*amount) } else { None });
            let less = sum(&world, |event| if let Event::TuitionAdjusted { credit, .. } = event { Some(*credit) } else { None });
            let said = (account.paid.minor, account.refunded.minor, account.adjusted.minor);
            prop_assert_eq!(said, (paid, back, less));
            prop_assert_eq!(account.balance.minor, account.price.minor - (paid - back + less));
            let all = [account.price, account.paid, account.refunded, account.adjusted, account.balance];
            prop_assert!(all.iter().all(|amount| amount.currency == world.policy.currency));
        }
    }

    /// Law 42: to pay in parts at one instant is to pay at once.
    #[test]
    fn splitting_a_payment_changes_nothing(world in worlds()) {
        prop_assume!(readable(&world) && !corrected(&world));
        prop_assert_eq!(gist(&split(&world)), gist(&world));
    }

    /// Law 42: in which order movements were recorded changes nothing, at the same instant or not.
    #[test]
    fn the_order_of_recording_money_changes_nothing(world in worlds()) {
        prop_assume!(readable(&world) && !corrected(&world));
        let mut known = world.clone();
        known.known_at = crate::support::last_recorded(&world);
        prop_assert_eq!(gist(&reordered(&world)), gist(&known));
    }
}

/// Tuition with a tier that is locked by paying 800 by 15 June.
fn by_paying(on_refund: OnRefund) -> Policy {
    only("tuition", |rule| {
        if let Requirement::Paid(price) = &mut rule.asks {
            price.tiers[0].locked_by = Lock::Paying;
            price.on_refund = on_refund;
            price.by = None;
        }
    })
}

fn price<const N: usize>(on_refund: OnRefund, history: [Happening; N]) -> Money {
    given(history).under(by_paying(on_refund)).finding("tuition").account.unwrap().price
}

/// Law 41: a payment and its full refund are nothing, but for the price that it locked.
#[test]
fn a_payment_and_its_refund_are_nothing_but_for_the_price() {
    let (before, after) = ("2025-06-10T12:00:00Z", "2025-07-10T12:00:00Z");
    for (on_refund, back, expected) in [
        (OnRefund::Keeps, before, 800),
        (OnRefund::Keeps, after, 800),
        (OnRefund::Loses, before, 1_000),
        (OnRefund::Loses, after, 1_000),
    ] {
        let history = [paid(800).at("2025-06-01T12:00:00Z"), refunded(800).at(back)];
        let finding = given(history).under(by_paying(on_refund)).finding("tuition");
        let account = finding.account.unwrap();
        assert_eq!(finding.settled.have, 0);
        assert_eq!(
            (account.price, account.balance),
            (dollars(expected), dollars(expected)),
            "{on_refund:?} {back}"
        );
    }
}

/// Law 41: a net that comes back in time locks again; one that comes back late does not.
#[test]
fn a_price_that_was_lost_is_locked_again_in_time() {
    let first = || paid(800).at("2025-06-01T12:00:00Z");
    let again = |when| [first(), refunded(1).at("2025-06-02T12:00:00Z"), paid(1).at(when)];
    assert_eq!(price(OnRefund::Loses, again("2025-06-16T03:59:59.999999Z")), dollars(800));
    assert_eq!(price(OnRefund::Loses, again("2025-06-16T04:00:00Z")), dollars(1_000));
    assert_eq!(price(OnRefund::Keeps, again("2025-06-16T04:00:00Z")), dollars(800));
}

/// Law 42: what shares an instant is taken together, so that its order cannot leak in.
#[test]
fn what_shares_an_instant_is_taken_together() {
    let when = "2025-06-01T12:00:00Z";
    for on_refund in [OnRefund::Keeps, OnRefund::Loses] {
        assert_eq!(price(on_refund, [paid(800).at(when), refunded(1).at(when)]), dollars(1_000));
        assert_eq!(price(on_refund, [refunded(1).at(when), paid(801).at(when)]), dollars(800));
        assert_eq!(price(on_refund, [paid(400).at(when), paid(400).at(when)]), dollars(800));
    }
}

/// Law 43: one cent short is not paid, and a price changes exactly with the tier's last instant.
#[test]
fn one_cent_short_is_not_paid() {
    for short in [0, 1] {
        let mut amount = dollars(1_000);
        amount.minor -= short;
        let event =
            Event::Paid { cohort: cairn_testkit::worlds::home_cohort(), amount, reference: None };
        let met = short == 0;
        let found = given([event.into()]).under(by_paying(OnRefund::Keeps)).finding("tuition");
        assert_eq!(found.status.name() == "met", met);
    }
    let ends = at("2025-06-16T04:00:00Z");
    for (micros, expected) in [(-1, 800), (0, 1_000)] {
        let when = ends + chrono::TimeDelta::microseconds(micros);
        let when = cairn_domain::Occurred::At(when).to_string();
        assert_eq!(price(OnRefund::Keeps, [paid(800).at(&when)]), dollars(expected));
    }
}
