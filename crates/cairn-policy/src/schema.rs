//! The JSON Schema of a policy file, for editors: from the same tables of keys as the reader's.
//!
//! An editor that knows schemas of TOML files (by a first line `#:schema`) completes keys and marks those that are none.
//! What it cannot tell is left to the reader: that a name is there, or that more is asked than there is.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::grammar::{ALL_BUT, ANCHOR, BEGUN, COUNTED, Key, POLICY, Table, Takes, words};

/// Returns the schema of a policy file (JSON Schema, draft 2020-12).
///
/// # Examples
/// ```
/// let schema = cairn_policy::schema();
/// assert!(schema["properties"]["session"]["description"].is_string());
/// ```
#[must_use]
pub fn schema() -> Value {
    let mut defs = Defs::default();
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("$id".to_owned(), json!("urn:cairn:policy-file:1"));
    schema.insert("title".to_owned(), json!("A policy file of cairn"));
    let about = "The rules of one cohort. Days and times are written without quotes.";
    schema.insert("description".to_owned(), json!(about));
    schema.extend(defs.table(&POLICY));
    schema.insert("$defs".to_owned(), Value::Object(defs.done.into_iter().collect()));
    Value::Object(schema)
}

/// What the schema defines once and names wherever it is used.
#[derive(Default)]
struct Defs {
    done: BTreeMap<String, Value>,
}

impl Defs {
    /// Describes a table: its keys, which of them must be there, and which go together.
    fn table(&mut self, table: &'static Table) -> Map<String, Value> {
        let keys = table.keys.iter().map(|key| (key.name.to_owned(), self.key(key)));
        let properties: Map<String, Value> = keys.collect();
        let required: Vec<&str> =
            table.keys.iter().filter(|key| key.line.is_some()).map(|key| key.name).collect();
        let mut schema = Map::new();
        schema.insert("type".to_owned(), json!("object"));
        schema.insert("properties".to_owned(), Value::Object(properties));
        if !required.is_empty() {
            schema.insert("required".to_owned(), json!(required));
        }
        schema.insert("additionalProperties".to_owned(), json!(false));
        let one = |group: &&[&str]| {
            let each = group.iter().map(|key| json!({ "required": [key] }));
            json!({ "oneOf": each.collect::<Vec<_>>() })
        };
        let apart = |group: &&[&str]| json!({ "not": { "required": group } });
        let groups: Vec<Value> =
            table.one_of.iter().map(one).chain(table.apart.iter().map(apart)).collect();
        if !groups.is_empty() {
            schema.insert("allOf".to_owned(), json!(groups));
        }
        if !table.with.is_empty() {
            let with = table.with.iter().map(|(key, other)| ((*key).to_owned(), json!([other])));
            let with: Map<String, Value> = with.collect();
            schema.insert("dependentRequired".to_owned(), Value::Object(with));
        }
        schema
    }

    fn key(&mut self, key: &Key) -> Value {
        let mut schema = Map::new();
        schema.insert("description".to_owned(), json!(key.means));
        if let Value::Object(takes) = self.takes(&key.takes) {
            schema.extend(takes);
        }
        Value::Object(schema)
    }

    fn takes(&mut self, takes: &Takes) -> Value {
        match takes {
            Takes::Text => text("\\S"),
            Takes::Texts => json!({ "type": "array", "items": text("\\S"), "minItems": 1 }),
            Takes::Name => self.name(),
            Takes::Names => json!({ "type": "array", "items": self.name() }),
            Takes::Number(from, to) => json!({ "type": "integer", "minimum": from, "maximum": to }),
            Takes::Counts => json!({
                "type": "object",
                "propertyNames": self.name(),
                "additionalProperties": { "type": "integer", "minimum": 0, "maximum": u32::MAX },
            }),
            Takes::Truth => json!({ "type": "boolean" }),
            Takes::Day => self.day(),
            Takes::Time => text(r"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$"),
            Takes::Zone => text("^[A-Za-z0-9_+/-]+$"),
            Takes::Currency => text("^[A-Z]{3}$"),
            Takes::Share => self.share(),
            Takes::Money => self.money(),
            Takes::MoneyOrShare => json!({ "anyOf": [self.money(), self.share()] }),
            Takes::Minutes => self.minutes(),
            Takes::Amount => self.amount(),
            Takes::Need => {
                let count = json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX });
                json!({ "anyOf": [count, self.share()] })
            }
            Takes::Presence => {
                json!({ "anyOf": [self.share(), self.minutes(), self.named(&ALL_BUT)] })
            }
            Takes::Word(words) => json!({ "enum": words() }),
            Takes::Anchor => {
                json!({ "anyOf": [self.day(), begun(), self.named(&ANCHOR)] })
            }
            Takes::Moment => self.moment(),
            Takes::Due => {
                let several = json!({ "type": "array", "items": self.moment(), "minItems": 1 });
                json!({ "anyOf": [self.moment(), several] })
            }
            Takes::In(table) => self.named(table),
            Takes::List(table) => json!({ "type": "array", "items": self.named(table) }),
            Takes::Each(table) => json!({
                "type": "object",
                "propertyNames": self.name(),
                "additionalProperties": self.named(table),
            }),
        }
    }

    /// Refers to a table, which is described once.
    fn named(&mut self, table: &'static Table) -> Value {
        let name = table.name.trim_matches('`').trim_start_matches("this ").replace(' ', "-");
        if !self.done.contains_key(&name) {
            // Its name stands before its keys are looked at: a table may hold others of its kind.
            self.done.insert(name.clone(), Value::Null);
            let described = Value::Object(self.table(table));
            self.done.insert(name.clone(), described);
        }
        refer(&name)
    }

    fn moment(&mut self) -> Value {
        if !self.done.contains_key("moment") {
            let counted = [self.day(), begun(), self.named(&COUNTED), self.named(&ANCHOR)];
            self.done.insert("moment".to_owned(), json!({ "anyOf": counted }));
        }
        refer("moment")
    }

    fn name(&mut self) -> Value {
        self.text("name", "^[a-z0-9][a-z0-9._-]{0,63}$")
    }

    fn day(&mut self) -> Value {
        self.text("a-day", r"^\d{4}-\d{2}-\d{2}$")
    }

    fn share(&mut self) -> Value {
        self.text("share", r"^\s*(\d+\s*/\s*\d+|\d+(\.\d+)?\s*%)\s*$")
    }

    fn money(&mut self) -> Value {
        self.text("money", r"^-?\d+(\.\d+)? [A-Z]{3}$")
    }

    fn minutes(&mut self) -> Value {
        self.text("minutes", r"^\s*\d+\s*minutes?\s*$")
    }

    fn amount(&mut self) -> Value {
        self.text("amount", r"^\s*\d+(\.\d{1,2})?\s*[^\s\d.].*$")
    }

    fn text(&mut self, name: &str, pattern: &str) -> Value {
        self.done.entry(name.to_owned()).or_insert_with(|| text(pattern));
        refer(name)
    }
}

fn begun() -> Value {
    json!({ "enum": words(BEGUN) })
}

fn text(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

fn refer(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}
