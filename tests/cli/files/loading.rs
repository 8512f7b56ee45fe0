//! `cairn load`: all or nothing, and never twice.

use super::{Office, sample};
use snapbox::{assert_data_eq, str};

const ADA: &str = "practitioner/01997f2d-0000-7000-8000-000000000001";

/// A line that says that somebody was admitted; `id` tells events apart.
fn admitted(id: u32, recorded: Option<&str>, cohort: &str) -> String {
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
fn a_file_with_bad_lines_loads_nothing_and_names_them_all() {
    let office = Office::new();
    let good = admitted(1, None, "a");
    office.write(
        "bad",
        format!("{good}\n{{\"event_id\":\"x\"}}\nhello\n{}\n", good.replace("admitted", "paid")),
    );
    assert_data_eq!(
        office.complaint(&["load", "bad"], 2),
        str![[r#"
error: nothing was loaded: 3 lines cannot be read as events
  bad, line 2: `event_id`: `"x"` is not right: expected a UUID in lower case with hyphens
  bad, line 3: expected value (at character 1)
  bad, line 4: `body`: missing field `amount`
hint: mend these lines and load the file again; `cairn help formats` shows what a line looks like

"#]]
    );
    assert_eq!(office.answer(&["export"], 0), "");
}

#[test]
fn very_many_bad_lines_are_counted() {
    let office = Office::new();
    office.write("bad", "{\"x\":1}\n".repeat(900));
    let said = office.complaint(&["load", "bad"], 2);
    assert!(
        said.starts_with("error: nothing was loaded: 900 lines cannot be read as events"),
        "{said}"
    );
    assert_eq!(said.matches("  bad, line").count(), 20);
    assert!(said.contains("… and 880 more lines like these"), "{said}");
}

#[test]
fn what_is_no_text_or_has_no_end_is_said_by_line() {
    let office = Office::new();
    office.write("bytes", [0xff, 0xfe, b'\n']);
    let said = office.complaint(&["load", "bytes"], 2);
    assert!(
        said.contains("`bytes` is not a file of events\n  because line 1: it is not UTF-8 text"),
        "{said}"
    );
    office.write("long", format!("{}\n{}\n", "x".repeat(5_000_000), admitted(1, None, "a")));
    let said = office.complaint(&["load", "long"], 2);
    assert!(
        said.contains("1 line cannot be read")
            && said.contains("long, line 1: it is longer than any event"),
        "{said}"
    );
}

#[test]
fn an_id_with_other_content_names_line_and_position() {
    let office = Office::new();
    office.write("one", admitted(1, None, "a"));
    office.write("two", format!("{}\n{}\n", admitted(2, None, "b"), admitted(1, None, "other")));
    office.cairn(&["load", "one"]).assert().success();
    assert_data_eq!(
        office.complaint(&["load", "two"], 2),
        str![[r#"
error: nothing was loaded: two, line 2: event `01997f2e-0000-7000-8000-000000000001` is already at position 1 with another body
hint: an event is never changed: record a correction, or give the new event an id of its own

"#]]
    );
    assert_eq!(office.answer(&["export"], 0).lines().count(), 1);
    let rehearsed = office.complaint(&["load", "two", "--dry-run"], 2);
    assert!(rehearsed.contains("two, line 2: event"), "{rehearsed}");
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
fn part_of_an_export_is_no_restore() {
    let office = Office::new();
    let all = std::fs::read_to_string(sample()).unwrap();
    let part: Vec<&str> = all.lines().skip(10).collect();
    office.write("part", part.join("\n"));
    assert_data_eq!(
        office.complaint(&["load", "part"], 2),
        str![[r#"
error: nothing was loaded: part, line 1: event `[..]` cannot be restored at position 1: it stood at position 11
hint: restore a whole export, in the order in which it was written; `cairn load --as-new` records a part of one as of now

"#]]
    );
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
fn a_log_that_is_not_there_is_said_so() {
    let office = Office::new();
    let said = office.complaint(&["load", "--log", "nowhere.db", &sample()], 2);
    assert!(
        said.contains("`nowhere.db`: there is no log here") && said.contains("cairn init"),
        "{said}"
    );
}

/// A letter, a table, a list: one sentence, not a complaint about each of its lines.
#[test]
fn what_is_no_file_of_events_is_said_in_one_sentence() {
    let office = Office::new();
    for text in
        ["Dear Ada,\n\nthank you.\n", "name,paid\nAda,12500\n", "[\n1,\n2\n]\n", "\u{0}\u{1}\n"]
    {
        office.write("file", text);
        let said = office.complaint(&["load", "file"], 2);
        assert!(
            said.starts_with("error: nothing was loaded: `file` is not a file of events\n"),
            "{said}"
        );
        assert_eq!(said.lines().count(), 3, "{said}");
    }
}

#[test]
fn a_policy_that_cannot_be_applied_does_not_come_in() {
    let office = Office::new();
    let line = std::fs::read_to_string(sample()).unwrap().lines().next().unwrap().to_owned();
    office.write("bad", line.replace(r#""root":"certificate""#, r#""root":"nothing""#));
    let said = office.complaint(&["load", "bad"], 2);
    assert!(
        said.contains("bad, line 1: `body.policy.root`: the policy cannot be applied: there is no requirement `nothing`"),
        "{said}"
    );
    assert_eq!(office.answer(&["export"], 0), "");
}

/// A log's clock never goes back: one slip of it would be there for good.
#[test]
fn a_restore_from_the_future_is_refused_unless_it_is_meant() {
    let office = Office::new();
    let lines = [(1, "2025-06-02T10:00:00Z"), (2, "2099-11-13T10:00:00Z")];
    let lines = lines.map(|(id, at)| admitted(id, Some(at), "a"));
    office.write("ahead", lines.join("\n"));
    assert_data_eq!(
        office.complaint(&["load", "ahead"], 2),
        str![[r#"
error: nothing was loaded: ahead, line 2: `recorded_at` is 2099-11-13 10:00:00 UTC, which is still to come
  because a log's clock never goes back: everything later would seem to be recorded then too
hint: look at the clock and at the file; `--future-times` restores it as it is

"#]]
    );
    assert_eq!(office.answer(&["export"], 0), "");
    office.answer(&["load", "ahead", "--future-times"], 0);
    assert!(office.answer(&["export"], 0).contains("2099-11-13"));
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

#[test]
fn what_loading_did_is_no_table_which_is_said_before_it_loads() {
    let office = Office::new();
    office.complaint(&["load", "-f", "csv", &sample()], 2);
    assert_eq!(office.answer(&["export"], 0), "");
}
