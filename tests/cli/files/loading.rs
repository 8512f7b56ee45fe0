//! `cairn load`: all or nothing, and never twice.

use super::{Office, sample};
use snapbox::{assert_data_eq, str};

const ADA: &str = "practitioner/01997f2d-0000-7000-8000-000000000001";

/// A line that says that somebody was admitted; `id` tells events apart.
pub(super) fn admitted(id: u32, recorded: Option<&str>, cohort: &str) -> String {
    let recorded = recorded.map_or_else(String::new, |at| format!(r#""recorded_at":"{at}","#));
    format!(
        r#"{{"event_id":"01997f2e-0000-7000-8000-{id:012}","stream":"{ADA}","type":"admitted","version":1,"occurred_at":"2025-06-01",{recorded}"recorded_by":"staff@example.org","source":null,"body":{{"cohort":"{cohort}"}}}}"#
    )
}

#[test]
fn an_empty_log_keeps_positions_and_times() {
    let office = Office::new();
    let loaded = office.json(&["load", &sample()], 0);
    assert_eq!(
        (loaded["schema"].as_str(), loaded["restored"].as_bool()),
        (Some("cairn.load/1"), Some(true))
    );
    assert_eq!(loaded["new"], loaded["events"]);
    assert_eq!(loaded["size"], loaded["events"]);
    let exported = office.answer(&["export"], 0);
    assert!(
        exported == std::fs::read_to_string(sample()).unwrap(),
        "an export gives back what was loaded, byte for byte"
    );
}

#[test]
fn a_second_time_finds_everything_there() {
    let office = Office::with_sample();
    let before = office.json(&["load", &sample()], 0);
    assert_eq!((before["new"].as_u64(), &before["already_there"]), (Some(0), &before["events"]));
    let said = office.answer(&["load", &sample()], 0);
    assert!(said.contains(" 0 new, 1,376 already there; nothing was written"), "{said}");
}

#[test]
fn a_log_with_events_records_what_is_new_now() {
    let office = Office::new();
    office.write("one", admitted(1, Some("2025-06-02T10:00:00.000000Z"), "a"));
    office.write(
        "two",
        format!(
            "{}\n\n{}\n",
            admitted(1, None, "a"),
            admitted(2, Some("2025-06-03T10:00:00Z"), "b")
        ),
    );
    office.cairn(&["load", "one"]).assert().success();
    assert_data_eq!(
        office.answer(&["load", "two"], 0),
        str![[r#"
2 events: 1 new, 1 already there; recorded now, as #2
The log has 2 events, root [..]…

"#]]
    );
    let exported = office.answer(&["export"], 0);
    let times: Vec<&str> = exported
        .lines()
        .map(|line| line.split(r#""recorded_at":""#).nth(1).unwrap().get(..27).unwrap())
        .collect();
    assert_eq!(times, ["2025-06-02T10:00:00.000000Z", "2026-11-23T12:00:00.000000Z"]);
}

#[test]
fn a_rehearsal_says_the_same_and_writes_nothing() {
    let office = Office::new();
    let said = office.json(&["load", "--dry-run", &sample()], 0);
    assert_eq!((&said["new"], said["size"].as_u64()), (&said["events"], Some(0)));
    assert_eq!(said["dry_run"].as_bool(), Some(true));
    assert_eq!(office.answer(&["export"], 0), "");
}

#[test]
fn times_stand_on_every_line_or_on_none() {
    let office = Office::new();
    office.write(
        "mixed",
        format!("{}\n{}\n", admitted(1, Some("2025-06-02T10:00:00Z"), "a"), admitted(2, None, "b")),
    );
    let said = office.complaint(&["load", "mixed"], 2);
    assert!(said.contains("mixed, line 2: `recorded_at` is missing"), "{said}");
    office.write(
        "none",
        format!("\u{feff}{}\r\n{}\r\n", admitted(1, None, "a"), admitted(2, None, "b")),
    );
    let said = office.answer(&["load", "none"], 0);
    assert!(said.contains("2 new, 0 already there; recorded now, as #1 to #2"), "{said}");
}

#[test]
fn standard_input_is_a_file_too() {
    let office = Office::new();
    let piped = office.cairn(&["load", "-"]).stdin(admitted(1, None, "a"));
    piped.assert().success().stdout_eq(str![[r#"
1 event: 1 new, 0 already there; recorded now, as #1
The log has 1 event, root [..]…

"#]]);
    let bad = office.cairn(&["load", "-"]).stdin("x");
    bad.assert().code(2).stderr_eq(str![[r#"
error: nothing was loaded: `standard input` is not a file of events
  because line 1: expected value (at character 1)
hint: `cairn help formats` shows what `cairn load` reads: one JSON object on each line

"#]]);
}

#[test]
fn several_files_are_loaded_together_or_not_at_all() {
    let office = Office::new();
    office.write("one", admitted(1, None, "a"));
    office.write("two", "x");
    office.complaint(&["load", "one", "two"], 2);
    assert_eq!(office.answer(&["export"], 0), "");
    let said = office.complaint(&["load", "one", "three"], 2);
    assert!(said.starts_with("error: `three` cannot be read: "), "{said}");
}

#[test]
fn part_of_an_export_can_be_loaded_as_new() {
    let office = Office::new();
    let all = std::fs::read_to_string(sample()).unwrap();
    office.write("part", all.lines().skip(10).take(5).collect::<Vec<_>>().join("\n"));
    let said = office.answer(&["load", "part", "--as-new"], 0);
    assert!(
        said.starts_with("5 events: 5 new, 0 already there; recorded now, as #1 to #5\n"),
        "{said}"
    );
}

/// A rehearsal says what loading then does, also where a file says a thing twice.
#[test]
fn a_line_that_is_there_twice_is_loaded_once() {
    let office = Office::new();
    let one = admitted(1, Some("2025-06-02T10:00:00Z"), "a");
    office.write("twice", format!("{one}\n{one}\n"));
    office
        .write("contrary", format!("{one}\n{}\n", admitted(1, Some("2025-06-02T10:00:00Z"), "b")));
    for words in [&["load", "contrary", "--dry-run"][..], &["load", "contrary"]] {
        assert!(office.complaint(words, 2).contains("contrary, line 2: event"));
    }
    for words in [&["load", "twice", "--dry-run"][..], &["load", "twice"]] {
        assert!(office.answer(words, 0).starts_with("2 events: 1 new, 1 already there"));
    }
}

#[test]
fn an_event_of_an_unknown_type_is_said_to_be_one() {
    let office = Office::new();
    let line = admitted(1, None, "a").replace(r#""type":"admitted""#, r#""type":"levitated""#);
    office.write("newer", line);
    let said = office.answer(&["load", "newer"], 0);
    assert!(
        said.contains("1 event is of a type or version that this cairn does not know"),
        "{said}"
    );
    assert_eq!(office.json(&["load", "newer"], 0)["newer"].as_u64(), Some(1));
}
