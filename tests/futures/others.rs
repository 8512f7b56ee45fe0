//! What is not about sessions: days on which something happens or nothing does, and every way in which they can follow.
//!
//! That something is out of reach is held against every continuation; that it is not, against one: the plan, done.

use cairn_domain::assess::{Act, ToDo, outlook, passes};
use cairn_domain::time::end_of_day;
use cairn_domain::{Assume, Event, Fact, Instant, Standing, Status, assess};
use chrono::TimeDelta;

use crate::checks::Counted;
use crate::doing::Doing;
use crate::happenings::Shape;
use crate::term::{ZONE, day, fact};

/// The days on which something can happen; between them, and after, deadlines pass.
const DAYS: [u64; 5] = [10, 20, 30, 40, 50];

/// Checks every state of a shape against every continuation of it, or against its plan.
pub fn all(shape: &Shape, days: usize, counted: &mut Counted) {
    counted.terms += 1;
    let letters = shape.alphabet.len() + 1;
    let meets: Vec<bool> = (0..letters.pow(u32::try_from(days).unwrap()))
        .map(|number| {
            let facts = facts(shape, &digits(number, letters, days));
            (0..=days).any(|day| strict(shape, &facts, after(day)))
        })
        .collect();
    for over in 0..=days {
        for number in 0..letters.pow(u32::try_from(over).unwrap()) {
            counted.states += 1;
            let so_far = digits(number, letters, over);
            let continues =
                |ahead: usize| number + ahead * letters.pow(u32::try_from(over).unwrap());
            let ahead = letters.pow(u32::try_from(days - over).unwrap());
            // To leave is not among what can still come.
            let leaves = |number: &usize| {
                let later = &digits(*number, letters, days)[over..];
                let events =
                    later.iter().filter_map(|digit| shape.alphabet.get(digit.checked_sub(1)?));
                events.into_iter().any(|event| matches!(event, Event::Withdrew { .. }))
            };
            let later =
                (0..ahead).map(continues).filter(|number| meets[*number] && !leaves(number));
            let later = later.count();
            counted.completions += ahead as u64;
            State { shape, facts: facts(shape, &so_far), now: after(over), so_far }
                .check(later > 0, counted);
        }
    }
}

fn digits(mut number: usize, letters: usize, places: usize) -> Vec<usize> {
    let digit = |_| {
        let digit = number % letters;
        number /= letters;
        digit
    };
    (0..places).map(digit).collect()
}

/// The instant after so many of the days at which a question is asked.
fn after(days: usize) -> Instant {
    let last = days.checked_sub(1).map_or(5, |place| DAYS[place]);
    end_of_day(day(last), ZONE) + TimeDelta::hours(3)
}

fn facts(shape: &Shape, digits: &[usize]) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (place, digit) in digits.iter().enumerate() {
        let Some(event) = digit.checked_sub(1).map(|letter| shape.alphabet[letter].clone()) else {
            continue;
        };
        let noon = end_of_day(day(DAYS[place]), ZONE) - TimeDelta::hours(12);
        facts.push(fact(noon, place as u64 + 1, event));
    }
    facts
}

fn strict(shape: &Shape, facts: &[Fact], now: Instant) -> bool {
    let past: Vec<&Fact> = facts.iter().filter(|fact| fact.stamp.at <= now).collect();
    let who = Standing::replay(past);
    passes(&shape.policy, &shape.calendar, &who, now, Assume::Strict)
}

struct State<'a> {
    shape: &'a Shape,
    so_far: Vec<usize>,
    facts: Vec<Fact>,
    now: Instant,
}

impl State<'_> {
    fn passes(&self, now: Instant, assume: Assume) -> bool {
        let who = Standing::replay(&self.facts);
        passes(&self.shape.policy, &self.shape.calendar, &who, now, assume)
    }

    fn check(&self, some_continuation: bool, counted: &mut Counted) {
        let said = format!("{}: {:?}", self.shape.label, self.so_far);
        let future = self.passes(self.now, Assume::PerfectFuture);
        let met = self.passes(self.now, Assume::Strict);
        // A continuation from which it was met once, and then not any more, does not speak of what is still to come.
        if !met && some_continuation && !self.was_met_before() {
            assert!(future, "law 47: {said}");
        }
        assert!(!met || future, "law 34: {said}");
        let who = Standing::replay(&self.facts);
        let found = assess(&self.shape.policy, &self.shape.calendar, &who, self.now);
        match &found.root.status {
            Status::Met => counted.secured += 1,
            Status::OutOfReach { since, .. } => {
                counted.out_of_reach += 1;
                let before = *since - TimeDelta::microseconds(1);
                assert!(!self.passes(*since, Assume::PerfectFuture), "since {since}: {said}");
                assert!(self.passes(before, Assume::PerfectFuture), "before {since}: {said}");
            }
            Status::Open | Status::AtRisk { .. } => self.plan(counted, &said),
        }
    }

    fn was_met_before(&self) -> bool {
        (0..=self.so_far.len()).any(|days| strict(self.shape, &self.facts, after(days)))
    }

    /// Laws 48, 51, 55: the plan, done, meets it; without any act of it, it does not; and it can wait until it cannot.
    fn plan(&self, counted: &mut Counted, said: &str) {
        counted.plans += 1;
        let who = Standing::replay(&self.facts);
        let root = &self.shape.policy.policy().root;
        let of = Some(root);
        let looked = outlook(&self.shape.policy, &self.shape.calendar, &who, self.now, of);
        let plan = looked.plan.unwrap_or_else(|| panic!("no plan: {said}"));
        assert!(self.done(&plan), "the plan does it: {plan:#?}\n{said}");
        for left_out in 0..plan.len() {
            let mut rest = plan.clone();
            let act = rest.remove(left_out);
            assert!(!self.done(&rest), "without {:?}, too: {plan:#?}\n{said}", act.act);
        }
        if let Some(until) = looked.wait.get(root) {
            counted.waits += 1;
            let tick = TimeDelta::microseconds(1);
            assert!(!self.passes(*until, Assume::PerfectFuture), "at {until}: {said}");
            assert!(
                self.passes(*until - tick - tick, Assume::PerfectFuture),
                "until {until}: {said}"
            );
        }
    }

    /// Does what a plan says, as soon as it can be done, and looks whether that was enough.
    fn done(&self, plan: &[ToDo]) -> bool {
        let mut doing = Doing::new(self.shape, &self.facts, self.now);
        let order = |each: &ToDo| match each.act {
            Act::Complete(_) => 0,
            Act::Apply => 1,
            Act::Seat => 2,
            Act::Do(_) => 4,
            _ => 3,
        };
        let mut plan: Vec<&ToDo> = plan.iter().collect();
        plan.sort_by_key(|each| order(each));
        for to_do in plan {
            doing.act(to_do);
        }
        let (facts, at) = doing.so_far();
        strict(self.shape, &facts, at)
    }
}
