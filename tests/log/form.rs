//! The form of events: what goes over the wire comes back, what is unknown is kept, what is malformed is refused by field.

use cairn_domain::{Event, StreamId};
use cairn_eventlog::codec::{self, check, decode, encode};
use cairn_eventlog::{Draft, Log as _, MemoryLog, Parts, PrivateFields, Timing, canonical, verify};
use cairn_testkit::log_contract::{start, stream};
use serde_json::{Value, json};

const ID: &str = "01970000-0000-7000-8000-000000000001";

fn seal() -> String {
    format!("sha256:{}", "ab".repeat(32))
}

/// One body of every kind of event, and the streams that they are of.
fn bodies() -> Vec<(u8, &'static str, Value)> {
    let receipt = json!({"position": 9, "root": "00", "policy": seal(), "as_of": "2026-08-06T23:00:00Z",
        "time_zones": "2025b", "cairn": "0.1.0"});
    let stay =
        json!({"intervals": [{"from": "2025-09-11T23:00:00Z", "to": "2025-09-12T01:30:00.500Z"}]});
    let to = json!({"occurred_at": "2025-09-11", "version": 1, "type": "applied", "body": {"cohort": "c"}});
    vec![
        (1, "identified", json!({"name": seal(), "email": seal(), "zone": "Australia/Melbourne"})),
        (1, "linked", json!({"other": ID})),
        (1, "unlinked", json!({"other": ID})),
        (1, "erased", json!({})),
        (1, "applied", json!({"cohort": "c", "team": "t"})),
        (1, "admitted", json!({"cohort": "c"})),
        (1, "waitlisted", json!({"cohort": "c"})),
        (1, "declined", json!({"cohort": "c"})),
        (1, "withdrew", json!({"cohort": "c"})),
        (1, "deferred", json!({"cohort": "c", "to": "d"})),
        (
            1,
            "paid",
            json!({"cohort": "c", "amount": {"minor": 5, "currency": "USD"}, "reference": "\"note\":\"sha256:"}),
        ),
        (
            1,
            "refunded",
            json!({"cohort": "c", "amount": {"minor": 5, "currency": "USD"}, "payment": ID}),
        ),
        (
            1,
            "tuition_adjusted",
            json!({"cohort": "c", "credit": {"minor": -5, "currency": "EUR"}, "kind": "scholarship"}),
        ),
        (
            1,
            "attended",
            json!({"cohort": "c", "session": "s", "mode": "make_up", "presence": stay}),
        ),
        (1, "excused", json!({"cohort": "c", "session": "s"})),
        (1, "reflected", json!({"cohort": "c", "session": "s", "facets": ["larger", "self"]})),
        (1, "submitted", json!({"cohort": "c", "item": "project"})),
        (
            1,
            "reviewed",
            json!({"cohort": "c", "item": "project", "reviewer": "r@example.org", "outcome": "accepted"}),
        ),
        (1, "retreat_completed", json!({"cohort": "c", "days": 5})),
        (1, "credited", json!({"achievement": "Introduction"})),
        (
            1,
            "waived",
            json!({"cohort": "c", "requirement": "attendance", "authority": "committee"}),
        ),
        (1, "certified", json!({"cohort": "c", "receipt": receipt})),
        (1, "referred", json!({"cohort": "c", "requirements": ["attendance"]})),
        (1, "refused", json!({"cohort": "c"})),
        (1, "suspended", json!({"cohort": "c"})),
        (1, "reinstated", json!({"cohort": "c"})),
        (1, "revoked", json!({"cohort": "c"})),
        (1, "appealed", json!({"cohort": "c", "decision": ID})),
        (1, "appeal_decided", json!({"cohort": "c", "appeal": ID, "outcome": "upheld"})),
        (
            0,
            "policy_adopted",
            json!({"policy": {"cohort": "small-2025", "title": "T", "version": "1",
            "zone": "America/New_York", "currency": "USD", "begins": "2025-09-11", "ends": "2026-08-06", "sessions": [],
            "root": "retreat", "requirements": [{"id": "retreat", "title": "Retreat", "basis": {"assumed": "a test"},
            "asks": {"done": {"milestone": {"retreat": {"days": 5}}}}}]}}),
        ),
        (
            0,
            "session_held",
            json!({"session": "s", "from": "2025-09-11T23:00:00Z", "to": "2025-09-12T02:00:00Z"}),
        ),
        (0, "session_cancelled", json!({"session": "s"})),
        (0, "voided", json!({"event": ID, "reason": seal()})),
        (1, "amended", json!({"event": ID, "reason": seal(), "to": to})),
    ]
}

#[test]
fn every_event_comes_back_with_its_note_and_without() {
    assert_eq!(bodies().len(), 34);
    for (of, kind, bare) in bodies() {
        assert_eq!(codec::version_of(kind), Some(1), "{kind}");
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

#[test]
fn what_is_malformed_is_refused_by_its_field() {
    for (kind, field, value, said) in malformed() {
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
