//! The stage: the cohorts' calendars, as they were planned and as they went, and the cohorts' own streams.

use std::collections::BTreeMap;

use cairn_domain::policy::{Milestone, Requirement, Rule};
use cairn_domain::{
    CheckedPolicy, CohortId, Currency, Event, Facet, Instant, Interval, Item, Occurred, Policy,
    RequirementId, SessionId, StreamId,
};
use chrono::TimeDelta;
use chrono_tz::Tz;

use super::chance::Chance;
use super::register::Entry;
use super::when::{instant, occurred};

/// The day on which the sample ends: nothing is written down later.
pub(super) const TODAY: &str = "2026-11-22T23:00:00Z";

/// A session, as it was planned and as it went.
#[derive(Debug)]
pub(super) struct Meeting {
    pub id: SessionId,
    pub held: Interval,
}

/// A cohort's year.
#[derive(Debug)]
pub(super) struct Term {
    pub cohort: CohortId,
    pub zone: Tz,
    pub meetings: Vec<Meeting>,
    policy: CheckedPolicy,
}

impl Term {
    /// Returns a year that goes as it was planned.
    pub fn planned(policy: &Policy) -> Self {
        let checked = policy.clone().check().expect("the policies of the fixtures are sound");
        let meet = |(id, held): &(SessionId, Interval)| Meeting { id: id.clone(), held: *held };
        let meetings = checked.planned().iter().map(meet).collect();
        Self { cohort: policy.cohort.clone(), zone: policy.zone, meetings, policy: checked }
    }

    /// Returns a session by its number, from 1.
    pub fn meeting(&self, number: usize) -> &Meeting {
        &self.meetings[number - 1]
    }

    /// Returns the rule that asks for something of a kind.
    pub fn rule(&self, asks: impl Fn(&Requirement) -> bool) -> &Rule {
        self.policy.rules().iter().find(|rule| asks(&rule.asks)).expect("the policy asks for it")
    }

    /// Returns the name of the rule that asks for something of a kind.
    pub fn requirement(&self, asks: impl Fn(&Requirement) -> bool) -> RequirementId {
        self.rule(asks).id.clone()
    }

    /// Returns the currency of the prices.
    pub fn currency(&self) -> Currency {
        self.policy.policy().currency
    }

    /// Returns the piece of work that is to be handed in.
    pub fn work(&self) -> Item {
        let handed_in = |asks: &Requirement| match asks {
            Requirement::Done { milestone: Milestone::Submitted(item), .. } => Some(item.clone()),
            _ => None,
        };
        let work = self.policy.rules().iter().find_map(|rule| handed_in(&rule.asks));
        work.expect("the policy asks for a piece of work")
    }

    /// Returns the facets that reflections are to touch.
    pub fn facets(&self) -> Vec<Facet> {
        match &self.rule(|asks| matches!(asks, Requirement::Filings { .. })).asks {
            Requirement::Filings { each, .. } => each.keys().cloned().collect(),
            _ => Vec::new(),
        }
    }

    /// Returns the names under which the introductory workshop was given.
    pub fn workshops(&self) -> Vec<String> {
        match &self.rule(|asks| matches!(asks, Requirement::Prerequisite { .. })).asks {
            Requirement::Prerequisite { any_of } => any_of.iter().cloned().collect(),
            _ => Vec::new(),
        }
    }
}

/// The two cohorts that the stories play in, and the seed of chance.
#[derive(Debug)]
pub(super) struct Stage {
    pub seed: u64,
    pub this: Term,
    pub next: Term,
    pub entries: Vec<Entry>,
}

/// What became of a cohort's sessions: by their number, the days by which one moved, or that it was cancelled.
#[derive(Debug, Default)]
struct Course {
    moved: BTreeMap<usize, i64>,
    cancelled: BTreeMap<usize, &'static str>,
    /// A session whose end was written down wrongly at first, and when that was put right.
    mistyped: Option<(usize, &'static str)>,
}

impl Stage {
    /// Sets the stage for two cohorts: the first in its whole length, the second as far as it has come.
    pub fn set(this: &Policy, next: &Policy, seed: u64) -> Self {
        let mut entries = Vec::new();
        let course = Course {
            moved: BTreeMap::from([(5, 7)]),
            mistyped: Some((2, "2025-12-02T16:20:00Z")),
            ..Course::default()
        };
        let this = term(this, ("2025-03-01", "2025-03-03T15:00:00Z"), &course, seed, &mut entries);
        let course = Course { cancelled: BTreeMap::from([(4, "2026-09-21")]), ..Course::default() };
        let next = term(next, ("2026-02-02", "2026-02-03T16:30:00Z"), &course, seed, &mut entries);
        Self { seed, this, next, entries }
    }
}

fn term(
    policy: &Policy,
    (adopted, written): (&str, &str),
    course: &Course,
    seed: u64,
    entries: &mut Vec<Entry>,
) -> Term {
    let checked = policy.clone().check().expect("the policies of the fixtures are sound");
    let mut chance = Chance::of(seed, policy.cohort.as_str());
    let stream = StreamId::Cohort(policy.cohort.clone());
    let adoption = Event::PolicyAdopted { policy: Box::new(policy.clone()) };
    let adopted = occurred(adopted, policy.zone);
    entries.push(Entry::new(&mut chance, stream.clone(), adopted, instant(written), adoption));

    let mut meetings = Vec::new();
    for (number, (id, planned)) in (1..).zip(checked.planned()) {
        let held = as_held(*planned, course.moved.get(&number).copied(), &mut chance);
        if let Some(day) = course.cancelled.get(&number) {
            let event = Event::SessionCancelled { session: id.clone() };
            let told = instant(&format!("{day}T14:00:00Z")) + chance.minutes(0, 200);
            let day = occurred(day, policy.zone);
            entries.push(Entry::new(&mut chance, stream.clone(), day, told, event));
        } else if held.to < instant(TODAY) - TimeDelta::days(1) {
            let mistyped = course.mistyped.filter(|(wrong, _)| *wrong == number);
            meet(id, held, mistyped.map(|(_, when)| when), &stream, &mut chance, entries);
        }
        meetings.push(Meeting { id: id.clone(), held });
    }
    Term { cohort: policy.cohort.clone(), zone: policy.zone, meetings, policy: checked }
}

/// Real sessions begin a little late and end when the conversation does.
fn as_held(planned: Interval, moved: Option<i64>, chance: &mut Chance) -> Interval {
    let moved = TimeDelta::days(moved.unwrap_or(0));
    let from = planned.from + moved + TimeDelta::seconds(chance.between(0, 240));
    let to = planned.to + moved + TimeDelta::seconds(chance.between(-300, 300));
    Interval { from, to }
}

/// Writes down that a session was held; where it was mistyped, half an hour too short at first, and put right later.
fn meet(
    id: &SessionId,
    held: Interval,
    put_right: Option<&str>,
    stream: &StreamId,
    chance: &mut Chance,
    entries: &mut Vec<Entry>,
) {
    let told = next_morning(held.to) - TimeDelta::minutes(30) + chance.minutes(0, 20);
    let says = |to: Instant| Event::SessionHeld { session: id.clone(), from: held.from, to };
    let at = Occurred::At(held.from);
    let typed = if put_right.is_some() { held.to - TimeDelta::minutes(30) } else { held.to };
    let entry = Entry::new(chance, stream.clone(), at, told, says(typed));
    let event = entry.wish.event_id;
    entries.push(entry);
    let Some(put_right) = put_right.map(instant) else { return };
    let placeholder = Event::Voided { event, reason: cairn_domain::Commitment([0; 32]) };
    let mut entry =
        Entry::new(chance, stream.clone(), Occurred::At(put_right), put_right, placeholder);
    let reason = entry.commit(chance, "reason", "the end was typed half an hour too early");
    let to = cairn_domain::event::Replacement {
        occurred_at: at,
        version: 1,
        event: Box::new(says(held.to)),
    };
    entry.wish.event = Event::Amended { event, to, reason };
    entries.push(entry);
}

/// Returns two in the afternoon, universal time, of the next day: when the reports of a session are read in.
pub(super) fn next_morning(ended: Instant) -> Instant {
    let day = (ended - TimeDelta::hours(8)).date_naive() + TimeDelta::days(1);
    day.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::hours(14)
}
