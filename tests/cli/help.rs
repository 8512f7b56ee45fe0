//! `cairn help`, the manual pages, the completions, and the demo.
#![expect(clippy::needless_raw_string_hashes, reason = "snapbox writes snapshots like this")]

use snapbox::{assert_data_eq, str};
use tempfile::TempDir;

use crate::files::Office;

#[test]
fn the_overview_is_the_same_at_every_door() {
    let office = Office::new();
    let overview = office.answer(&["help"], 0);
    assert_eq!(office.answer(&["--help"], 0), overview);
    assert_eq!(office.answer(&[], 0), overview, "whoever says nothing wants to know what there is");
    let set = office.cairn(&[]).env("CAIRN_LOG", "cairn.db").output().unwrap();
    assert_eq!(String::from_utf8(set.stdout).unwrap(), overview);
    for group in ["Programme staff", "Certification committee", "Analysts", "Keeping the log"] {
        assert!(overview.contains(&format!("\n{group}")), "{overview}");
    }
}

#[test]
fn no_help_is_wider_than_a_page() {
    let office = Office::new();
    let every = [
        "",
        "dates",
        "formats",
        "exit-codes",
        "policy",
        "find",
        "audit",
        "why",
        "forecast",
        "compare",
        "record",
        "void",
        "amend",
        "docket",
        "cohort",
        "replay",
        "init",
        "load",
        "export",
        "verify",
        "demo",
        "completions",
        "man",
        "help",
        "policy check",
        "policy adopt",
        "policy show",
        "policy diff",
        "record judged",
        "record logged",
        "record waived",
        "record extended",
        "record reviewed",
        "record session_held",
    ];
    for what in every {
        let args: Vec<&str> = std::iter::once("help").chain(what.split_whitespace()).collect();
        let help = office.answer(&args, 0);
        let wide = help.lines().find(|line| line.chars().count() > 80);
        assert_eq!(wide, None, "help {what}");
    }
    assert!(office.answer(&["record", "judged", "--help"], 0).contains("--judge <JUDGE>"));
    let said = office.complaint(&["audit", "ada", "--as-of", "31.12.2026"], 2);
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
}

#[test]
fn topics_and_commands_are_explained() {
    let office = Office::new();
    for (topic, begins) in [
        ("dates", "Dates: the two times of every question"),
        ("formats", "Formats: what cairn prints, and what it reads"),
        ("exit-codes", "Exit codes: what a script can rely on"),
        ("policy", "Policy: how the rules of a cohort are written"),
    ] {
        assert!(office.answer(&["help", topic], 0).starts_with(begins));
    }
    assert!(
        office
            .answer(&["help", "formats"], 0)
            .contains("revision      its place in its stream: ignored")
    );
    assert!(
        office
            .answer(&["help", "policy", "adopt"], 0)
            .contains("Usage: cairn policy adopt [OPTIONS] <FILE>")
    );
    assert!(
        office
            .answer(&["help", "verify"], 0)
            .starts_with("Check that the log holds what was recorded")
    );
    assert_data_eq!(
        office.complaint(&["help", "policy", "frobnicate"], 2),
        str![[r#"
error: there is no command or topic `policy frobnicate`
hint: `cairn help` lists the commands; the topics are dates, formats, exit-codes, policy

"#]]
    );
}

/// The policy that the topic shows is one that can be adopted, but for the words that stand for others.
#[test]
fn the_policy_of_the_topic_is_sound() {
    let office = Office::new();
    let topic = office.answer(&["help", "policy"], 0);
    let file: Vec<&str> = topic
        .lines()
        .skip_while(|line| !line.contains("cohort ="))
        .take_while(|line| !line.contains("policy check"))
        .collect();
    let file = file
        .join("\n")
        .replace("need = 10", "need = 1")
        .replace("make_ups = { at_most = 2 }", "make_ups = { at_most = 1 }");
    office.write("topic.toml", file);
    assert!(
        office
            .answer(&["policy", "check", "topic.toml"], 0)
            .contains("sound: 2 requirements, 1 session, 2 assumptions")
    );
}

#[test]
fn every_shell_gets_its_completions() {
    let office = Office::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(office.answer(&["completions", shell], 0).contains("verify"), "{shell}");
    }
    let said = office.complaint(&["completions", "dash"], 2);
    assert!(said.contains("invalid value 'dash'"), "{said}");
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let office = Office::new();
    assert!(office.answer(&["man"], 0).contains(".TH cairn 1"));
    office
        .cairn(&["man", "-o", "man"])
        .assert()
        .success()
        .stderr_eq("the manual pages are in man: `man -l man/cairn.1` reads the first\n");
    for page in ["cairn.1", "cairn-verify.1", "cairn-policy-adopt.1"] {
        assert!(!office.read(&format!("man/{page}")).is_empty());
    }
    office.write("file", "");
    let said = office.complaint(&["man", "-o", "file"], 2);
    assert!(said.starts_with("error: `file` cannot be written: "), "{said}");
}

#[test]
fn the_demo_shows_the_main_job_and_leaves_other_files_alone() {
    let office = Office::new();
    let shown = office.answer(&["demo"], 0);
    for (said, at_least) in [
        ("1,376 events", 1),
        ("$ cairn --log cairn-demo/cairn.db docket 2025-26 --as-of 2026-08-06", 1),
        ("READY (", 1),
        ("$ cairn --log cairn-demo/cairn.db audit \"Pilar Domingo\" --as-of 2026-08-05", 1),
        ("NOT YET ELIGIBLE", 1),
        ("--policy cairn-demo/policies/stricter-attendance.toml --against adopted", 1),
        ("⑤ A change to the file behind cairn's back is found", 1),
        ("docs/explanation/integrity-today.md", 1),
        ("Nothing was recorded.", 1),
        ("14 checks passed", 1),
        ("2 of 14 checks failed", 1),
        ("$ cairn --log cairn-demo/", 5),
    ] {
        assert!(shown.matches(said).count() >= at_least, "{said}\n{shown}");
    }
    assert_data_eq!(
        office.complaint(&["demo"], 2),
        str![[r#"
error: there is a `cairn-demo` here already
hint: `cairn demo --force` makes its files anew

"#]]
    );
    office.write("cairn-demo/mine.txt", "mine");
    assert!(office.answer(&["demo", "--force"], 0) == shown, "the demo shows the same every time");
    assert_eq!(office.read("cairn-demo/mine.txt"), "mine");
    assert_eq!(office.json(&["verify", "--log", "cairn-demo/cairn.db"], 0)["sound"], true);
}

/// The demo reads well on the narrowest page that is common, and a command that goes over two lines can be typed.
#[test]
fn the_demo_keeps_to_the_page() {
    let office = Office::new();
    let shown = office.cairn(&["demo"]).env("COLUMNS", "80").output().unwrap();
    let shown = String::from_utf8(shown.stdout).unwrap();
    for line in shown.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    let typed = "  --policy cairn-demo/policies/stricter-attendance.toml --against adopted\n";
    assert!(shown.contains(typed), "{shown}");
}

/// What the demo tells the user to type next works.
#[test]
fn the_commands_that_the_demo_suggests_work() {
    let office = Office::new();
    let shown = office.answer(&["demo"], 0);
    let suggested: Vec<&str> = shown
        .split("Your turn.")
        .nth(1)
        .unwrap()
        .lines()
        .filter(|line| line.starts_with("  cairn "))
        .collect();
    assert!(suggested.len() > 3);
    for line in suggested {
        let parts: Vec<&str> = line.trim().split('"').collect();
        let words: Vec<&str> = parts
            .iter()
            .enumerate()
            .flat_map(
                |(at, part)| {
                    if at % 2 == 1 { vec![*part] } else { part.split_whitespace().collect() }
                },
            )
            .skip(1)
            .collect();
        assert!(!office.answer(&words, 0).is_empty(), "{line}");
    }
}

#[test]
fn a_folder_that_no_demo_made_is_left_alone() {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("cairn-demo")).unwrap();
    let demo = snapbox::cmd::Command::new(env!("CARGO_BIN_EXE_cairn"))
        .current_dir(folder.path())
        .args(["demo", "--force"]);
    demo.assert().code(2).stderr_eq(str![[r#"
error: there is a `cairn-demo` here already
  because no demo made it, so that it is left alone
hint: run `cairn demo` in another folder

"#]]);
}
