//! Why: the least that alone gives the same answer, and the opportunities that were missed.

use cairn_domain::assess::{Act, Why, why};
use cairn_domain::policy::{LeastPresence, Milestone, Need, Requirement};
use cairn_domain::{Calendar, Instant, Policy, Presence};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{at, name};

fn whys(told: &Story, policy: Policy, now: Instant, of: Option<&str>) -> Why {
    let policy = policy.check().unwrap();
    let calendar = Calendar::new(&policy, &told.cohort_record());
    let of = of.map(requirement);
    why(&policy, &calendar, &told.settled().facts, now, of.as_ref())
}

fn because(why: &Why) -> Vec<u64> {
    why.because.iter().map(|stamp| stamp.position).collect()
}

fn live(need: u32) -> Requirement {
    Requirement::Sessions {
        need: Need::Count(need),
        of: None,
        presence: LeastPresence::Minutes(60),
        make_ups: None,
        excused: cairn_domain::policy::Excusal::default(),
        late: None,
    }
}

const LONG_AFTER: &str = "2026-02-01T00:00:00Z";

#[test]
fn what_was_missed_is_named_once_and_in_the_order_of_the_calendar() {
    let policy = || asking([("two", live(2)), ("also", live(2))]);
    let told =
        given([applied(), admitted(), attended("2025-09", Presence::Whole).on("2025-09-11")]);
    let found = whys(&told, policy(), at(LONG_AFTER), None);
    // One more would have been enough: either.
    assert_eq!(found.missed, [Act::Attend(name("2025-10")), Act::Attend(name("2025-11"))]);
    assert_eq!(because(&found), [0_u64; 0]);
}

#[test]
fn of_what_was_missed_only_what_alone_would_do_is_named() {
    let policy = || {
        asking([
            ("paper", done(Milestone::Submitted(name("project")))),
            ("away", done(Milestone::Retreat { days: 5, times: 1 })),
        ])
    };
    let told = given([applied(), admitted()]);
    let found = whys(&told, policy(), at(LONG_AFTER), None);
    assert_eq!(found.missed, [Act::HandIn(name("project"))]);
    let found = whys(&told, policy(), at(LONG_AFTER), Some("away"));
    assert_eq!(found.missed, [Act::Retreat(5)]);
}

#[test]
fn what_is_met_is_so_because_of_what_alone_meets_it_and_nothing_was_missed() {
    let policy = || only("retreat", |_| {});
    let told = given([
        applied(),
        admitted(),
        retreat(4),
        retreat(5),
        paid(100),
        retreat(6).on("2026-03-01"),
    ]);
    let found = whys(&told, policy(), at(LONG_AFTER), Some("retreat"));
    assert_eq!((because(&found), found.missed), (vec![4], Vec::new()));
    // The verdict takes the seat, too.
    let found = whys(&told, policy(), at(LONG_AFTER), None);
    assert_eq!((because(&found), found.missed), (vec![2, 4], Vec::new()));
}

#[test]
fn what_ended_it_is_why_it_ended() {
    let told = given([applied(), admitted(), retreat(5), declined(), withdrew()]);
    let found = whys(&told, only("retreat", |_| {}), at(LONG_AFTER), None);
    assert_eq!((because(&found), found.missed), (vec![5], Vec::new()));
}

#[test]
fn an_event_that_no_opportunity_outweighs_is_the_reason() {
    let told = given([applied().on("2025-07-01")]);
    let found = whys(&told, only("workshop", |_| {}), at("2025-08-01T00:00:00Z"), Some("workshop"));
    assert_eq!(because(&found), [1]);
}
