//! `cairn void` and `cairn amend`, as staff meet them.

use crate::record::{with_asha, words};
use crate::support::{Desk, root};

fn does(desk: &Desk, line: &str) -> String {
    desk.ok(&words(line))
}

#[test]
fn a_void_shows_what_it_takes_back() {
    let desk = with_asha();
    does(&desk, "record paid asha --amount 5 --on 2025-06-10");
    let said = does(&desk, "void #5 --reason \"recorded twice\"");
    let expected = "Recorded as #6
  Asha Rao: voids #5

  before    #5 paid 5.00 USD · Tue 10 Jun 2025
  so        #5 does not count any more
  why       recorded twice (private)
  recorded  Mon 23 Nov 2026, 07:00 (America/New_York) by registrar@example.org
";
    assert!(said.starts_with(expected), "{said}");
    let again = desk.refused(3, &["void", "#5", "--reason", "again"]);
    assert_eq!(
        again,
        "error: #5 cannot be voided\n  because it does not count any more: #6 voided it\n\
         hint: to let it count again, take that back: `cairn void 6 --reason \"…\"`\n"
    );
    let back = does(&desk, "void 6 --reason \"it was no double\"");
    assert!(back.contains("so        #5 counts again: paid 5.00 USD · Tue 10 Jun 2025"), "{back}");
}

#[test]
fn an_amendment_shows_before_and_after() {
    let desk = with_asha();
    does(&desk, "record paid asha --amount 1250 --reference ch_1 --on 2025-06-10");
    let said = does(&desk, "amend 5 --reason typo --amount 12500");
    assert!(said.contains("  before    #5 paid 1250.00 USD (ch_1) · Tue 10 Jun 2025\n"), "{said}");
    assert!(said.contains("  after     #5 paid 12500.00 USD (ch_1) · Tue 10 Jun 2025\n"), "{said}");
    let json = desk.json(&["amend", "5", "--reason", "wrong day", "--on", "2025-06-12"]);
    assert_eq!(
        (json["schema"].as_str(), json["type"].as_str()),
        (Some("cairn.recorded/1"), Some("amended"))
    );
    assert_eq!(json["event"]["body"]["to"]["occurred_at"], "2025-06-12");
    assert_eq!(json["private"]["reason"], "wrong day");
    does(&desk, "verify");
}

#[test]
fn taking_back_the_policy_warns_of_what_stops_working() {
    let desk = with_asha();
    let done = desk.run(&["void", "1", "--reason", "wrong file"]);
    assert!(done.status.success());
    let (out, err) =
        (String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap());
    assert!(
        err.contains("noted as odd: compassionate-systems-2025-26 has no policy any more"),
        "{err}"
    );
    assert!(out.ends_with("To take it back: cairn void 5 --reason \"…\"\n"), "{out}");
    // What was adopted in the wrong zone is put right so.
    let policy = root().join("fixtures/policies/compassionate-systems-2025-26.toml");
    let text = std::fs::read_to_string(policy).unwrap();
    let file = desk.path().join("elsewhere.toml");
    std::fs::write(&file, text.replace("zone = \"America/New_York\"", "zone = \"Europe/Oslo\""))
        .unwrap();
    desk.ok(&["policy", "adopt", &file.display().to_string(), "--from", "2025-01-01"]);
}

#[test]
fn a_decision_moves_only_where_it_holds() {
    let desk = with_asha();
    let said = desk.refused(3, &["amend", "4", "--reason", "date", "--on", "2025-05-01"]);
    assert!(said.starts_with("error: #4 cannot be moved to Thu 1 May 2025\n  because Asha Rao cannot be admitted\n  because they are not an applicant"), "{said}");
    assert!(
        desk.refused(2, &["amend", "4", "--reason", "date", "--on", "2027-09-01"])
            .contains("still to come")
    );
    desk.ok(&["amend", "4", "--reason", "date", "--on", "2025-06-04"]);
}

#[test]
fn what_cannot_be_corrected_is_refused() {
    let desk = with_asha();
    does(&desk, "void 4 --reason wrong");
    for (line, code, says) in [
        ("void 99 --reason x", 2, "there is no event #99"),
        ("void 5", 2, "--reason"),
        ("void 3 --reason \"\"", 2, "a correction needs a reason"),
        ("amend 5 --reason x --on 2025-01-01", 3, "it is a correction itself"),
        ("amend 1 --reason x", 3, "a policy is adopted whole"),
        ("amend 3 --reason x", 2, "#3 says that already"),
        ("amend 3 --reason x --amount 5", 2, "`applied` has no `--amount`"),
        ("amend 4 --reason x --team a", 3, "void it and record the decision again"),
        ("amend 4 --reason x --on 2025-06-05", 3, "#5 voided it"),
    ] {
        let said = desk.refused(code, &words(line));
        assert!(said.contains(says), "{line}: {said}");
    }
}
