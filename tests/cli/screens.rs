//! Screens that said too much, or what nobody asked: each story is one that somebody stumbled over.

use std::process::Command;

use crate::ahead::north::record;
use crate::support::{Desk, NOW, cairn, root, unwrapped};

/// A training for which Mio has a seat, and what else there is to record.
fn trauma(more: &[&str]) -> Desk {
    let desk = Desk::with_gallery("23-complex-trauma", "2025-07-01");
    let seat = [
        "identified --name Mio --on 2025-07-01",
        "applied mio --on 2025-07-02",
        "admitted mio --on 2025-07-15",
    ];
    seat.iter().chain(more).for_each(|line| record(&desk, line));
    desk
}

fn audit(desk: &Desk, day: &str) -> String {
    unwrapped(&desk.ok(&["audit", "mio", "--as-of", day]))
}

#[test]
fn nobody_who_has_left_has_a_balance() {
    let desk = trauma(&["withdrew mio --on 2025-08-01"]);
    let said = audit(&desk, "2025-08-10");
    assert!(said.contains("paid 0.00 USD · nothing to be paid back"), "{said}");
    assert!(!said.contains("balance"), "{said}");
    let cohort = desk.ok(&["cohort", "--as-of", "2025-08-10"]);
    assert!(!cohort.contains("-1200"), "{cohort}");
    let account = &desk.json(&["audit", "mio", "--as-of", "2025-08-10"])["cohorts"][0]["account"];
    assert_eq!(account["balance"], 120_000, "a program still finds it");
    assert!(audit(&desk, "2025-07-20").contains("balance 1200.00 USD"));
}

#[test]
fn more_than_the_price_is_said_to_be_more() {
    let desk = trauma(&["paid mio --amount \"1300.00 USD\" --on 2025-07-20"]);
    let said = audit(&desk, "2025-07-21");
    assert!(said.contains("100.00 USD more than the price was paid"), "{said}");
}

#[test]
fn what_was_paid_back_counts_against_and_not_for_nothing() {
    let desk = trauma(&[
        "paid mio --amount \"1200.00 USD\" --on 2025-07-20",
        "refunded mio --amount \"200.00 USD\" --on 2025-07-21",
    ]);
    let said = audit(&desk, "2025-07-22");
    assert!(said.contains("counts against: #6, paid back"), "{said}");
}

#[test]
fn what_was_done_is_said_with_its_unit() {
    let desk = Desk::with_gallery("10-new-york-cle", "2024-01-01");
    for line in [
        "identified --name Mio --on 2024-01-01",
        "applied mio --on 2024-01-02",
        "admitted mio --on 2024-01-03",
        "logged mio --activity general --amount 17 --on 2024-03-01",
        "logged mio --activity cyber-general --amount 5 --on 2024-03-02",
    ] {
        record(&desk, line);
    }
    let said = audit(&desk, "2024-06-01");
    assert!(said.contains("did 17 credits of general"), "{said}");
    assert!(said.contains("5 credits (1 asked)"), "{said}");
    let args = ["record", "logged", "mio", "--activity", "general", "--amount", "1"];
    let said = desk.ok(&[&args[..], &["--on", "2024-03-02"]].concat());
    assert!(said.contains("did 1 credit of general"), "{said}");
}

#[test]
fn a_step_taken_twice_is_said_to_be_taken_again() {
    let desk = Desk::with_gallery("23-complex-trauma", "2025-07-01");
    record(&desk, "identified --name Mio --on 2025-07-01");
    record(&desk, "applied mio --on 2025-07-02");
    record(&desk, "applied mio --on 2025-07-03");
    let said = audit(&desk, "2025-07-22");
    assert!(said.contains("applied again, having applied before"), "{said}");
}

#[test]
fn an_event_of_a_day_is_told_by_its_day() {
    let desk = Desk::with_sample();
    for line in [
        "identified --name \"Mio Sato\" --on 2025-06-01",
        "applied \"Mio Sato\" --cohort compassionate-systems-2025-26 --on 2025-06-20",
    ] {
        record(&desk, line);
    }
    let said = unwrapped(&desk.ok(&["audit", "Mio Sato", "--as-of", "2025-08-01"]));
    assert!(said.contains("out of reach since #1378, Fri 20 Jun 2025 "), "{said}");
    assert!(!said.contains("Fri 20 Jun 2025, 00:00"), "{said}");
}

#[test]
fn before_somebody_is_on_record_no_rule_differs() {
    let desk = trauma(&[]);
    let said =
        unwrapped(&desk.ok(&["compare", "mio", "--from", "2025-06-01", "--to", "2025-07-20"]));
    assert!(said.contains("level-1: not on record then → not yet (open)"), "{said}");
    assert!(!said.contains("the rule differs") && !said.contains("not asked"), "{said}");
    let said = desk.ok(&["forecast", "mio", "--as-of", "2025-06-01"]);
    assert!(said.contains("Nothing was on record for any cohort."), "{said}");
}

const TWO: &str = r#"
cohort = "two"
title = "A programme that asks for two things"
version = "1"
zone = "America/New_York"
currency = "USD"
begins = 2025-07-01
ends = 2026-06-30
root = "certificate"

[requirement.certificate]
title = "Certificate"
assumed = "both are asked"
all = ["essay", "talk"]

[requirement.essay]
title = "Essay"
published = "https://example.org/rules"
submitted = { item = "essay" }

[requirement.talk]
title = "Talk"
published = "https://example.org/rules"
submitted = { item = "talk" }
"#;

#[test]
fn two_are_both_and_a_mark_that_is_not_there_is_not_explained() {
    let desk = Desk::with_policy(TWO, "2025-07-01");
    for line in [
        "identified --name Mio --on 2025-07-01",
        "applied mio --on 2025-07-02",
        "admitted mio --on 2025-07-15",
        "submitted mio --item essay --on 2025-08-01",
        "submitted mio --item talk --on 2025-08-01",
    ] {
        record(&desk, line);
    }
    let before = audit(&desk, "2025-07-20");
    assert!(before.contains("NOT YET ELIGIBLE both requirements are still to be met;"), "{before}");
    assert!(!before.contains("(assumed)"), "{before}");
    let after = audit(&desk, "2025-08-20");
    assert!(after.contains("ELIGIBLE both requirements are met;"), "{after}");
}

#[test]
fn an_address_of_the_web_is_not_broken() {
    let desk = Desk::with_gallery("02-brown-mbsr-bridge", "2024-01-01");
    let page = desk.ok(&["policy", "show"]);
    let whole = "https://brown.edu/public-health/mindfulness/ideas/umass-memorial-health-care-and-mindfulness-center-brown-pathway-mbsr-teacher-training";
    assert!(page.contains(whole), "{page}");
}

/// While better is in reach, that somebody would end with nothing is no news.
#[test]
fn while_the_best_is_in_reach_only_that_is_said() {
    let desk = Desk::with_gallery("20-avtec", "2025-08-01");
    for line in [
        "identified --name Mio --on 2025-08-01",
        "applied mio --on 2025-08-02",
        "admitted mio --on 2025-08-15",
    ] {
        record(&desk, line);
    }
    let said = audit(&desk, "2025-09-01");
    assert!(said.contains("Best outcome in reach: In good standing"), "{said}");
    assert!(!said.contains("Outcome so far"), "{said}");
    let said = audit(&desk, "2025-12-01");
    assert!(said.contains("Outcome so far: Out · best in reach: Out"), "{said}");
}

/// What the certificate does not ask for can be asked about, too.
#[test]
fn what_only_an_outcome_asks_for_is_explained() {
    let desk = Desk::with_gallery("20-avtec", "2025-08-01");
    for line in [
        "identified --name Mio --on 2025-08-01",
        "applied mio --on 2025-08-02",
        "admitted mio --on 2025-08-15",
    ] {
        record(&desk, line);
    }
    let said = unwrapped(&desk.ok(&["why", "mio", "punctual", "--as-of", "2025-09-01"]));
    assert!(
        said.contains(
            "only the outcome “In good standing” asks for it, and the certificate does not"
        ),
        "{said}"
    );
    let why = desk.json(&["why", "mio", "punctual", "--as-of", "2025-09-01"]);
    assert_eq!(why["requirement"], "punctual");
    assert_eq!(why["outcomes"][0], "In good standing");
}

/// An amendment is recorded at one time, whoever shows it.
#[test]
fn a_correction_is_told_in_the_zone_of_what_it_corrects() {
    let desk = Desk::with_sample();
    let file = root().join("fixtures/policies/gallery/22-family-constellation/policy.toml");
    desk.ok(&["policy", "adopt", &file.display().to_string(), "--from", "2025-08-01"]);
    let cohort = "--cohort constellation-2025-26";
    record(&desk, "identified --name \"Mio Sato\" --on 2025-08-01");
    record(&desk, &format!("applied \"Mio Sato\" {cohort} --on 2025-08-02"));
    record(&desk, &format!("paid \"Mio Sato\" {cohort} --amount 270 --on 2025-08-03"));
    let said = desk.ok(&["amend", "1380", "--reason", "a zero too few", "--amount", "270000"]);
    assert!(said.contains("Mon 23 Nov 2026, 21:00 (Asia/Tokyo)"), "{said}");
    let said = desk.ok(&["audit", "Mio Sato"]);
    assert!(said.contains("1381  Mon 23 Nov 2026, 21:00"), "{said}");
}

/// Errors are read on the same terminal as answers.
#[test]
fn complaints_fit_the_terminal() {
    let desk = Desk::bare();
    let fits = |args: &[&str], columns: usize| {
        let mut call = Command::new(cairn());
        call.args(args).current_dir(desk.path()).env("CAIRN_NOW", NOW);
        call.env("COLUMNS", columns.to_string()).env_remove("CAIRN_ACTOR").env_remove("CAIRN_LOG");
        let said = String::from_utf8(call.output().expect("cairn runs").stderr).expect("text");
        let quoted = |line: &str| line.contains(" | ") || line.contains("-->");
        let mut long = said.lines().filter(|line| !quoted(line));
        assert!(long.all(|line| line.chars().count() <= columns), "{said}");
        said
    };
    let said = fits(&["record", "identified", "--name", "Mio"], 80);
    assert!(said.contains("nobody is named as recording this"), "{said}");
    let wrong = root().join("tests/policy/gallery/asks-nothing.toml");
    std::fs::copy(wrong, desk.path().join("wrong.toml")).expect("a copy");
    let said = fits(&["policy", "check", "wrong.toml"], 60);
    assert!(said.contains("help: add one of `all`"), "{said}");
}
