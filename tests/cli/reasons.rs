//! Why an answer is what it is: what does not count, what changed it, and of whom nothing can be said.

use crate::support::{Desk, root};

fn policy(name: &str) -> String {
    root().join("fixtures/policies").join(name).display().to_string()
}

#[test]
fn what_is_on_record_of_a_cohort_itself_can_be_read_and_corrected() {
    let desk = Desk::with_sample();
    let events = desk.json(&["cohort", "2025-26", "--events"]);
    let kinds: Vec<&str> = events["events"]
        .as_array()
        .expect("events")
        .iter()
        .filter_map(|each| each["type"].as_str())
        .collect();
    assert!(kinds.contains(&"policy_adopted") && kinds.contains(&"session_held"), "{kinds:?}");
    assert!(desk.ok(&["cohort", "2025-26", "--events"]).contains("policy adopted"));
}

#[test]
fn a_moved_session_is_named_as_the_cause_of_what_it_changed() {
    let desk = Desk::with_sample();
    let held = desk.json(&["cohort", "2025-26", "--events"]);
    let held = held["events"].as_array().expect("events").iter().find(|each| {
        each["what"].as_str().is_some_and(|what| what.starts_with("session 2025-11 held"))
    });
    let held = held.expect("a session that was held");
    let place = held["position"].to_string();
    let end =
        ["--from", "2025-11-13T19:00", "--to", "2025-11-13T21:30", "--reason", "it ended earlier"];
    desk.ok(&[&["amend", place.as_str()], &end[..]].concat());
    let compared = desk.json(&["compare", "rafael", "--from", "#1376"]);
    let changes = compared["cohorts"][0]["requirements"].as_array().expect("changes").clone();
    let attendance = changes
        .iter()
        .find(|each| each["requirement"] == "attendance")
        .expect("attendance changed");
    let because = attendance["because_of"].as_array().expect("causes");
    assert!(because.iter().any(|cited| cited["position"] == held["position"]), "{because:?}");
}

#[test]
fn what_does_not_count_says_why() {
    let desk = Desk::with_sample();
    let audit = desk.json(&["audit", "malik", "--as-of", "2026-08-06"]);
    let attendance = &audit["cohorts"][0]["requirements"]["attendance"];
    assert_eq!(attendance["evidence"].as_array().map(Vec::len), Some(9), "as many as count");
    let why: Vec<&str> = attendance["against"]
        .as_array()
        .expect("against")
        .iter()
        .filter_map(|each| each["why"].as_str())
        .collect();
    assert_eq!(why, ["one make-up more than may count"; 2]);
    let audit = desk.json(&["audit", "rafael", "--brief"]);
    let against = &audit["cohorts"][0]["requirements"]["attendance"]["against"];
    let why = against[0]["why"].as_str().expect("a reason");
    assert!(why.contains("it takes 142 min"), "{why}");
}

#[test]
fn a_stricter_policy_makes_no_certificate_fall_that_its_own_day_supports() {
    let desk = Desk::with_sample();
    let changed = || {
        let docket = desk.json(&["docket", "2025-26"]);
        let groups = docket["groups"].as_array().expect("groups").clone();
        let changed =
            groups.iter().find(|group| group["id"] == "changed").expect("a group").clone();
        changed["people"].as_array().map(Vec::len)
    };
    let before = changed();
    desk.ok(&["policy", "adopt", &policy("stricter-attendance.toml"), "--from", "2026-11-20"]);
    assert_eq!(changed(), before);
}

#[test]
fn who_cannot_be_judged_is_named_and_the_others_are_judged() {
    let desk = Desk::with_sample();
    let newer =
        desk.json(&["audit", "hana"])["who"]["stream"].as_str().expect("a stream").to_owned();
    let line = format!(
        r#"{{"event_id":"0197b2c4-1f3a-7d21-8000-000000000001","stream":"{newer}","type":"levitated","version":1,"occurred_at":"2026-01-01","recorded_at":"2026-11-01T00:00:00.000000Z","recorded_by":"staff@example.org","source":null,"body":{{}}}}"#
    );
    std::fs::write(desk.path().join("newer.ndjson"), line + "\n").expect("a file");
    desk.ok(&["load", "newer.ndjson"]);
    let cohort = desk.json(&["cohort", "2025-26", "--as-of", "2026-08-06"]);
    assert_eq!(cohort["people"].as_array().map(Vec::len), Some(47));
    assert_eq!(cohort["unjudged"][0]["name"], "Hana Šimková");
    let audit = desk.run(&["audit", "hana", "--json"]);
    assert_eq!(audit.status.code(), Some(4), "no verdict is an error");
    let audit: serde_json::Value = serde_json::from_slice(&audit.stdout).expect("JSON");
    assert!(
        !audit["timeline"].as_array().expect("a timeline").is_empty(),
        "but the record is shown"
    );
}
