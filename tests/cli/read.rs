//! The questions that staff, committee and analysts ask of the sample cohort.

use crate::support::{Desk, root};

fn policy(name: &str) -> String {
    root().join("fixtures/policies").join(name).display().to_string()
}

#[test]
fn a_person_is_found_by_any_part_of_the_name_whatever_its_accents() {
    let desk = Desk::with_sample();
    let found = desk.json(&["find", "simkova"]);
    assert_eq!(found["people"][0]["name"], "Hana Šimková");
    let id = found["people"][0]["short_id"].as_str().expect("an id").to_owned();
    let stream = &found["people"][0]["stream"];
    for text in
        ["HANA", "hana.simkova@example.org", id.as_str(), stream.as_str().expect("a stream")]
    {
        assert_eq!(desk.json(&["audit", text, "--brief"])["who"]["name"], "Hana Šimková", "{text}");
    }
}

#[test]
fn several_matches_are_listed_and_never_guessed() {
    let desk = Desk::with_sample();
    let said = desk.refused(2, &["audit", "maria santos"]);
    assert!(said.starts_with("error: 2 people match `maria santos`"), "{said}");
    assert_eq!(said.matches("Maria Santos").count(), 2, "{said}");
    assert!(said.contains("hint: name one by the start of the id"), "{said}");
}

#[test]
fn a_misspelt_name_gets_a_suggestion_and_no_answer() {
    let said = Desk::with_sample().refused(2, &["audit", "simkowa"]);
    assert!(
        said.contains("nobody matches `simkowa`") && said.contains("did you mean `Hana Šimková`"),
        "{said}"
    );
}

#[test]
fn an_audit_says_for_each_requirement_what_other_programs_rely_on() {
    let desk = Desk::with_sample();
    let audit = desk.json(&["audit", "Hana Šimková", "--as-of", "2026-06-30"]);
    assert_eq!(audit["schema"], "cairn.audit/1");
    let answer = &audit["cohorts"][0];
    assert_eq!((&answer["standing"], &answer["verdict"]), (&"admitted".into(), &"open".into()));
    assert_eq!(answer["stream"], audit["who"]["stream"]);
    let attendance = &answer["requirements"]["attendance"];
    assert_eq!(
        (&attendance["status"], &attendance["have"], &attendance["need"]),
        (&"met".into(), &10.into(), &10.into())
    );
    let known: Vec<&serde_json::Value> = audit["timeline"]
        .as_array()
        .expect("a timeline")
        .iter()
        .map(|entry| &entry["event_id"])
        .collect();
    let cited = attendance["evidence"].as_array().expect("evidence");
    assert_eq!(cited.len(), 10);
    assert!(cited.iter().all(|id| known.contains(&id)), "every cited event is on the timeline");
    assert_eq!(answer["requirements"]["tuition"]["unit"], "minor_units");
}

#[test]
fn the_two_times_are_asked_independently() {
    let desk = Desk::with_sample();
    let tuition = |args: &[&str]| {
        let all: Vec<&str> = ["audit", "Carlos Echeverría", "--as-of", "2025-08-31"]
            .iter()
            .chain(args)
            .copied()
            .collect();
        desk.json(&all)["cohorts"][0]["requirements"]["tuition"]["have"]
            .as_i64()
            .expect("an amount")
    };
    assert_eq!(tuition(&[]), 1_250_000, "as we know it today, the amendment included");
    assert_eq!(tuition(&["--known-at", "2025-08-31"]), 125_000, "as it was known then");
}

#[test]
fn a_place_in_the_log_is_a_time_to_know_at() {
    let desk = Desk::with_sample();
    let audit = desk.json(&["audit", "Carlos Echeverría", "--known-at", "#241"]);
    assert_eq!(audit["asked"]["known_to"], 241);
    let last = audit["timeline"]
        .as_array()
        .expect("a timeline")
        .iter()
        .filter_map(|entry| entry["position"].as_u64())
        .max();
    assert!(last <= Some(241));
}

#[test]
fn a_comparison_names_the_events_that_made_the_difference() {
    let desk = Desk::with_sample();
    let compared = desk.json(&[
        "compare",
        "Carlos Echeverría",
        "--from",
        "known:2025-08-31",
        "--to",
        "known:2025-09-30",
    ]);
    let change = &compared["cohorts"][0]["requirements"];
    let tuition =
        change.as_array().expect("changes").iter().find(|each| each["requirement"] == "tuition");
    let because = &tuition.expect("tuition changed")["because_of"];
    let amendment = compared["events"]
        .as_array()
        .expect("events")
        .iter()
        .find(|entry| entry["type"] == "amended");
    assert_eq!(because[0]["event_id"], amendment.expect("the amendment is listed")["event_id"]);
}

#[test]
fn a_cohort_lists_everyone_once_and_its_totals_add_up() {
    let desk = Desk::with_sample();
    let cohort = desk.json(&["cohort", "2025-26", "--as-of", "2026-08-06"]);
    let people = cohort["people"].as_array().expect("people");
    assert_eq!(people.len(), 48);
    let total: u64 = cohort["totals"]
        .as_object()
        .expect("totals")
        .values()
        .filter_map(serde_json::Value::as_u64)
        .sum();
    assert_eq!(total, 48);
    let csv = desk.ok(&["cohort", "2025-26", "--as-of", "2026-08-06", "--format", "csv"]);
    assert_eq!(csv.lines().count(), 49);
}

#[test]
fn filters_leave_out_people_and_say_how_many() {
    let desk = Desk::with_sample();
    let lacking =
        desk.json(&["cohort", "2025-26", "--as-of", "2026-08-06", "--lacking", "tuition"]);
    let shown = lacking["people"].as_array().expect("people");
    assert!(shown.iter().all(|person| person["requirements"]["tuition"]["status"] != "met"));
    assert_eq!(lacking["left_out"].as_u64().expect("a number") + shown.len() as u64, 48);
    let said = desk.refused(2, &["cohort", "2025-26", "--lacking", "tution"]);
    assert!(said.contains("the policy has no requirement `tution`"), "{said}");
}

#[test]
fn sorting_by_a_requirement_puts_the_least_first() {
    let desk = Desk::with_sample();
    let cohort = desk.json(&["cohort", "2025-26", "--as-of", "2026-03-31", "--sort", "attendance"]);
    let have: Vec<i64> = cohort["people"]
        .as_array()
        .expect("people")
        .iter()
        .filter_map(|person| person["requirements"]["attendance"]["have"].as_i64())
        .collect();
    assert!(have.is_sorted() && have.first() < have.last(), "{have:?}");
}

#[test]
fn the_docket_puts_everybody_in_one_group() {
    let desk = Desk::with_sample();
    let docket = desk.json(&["docket", "2025-26", "--as-of", "2026-08-06"]);
    let groups = docket["groups"].as_array().expect("groups");
    let count: usize =
        groups.iter().map(|group| group["people"].as_array().expect("people").len()).sum();
    assert_eq!(count, 48);
    let ready = groups.iter().find(|group| group["id"] == "ready").expect("a group of the ready");
    assert!(
        ready["people"]
            .as_array()
            .expect("people")
            .iter()
            .all(|case| case["verdict"] == "eligible")
    );
}

#[test]
fn a_certificate_whose_evidence_was_voided_is_on_the_docket_as_changed() {
    let docket = Desk::with_sample().json(&["docket", "2025-26"]);
    let changed =
        docket["groups"].as_array().expect("groups").iter().find(|group| group["id"] == "changed");
    let people = changed.expect("a group")["people"].as_array().expect("people").clone();
    assert!(!people.is_empty() && people.iter().all(|case| case["standing"] == "certified"));
}

#[test]
fn another_policy_changes_verdicts_and_the_rule_is_named() {
    let desk = Desk::with_sample();
    let stricter = policy("stricter-attendance.toml");
    let args = [
        "replay",
        "2025-26",
        "--as-of",
        "2026-08-06",
        "--policy",
        &stricter,
        "--against",
        "adopted",
    ];
    let replay = desk.json(&args);
    let difference = &replay["cohorts"][0]["difference"];
    let changed = difference["changed"].as_array().expect("changes");
    assert!(!changed.is_empty());
    for person in changed {
        let attendance = person["requirements"]
            .as_array()
            .expect("requirements")
            .iter()
            .find(|each| each["requirement"] == "attendance");
        assert_eq!(attendance.expect("attendance changed")["rule_changed"], true);
    }
    let moved: u64 = difference["moves"]
        .as_object()
        .expect("moves")
        .values()
        .filter_map(serde_json::Value::as_u64)
        .sum();
    assert_eq!(moved, changed.len() as u64);
    let all = [&args[..], &["--exit-code"]].concat();
    assert_eq!(desk.run(&all).status.code(), Some(1), "something differs, and --exit-code says so");
}

#[test]
fn a_replay_against_itself_differs_in_nothing() {
    let desk = Desk::with_sample();
    let replay = desk.json(&[
        "replay",
        "2025-26",
        "--as-of",
        "2026-03-31",
        "--against",
        "2026-03-31",
        "--exit-code",
    ]);
    let difference = &replay["cohorts"][0]["difference"];
    assert_eq!(difference["changed"].as_array().map(Vec::len), Some(0));
    assert_eq!(difference["unchanged"], 48);
}

#[test]
fn a_timeline_agrees_with_a_replay_at_each_of_its_steps() {
    let desk = Desk::with_sample();
    let timeline =
        desk.json(&["replay", "2025-26", "--timeline", "month", "--as-of", "2026-06-30"]);
    let steps = timeline["steps"].as_array().expect("steps");
    assert_eq!(steps.len(), 15);
    for step in steps {
        let day = step["day"].as_str().expect("a day");
        let replay = desk.json(&["replay", "2025-26", "--as-of", day]);
        assert_eq!(step["counts"], replay["cohorts"][0]["totals"], "{day}");
    }
}

#[test]
fn everyone_can_be_replayed_in_every_cohort() {
    let replay = Desk::with_sample().json(&["replay", "--all"]);
    assert_eq!(replay["cohorts"].as_array().map(Vec::len), Some(2));
}

#[test]
fn questions_before_there_was_a_policy_are_refused_in_plain_words() {
    let said = Desk::with_sample().refused(2, &["cohort", "2025-26", "--as-of", "2024-01-01"]);
    assert!(
        said.contains("no policy was in force") && said.contains("cairn policy adopt"),
        "{said}"
    );
}

#[test]
fn an_answer_that_is_no_table_has_no_csv_and_bad_times_are_named() {
    let desk = Desk::with_sample();
    let said = desk.refused(2, &["audit", "hana", "--as-of", "2026-13-01"]);
    assert!(said.contains("--as-of: `2026-13-01` is not a time"), "{said}");
    let said = desk.refused(2, &["audit", "hana", "--known-at", "#x"]);
    assert!(said.contains("is not a place in the log"), "{said}");
}
