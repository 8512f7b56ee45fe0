//! What a strange record may not do: stop an answer, contradict itself, or make two people of one.

use crate::support::Desk;

const ASHA: &str = "practitioner/0197b2c4-1f3a-7d21-8000-0000000000aa";
const BEN: &str = "practitioner/0197b2c4-1f3a-7d21-8000-0000000000bb";
const COHORT: &str = "compassionate-systems-2025-26";

/// Loads events, told by stream, type, occurrence and body, beside the sample cohort.
fn with(events: &[(&str, &str, &str, String)]) -> Desk {
    let desk = Desk::with_sample();
    let line = |(number, (stream, kind, on, body)): (usize, &(&str, &str, &str, String))| {
        format!(
            r#"{{"event_id":"0197b2c4-1f3a-7d21-9000-{number:012}","stream":"{stream}","type":"{kind}","version":1,"occurred_at":"{on}","recorded_at":"2026-11-01T00:00:00.000000Z","recorded_by":"staff@example.org","source":null,"body":{body}}}"#
        )
    };
    let text: Vec<String> = events.iter().enumerate().map(line).collect();
    std::fs::write(desk.path().join("more.ndjson"), text.join("\n") + "\n").expect("a file");
    desk.ok(&["load", "more.ndjson"]);
    desk
}

fn body(cohort: &str) -> String {
    format!(r#"{{"cohort":"{cohort}"}}"#)
}

#[test]
fn refunds_beyond_all_measure_overflow_nothing() {
    let refund = format!(
        r#"{{"cohort":"{COHORT}","amount":{{"minor":9007199254740991,"currency":"USD"}}}}"#
    );
    let mut events = vec![(ASHA, "applied", "2025-05-01", body(COHORT))];
    events.extend((0..1_100).map(|_| (ASHA, "refunded", "2025-09-01", refund.clone())));
    let desk = with(&events);
    for command in ["cohort", "docket", "replay"] {
        desk.ok(&[command, "2025-26"]);
    }
    desk.ok(&["audit", ASHA, "--brief"]);
}

#[test]
fn an_event_for_a_cohort_without_rules_leaves_the_record_readable() {
    let work = r#"{"cohort":"nowhere","item":"project"}"#.to_owned();
    let desk = with(&[
        (ASHA, "applied", "2025-05-01", body(COHORT)),
        (ASHA, "submitted", "2025-09-01", work),
    ]);
    let audit = desk.json(&["audit", ASHA]);
    assert_eq!(audit["timeline"].as_array().map(Vec::len), Some(2));
    assert_eq!(audit["cohorts"][0]["verdict"], "out_of_reach");
    assert_eq!(audit["unjudged"][0]["cohort"], "nowhere");
}

#[test]
fn links_in_a_circle_make_one_person_whoever_is_asked_for() {
    let link = |to: &str| format!(r#"{{"other":"{}"}}"#, to.trim_start_matches("practitioner/"));
    let desk = with(&[
        (ASHA, "applied", "2025-05-01", body(COHORT)),
        (ASHA, "linked", "2025-06-01", link(BEN)),
        (BEN, "linked", "2025-06-01", link(ASHA)),
    ]);
    let known = |id: &str| desk.json(&["audit", id])["who"].clone();
    assert_eq!(known(ASHA), known(BEN));
    assert_eq!(known(ASHA)["stream"], ASHA);
}

#[test]
fn what_only_a_newer_cairn_reads_in_one_cohort_stops_no_other() {
    let desk = with(&[("cohort/another", "levitated", "2025-05-01", "{}".to_owned())]);
    desk.ok(&["cohort", "2025-26"]);
    desk.ok(&["find", "hana"]);
    let said = desk.refused(4, &["cohort", "another"]);
    assert!(said.contains("newer cairn"), "{said}");
}

#[test]
fn a_timeline_places_an_amended_event_where_its_answer_does() {
    let paid = format!(r#"{{"cohort":"{COHORT}","amount":{{"minor":1250000,"currency":"USD"}}}}"#);
    let amended = format!(
        r#"{{"event":"0197b2c4-1f3a-7d21-9000-000000000001","reason":"sha256:{}","to":{{"occurred_at":"2025-07-01","version":1,"type":"paid","body":{paid}}}}}"#,
        "0".repeat(64)
    );
    let desk = with(&[
        (ASHA, "applied", "2025-05-01", body(COHORT)),
        (ASHA, "paid", "2025-10-01", paid.clone()),
        (ASHA, "amended", "2025-10-02", amended),
    ]);
    let audit = desk.json(&["audit", ASHA, "--as-of", "2025-08-01"]);
    let cited = &audit["cohorts"][0]["requirements"]["tuition"]["evidence_positions"];
    let told: Vec<&serde_json::Value> = audit["timeline"]
        .as_array()
        .expect("a timeline")
        .iter()
        .map(|entry| &entry["position"])
        .collect();
    let cited = cited.as_array().expect("evidence");
    assert!(
        cited.len() > 1 && cited.iter().all(|place| told.contains(&place)),
        "{cited:?} of {told:?}"
    );
}

#[test]
fn a_later_deferral_is_not_known_to_an_earlier_day() {
    let defer = |to: &str| format!(r#"{{"cohort":"{COHORT}","to":"{to}"}}"#);
    let desk = with(&[
        (ASHA, "applied", "2025-05-01", body(COHORT)),
        (ASHA, "deferred", "2025-06-01", defer("first")),
        (ASHA, "applied", "2025-07-01", body(COHORT)),
        (ASHA, "deferred", "2025-08-01", defer("second")),
    ]);
    let to = |day: &str| {
        desk.json(&["audit", ASHA, "--as-of", day])["cohorts"][0]["deferred_to"].clone()
    };
    assert_eq!((to("2025-06-15"), to("2025-08-15")), ("first".into(), "second".into()));
}
