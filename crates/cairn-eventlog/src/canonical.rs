//! Canonical bytes (RFC 8785): one event has one spelling, so that its hash can be made again by anyone.
//!
//! A number here is an integer within ±(2⁵³ − 1); [`crate::strict`] lets no other in.

use std::io::Write as _;

use serde_json::Value;

use crate::envelope::EnvelopeRef;
use crate::strict::{self, BadJson};

/// The largest event, in canonical bytes: what an entry of a tlog-tiles bundle holds.
pub const LARGEST_EVENT: usize = 65_535;

/// Returns the canonical text of a value whose numbers are integers, such as [`strict::parse`] returns.
#[must_use]
pub fn text(value: &Value) -> String {
    if is_plain(value) {
        // What serde_json writes of such a value is canonical already, and takes it a fraction of the time.
        return value.to_string();
    }
    // A value in memory has text keys, each once, and finite numbers: there is nothing that could fail.
    serde_json_canonicalizer::to_string(value).unwrap_or_default()
}

/// Tells whether a value has only exact integers, and only ASCII keys that are in order already: then bytes sort as
/// UTF-16 does, which RFC 8785 asks for.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => true,
        Value::Number(number) => number
            .as_i64()
            .is_some_and(|it| it.unsigned_abs() <= strict::LARGEST_INTEGER.unsigned_abs()),
        Value::Array(items) => items.iter().all(is_plain),
        Value::Object(map) => {
            map.keys().is_sorted()
                && map.iter().all(|(key, value)| key.is_ascii() && is_plain(value))
        }
    }
}

/// Returns the value of a canonical text, or says why it is not one.
pub fn parse(canonical: &str) -> Result<Value, BadJson> {
    let value = strict::parse(canonical)?;
    if text(&value) == canonical {
        Ok(value)
    } else {
        Err(BadJson {
            field: String::new(),
            what: "it is not in canonical form (RFC 8785)".to_owned(),
        })
    }
}

/// Appends a text as a JSON string, escaped as RFC 8785 asks.
pub(crate) fn push_text(out: &mut Vec<u8>, text: &str) {
    // serde_json escapes exactly what RFC 8785 section 3.2.2.2 names, in its spelling. A vector takes every write.
    let _ = serde_json::to_writer(out, text);
}

/// Writes the canonical bytes of an event as it stands in the log of that origin: the data of its leaf.
///
/// They are put together by hand, keys in canonical order, since body and source are canonical already: canonicalising
/// a tree of values instead takes several times as long as inserting the row. A property holds this against the library.
pub fn write_leaf(out: &mut Vec<u8>, origin: &str, event: &EnvelopeRef<'_>) {
    out.extend_from_slice(b"{\"body\":");
    out.extend_from_slice(event.body.as_bytes());
    out.extend_from_slice(b",\"event_id\":\"");
    out.extend_from_slice(event.event_id.as_hyphenated().encode_lower(&mut [0; 36]).as_bytes());
    out.extend_from_slice(b"\",\"log\":");
    push_text(out, origin);
    let recorded_at = crate::envelope::Micros(event.recorded_at);
    // A vector takes every write.
    let _ = write!(
        out,
        ",\"occurred_at\":\"{}\",\"position\":{},\"recorded_at\":\"{recorded_at}\",\"recorded_by\":",
        event.occurred_at, event.position
    );
    push_text(out, event.recorded_by);
    let _ = write!(out, ",\"revision\":{},\"source\":", event.revision);
    out.extend_from_slice(event.source.unwrap_or("null").as_bytes());
    let _ = write!(out, ",\"stream\":\"{}\",\"type\":", event.stream);
    push_text(out, event.kind);
    let _ = write!(out, ",\"version\":{}}}", event.version);
}

/// Returns the canonical bytes of an event as it stands in the log of that origin.
#[must_use]
pub fn leaf(origin: &str, event: &EnvelopeRef<'_>) -> Vec<u8> {
    let mut out = Vec::with_capacity(384 + event.body.len());
    write_leaf(&mut out, origin, event);
    out
}
