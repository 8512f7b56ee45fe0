//! What is wrong with a body, in words: serde knows a column and a Rust type, a reader wants a field and a meaning.

use serde_json::Value;

/// Returns the field that serde stumbled over and what it says of it, without the names of Rust types.
pub(crate) fn in_words(body: &str, fault: &serde_json::Error) -> (String, String) {
    let text = fault.to_string();
    let what = text.split_once(" at line ").map_or(text.as_str(), |(what, _)| what);
    // That something is missing shows when its object closes; everything else shows within the value.
    let read = fault.column().saturating_sub(usize::from(!what.starts_with("missing field")));
    (field_at(body, read), plain(what))
}

/// Says that a body stands under a version that is not the least that can say it.
pub(crate) fn not_the_least(version: u16, least: u16) -> String {
    let why = if version < least {
        format!("the body says what only version {least} can say")
    } else {
        format!("version {least} can say all that the body says, and earlier readers understand it")
    };
    format!("it is {version}, and {why}: expected {least}")
}

fn plain(what: &str) -> String {
    let Some((found, expected)) = what.split_once(", expected ") else { return what.to_owned() };
    let expected = match expected {
        "u16" | "u32" | "u64" => "a whole number of 0 or more",
        "i64" => "a whole number",
        "a string" => "a text",
        "a sequence" => "a list",
        "a map" => "an object",
        other if other.starts_with("struct ") => "an object",
        other => other,
    };
    format!("{found}, expected {expected}")
}

/// Returns the keys that lead to what comes after so many bytes of a canonical text, joined by dots.
fn field_at(text: &str, read: usize) -> String {
    let mut trail = vec![String::from("body")];
    let (mut word, mut in_text, mut escaped) = (String::new(), false, false);
    for letter in text.bytes().take(read).map(char::from) {
        match letter {
            _ if escaped => escaped = false,
            '\\' if in_text => escaped = true,
            '"' => {
                in_text = !in_text;
                if in_text {
                    word.clear();
                }
            }
            _ if in_text => word.push(letter),
            // A key is on the trail while its value is read.
            ':' => trail.push(std::mem::take(&mut word)),
            '{' | '[' => trail.push(String::new()),
            ',' => close_value(&mut trail),
            '}' | ']' => {
                close_value(&mut trail);
                trail.pop();
            }
            _ => {}
        }
    }
    trail.retain(|key| !key.is_empty());
    trail.join(".")
}

/// Takes the key of a value that has ended off the trail; openings are empty, and stay.
fn close_value(trail: &mut Vec<String>) {
    if trail.len() > 1 && trail.last().is_some_and(|key| !key.is_empty()) {
        trail.pop();
    }
}

/// Returns the first place where a body differs from what cairn itself would write for it, and how.
pub(crate) fn difference(field: &str, given: &Value, ours: &Value) -> Option<(String, String)> {
    match (given, ours) {
        _ if given == ours => None,
        (Value::Object(given_map), Value::Object(our_map)) => {
            let inner = |key: &String| format!("{field}.{key}");
            let extra = given_map
                .iter()
                .find(|(key, value)| !our_map.contains_key(*key) && !value.is_null());
            if let Some((key, _)) = extra {
                return Some((inner(key), "the event has no such field".to_owned()));
            }
            if let Some((key, _)) = given_map.iter().find(|(key, _)| !our_map.contains_key(*key)) {
                return Some((
                    inner(key),
                    "it is null: expected the field to be left out".to_owned(),
                ));
            }
            if let Some((key, value)) =
                our_map.iter().find(|(key, _)| !given_map.contains_key(*key))
            {
                return Some((
                    inner(key),
                    format!("it is missing: expected `{value}` to be written out"),
                ));
            }
            given_map.iter().find_map(|(key, value)| difference(&inner(key), value, &our_map[key]))
        }
        _ => Some((
            field.to_owned(),
            format!("`{given}` is not how it is written: expected `{ours}`"),
        )),
    }
}
