//! One line of a timeline: what happened, when it was true and when it was written down, and what became of it.

use std::collections::BTreeMap;

use cairn_domain::time::day_of;
use cairn_domain::{CohortId, Event, Fact, Fate, Occurred, Position, Zones};
use cairn_eventlog::{Envelope, codec};
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::{say_day, say_instant};
use crate::failure::Failure;
use crate::lines::Cited;
use crate::words::{self, Units};

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
    /// When it was true, by its last amendment, in words and in the cohort's zone.
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

/// What settling a stream made of its events.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    /// What counts.
    pub facts: &'a [Fact],
    /// What became of corrected events.
    pub fates: &'a BTreeMap<Position, Fate>,
    /// What is done is counted in.
    pub units: &'a Units,
}

pub(crate) fn entry(
    zones: &Zones,
    told: Told<'_>,
    envelope: &Envelope,
    places: &[(cairn_domain::EventId, Position)],
    (record, beside): (Option<String>, Option<&CohortId>),
) -> Result<(cairn_domain::Instant, Entry), Failure> {
    let decoded =
        codec::decode(&envelope.kind, envelope.version, &envelope.body).map_err(|bad| {
            Failure::damaged(format!("event #{} cannot be read", envelope.position))
                .because(bad.to_string())
        })?;
    let event = decoded.event;
    // A correction names no cohort: it is told in the zone of what it corrects, as it was when it was recorded.
    let zone = zones.of(event.cohort().or(beside));
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
    let fate = told.fates.get(&envelope.position).map(|fate| match fate {
        Fate::Voided(by) => Corrected { how: "voided", by: *by },
        Fate::Amended(by) => Corrected { how: "amended", by: *by },
    });
    // What was amended happened when the amendment says: the timeline and the answers must not contradict each other.
    let fact = told.facts.iter().find(|fact| fact.stamp.position == envelope.position);
    let occurred = fact.map_or(envelope.occurred_at, |fact| match fact.stamp.day {
        Some(day) => Occurred::On(day),
        None => Occurred::At(fact.stamp.at),
    });
    let on = match occurred {
        Occurred::At(instant) => say_instant(instant, zone),
        Occurred::On(day) => say_day(day),
    };
    let mut what = words::event_in(told.units, &event, zone, &private);
    if let Some(position) = corrects {
        what = what.replace("an earlier event", &words::place(position));
    }
    if event == Event::Unknown {
        what = format!("`{}` version {}: {what}", envelope.kind, envelope.version);
    }
    let recorded_day = day_of(envelope.recorded_at, zone);
    let at = occurred.sorts_at(zone);
    let line = Entry {
        event: Cited { position: envelope.position, event_id: envelope.event_id },
        kind: envelope.kind.clone(),
        occurred_at: envelope.occurred_at.to_string(),
        on,
        recorded_at: envelope.recorded_at,
        recorded_on: (recorded_day != occurred.day(zone)).then(|| say_day(recorded_day)),
        recorded_by: envelope.recorded_by.clone(),
        source: envelope
            .source
            .as_deref()
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default(),
        cohort: event.cohort().map(ToString::to_string),
        what,
        note: private("note"),
        counts: !matches!(told.fates.get(&envelope.position), Some(Fate::Voided(_))),
        corrected: fate,
        corrects,
        record,
    };
    Ok((at, line))
}
