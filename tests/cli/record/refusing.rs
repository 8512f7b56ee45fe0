//! What is not recorded says why, and what to do next.

use std::process::Command;

use super::{with_asha, words};
use crate::support::{Desk, NOW, cairn, root, unwrapped};

#[test]
fn a_decision_is_refused_with_its_reason() {
    let desk = with_asha();
    let said = desk.refused(3, &["record", "certified", "asha"]);
    assert!(
        said.starts_with(
            "error: Asha Rao cannot be certified\n  because the policy is not satisfied: "
        ),
        "{said}"
    );
    assert!(said.ends_with("hint: `cairn audit \"Asha Rao\"` shows the evidence\n"), "{said}");
}

#[test]
fn errors_say_what_to_do_next() {
    let desk = with_asha();
    for (line, says) in [
        (
            "attended asha --session 2025-09",
            "needs one of `--whole`, `--from` with `--to`, `--minutes`, `--unmeasured`",
        ),
        ("attended asha --whole", "--session"),
        ("paid asha --amount 12,500", "--amount: `12,500` is not an amount of money"),
        ("paid asha --amount \"5 usd\"", "a currency is written in capitals: `USD`"),
        ("attended asha --session 2025-09 --minutes -5", "`-5` is fewer than no minutes"),
        ("retreat_completed asha --days -1", "`-1` is fewer than no days"),
        ("deferred asha --to nowhere", "the cohort `nowhere` has no policy"),
        ("paid nobody --amount 5", "nobody matches `nobody`"),
        ("paid asha --amount 5 --on 2025-06-10 --at 2025-06-10T10:00", "cannot be used with"),
        ("paid asha --amount 5 --source nothing", "--source: `nothing` has no name and value"),
        ("identified --name \"asha rao\"", "if this is somebody else, say so with `--new`"),
        ("policy-adopted x", "`cairn policy adopt FILE` adopts a policy"),
        ("voided 5 --reason x", "cairn void 120"),
        ("amended 5", "cairn amend 120"),
        ("erased asha", "cannot erase yet"),
        ("danced asha", "unrecognized subcommand 'danced'"),
    ] {
        let args: Vec<&str> = std::iter::once("record").chain(words(line)).collect();
        let said = unwrapped(&desk.refused(2, &args));
        assert!(said.contains(says), "{line}: {said}");
    }
}

#[test]
fn nobody_records_without_a_name() {
    let desk = with_asha();
    let mut call = Command::new(cairn());
    call.args(["record", "paid", "asha", "--amount", "5"]).current_dir(desk.path());
    let done = call
        .env("CAIRN_NOW", NOW)
        .env_remove("CAIRN_ACTOR")
        .env_remove("CAIRN_LOG")
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(2));
    let said = String::from_utf8(done.stderr).unwrap();
    assert!(
        said.contains("nobody is named as recording this") && said.contains("CAIRN_ACTOR"),
        "{said}"
    );
    assert!(
        desk.json(&["record", "paid", "asha", "--amount", "5", "--by", "me"])["recorded_by"]
            == "me"
    );
}

/// Under a made-up clock nothing is written into a log that is kept by the real one.
#[test]
fn a_made_up_clock_writes_only_into_logs_that_say_so() {
    let desk = Desk::bare();
    let by_the_clock = |args: &[&str]| {
        let mut call = Command::new(cairn());
        call.args(args).current_dir(desk.path()).env_remove("CAIRN_NOW").env_remove("CAIRN_LOG");
        let done = call.env("CAIRN_ACTOR", "registrar@example.org").output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    by_the_clock(&["init", "--origin", "log.example.org/real"]);
    by_the_clock(&["record", "identified", "--name", "Asha Rao"]);
    let policy = root().join("fixtures/policies/compassionate-systems-2025-26.toml");
    let policy = policy.display().to_string();
    let sample = root().join("fixtures/cohorts/compassionate-systems-2025-26.ndjson");
    let sample = sample.display().to_string();
    for args in [
        &["record", "identified", "--name", "Bo Lind"][..],
        &["void", "1", "--reason", "x"],
        &["amend", "1", "--reason", "x", "--name", "Asha"],
        &["policy", "adopt", &policy],
        &["load", &sample],
    ] {
        let said = unwrapped(&desk.refused(2, args));
        assert!(
            said.starts_with("error: `cairn.db` is kept by the real clock, and `CAIRN_NOW` says 2026-11-23T12:00:00Z because"),
            "{said}"
        );
        assert!(said.contains("hint: unset `CAIRN_NOW`"), "{said}");
    }
    // To ask is always possible, and nothing was written.
    assert!(desk.ok(&["find", "asha"]).contains("Asha Rao"));
    by_the_clock(&["verify"]);
}

/// A command that fails has written nothing.
#[test]
fn what_cannot_be_answered_is_not_written() {
    let desk = with_asha();
    let head = desk.json(&["verify"]);
    let policy = root().join("fixtures/policies/stricter-attendance.toml").display().to_string();
    for args in [
        &["record", "paid", "asha", "--amount", "6", "-f", "csv"][..],
        &["record", "paid", "asha", "--amount", "6", "--dry-run", "-f", "csv"],
        &["void", "4", "--reason", "x", "-f", "csv"],
        &["amend", "4", "--reason", "x", "--on", "2025-06-04", "-f", "csv"],
        &["policy", "adopt", &policy, "-f", "csv"],
        &["init", "--log", "other.db", "-f", "csv"],
    ] {
        assert!(desk.refused(2, args).contains("has no CSV form; nothing was written"), "{args:?}");
    }
    assert!(!desk.path().join("other.db").exists());
    assert_eq!(desk.json(&["verify"]), head);
}
