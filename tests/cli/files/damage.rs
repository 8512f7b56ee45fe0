//! `cairn verify`: silence is not an answer, and no damage is a crash.

use snapbox::{assert_data_eq, str};

use super::{Office, sample};

#[test]
fn a_sound_log_is_said_to_be_sound() {
    let office = Office::with_sample();
    let said = office.answer(&["verify"], 0);
    assert_data_eq!(
        said,
        str![[r#"
✓ every row can be read
✓ positions count from 1 without gaps
✓ revisions count from 1 in every stream
✓ every event has an id of its own
✓ nothing was recorded earlier than what stands before it
✓ every event is stored in its one canonical form
✓ every event has the hash that was stored with it
✓ the tree over the events has the stored size and root
✓ every event is known and well-formed
✓ private values are those that the events commit to
✓ the file is a sound SQLite database
✓ the tables, triggers and views are those of this format
✓ the head belongs to the tree that it was grown from
✓ every stream has events, and every private value its event

14 checks passed, 1,376 events, root [..]…

"#]]
    );
    let report = office.json(&["verify"], 0);
    assert_eq!(
        (report["schema"].as_str(), report["sound"].as_bool()),
        (Some("cairn.verify/1"), Some(true))
    );
    assert_eq!(report["root"], report["stored_root"]);
}

#[test]
fn one_changed_digit_is_found() {
    let office = Office::with_sample();
    let mut bytes = std::fs::read(office.path("cairn.db")).unwrap();
    let paid = br#"{"amount":{"currency":"USD","minor":1250000"#;
    let at = bytes.windows(paid.len()).position(|window| window == paid).unwrap();
    bytes[at + paid.len() - 5] = b'9';
    office.write("cairn.db", bytes);
    let said = office.answer(&["verify"], 4);
    assert_data_eq!(
        said,
        str![[r#"
...
✕ not true: every event has the hash that was stored with it
    #[..] leaf: the event hashes to [..],
      stored is [..]
✕ not true: the tree over the events has the stored size and root
    head: the log says 1376 events and root
      [..], but its rows give 1376 and
      [..]
...
2 of 14 checks failed: this log does not hold what was recorded (1,376 events, root [..]…)

"#]]
    );
    let report = office.json(&["verify"], 4);
    assert_eq!(report["sound"].as_bool(), Some(false));
    assert_ne!(report["root"], report["stored_root"]);
}

#[test]
fn a_newer_event_is_listed_and_is_no_damage() {
    let office = Office::new();
    let line = std::fs::read_to_string(sample()).unwrap().lines().nth(1).unwrap().to_owned();
    let line =
        line.replace(r#""type":"identified","version":1"#, r#""type":"teleported","version":3"#);
    let line =
        line.split(r#","private""#).next().unwrap().replace(r#""position":2"#, r#""position":1"#)
            + "}";
    office.write("newer", line);
    office.cairn(&["load", "newer"]).assert().success();
    assert_data_eq!(
        office.answer(&["verify"], 0),
        str![[r#"
...
✓ every event is known and well-formed
    newer: #1 type: `teleported` version 3 is newer than this cairn
...
1 event is newer than this cairn: kept as recorded, but no verdict is given over them.
14 checks passed, 1 event, root [..]…

"#]]
    );
    assert_eq!(office.answer(&["export"], 0), format!("{}\n", office.read("newer")));
}

#[test]
fn what_is_no_log_is_told_apart() {
    let office = Office::new();
    let said = office.complaint(&["verify", "--log", "nowhere.db"], 2);
    assert!(said.contains("`nowhere.db`: there is no log here"), "{said}");
    office.write("text.db", "this is a letter, not a log\n".repeat(50));
    let said = office.complaint(&["verify", "--log", "text.db"], 4);
    assert!(said.contains("text.db"), "{said}");
    office.write("empty.db", "");
    office.complaint(&["verify", "--log", "empty.db"], 4);
}

/// Wherever a file is damaged, `verify` and `export` answer; they never crash and never call it a slip of the user's.
#[test]
fn no_damage_is_a_crash() {
    let office = Office::with_sample();
    let whole = std::fs::read(office.path("cairn.db")).unwrap();
    let step = whole.len() / 24;
    for at in (0..whole.len()).step_by(step).chain([18, 24, 60, 100, 105, 4096, 4100]) {
        let mut bytes = whole.clone();
        for byte in bytes.iter_mut().skip(at).take(16) {
            *byte ^= 0xff;
        }
        office.write("cairn.db", &bytes);
        let _ = std::fs::remove_file(office.path("cairn.db-wal"));
        let _ = std::fs::remove_file(office.path("cairn.db-shm"));
        for words in [&["verify"][..], &["export"]] {
            let output = office.cairn(words).output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let code = output.status.code().unwrap();
            assert!(
                matches!(code, 0 | 2 | 4) && !said.contains("bug"),
                "{words:?} with byte {at} on damaged: {code}\n{said}"
            );
        }
    }
    office.write("cairn.db", &whole[..whole.len() / 2]);
    office.complaint(&["verify"], 4);
}

/// A log that does not even open: `verify` is no way on from itself.
#[test]
fn a_log_that_does_not_open_is_not_sent_round_in_a_circle() {
    let office = Office::with_sample();
    let whole = std::fs::read(office.path("cairn.db")).unwrap();
    let origin = b"test.example.org/log";
    let at = whole.windows(origin.len()).position(|window| window == origin).unwrap();
    let mut renamed = whole.clone();
    renamed[at] = b'b';
    for bytes in [renamed, whole[..whole.len() / 2].to_vec()] {
        office.write("cairn.db", bytes);
        let said = office.complaint(&["verify"], 4);
        assert!(
            !said.contains("`cairn verify`") && said.contains("keep the file as it is"),
            "{said}"
        );
    }
}

/// Times that no calendar can carry, put there behind cairn's back: every question answers with 4, and none crashes.
#[test]
fn absurd_times_are_damage_and_no_crash() {
    for change in [
        "UPDATE events SET occurred_at = -8334601228800000000, occurred_on = NULL WHERE position = 700",
        "UPDATE events SET occurred_on = 95026236, occurred_at = NULL WHERE position = 700",
        "UPDATE events SET recorded_at = 9223372036854775807 WHERE position = 1376",
    ] {
        let office = Office::with_sample();
        let plain = rusqlite::Connection::open(office.path("cairn.db")).unwrap();
        plain.execute_batch("DROP TRIGGER events_same").unwrap();
        plain.execute_batch(change).unwrap();
        drop(plain);
        for words in [
            &["verify"][..],
            &["export"],
            &["cohort", "2025-26"],
            &["docket", "2025-26"],
            &["replay", "2025-26"],
        ] {
            office.complaint(words, 4);
        }
    }
}

/// A policy that this cairn cannot apply does not come in; where it is in a log all the same, that is said, and is no damage.
#[test]
fn a_policy_that_cannot_be_applied_is_listed() {
    let office = Office::with_sample();
    let plain = rusqlite::Connection::open(office.path("cairn.db")).unwrap();
    plain.execute_batch("DROP TRIGGER events_same").unwrap();
    let change = r#"UPDATE events SET body = replace(body, '"root":"certificate"', '"root":"nothing"') WHERE position = 1"#;
    assert_eq!(plain.execute(change, []).unwrap(), 1);
    drop(plain);
    let said = office.answer(&["verify"], 4);
    assert!(said.contains("✓ every event is known and well-formed\n    of no use: #1 body.policy.root: the policy cannot"), "{said}");
}
