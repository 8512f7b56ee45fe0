//! People at the command line: listed, doubted, linked, and known by what files call them.

use crate::support::{Desk, unwrapped};

#[test]
fn everybody_fits_the_page_and_has_a_row() {
    let desk = Desk::with_sample();
    for args in [&["people", "list"][..], &["people", "list", "--cohort", "2025-26"]] {
        let page = desk.ok(args);
        assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
        let people = desk.json(args)["people"].as_array().expect("people").len();
        assert_eq!(desk.ok(&[args, &["-f", "csv"]].concat()).lines().count(), people + 1);
        assert!(page.contains("also 019b12e4"), "{page}");
        // An address that is broken cannot be copied.
        assert!(page.contains("carlos.echeverria@example.org"), "{page}");
    }
}

#[test]
fn to_find_is_the_same_by_both_names() {
    let desk = Desk::with_sample();
    assert_eq!(desk.ok(&["people", "find", "santos"]), desk.ok(&["find", "santos"]));
}

/// The sample's two of one name were linked by mistake once, and told apart: nobody has to look again.
#[test]
fn whoever_was_told_apart_is_no_open_question() {
    let desk = Desk::with_sample();
    let args = ["people", "duplicates", "--exit-code"];
    assert!(desk.run(&args).status.success());
    let name = ["--name", "Maria Santos", "--email", "m@example.org", "--new"];
    desk.ok(&[&["record", "identified"], &name[..]].concat());
    assert_eq!(desk.run(&args).status.code(), Some(1));
    let pairs = desk.json(&["people", "duplicates"])["pairs"].clone();
    let pairs = pairs.as_array().expect("pairs");
    assert_eq!(pairs.len(), 3);
    assert!(pairs[0]["told_apart"].is_null() && pairs[2]["told_apart"].is_u64());
}

/// A link is the same event by whichever command it is recorded.
#[test]
fn a_link_is_recorded_as_it_always_was() {
    let desk = Desk::with_sample();
    let both = ["maria.santos.sp@example.org", "maria.santos.lisboa@example.org"];
    let linked = desk.json(&["people", "link", both[0], both[1], "--reason", "one passport"]);
    assert_eq!(
        (&linked["schema"], &linked["type"]),
        (&"cairn.recorded/1".into(), &"linked".into())
    );
    assert_eq!(linked["private"]["note"], "one passport");
    let place = linked["position"].as_u64().expect("a place");
    let apart = desk.json(&["people", "unlink", both[0], "01976efb", "--reason", "two passports"]);
    assert_eq!(apart["type"], "unlinked");
    desk.ok(&["void", &(place + 1).to_string(), "--reason", "one after all"]);
    assert!(desk.ok(&["people", "list"]).contains("also 01976efb"));
    desk.ok(&["verify"]);
}

#[test]
fn a_link_without_a_reason_is_refused() {
    let desk = Desk::with_sample();
    let both = ["maria.santos.sp@example.org", "maria.santos.lisboa@example.org"];
    let said = desk.refused(2, &["people", "link", both[0], both[1], "--reason", " "]);
    assert!(said.contains("not joined or parted without a reason"), "{said}");
    let said = desk.refused(3, &["people", "link", both[0], both[0], "--reason", "x"]);
    assert!(unwrapped(&said).contains("the two are one already"), "{said}");
}

#[test]
fn a_name_in_files_is_private_and_can_be_taken_back() {
    let desk = Desk::with_sample();
    let alias = ["people", "alias", "asha", "iPhone (Asha)"];
    desk.ok(&alias);
    assert!(desk.ok(&["people", "alias", "asha", "--list"]).contains("iPhone (Asha)"));
    let audit = desk.ok(&["audit", "asha"]);
    assert!(audit.contains("recognised in files as") && audit.contains("iPhone (Asha)"));
    assert!(!desk.ok(&["export", "--without-private"]).contains("iPhone (Asha)"));
    let said = desk.refused(3, &alias);
    assert!(said.contains("cannot be confirmed twice"), "{said}");
    desk.ok(&[&alias[..], &["--take-back", "--reason", "her sister's"]].concat());
    assert!(desk.ok(&["people", "alias", "asha", "--list"]).contains("nothing is confirmed"));
    desk.refused(2, &["people", "alias", "asha", "iPhone", "--take-back"]);
    desk.refused(2, &["people", "alias", "asha"]);
}
