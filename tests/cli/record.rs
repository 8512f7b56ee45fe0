//! `cairn init` and `cairn record`, as staff meet them.

use std::process::Command;

use crate::support::{Desk, NOW, cairn, root};

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

/// Adopts the same rules for the cohort after it.
fn adopt_next_year(desk: &Desk) {
    let policy = root().join("fixtures/policies/compassionate-systems-2025-26.toml");
    let text = std::fs::read_to_string(policy).expect("a file");
    let cohort = |year: &str| format!("cohort = \"compassionate-systems-{year}\"");
    let file = desk.path().join("next.toml");
    std::fs::write(&file, text.replace(&cohort("2025-26"), &cohort("2026-27"))).expect("a file");
    desk.ok(&["policy", "adopt", &file.display().to_string(), "--from", "2025-01-01"]);
}

/// Each kind once on the real binary, in an order that the rules allow.
#[test]
fn every_kind_can_be_recorded() {
    let desk = with_asha();
    for line in EVERY_KIND.trim().lines() {
        if line.starts_with("deferred") {
            adopt_next_year(&desk);
        }
        let args: Vec<&str> = std::iter::once("record").chain(words(line)).collect();
        let said = desk.json(&args);
        assert_eq!(said["schema"], "cairn.recorded/1", "{line}");
        assert_eq!(said["event"]["position"], said["position"], "{line}");
        assert_eq!(said["type"].as_str().unwrap(), words(line)[0].replace('-', "_"), "{line}");
    }
    desk.ok(&["verify"]);
}

const EVERY_KIND: &str = r#"
credited asha --achievement "Foundations I" --on 2024-11-20
paid asha --amount "12500.00 USD" --reference ch_1 --on 2025-06-10
refunded asha --amount 500 --payment #6 --on 2025-06-11
tuition_adjusted asha --kind scholarship --amount 500 --on 2025-06-12
session_held --session 2025-09 --from 2025-09-11T19:10 --to 2025-09-11T22:00
attended asha --session 2025-09 --from 19:12 --to 21:58
session-cancelled --session 2026-08 --on 2025-10-01
excused asha --session 2025-10 --on 2025-10-02
reflected asha --session 2025-09 --facet self --facet relationships --on 2025-09-20
submitted asha --item project --on 2026-05-01
reviewed asha --item project --reviewer m@example.org --accepted --on 2026-05-02
retreat-completed asha --days 5 --on 2026-05-03
waived asha --requirement attendance --authority committee --on 2026-05-03
waived asha --requirement reflections --authority committee --on 2026-05-03
reviewed asha --item project --reviewer n@example.org --accepted --on 2026-05-03
reviewed asha --item project --reviewer o@example.org --as outside --accepted --on 2026-05-03
logged asha --activity coaching-paid --hours 1:30 --with client-7 --on 2026-05-03 --reported 2026-05-04
logged asha --activity ethics --amount 1.5 --on 2026-05-03
examined asha --item written --score 42/50 --on 2026-05-03
judged asha --question readiness --judge m@example.org --as mentor --granted --on 2026-05-03
referred asha --requirement reflections --on 2026-05-04
appealed asha --decision 25 --on 2026-05-05
appeal-decided asha --upheld --on 2026-05-06
suspended asha --on 2026-05-07
reinstated asha --on 2026-05-08
certified asha --on 2026-08-10
revoked asha --on 2026-08-11
identified --name "Bo Lind" --on 2025-05-01
applied "Bo Lind" --on 2025-06-01 --team north
withdrew "Bo Lind" --on 2025-06-02
applied "Bo Lind" --on 2025-06-03
waitlisted "Bo Lind" --on 2025-06-04
declined "Bo Lind" --on 2025-06-05
identified --name "Cy Oh" --on 2025-05-01
applied "Cy Oh" --on 2025-06-01
admitted "Cy Oh" --on 2025-06-02
identified --name "Di Wu" --on 2025-05-01
applied "Di Wu" --on 2025-06-01
admitted "Di Wu" --on 2025-06-02
refused "Di Wu" --on 2026-08-10
linked "Di Wu" --other "Bo Lind"
deferred "Cy Oh" --to compassionate-systems-2026-27 --on 2025-06-04
"#;

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
        let said = desk.refused(2, &args);
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
        let said = desk.refused(2, args);
        assert!(
            said.starts_with("error: `cairn.db` is kept by the real clock, and `CAIRN_NOW` says 2026-11-23T12:00:00Z\n"),
            "{said}"
        );
        assert!(said.contains("hint: unset `CAIRN_NOW`"), "{said}");
    }
    // To ask is always possible, and nothing was written.
    assert!(desk.ok(&["find", "asha"]).contains("Asha Rao"));
    by_the_clock(&["verify"]);
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
    let said = at("2026-11-22T12:00:00Z");
    assert!(
        said.contains("remark: the clock says 2026-11-22T12:00:00Z, but #5 was recorded at 2026-11-23T12:00:00Z"),
        "{said}"
    );
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

#[test]
fn every_kind_has_help_with_an_example() {
    let desk = Desk::bare();
    let kinds = desk.ok(&["record", "--help"]);
    for line in EVERY_KIND.trim().lines() {
        let kind = words(line)[0].replace('-', "_");
        assert!(kinds.contains(&format!("\n  {kind} ")), "{kind}");
        let help = desk.ok(&["record", &kind, "--help"]);
        assert!(
            help.starts_with("Record ") && help.contains(&format!("  cairn record {kind} ")),
            "{help}"
        );
    }
}
