//! A cohort stepping through time: how many have each verdict at each step.

use std::collections::BTreeMap;

use cairn_domain::time::{day_of, end_of_day};
use cairn_domain::{CheckedPolicy, CohortId, Instant, assess};
use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta};
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::Asked;
use crate::audit::PolicyUsed;
use crate::cohort;
use crate::failure::Failure;
use crate::ledger::{Ledger, Rules};
use crate::lines::verdicts;
use crate::people::{self, Person};

/// How a timeline steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the end of each day.
    Day,
    /// To the end of each Sunday.
    Week,
    /// To the end of each month.
    Month,
    /// To each event.
    Event,
}

/// A cohort stepping through time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Timeline {
    /// `cairn.timeline/1`.
    pub schema: &'static str,
    /// From when and from what the last step speaks.
    pub asked: Asked,
    /// The cohort.
    pub cohort: String,
    /// The policy of the last step; each step is judged under the one in force then, unless one was given.
    pub policy: PolicyUsed,
    /// The verdicts that occur, in the order in which reports list them.
    pub verdicts: Vec<String>,
    /// The steps.
    pub steps: Vec<Moment>,
}

/// One step of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Moment {
    /// What was true by this instant counts.
    pub as_of: Instant,
    /// The day that the instant ends; absent where steps are events.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
    /// How many people anything had happened for.
    pub people: usize,
    /// How many have each verdict.
    pub counts: BTreeMap<String, usize>,
}

/// The most steps that one timeline takes.
const MOST_STEPS: usize = 20_000;

/// Steps a cohort through time, from its first event to the question's time.
pub fn timeline(
    ledger: &Ledger<'_>,
    id: &CohortId,
    policy: Option<&CheckedPolicy>,
    step: Step,
) -> Result<Timeline, Failure> {
    let last = cohort::rules(ledger, id, policy)?;
    let people: Vec<Person> =
        people::everyone(ledger)?.into_iter().filter(|each| concerns(each, id)).collect();
    for person in &people {
        person.readable(ledger)?;
    }
    let mut steps = Vec::new();
    for (as_of, day) in moments(ledger, &people, id, step, &last)? {
        // A fold is of facts only: one fold answers for every step.
        let rules = match policy {
            Some(_) => Some(last.clone()),
            None => in_force(ledger, id, as_of, &last),
        };
        steps.push(moment(rules.as_ref(), &people, id, as_of, day));
    }
    let verdicts = verdicts()
        .into_iter()
        .filter(|verdict| steps.iter().any(|step: &Moment| step.counts.contains_key(*verdict)));
    Ok(Timeline {
        schema: "cairn.timeline/1",
        asked: ledger.asked_in(last.policy.zone()),
        cohort: id.to_string(),
        policy: PolicyUsed::new(&last),
        verdicts: verdicts.map(str::to_owned).collect(),
        steps,
    })
}

fn concerns(person: &Person, id: &CohortId) -> bool {
    person.facts.iter().any(|fact| fact.event.cohort() == Some(id))
}

fn moment(
    rules: Option<&Rules>,
    people: &[Person],
    id: &CohortId,
    as_of: Instant,
    day: Option<NaiveDate>,
) -> Moment {
    let mut counts = BTreeMap::new();
    let mut there = 0;
    for person in people {
        if person.facts.iter().any(|fact| fact.stamp.at <= as_of && fact.event.cohort() == Some(id))
        {
            there += 1;
            // Before there were rules nobody could be judged by them; they were there all the same.
            let Some(rules) = rules else { continue };
            let verdict = assess(&rules.policy, &rules.calendar, &person.standing, as_of).verdict;
            *counts.entry(verdict.name().to_owned()).or_insert(0) += 1;
        }
    }
    Moment { as_of, day, people: there, counts }
}

/// Returns the rules in force at a step, if any were.
fn in_force(ledger: &Ledger<'_>, id: &CohortId, as_of: Instant, last: &Rules) -> Option<Rules> {
    let (stamp, policy) = ledger.cohorts.get(id)?.policy_at(as_of)?;
    if last.adopted == Some(*stamp) {
        return Some(last.clone());
    }
    policy.clone().check().ok().map(|policy| ledger.rules_of(policy, Some(*stamp)))
}

fn moments(
    ledger: &Ledger<'_>,
    people: &[Person],
    id: &CohortId,
    step: Step,
    rules: &Rules,
) -> Result<Vec<(Instant, Option<NaiveDate>)>, Failure> {
    let until = ledger.now_in(rules.policy.zone());
    let facts = people
        .iter()
        .flat_map(|person| &person.facts)
        .filter(|fact| fact.event.cohort() == Some(id));
    let mut at: Vec<Instant> = facts.map(|fact| fact.stamp.at).filter(|at| *at <= until).collect();
    at.sort_unstable();
    at.dedup();
    let Some(first) = at.first() else { return Ok(Vec::new()) };
    let moments = if step == Step::Event {
        at.into_iter().map(|at| (at, None)).collect()
    } else {
        let zone = rules.policy.zone();
        let end = |day: NaiveDate| end_of_day(day, zone) - TimeDelta::microseconds(1);
        let mut day = step.end_of(day_of(*first, zone));
        let mut moments = Vec::new();
        while end(day) < until && moments.len() <= MOST_STEPS {
            moments.push((end(day), Some(day)));
            let Some(next) = day.checked_add_days(Days::new(1)) else { break };
            day = step.end_of(next);
        }
        // The last step is the question's own time, wherever in the period it falls.
        moments.push((until, Some(day_of(until, zone))));
        moments
    };
    if moments.len() > MOST_STEPS {
        return Err(Failure::mend(format!("that takes more than {MOST_STEPS} steps"))
            .hint("take larger steps: `--timeline week` or `--timeline month`"));
    }
    Ok(moments)
}

impl Step {
    /// Returns the last day of the period that a day is in.
    fn end_of(self, day: NaiveDate) -> NaiveDate {
        match self {
            Self::Day | Self::Event => day,
            Self::Week => {
                let left = 6 - u64::from(day.weekday().num_days_from_monday());
                day.checked_add_days(Days::new(left)).unwrap_or(day)
            }
            Self::Month => {
                let next =
                    day.with_day(1).and_then(|first| first.checked_add_months(Months::new(1)));
                next.and_then(|first| first.pred_opt()).unwrap_or(day)
            }
        }
    }
}
