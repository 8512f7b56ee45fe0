//! What practitioners and cohorts do, and how it counts: one story for each kind of event that is evidence.

use cairn_domain::Presence::{Seconds, Unmeasured, Whole};
use cairn_domain::{Decision, Status};
use cairn_testkit::story::*;

/// Everything that the small policy asks, by somebody with a seat.
fn everything() -> Story {
    given([
        credited("intro  WORKSHOP"),
        applied(),
        admitted(),
        paid(1_000),
        attended("2025-09", Whole).at("2025-09-12T02:00:00Z"),
        attended("2025-10", Whole).at("2025-10-10T02:00:00Z"),
        reflected("2025-09", ["self"]).on("2025-09-20"),
        submitted().on("2025-11-01"),
        accepted("ada").on("2025-11-10"),
        accepted("bob").on("2025-11-11"),
        retreat(5).on("2025-11-20"),
    ])
}

#[test]
fn who_has_done_everything_is_eligible_and_can_be_certified() {
    let story = everything().then_verdict("eligible").then("certify", "met", (7, 7));
    story.when(Decision::Certify { receipt: None }).then_recorded(certified());
}

#[test]
fn everything_but_the_seat_is_open() {
    everything().and([voided(3)]).then_verdict("open").then("certify", "met", (7, 7));
}

#[test]
fn two_devices_at_once_count_once() {
    // Two hours together, of the 144 minutes that four fifths ask; their sum would be enough.
    let both = stays([
        ("2025-09-11T23:00:00Z", "2025-09-12T00:30:00Z"),
        ("2025-09-11T23:30:00Z", "2025-09-12T01:00:00Z"),
    ]);
    given([attended("2025-09", both).on("2025-09-11")]).then("attendance", "out_of_reach", (0, 2));
}

#[test]
fn two_reports_of_one_session_are_joined() {
    let first = stays([("2025-09-11T22:00:00Z", "2025-09-12T00:00:00Z")]);
    let then = stays([("2025-09-12T00:00:00Z", "2025-09-12T01:24:00Z")]);
    given([
        attended("2025-09", first).on("2025-09-11"),
        attended("2025-09", then).on("2025-09-11"),
    ])
    .as_of("2025-09-30")
    .then("attendance", "open", (1, 2))
    .then_cites("attendance", &[1, 2]);
}

#[test]
fn four_fifths_of_three_hours_are_144_minutes_and_not_a_second_less() {
    let of = |seconds| given([attended("2025-09", Seconds(seconds)).on("2025-09-11")]);
    of(144 * 60).as_of("2025-09-30").then("attendance", "open", (1, 2));
    of(144 * 60 - 1).as_of("2025-09-30").then("attendance", "open", (0, 2));
}

#[test]
fn a_presence_that_nobody_measured_is_pending() {
    let story = given([attended("2025-09", Unmeasured).on("2025-09-11")]).as_of("2025-09-30");
    let found = story.finding("attendance");
    assert_eq!((found.settled.have, found.with_pending, found.in_reach), (0, 1, 3));
    assert!(found.evidence.pending.iter().eq([&1]));
}

#[test]
fn a_make_up_counts_within_its_cap() {
    given([made_up("2025-09").on("2025-11-20"), made_up("2025-10").on("2025-11-20")])
        .as_of("2025-12-01")
        .then("attendance", "out_of_reach", (1, 2));
}

#[test]
fn an_excused_absence_leaves_the_share() {
    // Two thirds of two are asked, rounded up: two. Of one: one.
    let one = given([attended("2025-09", Whole).on("2025-09-11"), excused("2025-10")]);
    one.clone().then("attendance", "out_of_reach", (1, 2));
    one.and([excused("2025-11")]).then("attendance", "met", (1, 1));
}

#[test]
fn a_reflection_is_due_by_the_end_of_its_last_day() {
    let filed = |at| given([reflected("2025-09", ["self"]).at(at)]).as_of("2025-12-31");
    filed("2025-10-03T03:59:59.999999Z").then("reflections", "met", (1, 1));
    filed("2025-10-03T04:00:00Z").then("reflections", "out_of_reach", (0, 1));
    filed("2025-09-11T04:00:00Z").then("reflections", "met", (1, 1));
    filed("2025-09-11T03:59:59.999999Z").then("reflections", "out_of_reach", (0, 1));
}

#[test]
fn a_reflection_that_touches_nothing_asked_for_is_not_enough() {
    let story = given([reflected("2025-11", ["relationships"]).on("2025-11-20")]);
    story.as_of("2025-11-30").then("reflections", "at_risk", (1, 1));
}

#[test]
fn a_project_is_handed_in_by_the_last_day() {
    let on = |at| given([submitted().at(at)]).as_of("2026-01-31");
    on("2026-01-01T04:59:59.999999Z").then("project", "met", (1, 1));
    on("2026-01-01T05:00:00Z").then("project", "out_of_reach", (0, 1));
}

#[test]
fn a_reviewer_may_change_their_mind() {
    let told = given([submitted(), accepted("ada"), accepted("bob"), returned("ada")]);
    told.then("reviews", "open", (1, 2)).and([accepted("ada")]).then("reviews", "met", (2, 2));
}

#[test]
fn handing_in_again_after_a_return_is_pending() {
    let told = given([submitted(), returned("ada")]);
    assert_eq!(told.finding("reviews").with_pending, 0);
    assert_eq!(told.and([submitted()]).finding("reviews").with_pending, 2);
}

#[test]
fn at_one_instant_the_later_word_in_the_log_is_the_later_word() {
    let when = "2025-11-01T16:00:00Z";
    let given_back = given([submitted().at(when), returned("ada").at(when)]);
    assert_eq!(given_back.finding("reviews").with_pending, 0);
    let handed_in = given([returned("ada").at(when), submitted().at(when)]);
    assert_eq!(handed_in.finding("reviews").with_pending, 2);
}

#[test]
fn two_short_retreats_are_no_long_one() {
    let told = given([retreat(3).on("2025-09-20"), retreat(4).on("2025-10-20")]);
    told.then("retreat", "out_of_reach", (4, 5)).and([retreat(5).on("2025-12-31")]).then(
        "retreat",
        "met",
        (5, 5),
    );
}

#[test]
fn a_workshop_after_applying_came_too_late() {
    given([applied(), credited("Foundations")]).then("workshop", "out_of_reach", (0, 1));
    given([credited(" foundations "), applied()]).then("workshop", "met", (1, 1));
    given([credited("Foundations")]).then("workshop", "open", (0, 1));
}

#[test]
fn tuition_is_paid_in_instalments() {
    let told = given([paid(400), paid(599)]);
    told.then("tuition", "out_of_reach", (99_900, 100_000))
        .and([paid(1)])
        .then("tuition", "met", (100_000, 100_000))
        .then_cites("tuition", &[1, 2, 3]);
}

#[test]
fn a_refund_lowers_what_was_paid() {
    let told =
        given([paid(1_000), refunded(300)]).then("tuition", "out_of_reach", (70_000, 100_000));
    let account = told.finding("tuition").account.unwrap();
    assert_eq!(account.balance, dollars(300));
}

#[test]
fn a_scholarship_counts_like_money() {
    given([scholarship(400), paid(600)]).then("tuition", "met", (100_000, 100_000));
}

#[test]
fn an_early_application_locks_the_early_price() {
    let on = |day| given([applied().on(day), paid(800).on("2025-11-30")]);
    on("2025-06-15").then("tuition", "met", (80_000, 80_000));
    on("2025-06-16").then("tuition", "out_of_reach", (80_000, 100_000));
}

#[test]
fn a_waiver_by_the_right_authority_meets_the_requirement() {
    let story = given([waived("retreat", "committee")]).then("retreat", "met", (0, 5));
    assert_eq!(story.finding("retreat").waived.unwrap().authority.as_str(), "committee");
}

#[test]
fn a_waiver_by_anybody_else_changes_nothing() {
    given([waived("retreat", "staff")]).then("retreat", "out_of_reach", (0, 5));
    given([waived("tuition", "committee")]).then("tuition", "out_of_reach", (0, 100_000));
}

#[test]
fn a_session_that_was_held_longer_asks_for_more() {
    let enough = given([attended("2025-09", Seconds(144 * 60)).on("2025-09-11")]);
    let longer = session_held("2025-09", "2025-09-11T23:00:00Z", "2025-09-12T02:30:00Z");
    enough.while_the_cohort([longer.at("2025-09-12T02:30:00Z")]).as_of("2025-09-30").then(
        "attendance",
        "open",
        (0, 2),
    );
}

#[test]
fn a_cancelled_session_is_not_asked_for() {
    given([
        attended("2025-09", Whole).on("2025-09-11"),
        attended("2025-10", Whole).on("2025-10-09"),
    ])
    .while_the_cohort([
        session_cancelled("2025-10").on("2025-10-09"),
        session_cancelled("2025-11").on("2025-10-09"),
    ])
    .then("attendance", "met", (1, 1))
    .then_cites("attendance", &[1]);
}

#[test]
fn the_policy_in_force_is_the_latest_adopted_by_then() {
    let mut second = small_policy();
    second.version = "2".to_owned();
    let story = given([]).while_the_cohort([
        policy_adopted(second).on("2025-09-01"),
        policy_adopted(small_policy()).on("2025-06-01"),
    ]);
    let record = story.cohort_record();
    let on = |instant| {
        record.policy_at(cairn_testkit::worlds::at(instant)).map(|each| each.1.version.as_str())
    };
    assert_eq!(on("2025-06-01T03:59:59Z"), None);
    assert_eq!(on("2025-06-01T04:00:00Z"), Some("1"));
    assert_eq!(on("2025-09-01T04:00:00Z"), Some("2"));
}

#[test]
fn what_is_not_met_and_still_possible_is_open() {
    assert_eq!(given([]).as_of("2025-06-01").finding("retreat").status, Status::Open);
}

#[test]
fn giving_back_what_came_in_late_costs_nobody_a_place() {
    let on_time =
        [paid(1_000).on("2025-11-01"), paid(500).on("2025-12-10"), refunded(500).on("2025-12-12")];
    given(on_time).then("tuition", "met", (100_000, 100_000));
}

#[test]
fn a_late_payment_does_not_undo_an_earlier_refund() {
    let back = [
        paid(1_000).on("2025-11-01"),
        refunded(1_000).on("2025-11-20"),
        paid(1_000).on("2025-12-10"),
    ];
    given(back).then("tuition", "out_of_reach", (0, 100_000));
}

#[test]
fn applying_again_does_not_move_the_day_before_which_the_workshop_was_due() {
    let late = [
        applied().on("2025-05-01"),
        credited("Foundations I").on("2025-06-01"),
        applied().on("2025-07-01"),
    ];
    given(late).then("workshop", "out_of_reach", (0, 1));
}
