//! A log with cohorts in two zones: whoever reads an answer must know where its day ended.

use crate::ahead::north::{self, record};
use crate::support::{Desk, root, unwrapped};

/// Ada Berg in New York's cohort, and in Tokyo's.
fn both() -> Desk {
    let desk = north::begun();
    let policy = root().join("fixtures/policies/gallery/22-family-constellation/policy.toml");
    desk.ok(&["policy", "adopt", &policy.display().to_string(), "--from", "2025-08-01"]);
    record(&desk, "applied ada --cohort constellation-2025-26 --on 2025-08-01");
    record(&desk, "admitted ada --cohort constellation-2025-26 --on 2025-08-20");
    desk
}

#[test]
fn a_cohorts_answer_speaks_in_the_cohorts_own_zone() {
    let desk = both();
    for words in [
        vec!["cohort", "constellation-2025-26"],
        vec!["docket", "constellation-2025-26"],
        vec!["forecast", "--cohort", "constellation-2025-26"],
        vec!["replay", "constellation-2025-26", "--timeline", "month"],
        vec!["cohort", "constellation-2025-26", "--events"],
        vec!["replay", "constellation-2025-26"],
        vec!["forecast", "ada", "--cohort", "constellation-2025-26"],
    ] {
        let args = [words.clone(), vec!["--as-of", "2026-04-10"]].concat();
        let said = unwrapped(&desk.ok(&args));
        assert!(said.contains("As of Fri 10 Apr 2026, end of day (Asia/Tokyo)"), "{args:?} {said}");
        let asked = &desk.json(&args)["asked"];
        assert_eq!(asked["as_of"], "2026-04-10T14:59:59.999999Z", "{args:?}");
        assert_eq!((&asked["zone"], asked.get("zones")), (&"Asia/Tokyo".into(), None));
    }
    // By when it was written down is one question for the whole log.
    let args = ["cohort", "constellation-2025-26", "--as-of", "2026-04-10"];
    let known = desk.ok(&[&args[..], &["--known-at", "2026-11-23"]].concat());
    let known = unwrapped(&known);
    assert!(
        known.contains("recorded by Mon 23 Nov 2026, end of day (America/New_York)"),
        "{known}"
    );
}

#[test]
fn an_audit_of_two_zones_names_both() {
    let desk = both();
    let args = ["audit", "ada", "--as-of", "2026-04-10"];
    let said = unwrapped(&desk.ok(&args));
    assert!(
        said.contains(
            "end of day (constellation-2025-26: Asia/Tokyo, north-2026: America/New_York)"
        ),
        "{said}"
    );
    let asked = &desk.json(&args)["asked"];
    assert_eq!(asked["zones"]["constellation-2025-26"], "Asia/Tokyo");
    assert_eq!(asked["as_of"], "2026-04-11T03:59:59.999999Z", "where the day ends last");
    // At an instant there is nothing to tell apart.
    let now = unwrapped(&desk.ok(&["audit", "ada"]));
    assert!(now.contains("As of Mon 23 Nov 2026, 07:00 (America/New_York)"), "{now}");
}

/// What the verdict does not count yet is not on the timeline, and the other way about.
#[test]
fn a_timeline_ends_where_the_verdict_does() {
    let desk = both();
    let paid = "--cohort constellation-2025-26 --amount 1000 --at";
    record(&desk, &format!("paid ada {paid} 2026-04-10T14:00:00Z"));
    // In New York it is still the 10th, in Tokyo it is not.
    record(&desk, &format!("paid ada {paid} 2026-04-10T20:00:00Z"));
    let audit = desk.json(&["audit", "ada", "--as-of", "2026-04-10"]);
    let paid = audit["cohorts"][0]["account"]["paid"].clone();
    assert_eq!(
        (&audit["cohorts"][0]["cohort"], paid),
        (&"constellation-2025-26".into(), 1000.into())
    );
    let timeline = audit["timeline"].as_array().expect("a timeline");
    let theirs = timeline
        .iter()
        .filter(|each| each["type"] == "paid" && each["cohort"] == "constellation-2025-26");
    assert_eq!(theirs.count(), 1);
    assert_eq!(audit["later"], 1);
}

/// What was completed for no cohort in particular, and is known by its day, is of that day wherever a cohort asks: which
/// cohort the log knew first changes nothing.
#[test]
fn a_day_without_a_cohort_is_a_day_of_the_cohort_that_asks() {
    let of = |first: &str| {
        let desk = Desk::bare();
        desk.ok(&["init", "--origin", "log.example.org/zones"]);
        let others = ["05-waters-center-sydney", "14-nols-first-responder"];
        let last = others.iter().find(|other| **other != first).expect("two");
        for each in [first, last] {
            let policy = root().join(format!("fixtures/policies/gallery/{each}/policy.toml"));
            desk.ok(&["policy", "adopt", &policy.display().to_string(), "--from", "2023-01-01"]);
        }
        for line in [
            "identified --name \"Zed Day\" --on 2025-02-01",
            "applied zed --cohort first-responder-again-2025 --on 2025-03-01",
            "admitted zed --cohort first-responder-again-2025 --on 2025-03-10",
            "credited zed --achievement \"NOLS Wilderness First Responder\" --on 2022-03-01",
            "credited zed --achievement \"WFR recertification\" --on 2025-03-10",
        ] {
            record(&desk, line);
        }
        let audit = desk.json(&["audit", "zed", "--as-of", "2025-03-10"]);
        audit["cohorts"][0]["verdict"].clone()
    };
    assert_eq!(of("05-waters-center-sydney"), "eligible");
    assert_eq!(of("14-nols-first-responder"), "eligible");
}
