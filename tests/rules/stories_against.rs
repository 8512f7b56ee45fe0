//! Why something that was looked at does not count: one story for each reason that is not told elsewhere.

use cairn_domain::Money;
use cairn_domain::Presence::{Seconds, Whole};
use cairn_domain::assess::Against;
use cairn_testkit::story::*;
use cairn_testkit::worlds::{at, home_cohort};

#[test]
fn who_was_not_there_for_long_enough_is_told_for_how_long() {
    let short = Against::TooShort { there: 3_600, needed: 8_640, lasted: 10_800 };
    given([attended("2025-09", Seconds(3_600)).on("2025-09-12")])
        .then_against("attendance", &[(1, short)]);
}

#[test]
fn a_second_make_up_is_one_too_many() {
    given([made_up("2025-09").on("2025-11-20"), made_up("2025-10").on("2025-11-21")])
        .then("attendance", "out_of_reach", (1, 2))
        .then_against("attendance", &[(2, Against::OverTheCap)]);
}

#[test]
fn a_reflection_after_the_last_day_is_late() {
    given([reflected("2025-09", ["self"]).on("2025-10-03")])
        .then_against("reflections", &[(1, Against::Late(at("2025-10-03T04:00:00Z")))]);
}

#[test]
fn a_reflection_before_the_day_is_early() {
    given([reflected("2025-09", ["self"]).on("2025-09-10")])
        .then_against("reflections", &[(1, Against::Early)]);
}

#[test]
fn filing_on_a_cancelled_session_is_said_to_count_for_nothing() {
    given([reflected("2025-09", ["self"]).on("2025-09-12")])
        .while_the_cohort([session_cancelled("2025-09").on("2025-09-13")])
        .then_against("reflections", &[(1, Against::Cancelled)]);
}

#[test]
fn having_been_at_a_cancelled_session_is_said_to_count_for_nothing() {
    given([attended("2025-09", Whole).on("2025-09-11")])
        .while_the_cohort([session_cancelled("2025-09").on("2025-09-13")])
        .as_of("2025-09-30")
        .then_against("attendance", &[(1, Against::Cancelled)]);
}

#[test]
fn work_that_was_given_back_is_said_to_be() {
    given([submitted(), returned("ada")]).then_against("reviews", &[(2, Against::Returned)]);
}

#[test]
fn a_short_retreat_is_said_to_be_short() {
    given([retreat(4).on("2025-09-20")]).then_against("retreat", &[(1, Against::TooFewDays)]);
}

#[test]
fn a_workshop_after_applying_is_said_to_be_after() {
    given([applied(), credited("Foundations")])
        .then_against("workshop", &[(2, Against::AfterApplying)]);
}

#[test]
fn what_went_back_is_said_to_reduce() {
    given([paid(1_000), refunded(300)]).then_against("tuition", &[(2, Against::Reduces)]);
}

#[test]
fn euros_are_said_to_be_of_another_currency() {
    let amount: Money = "1000.00 EUR".parse().unwrap();
    let euros = cairn_domain::Event::Paid { cohort: home_cohort(), amount, reference: None };
    given([euros.into()]).then_against("tuition", &[(1, Against::OtherCurrency)]);
}
