//! Envelopes as lines of JSON, one an event, in log order: how logs travel, and what other programs read and write.

use std::fmt::{self, Write as _};

use cairn_domain::{Instant, Occurred, StreamId};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::canonical;
use crate::draft::{BadEvent, Draft, Parts};
use crate::envelope::{EnvelopeRef, Micros, PrivateFields, PrivateValue};
use crate::strict;

/// A line that cannot be loaded: which line, which field, what is wrong, and what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadLine {
    /// The line's number, from 1.
    pub line: usize,
    /// The field by its wire name; empty: the whole line.
    pub field: String,
    /// What is wrong with it, and what was expected.
    pub what: String,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, field, what } = self;
        if field.is_empty() {
            write!(f, "line {line}: {what}")
        } else {
            write!(f, "line {line}: `{field}`: {what}")
        }
    }
}

impl std::error::Error for BadLine {}

/// Appends an event as one line, without the line's end. `private` is left out where it is empty.
pub fn write_line(out: &mut String, event: &EnvelopeRef<'_>, private: &PrivateFields) {
    // A string takes every write.
    let _ = write!(
        out,
        r#"{{"event_id":"{}","stream":"{}","type":{},"version":{},"occurred_at":"{}","recorded_at":"{}","recorded_by":{}"#,
        event.event_id,
        event.stream,
        Value::from(event.kind),
        event.version,
        event.occurred_at,
        Micros(event.recorded_at),
        Value::from(event.recorded_by),
    );
    let source = event.source.unwrap_or("null");
    let _ = write!(
        out,
        r#","source":{source},"body":{},"position":{},"revision":{}"#,
        event.body, event.position, event.revision
    );
    if !private.is_empty() {
        out.push_str(r#","private":"#);
        out.push_str(&private_text(private));
    }
    out.push('}');
}

fn private_text(private: &PrivateFields) -> String {
    let fields = private.iter().map(|(field, PrivateValue { salt, value })| {
        let inner = Map::from_iter([
            ("salt".to_owned(), hex::encode(salt).into()),
            ("value".to_owned(), value.clone()),
        ]);
        (field.clone(), Value::Object(inner))
    });
    canonical::text(&Value::Object(fields.collect()))
}

/// Reads one line; `line` is its number, from 1, for the error.
///
/// `position`, `revision` and `recorded_at` may be missing; they count in a restore only.
pub fn read_line(line: usize, bytes: &[u8]) -> Result<Draft, BadLine> {
    let bad = |fault: BadEvent| BadLine { line, field: fault.field, what: fault.what };
    let Ok(text) = str::from_utf8(bytes) else {
        return Err(bad(BadEvent::new("", "it is not UTF-8 text: save the file as UTF-8")));
    };
    let value = strict::parse(text).map_err(|fault| bad(BadEvent::new(fault.field, fault.what)))?;
    let Value::Object(fields) = value else {
        return Err(bad(BadEvent::new("", "expected a JSON object, one event on each line")));
    };
    Fields(fields).parts().and_then(Draft::from_parts).map_err(bad)
}

/// The fields of a line that are not read yet.
struct Fields(Map<String, Value>);

impl Fields {
    fn parts(mut self) -> Result<Parts, BadEvent> {
        let parts = Parts {
            event_id: self.read("event_id", UUID, |text| {
                // One id has one spelling, or the same event could be in the log twice.
                Uuid::try_parse(text).ok().filter(|id| id.as_hyphenated().to_string() == text)
            })?,
            stream: self.read("stream", STREAM, |text| text.parse::<StreamId>().ok())?,
            kind: self.read("type", "the event's name, such as `attended`", |text| {
                Some(text.to_owned())
            })?,
            version: self
                .number("version", 65_535)?
                .and_then(|it| u16::try_from(it).ok())
                .ok_or_else(|| {
                    BadEvent::new(
                        "version",
                        "it is missing: expected the version of the body, such as 1",
                    )
                })?,
            occurred_at: self
                .read("occurred_at", OCCURRED, |text| text.parse::<Occurred>().ok())?,
            recorded_at: self.recorded_at()?,
            recorded_by: self.read(
                "recorded_by",
                "who recorded it, such as `staff@example.org`",
                |text| Some(text.to_owned()),
            )?,
            source: self.0.remove("source").filter(|source| !source.is_null()),
            body: self
                .0
                .remove("body")
                .ok_or_else(|| missing("body", "the event's fields as an object"))?,
            private: self.private()?,
            position: self.number("position", u64::MAX)?,
        };
        self.number("revision", u64::MAX)?;
        match self.0.keys().next() {
            None => Ok(parts),
            Some(key) if key == "log" => Err(BadEvent::new(
                "log",
                "this is a leaf file (`export --canonical`): load the plain export of the same log instead",
            )),
            Some(key) => Err(BadEvent::new(
                key,
                "an envelope has no such field: remove it, or put it into `source`",
            )),
        }
    }

    fn read<T>(
        &mut self,
        field: &str,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, BadEvent> {
        let value = self.0.remove(field).ok_or_else(|| missing(field, expected))?;
        let wrong = || BadEvent::new(field, format!("`{value}` is not right: expected {expected}"));
        value.as_str().and_then(read).ok_or_else(wrong)
    }

    fn number(&mut self, field: &str, largest: u64) -> Result<Option<u64>, BadEvent> {
        let Some(value) = self.0.remove(field) else { return Ok(None) };
        let in_range = |number: &u64| (1..=largest).contains(number);
        let wrong = || {
            BadEvent::new(field, format!("`{value}` is not right: expected a whole number, from 1"))
        };
        value.as_u64().filter(in_range).map(Some).ok_or_else(wrong)
    }

    fn recorded_at(&mut self) -> Result<Option<Instant>, BadEvent> {
        if !self.0.contains_key("recorded_at") {
            return Ok(None);
        }
        let expected =
            "an instant such as `2025-09-12T14:03:11.000000Z`, between the years 1900 and 2200";
        let instant = |text: &str| {
            let instant = DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&Utc);
            crate::well_formed::occurrence(Occurred::At(instant)).is_ok().then_some(instant)
        };
        self.read("recorded_at", expected, instant).map(Some)
    }

    fn private(&mut self) -> Result<PrivateFields, BadEvent> {
        let Some(value) = self.0.remove("private").filter(|value| !value.is_null()) else {
            return Ok(PrivateFields::new());
        };
        let Value::Object(fields) = value else {
            return Err(BadEvent::new(
                "private",
                "expected an object: each field with its `salt` and `value`",
            ));
        };
        fields
            .into_iter()
            .map(|(field, value)| Ok((field.clone(), private_value(&field, value)?)))
            .collect()
    }
}

fn private_value(field: &str, value: Value) -> Result<PrivateValue, BadEvent> {
    let wrong = |what: &str| BadEvent::new(format!("private.{field}"), what);
    let Value::Object(mut inner) = value else {
        return Err(wrong("expected an object with `salt` and `value`"));
    };
    let salt = inner.remove("salt").unwrap_or_default();
    let mut bytes = [0; 32];
    let read = salt.as_str().is_some_and(|digits| hex::decode_to_slice(digits, &mut bytes).is_ok());
    match (read, inner.remove("value"), inner.is_empty()) {
        (false, ..) => Err(wrong("expected a `salt` of 64 hexadecimal digits")),
        (_, None, _) => Err(wrong("expected a `value`")),
        (.., false) => Err(wrong("expected `salt` and `value`, and nothing else")),
        (true, Some(value), true) => Ok(PrivateValue { salt: bytes, value }),
    }
}

fn missing(field: &str, expected: &str) -> BadEvent {
    BadEvent::new(field, format!("it is missing: expected {expected}"))
}

const UUID: &str = "a UUID in lower case with hyphens";
const STREAM: &str = "`practitioner/` and a UUID, or `cohort/` and the cohort's name";
const OCCURRED: &str = "an instant such as `2025-09-11T23:00:00Z` or a day such as `2025-09-11`, between the years 1900 and 2200";
