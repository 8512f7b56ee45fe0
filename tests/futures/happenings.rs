//! The shapes of policies that are not about sessions, each with what can happen under it.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::event::{Amount, ExamOutcome, ReviewOutcome, Ruling};
use cairn_domain::policy::{
    Anchor, Category, Condition, Due, Fraction, From, Lock, Measure, Milestone, Moment, MonthEnd,
    OnRefund, Price, Requirement, Rule, Shift, Term, Tier,
};
use cairn_domain::{Calendar, CheckedPolicy, Event, Money};
use cairn_testkit::worlds::name;

use crate::term::{self, day, rule};

/// A policy, and what can happen under it.
pub struct Shape {
    pub label: String,
    pub policy: CheckedPolicy,
    pub calendar: Calendar,
    pub alphabet: Vec<Event>,
}

fn shape(label: &str, rules: Vec<Rule>, alphabet: Vec<Event>) -> Shape {
    let term::Term { label, policy, calendar, .. } = term::Term::new(label, 0, rules, &[]);
    Shape { label, policy, calendar, alphabet }
}

fn days(days: u32) -> Term {
    Term { months: 0, days, month_end: None }
}

fn months(months: u32, month_end: MonthEnd) -> Term {
    Term { months, days: 0, month_end: Some(month_end) }
}

fn on(number: u64) -> Moment {
    Moment::Day(day(number))
}

fn from(anchor: Anchor, shift: Option<Shift>) -> Moment {
    Moment::From(From { anchor, shift })
}

/// The windows that are tried on everything that has one.
fn windows() -> Vec<(Option<Moment>, Option<Due>, Option<Term>)> {
    let one = |moment: Moment| Some(Due::One(moment));
    let application = |shift| from(Anchor::Application, shift);
    let after = |term| Some(Shift::After(term));
    let before = |term| Some(Shift::Before(term));
    vec![
        (None, None, None),
        (None, one(on(35)), None),
        (Some(on(25)), one(on(45)), None),
        (Some(on(20)), None, None),
        (Some(application(None)), None, None),
        (Some(application(after(days(15)))), one(on(45)), None),
        (Some(application(before(days(12)))), None, None),
        (Some(application(before(months(1, MonthEnd::NextDay)))), one(on(45)), None),
        (None, one(application(after(days(10)))), None),
        (None, one(application(after(months(1, MonthEnd::LastDay)))), None),
        (None, Some(Due::Earliest(vec![on(48), application(after(days(12)))])), None),
        (None, None, Some(days(15))),
        (None, None, Some(months(1, MonthEnd::LastDay))),
        (Some(from(Anchor::Admission, None)), one(application(after(days(25)))), None),
    ]
}

/// Every shape.
pub fn all() -> Vec<Shape> {
    let mut shapes = milestones();
    shapes.extend(exams());
    shapes.extend(logs());
    shapes.extend(people());
    shapes.extend(prices());
    shapes.extend(chains());
    shapes
}

fn applied() -> Event {
    Event::Applied { cohort: name("north"), team: None }
}

fn admitted() -> Event {
    Event::Admitted { cohort: name("north") }
}

fn handed_in() -> Event {
    Event::Submitted { cohort: name("north"), item: name("project") }
}

fn retreat(days: u32) -> Event {
    Event::RetreatCompleted { cohort: name("north"), days }
}

fn completed(achievement: &str) -> Event {
    Event::Credited { cohort: None, achievement: achievement.to_owned() }
}

fn done(milestone: Milestone, window: &(Option<Moment>, Option<Due>, Option<Term>)) -> Requirement {
    let (after, by, valid_for) = window.clone();
    Requirement::Done { milestone, after, by, valid_for }
}

fn milestones() -> Vec<Shape> {
    let mut shapes = Vec::new();
    let first_aid = || Milestone::Completed(["First aid".to_owned(), "CPR".to_owned()].into());
    for window in windows() {
        for (milestone, event) in [
            (Milestone::Submitted(name("project")), handed_in()),
            (Milestone::Retreat { days: 3, times: 1 }, retreat(3)),
            (Milestone::Retreat { days: 3, times: 2 }, retreat(4)),
            (first_aid(), completed("cpr")),
        ] {
            let label = format!("{milestone:?} {window:?}");
            let rules = vec![rule("done", done(milestone, &window))];
            shapes.push(shape(&label, rules, vec![event, applied(), admitted()]));
        }
    }
    for milestone in [Milestone::Applied, Milestone::Admitted] {
        for window in windows().into_iter().take(4) {
            let label = format!("{milestone:?} {window:?}");
            let rules = vec![rule("done", done(milestone.clone(), &window))];
            shapes.push(shape(&label, rules, vec![applied(), admitted()]));
        }
    }
    let workshop = Requirement::Prerequisite { any_of: ["Workshop".to_owned()].into() };
    let withdrew = Event::Withdrew { cohort: name("north") };
    let alphabet = vec![completed("workshop"), applied(), withdrew];
    shapes.push(shape("workshop before applying", vec![rule("before", workshop)], alphabet));
    shapes
}

fn exams() -> Vec<Shape> {
    let mut shapes = Vec::new();
    let sat = |outcome| Event::Examined { cohort: name("north"), item: name("written"), outcome };
    for (after, by, valid_for) in windows() {
        for (attempts, wait) in
            [(None, None), (Some(1), None), (Some(2), None), (Some(1), Some(days(12)))]
        {
            // Attempts that may yet come to lie too early to count leave no single best future: the check refuses them.
            let slides =
                matches!(&after, Some(Moment::From(From { shift: Some(Shift::Before(_)), .. })));
            if slides && attempts.is_some() {
                continue;
            }
            let label =
                format!("{attempts:?} attempts, wait {wait:?}, {after:?} {by:?} {valid_for:?}");
            let asks = Requirement::Exam {
                of: name("written"),
                pass_mark: Some(Fraction { of: 4, per: 5 }),
                attempts,
                wait,
                after: after.clone(),
                by: by.clone(),
                valid_for,
            };
            let alphabet = vec![
                sat(ExamOutcome::Scored { got: 8, of: 10 }),
                sat(ExamOutcome::Scored { got: 7, of: 10 }),
                applied(),
            ];
            shapes.push(shape(&label, vec![rule("exam", asks)], alphabet));
        }
    }
    shapes
}

fn category(of: &str, least: Option<u32>, most: Option<u32>) -> Category {
    Category { name: name(of), of: [name(of)].into(), among: Vec::new(), least, most }
}

fn logs() -> Vec<Shape> {
    let did = |of: &str, much, with: Option<&str>| Event::Logged {
        cohort: name("north"),
        activity: name(of),
        amount: Amount::Minutes(much),
        with: with.map(name),
        reported: None,
    };
    let nested = Category {
        name: name("both"),
        of: BTreeSet::new(),
        among: vec![category("a", Some(30), Some(60)), category("b", None, Some(60))],
        least: Some(60),
        most: Some(100),
    };
    let categories = [
        vec![category("a", None, None)],
        vec![category("a", Some(60), None), category("b", None, Some(60))],
        vec![nested, category("c", None, None)],
    ];
    let mut shapes = Vec::new();
    for among in categories {
        for (after, by, valid_for) in windows() {
            for different in [None, Some(2)] {
                let label =
                    format!("120 of {among:?}, {different:?}, {after:?} {by:?} {valid_for:?}");
                let asks = Requirement::Log {
                    need: 120,
                    unit: Measure::Minutes,
                    among: among.clone(),
                    different,
                    per_day: None,
                    reported_by: None,
                    after: after.clone(),
                    by: by.clone(),
                    valid_for,
                };
                let alphabet =
                    vec![did("a", 60, Some("ann")), did("b", 90, Some("bob")), applied()];
                shapes.push(shape(&label, vec![rule("log", asks)], alphabet));
            }
        }
    }
    shapes
}

fn people() -> Vec<Shape> {
    let said = |reviewer: &str, capacity: &str, outcome| Event::Reviewed {
        cohort: name("north"),
        item: name("project"),
        reviewer: reviewer.to_owned(),
        outcome,
        capacity: Some(name(capacity)),
    };
    let judged = |judge: &str, capacity: &str, outcome| Event::Judged {
        cohort: name("north"),
        question: name("ready"),
        judge: judge.to_owned(),
        capacity: name(capacity),
        outcome,
    };
    let mut shapes = Vec::new();
    for need in 1..=2 {
        for each in [BTreeMap::new(), BTreeMap::from([(name("outside"), 1)])] {
            let excluding = [name("mentor")].into();
            let label = format!("{need} people, {each:?}");
            let asks = Requirement::Reviews {
                of: name("project"),
                reviewers: need,
                each: each.clone(),
                excluding,
            };
            let alphabet = vec![
                said("ada", "outside", ReviewOutcome::Accepted),
                said("ada", "inside", ReviewOutcome::Returned),
                said("bob", "mentor", ReviewOutcome::Accepted),
                handed_in(),
            ];
            shapes.push(shape(&label, vec![rule("reviews", asks)], alphabet));
            let excluding = [name("mentor")].into();
            let asks =
                Requirement::Judgement { question: name("ready"), judges: need, each, excluding };
            let alphabet = vec![
                judged("ada", "outside", Ruling::Granted),
                judged("ada", "inside", Ruling::Denied),
                judged("bob", "mentor", Ruling::Granted),
            ];
            shapes.push(shape(&label, vec![rule("judged", asks)], alphabet));
        }
    }
    shapes
}

fn cents(minor: i64) -> Money {
    Money { minor, currency: "USD".parse().unwrap() }
}

fn prices() -> Vec<Shape> {
    let tier = |locked_by, and| Tier {
        name: "early".to_owned(),
        price: cents(80),
        locked_by,
        by: day(25),
        and,
    };
    let paying = Condition { locked_by: Lock::Paying, by: day(35) };
    let mut shapes = Vec::new();
    for tiers in [
        vec![],
        vec![tier(Lock::Applying, vec![])],
        vec![tier(Lock::Admission, vec![])],
        vec![tier(Lock::Paying, vec![])],
        vec![tier(Lock::Applying, vec![paying])],
    ] {
        for by in [None, Some(day(45))] {
            for on_refund in [OnRefund::Keeps, OnRefund::Loses] {
                let label = format!("{tiers:?} by {by:?} {on_refund:?}");
                let price = Price {
                    full: cents(100),
                    tiers: tiers.clone(),
                    by,
                    on_refund,
                    instalments: Vec::new(),
                    refunds: Vec::new(),
                };
                let rules = vec![rule("paid", Requirement::Paid(price))];
                let cohort = || name("north");
                let alphabet = vec![
                    Event::Paid { cohort: cohort(), amount: cents(80), reference: None },
                    Event::Refunded { cohort: cohort(), amount: cents(30), payment: None },
                    applied(),
                    admitted(),
                ];
                shapes.push(shape(&label, rules, alphabet));
            }
        }
    }
    shapes
}

/// Requirements that wait for others: only what came after counts, and clocks that start with them.
fn chains() -> Vec<Shape> {
    let mut shapes = Vec::new();
    let plain = (None, None, None);
    for shift in [None, Some(Shift::After(days(8))), Some(Shift::Before(days(8)))] {
        let met = || from(Anchor::Met(name("first")), shift);
        // A last day that is counted back from what has not happened is refused: nobody could know that it passed.
        let due = matches!(shift, None | Some(Shift::After(_))).then(|| Due::One(met()));
        for window in [
            (Some(met()), None, None),
            (Some(met()), Some(Due::One(on(45))), None),
            (None, due, None),
        ] {
            let first = rule("first", done(Milestone::Retreat { days: 3, times: 1 }, &plain));
            let then = rule("then", done(Milestone::Submitted(name("project")), &window));
            let of = vec![first.id.clone(), then.id.clone()];
            for gate in
                [Requirement::All(of.clone()), Requirement::AtLeast { need: 1, of: of.clone() }]
            {
                let label = format!("{gate:?}, then {window:?}");
                let rules = vec![rule("root", gate), first.clone(), then.clone()];
                shapes.push(shape(&label, rules, vec![retreat(3), handed_in()]));
            }
        }
    }
    shapes
}
