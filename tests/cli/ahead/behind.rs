//! Whoever is behind with what they pay, and what is asked where two ways ask for different prices.

use super::north::{self, record};
use crate::support::{Desk, unwrapped};

/// Ada Berg, with two more people: Bo Lind leaves, Cy Moe pays on time.
fn three() -> Desk {
    let desk = north::begun();
    for line in [
        "identified --name \"Bo Lind\" --on 2025-11-01",
        "applied bo --on 2025-11-01",
        "admitted bo --on 2025-11-15",
        "paid bo --amount 1000 --on 2026-01-20",
        "withdrew bo --on 2026-05-10",
        "identified --name \"Cy Moe\" --on 2025-11-01",
        "applied cy --on 2025-11-01",
        "admitted cy --on 2025-11-15",
        "paid cy --amount 2000 --on 2026-01-20",
    ] {
        record(&desk, line);
    }
    desk
}

fn says(desk: &Desk, words: &[&str], day: &str) -> String {
    unwrapped(&desk.ok(&[words, &["--as-of", day]].concat()))
}

#[test]
fn a_plan_says_which_instalments_are_due_and_which_overdue() {
    let desk = three();
    let said = says(&desk, &["forecast", "ada"], "2026-01-30");
    let due = "• pay 4500.00 USD (500.00 USD by Sat 31 Jan 2026, 4000.00 USD by Tue 30 Jun 2026)";
    assert!(said.contains(due), "{said}");
    let said = says(&desk, &["forecast", "ada"], "2026-04-10");
    let late = "(500.00 USD overdue since Sat 31 Jan 2026, 4000.00 USD by Tue 30 Jun 2026)";
    assert!(said.contains(late), "{said}");
    let json = desk.json(&["forecast", "ada", "--as-of", "2026-04-10"]);
    let tuition = &json["cohorts"][0]["people"][0]["requirements"][7];
    assert_eq!(tuition["overdue"]["words"], "500.00 USD overdue since Sat 31 Jan 2026");
    let audit = says(&desk, &["audit", "ada", "--brief"], "2026-04-10");
    assert!(audit.contains(&format!("pay 4500.00 USD {late}")), "{audit}");
    let json = desk.json(&["audit", "ada", "--as-of", "2026-04-10"]);
    let account = &json["cohorts"][0]["account"];
    assert_eq!(account["overdue"], 50_000);
    assert_eq!(account["overdue_since"], "2026-01-31");
    assert_eq!(account["instalments"].as_array().map(Vec::len), Some(2));
}

/// Nothing puts late money out of reach, and it is late all the same.
#[test]
fn somebody_behind_does_not_read_that_nothing_binds_it() {
    let desk = north::begun();
    north::WHAT_REMAINS.trim().lines().filter(|line| !line.starts_with("paid")).for_each(|line| {
        record(&desk, line);
    });
    let said = says(&desk, &["forecast", "ada"], "2026-10-06");
    let late = "out of reach, but a payment is late: 4500.00 USD overdue since Sat 31 Jan 2026.";
    assert!(said.contains(late) && !said.contains("No deadline binds"), "{said}");
    assert!(said.contains("• pay 4500.00 USD (overdue since Sat 31 Jan 2026) No"), "{said}");
}

#[test]
fn the_docket_and_the_cohort_list_who_is_overdue() {
    let desk = three();
    let docket = says(&desk, &["docket"], "2026-04-10");
    assert!(
        docket.contains(
            "OVERDUE (2) behind with instalments; in a group above, too Ada Berg 500.00 USD \
             overdue since Sat 31 Jan 2026 Bo Lind 1000.00 USD overdue since Sat 31 Jan 2026"
        ),
        "{docket}"
    );
    assert!(!says(&desk, &["docket"], "2026-01-30").contains("OVERDUE"));
    let csv = desk.ok(&["docket", "--as-of", "2026-04-10", "--format", "csv"]);
    assert!(
        csv.lines().any(|line| line.contains("Bo Lind") && line.ends_with(",100000,2026-01-31")),
        "{csv}"
    );
    let cohort = says(&desk, &["cohort", "north-2026"], "2026-04-10");
    assert!(cohort.contains("◐o -4500") && cohort.contains("◐ -4000"), "{cohort}");
}

/// Somebody who must act tomorrow is not to be looked for at the end of a list.
#[test]
fn whoever_must_act_first_stands_first() {
    let desk = three();
    let forecast = desk.json(&["forecast", "--cohort", "north-2026", "--as-of", "2026-01-30"]);
    let people = forecast["cohorts"][0]["people"].as_array().expect("people");
    let next = |person: &serde_json::Value| {
        (person["name"].clone(), person["next"]["day"].clone(), person["next"]["what"].clone())
    };
    assert_eq!(
        next(&people[0]),
        ("Bo Lind".into(), "2026-01-31".into(), "pay 1000.00 USD by Sat 31 Jan 2026".into())
    );
    // Her last safe day is the latest of all; what she must pay tomorrow comes before a session next week.
    assert_eq!(people[1]["name"], "Ada Berg");
    assert_eq!(people[1]["remains"]["latest"]["day"], "2026-04-02");
    assert_eq!(next(&people[2]).1, "2026-02-05");
    assert_eq!(people[2]["remains"]["latest"]["day"], "2026-03-05");
}

#[test]
fn for_somebody_who_has_left_nothing_comes_due_any_more() {
    let desk = three();
    let account = |day: &str| says(&desk, &["audit", "bo", "--brief"], day);
    let before = account("2026-03-31");
    let would = "500.00 USD would be paid back if they withdrew on Tue 31 Mar 2026";
    assert!(before.contains(would), "{before}");
    // They left in May: what was due in January was overdue, what was due in June never came due.
    let after = account("2026-08-01");
    assert!(after.contains("1000.00 USD overdue since Sat 31 Jan 2026 · nothing to be"), "{after}");
    assert!(!after.contains("by Tue 30 Jun"), "{after}");
    // Whoever gets something back is not asked for more.
    record(&desk, "withdrew cy --on 2026-02-10");
    let cy = says(&desk, &["audit", "cy", "--brief"], "2026-08-01");
    assert!(cy.contains("1500.00 USD to be paid back, as they left"), "{cy}");
    assert!(says(&desk, &["docket"], "2026-08-01").contains("OVERDUE (2)"));
}

/// All that is paid is one account: whoever repeats a block owes more than whoever was there.
#[test]
fn of_two_prices_the_one_of_the_way_taken_is_asked() {
    let desk = Desk::with_gallery("22-family-constellation", "2025-08-01");
    for name in ["mio", "rei"] {
        record(&desk, &format!("identified --name {name} --on 2025-08-01"));
        record(&desk, &format!("applied {name} --on 2025-08-01"));
        record(&desk, &format!("admitted {name} --on 2025-08-20"));
    }
    let block = |name: &str, block: u8, days: std::ops::RangeInclusive<u8>| {
        for day in days {
            let session = format!("block-{block}-day-0{day}");
            record(&desk, &format!("attended {name} --session {session} --whole"));
        }
    };
    (1..=3).for_each(|each| block("mio", each, 1..=3));
    block("rei", 1, 1..=3);
    block("rei", 3, 1..=3);
    let plan = |name: &str| says(&desk, &["audit", name, "--brief"], "2026-04-30");
    let mio = plan("mio");
    assert!(mio.contains("What would settle it: pay 270000 JPY."), "{mio}");
    assert!(mio.contains("Account, for “The fee”: price 270000 JPY · paid 0 JPY"), "{mio}");
    assert!(
        mio.contains("Another way, “The fee, and half of a block's”, would ask for 315000 JPY"),
        "{mio}"
    );
    let rei = plan("rei");
    assert!(rei.contains("pay 315000 JPY"), "{rei}");
    assert!(rei.contains("Account, for “The fee, and half of a block's”: price 315000"), "{rei}");
}
