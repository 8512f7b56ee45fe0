//! Putting the record straight, without taking anything back from it.

use cairn_domain::{Fate, Oddity, State};
use cairn_testkit::story::*;

#[test]
fn what_was_voided_does_not_count() {
    let told = given([paid(1_000), voided(1)]).then("tuition", "out_of_reach", (0, 100_000));
    assert_eq!(told.settled().fates.get(&1), Some(&Fate::Voided(2)));
}

#[test]
fn a_void_that_was_voided_restores_what_it_voided() {
    let told =
        given([paid(1_000), voided(1), voided(2)]).then("tuition", "met", (100_000, 100_000));
    assert_eq!(told.settled().fates.get(&1), None);
    told.and([voided(3)]).then("tuition", "out_of_reach", (0, 100_000));
}

#[test]
fn what_was_amended_says_what_it_should_have_said() {
    let told = given([paid(100), amended(1, "2025-11-30", paid(1_000))]);
    told.then("tuition", "met", (100_000, 100_000)).then_cites("tuition", &[1]);
}

#[test]
fn an_amendment_also_puts_the_day_right() {
    let told = given([paid(1_000).on("2025-12-02")]).then("tuition", "out_of_reach", (0, 100_000));
    told.and([amended(1, "2025-12-01", paid(1_000))]).then("tuition", "met", (100_000, 100_000));
}

#[test]
fn the_latest_amendment_that_counts_is_what_it_says() {
    let told =
        given([paid(1), amended(1, "2025-09-01", paid(1_000)), amended(1, "2025-09-01", paid(2))]);
    told.then("tuition", "out_of_reach", (200, 100_000))
        .and([voided(3)])
        .then("tuition", "met", (100_000, 100_000))
        .and([voided(2)])
        .then("tuition", "out_of_reach", (100, 100_000));
}

#[test]
fn an_amendment_of_what_was_voided_does_not_bring_it_back() {
    let told = given([paid(1_000), voided(1), amended(1, "2025-09-01", paid(1_000))]);
    told.then("tuition", "out_of_reach", (0, 100_000)).then_odd(&[]);
}

#[test]
fn a_correction_is_not_amended() {
    let told = given([paid(1_000), voided(1), amended(2, "2025-09-01", voided(9))]);
    told.then("tuition", "out_of_reach", (0, 100_000)).then_odd(&[(3, Oddity::CorrectsNothing)]);
}

#[test]
fn only_what_was_recorded_earlier_is_corrected() {
    let told = given([voided(2), applied(), amended(4, "2025-09-01", withdrew()), withdrew()]);
    told.then_stands(State::Withdrawn)
        .then_odd(&[(1, Oddity::CorrectsNothing), (3, Oddity::CorrectsNothing)]);
}

#[test]
fn before_a_mistake_was_known_the_record_said_what_it_said() {
    let void = voided(1).recorded("2025-12-24T12:00:00Z");
    let told = given([paid(1_000), void]).then("tuition", "out_of_reach", (0, 100_000));
    told.known_at("2025-12-24T11:59:59Z").then("tuition", "met", (100_000, 100_000));
}

#[test]
fn a_correction_counts_whatever_day_one_asks_about() {
    // When a correction "occurred" is no matter: it says how things always were, from when it is known.
    let told =
        given([applied(), admitted(), voided(2).on("2026-06-01").recorded("2025-09-01T12:00:00Z")]);
    told.as_of("2025-09-30").then_stands(State::Applied);
}

#[test]
fn what_can_be_read_after_what_cannot_is_what_it_says() {
    let told = given([
        paid(1),
        amended(1, "2025-09-01", unknown()),
        amended(1, "2025-09-01", paid(1_000)),
    ]);
    assert!(told.standing().unreadable.is_empty());
    told.then("tuition", "met", (100_000, 100_000));
}
