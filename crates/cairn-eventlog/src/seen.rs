//! What the rows of a log lead one to expect of the next, and what was found to be otherwise.

use std::collections::{HashMap, HashSet};

use cairn_domain::{Commitment, Event, EventId, Instant, Position, StreamId};
use serde_json::Value;

use crate::draft::BadEvent;
use crate::envelope::{EnvelopeRef, PrivateValue};
use crate::merkle::{Frontier, Hash, leaf_hash};
use crate::verify::{Examined, Finding, FindingKind};
use crate::{canonical, codec, private, well_formed};

/// What the rows so far lead one to expect of the next, and what was found.
pub(crate) struct Seen<'o> {
    origin: &'o str,
    pub(crate) rows: u64,
    last_position: Position,
    last_time: Option<Instant>,
    revision_of: HashMap<StreamId, u64>,
    known_ids: HashSet<EventId>,
    commitments: HashMap<Position, Committed>,
    pub(crate) frontier: Frontier,
    leaf: Vec<u8>,
    pub(crate) readable: Vec<Finding>,
    pub(crate) positions: Vec<Finding>,
    pub(crate) revisions: Vec<Finding>,
    pub(crate) ids: Vec<Finding>,
    pub(crate) times: Vec<Finding>,
    pub(crate) canonical: Vec<Finding>,
    pub(crate) leaves: Vec<Finding>,
    pub(crate) events: Vec<Finding>,
    pub(crate) private: Vec<Finding>,
}

/// What one event commits to, field by field; an amendment may name a field twice.
struct Committed {
    event_id: EventId,
    fields: Vec<(String, Commitment)>,
}

impl<'o> Seen<'o> {
    pub(crate) fn new(origin: &'o str) -> Self {
        Self {
            origin,
            rows: 0,
            last_position: 0,
            last_time: None,
            revision_of: HashMap::new(),
            known_ids: HashSet::new(),
            commitments: HashMap::new(),
            frontier: Frontier::default(),
            leaf: Vec::new(),
            readable: Vec::new(),
            positions: Vec::new(),
            revisions: Vec::new(),
            ids: Vec::new(),
            times: Vec::new(),
            canonical: Vec::new(),
            leaves: Vec::new(),
            events: Vec::new(),
            private: Vec::new(),
        }
    }

    pub(crate) fn row(&mut self, row: &Examined<'_>) {
        let at = Some(row.position);
        self.rows += 1;
        if row.position != self.last_position + 1 {
            let what = format!("it follows position {}", self.last_position);
            self.positions.push(Finding::damage(at, "position", what));
        }
        self.last_position = row.position;
        match &row.event {
            Err(what) => {
                self.readable.push(Finding::damage(at, "row", what));
                // The tree goes on with what is stored, so that one row does not hide whether the others are right.
                self.frontier.push(row.leaf.unwrap_or_default());
            }
            Ok(event) => {
                self.place(event);
                self.hash(event, row.leaf);
                self.content(event);
            }
        }
    }

    fn place(&mut self, event: &EnvelopeRef<'_>) {
        let at = Some(event.position);
        let last = self.revision_of.entry(event.stream.clone()).or_default();
        if event.revision != *last + 1 {
            let what = format!(
                "revision {} of `{}` follows revision {last}",
                event.revision, event.stream
            );
            self.revisions.push(Finding::damage(at, "revision", what));
        }
        *last = event.revision;
        if !self.known_ids.insert(event.event_id) {
            let what = format!("`{}` is the id of an earlier event too", event.event_id);
            self.ids.push(Finding::damage(at, "event_id", what));
        }
        if self.last_time.is_some_and(|last| event.recorded_at < last) {
            let what = format!("{} is earlier than the event before", event.recorded_at);
            self.times.push(Finding::damage(at, "recorded_at", what));
        }
        self.last_time = self.last_time.max(Some(event.recorded_at));
    }

    fn hash(&mut self, event: &EnvelopeRef<'_>, stored: Option<Hash>) {
        self.leaf.clear();
        canonical::write_leaf(&mut self.leaf, self.origin, event);
        let hash = leaf_hash(&self.leaf);
        self.frontier.push(hash);
        let what = match stored {
            Some(stored) if stored == hash => return,
            Some(stored) => format!(
                "the event hashes to {}, stored is {}",
                hex::encode(hash),
                hex::encode(stored)
            ),
            None => "no hash of 32 bytes is stored".to_owned(),
        };
        self.leaves.push(Finding::damage(Some(event.position), "leaf", what));
    }

    fn content(&mut self, event: &EnvelopeRef<'_>) {
        let at = Some(event.position);
        if event.recorded_by.trim().is_empty() {
            self.events.push(Finding::damage(at, "recorded_by", "it is empty"));
        }
        if let Err(what) = well_formed::occurrence(event.occurred_at) {
            self.events.push(Finding::damage(at, "occurred_at", what));
        }
        if let Some(fault) = event.source.and_then(|source| canonical::parse(source).err()) {
            self.canonical.push(Finding::damage(at, "source", fault.to_string()));
        }
        let body = match canonical::parse(event.body) {
            Ok(body) => body,
            Err(fault) => {
                return self.canonical.push(Finding::damage(at, "body", fault.to_string()));
            }
        };
        if !body.is_object() {
            self.events.push(Finding::damage(at, "body", "expected an object"));
        }
        match codec::check_text(event.stream, event.kind, event.version, event.body) {
            Err(fault) => self.events.push(Finding::damage(at, fault.field, fault.what)),
            Ok(decoded) if decoded.event == Event::Unknown => self.events.push(Finding {
                kind: FindingKind::Newer,
                position: at,
                what: format!(
                    "`{}` version {} is newer than this cairn",
                    event.kind, event.version
                ),
                place: "type".to_owned(),
            }),
            Ok(decoded) => {
                if let Err(fault) = well_formed::applicable(&decoded.event) {
                    let BadEvent { field: place, what } = fault;
                    let kind = FindingKind::Inapplicable;
                    self.events.push(Finding { kind, position: at, what, place });
                }
            }
        }
        let fields = private::all_commitments(&body);
        if !fields.is_empty() {
            self.commitments.insert(event.position, Committed { event_id: event.event_id, fields });
        }
    }

    pub(crate) fn private_value(
        &mut self,
        position: Position,
        field: &str,
        salt: [u8; 32],
        value: &str,
    ) {
        let mut found =
            |what: &str| self.private.push(Finding::damage(Some(position), field, what));
        let value: Value = match canonical::parse(value) {
            Ok(value) => value,
            Err(fault) => return found(&format!("the value is not canonical JSON: {fault}")),
        };
        let value = PrivateValue { salt, value };
        let committed = self.commitments.get(&position);
        let mut same = committed.into_iter().flat_map(|event| {
            event
                .fields
                .iter()
                .filter(|(name, _)| name == field)
                .map(|(_, sealed)| (event.event_id, sealed))
        });
        if !same.any(|(event_id, sealed)| private::opens(sealed, event_id, field, &value)) {
            found("the value is not the one that the event commits to");
        }
    }
}
