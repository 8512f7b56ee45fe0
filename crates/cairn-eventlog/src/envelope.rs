//! The envelope: an event with its identity, its place in the log, its times and who recorded it.

use std::collections::BTreeMap;
use std::fmt;

use cairn_domain::{EventId, Instant, Occurred, Position, StreamId};
use chrono::SecondsFormat;

/// A private field's value and the salt that its commitment was made with.
#[derive(Clone, PartialEq, Eq)]
pub struct PrivateValue {
    /// 32 fresh random bytes, never used for another field or event.
    pub salt: [u8; 32],
    /// The value.
    pub value: serde_json::Value,
}

impl fmt::Debug for PrivateValue {
    /// Shows nothing of the value: debug output ends up in logs and test reports.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateValue(…)")
    }
}

/// The private fields of one event, by name.
pub type PrivateFields = BTreeMap<String, PrivateValue>;

/// An event as the log holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Place in the whole log, from 1, without gaps.
    pub position: Position,
    /// Place in its stream, from 1, without gaps.
    pub revision: u64,
    /// The event's identity.
    pub event_id: EventId,
    /// Whose event it is.
    pub stream: StreamId,
    /// The event's name on the wire, such as `attended` (wire name: `type`).
    pub kind: String,
    /// The version of its body.
    pub version: u16,
    /// When it was true.
    pub occurred_at: Occurred,
    /// When it was written down, to the microsecond; never earlier than that of the position before.
    pub recorded_at: Instant,
    /// Who wrote it down.
    pub recorded_by: String,
    /// Where it came from: a JSON object in canonical text, kept verbatim.
    pub source: Option<String>,
    /// What happened: a JSON object in canonical text. [`crate::codec::decode`] makes a domain event of it.
    pub body: String,
    /// The values of its private fields that are still held; not part of the canonical bytes.
    pub private: PrivateFields,
}

impl Envelope {
    /// Returns the envelope as a scan shows it.
    #[must_use]
    pub fn borrowed(&self) -> EnvelopeRef<'_> {
        EnvelopeRef {
            position: self.position,
            revision: self.revision,
            event_id: self.event_id,
            stream: &self.stream,
            kind: &self.kind,
            version: self.version,
            occurred_at: self.occurred_at,
            recorded_at: self.recorded_at,
            recorded_by: &self.recorded_by,
            source: self.source.as_deref(),
            body: &self.body,
        }
    }
}

/// An event as a scan shows it: borrowed from the row, so that a replay allocates nothing for each. Without private fields.
///
/// The fields mean what those of [`Envelope`] mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnvelopeRef<'a> {
    /// Place in the whole log.
    pub position: Position,
    /// Place in its stream.
    pub revision: u64,
    /// The event's identity.
    pub event_id: EventId,
    /// Whose event it is.
    pub stream: &'a StreamId,
    /// The event's name on the wire (wire name: `type`).
    pub kind: &'a str,
    /// The version of its body.
    pub version: u16,
    /// When it was true.
    pub occurred_at: Occurred,
    /// When it was written down.
    pub recorded_at: Instant,
    /// Who wrote it down.
    pub recorded_by: &'a str,
    /// Where it came from, as canonical JSON text.
    pub source: Option<&'a str>,
    /// What happened, as canonical JSON text.
    pub body: &'a str,
}

impl EnvelopeRef<'_> {
    /// Returns a copy that outlives the row, with these private fields.
    #[must_use]
    pub fn to_envelope(&self, private: PrivateFields) -> Envelope {
        Envelope {
            position: self.position,
            revision: self.revision,
            event_id: self.event_id,
            stream: self.stream.clone(),
            kind: self.kind.to_owned(),
            version: self.version,
            occurred_at: self.occurred_at,
            recorded_at: self.recorded_at,
            recorded_by: self.recorded_by.to_owned(),
            source: self.source.map(str::to_owned),
            body: self.body.to_owned(),
            private,
        }
    }
}

/// A private field as a scan of the side table shows it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PrivateRef<'a> {
    /// The event that commits to it.
    pub position: Position,
    /// Whose event that is.
    pub stream: &'a StreamId,
    /// The field's name.
    pub field: &'a str,
    /// The salt of its commitment.
    pub salt: [u8; 32],
    /// The value, as canonical JSON text.
    pub value: &'a str,
}

impl fmt::Debug for PrivateRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateRef({} `{}` …)", self.position, self.field)
    }
}

/// An instant as envelopes spell it: always six decimals, always `Z`.
pub(crate) struct Micros(pub Instant);

impl fmt::Display for Micros {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}
