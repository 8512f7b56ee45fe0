//! Rows that are left for people to decide, as a cohort's stream holds them.

use cairn_domain::event::Replacement;
use cairn_domain::{CohortId, Event, EventId, Position, PractitionerId, StreamId};
use cairn_eventlog::Envelope;
use serde_json::Value;
use std::collections::HashMap;
use std::rc::Rc;

use crate::failure::Failure;
use crate::import::claimed::{Claimed, Origin};
use crate::ledger::{Ledger, recorded};
use crate::people::Disclosed;

/// A row that was left for people to decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Where it is on record.
    pub position: Position,
    /// The event that queued it.
    pub id: EventId,
    /// What became of it.
    pub fate: Fate,
    /// Where the row stands.
    pub origin: Rc<Origin>,
    /// What it claims.
    pub claimed: Claimed,
}

/// What became of a row that was left for people to decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nothing yet.
    Open,
    /// It is somebody's, by the event at this position.
    Whose(PractitionerId, Position),
    /// It is nobody's, by the event at this position.
    Nobodys(Position),
}

/// Reads every row that was ever left to be decided in a cohort and counts, in the order of the log.
pub(super) fn read(ledger: &Ledger<'_>, cohort: &CohortId) -> Result<Vec<Entry>, Failure> {
    let stream = StreamId::Cohort(cohort.clone());
    let envelopes = ledger.log.stream(&stream)?;
    if !envelopes.iter().any(|each| each.kind == "row_queued") {
        return Ok(Vec::new());
    }
    let by_place: HashMap<Position, &Envelope> =
        envelopes.iter().map(|each| (each.position, each)).collect();
    let history =
        envelopes.iter().map(|each| recorded(each.borrowed())).collect::<Result<_, _>>()?;
    let settled = ledger.settle(history);
    let disclosed = Disclosed::read(ledger.log, Some(&stream))?;
    let zone = ledger.zones.of(Some(cohort));
    let mut entries = Vec::new();
    let mut fates: HashMap<EventId, (Position, Fate)> = HashMap::new();
    for fact in &settled.facts {
        let position = fact.stamp.position;
        match &fact.event {
            Event::RowQueued { claim, name, email } => {
                let Some(envelope) = by_place.get(&position) else { continue };
                let source = match settled.fates.get(&position) {
                    Some(cairn_domain::Fate::Amended(by)) => *by,
                    _ => position,
                };
                let told = |field: &str| {
                    let held =
                        disclosed.get(source, field).or_else(|| disclosed.get(position, field));
                    held.map(str::to_owned)
                };
                let (name, email) =
                    (name.and_then(|_| told("name")), email.and_then(|_| told("email")));
                entries.push(entry(envelope, claim, (name, email), zone));
            }
            Event::RowResolved { row, practitioner } => {
                let fate = match practitioner {
                    Some(who) => Fate::Whose(*who, position),
                    None => Fate::Nobodys(position),
                };
                // The latest word counts, as it was written down.
                let known = fates.entry(*row).or_insert((position, fate));
                if known.0 <= position {
                    *known = (position, fate);
                }
            }
            _ => {}
        }
    }
    for entry in &mut entries {
        entry.fate = fates.get(&entry.id).map_or(Fate::Open, |(_, fate)| *fate);
    }
    entries.sort_by_key(|entry| entry.position);
    Ok(entries)
}

fn entry(
    envelope: &Envelope,
    claim: &Replacement,
    (shown, email): (Option<String>, Option<String>),
    zone: chrono_tz::Tz,
) -> Entry {
    let source: Value = envelope
        .source
        .as_deref()
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default();
    let field = |name: &str| source.get(name).and_then(Value::as_str).map(str::to_owned);
    let told = |name: &str| field(name).unwrap_or_default();
    // What has an identity of its own may have been one of several claims of its row.
    let alone = field("key").is_none();
    let origin = Rc::new(Origin {
        file: told("file"),
        sha256: told("sha256"),
        kind: told("kind"),
        provider: told("provider"),
        zone: field("zone"),
    });
    let claimed = Claimed {
        row: told("row").parse().unwrap_or_default(),
        shown: shown.clone().or_else(|| email.clone()).unwrap_or_else(|| "(erased)".to_owned()),
        name: shown,
        email,
        occurred: claim.occurred_at,
        at: claim.occurred_at.sorts_at(zone),
        assumed: field("time").is_some(),
        ordinal: field("ordinal").and_then(|text| text.parse().ok()).unwrap_or(1),
        event: (*claim.event).clone(),
        meeting: field("meeting"),
        key: field("key"),
        refunds: field("refunds"),
        said: told("said"),
        alone,
        notes: Vec::new(),
    };
    Entry { position: envelope.position, id: envelope.event_id, fate: Fate::Open, origin, claimed }
}
