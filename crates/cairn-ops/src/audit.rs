//! Where one practitioner stands, and which events say so.

use cairn_domain::time::day_of;
use cairn_domain::{
    CheckedPolicy, CohortId, Event, Fate, Position, PractitionerId, StreamId, Zones,
};
use cairn_eventlog::{Envelope, codec};
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::{Asked, say_day, say_instant};
use crate::failure::Failure;
use crate::ledger::{Ledger, Rules};
use crate::lines::{Answer, Cited, Depth};
use crate::people::{self, Person, Who};
use crate::words;

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
    /// Since when it is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_force_since: Option<String>,
}

impl PolicyUsed {
    /// Describes the rules that a question was asked under.
    #[must_use]
    pub fn new(rules: &Rules) -> Self {
        let policy = rules.policy.policy();
        let since = rules.adopted.map(|stamp| say_day(day_of(stamp.at, policy.zone)));
        Self {
            title: policy.title.clone(),
            version: policy.version.clone(),
            digest: rules.digest.clone(),
            adopted: rules.adopted.map(|stamp| stamp.position),
            in_force_since: since,
        }
    }
}

/// One line of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Entry {
    /// The event.
    #[serde(flatten)]
    pub event: Cited,
    /// Its name on the wire.
    #[serde(rename = "type")]
    pub kind: String,
    /// When it was true: an RFC 3339 instant, or a day in the cohort's zone.
    pub occurred_at: String,
    /// When it was true, in words and in the cohort's zone.
    pub on: String,
    /// When it was written down (RFC 3339, UTC).
    pub recorded_at: cairn_domain::Instant,
    /// The day on which it was written down, in the cohort's zone, where that is another day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_on: Option<String>,
    /// Who wrote it down.
    pub recorded_by: String,
    /// Where it came from.
    pub source: serde_json::Value,
    /// The cohort that it names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cohort: Option<String>,
    /// What happened, in words.
    pub what: String,
    /// The remark that was made, as far as it is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether it counts: nothing voided it.
    pub counts: bool,
    /// What became of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Corrected>,
    /// The place of the event that it corrects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Position>,
    /// The record that it stands in, where it is not the one that the person is known by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
}

/// What became of a corrected event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Corrected {
    /// `voided` or `amended`.
    pub how: &'static str,
    /// The event that did it.
    pub by: Position,
}

/// Audits one person: in every cohort that anything is recorded for, or under one given policy.
pub fn audit(
    ledger: &Ledger<'_>,
    id: PractitionerId,
    policy: Option<&CheckedPolicy>,
) -> Result<Audit, Failure> {
    let person = people::person(ledger, id)?;
    person.readable(ledger)?;
    let mut cohorts = Vec::new();
    for rules in rules_for(ledger, &person, policy)? {
        let answer = Answer::new(ledger, &rules, &person, Depth::Full);
        cohorts.push(CohortAnswer { answer, policy: PolicyUsed::new(&rules) });
    }
    let (timeline, later) = timeline(ledger, &person)?;
    Ok(Audit {
        schema: "cairn.audit/1",
        asked: ledger.asked(),
        who: person.who(),
        timeline,
        later,
        cohorts,
    })
}

/// Returns the rules that a person is judged by: those of each cohort that anything had happened in, or the given ones.
pub fn rules_for(
    ledger: &Ledger<'_>,
    person: &Person,
    policy: Option<&CheckedPolicy>,
) -> Result<Vec<Rules>, Failure> {
    if let Some(policy) = policy {
        return Ok(vec![ledger.rules_of(policy.clone(), None)]);
    }
    let begun = |cohort: &&CohortId| {
        person.facts.iter().any(|fact| {
            fact.stamp.at <= ledger.horizon.as_of && fact.event.cohort() == Some(*cohort)
        })
    };
    person.standing.enrolments.keys().filter(begun).map(|cohort| ledger.rules(cohort)).collect()
}

/// Lists what is on record of a person, as it was known; counts what was true only later.
fn timeline(ledger: &Ledger<'_>, person: &Person) -> Result<(Vec<Entry>, usize), Failure> {
    let mut lines = Vec::new();
    let mut later = 0;
    for member in std::iter::once(&person.id).chain(&person.others) {
        let envelopes = ledger.log.stream(&StreamId::Practitioner(*member))?;
        let places: Vec<(cairn_domain::EventId, Position)> =
            envelopes.iter().map(|each| (each.event_id, each.position)).collect();
        for envelope in &envelopes {
            let known = envelope.position <= ledger.known_to
                && envelope.recorded_at <= ledger.horizon.known_at;
            if !known {
                continue;
            }
            let other = (*member != person.id).then(|| StreamId::Practitioner(*member).to_string());
            let (at, entry) = entry(&ledger.zones, person, envelope, &places, other)?;
            // A correction is knowledge, not something that happened to the person: it shows from when it was recorded.
            if at <= ledger.horizon.as_of || entry.corrects.is_some() {
                lines.push((at, entry));
            } else {
                later += 1;
            }
        }
    }
    lines.sort_by_key(|(at, entry)| (*at, entry.event.position));
    Ok((lines.into_iter().map(|(_, entry)| entry).collect(), later))
}

fn entry(
    zones: &Zones,
    person: &Person,
    envelope: &Envelope,
    places: &[(cairn_domain::EventId, Position)],
    record: Option<String>,
) -> Result<(cairn_domain::Instant, Entry), Failure> {
    let decoded =
        codec::decode(&envelope.kind, envelope.version, &envelope.body).map_err(|bad| {
            Failure::damaged(format!("event #{} cannot be read", envelope.position))
                .because(bad.to_string())
        })?;
    let event = decoded.event;
    let zone = zones.of(event.cohort());
    let private = |field: &str| {
        let value = envelope.private.get(field)?;
        Some(value.value.as_str().map_or_else(|| value.value.to_string(), str::to_owned))
    };
    let corrects = match &event {
        Event::Voided { event, .. } | Event::Amended { event, .. } => {
            places.iter().find(|(id, _)| id == event).map(|(_, position)| *position)
        }
        _ => None,
    };
    let fate = person.fates.get(&envelope.position).map(|fate| match fate {
        Fate::Voided(by) => Corrected { how: "voided", by: *by },
        Fate::Amended(by) => Corrected { how: "amended", by: *by },
    });
    let on = match envelope.occurred_at {
        cairn_domain::Occurred::At(instant) => say_instant(instant, zone),
        cairn_domain::Occurred::On(day) => say_day(day),
    };
    let mut what = words::event(&event, zone, &private);
    if let Some(position) = corrects {
        what = what.replace("an earlier event", &words::place(position));
    }
    if event == Event::Unknown {
        what = format!("`{}` version {}: {what}", envelope.kind, envelope.version);
    }
    let recorded_day = day_of(envelope.recorded_at, zone);
    let at = envelope.occurred_at.sorts_at(zone);
    let line = Entry {
        event: Cited { position: envelope.position, event_id: envelope.event_id },
        kind: envelope.kind.clone(),
        occurred_at: envelope.occurred_at.to_string(),
        on,
        recorded_at: envelope.recorded_at,
        recorded_on: (recorded_day != envelope.occurred_at.day(zone))
            .then(|| say_day(recorded_day)),
        recorded_by: envelope.recorded_by.clone(),
        source: envelope
            .source
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default(),
        cohort: event.cohort().map(ToString::to_string),
        what,
        note: private("note"),
        counts: !matches!(person.fates.get(&envelope.position), Some(Fate::Voided(_))),
        corrected: fate,
        corrects,
        record,
    };
    Ok((at, line))
}
