//! Importing with the real binary: what a user who stops it finds, what is kept, and what is said at the edges.

use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::{Desk, NOW, cairn, root};

const PEOPLE: usize = 40;

/// A log with people who have addresses, and a report of an evening in which each of them came and went many times.
fn busy_evening() -> Desk {
    let policy = root().join("fixtures/policies/compassionate-systems-2025-26.toml");
    let policy = std::fs::read_to_string(policy).expect("the policy");
    let desk = Desk::with_policy(&policy, "2025-01-01");
    let mut events = String::new();
    for person in 0..PEOPLE {
        let address = format!("p{person}@example.org");
        let name = format!("Person {person}");
        desk.ok(&["record", "identified", "--name", &name, "--email", &address, "--new"]);
    }
    events.push_str("Name (original name),Email,Join time,Leave time,Duration (minutes)\n");
    for stay in 0..50 {
        for person in 0..PEOPLE {
            let (minute, second) = (person, stay);
            let _ = writeln!(
                events,
                "Person {person},p{person}@example.org,11/13/2025 19:{minute:02}:{second:02},11/13/2025 20:{minute:02}:{second:02},60"
            );
        }
    }
    std::fs::write(desk.path().join("evening.csv"), events).expect("a file");
    desk
}

/// The positions of the log, as `verify` counts them.
fn events(desk: &Desk) -> u64 {
    desk.json(&["verify"])["events"].as_u64().expect("a count")
}

#[test]
fn whoever_stops_an_import_finds_all_of_it_or_nothing() {
    let desk = busy_evening();
    let before = events(&desk);
    let args = [
        "import",
        "evening.csv",
        "--tz",
        "America/New_York",
        "--session",
        "2025-11",
        "--apply",
        "--by",
        "ana",
    ];
    let all = before + 50 * PEOPLE as u64 + 1;
    let mut stopped = 0;
    for round in 0..12 {
        let mut child = Command::new(cairn())
            .args(args)
            .current_dir(desk.path())
            .env_remove("CAIRN_LOG")
            .env("CAIRN_NOW", NOW)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs");
        std::thread::sleep(Duration::from_millis(40 * round));
        // What Ctrl-C sends, and what leaves no time for anything: where nobody sits before a terminal, the first is ignored.
        let signal = if round % 2 == 0 { "-KILL" } else { "-INT" };
        let _ = Command::new("kill").args([signal, &child.id().to_string()]).status();
        let _ = child.wait();
        let now = events(&desk);
        assert!(
            now == before || now == all,
            "round {round}: {now} events, {before} before, {all} with all of it"
        );
        if now == all {
            break;
        }
        stopped += 1;
    }
    assert!(stopped > 0, "it was never stopped in time");
    desk.ok(&args);
    assert_eq!(events(&desk), all);
    assert!(desk.ok(&args).contains("Nothing is new"));
}

#[test]
fn files_are_kept_beside_the_log_only_if_that_is_wished() {
    let desk = busy_evening();
    let mut args = vec![
        "import",
        "evening.csv",
        "--tz",
        "America/New_York",
        "--session",
        "2025-11",
        "--apply",
        "--by",
        "ana",
    ];
    desk.ok(&args);
    assert!(!desk.path().join("cairn.db.files").exists());
    args.push("--keep");
    desk.ok(&args);
    desk.ok(&args);
    let kept = std::fs::read_dir(desk.path().join("cairn.db.files")).expect("the folder");
    let kept: Vec<_> = kept.map(|each| each.expect("an entry").path()).collect();
    assert_eq!(kept.len(), 1);
    assert!(kept[0].to_string_lossy().ends_with("-evening.csv"), "{kept:?}");
    let same = std::fs::read(&kept[0]).expect("the copy");
    assert_eq!(same, std::fs::read(desk.path().join("evening.csv")).expect("the file"));
}

#[test]
fn what_an_import_of_a_bad_file_says_names_the_file_and_writes_nothing() {
    let desk = busy_evening();
    let before = events(&desk);
    let written: [(&str, &[u8], &str); 4] = [
        ("empty.csv", b"", "`empty.csv` is empty"),
        ("page.csv", b"<!DOCTYPE html><p>", "`page.csv` is not a text file"),
        ("other.csv", b"colour,size\nred,3\n", "`other.csv` cannot be read before"),
        ("bad.xlsx", b"PK\x03\x04nothing", "`bad.xlsx` cannot be read before"),
    ];
    for (name, bytes, says) in written {
        std::fs::write(desk.path().join(name), bytes).expect("a file");
        let said = desk.refused(
            2,
            &["import", name, "evening.csv", "--tz", "America/New_York", "--apply", "--by", "ana"],
        );
        assert!(said.contains(says), "{said}");
        assert!(said.contains("hint: "), "{said}");
    }
    let missing = desk.refused(2, &["import", "nowhere.csv"]);
    assert!(missing.contains("`nowhere.csv` cannot be read"), "{missing}");
    assert_eq!(events(&desk), before);
}
