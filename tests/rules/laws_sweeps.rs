//! Laws that sweep over everything there is of something small: filings moved forward, runs of absences, days of expiry, and
//! thresholds.

use cairn_domain::assess::passes;
use cairn_domain::policy::{
    ExcusedAbsence, LeastPresence, Milestone, MonthEnd, Need, Over, Requirement, Session,
};
use cairn_domain::time::{end_of_day, start_of_day};
use cairn_domain::{Assume, Event, Finding, Instant, Occurred, Policy, Presence, assess};
use cairn_testkit::story::*;
use cairn_testkit::worlds::{Read, World, name, worlds};
use chrono::{Days, NaiveDate, TimeDelta};
use proptest::prelude::*;

use crate::support::readable;

/// From when on a reflection on this session counts, by the calendar as it is known.
fn counts_from(world: &World, read: &Read, event: &Event) -> Option<Instant> {
    let Event::Reflected { session, .. } = event else { return None };
    let session = read.calendar.session(session)?;
    let window = session.window(world.now)?;
    Some(start_of_day(read.calendar.day(window), world.policy.zone))
}

proptest! {
    /// Law 25: a reflection filed earlier, and not before it can be, never costs anybody.
    #[test]
    fn to_file_earlier_never_hurts(world in worlds(), part in 0_u32..100) {
        prop_assume!(readable(&world));
        let read = world.read();
        let verdicts = |world: &World| {
            let read = world.read();
            [Assume::Strict, Assume::Lenient, Assume::PerfectFuture]
                .map(|assume| passes(&read.policy, &read.calendar, &read.standing, world.now, assume))
        };
        let mut earlier = world.clone();
        for each in &mut earlier.person {
            let at = each.occurred.sorts_at(world.policy.zone);
            let Some(from) = counts_from(&world, &read, &each.event).filter(|from| *from < at) else { continue };
            each.occurred = Occurred::At(from + (at - from) / 100 * i32::try_from(part).unwrap());
        }
        for (before, after) in verdicts(&world).into_iter().zip(verdicts(&earlier)) {
            prop_assert!(before <= after);
        }
    }

    /// Law 61: where a threshold turns an answer, read off the measure, is where trying every threshold finds it.
    #[test]
    fn a_threshold_turns_where_trying_each_says_it_does(world in worlds()) {
        prop_assume!(readable(&world));
        let read = world.read();
        let finding = |policy: &Policy| {
            let policy = policy.clone().check().ok()?;
            let found = assess(&policy, &read.calendar, &read.standing, world.now);
            Some(found.root)
        };
        for rule in &world.policy.requirements {
            let only = |need: Option<u32>| {
                let mut rule = rule.clone();
                set(&mut rule.asks, need?)?;
                let mut policy = world.policy.clone();
                policy.outcomes.clear();
                policy.root = rule.id.clone();
                // What others are counted from is not swept: the policy is this one requirement.
                policy.requirements = vec![rule];
                finding(&policy)
            };
            let grid: Vec<(u32, Finding)> =
                (0..=12).filter_map(|need| Some((need, only(Some(need))?))).collect();
            for (need, found) in &grid {
                let parts = found.settled.parts.iter().all(|part| part.have >= part.need);
                let turns = if found.settled.limit {
                    i64::from(*need) >= found.settled.have
                } else {
                    i64::from(*need) <= found.settled.have && parts
                };
                let met = found.settled.passes();
                prop_assert_eq!(met, turns, "{} at {}: {:?}", rule.id, need, found);
            }
            // What there is does not hang on what is asked.
            let mut there: Vec<i64> = grid.iter().map(|(_, found)| found.settled.have).collect();
            there.dedup();
            prop_assert!(there.len() <= 1, "{}: {:?}", rule.id, there);
        }
    }
}

/// Sets a threshold that is a number; `None`: there is none.
fn set(asks: &mut Requirement, to: u32) -> Option<()> {
    match asks {
        Requirement::Filings { need, .. }
        | Requirement::Sessions { need: Need::Count(need), late: None, .. }
        | Requirement::Reviews { reviewers: need, .. }
        | Requirement::Judgement { judges: need, .. }
        | Requirement::Absences { at_most: need, .. } => *need = to,
        _ => return None,
    }
    Some(())
}

/// What became of a session, and the longest run that it makes with those before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    Present,
    Absent,
    Excused,
}

fn longest_run(came: &[Came], excused: ExcusedAbsence) -> i64 {
    let (mut run, mut longest) = (0, 0);
    for each in came {
        run = match (each, excused) {
            (Came::Absent, _) | (Came::Excused, ExcusedAbsence::Counts) => run + 1,
            (Came::Excused, ExcusedAbsence::PassedOver) => run,
            (Came::Present, _) | (Came::Excused, ExcusedAbsence::EndsRun) => 0,
        };
        longest = longest.max(run);
    }
    longest
}

/// Law 37: what is excused ends a run, lengthens it or does neither, as the policy says; what is to come does neither by itself.
#[test]
fn the_longest_run_of_absences_is_what_counting_finds() {
    let days: Vec<NaiveDate> =
        (1..=5).map(|week| NaiveDate::from_ymd_opt(2025, 9, 1 + 5 * week).unwrap()).collect();
    let sessions: Vec<Session> = (days.iter().enumerate())
        .map(|(place, day)| Session {
            id: name(&format!("s{place}")),
            starts: day.and_hms_opt(12, 0, 0).unwrap(),
            ..small_policy().sessions[0].clone()
        })
        .collect();
    let (over, presence) = (Over::InARow, LeastPresence::Minutes(1));
    for rule in [ExcusedAbsence::Counts, ExcusedAbsence::PassedOver, ExcusedAbsence::EndsRun] {
        let limit = Requirement::Absences {
            at_most: 4,
            over,
            of: None,
            presence,
            late: None,
            excused: rule,
        };
        let mut policy = asking([("run", limit)]);
        policy.sessions.clone_from(&sessions);
        for history in 0..3_u32.pow(5) {
            let came: Vec<Came> = (0..5)
                .map(|place| match history / 3_u32.pow(place) % 3 {
                    0 => Came::Present,
                    1 => Came::Absent,
                    _ => Came::Excused,
                })
                .collect();
            let held = usize::try_from(history % 6).unwrap();
            let mut told = given([]).under(policy.clone());
            for (place, day) in days.iter().enumerate().take(held) {
                let id = format!("s{place}");
                told = match came[place] {
                    Came::Present => {
                        told.and([attended(&id, Presence::Whole).on(&day.to_string())])
                    }
                    Came::Absent => told,
                    Came::Excused => told.and([excused(&id).on(&day.to_string())]),
                };
            }
            let now = days
                .get(held)
                .map_or("2025-12-01".to_owned(), |next| (*next - Days::new(1)).to_string());
            let found = told.as_of(&now).finding("run");
            let so_far = longest_run(&came[..held], rule);
            assert_eq!(found.in_reach, so_far, "{rule:?}, {history} at {now}");
            let worst: Vec<Came> = came[..held]
                .iter()
                .copied()
                .chain(std::iter::repeat_n(Came::Absent, 5 - held))
                .collect();
            assert_eq!(
                found.settled.have,
                longest_run(&worst, rule),
                "{rule:?}, {history} at {now}"
            );
        }
    }
}

/// Law 38: what counts for so long counts until the last microsecond of its last day, and not at the next.
#[test]
fn what_expires_does_so_at_one_instant() {
    let tick = TimeDelta::microseconds(1);
    let first = NaiveDate::from_ymd_opt(2024, 1, 28).unwrap();
    for day in first.iter_days().take(40) {
        for (term, end) in [
            (days(30), day + Days::new(30)),
            (months(1, MonthEnd::LastDay), day + chrono::Months::new(1)),
        ] {
            let mut asks = done(Milestone::Completed(["First aid".to_owned()].into()));
            if let Requirement::Done { valid_for, .. } = &mut asks {
                *valid_for = Some(term);
            }
            let mut policy = asking([("first-aid", asks)]);
            policy.begins = first - Days::new(30);
            policy.apply_by = None;
            let ends = end_of_day(end, policy.zone);
            let told = given([credited("First aid").on(&day.to_string())]).under(policy);
            let as_of = |at: Instant| told.clone().as_of_instant(&at.to_rfc3339());
            as_of(ends - tick).then("first-aid", "met", (1, 1));
            as_of(ends).then("first-aid", "open", (0, 1));
        }
    }
}
