//! Looking ahead and looking for reasons: `cairn forecast`, `cairn why`, and what audits and dockets say of it.

mod behind;
mod limits;
pub mod north;
mod wording;

use serde_json::Value;

use crate::support::{Desk, unwrapped};

const MARCH: [&str; 2] = ["--as-of", "2026-03-31"];

fn ask(desk: &Desk, words: &[&str]) -> Value {
    desk.json(&[words, &MARCH].concat())
}

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().unwrap_or_else(|| panic!("no list `{key}` in {value}"))
}

#[test]
fn a_plan_is_told_in_dates_of_both_zones() {
    let desk = Desk::with_sample();
    let forecast = ask(&desk, &["forecast", "freja"]);
    assert_eq!(forecast["schema"], "cairn.forecast/1");
    let person = &forecast["cohorts"][0]["people"][0];
    assert_eq!(person["own_zone"], "Europe/Copenhagen");
    let attend = &person["remains"]["plan"][0];
    assert_eq!((&attend["act"], &attend["left"]), (&"attend".into(), &5.into()));
    assert_eq!(attend["words"], "attend 3 of the 5 sessions left (the other 2 can be missed)");
    let first = &attend["steps"][0];
    assert_eq!(first["about"], "2026-04");
    assert_eq!(first["when"], "Thu 9 Apr 2026, 19:00");
    assert_eq!(first["when_own"], "Fri 10 Apr, 01:00");
    assert_eq!(first["serves"], serde_json::json!(["attendance"]));
    assert_eq!(person["remains"]["latest"]["day"], "2026-07-30");
    assert_eq!(person["next"]["day"], "2026-04-09");
    let text = desk.ok(&["forecast", "freja", "--as-of", "2026-03-31"]);
    assert!(
        text.contains("2026-04  by Thu 30 Apr 2026 New York · before Fri 1 May, 06:00 Copenhagen"),
        "{text}"
    );
}

/// The plan is what it says: with it, and nothing else, everything is met.
#[test]
fn doing_what_the_plan_says_is_enough_and_no_less_is() {
    let north = north::begun();
    let plan = |desk: &Desk| {
        let forecast = desk.json(&["forecast", "ada", "--as-of", "2026-04-10"]);
        forecast["cohorts"][0]["people"][0].clone()
    };
    assert_eq!(plan(&north)["verdict"], "at_risk");
    for line in north::WHAT_REMAINS.trim().lines() {
        let before = plan(&north);
        assert!(!list(&before["remains"], "plan").is_empty(), "{line}: {before}");
        north::record(&north, line);
    }
    let after = north.json(&["audit", "ada", "--as-of", "2026-12-01"]);
    assert_eq!(after["cohorts"][0]["verdict"], "eligible", "{after}");
    assert_eq!(after["cohorts"][0].get("remains"), None);
}

#[test]
fn every_kind_of_task_has_words() {
    let said = north::begun().ok(&["forecast", "ada", "--as-of", "2026-04-10"]);
    for words in [
        "attend all 4 sessions left",
        "hand in the paper",
        "log 1.5 credits more for “Ethics credits”",
        "log 62 h 30 min more of coaching-paid and 23 h 30 min more of any kind for",
        "with 1 person not met before",
        "pass the examination written at another attempt",
        "have “Readiness” granted by 1 more person",
        "pay 4500.00 USD",
        "2 missed in a row",
        "Best outcome in reach: Certified coach",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
}

#[test]
fn a_cohort_is_one_row_a_person_most_urgent_first() {
    let desk = Desk::with_sample();
    let forecast = ask(&desk, &["forecast", "--cohort", "2025-26"]);
    let people = list(&forecast["cohorts"][0], "people");
    let cohort = ask(&desk, &["cohort", "2025-26"]);
    assert_eq!(people.len(), list(&cohort, "people").len());
    for row in list(&cohort, "people") {
        let same = people.iter().find(|each| each["stream"] == row["stream"]).expect("the same");
        assert_eq!(same["verdict"], row["verdict"]);
        assert_eq!(same.get("remains"), row.get("remains"), "a cohort's JSON says the same");
    }
    let days: Vec<&str> = people
        .iter()
        .filter(|each| matches!(each["verdict"].as_str(), Some("open" | "at_risk")))
        .filter_map(|each| {
            let days = [&each["next"]["day"], &each["remains"]["latest"]["day"]];
            days.into_iter().filter_map(Value::as_str).min()
        })
        .collect();
    assert!(days.is_sorted() && days.len() > 30, "{days:?}");
    let csv = desk.ok(&["forecast", "--cohort", "2025-26", "--format", "csv"]);
    assert!(csv.starts_with("stream,name,email,cohort,standing,verdict,outcome,best_outcome,next_day,next,latest_safe_day,out_of_reach_since,remains\n"), "{csv}");
    assert_eq!(csv.lines().count(), people.len() + 1);
}

#[test]
fn where_it_has_ended_nothing_is_looked_ahead_for() {
    let desk = Desk::with_sample();
    let forecast = ask(&desk, &["forecast", "marguerite"]);
    let person = &forecast["cohorts"][0]["people"][0];
    assert_eq!(person["verdict"], "withdrawn");
    assert_eq!(person.get("remains").or(person.get("since")), None);
    assert_eq!(list(person, "requirements").len(), 0);
}

#[test]
fn what_is_out_of_reach_says_since_when_and_what_was_missed() {
    let desk = Desk::with_sample();
    let why = ask(&desk, &["why", "marguerite", "reflections"]);
    assert_eq!(why["schema"], "cairn.why/1");
    assert_eq!(why["finding"]["status"], "out_of_reach");
    let missed = list(&why, "missed");
    assert!(missed.iter().all(|each| each["act"] == "reflect"), "{missed:?}");
    let said = desk.ok(&["why", "marguerite", "reflections", "--as-of", "2026-03-31"]);
    let said = unwrapped(&said);
    assert!(
        said.contains("no reflection on 2025-11 was filed in time (by Thu 4 Dec 2025)"),
        "{said}"
    );
    assert!(said.contains("alone keep it out of reach, without a waiver or correction"), "{said}");
    assert!(said.contains("assumed, as the programme never published it: "), "{said}");
}

/// Evidence is enough, and no more than enough: each cited event alone stands between the answer and another one.
#[test]
fn the_least_events_are_among_those_that_count() {
    let desk = Desk::with_sample();
    let why = ask(&desk, &["why", "bronwyn", "reflections"]);
    let counts: Vec<&Value> = list(&why, "counts").iter().map(|each| &each["event_id"]).collect();
    let because: Vec<&Value> = list(&why, "because").iter().map(|each| &each["event_id"]).collect();
    assert!(!because.is_empty() && because.len() < counts.len());
    assert!(because.iter().all(|id| counts.contains(id)));
    let verdict = ask(&desk, &["why", "bronwyn"]);
    assert_eq!((&verdict["whole"], &verdict["requirement"]), (&true.into(), &"certificate".into()));
    assert_eq!(list(&verdict, "parts").len(), 7);
    assert!(verdict["remains"]["words"].as_str().expect("words").contains("attend 4 of the 5"));
}

#[test]
fn what_does_not_count_is_told_with_its_reason() {
    let said = unwrapped(&north::begun().ok(&["why", "ada", "ethics", "--as-of", "2026-04-10"]));
    assert!(said.contains("◐ Ethics credits (ethics): open; 1.5 of 3 credits"), "{said}");
    assert!(said.contains("did 1 h of ethics: counted in another unit than is asked"), "{said}");
}

#[test]
fn exit_codes_are_answers() {
    let desk = Desk::with_sample();
    let code = |words: &[&str]| desk.run(&[words, &["--exit-code"], &MARCH].concat()).status.code();
    assert_eq!(code(&["why", "bronwyn", "workshop"]), Some(0));
    assert_eq!(code(&["why", "bronwyn", "reflections"]), Some(1));
    assert_eq!(code(&["why", "bronwyn"]), Some(1));
    assert_eq!(code(&["forecast", "bronwyn"]), Some(0));
    assert_eq!(code(&["forecast", "patrick"]), Some(1));
    assert_eq!(code(&["forecast", "--cohort", "2025-26"]), Some(1));
}

#[test]
fn what_there_is_not_is_said_in_the_users_words() {
    let desk = Desk::with_sample();
    let said = desk.refused(2, &["why", "bronwyn", "reflection"]);
    assert!(
        said.starts_with("error: the policy has no requirement `reflection`\nhint: it has `"),
        "{said}"
    );
    let said = desk.refused(2, &["why", "nobody at all"]);
    assert!(said.contains("nobody matches `nobody at all`"), "{said}");
    let said = desk.refused(2, &["forecast", "--cohort", "2031"]);
    assert!(said.starts_with("error: no cohort matches `2031`"), "{said}");
    let said = desk.refused(2, &["forecast"]);
    assert!(said.contains("several cohorts are on record"), "{said}");
    let said = desk.refused(2, &["why", "jonas"]);
    assert!(said.contains("on record in several cohorts") && said.contains("`--cohort`"), "{said}");
    desk.ok(&["why", "jonas", "--cohort", "2025-26"]);
}

/// What expires says until when it counts.
#[test]
fn what_is_met_and_expires_says_until_when_it_is() {
    let desk = Desk::with_policy(DIVES, "2025-10-01");
    for line in [
        "identified --name \"Ada Berg\" --on 2025-11-01",
        "applied ada --on 2025-11-01",
        "admitted ada --on 2025-11-15",
        "submitted ada --item medical --on 2026-02-10",
    ] {
        north::record(&desk, line);
    }
    let audit = ask(&desk, &["audit", "ada"]);
    assert_eq!(audit["cohorts"][0]["requirements"]["medical"]["met_until"]["day"], "2026-08-10");
    let at = ["--as-of", "2026-03-31"];
    for words in [vec!["audit", "ada"], vec!["why", "ada", "medical"]] {
        let text = desk.ok(&[words, at.to_vec()].concat());
        assert!(text.contains("stays met until Mon 10 Aug 2026, unless more comes"), "{text}");
    }
    let later = desk.json(&["audit", "ada", "--as-of", "2026-08-11"]);
    assert_eq!(later["cohorts"][0]["requirements"]["medical"]["status"], "open", "{later}");
}

const DIVES: &str = r#"
cohort = "dives-2026"
title = "Dives 2026"
version = "1"
zone = "America/New_York"
currency = "USD"
begins = 2026-01-08
ends = 2026-12-17
root = "medical"

[requirement.medical]
title = "Medical statement"
assumed = "a test"
submitted = { item = "medical", valid_for = { months = 6, month_end = "last_day" } }
"#;
