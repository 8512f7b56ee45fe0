//! Prices and payments in the details that decide: which event locks a price, what is late, what goes back, and to the instant.

use cairn_domain::assess::Against;
use cairn_domain::event::AdjustmentKind;
use cairn_domain::policy::{Condition, Fraction, Keep, Lock, Price, RefundStep, Requirement};
use cairn_domain::{Event, Money, Policy};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{at, home_cohort};

fn tuition(change: impl FnOnce(&mut Price)) -> Policy {
    only("tuition", |rule| {
        if let Requirement::Paid(price) = &mut rule.asks {
            change(price);
        }
    })
}

/// Eight hundred for whoever applied by 15 June and was admitted by 15 July.
fn early_and_admitted(price: &mut Price) {
    let by = "2025-07-15".parse().unwrap();
    price.tiers[0].and = vec![Condition { locked_by: Lock::Admission, by }];
}

/// The place of the event that locked the price that is owed.
fn locked_by(told: &Story) -> u64 {
    told.finding("tuition").account.unwrap().tier.unwrap().1.position
}

#[test]
fn a_price_is_locked_by_the_last_of_what_it_takes() {
    let told = given([applied().on("2025-06-10"), admitted().on("2025-07-01"), paid(800)]);
    let told = told.under(tuition(early_and_admitted));
    assert_eq!(locked_by(&told), 2);
    told.then_cites("tuition", &[2, 3]);
}

#[test]
fn whoever_applies_twice_in_time_has_locked_the_price_at_first() {
    let told = given([applied().on("2025-06-02"), applied().on("2025-06-10"), paid(800)]);
    let told = told.under(tuition(|_| {}));
    assert_eq!(locked_by(&told), 1);
    told.then_cites("tuition", &[1, 3]);
}

#[test]
fn what_is_paid_too_late_is_held_against_them() {
    let told = given([paid(900).on("2025-11-30"), paid(100).on("2025-12-02")]);
    told.under(tuition(|_| {}))
        .then("tuition", "out_of_reach", (90_000, 100_000))
        .then_cites("tuition", &[1])
        .then_against("tuition", &[(2, Against::Late(at("2025-12-02T05:00:00Z")))]);
}

#[test]
fn what_came_too_late_goes_back_first_and_once_only() {
    let told = given([
        paid(1_000).on("2025-11-30"),
        paid(100).on("2025-12-02"),
        refunded(100).on("2025-12-03"),
    ]);
    let told = told.under(tuition(|_| {})).then("tuition", "met", (100_000, 100_000));
    told.and([refunded(100).on("2025-12-04")]).then("tuition", "out_of_reach", (90_000, 100_000));
}

fn adjusted(minor: i64) -> Happening {
    let credit = Money { minor, ..dollars(0) };
    let (cohort, kind) = (home_cohort(), AdjustmentKind::Scholarship);
    Event::TuitionAdjusted { cohort, credit, kind }.into()
}

#[test]
fn a_cent_that_is_put_on_the_price_reduces_what_is_there_and_nothing_does_not() {
    let told = given([paid(1_000), adjusted(-1), adjusted(0), adjusted(1)]);
    told.under(tuition(|_| {}))
        .then("tuition", "met", (100_000, 100_000))
        .then_cites("tuition", &[1, 3, 4])
        .then_against("tuition", &[(2, Against::Reduces)]);
}

#[test]
fn the_day_of_a_refund_ends_at_midnight() {
    let policy = tuition(|price| {
        let (until, keep) =
            ("2025-08-31".parse().unwrap(), Keep::Share(Fraction { of: 0, per: 1 }));
        price.refunds = vec![RefundStep { until, keep }];
    });
    let begun = given([
        applied().on("2025-06-01"),
        admitted().on("2025-06-02"),
        paid(800).on("2025-06-03"),
    ]);
    for (left, back) in [("2025-09-01T03:59:59.999999Z", 80_000), ("2025-09-01T04:00:00Z", 0)] {
        let told = begun.clone().and([withdrew().at(left)]).under(policy.clone());
        let refundable = told.finding("tuition").account.unwrap().refundable.unwrap();
        assert_eq!(refundable.minor, back, "{left}");
    }
}

#[test]
fn sums_beyond_all_money_are_held_as_far_as_they_can_be() {
    let all = || {
        let amount = Money { minor: i64::MAX, ..dollars(0) };
        Event::Paid { cohort: home_cohort(), amount, reference: None }
    };
    let told = given([all().into(), all().into(), all().into()]).under(tuition(|_| {}));
    let account = told.finding("tuition").account.unwrap();
    assert_eq!(account.paid.minor, i64::MAX);
    assert_eq!(account.balance.minor, i64::MIN);
}

#[test]
fn whoever_has_a_seat_to_get_for_the_price_is_told_by_when() {
    let told = given([applied().on("2025-06-10")]).under(tuition(early_and_admitted));
    told.as_of("2025-07-01").then_plan(&[
        "be admitted for tuition before 2025-07-16T04:00:00Z",
        "pay (800.00 USD) for tuition before 2025-12-02T05:00:00Z",
    ]);
}

#[test]
fn of_two_ways_to_one_price_the_one_that_binds_least_is_planned() {
    let policy = tuition(|price| {
        let mut later = price.tiers[0].clone();
        (later.name, later.locked_by) = ("on admission".to_owned(), Lock::Admission);
        later.by = "2025-07-15".parse().unwrap();
        price.tiers[0].locked_by = Lock::Admission;
        price.tiers.push(later);
    });
    for order in [[0, 1], [1, 0]] {
        let mut policy = policy.clone();
        if let Requirement::Paid(price) = &mut policy.requirements[0].asks {
            price.tiers = order.map(|place| price.tiers[place].clone()).into();
        }
        let told = given([applied().on("2025-06-10")]).under(policy).as_of("2025-06-11");
        told.then_plan(&[
            "be admitted for tuition before 2025-07-16T04:00:00Z",
            "pay (800.00 USD) for tuition before 2025-12-02T05:00:00Z",
        ]);
    }
}

#[test]
fn the_price_that_is_planned_for_is_the_lowest_and_binds_by_all_that_it_takes() {
    let policy = tuition(|price| {
        let by = |day: &str| day.parse().unwrap();
        (price.tiers[0].locked_by, price.tiers[0].by) = (Lock::Admission, by("2025-07-31"));
        price.tiers[0].and = vec![Condition { locked_by: Lock::Admission, by: by("2025-07-15") }];
        let mut dearer = price.tiers[0].clone();
        (dearer.name, dearer.price, dearer.by) =
            ("late".to_owned(), dollars(900), by("2025-08-15"));
        dearer.and.clear();
        price.tiers.push(dearer);
    });
    let told = given([applied().on("2025-06-10")]).under(policy).as_of("2025-06-11");
    told.then_plan(&[
        "be admitted for tuition before 2025-07-16T04:00:00Z",
        "pay (800.00 USD) for tuition before 2025-12-02T05:00:00Z",
    ]);
}
