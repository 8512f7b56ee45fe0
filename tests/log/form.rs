//! The form of events: what goes over the wire comes back, what is unknown is kept, what is malformed is refused by field.

use cairn_domain::{Event, StreamId};
use cairn_eventlog::codec::{check, decode, encode};
use cairn_eventlog::{Draft, Log as _, MemoryLog, Parts, PrivateFields, Timing, canonical, verify};
use cairn_testkit::log_contract::{start, stream};
use serde_json::{Value, json};

use crate::bodies::{ID, bodies, seal};

#[test]
fn every_event_comes_back_with_its_note_and_without() {
    assert_eq!(bodies().len(), 38);
    for (of, kind, bare) in bodies() {
        for note in [None, Some(seal())] {
            let mut body = bare.clone();
            if let Some(note) = &note {
                body["note"] = json!(note);
            }
            let text = canonical::text(&body);
            let decoded = decode(kind, 1, &text).unwrap_or_else(|fault| panic!("{kind}: {fault}"));
            assert_eq!(decoded.event.kind(), kind);
            assert_eq!(decoded.note.map(|note| note.to_string()), note, "{kind}");
            assert_eq!(encode(&decoded.event, decoded.note), Ok((kind, 1, body.clone())));
            assert_eq!(
                check(&stream(of), kind, 1, &body),
                Ok(decoded),
                "fast and strict agree on {kind}"
            );
        }
    }
}

#[test]
fn events_belong_in_their_kind_of_stream() {
    for (of, kind, body) in bodies() {
        let other = check(&stream(1 - of), kind, 1, &body);
        match kind {
            "voided" => assert!(other.is_ok(), "corrections belong in both"),
            "amended" => assert_eq!(other.expect_err(kind).field, "body.to.type"),
            _ => assert_eq!(other.expect_err(kind).field, "stream", "{kind}"),
        }
    }
}

/// A kind of event, what of its body is replaced by what, and what is then said.
fn malformed() -> Vec<(&'static str, &'static str, Value, &'static str)> {
    let long =
        json!({"intervals": [{"from": "2025-09-11T23:00:00Z", "to": "2025-09-19T23:00:00Z"}]});
    let back =
        json!({"intervals": [{"from": "2025-09-11T23:00:00Z", "to": "2025-09-11T23:00:00Z"}]});
    let many = json!({"intervals": vec![json!({"from": "2025-09-11T23:00:00Z", "to": "2025-09-11T23:01:00Z"}); 1_001]});
    vec![
        (
            "applied",
            "team",
            json!(null),
            "`body.team`: it is null: expected the field to be left out",
        ),
        (
            "applied",
            "cohort",
            json!("Not A Slug"),
            "`body.cohort`: `Not A Slug` is not a cohort: expected",
        ),
        ("applied", "note", json!("x"), "`body.note`: expected `sha256:`"),
        (
            "refunded",
            "amount",
            json!({"minor": -1, "currency": "USD"}),
            "`body.amount.minor`: `-1` is not positive",
        ),
        ("attended", "presence", long, "`body.presence.intervals.0.to`: it is more than 7 days"),
        (
            "attended",
            "presence",
            back,
            "`body.presence.intervals.0.to`: `2025-09-11 23:00:00 UTC` is not after",
        ),
        (
            "attended",
            "presence",
            many,
            "`body.presence.intervals`: it lists 1001 stays: expected at most 1000",
        ),
        (
            "reflected",
            "facets",
            json!(["self", "larger"]),
            "`body.facets`: `[\"self\",\"larger\"]` is not how it is written",
        ),
        (
            "reviewed",
            "reviewer",
            json!(" "),
            "`body.reviewer`: it is empty: expected who reviewed it",
        ),
        (
            "credited",
            "achievement",
            json!(""),
            "`body.achievement`: it is empty: expected what was completed",
        ),
        (
            "referred",
            "requirements",
            json!([]),
            "`body.requirements`: it is empty: expected what to come back with",
        ),
        (
            "session_held",
            "to",
            json!("2025-09-12T02:00:00+00:00"),
            "`body.to`: `\"2025-09-12T02:00:00+00:00\"` is not how it is",
        ),
        (
            "session_held",
            "from",
            json!("1890-01-01T00:00:00Z"),
            "`body.from`: `1890-01-01` is out of range",
        ),
        (
            "session_held",
            "from",
            json!("2025-09-11T23:00:00.123456789Z"),
            "`body.from`: it is finer than a microsecond",
        ),
        (
            "amended",
            "to",
            json!({"type": "paid", "version": 1, "occurred_at": "2025-01-01", "body": {"cohort": "c",
            "amount": {"minor": 0, "currency": "USD"}}}),
            "`body.to.body.amount.minor`: `0` is not positive",
        ),
        (
            "amended",
            "to",
            json!({"type": "erased", "version": 1, "occurred_at": "2025-01-01", "body": {}, "x": 1}),
            "`body.to.x`: ",
        ),
        ("amended", "to", json!({"type": "erased", "version": 1, "body": {}}), "`body"),
    ]
}

/// The same, of what came later.
fn malformed_later() -> Vec<(&'static str, &'static str, Value, &'static str)> {
    vec![
        (
            "amended",
            "to",
            json!({"type": "reviewed", "version": 2, "occurred_at": "2025-01-01", "body": {"cohort": "c",
            "item": "i", "reviewer": "r", "outcome": "accepted"}}),
            "`body.to.version`: it is 2, and version 1 can say all that the body says",
        ),
        (
            "logged",
            "amount",
            json!({"minutes": 0}),
            "`body.amount`: `0` is out of range: expected 1 to 1000000",
        ),
        (
            "logged",
            "amount",
            json!({"minutes": 1_000_001}),
            "`body.amount`: `1000001` is out of range",
        ),
        (
            "logged",
            "reported",
            json!("1890-01-01"),
            "`body.reported`: `1890-01-01` is out of range",
        ),
        (
            "examined",
            "outcome",
            json!({"scored": {"got": 10, "of": 9}}),
            "`body.outcome`: `10` of `9`: expected points of a positive number of points",
        ),
        (
            "examined",
            "outcome",
            json!({"scored": {"got": 0, "of": 0}}),
            "`body.outcome`: `0` of `0`: expected points",
        ),
        ("judged", "judge", json!(""), "`body.judge`: it is empty: expected who answered"),
        ("extended", "to", json!("2300-01-01"), "`body.to`: `2300-01-01` is out of range"),
        ("extended", "by", json!("x"), "`body"),
    ]
}

#[test]
fn what_is_malformed_is_refused_by_its_field() {
    for (kind, field, value, said) in malformed().into_iter().chain(malformed_later()) {
        let (of, _, mut body) =
            bodies().into_iter().find(|(_, name, _)| *name == kind).expect(kind);
        body[field] = value;
        let fault = check(&stream(of), kind, 1, &body).expect_err(kind).to_string();
        assert!(fault.starts_with(said), "{fault}\nexpected {said}");
    }
    let (_, kind, mut body) =
        bodies().into_iter().find(|(_, name, _)| *name == "policy_adopted").expect("a policy");
    body["policy"]["cohort"] = json!("other");
    assert_eq!(check(&stream(0), kind, 1, &body).expect_err(kind).field, "body.policy.cohort");
}

fn adoption(kind: &str, body: Value) -> Result<Draft, cairn_eventlog::BadEvent> {
    Draft::from_parts(Parts {
        event_id: cairn_domain::EventId::from_u128(1),
        stream: stream(0),
        kind: kind.to_owned(),
        version: 1,
        occurred_at: cairn_domain::Occurred::At(start()),
        recorded_by: "staff@example.org".to_owned(),
        source: None,
        body,
        private: PrivateFields::new(),
        recorded_at: None,
        position: None,
    })
}

/// A policy that could not be applied would stop every question about its cohort: it does not come in.
#[test]
fn a_policy_that_cannot_be_applied_is_refused_in_words() {
    type Change = fn(&mut Value);
    let cases: [(Change, &str); 4] = [
        (
            |policy| policy["root"] = json!("none"),
            "`body.policy.root`: the policy cannot be applied: there is no requirement `none`",
        ),
        (
            |policy| policy["requirements"] = json!([]),
            "`body.policy.root`: the policy cannot be applied: this is empty; it needs at least one entry",
        ),
        (
            |policy| policy["requirements"][0]["asks"] = json!({"all": ["retreat"]}),
            "`body.policy.requirements.retreat.",
        ),
        (
            |policy| {
                policy["ends"] = json!("2025-01-01");
                policy["root"] = json!("none");
            },
            "`body.policy.ends`: the policy cannot be applied: ",
        ),
    ];
    for (change, said) in cases {
        let (_, kind, mut body) =
            bodies().into_iter().find(|(_, name, _)| *name == "policy_adopted").expect("a policy");
        change(&mut body["policy"]);
        let fault = adoption(kind, body.clone()).expect_err(said).to_string();
        assert!(fault.contains(said), "{fault}\nexpected {said}");
        // An earlier cairn may have been content with it: a log that holds it is as it was recorded.
        assert!(check(&stream(0), kind, 1, &body).is_ok(), "{said}");
        let amended = json!({"event": ID, "reason": seal(),
            "to": {"occurred_at": "2025-01-01", "version": 1, "type": kind, "body": body}});
        let fault = adoption("amended", amended).expect_err("by the back door");
        assert!(fault.field.starts_with("body.to.body.policy."), "{fault}");
    }
}

#[test]
fn what_is_newer_is_kept_verbatim_and_reported() {
    let unknown = |kind: &str, version: u16, body: Value| Parts {
        event_id: cairn_domain::EventId::from_u128(u128::from(version) + 7),
        stream: stream(1),
        kind: kind.to_owned(),
        version,
        occurred_at: cairn_domain::Occurred::At(start()),
        recorded_by: "staff@example.org".to_owned(),
        source: None,
        body,
        private: PrivateFields::new(),
        recorded_at: None,
        position: None,
    };
    let nested = json!({"event": ID, "reason": seal(),
        "to": {"occurred_at": "2025-01-01", "version": 2, "type": "applied", "body": {"x": [1]}}});
    let newer = [
        unknown("levitated", 1, json!({"z": 1, "a": {"b": [null, "é"]}})),
        unknown("applied", 2, json!({"cohorts": ["c"]})),
        unknown("amended", 1, nested),
    ];
    let mut log = MemoryLog::new("log.example.org/x", start());
    for (place, mut parts) in newer.into_iter().enumerate() {
        parts.event_id = cairn_domain::EventId::from_u128(place as u128 + 1);
        let body = canonical::text(&parts.body);
        assert_eq!(decode(&parts.kind, parts.version, &body).expect("kept").event, Event::Unknown);
        let draft = Draft::from_parts(parts).expect("kept");
        assert_eq!(draft.envelope().body, body, "verbatim");
        log.append(&[draft], &[], Timing::Now(start())).expect("kept");
    }
    let verified = verify(&log).expect("readable");
    assert!(verified.is_sound());
    let found: Vec<_> =
        verified.findings().map(|finding| (finding.position, finding.what.as_str())).collect();
    assert_eq!(found[0], (Some(1), "`levitated` version 1 is newer than this cairn"));
    assert_eq!(found.len(), 3);
    assert!(encode(&Event::Unknown, None).is_err());
    assert!(matches!(stream(0), StreamId::Cohort(_)));
}
