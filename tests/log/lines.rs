//! Envelopes as lines of JSON: what is written is read again, and every fault is told by line, field and expectation.

use cairn_eventlog::{EnvelopeRef, PrivateFields, canonical, ndjson, strict};
use cairn_testkit::log_contract::{Seed, draft, seeds, start, stream};
use proptest::prelude::*;
use serde_json::{Value, json};

fn line(seed: &Seed) -> (String, cairn_eventlog::Envelope) {
    let mut event = draft(seed).envelope().clone();
    (event.position, event.revision, event.recorded_at) = (7, 3, start());
    let mut line = String::new();
    ndjson::write_line(&mut line, &event.borrowed(), &event.private);
    (line, event)
}

#[test]
fn a_line_is_as_the_contract_writes_it() {
    let (line, _) = line(&Seed { id: 2, stream: 2, content: 2 });
    assert_eq!(
        line,
        concat!(
            r#"{"event_id":"01970000-0000-7000-8000-000000000002","#,
            r#""stream":"practitioner/00000000-0000-0000-0000-0000000000c2","type":"paid","version":1,"#,
            r#""occurred_at":"2024-10-04","recorded_at":"2024-10-04T00:00:00.000000Z","recorded_by":"staff@example.org","#,
            r#""source":{"file":"sample.csv","line":7},"#,
            r#""body":{"amount":{"currency":"USD","minor":1250000},"cohort":"small-2025","reference":"é\n\""#,
            "\u{7f}",
            r#""},"position":7,"revision":3}"#
        )
    );
}

proptest! {
    /// What is written is read again, with its private values, and without them if they are left out.
    #[test]
    fn lines_come_back(seed in seeds()) {
        let (line, event) = line(&seed);
        let read = ndjson::read_line(1, line.as_bytes()).expect(&line);
        prop_assert_eq!(read.same_as(&event.borrowed()).map_err(|error| error.to_string()), Ok(()));
        prop_assert_eq!(&read.envelope().private, &event.private);
        let mut bare = String::new();
        ndjson::write_line(&mut bare, &event.borrowed(), &PrivateFields::new());
        prop_assert!(!bare.contains("\"private\""));
        prop_assert!(ndjson::read_line(1, bare.as_bytes()).expect(&bare).envelope().private.is_empty());
    }

    /// Leaf bytes put together by hand are those of the library, whatever the texts and numbers.
    #[test]
    fn leaf_bytes_are_those_of_the_library(
        seed in seeds(), origin in ".{1,40}", recorder in ".*", kind in "\\PC{1,9}", position in 1_u64..1 << 53,
    ) {
        let event = draft(&seed).envelope().clone();
        let row = EnvelopeRef { position, revision: 2, recorded_by: &recorder, kind: &kind, ..event.borrowed() };
        let leaf = String::from_utf8(canonical::leaf(&origin, &row)).expect("text");
        let value = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
        let tree = json!({
            "body": value(row.body), "event_id": row.event_id, "log": origin, "occurred_at": row.occurred_at.to_string(),
            "position": position, "recorded_at": row.recorded_at.format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string(),
            "recorded_by": recorder, "revision": 2, "source": row.source.map_or(Value::Null, value),
            "stream": row.stream.to_string(), "type": kind, "version": 1,
        });
        prop_assert_eq!(&leaf, &canonical::text(&tree));
        prop_assert!(canonical::parse(&leaf).is_ok());
    }

    /// Whatever stands on a line, reading it gives a draft or a fault, and never ends the program.
    #[test]
    fn nothing_on_a_line_ends_the_program(
        seed in seeds(), bytes in prop::collection::vec(any::<u8>(), 0..40), at in any::<prop::sample::Index>(),
    ) {
        let _ = ndjson::read_line(1, &bytes);
        let mut text = line(&seed).0.into_bytes();
        let at = at.index(text.len());
        text.splice(at..at, bytes);
        let _ = ndjson::read_line(1, &text);
        let _ = strict::parse(&String::from_utf8_lossy(&text));
    }
}

/// What is put in place of a field of a good line, and what is then said.
fn faults() -> Vec<(&'static str, Value, &'static str)> {
    let stays = vec![json!({"from": "2025-09-11T23:00:00Z", "to": "2025-09-11T23:10:00Z"}); 1_001];
    vec![
        (
            "event_id",
            json!("0197"),
            "line 4: `event_id`: `\"0197\"` is not right: expected a UUID in lower case with hyphens",
        ),
        (
            "stream",
            json!("people/1"),
            "line 4: `stream`: `\"people/1\"` is not right: expected `practitioner/` and a UUID",
        ),
        (
            "stream",
            json!("cohort/small-2025"),
            "line 4: `stream`: `paid` does not belong in `cohort/small-2025`",
        ),
        ("type", json!("Paid!"), "line 4: `type`: `Paid!` is not a type"),
        (
            "version",
            json!(0),
            "line 4: `version`: `0` is not right: expected a whole number, from 1",
        ),
        (
            "occurred_at",
            json!("11.9.2025"),
            "line 4: `occurred_at`: `\"11.9.2025\"` is not right: expected an instant such as",
        ),
        (
            "occurred_at",
            json!("1899-12-31"),
            "line 4: `occurred_at`: `\"1899-12-31\"` is not right",
        ),
        (
            "recorded_by",
            json!(" "),
            "line 4: `recorded_by`: it is empty: expected who recorded this",
        ),
        (
            "recorded_by",
            json!("ada\u{1b}[2J@example.org"),
            "line 4: `recorded_by`: it holds a control character",
        ),
        (
            "private",
            json!({"note": {"salt": "00".repeat(32), "value": "\u{9b}2J"}}),
            "line 4: `private.note`: it holds a control character",
        ),
        (
            "recorded_at",
            json!(5),
            "line 4: `recorded_at`: `5` is not right: expected an instant such as",
        ),
        ("source", json!("a.csv"), "line 4: `source`: expected an object, or null"),
        ("body", json!([]), "line 4: `body`: expected an object"),
        ("body", json!({"cohort": "small-2025"}), "line 4: `body`: missing field `amount`"),
        (
            "body",
            paid(&json!("12")),
            "line 4: `body.amount.minor`: invalid type: string \"12\", expected a whole number",
        ),
        ("body", paid(&json!(0)), "line 4: `body.amount.minor`: `0` is not positive"),
        ("body", paid(&json!(1.5)), "line 4: `body.amount.minor`: `1.5` is not a plain integer"),
        (
            "body",
            paid(&json!(1_u64 << 53)),
            "line 4: `body.amount.minor`: `9007199254740992` is too large",
        ),
        ("body", extended(), "line 4: `body`: unknown field `colour`, expected one of `cohort`"),
        ("note", json!(1), "line 4: `note`: an envelope has no such field"),
        ("log", json!("x"), "line 4: `log`: this is a leaf file"),
        (
            "position",
            json!(-1),
            "line 4: `position`: `-1` is not right: expected a whole number, from 1",
        ),
        (
            "private",
            json!({"name": {"salt": "00", "value": 1}}),
            "line 4: `private.name`: expected a `salt` of 64",
        ),
        (
            "private",
            json!({"name": {"salt": "0".repeat(64), "value": 1}}),
            "line 4: `private.name`: the private field `name` has no",
        ),
        ("private", json!([]), "line 4: `private`: expected an object"),
        ("source", json!({"text": "x".repeat(70_000), "stays": stays}), ""),
    ]
}

fn paid(minor: &Value) -> Value {
    json!({"cohort": "small-2025", "amount": {"minor": minor, "currency": "USD"}})
}

fn extended() -> Value {
    let mut body = paid(&json!(1));
    body["colour"] = json!("red");
    body
}

#[test]
fn a_fault_names_line_field_and_what_was_expected() {
    let (good, _) = line(&Seed { id: 2, stream: 2, content: 2 });
    for (field, value, said) in faults() {
        let mut fields: Value = serde_json::from_str(&good).expect("JSON");
        fields[field] = value;
        match ndjson::read_line(4, fields.to_string().as_bytes()) {
            Err(fault) => assert!(
                !said.is_empty() && fault.to_string().starts_with(said),
                "{fault}\nexpected {said}"
            ),
            // Too large with its source: only a log, which knows origin and position, can say so.
            Ok(_) => assert_eq!(said, "", "{field} should have been refused"),
        }
    }
    for field in ["event_id", "stream", "type", "version", "occurred_at", "recorded_by", "body"] {
        let mut fields: serde_json::Map<String, Value> = serde_json::from_str(&good).expect("JSON");
        fields.remove(field);
        let fault = ndjson::read_line(4, Value::Object(fields).to_string().as_bytes())
            .expect_err(field)
            .to_string();
        assert!(
            fault.starts_with(&format!("line 4: `{field}`: it is missing: expected ")),
            "{fault}"
        );
    }
    let twice = good.replacen(r#""version":1"#, r#""version":1,"version":1"#, 1);
    let fault = ndjson::read_line(4, twice.as_bytes()).expect_err("twice").to_string();
    assert!(fault.starts_with("line 4: `version`: the key stands there twice"), "{fault}");
    assert_eq!(
        ndjson::read_line(9, b"\xff").expect_err("bytes").to_string(),
        "line 9: it is not UTF-8 text: save the file as UTF-8"
    );
    assert!(
        ndjson::read_line(9, b"")
            .expect_err("nothing")
            .to_string()
            .starts_with("line 9: EOF while parsing")
    );
}

#[test]
fn an_event_is_at_most_65535_canonical_bytes() {
    use cairn_eventlog::{Log as _, MemoryLog, Timing};
    let (good, _) = line(&Seed { id: 2, stream: 2, content: 2 });
    let mut fields: Value = serde_json::from_str(&good).expect("JSON");
    fields["body"]["reference"] = json!("x".repeat(65_536));
    let fault =
        ndjson::read_line(1, fields.to_string().as_bytes()).expect_err("too large").to_string();
    assert!(fault.contains("an event holds at most 65535"), "{fault}");
    // The source counts too, and that only the log can tell, which knows the whole leaf.
    let mut log = MemoryLog::new("log.example.org/x", start());
    fields["body"]["reference"] = json!("x");
    fields["source"] = json!({"text": "x".repeat(65_400)});
    let large = ndjson::read_line(1, fields.to_string().as_bytes()).expect("a line");
    let error = log.append(&[large], &[], Timing::Now(start())).expect_err("too large").to_string();
    assert!(error.ends_with("an event holds at most 65535"), "{error}");
    assert_eq!(stream(2), draft(&Seed { id: 2, stream: 2, content: 2 }).stream().clone());
}
