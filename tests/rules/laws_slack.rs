//! How many further sessions can be missed, held against every way to miss them: the most for which each of these ways, with the
//! others attended and made up for what can be, still does.

use cairn_domain::policy::{
    Excusal, ExcusedAbsence, Fraction, LeastPresence, MakeUps, Need, Over, Requirement, Session,
};
use cairn_domain::{Policy, Presence, Status};
use cairn_testkit::story::*;
use cairn_testkit::worlds::name;

/// Five Thursdays, of which the first is past when one asks.
const DAYS: [&str; 5] = ["2025-09-04", "2025-09-11", "2025-09-18", "2025-09-25", "2025-10-02"];
const TODAY: &str = "2025-09-05";
/// A last day for make-ups, after the third.
const MIDWAY: &str = "2025-09-20";

/// Some of the five.
type Some5 = [bool; 5];

fn every() -> impl Iterator<Item = Some5> {
    (0..32_u32).map(|bits| std::array::from_fn(|place| bits >> place & 1 == 1))
}

fn count(of: impl Fn(usize) -> bool) -> u32 {
    u32::try_from((0..5).filter(|place| of(*place)).count()).unwrap()
}

fn policy(asks: Requirement) -> Policy {
    let mut policy = only("attendance", |rule| {
        rule.asks = asks;
        rule.margin = 5;
    });
    let mut session = policy.sessions[0].clone();
    policy.sessions = (1..)
        .zip(DAYS)
        .map(|(number, day): (u32, _)| {
            session.starts = format!("{day}T19:00:00").parse().unwrap();
            Session { id: name(&format!("s{number}")), ..session.clone() }
        })
        .collect();
    policy
}

fn status(policy: Policy, was_there: bool, excused_from: Some5) -> Status {
    let mut told = given([admitted().on("2025-08-01")]).under(policy).as_of(TODAY);
    for place in (0..5).filter(|place| excused_from[*place]) {
        told = told.and([excused(&format!("s{}", place + 1)).on("2025-08-02")]);
    }
    if was_there {
        told = told.and([attended("s1", Presence::Whole).on(DAYS[0])]);
    }
    told.finding("attendance").status
}

/// The most of the four to come that can be missed, whichever they are.
fn most(does: impl Fn(Some5) -> bool, was_there: bool) -> u32 {
    let ways = |many: u32| {
        let of = every().filter(move |missed| missed[0] != was_there);
        of.filter(move |missed| count(|place| place > 0 && missed[place]) == many)
    };
    (1..=4).find(|many| !ways(*many).all(&does)).map_or(4, |too_many| too_many - 1)
}

/// Compares what is said of a rule with every way to go on; tells how often there was something to say.
fn compare(
    policy: &Policy,
    excused: Some5,
    does: impl Fn(Some5) -> bool,
    rule: &dyn std::fmt::Debug,
) -> u32 {
    let compared = [true, false].map(|was_there| {
        let in_reach = does([!was_there, false, false, false, false]);
        match status(policy.clone(), was_there, excused) {
            Status::AtRisk { slack } => {
                assert!(in_reach, "{rule:?} {was_there}");
                assert_eq!(slack, most(&does, was_there), "{rule:?} {was_there}");
                1
            }
            Status::OutOfReach { .. } => {
                assert!(!in_reach, "{rule:?} {was_there}");
                1
            }
            Status::Met | Status::Open => 0,
        }
    });
    compared.iter().sum()
}

#[derive(Debug, Clone, Copy)]
struct Sessions {
    need: Need,
    cap: Option<u32>,
    midway: bool,
    excusal: Excusal,
    excused: Some5,
}

impl Sessions {
    fn policy(self) -> Policy {
        let by = self.midway.then(|| MIDWAY.parse().unwrap());
        policy(Requirement::Sessions {
            need: self.need,
            of: None,
            presence: LeastPresence::Minutes(60),
            make_ups: self.cap.map(|at_most| MakeUps { at_most, by, within_days: None }),
            excused: self.excusal,
            late: None,
        })
    }

    fn does(self, missed: Some5) -> bool {
        let excused = |place: usize| self.excused[place] && self.excusal != Excusal::Absent;
        let free =
            count(|place| missed[place] && excused(place) && self.excusal == Excusal::Counts);
        let leaving = count(|place| missed[place] && excused(place)) - free;
        let in_time = |place: usize| !self.midway || place < 3;
        let cap = self.cap.unwrap_or(0);
        let plain = count(|place| missed[place] && !excused(place) && in_time(place)).min(cap);
        let left = if self.excusal == Excusal::LeavesShare { cap - plain } else { 0 };
        let other = count(|place| missed[place] && excused(place) && in_time(place)).min(left);
        let have = count(|place| !missed[place]) + free + plain + other;
        let need = match self.need {
            Need::Count(need) => need,
            // Rounded up.
            Need::Share(share) => {
                let whole = 5 - (leaving - other);
                (whole * share.of).div_ceil(share.per)
            }
        };
        have >= need
    }
}

fn needs() -> [Need; 7] {
    let share = |of, per| Need::Share(Fraction { of, per });
    [
        Need::Count(1),
        Need::Count(3),
        Need::Count(4),
        share(1, 2),
        share(2, 3),
        share(4, 5),
        share(1, 1),
    ]
}

#[test]
fn as_many_sessions_can_be_missed_as_every_way_to_miss_them_allows() {
    let caps =
        [(None, false), (Some(1), false), (Some(1), true), (Some(2), true), (Some(3), false)];
    let mut compared = 0;
    for need in needs() {
        for (cap, midway) in caps {
            for excusal in [Excusal::Absent, Excusal::LeavesShare, Excusal::Counts] {
                for excused in every() {
                    let rule = Sessions { need, cap, midway, excusal, excused };
                    let does = |missed| rule.does(missed);
                    compared += compare(&rule.policy(), excused, does, &rule);
                }
            }
        }
    }
    println!("{compared} compared");
    assert!(compared > 5_000, "{compared}");
}

#[derive(Debug, Clone, Copy)]
struct Absences {
    at_most: u32,
    over: Over,
    excusal: ExcusedAbsence,
    excused: Some5,
}

impl Absences {
    fn policy(self) -> Policy {
        policy(Requirement::Absences {
            at_most: self.at_most,
            over: self.over,
            of: None,
            presence: LeastPresence::Minutes(60),
            late: None,
            excused: self.excusal,
        })
    }

    fn does(self, missed: Some5) -> bool {
        let excused = |place: usize| self.excused[place] && self.excusal != ExcusedAbsence::Counts;
        let passed_over = |place: usize| {
            missed[place] && excused(place) && self.excusal == ExcusedAbsence::PassedOver
        };
        let seats: Vec<(usize, bool)> = (0..5)
            .filter(|place| !passed_over(*place))
            .map(|place| (place, missed[place] && !excused(place)))
            .collect();
        let of = |seats: &[(usize, bool)]| seats.iter().filter(|(_, missed)| *missed).count();
        let worst = match self.over {
            Over::All => of(&seats),
            Over::InARow => seats.split(|(_, missed)| !missed).map(<[_]>::len).max().unwrap(),
            // A session a week: so many weeks.
            Over::Days(days) => (0..5)
                .map(|first| {
                    let within =
                        |place: usize| place >= first && (place - first) * 7 < days as usize;
                    seats.iter().filter(|(place, missed)| *missed && within(*place)).count()
                })
                .max()
                .unwrap(),
        };
        worst <= self.at_most as usize
    }
}

#[test]
fn as_many_absences_are_left_as_every_way_to_be_absent_allows() {
    let mut compared = 0;
    for at_most in 0..4 {
        for over in [Over::All, Over::InARow, Over::Days(14), Over::Days(15)] {
            for excusal in
                [ExcusedAbsence::Counts, ExcusedAbsence::EndsRun, ExcusedAbsence::PassedOver]
            {
                for excused in every() {
                    let rule = Absences { at_most, over, excusal, excused };
                    let does = |missed| rule.does(missed);
                    compared += compare(&rule.policy(), excused, does, &rule);
                }
            }
        }
    }
    println!("{compared} compared");
    assert!(compared > 1_500, "{compared}");
}
