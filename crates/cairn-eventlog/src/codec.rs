//! From the wire to domain events and back.
//!
//! Two levels: [`decode`] is what a replay calls, on bodies that were checked when they came in; [`check`] is the gate,
//! on the way in and in `verify`. Every body may carry `note`, a commitment to a private remark, which is not part of the
//! domain's events: it is added and taken off here. Replacements inside an amendment carry none.
//!
//! A body has the least version that can say it. An earlier cairn reads what it always could; a later version, of a body
//! that says more, is [`Event::Unknown`] to it, and it gives no verdict over what it would misread.

use cairn_domain::{Commitment, Event, StreamId};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, IntoDeserializer, MapAccess};
use serde_json::Value;

use crate::canonical;
use crate::draft::BadEvent;
use crate::well_formed;
use crate::wording::{self, in_words};

/// Every event that this binary knows, and the latest version of its body.
const KNOWN: [(&str, u16); 43] = [
    ("identified", 1),
    ("linked", 1),
    ("unlinked", 1),
    ("erased", 1),
    ("recognised", 1),
    ("applied", 1),
    ("admitted", 1),
    ("waitlisted", 1),
    ("declined", 1),
    ("withdrew", 1),
    ("deferred", 1),
    ("paid", 1),
    ("refunded", 1),
    ("tuition_adjusted", 1),
    ("attended", 1),
    ("excused", 1),
    ("reflected", 1),
    ("submitted", 1),
    ("reviewed", 2),
    ("retreat_completed", 1),
    ("credited", 1),
    ("logged", 1),
    ("examined", 1),
    ("judged", 1),
    ("waived", 2),
    ("extended", 1),
    ("certified", 1),
    ("referred", 1),
    ("refused", 1),
    ("suspended", 1),
    ("reinstated", 1),
    ("revoked", 1),
    ("appealed", 1),
    ("appeal_decided", 1),
    ("policy_adopted", 2),
    ("session_held", 1),
    ("session_cancelled", 1),
    ("source_saved", 1),
    ("file_imported", 1),
    ("row_queued", 1),
    ("row_resolved", 1),
    ("voided", 1),
    ("amended", 1),
];

/// Returns the latest version that this binary knows of a kind of event; `None` if it does not know the kind.
#[must_use]
pub fn version_of(kind: &str) -> Option<u16> {
    KNOWN.iter().find(|(name, _)| *name == kind).map(|(_, version)| *version)
}

fn is_known(kind: &str, version: u16) -> bool {
    // A later version only adds fields that may be absent, so that earlier ones need no translation.
    version_of(kind).is_some_and(|latest| (1..=latest).contains(&version))
}

/// What a body says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The event; [`Event::Unknown`] if this binary does not know the type or the version, here or in a replacement.
    pub event: Event,
    /// The commitment to a private remark.
    pub note: Option<Commitment>,
}

/// Returns the wire form of an event: its type, version and body; an unknown event has none.
pub fn encode(
    event: &Event,
    note: Option<Commitment>,
) -> Result<(&'static str, u16, Value), BadEvent> {
    let kind = event.kind();
    let unknown =
        || BadEvent::new("type", "it is not known to this cairn, so that it cannot be written");
    version_of(kind).ok_or_else(unknown)?;
    let wire =
        serde_json::to_value(event).map_err(|fault| BadEvent::new("body", fault.to_string()))?;
    let Value::Object(mut wire) = wire else { return Err(unknown()) };
    let mut body = wire.remove("body").unwrap_or_default();
    if let (Some(body), Some(note)) = (body.as_object_mut(), note) {
        body.insert("note".to_owned(), note.to_string().into());
    }
    Ok((kind, event.version(), body))
}

/// Reads a canonical body that was checked when it was appended.
///
/// A type or version that this binary does not know is [`Event::Unknown`], never an error.
pub fn decode(kind: &str, version: u16, body: &str) -> Result<Decoded, BadEvent> {
    if !is_known(kind, version) {
        return Ok(Decoded { event: Event::Unknown, note: None });
    }
    if holds(kind).is_some() {
        return decode_value(kind, version, value_of(body)?);
    }
    // A quotation mark within a text is escaped, so that only a real key can look like this.
    match cut_note(body) {
        // What looks like a note and is none: the slow way says what is wrong with it.
        None if body.contains(NOTE) => decode_value(kind, version, value_of(body)?),
        None => Ok(Decoded { event: read(kind, body)?, note: None }),
        Some((rest, note)) => Ok(Decoded { event: read(kind, &rest)?, note: Some(note) }),
    }
}

/// How a note begins in a canonical body.
const NOTE: &str = r#""note":"#;

fn value_of(body: &str) -> Result<Value, BadEvent> {
    serde_json::from_str(body).map_err(|fault| BadEvent::new("body", fault.to_string()))
}

/// Takes `"note":"sha256:…"` out of a canonical body, and the comma that went with it.
fn cut_note(body: &str) -> Option<(String, Commitment)> {
    const COMMITMENT: usize = "sha256:".len() + 64;
    let (before, after) = body.split_once(NOTE)?;
    let after = after.strip_prefix('"')?;
    let note = after.get(..COMMITMENT)?.parse().ok()?;
    let after = after.get(COMMITMENT..)?.strip_prefix('"')?;
    let rest = match after.strip_prefix(',') {
        Some(after) => [before, after].concat(),
        None => [before.strip_suffix(',').unwrap_or(before), after].concat(),
    };
    Some((rest, note))
}

/// Checks that a body is one that may enter the log, and returns what it says.
///
/// Its numbers must be what [`crate::strict::check`] lets through. A type or version that this binary does not know passes
/// as [`Event::Unknown`] if the body is an object: it is kept verbatim.
pub fn check(
    stream: &StreamId,
    kind: &str,
    version: u16,
    body: &Value,
) -> Result<Decoded, BadEvent> {
    if !body.is_object() {
        return Err(BadEvent::new("body", "expected an object"));
    }
    check_text(stream, kind, version, &canonical::text(body))
}

/// Checks a body that nobody has given a version yet, as [`check`] does; [`Event::version`] tells which it takes.
pub fn check_new(stream: &StreamId, kind: &str, body: &Value) -> Result<Decoded, BadEvent> {
    let text = canonical::text(body);
    let latest = version_of(kind).unwrap_or(1);
    let least = decode(kind, latest, &text)?.event.version();
    check(stream, kind, least, body)
}

/// Checks an object in canonical text, as [`check`] does.
pub(crate) fn check_text(
    stream: &StreamId,
    kind: &str,
    version: u16,
    body: &str,
) -> Result<Decoded, BadEvent> {
    let decoded = decode(kind, version, body)?;
    if decoded.event == Event::Unknown {
        return Ok(decoded);
    }
    let (_, least, ours) = encode(&decoded.event, decoded.note)?;
    if least != version {
        return Err(BadEvent::new("version", wording::not_the_least(version, least)));
    }
    if canonical::text(&ours) != body {
        let given = serde_json::from_str(body).unwrap_or_default();
        let fault = wording::difference("body", &given, &ours);
        let (field, what) =
            fault.unwrap_or_else(|| ("body".to_owned(), "it is not in canonical form".to_owned()));
        return Err(BadEvent::new(field, what));
    }
    well_formed::check(stream, &decoded.event)?;
    Ok(decoded)
}

fn decode_value(kind: &str, version: u16, mut body: Value) -> Result<Decoded, BadEvent> {
    if !is_known(kind, version) || !replacement_is_known(kind, &body) {
        return Ok(Decoded { event: Event::Unknown, note: None });
    }
    let note = body.as_object_mut().and_then(|body| body.remove("note"));
    let bad_note =
        || BadEvent::new("body.note", "expected `sha256:` and 64 lower-case hexadecimal digits");
    let note = match note {
        None => None,
        Some(note) => Some(note.as_str().and_then(|text| text.parse().ok()).ok_or_else(bad_note)?),
    };
    // By way of text, so that a fault has a place.
    Ok(Decoded { event: read(kind, &body.to_string())?, note })
}

/// Returns the field under which an event holds another one, if it does.
fn holds(kind: &str) -> Option<&'static str> {
    match kind {
        "amended" => Some("to"),
        "row_queued" => Some("claim"),
        _ => None,
    }
}

/// Tells whether the event that this one holds, if it holds one, is known all the way down.
fn replacement_is_known(kind: &str, body: &Value) -> bool {
    let Some(to) = holds(kind).and_then(|field| body.get(field)) else { return true };
    let (Some(kind), Some(version)) = (to["type"].as_str(), to["version"].as_u64()) else {
        // Not even an unknown event looks like this: reading it says what is missing.
        return true;
    };
    is_known(kind, u16::try_from(version).unwrap_or(u16::MAX))
        && replacement_is_known(kind, &to["body"])
}

fn read(kind: &str, body: &str) -> Result<Event, BadEvent> {
    let wire = TypeThenBody { kind, body, shown: 0 };
    Event::deserialize(MapAccessDeserializer::new(wire)).map_err(|fault| {
        let (field, what) = in_words(body, &fault);
        BadEvent::new(field, what)
    })
}

/// Shows serde `{"type": kind, "body": body}` without writing it down: with the type first, it buffers nothing.
struct TypeThenBody<'a> {
    kind: &'a str,
    body: &'a str,
    shown: u8,
}

impl<'de> MapAccess<'de> for TypeThenBody<'de> {
    type Error = serde_json::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Self::Error> {
        let key = match self.shown {
            0 => "type",
            1 => "body",
            _ => return Ok(None),
        };
        seed.deserialize(key.into_deserializer()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, Self::Error> {
        self.shown += 1;
        if self.shown == 1 {
            return seed.deserialize(self.kind.into_deserializer());
        }
        let mut reader = serde_json::Deserializer::from_str(self.body);
        let value = seed.deserialize(&mut reader)?;
        reader.end().map(|()| value)
    }
}
