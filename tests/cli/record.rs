//! `cairn init` and `cairn record`, as staff meet them.

mod kinds;
mod refusing;

use std::process::Command;

use crate::support::{Desk, NOW, cairn, root, unwrapped};

/// A folder with a log in it, the programme's policy, and Asha Rao, who has a seat.
pub(crate) fn with_asha() -> Desk {
    let desk = Desk::bare();
    desk.ok(&["init", "--origin", "log.example.org/story"]);
    let policy = root().join("fixtures/policies/compassionate-systems-2025-26.toml");
    desk.ok(&["policy", "adopt", &policy.display().to_string(), "--from", "2025-01-01"]);
    desk.ok(&[
        "record",
        "identified",
        "--name",
        "Asha Rao",
        "--email",
        "asha@example.org",
        "--on",
        "2025-06-01",
    ]);
    desk.ok(&["record", "applied", "asha", "--on", "2025-06-02"]);
    desk.ok(&["record", "admitted", "asha", "--on", "2025-06-03"]);
    desk
}

/// Splits a line as a shell does, as far as these tests need it.
pub(crate) fn words(line: &str) -> Vec<&str> {
    let pieces = line.split('"').enumerate();
    pieces
        .flat_map(
            |(place, piece)| {
                if place % 2 == 0 { piece.split_whitespace().collect() } else { vec![piece] }
            },
        )
        .collect()
}

#[test]
fn a_log_is_made_once_and_says_what_it_is_called() {
    let desk = Desk::bare();
    let begun = desk.ok(&["init"]);
    assert!(begun.starts_with("A new log: cairn.db\n  origin    cairn/"), "{begun}");
    assert!(begun.contains("frozen at 2026-11-23T12:00:00Z by CAIRN_NOW"), "{begun}");
    assert!(begun.contains("cairn policy adopt FILE"), "{begun}");
    let bytes = std::fs::read(desk.path().join("cairn.db")).unwrap();
    let again = desk.refused(2, &["init"]);
    assert!(
        again.contains("`cairn.db`: there is a file already") && again.contains("--log FILE"),
        "{again}"
    );
    assert_eq!(std::fs::read(desk.path().join("cairn.db")).unwrap(), bytes);
    desk.ok(&["init", "--log", "other.db"]);
    assert!(
        desk.refused(2, &["init", "--log", "third.db", "--origin", "two words"])
            .contains("without spaces")
    );
    assert!(!desk.path().join("third.db").exists());
}

#[test]
fn two_logs_never_share_an_origin() {
    let desk = Desk::bare();
    let one = desk.json(&["init", "--log", "one.db"]);
    let two = desk.json(&["init", "--log", "two.db"]);
    assert_eq!(one["schema"], "cairn.begun/1");
    assert_ne!(one["origin"], two["origin"]);
}

#[test]
fn the_answer_says_what_where_when_and_how_to_take_it_back() {
    let desk = with_asha();
    let said = desk.ok(&[
        "record",
        "paid",
        "asha",
        "--amount",
        "12500",
        "--on",
        "2025-06-10",
        "--note",
        "by cheque",
    ]);
    let expected = "Recorded as #5
  Asha Rao: paid 12500.00 USD

  when      Tue 10 Jun 2025
  note      by cheque (private)
  recorded  Mon 23 Nov 2026, 07:00 (America/New_York) by registrar@example.org
  stream    practitioner/";
    assert!(said.starts_with(expected), "{said}");
    assert!(
        said.ends_with(", revision 4\n\nTo take it back: cairn void 5 --reason \"…\"\n"),
        "{said}"
    );
}

#[test]
fn what_is_odd_is_said_beside_the_answer() {
    let desk = with_asha();
    let done = desk.run(&["record", "attended", "asha", "--session", "2025-99", "--whole"]);
    assert!(done.status.success());
    assert_eq!(
        String::from_utf8(done.stderr).unwrap(),
        "noted as odd: the calendar has no session 2025-99\n"
    );
}

#[test]
fn a_dry_run_shows_the_event_and_writes_nothing() {
    let desk = with_asha();
    let file = desk.path().join("cairn.db");
    let bytes = std::fs::read(&file).unwrap();
    let said = desk.ok(&["record", "paid", "asha", "--amount", "5", "--dry-run"]);
    assert!(
        said.starts_with(
            "Would be recorded (dry run: nothing was written)\n  Asha Rao: paid 5.00 USD\n"
        ),
        "{said}"
    );
    assert!(said.contains("\"minor\": 500"), "{said}");
    assert!(desk.ok(&["void", "4", "--reason", "x", "--dry-run"]).contains("voids #4"));
    assert!(
        desk.ok(&["amend", "4", "--reason", "x", "--on", "2025-06-04", "--dry-run"])
            .contains("amends #4")
    );
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    assert_eq!(
        desk.json(&["record", "paid", "asha", "--amount", "5", "--dry-run"])["dry_run"],
        true
    );
    assert_eq!(desk.json(&["record", "paid", "asha", "--amount", "5"])["position"], 5);
}

#[test]
fn the_help_says_what_is_lifted() {
    let help = Desk::bare().ok(&["record", "reinstated", "--help"]);
    assert!(help.contains("a refusal that fell on appeal"), "{help}");
}

#[test]
fn a_clock_that_stands_before_the_log_is_remarked_on() {
    let desk = with_asha();
    let at = |now: &str| {
        let mut call = Command::new(cairn());
        call.args(["record", "paid", "asha", "--amount", "5"]).current_dir(desk.path());
        call.env("CAIRN_NOW", now).env("CAIRN_ACTOR", "me").env_remove("CAIRN_LOG");
        String::from_utf8(call.output().unwrap().stderr).unwrap()
    };
    assert!(!at("2026-11-23T11:56:00Z").contains("remark:"));
    let said = unwrapped(&at("2026-11-22T12:00:00Z"));
    assert!(
        said.contains("remark: the clock says 2026-11-22T12:00:00Z, but #5 was recorded at 2026-11-23T12:00:00Z"),
        "{said}"
    );
}

/// Where the answer is lost after the writing, the message says so.
#[test]
#[cfg(target_os = "linux")]
fn an_answer_that_is_lost_does_not_hide_what_was_written() {
    let desk = with_asha();
    let mut call = Command::new(cairn());
    call.args(["record", "paid", "asha", "--amount", "6"]).current_dir(desk.path());
    call.env("CAIRN_NOW", NOW).env("CAIRN_ACTOR", "me").env_remove("CAIRN_LOG");
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let done = call.stdout(full).output().unwrap();
    assert_eq!(done.status.code(), Some(2));
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(said.contains("\n  but the event is recorded, as #5\n"), "{said}");
    assert!(said.contains("do not repeat the command"), "{said}");
}

#[test]
fn nobody_is_named_twice_and_links_are_short() {
    let desk = with_asha();
    let said =
        desk.ok(&["record", "identified", "--name", "Ada Lindgren", "--email", "ada@example.org"]);
    assert!(
        said.starts_with("Recorded as #5\n  identified: Ada Lindgren, ada@example.org\n"),
        "{said}"
    );
    let linked = desk.ok(&["record", "linked", "asha", "--other", "ada"]);
    assert!(linked.contains("\n  Asha Rao: linked: this record and Ada Lindgren ("), "{linked}");
    assert!(linked.contains("one person, known as Asha Rao"), "{linked}");
    let said = desk.refused(2, &["record", "unlinked", "asha", "--other", "ada@example.org"]);
    assert!(
        said.contains("\n  Ada Lindgren (")
            && said.contains("hint: name it by the start of its id: `--other "),
        "{said}"
    );
    let short = said.split("`--other ").nth(1).unwrap().split('`').next().unwrap();
    desk.ok(&["record", "unlinked", "asha", "--other", short]);
}

#[test]
fn what_a_kind_asks_for_comes_before_what_every_command_takes() {
    let desk = Desk::bare();
    let help = desk.ok(&["record", "paid", "--help"]);
    let place = |text: &str| help.find(text).unwrap_or_else(|| panic!("{text}: {help}"));
    assert!(place("What to say:") < place("Recording:"), "{help}");
    assert!(place("Recording:") < place("Everywhere:"), "{help}");
    assert!(place("Everywhere:") < place("--log <FILE>"), "{help}");
}

#[test]
fn several_who_record_at_once_lose_nothing() {
    let desk = with_asha();
    let call = || {
        let mut call = Command::new(cairn());
        call.args(["record", "paid", "asha", "--amount", "5", "--json"]).current_dir(desk.path());
        call.env("CAIRN_NOW", NOW).env("CAIRN_ACTOR", "staff@example.org").env_remove("CAIRN_LOG");
        call.stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap()
    };
    // Observations happened, whoever else records: they are looked at again and taken down.
    for _ in 0..5 {
        let calls: Vec<_> = (0..4).map(|_| call()).collect();
        for call in calls {
            let done = call.wait_with_output().unwrap();
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        }
    }
    let next = desk.json(&["record", "paid", "asha", "--amount", "5"]);
    assert_eq!(next["position"], 25);
    desk.ok(&["verify"]);
}
