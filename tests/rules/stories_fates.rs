//! What became of a corrected event is said beside it; a correction of itself, or of nothing, is odd.

use cairn_domain::{Fate, Interval, Oddity};
use cairn_testkit::story::*;
use cairn_testkit::worlds::at;

#[test]
fn an_amended_event_says_which_word_was_the_last() {
    let told = given([
        paid(100),
        amended(1, "2025-11-30", paid(200)),
        amended(1, "2025-11-30", paid(300)),
    ]);
    assert_eq!(told.settled().fates, [(1, Fate::Amended(3))].into());
}

#[test]
fn amending_what_was_voided_neither_brings_it_back_nor_hides_that_it_was() {
    let told = given([paid(100), voided(1), amended(1, "2025-11-30", paid(1_000))]).then_odd(&[]);
    assert_eq!(told.settled().fates, [(1, Fate::Voided(2))].into());
    told.then("tuition", "out_of_reach", (0, 100_000));
}

#[test]
fn nothing_corrects_itself() {
    let told = given([voided(1)]).then_odd(&[(1, Oddity::CorrectsNothing)]);
    assert!(told.settled().fates.is_empty());
}

#[test]
fn an_amendment_of_nothing_is_odd_even_as_the_first_word() {
    given([amended(9, "2025-11-30", paid(100))]).then_odd(&[(1, Oddity::CorrectsNothing)]);
}

#[test]
fn what_cannot_be_read_of_a_cohort_is_kept_in_sight() {
    let told = given([]).while_the_cohort([session_cancelled("2025-09"), unknown()]);
    assert_eq!(told.cohort_record().unreadable.len(), 1);
}

#[test]
fn a_stay_of_no_length_is_none() {
    let stay = |from, to| Interval {
        from: at(&format!("2025-09-11T{from}:00Z")),
        to: at(&format!("2025-09-11T{to}:00Z")),
    };
    let window = stay("19:00", "22:00");
    assert_eq!(stay("18:00", "20:00").within(window), Some(stay("19:00", "20:00")));
    assert_eq!(stay("20:00", "20:00").within(window), None);
    assert_eq!(stay("18:00", "19:00").within(window), None);
    assert_eq!(stay("22:00", "23:00").within(window), None);
    assert_eq!(stay("21:00", "20:00").within(window), None);
}
