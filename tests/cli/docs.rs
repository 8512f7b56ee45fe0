//! Every `console` block in README and docs is run, and must show what it says it shows.
//!
//! Each page is run in a folder of its own that holds `fixtures/`. A page that begins with `<!-- log: sample -->` finds
//! the sample cohort loaded in `cairn.db`. `TRYCMD=overwrite` writes what the commands print into the pages: read the
//! difference before you accept it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{NOW, cairn, copy, root};

/// What README tells a newcomer to type, and what stands for it here: the same binary, already built.
const FROM_SOURCE: (&str, &str) = ("$ cargo run --release -- ", "$ cairn ");

#[test]
fn every_command_in_readme_and_docs_does_what_it_shows() {
    let pages = pages();
    assert!(pages.len() > 5, "the docs have pages with commands: {pages:?}");
    let desk = tempfile::tempdir().expect("a temporary folder");
    let cases = trycmd::TestCases::new();
    cases.register_bin("cairn", cairn());
    for (name, value) in [
        ("CAIRN_NOW", NOW),
        ("CAIRN_ACTOR", "registrar@example.org"),
        ("COLUMNS", "80"),
        ("NO_COLOR", "1"),
    ] {
        cases.env(name, value);
    }
    let copies: Vec<(PathBuf, PathBuf)> =
        pages.into_iter().map(|page| (lay_out(&page, desk.path()), page)).collect();
    for (copy, _) in &copies {
        cases.case(copy);
    }
    let overwrite = std::env::var("TRYCMD").is_ok_and(|mode| mode == "overwrite");
    if overwrite {
        let ran = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| cases.run()));
        for (copy, page) in &copies {
            take_back(copy, page);
        }
        assert!(ran.is_ok(), "the pages were written anew: read the difference");
    } else {
        cases.run();
    }
}

/// Every page that shows a command.
fn pages() -> Vec<PathBuf> {
    let mut found = vec![root().join("README.md")];
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path);
            }
        }
    }
    found
        .retain(|page| std::fs::read_to_string(page).is_ok_and(|text| text.contains("```console")));
    found.sort();
    found
}

/// Copies a page, with what its commands need beside it.
fn lay_out(page: &Path, desk: &Path) -> PathBuf {
    let text = std::fs::read_to_string(page).expect("a readable page");
    let name = page
        .strip_prefix(root())
        .expect("a page of the project")
        .with_extension("")
        .display()
        .to_string();
    let copied = desk.join(format!("{}.md", name.replace(['/', '\\'], "-")));
    let beside = copied.with_extension("in");
    copy(&root().join("fixtures"), &beside.join("fixtures"));
    if text.starts_with("<!-- log: sample -->") {
        let run = |args: &[&str]| {
            let done = Command::new(cairn())
                .args(args)
                .current_dir(&beside)
                .env("CAIRN_NOW", NOW)
                .output()
                .expect("cairn runs");
            assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
        };
        run(&["init", "--origin", "log.example.org/sample"]);
        run(&["load", "fixtures/cohorts/compassionate-systems-2025-26.ndjson"]);
    }
    std::fs::write(&copied, text.replace(FROM_SOURCE.0, FROM_SOURCE.1)).expect("a writable folder");
    copied
}

/// Writes back what the commands printed; the commands themselves stay as they were.
fn take_back(copy: &Path, page: &Path) {
    let before = std::fs::read_to_string(page).expect("a readable page");
    let after = std::fs::read_to_string(copy).expect("a readable copy");
    let mut commands = before.lines().filter(|line| line.starts_with("$ "));
    let restored: Vec<String> = after
        .lines()
        .map(|line| {
            if line.starts_with("$ ") {
                commands.next().unwrap_or(line).to_owned()
            } else {
                line.to_owned()
            }
        })
        .collect();
    std::fs::write(page, restored.join("\n") + "\n").expect("a writable page");
}

/// The tests of the pages set the variable, and would hide that a page forgot it.
#[test]
fn a_page_that_records_says_how_one_names_oneself() {
    let writes = [
        "$ cairn record",
        "$ cairn people link",
        "$ cairn people alias",
        "$ cairn amend",
        "$ cairn void",
        "cairn policy adopt FILE",
    ];
    let folder = std::fs::read_dir(root().join("docs/how-to")).expect("the how-tos");
    let mut pages: Vec<PathBuf> =
        folder.map(|entry| entry.expect("a readable entry").path()).collect();
    pages.extend([root().join("docs/tutorial/first-audit.md"), root().join("README.md")]);
    let mut recording = 0;
    for page in pages {
        let text = std::fs::read_to_string(&page).expect("a readable page");
        let first = writes.iter().filter_map(|command| text.find(command)).min();
        let said = text.find("CAIRN_ACTOR=");
        if let Some(first) = first {
            recording += 1;
            // In a list, the command and how one names oneself stand in one sentence or the next.
            let near = said.is_some_and(|said| said < first + 200);
            assert!(near, "{}: the first command that records fails", page.display());
        }
    }
    assert!(recording >= 5, "{recording} pages show a command that records");
}

#[test]
fn readme_names_the_two_commands_that_ci_runs() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("README");
    let ci = std::fs::read_to_string(root().join(".ci/run")).expect(".ci/run");
    assert!(readme.contains("cargo run --release -- demo"));
    assert!(readme.contains("cargo test"));
    assert!(ci.contains("cargo test --locked") && ci.contains(" demo"));
}
