//! docs/reference/events.md: every event with its meaning, its fields and an example.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use cairn_eventlog::codec;
use serde_json::Value;

use super::bodies::file;
use super::golden::example;

const HEAD: &str = "# Events

Everything that a log holds. An event is a fact in the past tense; it stands in an envelope that says whose it is, when it
was true and who wrote it down (`cairn help formats`).

Each kind of event has versions of its own; a released version never changes, and a later one only adds fields that may be
absent. An event has the *least* version that can say it, or it is refused. So an earlier cairn reads all that it could
ever understand; what it cannot is to it an event of a newer cairn: it keeps it, and gives no verdict over it. Fields
\"since version 2\" make a body one of version 2. What an amendment puts in place of an event has a version likewise; the
schema of `amended` lists the events that there were when it was released, and later ones can be amended, too.

Every body may also carry `note`, a commitment to a private remark. Names, addresses, reasons and remarks are never in a
body: there is only a [commitment](#commitment), and the value stands beside the log's hashes, where it can be erased.
A field that is not there is left out, never `null`. Amounts are whole numbers of minor units; instants are UTC.

This page and the schemas in `events/` are generated from the program; `CAIRN_REGENERATE=1 cargo test -p cairn-cli` writes
them anew. The examples are the golden files in `tests/cli/golden/events/`, which every later cairn must be able to read.
";

const GROUPS: [(&str, &[&str]); 8] = [
    ("Who they are", &["identified", "linked", "unlinked", "erased", "recognised"]),
    (
        "How they come and go",
        &["applied", "admitted", "waitlisted", "declined", "withdrew", "deferred"],
    ),
    ("What they pay", &["paid", "refunded", "tuition_adjusted"]),
    (
        "What they do",
        &[
            "attended",
            "excused",
            "reflected",
            "submitted",
            "reviewed",
            "retreat_completed",
            "credited",
            "logged",
            "examined",
            "judged",
        ],
    ),
    (
        "What is decided about them",
        &[
            "waived",
            "extended",
            "certified",
            "referred",
            "refused",
            "suspended",
            "reinstated",
            "revoked",
            "appealed",
            "appeal_decided",
        ],
    ),
    ("What a cohort does", &["policy_adopted", "session_held", "session_cancelled"]),
    (
        "What comes in from other people's files",
        &["source_saved", "file_imported", "row_queued", "row_resolved"],
    ),
    ("Corrections", &["voided", "amended"]),
];

/// Writes the page.
pub(super) fn page(bodies: &[(String, Value)]) -> String {
    let mut page = HEAD.to_owned();
    let mut parts = BTreeMap::new();
    let grouped: usize = GROUPS.iter().map(|(_, kinds)| kinds.len()).sum();
    assert_eq!(grouped, bodies.len(), "every event stands in one group");
    for (group, kinds) in GROUPS {
        let stream = match group {
            "What a cohort does" => "\nThese stand in the stream of a cohort, `cohort/NAME`.\n",
            "Corrections" => {
                "\nThese stand in the stream of the event that they correct, whichever it is.\n"
            }
            _ => "",
        };
        let _ = write!(page, "\n## {group}\n{stream}");
        for kind in kinds {
            let (_, schema) = bodies.iter().find(|(name, _)| name == kind).unwrap();
            event(&mut page, kind, schema);
            parts.extend(schema["$defs"].as_object().unwrap().clone());
        }
    }
    page.push_str("\n## What bodies are made of\n");
    for (name, part) in &parts {
        self::part(&mut page, name, part);
    }
    page
}

fn event(page: &mut String, kind: &str, schema: &Value) {
    let version = codec::version_of(kind).unwrap();
    let meaning = schema["description"].as_str().unwrap();
    let schema_of = |version| format!("(events/{})", file(kind, version));
    let earlier = (1..version).rev().map(|each| format!(" · [version {each}]{}", schema_of(each)));
    let earlier: String = earlier.collect();
    let _ = write!(
        page,
        "\n### {kind}\n\n{meaning}\n\nVersion {version} · [schema]{}{earlier}\n",
        schema_of(version)
    );
    let mut own = schema.clone();
    own["properties"].as_object_mut().unwrap().remove("note");
    fields(page, &own);
    let body: Value = serde_json::from_str(&example(kind, version)).unwrap();
    let _ = write!(page, "\n```json\n{}\n```\n", serde_json::to_string_pretty(&body).unwrap());
}

fn fields(page: &mut String, schema: &Value) {
    let Some(fields) = schema["properties"].as_object().filter(|fields| !fields.is_empty()) else {
        return;
    };
    page.push_str("\n| field | type | meaning |\n|---|---|---|\n");
    let required = |name: &str| {
        schema["required"].as_array().is_some_and(|all| all.iter().any(|each| each == name))
    };
    let (must, may): (Vec<_>, Vec<_>) = fields.iter().partition(|(name, _)| required(name));
    for (name, field) in must.into_iter().chain(may) {
        let optional = if required(name) { "" } else { ", optional" };
        let meaning = field["description"].as_str().unwrap_or("").replace('\n', " ");
        let _ = writeln!(page, "| `{name}` | {}{optional} | {meaning} |", type_of(field));
    }
}

fn part(page: &mut String, name: &str, part: &Value) {
    let meaning = part["description"].as_str().unwrap_or("").replace("\n\n", "\n");
    let _ = write!(page, "\n### {name}\n\n{meaning}\n");
    if let Some(pattern) = part["pattern"].as_str() {
        let _ = writeln!(page, "A text like `{pattern}`.");
    }
    fields(page, part);
    for either in part["anyOf"].as_array().into_iter().flatten() {
        let meaning = either["description"].as_str().unwrap_or("").replace('\n', " ");
        let _ = write!(page, "\n- {}: {meaning}", type_of(either));
    }
    if part["anyOf"].is_array() {
        page.push('\n');
    }
    let Some(alternatives) = part["oneOf"].as_array() else { return };
    page.push_str("\nOne of:\n\n");
    for alternative in alternatives {
        let meaning = alternative["description"].as_str().unwrap_or("").replace('\n', " ");
        if let Some(word) = alternative["const"].as_str() {
            let _ = writeln!(page, "- `\"{word}\"`: {meaning}");
            continue;
        }
        let (key, inner) = alternative["properties"].as_object().unwrap().iter().next().unwrap();
        let _ = writeln!(page, "- `{key}`, {}: {meaning}", type_of(inner));
        for (field, inner) in inner["properties"].as_object().into_iter().flatten() {
            let meaning = inner["description"].as_str().unwrap_or("").replace('\n', " ");
            let _ = writeln!(page, "  - `{field}`, {}: {meaning}", type_of(inner));
        }
    }
}

fn type_of(field: &Value) -> String {
    if let Some(name) = field["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
        return format!("[{name}](#{})", name.to_lowercase());
    }
    let of = |inner: &Value| type_of(inner);
    match field["type"].as_str() {
        Some("array") => format!("list of {}", of(&field["items"])),
        Some("integer") => "whole number".to_owned(),
        Some("object") if field["additionalProperties"].is_object() => {
            format!("object of {}", of(&field["additionalProperties"]))
        }
        Some("object") => "object".to_owned(),
        Some("string") => match field["format"].as_str() {
            Some("uuid") => "UUID",
            Some("date-time") => "instant",
            Some("partial-date-time") => "local time",
            Some("date") => "day",
            _ => "text",
        }
        .to_owned(),
        _ => "any".to_owned(),
    }
}
