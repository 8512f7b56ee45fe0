//! Tuition by instalments, what goes back to whoever leaves, and reductions that take more than one thing.

use cairn_domain::Policy;
use cairn_domain::policy::{
    Condition, Fraction, Instalment, Keep, Lock, Price, RefundStep, Requirement,
};
use cairn_testkit::story::*;

fn tuition(change: impl FnOnce(&mut Price)) -> Policy {
    only("tuition", |rule| {
        if let Requirement::Paid(price) = &mut rule.asks {
            change(price);
        }
    })
}

fn overdue(story: &Story) -> i64 {
    story.finding("tuition").account.unwrap().overdue.minor
}

#[test]
fn a_late_instalment_is_overdue_and_not_lost() {
    let policy = tuition(|price| {
        let part =
            |by: &str, amount| Instalment { by: by.parse().unwrap(), amount: dollars(amount) };
        price.instalments = vec![part("2025-09-30", 400), part("2025-10-31", 600)];
    });
    let told = given([paid(100).on("2025-09-01")]).under(policy);
    for (day, missing) in [("2025-09-29", 0), ("2025-10-01", 30_000), ("2025-11-01", 90_000)] {
        let told = told.clone().as_of(day).then("tuition", "open", (10_000, 100_000));
        assert_eq!(overdue(&told), missing, "{day}");
    }
    // Who owes a reduced price is not behind with more than that.
    let early = told.and([applied().on("2025-06-01")]).as_of("2025-11-01");
    assert_eq!(overdue(&early), 70_000);
    let paid = early.and([paid(700).on("2025-10-31")]).then("tuition", "met", (80_000, 80_000));
    assert_eq!(overdue(&paid), 0);
}

/// What was overdue when somebody left is; nothing comes due after that, and no more is asked than the programme keeps.
#[test]
fn nothing_comes_due_after_they_left() {
    let instalments = |price: &mut Price| {
        let part =
            |by: &str, amount| Instalment { by: by.parse().unwrap(), amount: dollars(amount) };
        price.instalments = vec![part("2025-09-30", 400), part("2025-10-31", 600)];
    };
    let told = given([applied().on("2025-09-01"), admitted().on("2025-09-02")])
        .and([paid(100).on("2025-09-02"), withdrew().on("2025-10-15")])
        .as_of("2025-12-31");
    assert_eq!(overdue(&told.clone().under(tuition(instalments))), 30_000);
    let policy = tuition(|price| {
        instalments(price);
        let until = "2025-12-31".parse().unwrap();
        price.refunds = vec![RefundStep { until, keep: Keep::Amount(dollars(50)) }];
    });
    let told = told.under(policy);
    assert_eq!(overdue(&told), 0, "50.00 USD go back");
    let told = told.and([refunded(50).on("2025-11-01")]);
    assert_eq!(overdue(&told), 0, "what is kept is there");
    assert_eq!(overdue(&told.and([refunded(20).on("2025-11-02")])), 2_000);
}

#[test]
fn what_goes_back_depends_on_when_they_left() {
    let policy = || {
        tuition(|price| {
            let step = |until: &str, keep| RefundStep { until: until.parse().unwrap(), keep };
            price.refunds = vec![
                step("2025-08-31", Keep::Amount(dollars(50))),
                step("2025-10-31", Keep::Share(Fraction { of: 1, per: 3 })),
            ];
        })
    };
    let back = |story: Story| story.finding("tuition").account.unwrap().refundable.unwrap().minor;
    let seat = given([applied().on("2025-07-01"), admitted().on("2025-07-02")]);
    let told = seat.and([paid(1_000).on("2025-07-03")]).under(policy());
    assert_eq!(back(told.clone().as_of("2025-08-30")), 95_000);
    assert_eq!(back(told.clone().as_of("2025-09-01")), 66_666, "a third, rounded up, is kept");
    assert_eq!(back(told.clone().as_of("2025-11-01")), 0);
    // Who has left keeps what was theirs when they did.
    let gone = told.and([withdrew().on("2025-08-31")]).as_of("2025-12-31");
    assert_eq!(back(gone.clone()), 95_000);
    assert_eq!(back(gone.and([refunded(950).on("2025-09-15")])), 0);
    let silent = given([paid(1_000)]).finding("tuition").account.unwrap();
    assert_eq!(silent.refundable, None, "the rules say nothing about it");
}

#[test]
fn a_reduced_price_can_take_two_things() {
    let policy = || {
        tuition(|price| {
            let by = "2025-07-31".parse().unwrap();
            price.tiers[0].and = vec![Condition { locked_by: Lock::Paying, by }];
        })
    };
    let told = given([applied().on("2025-06-15"), paid(800).on("2025-07-31")]);
    told.under(policy()).then("tuition", "met", (80_000, 80_000));
    let told = given([applied().on("2025-06-15"), paid(800).on("2025-08-01")]);
    told.under(policy()).then("tuition", "out_of_reach", (80_000, 100_000));
    let told = given([applied().on("2025-06-16"), paid(800).on("2025-07-31")]);
    told.under(policy()).then("tuition", "out_of_reach", (80_000, 100_000));
}
