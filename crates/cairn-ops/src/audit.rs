//! Where one practitioner stands, and which events say so.

use std::collections::BTreeMap;

use cairn_domain::time::day_of;
use cairn_domain::{
    CheckedPolicy, CohortId, Event, EventId, Position, PractitionerId, State, StreamId,
};
use cairn_eventlog::{Envelope, codec};
use chrono::NaiveDate;
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::Asked;
use crate::entry::{Entry, Told, entry};
use crate::failure::{Failure, Kind};
use crate::ledger::{Ledger, Rules};
use crate::lines::{Answer, Depth};
use crate::people::{self, Person, Who};
use crate::words::Units;

/// Where one practitioner stands, and which events say so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Audit {
    /// `cairn.audit/1`.
    pub schema: &'static str,
    /// From when and from what the answer speaks.
    pub asked: Asked,
    /// Whom it is about.
    pub who: Who,
    /// Everything on record, as it was known, in order of when it was true.
    pub timeline: Vec<Entry>,
    /// How many further events were true only after the time that was asked about.
    pub later: usize,
    /// Where they stand in each cohort.
    pub cohorts: Vec<CohortAnswer>,
    /// The cohorts in which no verdict can be given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unjudged: Vec<Unjudged>,
}

/// A cohort in which no verdict can be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unjudged {
    /// The cohort.
    pub cohort: String,
    /// Where the person stands there, by the facts alone.
    pub standing: &'static str,
    /// Why there is no verdict.
    pub why: String,
    /// Whether it is for want of a newer cairn.
    pub newer: bool,
}

/// An answer with the policy that it was reached under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CohortAnswer {
    /// The answer.
    #[serde(flatten)]
    pub answer: Answer,
    /// The policy.
    pub policy: PolicyUsed,
}

/// The policy that an answer was reached under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PolicyUsed {
    /// What people call the programme and the cohort.
    pub title: String,
    /// Which version of the rules.
    pub version: String,
    /// The digest of its canonical bytes.
    pub digest: String,
    /// The event that adopted it; absent where it was given with the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adopted: Option<Position>,
    /// The day since which it is in force, in the programme's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_force_since: Option<NaiveDate>,
}

impl PolicyUsed {
    /// Describes the rules that a question was asked under.
    #[must_use]
    pub fn new(rules: &Rules) -> Self {
        let policy = rules.policy.policy();
        let since = rules.adopted.map(|stamp| day_of(stamp.at, policy.zone));
        Self {
            title: policy.title.clone(),
            version: policy.version.clone(),
            digest: rules.digest.clone(),
            adopted: rules.adopted.map(|stamp| stamp.position),
            in_force_since: since,
        }
    }
}

/// Audits one person: in every cohort that anything is recorded for, or under one given policy.
pub fn audit(
    ledger: &Ledger<'_>,
    id: PractitionerId,
    policy: Option<&CheckedPolicy>,
) -> Result<Audit, Failure> {
    let person = people::person(ledger, id)?;
    let (mut cohorts, mut unjudged) = (Vec::new(), Vec::new());
    let mut zones: BTreeMap<String, Tz> = BTreeMap::new();
    let judged_by = rules_for(ledger, &person, policy);
    let policies = judged_by.iter().filter_map(|(_, rules)| rules.as_ref().ok());
    let units = Units::of(policies.map(|rules| &rules.policy));
    for (cohort, rules) in judged_by {
        // What cannot be judged is said; the record is shown all the same.
        match person.readable(ledger).and(rules) {
            Ok(rules) => {
                let answer = Answer::new(ledger, &rules, &person, Depth::Full);
                zones.insert(answer.cohort.clone(), rules.policy.zone());
                cohorts.push(CohortAnswer { answer, policy: PolicyUsed::new(&rules) });
            }
            Err(failure) => unjudged.push(without_verdict(ledger, &person, &cohort, &failure)),
        }
    }
    let (timeline, later) = timeline(ledger, &person, &zones, &units)?;
    let asked = ledger.asked_of(zones.iter().map(|(cohort, zone)| (cohort.as_str(), *zone)));
    let who = person.who();
    Ok(Audit { schema: "cairn.audit/1", asked, who, timeline, later, cohorts, unjudged })
}

pub(crate) fn without_verdict(
    ledger: &Ledger<'_>,
    person: &Person,
    cohort: &CohortId,
    failure: &Failure,
) -> Unjudged {
    let now = ledger.now_in(ledger.zones.of(Some(cohort)));
    let state =
        person.standing.in_cohort(cohort).map_or(State::Unknown, |enrolment| enrolment.state(now));
    Unjudged {
        cohort: cohort.to_string(),
        standing: state.name(),
        why: failure.what.clone(),
        newer: failure.kind == Kind::Damaged,
    }
}

/// Returns the rules that a person is judged by: those of each cohort that anything had happened in, or the given ones.
pub(crate) fn rules_for(
    ledger: &Ledger<'_>,
    person: &Person,
    policy: Option<&CheckedPolicy>,
) -> Vec<(CohortId, Result<Rules, Failure>)> {
    if let Some(policy) = policy {
        return vec![(policy.policy().cohort.clone(), Ok(ledger.rules_of(policy.clone(), None)))];
    }
    let begun = |cohort: &&CohortId| {
        let now = ledger.now_in(ledger.zones.of(Some(cohort)));
        person.facts.iter().any(|fact| fact.stamp.at <= now && fact.event.cohort() == Some(*cohort))
    };
    let cohorts = person.standing.enrolments.keys().filter(begun);
    cohorts.map(|cohort| (cohort.clone(), ledger.rules(cohort))).collect()
}

/// Lists what is on record of a person, as it was known; counts what was true only later.
///
/// The timeline ends where the answers do: a day ends in each cohort's own zone.
fn timeline(
    ledger: &Ledger<'_>,
    person: &Person,
    zones: &BTreeMap<String, Tz>,
    units: &Units,
) -> Result<(Vec<Entry>, usize), Failure> {
    let last = zones.values().map(|zone| ledger.now_in(*zone)).max();
    let until = |entry: &Entry| {
        let zone = entry.cohort.as_ref().and_then(|cohort| {
            let theirs = || ledger.zones.cohorts.get(&cohort.parse::<CohortId>().ok()?).copied();
            zones.get(cohort).copied().or_else(theirs)
        });
        zone.map(|zone| ledger.now_in(zone)).or(last).unwrap_or(ledger.horizon.as_of)
    };
    let mut lines = Vec::new();
    let mut later = 0;
    for member in std::iter::once(&person.id).chain(&person.others) {
        let envelopes = ledger.log.stream(&StreamId::Practitioner(*member))?;
        let places: Vec<(EventId, Position)> =
            envelopes.iter().map(|each| (each.event_id, each.position)).collect();
        let corrected = corrected(&envelopes);
        for envelope in &envelopes {
            let known = envelope.position <= ledger.known_to
                && envelope.recorded_at <= ledger.horizon.known_at;
            if !known {
                continue;
            }
            let other = (*member != person.id).then(|| StreamId::Practitioner(*member).to_string());
            let settled = Told { facts: &person.facts, fates: &person.fates, units };
            let beside = (other, corrected.get(&envelope.event_id));
            let (at, entry) = entry(&ledger.zones, settled, envelope, &places, beside)?;
            // A correction is knowledge, not something that happened to the person: it shows from when it was recorded.
            if at <= until(&entry) || entry.corrects.is_some() {
                lines.push((at, entry));
            } else {
                later += 1;
            }
        }
    }
    lines.sort_by_key(|(at, entry)| (*at, entry.event.position));
    Ok((lines.into_iter().map(|(_, entry)| entry).collect(), later))
}

/// Returns the cohort of what each correction of a stream corrects, where it names one.
fn corrected(envelopes: &[Envelope]) -> BTreeMap<EventId, CohortId> {
    let mut cohorts: BTreeMap<EventId, CohortId> = BTreeMap::new();
    let mut corrections = BTreeMap::new();
    for each in envelopes {
        let Ok(decoded) = codec::decode(&each.kind, each.version, &each.body) else { continue };
        let about = match &decoded.event {
            // A correction may be corrected, too.
            Event::Voided { event, .. } | Event::Amended { event, .. } => {
                cohorts.get(event).cloned()
            }
            other => other.cohort().cloned(),
        };
        let Some(about) = about else { continue };
        if matches!(decoded.event, Event::Voided { .. } | Event::Amended { .. }) {
            corrections.insert(each.event_id, about.clone());
        }
        cohorts.insert(each.event_id, about);
    }
    corrections
}
