//! The second oracle, in another language: a small sample of what `.ci/python-oracle` runs.
//!
//! Without a Python that can read time zones there is nothing to run, and the test says so.
#![expect(
    clippy::print_stdout,
    reason = "seeds, and what was skipped, belong in the test's output"
)]

#[path = "../../crates/cairn-testkit/examples/cases/answer.rs"]
mod answer;
#[path = "../../crates/cairn-testkit/examples/cases/case.rs"]
mod case;
#[path = "../../crates/cairn-testkit/examples/cases/question.rs"]
mod question;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use cairn_testkit::worlds::World;

/// The sample: few, since `cargo test` builds without optimising.
const CASES: usize = 300;
const FIRST: u64 = 1;

/// A `python3` in the oracle's folder that leaves nothing lying about.
fn python(arguments: &[&str]) -> Command {
    let mut python = Command::new("python3");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/oracle");
    python.args(arguments).current_dir(folder).env("PYTHONDONTWRITEBYTECODE", "1");
    python
}

/// Tells whether there is a Python that is new enough and knows time zones.
fn can_run() -> bool {
    let asks = "import sys, zoneinfo; zoneinfo.ZoneInfo('Europe/Copenhagen'); sys.exit(sys.version_info < (3, 11))";
    let tried = python(&["-c", asks]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let can = tried.is_ok_and(|status| status.success());
    if !can {
        println!("skipped: no python3 of 3.11 or later, with time zones, is here");
    }
    can
}

#[test]
fn a_second_reading_of_the_contract_gives_the_same_answers() {
    if !can_run() {
        return;
    }
    let mut oracle = python(&["-m", "cairn_oracle"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 runs, as it just did");
    let mut cases = oracle.stdin.take().expect("its input is ours");
    let writer = std::thread::spawn(move || {
        for seed in (FIRST..).take(CASES) {
            writeln!(cases, "{}", case::of(seed, &World::from_seed(seed))).expect("it reads on");
        }
    });
    let said = oracle.wait_with_output().expect("it ends");
    writer.join().expect("all cases were written");
    let said_so = String::from_utf8_lossy(&said.stdout);
    println!("seeds from {FIRST}: {said_so}");
    assert!(said.status.success(), "{said_so}");
}

#[test]
fn its_own_examples_hold() {
    if !can_run() {
        return;
    }
    let said = python(&["-m", "unittest", "-q"]).output().expect("python3 runs, as it just did");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
}
