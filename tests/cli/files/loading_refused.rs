//! What `cairn load` refuses: it loads nothing, and says which lines of which file are to be mended.

use super::loading::admitted;
use super::{Office, sample};
use snapbox::{assert_data_eq, str};

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
error: nothing was loaded: two, line 2: event `01997f2e-0000-7000-8000-000000000001` is already at
    position 1 with another body
hint: an event is never changed: record a correction, or give the new event an id of its own

"#]]
    );
    assert_eq!(office.answer(&["export"], 0).lines().count(), 1);
    let rehearsed = office.complaint(&["load", "two", "--dry-run"], 2);
    assert!(rehearsed.contains("two, line 2: event"), "{rehearsed}");
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
error: nothing was loaded: part, line 1: event `[..]` cannot be
    restored at position 1: it stood at position 11
hint: restore a whole export, in the order in which it was written; `cairn load --as-new` records a
    part of one as of now

"#]]
    );
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
error: nothing was loaded: ahead, line 2: `recorded_at` is 2099-11-13 10:00:00 UTC, which is still
    to come
  because a log's clock never goes back: everything later would seem to be recorded then too
hint: look at the clock and at the file; `--future-times` restores it as it is

"#]]
    );
    assert_eq!(office.answer(&["export"], 0), "");
    office.answer(&["load", "ahead", "--future-times"], 0);
    assert!(office.answer(&["export"], 0).contains("2099-11-13"));
}

#[test]
fn what_loading_did_is_no_table_which_is_said_before_it_loads() {
    let office = Office::new();
    office.complaint(&["load", "-f", "csv", &sample()], 2);
    assert_eq!(office.answer(&["export"], 0), "");
}
