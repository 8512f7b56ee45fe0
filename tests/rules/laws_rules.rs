//! Law 33, and those beside it that hold for every requirement: one less fails, enough passes.

use cairn_domain::policy::{
    Excusal, Fraction, LeastPresence, MakeUps, Milestone, Need, Requirement,
};
use cairn_domain::{Assume, Policy, Presence, Status, assess};
use cairn_testkit::story::{
    Happening, Story, accepted, attended, excused, given, made_up, only, paid, reflected, retreat,
    session_held,
};
use cairn_testkit::worlds::worlds;
use proptest::prelude::*;

use crate::support::{answer, readable};

const SESSIONS: [&str; 3] = ["2025-09", "2025-10", "2025-11"];

fn met(story: Story, policy: Policy, requirement: &str) -> bool {
    story.under(policy).finding(requirement).status == Status::Met
}

fn sessions(need: Need, presence: LeastPresence, make_ups: u32, excused: Excusal) -> Policy {
    only("attendance", |rule| {
        let make_ups =
            (make_ups > 0).then_some(MakeUps { at_most: make_ups, by: None, within_days: None });
        rule.asks =
            Requirement::Sessions { need, of: None, presence, make_ups, excused, late: None };
    })
}

/// Tells the same for some of the sessions.
fn tell(from: usize, until: usize, what: impl Fn(&str) -> Happening) -> Story {
    SESSIONS[from..until].iter().fold(given([]), |story, session| story.and([what(session)]))
}

fn there(session: &str) -> Happening {
    attended(session, Presence::Whole).on(&format!("{session}-20"))
}

/// Law 33: sessions, by count: as many as are asked for, and one less.
#[test]
fn one_session_less_is_not_enough() {
    for need in 1..=3_u32 {
        for have in 0..=3 {
            let policy = sessions(Need::Count(need), LeastPresence::Minutes(1), 0, Excusal::Absent);
            assert_eq!(met(tell(0, have, there), policy, "attendance"), have >= need as usize);
        }
    }
}

/// Law 33, and 32 where it touches it: a share of the sessions is exact, rounded up.
#[test]
fn a_share_of_the_sessions_is_exact() {
    for per in 1..=12_u32 {
        for of in 1..=per {
            for have in 0..=3_u32 {
                let need = Need::Share(Fraction { of, per });
                let policy = sessions(need, LeastPresence::Minutes(1), 0, Excusal::Absent);
                let enough = have * per >= 3 * of;
                assert_eq!(
                    met(tell(0, have as usize, there), policy, "attendance"),
                    enough,
                    "{have} of {of}/{per}"
                );
            }
        }
    }
}

/// Law 33: presence, by share and by minutes: to the second.
#[test]
fn one_second_less_is_not_there() {
    let window = 180 * 60_u32;
    let mut checks = Vec::new();
    for (of, per) in [(4, 5), (1, 7), (2, 3), (1, 1), (1, 10_801)] {
        let exact = (u64::from(window) * u64::from(of)).div_ceil(u64::from(per));
        checks.push((LeastPresence::Share(Fraction { of, per }), u32::try_from(exact).unwrap()));
    }
    for minutes in [1, 90, 179, 180] {
        checks.push((LeastPresence::Minutes(minutes), minutes * 60));
    }
    for (presence, enough) in checks {
        for (seconds, expected) in [(enough - 1, false), (enough, true)] {
            let story = given([attended("2025-09", Presence::Seconds(seconds)).on("2025-09-20")]);
            let policy = sessions(Need::Count(1), presence, 0, Excusal::Absent);
            assert_eq!(met(story, policy, "attendance"), expected, "{presence:?} {seconds}");
        }
    }
}

/// Minutes that a session did not last are not asked for: its whole time is.
#[test]
fn a_session_that_was_cut_short_asks_for_no_more_than_it_lasted() {
    for (seconds, expected) in [(3_599, false), (3_600, true)] {
        let cut = session_held("2025-09", "2025-09-11T23:00:00Z", "2025-09-12T00:00:00Z");
        let story = given([attended("2025-09", Presence::Seconds(seconds)).on("2025-09-20")])
            .while_the_cohort([cut.on("2025-09-12")]);
        let least = LeastPresence::Minutes(180);
        assert_eq!(
            met(story, sessions(Need::Count(1), least, 0, Excusal::Absent), "attendance"),
            expected
        );
    }
}

/// Law 33: make-ups count up to their cap, and not one more.
#[test]
fn one_make_up_more_than_the_cap_does_not_count() {
    for cap in 0..=3_u32 {
        for have in 0..=3_u32 {
            let policy = sessions(Need::Count(1), LeastPresence::Minutes(1), cap, Excusal::Absent);
            let story = tell(0, have as usize, |session| made_up(session).on("2025-12-01"));
            let counted = story.under(policy).finding("attendance").settled.have;
            assert_eq!(counted, i64::from(have.min(cap)));
        }
    }
}

/// Law 24, as far as a share goes: absent is never better than excused, and excused never better than present.
#[test]
fn absent_is_at_most_excused_is_at_most_present() {
    for per in 1..=6_u32 {
        for of in 1..=per {
            for present in 0..=2_usize {
                let policy = || {
                    let need = Need::Share(Fraction { of, per });
                    sessions(need, LeastPresence::Minutes(1), 0, Excusal::LeavesShare)
                };
                let absent = tell(0, present, there);
                let excused = absent.clone().and([excused("2025-11")]);
                let came = absent.clone().and([there("2025-11")]);
                let [absent, excused, came] =
                    [absent, excused, came].map(|story| met(story, policy(), "attendance"));
                assert!(absent <= excused && excused <= came, "{present} of {of}/{per}");
            }
        }
    }
}

/// Law 33: reflections, on how many sessions and of each category.
#[test]
fn one_reflection_less_is_not_enough() {
    for need in 1..=3_u32 {
        for touching in 0..=3_u32 {
            for have in 0..=3 {
                for touched in 0..=have {
                    let policy = only("reflections", |rule| {
                        let each = [("self".parse().unwrap(), touching)].into();
                        rule.asks = Requirement::Filings { need, within_days: 21, each };
                    });
                    if policy.clone().check().is_err() {
                        assert_eq!(touching, 0, "a category of which nothing is asked");
                        continue;
                    }
                    let on = |session: &str| format!("{session}-20");
                    let both = SESSIONS[touched..have].iter().fold(
                        tell(0, touched, |session| reflected(session, ["self"]).on(&on(session))),
                        |story, session| story.and([reflected(session, []).on(&on(session))]),
                    );
                    let enough = have >= need as usize && touched >= touching as usize;
                    assert_eq!(met(both, policy, "reflections"), enough);
                }
            }
        }
    }
}

/// Law 33: days of a retreat, reviewers, and parts of a choice.
#[test]
fn one_day_one_reviewer_one_part_less_is_not_enough() {
    for need in 1..=7_u32 {
        let policy = only("retreat", |rule| {
            let milestone = Milestone::Retreat { days: need, times: 1 };
            rule.asks = Requirement::Done { milestone, after: None, by: None, valid_for: None };
        });
        assert!(met(given([retreat(need)]), policy.clone(), "retreat"));
        assert!(!met(given([retreat(need - 1)]), policy, "retreat"));
    }
    let reviewers = ["ada", "bob", "cleo", "dan"];
    for need in 1..=4_u32 {
        for have in 0..=4 {
            let policy = only("reviews", |rule| {
                if let Requirement::Reviews { reviewers, .. } = &mut rule.asks {
                    *reviewers = need;
                }
            });
            let story =
                reviewers[..have].iter().fold(given([]), |story, by| story.and([accepted(by)]));
            assert_eq!(met(story, policy, "reviews"), have >= need as usize);
        }
    }
    for need in 1..=2_u32 {
        let mut policy = cairn_testkit::story::small_policy();
        policy
            .requirements
            .retain(|rule| ["certify", "retreat", "tuition"].contains(&rule.id.as_str()));
        let of = vec!["retreat".parse().unwrap(), "tuition".parse().unwrap()];
        policy.requirements[0].asks = Requirement::AtLeast { need, of };
        let both = given([retreat(5), paid(1_000)]);
        for (story, have) in
            [(given([]), 0), (given([retreat(5)]), 1), (given([paid(1_000)]), 1), (both, 2)]
        {
            assert_eq!(met(story, policy.clone(), "certify"), have >= need);
        }
    }
}

proptest! {
    /// Law 34: what passes strictly passes leniently, and what passes leniently is in reach; law 33 for every node.
    #[test]
    fn strict_is_at_most_lenient_is_at_most_the_perfect_future(world in worlds()) {
        prop_assume!(readable(&world));
        let read = world.read();
        let pass = |assume| assess::passes(&read.policy, &read.calendar, &read.standing, world.now, assume);
        let (strict, lenient, future) = (pass(Assume::Strict), pass(Assume::Lenient), pass(Assume::PerfectFuture));
        prop_assert!(strict <= lenient && lenient <= future);
        for each in answer(&world).root.walk() {
            let met = each.waived.is_some() || each.settled.passes();
            prop_assert_eq!(each.status == Status::Met, met, "{:?}", each);
            // A limit is kept by as little as possible.
            let sign = if each.settled.limit { -1 } else { 1 };
            let measures = [each.settled.have, each.with_pending, each.in_reach].map(|have| sign * have);
            prop_assert!(measures.is_sorted(), "{:?}", each);
        }
    }
}
