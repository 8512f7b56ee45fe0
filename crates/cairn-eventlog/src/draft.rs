//! A draft: an event that somebody wishes to append, checked once so that no log has to doubt it.

use std::fmt;

use cairn_domain::time::to_micros;
use cairn_domain::{Commitment, Event, EventId, Instant, Occurred, Position, StreamId};
use serde_json::Value;

use crate::envelope::{Envelope, EnvelopeRef, PrivateFields};
use crate::error::LogError;
use crate::log::Timing;
use crate::{canonical, codec, private, strict, well_formed};

/// Why an event cannot be recorded: which field, what is wrong with it, and what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadEvent {
    /// The field by its wire name; within a body, the keys that lead to it, joined by dots.
    pub field: String,
    /// What is wrong with it, and what was expected.
    pub what: String,
}

impl fmt::Display for BadEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.field, self.what)
    }
}

impl std::error::Error for BadEvent {}

impl BadEvent {
    pub(crate) fn new(field: impl Into<String>, what: impl Into<String>) -> Self {
        Self { field: field.into(), what: what.into() }
    }
}

/// An event as somebody puts it together in memory; nothing about it is checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The event's identity; time-ordered (UUID version 7), which appends several times faster than random ones.
    pub event_id: EventId,
    /// Whose event it is.
    pub stream: StreamId,
    /// When it was true.
    pub occurred_at: Occurred,
    /// Who writes it down; not empty.
    pub recorded_by: String,
    /// Where it comes from: a JSON object, if anything.
    pub source: Option<Value>,
    /// What happened.
    pub event: Event,
    /// The commitment to a private remark.
    pub note: Option<Commitment>,
    /// The values that the event commits to.
    pub private: PrivateFields,
}

/// An event in its wire form, as a file or another log gives it; nothing about it is checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// The event's identity.
    pub event_id: EventId,
    /// Whose event it is.
    pub stream: StreamId,
    /// The event's name on the wire.
    pub kind: String,
    /// The version of its body.
    pub version: u16,
    /// When it was true.
    pub occurred_at: Occurred,
    /// Who wrote it down.
    pub recorded_by: String,
    /// Where it comes from.
    pub source: Option<Value>,
    /// What happened.
    pub body: Value,
    /// The values that the event commits to.
    pub private: PrivateFields,
    /// When it was written down, if it was; counts in a restore only.
    pub recorded_at: Option<Instant>,
    /// Where it stood in its log, if it did; counts in a restore only.
    pub position: Option<Position>,
}

/// An event that may be appended: canonical, well-formed or of a kind that this binary does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Position 0 and revision 0 stand for "not yet".
    envelope: Envelope,
    /// Whether this binary knows its type and version.
    known: bool,
    restored: (Option<Position>, Option<Instant>),
}

impl Draft {
    /// Checks an event that was put together in memory.
    pub fn new(wish: Wish) -> Result<Self, BadEvent> {
        let (kind, version, body) = codec::encode(&wish.event, wish.note)?;
        Self::from_parts(Parts {
            event_id: wish.event_id,
            stream: wish.stream,
            kind: kind.to_owned(),
            version,
            occurred_at: wish.occurred_at,
            recorded_by: wish.recorded_by,
            source: wish.source,
            body,
            private: wish.private,
            recorded_at: None,
            position: None,
        })
    }

    /// Checks an event that came in its wire form.
    pub fn from_parts(parts: Parts) -> Result<Self, BadEvent> {
        let Parts { event_id, stream, kind, version, recorded_by, source, body, private, .. } =
            parts;
        let known_name = !kind.is_empty() && kind.len() <= 64 && kind.bytes().all(is_of_name);
        if !known_name {
            return Err(BadEvent::new(
                "type",
                format!("`{kind}` is not a type: expected 1 to 64 of a-z, 0-9 and `_`"),
            ));
        }
        if version == 0 {
            return Err(BadEvent::new("version", "0 is not a version: versions count from 1"));
        }
        if recorded_by.trim().is_empty() {
            return Err(BadEvent::new(
                "recorded_by",
                "it is empty: expected who recorded this, such as `staff@example.org`",
            ));
        }
        if recorded_by.chars().any(char::is_control) {
            return Err(BadEvent::new("recorded_by", CONTROLS));
        }
        if source.as_ref().is_some_and(|source| !source.is_object()) {
            return Err(BadEvent::new("source", "expected an object, or null"));
        }
        let source = source.map(|source| exact("source", &source)).transpose()?;
        if !body.is_object() {
            return Err(BadEvent::new("body", "expected an object"));
        }
        let text = exact("body", &body)?;
        if text.len() > canonical::LARGEST_EVENT {
            let what = format!(
                "it has {} canonical bytes: an event holds at most {}",
                text.len(),
                canonical::LARGEST_EVENT
            );
            return Err(BadEvent::new("body", what));
        }
        let occurred_at = well_formed::occurrence(parts.occurred_at)
            .map_err(|what| BadEvent::new("occurred_at", what))?;
        let decoded = codec::check_text(&stream, &kind, version, &text)?;
        well_formed::applicable(&decoded.event)?;
        for (field, value) in &private {
            exact(&format!("private.{field}"), &value.value)?;
            let breaks = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
            if value.value.as_str().is_some_and(|text| text.contains(breaks)) {
                return Err(BadEvent::new(format!("private.{field}"), CONTROLS));
            }
        }
        private::check(event_id, &body, &private).map_err(|fault| {
            BadEvent::new(format!("private.{}", fault.field), fault.to_string())
        })?;
        let recorded_at = parts.recorded_at.map(to_micros);
        let envelope = Envelope {
            position: 0,
            revision: 0,
            event_id,
            stream,
            kind,
            version,
            occurred_at,
            recorded_at: recorded_at.unwrap_or_default(),
            recorded_by,
            source,
            body: text,
            private,
        };
        let known = decoded.event != Event::Unknown;
        Ok(Self { envelope, known, restored: (parts.position, recorded_at) })
    }

    /// Returns the event's identity.
    #[must_use]
    pub const fn event_id(&self) -> EventId {
        self.envelope.event_id
    }

    /// Returns whose event it is.
    #[must_use]
    pub const fn stream(&self) -> &StreamId {
        &self.envelope.stream
    }

    /// Tells whether this binary knows what it says; if not, it is kept as it is, and no verdict can be given over it.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.known
    }

    /// Tells whether it says when it was recorded, as a restore needs to know.
    #[must_use]
    pub const fn says_when_recorded(&self) -> bool {
        self.restored.1.is_some()
    }

    /// Returns the envelope that a log would make of it: position, revision and `recorded_at` are not to be trusted yet.
    #[must_use]
    pub const fn envelope(&self) -> &Envelope {
        &self.envelope
    }

    /// Checks that the event with the same id that is in a log says the same; [`LogError::Conflict`] if not.
    ///
    /// The times of recording and the places may differ, and private values are not compared: they may be erased.
    pub fn same_as(&self, there: &EnvelopeRef<'_>) -> Result<(), LogError> {
        let ours = self.envelope.borrowed();
        let fields = [
            (ours.stream == there.stream, "stream"),
            (ours.kind == there.kind, "type"),
            (ours.version == there.version, "version"),
            (ours.occurred_at == there.occurred_at, "occurred_at"),
            (ours.recorded_by == there.recorded_by, "recorded_by"),
            (ours.source == there.source, "source"),
            (ours.body == there.body, "body"),
        ];
        match fields.into_iter().find(|(same, _)| !same) {
            None => Ok(()),
            Some((_, what)) => {
                Err(LogError::Conflict { event_id: ours.event_id, position: there.position, what })
            }
        }
    }

    /// Returns the `recorded_at` that the event gets at a position, after an event that was recorded at `last`.
    pub fn recorded_at(
        &self,
        timing: Timing,
        position: Position,
        last: Option<Instant>,
    ) -> Result<Instant, LogError> {
        let out_of_order =
            |what: String| LogError::OutOfOrder { event_id: self.event_id(), position, what };
        let (stood, kept) = match timing {
            // A clock that was set back must not let a later event seem to be known earlier.
            Timing::Now(now) => {
                return Ok(last.map_or(to_micros(now), |last| last.max(to_micros(now))));
            }
            Timing::Keep => self.restored,
        };
        let kept = kept.ok_or_else(|| out_of_order("`recorded_at` is missing".to_owned()))?;
        match (stood, last) {
            (Some(stood), _) if stood != position => {
                Err(out_of_order(format!("it stood at position {stood}")))
            }
            (_, Some(last)) if kept < last => Err(out_of_order(format!(
                "it was recorded at {kept}, before the event in front of it"
            ))),
            _ => Ok(kept),
        }
    }
}

/// What a terminal takes for a command is no part of a name.
const CONTROLS: &str = "it holds a control character, which is not text: leave it out";

const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'
}

/// Returns the canonical text of a value, if its numbers are such as every reader takes exactly.
fn exact(field: &str, value: &Value) -> Result<String, BadEvent> {
    match strict::check(value) {
        Ok(()) => Ok(canonical::text(value)),
        Err(fault) if fault.field.is_empty() => Err(BadEvent::new(field, fault.what)),
        Err(fault) => Err(BadEvent::new(format!("{field}.{}", fault.field), fault.what)),
    }
}
