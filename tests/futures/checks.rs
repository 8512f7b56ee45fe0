//! What is checked of every state of a term.

use std::fmt;

use cairn_domain::assess::{Act, outlook, passes};
use cairn_domain::{Assume, Finding, Instant, Standing, Status, assess};
use chrono::TimeDelta;

use crate::outcomes::{any, every, from_now_on, number};
use crate::term::{Outcome, Term, end};

/// What came up.
#[derive(Default)]
pub struct Counted {
    pub terms: u64,
    pub states: u64,
    pub completions: u64,
    pub out_of_reach: u64,
    pub secured: u64,
    pub plans: u64,
    pub waits: u64,
    pub slacks: u64,
}

impl Counted {
    /// A run in which something never came up has shown nothing about it.
    pub fn has_seen_everything(&self) {
        let all = [self.out_of_reach, self.secured, self.plans, self.waits, self.slacks];
        assert!(all.iter().all(|each| *each > 0), "something never came up: {self}");
    }
}

impl std::ops::Add for Counted {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            terms: self.terms + other.terms,
            states: self.states + other.states,
            completions: self.completions + other.completions,
            out_of_reach: self.out_of_reach + other.out_of_reach,
            secured: self.secured + other.secured,
            plans: self.plans + other.plans,
            waits: self.waits + other.waits,
            slacks: self.slacks + other.slacks,
        }
    }
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} policies, {} states, {} completions; {} out of reach, {} secured, {} plans, {} waits, {} slacks",
            self.terms,
            self.states,
            self.completions,
            self.out_of_reach,
            self.secured,
            self.plans,
            self.waits,
            self.slacks
        )
    }
}

/// A state of a term: what is on record after so many sessions.
struct State<'a> {
    term: &'a Term,
    /// Whether each way in which all sessions can come out meets the policy in the end.
    meets: &'a [bool],
    so_far: Vec<Outcome>,
    now: Instant,
    who: Standing,
    /// What can still become of each session.
    choices: Vec<Vec<Outcome>>,
}

/// Checks every state of a term against every completion of it.
pub fn all(term: &Term, counted: &mut Counted) {
    let sessions = term.policy.planned().len();
    counted.terms += 1;
    let meets: Vec<bool> = every(term, sessions)
        .map(|outcomes| {
            let who = term.standing(&outcomes);
            passes(&term.policy, &term.calendar, &who, end(), Assume::Strict)
        })
        .collect();
    for over in 0..=sessions {
        for so_far in every(term, over) {
            counted.states += 1;
            State::new(term, &meets, so_far).check(counted);
        }
    }
}

impl<'a> State<'a> {
    fn new(term: &'a Term, meets: &'a [bool], so_far: Vec<Outcome>) -> Self {
        let now = term.after(so_far.len());
        let who = term.standing(&so_far);
        let sessions = term.policy.planned().len();
        let choices = (0..sessions).map(|session| match so_far.get(session) {
            None => term.alphabet.clone(),
            Some(outcome) => {
                let open = |act: &Act| term.is_open(act, now);
                let id = term.policy.planned()[session].0.clone();
                let can_make_up = open(&Act::MakeUp(id.clone()));
                let can_file = open(&Act::Reflect(id));
                let all = from_now_on(*outcome, can_make_up, can_file);
                all.into_iter().filter(|each| term.alphabet.contains(each)).collect()
            }
        });
        let choices = choices.collect();
        Self { term, meets, so_far, now, who, choices }
    }

    fn meets(&self, outcomes: &[Outcome]) -> bool {
        self.meets[number(self.term, outcomes)]
    }

    /// Tells whether some, and whether every, completion meets the policy.
    fn completions(&self, choices: &[Vec<Outcome>]) -> (bool, bool, u64) {
        let (mut some, mut every, mut seen) = (false, true, 0);
        any(choices, &mut Vec::new(), &mut |outcomes| {
            let meets = self.meets(outcomes);
            some |= meets;
            every &= meets;
            seen += 1;
            false
        });
        (some, every, seen)
    }

    fn passes(&self, now: Instant, assume: Assume) -> bool {
        passes(&self.term.policy, &self.term.calendar, &self.who, now, assume)
    }

    fn check(&self, counted: &mut Counted) {
        let (some, every, seen) = self.completions(&self.choices);
        counted.completions += seen;
        let said = || format!("{}: {:?}", self.term.label, self.so_far);
        let [strict, lenient, future] = [Assume::Strict, Assume::Lenient, Assume::PerfectFuture]
            .map(|assume| self.passes(self.now, assume));
        assert_eq!(future, some, "sound and complete (laws 47, 48): {}", said());
        assert_eq!(
            strict,
            every,
            "what is settled is what every future keeps (laws 35, 50): {}",
            said()
        );
        assert!(strict <= lenient && lenient <= future, "law 34: {}", said());
        let found = assess(&self.term.policy, &self.term.calendar, &self.who, self.now);
        match &found.root.status {
            Status::Met => counted.secured += 1,
            Status::OutOfReach { since, .. } => {
                counted.out_of_reach += 1;
                self.since(*since, &said());
            }
            Status::Open | Status::AtRisk { .. } => {
                self.plan(counted, &said());
                self.wait(counted, &said());
            }
        }
        self.slack(&found.root, counted, &said());
    }

    /// Law 49: it was in reach until then, and never again.
    fn since(&self, since: Instant, said: &str) {
        let before = since - TimeDelta::microseconds(1);
        assert!(self.passes(before, Assume::PerfectFuture), "since {since}: {said}");
        assert!(!self.passes(since, Assume::PerfectFuture), "since {since}: {said}");
        let mut at = since;
        while at < self.now {
            assert!(
                !self.passes(at, Assume::PerfectFuture),
                "since {since}, but not at {at}: {said}"
            );
            at += TimeDelta::hours(17);
        }
    }

    /// Law 55: with the plan it is met, and without any act of it, it is not.
    fn plan(&self, counted: &mut Counted, said: &str) {
        counted.plans += 1;
        let looked = outlook(&self.term.policy, &self.term.calendar, &self.who, self.now, None);
        let acts: Vec<Act> = looked.plan.expect(said).into_iter().map(|each| each.act).collect();
        let with = |acts: &[&Act]| {
            let sessions = 0..self.choices.len();
            let done = |session: usize| {
                let id = &self.term.policy.planned()[session].0;
                let now = self.so_far.get(session).copied().unwrap_or(Outcome::Absent);
                acts.iter().fold(now, |now, act| becomes(now, act, id))
            };
            self.meets(&sessions.map(done).collect::<Vec<_>>())
        };
        assert!(with(&acts.iter().collect::<Vec<_>>()), "the plan {acts:?} does it: {said}");
        for left_out in &acts {
            let rest: Vec<&Act> = acts.iter().filter(|act| *act != left_out).collect();
            assert!(!with(&rest), "without {left_out:?} of {acts:?}, too: {said}");
        }
    }

    /// Law 51: acting the instant before works, and acting later does not.
    fn wait(&self, counted: &mut Counted, said: &str) {
        let root = &self.term.policy.policy().root;
        let looked = outlook(&self.term.policy, &self.term.calendar, &self.who, self.now, None);
        let Some(until) = looked.wait.get(root) else { return };
        counted.waits += 1;
        let tick = TimeDelta::microseconds(1);
        assert!(self.passes(*until - tick - tick, Assume::PerfectFuture), "until {until}: {said}");
        assert!(!self.passes(*until - tick, Assume::PerfectFuture), "after {until}: {said}");
    }

    /// Law 52: whichever so many sessions to come are missed, it can still be met.
    fn slack(&self, finding: &Finding, counted: &mut Counted, said: &str) {
        let Status::AtRisk { slack } = finding.status else { return };
        if !finding.children.is_empty() || self.term.alphabet.contains(&Outcome::Filed) {
            return;
        }
        counted.slacks += 1;
        let to_come: Vec<usize> = (self.so_far.len()..self.choices.len()).collect();
        for chosen in 0_u32..(1 << to_come.len()) {
            if chosen.count_ones() > slack {
                continue;
            }
            let mut choices = self.choices.clone();
            for (bit, session) in to_come.iter().enumerate() {
                if chosen & (1 << bit) != 0 {
                    choices[*session]
                        .retain(|each| matches!(each, Outcome::Absent | Outcome::MadeUp));
                    let window = self.term.window(*session);
                    let id = self.term.policy.planned()[*session].0.clone();
                    if !self.term.is_open(&Act::MakeUp(id), window.to) {
                        choices[*session] = vec![Outcome::Absent];
                    }
                }
            }
            let (some, ..) = self.completions(&choices);
            assert!(some, "{slack} can be missed, but not {chosen:b}: {said}");
        }
    }
}

/// What becomes of a session by an act.
fn becomes(now: Outcome, act: &Act, session: &cairn_domain::SessionId) -> Outcome {
    match (act, now) {
        (Act::Attend(id) | Act::Settle(id), _) if id == session => Outcome::Present,
        (Act::MakeUp(id), Outcome::Excused) if id == session => Outcome::ExcusedMadeUp,
        (Act::MakeUp(id), Outcome::Late) if id == session => Outcome::LateMadeUp,
        (Act::MakeUp(id), _) if id == session => Outcome::MadeUp,
        (Act::Reflect(id), _) if id == session => Outcome::Filed,
        _ => now,
    }
}
