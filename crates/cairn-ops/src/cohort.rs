//! A cohort, one line a person: standing, each requirement's measure, verdict.

use std::collections::BTreeMap;

use cairn_domain::{CheckedPolicy, CohortId, EventId, Position, Recorded, StreamId, Zones};
use cairn_eventlog::Envelope;
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::Asked;
use crate::audit::PolicyUsed;
use crate::entry::{Entry, Told, entry};
use crate::failure::Failure;
use crate::ledger::{Ledger, Rules, recorded};
use crate::lines::{Answer, Depth, verdicts};
use crate::people::{self, Person, Who};
use crate::words::Units;

/// A cohort, one line a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Cohort {
    /// `cairn.cohort/1`.
    pub schema: &'static str,
    /// From when and from what the answer speaks.
    pub asked: Asked,
    /// The cohort.
    pub cohort: String,
    /// The policy.
    pub policy: PolicyUsed,
    /// The requirements of the policy that are not made of others, in its order.
    pub requirements: Vec<String>,
    /// Its people, in the order that was asked for.
    pub people: Vec<Row>,
    /// How many people of the cohort the filters left out.
    pub left_out: usize,
    /// How many have each verdict, of those shown.
    pub totals: BTreeMap<String, usize>,
    /// Those of whom no verdict can be given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unjudged: Vec<Unjudged>,
}

/// One person of a cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Row {
    /// Who; in JSON the answer gives the stream, and what follows the rest.
    #[serde(skip)]
    pub who: Who,
    /// Their name; absent where none is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Their e-mail addresses, newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    /// The streams of their other records.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub linked: Vec<String>,
    /// Where they stand.
    #[serde(flatten)]
    pub answer: Answer,
}

impl Row {
    fn new(who: Who, answer: Answer) -> Self {
        let Who { name, emails, linked, .. } = who.clone();
        Self { who, name, emails, linked, answer }
    }
}

/// Which people to show.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only these verdicts.
    pub verdicts: Vec<String>,
    /// Only these standings.
    pub standings: Vec<String>,
    /// Only those who do not meet one of these requirements.
    pub lacking: Vec<String>,
}

/// How to order people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// By name.
    Name,
    /// By verdict, then by name.
    Verdict,
    /// By how much of a requirement they have, least first, then by name.
    Requirement(String),
}

/// A person of a cohort with their answer.
pub struct Judged {
    /// Who.
    pub person: Person,
    /// Where they stand.
    pub answer: Answer,
}

/// Everybody of a cohort: those with an answer, and those of whom there can be none.
pub struct Judgement {
    /// Those with an answer, in order of their first event.
    pub people: Vec<Judged>,
    /// Those without.
    pub unjudged: Vec<Unjudged>,
}

/// Somebody of whom no verdict can be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unjudged {
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// Why there is no verdict.
    pub why: String,
}

/// Judges everybody of whom anything had happened in the cohort by the question's time.
#[must_use]
pub fn judge(ledger: &Ledger<'_>, rules: &Rules, people: Vec<Person>, depth: Depth) -> Judgement {
    let cohort = &rules.policy.policy().cohort;
    let now = ledger.now_in(rules.policy.zone());
    let (mut judged, mut unjudged) = (Vec::new(), Vec::new());
    for person in people {
        let mut facts = person.facts.iter();
        if !facts.any(|fact| fact.stamp.at <= now && fact.event.cohort() == Some(cohort)) {
            continue;
        }
        // One person's unreadable event is no reason to say nothing of the others, and none to pass over the one.
        match person.readable(ledger) {
            Ok(()) => {
                let answer = Answer::new(ledger, rules, &person, depth);
                judged.push(Judged { person, answer });
            }
            Err(failure) => unjudged.push(Unjudged { who: person.who(), why: failure.what }),
        }
    }
    Judgement { people: judged, unjudged }
}

/// Lists a cohort, with what remains.
pub fn cohort(
    ledger: &Ledger<'_>,
    id: &CohortId,
    policy: Option<&CheckedPolicy>,
    (filter, order): (&Filter, &Order),
) -> Result<Cohort, Failure> {
    let rules = rules(ledger, id, policy)?;
    let known: Vec<String> = leaves(&rules);
    check(filter, order, &known)?;
    let everyone = people::everyone(ledger)?;
    let Judgement { people: judged, unjudged } = judge(ledger, &rules, everyone, Depth::Ahead);
    let all = judged.len();
    let mut people: Vec<Row> = judged
        .into_iter()
        .filter(|each| filter.keeps(&each.answer))
        .map(|each| Row::new(each.person.who(), each.answer))
        .collect();
    people.sort_by_cached_key(|row| order.key(row));
    let mut totals = BTreeMap::new();
    for row in &people {
        *totals.entry(row.answer.verdict.to_owned()).or_insert(0) += 1;
    }
    Ok(Cohort {
        schema: "cairn.cohort/1",
        asked: ledger.asked_in(rules.policy.zone()),
        cohort: id.to_string(),
        policy: PolicyUsed::new(&rules),
        requirements: known,
        left_out: all - people.len(),
        people,
        totals,
        unjudged,
    })
}

/// Returns the rules for a cohort: the given ones, which must be for it, or those in force.
pub fn rules(
    ledger: &Ledger<'_>,
    id: &CohortId,
    policy: Option<&CheckedPolicy>,
) -> Result<Rules, Failure> {
    match policy {
        None => ledger.rules(id),
        Some(policy) if policy.policy().cohort == *id => Ok(ledger.rules_of(policy.clone(), None)),
        Some(policy) => Err(Failure::mend(format!(
            "the policy is for the cohort `{}`, and the question is about `{id}`",
            policy.policy().cohort
        ))
        .hint("name the policy's cohort with --cohort, or change `cohort` in a copy of the file")),
    }
}

/// Returns the names of the requirements that are not made of others, in the policy's order.
#[must_use]
pub fn leaves(rules: &Rules) -> Vec<String> {
    use cairn_domain::policy::Requirement;
    let leaf =
        |asks: &Requirement| !matches!(asks, Requirement::All(_) | Requirement::AtLeast { .. });
    rules
        .policy
        .rules()
        .iter()
        .filter(|rule| leaf(&rule.asks))
        .map(|rule| rule.id.to_string())
        .collect()
}

fn check(filter: &Filter, order: &Order, known: &[String]) -> Result<(), Failure> {
    let asked = filter.lacking.iter().chain(match order {
        Order::Requirement(id) => Some(id),
        Order::Name | Order::Verdict => None,
    });
    for id in asked {
        if !known.contains(id) {
            return Err(Failure::mend(format!("the policy has no requirement `{id}`")).hint(
                format!(
                    "it has {}",
                    known.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")
                ),
            ));
        }
    }
    Ok(())
}

impl Filter {
    fn keeps(&self, answer: &Answer) -> bool {
        let among = |wanted: &[String], word: &str| {
            wanted.is_empty() || wanted.iter().any(|each| each == word)
        };
        among(&self.verdicts, answer.verdict)
            && among(&self.standings, answer.standing)
            && (self.lacking.is_empty()
                || answer.lacking().any(|line| self.lacking.contains(&line.id)))
    }
}

impl Order {
    fn key(&self, row: &Row) -> (i64, String, String) {
        let answer = &row.answer;
        let first = match self {
            Self::Name => 0,
            Self::Verdict => {
                let place = verdicts().iter().position(|verdict| *verdict == answer.verdict);
                place.and_then(|place| i64::try_from(place).ok()).unwrap_or(i64::MAX)
            }
            Self::Requirement(id) => {
                answer.requirements.iter().find(|line| line.id == *id).map_or(0, |line| line.have)
            }
        };
        (first, row.who.called().to_lowercase(), row.who.stream.clone())
    }
}

/// What is on record of a cohort itself: its policies and its sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CohortEvents {
    /// `cairn.cohort_events/1`.
    pub schema: &'static str,
    /// From when and from what the answer speaks.
    pub asked: Asked,
    /// The cohort.
    pub cohort: String,
    /// Its events, as they were known, in order of when they were true.
    pub events: Vec<Entry>,
}

/// Lists what is on record of a cohort itself, as it was known.
pub fn events(ledger: &Ledger<'_>, id: &CohortId) -> Result<CohortEvents, Failure> {
    let envelopes = ledger.log.stream(&StreamId::Cohort(id.clone()))?;
    let history: Vec<Recorded> =
        envelopes.iter().map(|each| recorded(each.borrowed())).collect::<Result<_, _>>()?;
    let zone = ledger.zones.of(Some(id));
    let own = Zones { home: zone, cohorts: BTreeMap::new() };
    let settled = ledger.settle_by(history, &own);
    let units = Units::default();
    let told = Told { facts: &settled.facts, fates: &settled.fates, units: &units };
    let places: Vec<(EventId, Position)> =
        envelopes.iter().map(|each| (each.event_id, each.position)).collect();
    let mut lines = Vec::new();
    let known = |each: &&Envelope| {
        each.position <= ledger.known_to && each.recorded_at <= ledger.horizon.known_at
    };
    for envelope in envelopes.iter().filter(known) {
        let (at, line) = entry(&own, told, envelope, &places, (None, None))?;
        if at <= ledger.now_in(zone) || line.corrects.is_some() {
            lines.push((at, line));
        }
    }
    lines.sort_by_key(|(at, line)| (*at, line.event.position));
    let events = lines.into_iter().map(|(_, line)| line).collect();
    Ok(CohortEvents {
        schema: "cairn.cohort_events/1",
        asked: ledger.asked_in(zone),
        cohort: id.to_string(),
        events,
    })
}
