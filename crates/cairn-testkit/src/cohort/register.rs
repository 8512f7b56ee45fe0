//! The register: what was written down, in the order in which it was.

use std::collections::BTreeMap;

use cairn_domain::{Event, Instant, Occurred, StreamId};
use cairn_eventlog::private::seal;
use cairn_eventlog::{Draft, Envelope, PrivateFields, PrivateValue, Wish};
use serde_json::{Value, json};

use super::chance::Chance;

/// Staff of the programme, by what they write down.
pub(super) const REGISTRAR: &str = "registrar@example.org";
/// Writes down what is paid.
pub(super) const BURSAR: &str = "bursar@example.org";
/// Writes down what the committee decides.
pub(super) const SECRETARY: &str = "committee.secretary@example.org";

/// One event to be written down, and when it was.
#[derive(Debug)]
pub(super) struct Entry {
    pub recorded_at: Instant,
    /// The report that it is a row of; rows are counted once everything is in order.
    pub report: Option<String>,
    pub wish: Wish,
}

impl Entry {
    /// Returns an entry that says nothing in private yet.
    pub fn new(
        chance: &mut Chance,
        stream: StreamId,
        occurred_at: Occurred,
        recorded_at: Instant,
        event: Event,
    ) -> Self {
        let wish = Wish {
            event_id: chance.id(recorded_at),
            stream,
            occurred_at,
            recorded_by: recorder(&event).to_owned(),
            source: None,
            event,
            note: None,
            private: PrivateFields::new(),
        };
        Self { recorded_at, report: None, wish }
    }

    /// Commits the event to a value under a fresh salt, and keeps both.
    pub fn commit(
        &mut self,
        chance: &mut Chance,
        field: &str,
        text: &str,
    ) -> cairn_domain::Commitment {
        let private = PrivateValue { salt: chance.salt(), value: Value::from(text) };
        let commitment = seal(self.wish.event_id, field, &private.salt, &private.value);
        self.wish.private.insert(field.to_owned(), private);
        commitment
    }
}

/// Who writes down such an event.
fn recorder(event: &Event) -> &'static str {
    match event {
        Event::Paid { .. } | Event::Refunded { .. } | Event::TuitionAdjusted { .. } => BURSAR,
        Event::Admitted { .. }
        | Event::Waitlisted { .. }
        | Event::Declined { .. }
        | Event::Waived { .. }
        | Event::Certified { .. }
        | Event::Referred { .. }
        | Event::Refused { .. }
        | Event::Suspended { .. }
        | Event::Reinstated { .. }
        | Event::Revoked { .. }
        | Event::AppealDecided { .. } => SECRETARY,
        _ => REGISTRAR,
    }
}

/// Puts the entries into the order of the log and gives each its place.
pub(super) fn bind(mut entries: Vec<Entry>) -> Vec<Envelope> {
    entries.sort_by_key(|entry| entry.recorded_at);
    let mut revisions: BTreeMap<StreamId, u64> = BTreeMap::new();
    let mut rows: BTreeMap<String, u64> = BTreeMap::new();
    let mut bound = Vec::with_capacity(entries.len());
    for (position, Entry { recorded_at, report, mut wish }) in (1..).zip(entries) {
        if let Some(report) = report {
            // The first row of a report holds its titles.
            let row = rows.entry(report.clone()).or_insert(1);
            *row += 1;
            wish.source = Some(json!({"system": "zoom", "report": report, "row": *row}));
        }
        let revision = revisions.entry(wish.stream.clone()).or_default();
        *revision += 1;
        let draft = Draft::new(wish).expect("a story tells well-formed events");
        let envelope = draft.envelope().clone();
        bound.push(Envelope { position, revision: *revision, recorded_at, ..envelope });
    }
    bound
}
