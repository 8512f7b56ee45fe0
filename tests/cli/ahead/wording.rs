//! What lists of many people say in few words: what is needed, by the names that people know.

use super::north::{self, record};
use crate::support::{Desk, unwrapped};

/// What people log is an activity; the category that it fills is the policy's own name for something.
#[test]
fn a_plan_names_the_activity_and_not_the_category_that_it_fills() {
    let desk = Desk::with_gallery("10-new-york-cle", "2024-01-01");
    for line in [
        "identified --name \"Ada Berg\" --on 2024-01-01",
        "applied ada --on 2024-01-02",
        "admitted ada --on 2024-01-03",
        "logged ada --activity general --amount 17 --on 2024-03-01",
        "logged ada --activity cyber-ethics --amount 3 --on 2024-03-02",
    ] {
        record(&desk, line);
    }
    let said = unwrapped(&desk.ok(&["forecast", "ada", "--as-of", "2024-06-01"]));
    assert!(said.contains("log 3 credits more of ethics"), "{said}");
    assert!(!said.contains("ethics-proper"), "{said}");
}

/// Of several ways one is enough: what the others lack is nobody's business.
#[test]
fn what_another_way_makes_needless_is_not_said_to_be_lacking() {
    let desk = Desk::with_gallery("22-family-constellation", "2025-08-01");
    for line in [
        "identified --name Mio --on 2025-08-01",
        "applied mio --on 2025-08-01",
        "admitted mio --on 2025-08-20",
    ] {
        record(&desk, line);
    }
    for (block, day) in (1..=3).flat_map(|block| (1..=3).map(move |day| (block, day))) {
        record(&desk, &format!("attended mio --session block-{block}-day-0{day} --whole"));
    }
    let at = ["--as-of", "2026-04-30"];
    let docket = unwrapped(&desk.ok(&[&["docket"], &at[..]].concat()));
    assert!(docket.contains("CLOSE (1)"), "{docket}");
    assert!(docket.contains("Mio fee 270000 JPY owed NOT YET (0)"), "{docket}");
    let forecast = desk.json(&[&["forecast", "mio"], &at[..]].concat());
    let lacking = forecast["cohorts"][0]["people"][0]["requirements"].as_array().expect("a list");
    assert_eq!(lacking.len(), 1, "{lacking:?}");
    let audit = unwrapped(&desk.ok(&[&["audit", "mio", "--brief"], &at[..]].concat()));
    assert!(audit.contains("NOT YET ELIGIBLE 1 of 4 requirements is not met"), "{audit}");
    assert!(
        audit.contains("One block again: open; not yet not needed: another way is met"),
        "{audit}"
    );
    let line = &desk.json(&[&["audit", "mio"], &at[..]].concat())["cohorts"][0]["requirements"];
    assert_eq!(line["block-again"]["not_needed"], true);
    assert_eq!(line["fee"].get("not_needed"), None);
}

/// The ways that the plan does not take are not lacking either.
#[test]
fn what_the_plan_goes_around_is_not_said_to_be_lacking() {
    let desk = Desk::with_gallery("23-complex-trauma", "2025-07-01");
    for line in [
        "identified --name Mio --on 2025-07-01",
        "applied mio --on 2025-07-01",
        "admitted mio --on 2025-07-15",
        "paid mio --amount \"1200.00 USD\" --on 2025-07-20",
    ] {
        record(&desk, line);
    }
    let at = ["--as-of", "2025-09-01"];
    let docket = unwrapped(&desk.ok(&[&["docket"], &at[..]].concat()));
    assert!(docket.contains("Mio level-1 not done"), "{docket}");
    assert!(docket.contains("; level-2 not done"), "{docket}");
    assert!(docket.contains("CLOSE (1)") && !docket.contains("level-2-soon not done"), "{docket}");
    let line = desk.json(&[&["audit", "mio"], &at[..]].concat());
    let line = &line["cohorts"][0]["requirements"];
    let spare = |id: &str| line[id]["not_needed"] == true;
    assert!(spare("review") != spare("level-2-soon"), "{line}");
    assert!(!spare("level-1") && !spare("level-2") && !spare("no-long-break"), "{line}");
    let audit = unwrapped(&desk.ok(&[&["audit", "mio", "--brief"], &at[..]].concat()));
    assert!(audit.contains("not needed: what remains goes another way"), "{audit}");
    let cohort = unwrapped(&desk.ok(&[&["cohort"], &at[..]].concat()));
    assert!(cohort.contains("– not needed"), "{cohort}");
    assert!(!cohort.contains("– 0/1"), "{cohort}");
    let forecast = desk.json(&[&["forecast", "mio"], &at[..]].concat());
    let lacking = forecast["cohorts"][0]["people"][0]["requirements"].as_array().expect("a list");
    assert!(
        lacking.iter().all(|each| !spare(each["requirement"].as_str().unwrap())),
        "{lacking:?}"
    );
}

#[test]
fn more_than_is_asked_is_not_so_much_of_it() {
    let desk = Desk::with_sample();
    let docket = unwrapped(&desk.ok(&["docket", "2025-26", "--as-of", "2026-08-10"]));
    assert!(docket.contains("Céleste Fontaine reflections 1 of 2 on relationships"), "{docket}");
    let audit = unwrapped(&desk.ok(&["audit", "céleste", "--as-of", "2026-08-10"]));
    assert!(audit.contains("10 reflections (9 asked); 1 of 2 on relationships"), "{audit}");
}

/// Days are days and instants are instants, for whoever reads them with a program.
#[test]
fn days_in_json_are_days() {
    let desk = north::begun();
    let audit = desk.json(&["audit", "ada", "--as-of", "2026-04-10"]);
    let answer = &audit["cohorts"][0];
    assert_eq!(answer["policy"]["in_force_since"], "2025-10-01");
    assert_eq!(answer["standing_since_day"], "2025-11-15");
    let said = unwrapped(&desk.ok(&["audit", "ada", "--as-of", "2026-04-10"]));
    assert!(said.contains("in force since Wed 1 Oct 2025"), "{said}");
    assert!(said.contains("admitted since Sat 15 Nov 2025"), "{said}");
}
