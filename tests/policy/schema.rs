//! The schema for editors: as it stands in the docs, and neither stricter nor blinder than it should be.

use std::fs;

use cairn_policy::{Problem, read, schema};
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::snapshot::{assert_matches, here, policies_that_come_with_cairn};
use crate::worlds::policies;

#[test]
fn the_docs_have_the_schema_of_this_version() {
    let text = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    assert_matches(&here("../../docs/reference/policy.schema.json"), &text);
}

#[test]
fn every_policy_that_comes_with_cairn_is_of_the_schema() {
    for (name, text) in policies_that_come_with_cairn() {
        assert_eq!(wrong(&json_of(&text)), None, "{name}");
    }
}

#[test]
fn what_is_wrong_in_its_keys_is_not_of_the_schema() {
    let mut seen = 0;
    for entry in fs::read_dir(here("gallery")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let Err(errors) = read("gallery.toml", &text) else { continue };
        let of_keys = |problem: &Problem| {
            matches!(problem, Problem::UnknownKey | Problem::MissingKey | Problem::WrongKind)
        };
        if errors.errors().iter().any(|error| of_keys(&error.problem)) {
            seen += 1;
            assert!(wrong(&json_of(&text)).is_some(), "{} is of the schema", path.display());
        }
    }
    assert!(seen >= 20, "{seen}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// What is printed is of the schema, whatever the policy.
    #[test]
    fn what_is_printed_is_of_the_schema(policy in policies()) {
        let text = cairn_policy::print(&policy);
        prop_assert_eq!(wrong(&json_of(&text)), None);
    }
}

/// Returns a file as editors see it: days and times are texts.
fn json_of(text: &str) -> Value {
    plain(toml::Value::Table(toml::from_str(text).unwrap()))
}

fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(when) => when.to_string().into(),
        toml::Value::Array(list) => list.into_iter().map(plain).collect(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(key, each)| (key, plain(each))).collect()
        }
    }
}

/// Says where a value is not of the schema, by the few words that the schema uses; an unknown word stops the test.
fn wrong(value: &Value) -> Option<String> {
    let schema = schema();
    check(&schema, schema.as_object().unwrap(), value).map(|at| format!("not of the schema: {at}"))
}

fn check(whole: &Value, schema: &Map<String, Value>, value: &Value) -> Option<String> {
    schema.iter().find_map(|(word, wanted)| keyword(whole, schema, word, wanted, value))
}

fn keyword(
    whole: &Value,
    schema: &Map<String, Value>,
    word: &str,
    wanted: &Value,
    value: &Value,
) -> Option<String> {
    let inside = |schema: &Value, value: &Value| check(whole, schema.as_object().unwrap(), value);
    let holds = |schema: &&Value| inside(schema, value).is_none();
    let has = |key: &Value| value.get(key.as_str().unwrap()).is_some();
    let listed = |wanted: &Value| wanted.as_array().unwrap().clone();
    let object = value.as_object();
    let right = match word {
        "$schema" | "$id" | "$defs" | "title" | "description" => true,
        "$ref" => {
            let pointer = wanted.as_str().unwrap().trim_start_matches('#');
            return inside(whole.pointer(pointer).unwrap(), value);
        }
        "type" => match wanted.as_str().unwrap() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "integer" => value.is_i64() || value.is_u64(),
            "boolean" => value.is_boolean(),
            other => panic!("{other}"),
        },
        "properties" => {
            return object?.iter().find_map(|(key, each)| {
                let found = inside(wanted.get(key)?, each)?;
                Some(format!("{key}: {found}"))
            });
        }
        "additionalProperties" => {
            let known = schema.get("properties").and_then(Value::as_object);
            return object?
                .iter()
                .filter(|(key, _)| known.is_none_or(|known| !known.contains_key(*key)))
                .find_map(|(key, each)| match wanted {
                    Value::Bool(false) => Some(format!("unknown key {key}")),
                    schema => inside(schema, each).map(|found| format!("{key}: {found}")),
                });
        }
        "propertyNames" => {
            return object?.keys().find_map(|key| inside(wanted, &Value::from(key.as_str())));
        }
        "required" => object.is_none() || listed(wanted).iter().all(has),
        "dependentRequired" => object.is_none_or(|object| {
            let mut pairs = wanted.as_object().unwrap().iter();
            pairs.all(|(key, others)| !object.contains_key(key) || listed(others).iter().all(has))
        }),
        "items" => {
            return value.as_array()?.iter().find_map(|each| inside(wanted, each));
        }
        "minItems" => {
            value.as_array().is_none_or(|list| list.len() as u64 >= wanted.as_u64().unwrap())
        }
        "enum" => listed(wanted).contains(value),
        "pattern" => value.as_str().is_none_or(|text| {
            regex_lite::Regex::new(wanted.as_str().unwrap()).unwrap().is_match(text)
        }),
        "minimum" => value.as_i64().is_none_or(|number| number >= wanted.as_i64().unwrap()),
        "maximum" => value.as_i64().is_none_or(|number| number <= wanted.as_i64().unwrap()),
        "anyOf" => listed(wanted).iter().any(|schema| holds(&schema)),
        "allOf" => return listed(wanted).iter().find_map(|schema| inside(schema, value)),
        "oneOf" => listed(wanted).iter().filter(holds).count() == 1,
        "not" => !holds(&wanted),
        other => panic!("the schema has a word that this test does not know: {other}"),
    };
    (!right).then(|| format!("{word} {wanted}"))
}
