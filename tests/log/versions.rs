//! Versions of bodies: each has the least that can say it, and what is later than this binary is kept unread.

use cairn_domain::Event;
use cairn_eventlog::codec::{self, check};
use cairn_testkit::log_contract::stream;
use serde_json::{Value, json};

use crate::bodies::bodies;

/// A body of each kind that has grown, the field that made it grow, and the version that can say it.
fn grown() -> Vec<(&'static str, &'static str, Value, u16)> {
    vec![
        ("reviewed", "capacity", json!("outside"), 2),
        ("waived", "granted_by", json!(["a@example.org", "b@example.org"]), 2),
        ("waived", "sessions", json!(["s"]), 2),
        ("waived", "until", json!("2026-08-06"), 2),
    ]
}

#[test]
fn a_body_has_the_least_version_that_can_say_it() {
    for (kind, field, value, version) in grown() {
        let (of, _, before) = bodies().into_iter().find(|(_, name, _)| *name == kind).expect(kind);
        let mut after = before.clone();
        after[field] = value;
        let labelled = |version, body| check(&stream(of), kind, version, body);
        assert_eq!(labelled(1, &before).expect(kind).event.version(), 1);
        assert_eq!(labelled(version, &after).expect(kind).event.version(), version);
        assert_eq!(
            codec::check_new(&stream(of), kind, &after),
            labelled(version, &after),
            "what nobody has given a version gets the least"
        );
        let said = |version, body| labelled(version, body).expect_err(kind).to_string();
        assert_eq!(
            said(2, &before),
            "`version`: it is 2, and version 1 can say all that the body says, and earlier readers \
             understand it: expected 1"
        );
        assert_eq!(
            said(1, &after),
            "`version`: it is 1, and the body says what only version 2 can say: expected 2"
        );
        let newer = labelled(version + 1, &after).expect("kept, for a newer cairn");
        assert_eq!(newer.event, Event::Unknown);
    }
}

#[test]
fn a_policy_that_says_more_is_of_the_second_version() {
    let (_, kind, mut body) =
        bodies().into_iter().find(|(_, name, _)| *name == "policy_adopted").expect("a policy");
    assert!(check(&stream(0), kind, 1, &body).is_ok());
    body["policy"]["certificate"] = json!({"valid_for": {"days": 30}});
    let fault = check(&stream(0), kind, 1, &body).expect_err(kind).to_string();
    assert!(fault.contains("only version 2 can say"), "{fault}");
    assert!(check(&stream(0), kind, 2, &body).is_ok());
}
