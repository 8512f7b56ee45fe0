//! Reading JSON without forgiving: what two readers could take for two things is refused.
//!
//! No key twice, no fractions, no exponents, no integers that a JSON number does not carry exactly.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// The largest integer that every JSON reader takes for the same number, 2⁵³ − 1; its negative is the smallest.
pub const LARGEST_INTEGER: i64 = 9_007_199_254_740_991;

/// What is wrong with a text that should be JSON, and where in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{what}", place(.field))]
pub struct BadJson {
    /// The keys that lead to the place, joined by dots; empty: the whole text.
    pub field: String,
    /// What is wrong there, and what was expected.
    pub what: String,
}

fn place(field: &str) -> String {
    if field.is_empty() { String::new() } else { format!("`{field}`: ") }
}

/// Reads a JSON value, or says what two readers might disagree about.
pub fn parse(text: &str) -> Result<Value, BadJson> {
    let mut trail = Vec::new();
    let mut reader = serde_json::Deserializer::from_str(text);
    let value =
        Strict(&mut trail).deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    value.map_err(|fault| {
        trail.reverse();
        BadJson { field: trail.join("."), what: plain(&fault) }
    })
}

/// Checks a value that was made in memory: its numbers must be such as [`parse`] lets through.
pub fn check(value: &Value) -> Result<(), BadJson> {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(()),
        Value::Number(number) => {
            let exact = number
                .as_i64()
                .is_some_and(|it| (-LARGEST_INTEGER..=LARGEST_INTEGER).contains(&it));
            let what = || {
                format!(
                    "`{number}` is not a plain integer within ±(2^53 − 1), which every reader takes exactly"
                )
            };
            if exact { Ok(()) } else { Err(BadJson { field: String::new(), what: what() }) }
        }
        Value::Array(items) => items.iter().enumerate().try_for_each(|(index, item)| {
            check(item).map_err(|fault| fault.under(&index.to_string()))
        }),
        Value::Object(map) => {
            map.iter().try_for_each(|(key, value)| check(value).map_err(|fault| fault.under(key)))
        }
    }
}

impl BadJson {
    fn under(self, key: &str) -> Self {
        let field =
            if self.field.is_empty() { key.to_owned() } else { format!("{key}.{}", self.field) };
        Self { field, what: self.what }
    }
}

/// Says in words what serde says with a line number, which is always 1 where a line is one event.
fn plain(fault: &serde_json::Error) -> String {
    let text = fault.to_string();
    match text.split_once(" at line ") {
        Some((what, _)) => format!("{what} (at character {})", fault.column()),
        None => text,
    }
}

/// Builds a value and leaves a trail of keys, innermost first, when it fails.
struct Strict<'t>(&'t mut Vec<String>);

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, it: bool) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_str<E: Error>(self, it: &str) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_string<E: Error>(self, it: String) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_i64<E: Error>(self, it: i64) -> Result<Value, E> {
        let exact = (-LARGEST_INTEGER..=LARGEST_INTEGER).contains(&it);
        if exact { Ok(it.into()) } else { Err(too_large(it)) }
    }

    fn visit_u64<E: Error>(self, it: u64) -> Result<Value, E> {
        i64::try_from(it).map_err(|_| too_large(it)).and_then(|it| self.visit_i64(it))
    }

    fn visit_f64<E: Error>(self, it: f64) -> Result<Value, E> {
        Err(E::custom(format!(
            "`{it}` is not a plain integer: expected digits without fraction, exponent or minus zero, within ±(2^53 − 1)"
        )))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            match items.next_element_seed(Strict(self.0)) {
                Ok(Some(item)) => list.push(item),
                Ok(None) => return Ok(Value::Array(list)),
                Err(fault) => {
                    self.0.push(list.len().to_string());
                    return Err(fault);
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            match entries.next_value_seed(Strict(self.0)) {
                Ok(value) if !map.contains_key(&key) => map.insert(key, value),
                Ok(_) => {
                    self.0.push(key);
                    return Err(A::Error::custom(
                        "the key stands there twice: expected each key once",
                    ));
                }
                Err(fault) => {
                    self.0.push(key);
                    return Err(fault);
                }
            };
        }
        Ok(Value::Object(map))
    }
}

fn too_large<E: Error>(it: impl fmt::Display) -> E {
    E::custom(format!(
        "`{it}` is too large: expected an integer within ±(2^53 − 1), which every reader takes exactly"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        parse(text).expect_err(text).to_string()
    }

    #[test]
    fn what_readers_take_differently_is_refused_by_name() {
        assert!(fault(r#"{"a":1,"a":1}"#).starts_with("`a`: the key stands there twice"));
        assert!(
            fault(r#"{"a":{"b":[0,1.5]}}"#).starts_with("`a.b.1`: `1.5` is not a plain integer")
        );
        assert!(fault(r#"{"a":-0}"#).starts_with("`a`: `-0` is not a plain integer"));
        assert!(fault(r#"{"a":1e2}"#).starts_with("`a`: `100` is not a plain integer"));
        assert!(
            fault(r#"{"a":9007199254740992}"#).starts_with("`a`: `9007199254740992` is too large")
        );
        assert!(fault("18446744073709551616").contains("is not a plain integer"));
        assert!(fault("{} {}").starts_with("trailing characters"));
        assert!(fault(r#""\ud800""#).contains("hex escape"), "half a surrogate pair");
        assert!(fault(&"[".repeat(10_000)).contains("recursion limit"));
    }

    #[test]
    fn what_all_readers_agree_on_is_read() {
        let text = r#"{"a":[null,true,-9007199254740991,9007199254740991,"é"]}"#;
        assert_eq!(parse(text).map(|value| value.to_string()), Ok(text.to_owned()));
    }
}
