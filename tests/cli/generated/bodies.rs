//! The schema of each event's body, taken out of the schema of all events and made as strict as the log is.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::Event;
use cairn_eventlog::codec;
use serde_json::{Map, Value, json};

/// What types that are written as text look like.
const PATTERNS: [(&[&str], &str); 4] = [
    (
        &[
            "Activity",
            "CohortId",
            "Facet",
            "Item",
            "OutcomeId",
            "Partner",
            "RequirementId",
            "Role",
            "SessionId",
            "Team",
        ],
        "^[a-z0-9][a-z0-9._-]{0,63}$",
    ),
    (&["Commitment"], "^sha256:[0-9a-f]{64}$"),
    (&["Currency"], "^[A-Z]{3}$"),
    (&["Occurred"], r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{3}|\.\d{6})?Z)?$"),
];

/// What a later version of a body can say and an earlier one could not: one of these is there, or it is an earlier one.
const SINCE: [(&str, &[&str]); 2] =
    [("reviewed", &["capacity"]), ("waived", &["granted_by", "sessions", "until"])];

/// Returns the schema of every body, in its latest version, by the event's name, in the order of the domain.
pub(super) fn all() -> Vec<(String, Value)> {
    let root = schemars::schema_for!(Event).to_value();
    let mut parts = root["$defs"].as_object().unwrap().clone();
    simplify_replacement(&mut parts, &root);
    parts.iter_mut().for_each(|(name, part)| {
        tighten(part);
        let pattern = PATTERNS.iter().find(|(names, _)| names.contains(&name.as_str()));
        if let Some((_, pattern)) = pattern {
            part["pattern"] = json!(pattern);
        }
    });
    root["oneOf"].as_array().unwrap().iter().map(|variant| body(variant, &parts)).collect()
}

/// Returns the file of a body's schema: of the first version by the event's name alone, of a later one with its number.
pub(super) fn file(kind: &str, version: u16) -> String {
    if version == 1 {
        format!("{kind}.schema.json")
    } else {
        format!("{kind}.{version}.schema.json")
    }
}

fn body(variant: &Value, parts: &Map<String, Value>) -> (String, Value) {
    let kind = variant["properties"]["type"]["const"].as_str().unwrap().to_owned();
    let version = codec::version_of(&kind).unwrap();
    let mut body = variant["properties"]["body"].clone();
    tighten(&mut body);
    let fields = body.as_object_mut().unwrap();
    let properties =
        fields.entry("properties").or_insert_with(|| json!({})).as_object_mut().unwrap();
    let note =
        json!({"description": "The commitment to a private remark.", "$ref": "#/$defs/Commitment"});
    properties.insert("note".to_owned(), note);
    let mut used = BTreeMap::new();
    collect(&body, parts, &mut used);
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:cairn:event:{kind}:{version}"),
        "title": format!("{kind}, version {version}"),
        "description": variant["description"],
    });
    schema.as_object_mut().unwrap().extend(body.as_object().unwrap().clone());
    schema["$defs"] = json!(used);
    if let Some((_, fields)) = SINCE.iter().find(|(name, _)| *name == kind) {
        schema["anyOf"] = fields.iter().map(|field| json!({"required": [field]})).collect();
    }
    (kind, schema)
}

/// A replacement holds an event whole; its own schema says what that looks like.
fn simplify_replacement(parts: &mut Map<String, Value>, root: &Value) {
    let kinds: Vec<&Value> = root["oneOf"]
        .as_array()
        .unwrap()
        .iter()
        .map(|variant| &variant["properties"]["type"]["const"])
        .collect();
    let replacement = parts["Replacement"].as_object_mut().unwrap();
    replacement.remove("oneOf");
    replacement.insert("additionalProperties".to_owned(), json!(false));
    replacement["properties"]["type"] = json!({"description": "The event's name: that of the event that is amended.", "type": "string", "enum": kinds});
    replacement["properties"]["body"] = json!({"description": "The body as it should have been, without a note.", "type": "object"});
    replacement["required"] = json!(["occurred_at", "type", "version", "body"]);
}

/// Says what the log says: a field that is not there is left out, never null, and what has a default is written out.
fn tighten(schema: &mut Value) {
    match schema {
        Value::Array(items) => items.iter_mut().for_each(tighten),
        Value::Object(map) => {
            if let Some(Value::Array(types)) = map.get_mut("type") {
                types.retain(|each| each != "null");
                let only = types[0].clone();
                map.insert("type".to_owned(), only);
            }
            if let Some(Value::Array(alternatives)) = map.get_mut("anyOf") {
                alternatives.retain(|each| each["type"] != "null");
                if let [only] = alternatives.as_slice() {
                    let only = only.as_object().unwrap().clone();
                    map.remove("anyOf");
                    map.extend(only);
                }
            }
            let written: Vec<String> =
                map.get("properties").and_then(Value::as_object).map_or_else(Vec::new, |fields| {
                    fields
                        .iter()
                        .filter(|(_, field)| field.get("default").is_some())
                        .map(|(name, _)| name.clone())
                        .collect()
                });
            if !written.is_empty() {
                let required =
                    map.entry("required").or_insert_with(|| json!([])).as_array_mut().unwrap();
                required.extend(written.into_iter().map(Value::from));
            }
            map.values_mut().for_each(tighten);
        }
        _ => {}
    }
}

/// Collects the parts that a schema refers to, and theirs.
pub(super) fn collect(
    schema: &Value,
    parts: &Map<String, Value>,
    used: &mut BTreeMap<String, Value>,
) {
    match schema {
        Value::Array(items) => items.iter().for_each(|item| collect(item, parts, used)),
        Value::Object(map) => {
            let named = map
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|name| name.strip_prefix("#/$defs/"));
            if let Some(name) = named
                && !used.contains_key(name)
            {
                used.insert(name.to_owned(), parts[name].clone());
                collect(&parts[name], parts, used);
            }
            map.values().for_each(|value| collect(value, parts, used));
        }
        _ => {}
    }
}

/// Every event that the log knows has a schema.
#[test]
fn no_event_is_forgotten() {
    let kinds: Vec<String> = all().into_iter().map(|(kind, _)| kind).collect();
    let unique: BTreeSet<&String> = kinds.iter().collect();
    assert_eq!(unique.len(), kinds.len());
    assert!(kinds.iter().all(|kind| codec::version_of(kind).is_some()));
}
