//! What is odd about a record, and is kept all the same: one story for each oddity.

use cairn_domain::event::AppealOutcome;
use cairn_domain::{Money, Oddity, Presence, State, Step};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{home_cohort, name};

#[test]
fn an_ordinary_record_is_not_odd() {
    let seen = attended("2025-09", Presence::Whole).on("2025-09-11");
    given([credited("Foundations"), applied(), admitted(), paid(400), seen]).then_odd(&[]);
}

#[test]
fn a_void_of_nothing_is_odd() {
    given([applied(), voided(9)]).then_odd(&[(2, Oddity::CorrectsNothing)]);
}

#[test]
fn an_amendment_to_another_type_is_odd_and_does_nothing() {
    let story = given([applied(), amended(1, "2025-08-20", withdrew())]);
    story.then_odd(&[(2, Oddity::CorrectsNothing)]).then_stands(State::Applied);
}

#[test]
fn an_event_of_a_cohort_in_a_practitioners_stream_is_misplaced() {
    let story = given([session_cancelled("2025-09")]).then_odd(&[(1, Oddity::Misplaced)]);
    assert_eq!(story.finding("attendance").settled.need, 2, "it cancels nothing there");
}

#[test]
fn what_an_import_did_is_no_part_of_anybodys_record() {
    for imported in imports() {
        let story = given([imported]).then_odd(&[(1, Oddity::Misplaced)]);
        let event = &story.settled().facts[0].event;
        assert_eq!((event.is_of_cohort(), event.cohort()), (true, None), "{}", event.kind());
    }
}

#[test]
fn a_step_out_of_order_is_odd() {
    let odd = Oddity::OutOfOrder { from: State::Unknown, step: Step::Admit };
    given([admitted()]).then_odd(&[(1, odd)]).then_stands(State::Admitted);
    let odd = Oddity::OutOfOrder { from: State::Certified, step: Step::Apply };
    let certified =
        given([applied(), admitted(), certified(), applied()]).under(only("tuition", |_| {}));
    let story = certified.then_stands(State::Certified);
    story.then_odd(&[(3, Oddity::Unsupported), (4, odd)]);
}

#[test]
fn doing_things_without_a_seat_is_odd() {
    let odd = |nth| (nth, Oddity::WithoutSeat);
    given([
        applied(),
        attended("2025-09", Presence::Whole),
        reflected("2025-09", []).on("2025-09-20"),
        submitted().on("2025-09-21"),
        retreat(5).on("2025-09-22"),
    ])
    .then_odd(&[
        odd(2),
        (2, Oddity::BeforeSession(cairn_domain::SessionId::new("2025-09").unwrap())),
        odd(3),
        odd(4),
        odd(5),
    ]);
}

#[test]
fn the_same_payment_twice_is_odd() {
    let odd = [(2, Oddity::PaidTwice)];
    given([paid_as(100, "pi_1"), paid_as(100, "pi_1")]).then_odd(&odd);
    given([paid_as(100, "pi_1"), paid_as(100, "pi_2")]).then_odd(&[]);
    given([paid(100).on("2025-09-01"), paid(100).on("2025-09-01")]).then_odd(&odd);
    given([paid(100).on("2025-09-01"), paid(100).on("2025-09-02")]).then_odd(&[]);
    given([paid(100).on("2025-09-01"), paid(101).on("2025-09-01")]).then_odd(&[]);
}

/// Midnight, in whichever zone, does not make two payments of one evening less odd; a whole day does.
#[test]
fn the_same_payment_twice_within_a_day_is_odd() {
    given([paid(100).at("2025-09-01T23:30:00Z"), paid(100).at("2025-09-02T00:30:00Z")])
        .then_odd(&[(2, Oddity::PaidTwice)]);
    given([paid(100).at("2025-09-01T23:30:00Z"), paid(100).at("2025-09-02T23:30:00Z")])
        .then_odd(&[]);
}

#[test]
fn paying_back_more_than_was_paid_is_odd() {
    given([paid(100), refunded(100)]).then_odd(&[]);
    given([paid(100), refunded(101)]).then_odd(&[(2, Oddity::RefundedMoreThanPaid)]);
}

#[test]
fn a_review_of_nothing_is_odd() {
    given([accepted("ada")]).then_odd(&[(1, Oddity::ReviewedBeforeSubmitted)]);
}

#[test]
fn deciding_an_appeal_that_nobody_made_is_odd() {
    let decided = appeal_decided(1, AppealOutcome::Upheld);
    given([applied(), decided]).then_odd(&[(2, Oddity::NoSuchAppeal)]);
}

#[test]
fn a_late_application_is_odd() {
    let by = small_policy().apply_by.unwrap();
    given([applied().at("2025-09-01T04:00:00Z")]).then_odd(&[(1, Oddity::AppliedLate { by })]);
    given([applied().at("2025-09-01T03:59:59.999999Z")]).then_odd(&[]);
}

#[test]
fn a_session_that_is_not_in_the_calendar_is_odd() {
    let odd = |nth| (nth, Oddity::UnknownSession(name("2024-01")));
    let seen = attended("2024-01", Presence::Whole);
    given([applied(), admitted(), seen, excused("2024-01"), reflected("2024-01", [])]).then_odd(&[
        odd(3),
        odd(4),
        odd(5),
    ]);
}

#[test]
fn a_reflection_before_its_session_is_odd() {
    let told = given([applied(), admitted(), reflected("2025-09", ["self"]).on("2025-09-10")]);
    told.then_odd(&[(3, Oddity::BeforeSession(name("2025-09")))]);
}

#[test]
fn another_currency_is_odd_and_not_counted() {
    let amount: Money = "1000.00 EUR".parse().unwrap();
    let euros = cairn_domain::Event::Paid { cohort: home_cohort(), amount, reference: None };
    let story = given([euros.into()]).then_odd(&[(1, Oddity::OtherCurrency)]);
    story.then("tuition", "out_of_reach", (0, 100_000));
}

#[test]
fn a_waiver_without_authority_is_odd() {
    let odd = |what: &str| Oddity::WaiverWithoutAuthority(requirement(what));
    given([
        waived("retreat", "staff"),
        waived("sleep", "committee"),
        waived("retreat", "committee"),
    ])
    .then_odd(&[(1, odd("retreat")), (2, odd("sleep"))]);
}

#[test]
fn an_extension_without_authority_is_odd() {
    let odd = |what: &str| Oddity::ExtensionWithoutAuthority(requirement(what));
    let policy = only("retreat", |rule| rule.extendable_by = Some(name("staff")));
    given([
        extended("retreat", "committee", "2026-01-31"),
        extended("sleep", "staff", "2026-01-31"),
        extended("retreat", "staff", "2026-01-31"),
    ])
    .under(policy)
    .then_odd(&[(1, odd("retreat")), (2, odd("sleep"))]);
}

#[test]
fn a_certificate_that_the_evidence_no_longer_supports_is_odd() {
    let told =
        given([applied(), admitted(), retreat(5), certified()]).under(only("retreat", |_| {}));
    told.then_odd(&[]).and([voided(3)]).then_odd(&[(4, Oddity::Unsupported)]);
}

#[test]
fn what_has_not_happened_yet_is_not_odd_yet() {
    given([accepted("ada").on("2025-12-01")]).as_of("2025-11-30").then_odd(&[]);
}
