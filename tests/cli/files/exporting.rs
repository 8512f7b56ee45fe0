//! `cairn export`: whole, in part, without names, and as the bytes that were hashed.

use cairn_eventlog::merkle::{leaf_hash, root_of};
use snapbox::{assert_data_eq, str};

use super::Office;

const COHORT: &str = "2025-26";

#[test]
fn a_log_travels_without_changing() {
    let office = Office::with_sample();
    office.cairn(&["export", "-o", "all.ndjson"]).assert().success();
    let (copy, other) = (Office::new(), Office::of("other.example.org/log"));
    let all = office.path("all.ndjson");
    for log in [&copy, &other] {
        log.cairn(&["load", all.to_str().unwrap()]).assert().success();
        assert!(log.answer(&["export"], 0) == office.read("all.ndjson"));
    }
    let root = |office: &Office| office.json(&["verify"], 0)["root"].clone();
    assert_eq!(root(&copy), root(&office), "the same events under the same name are the same log");
    assert_ne!(root(&other), root(&office), "no event can move to a log of another name unseen");
}

#[test]
fn the_canonical_form_is_what_the_root_is_made_of() {
    let office = Office::with_sample();
    let leaves = office.answer(&["export", "--canonical"], 0);
    let hashes: Vec<_> = leaves.lines().map(|line| leaf_hash(line.as_bytes())).collect();
    assert_eq!(office.json(&["verify"], 0)["root"], hex(&root_of(&hashes)));
    office.write("leaves", &leaves);
    let said = office.complaint(&["load", "leaves"], 2);
    assert!(
        said.contains("this is a leaf file (`export --canonical`): load the plain export"),
        "{said}"
    );
    office.complaint(&["export", "--canonical", "--cohort", COHORT], 2);
}

fn hex(hash: &[u8; 32]) -> String {
    cairn_domain::Commitment(*hash).to_string().replace("sha256:", "")
}

#[test]
fn names_can_be_left_out() {
    let office = Office::with_sample();
    assert!(office.answer(&["export"], 0).contains("\"private\":"));
    let without = office.answer(&["export", "--without-private"], 0);
    assert!(!without.contains("\"private\":") && !without.contains("Viktor Amsel"));
    let bare = Office::new();
    bare.write("bare.ndjson", without);
    bare.cairn(&["load", "bare.ndjson"]).assert().success();
    let root = |office: &Office| office.json(&["verify"], 0)["root"].clone();
    assert_eq!(root(&bare), root(&office), "private values are beside the tree, not in it");
}

#[test]
fn a_part_is_a_stream_a_cohort_or_what_was_known() {
    let office = Office::with_sample();
    let all = office.answer(&["export"], 0);
    let stream = all
        .lines()
        .nth(1)
        .unwrap()
        .split(r#""stream":""#)
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let one = office.answer(&["export", "--stream", stream], 0);
    assert!(!one.is_empty() && one.lines().all(|line| line.contains(stream)), "{one}");
    let cohort = office.answer(&["export", "--cohort", COHORT], 0);
    assert!(
        cohort.lines().count() < all.lines().count()
            && cohort.contains("\"type\":\"policy_adopted\"")
    );
    assert!(!cohort.contains("\"stream\":\"cohort/compassionate-systems-2026-27\""));
    assert!(cohort.contains("\"type\":\"identified\""), "a person's whole record comes along");
    assert_eq!(office.answer(&["export", "--known-at", "#120"], 0).lines().count(), 120);
    let known = office.answer(&["export", "--known-at", "2025-06-15"], 0);
    assert!(all.starts_with(&known) && known.lines().count() > 1);
}

#[test]
fn what_there_is_nothing_of_is_said_with_what_there_is() {
    let office = Office::with_sample();
    assert_data_eq!(
        office.complaint(&["export", "--cohort", "compassionate"], 2),
        str![[r#"
error: several cohorts match `compassionate`
hint: there are `compassionate-systems-2025-26`, `compassionate-systems-2026-27`

"#]]
    );
    let said = office.complaint(&["export", "--cohort", "2019"], 2);
    assert!(said.starts_with("error: no cohort matches `2019`\nhint: there are"), "{said}");
    let said = Office::new().complaint(&["export", "--cohort", "2019"], 2);
    assert!(said.contains("because the log has no cohort yet"), "{said}");
    let said = office.complaint(&["export", "--stream", "cohort/2019"], 2);
    assert!(said.starts_with("error: the log has nothing of `cohort/2019`"), "{said}");
    let said = office.complaint(&["export", "--stream", "nobody"], 2);
    assert!(said.starts_with("error: --stream: `nobody` is not a stream: expected"), "{said}");
    let said = office.complaint(&["export", "--known-at", "#x"], 2);
    assert!(said.contains("--known-at: `#x` is not a place in the log"), "{said}");
}

#[test]
fn a_file_is_whole_or_not_there_and_never_written_over_by_chance() {
    let office = Office::with_sample();
    assert_data_eq!(
        office.answer(&["export", "-o", "out"], 0),
        str![[r#"
1,376 of 1,376 events written, root of the log [..]…

"#]]
    );
    assert_data_eq!(
        office.complaint(&["export", "-o", "out"], 2),
        str![[r#"
error: `out` is there already
hint: choose another name, or add `--force` to write over it

"#]]
    );
    let report = office.json(&["export", "-o", "out", "--force", "--known-at", "#1"], 0);
    assert_eq!(
        (report["schema"].as_str(), report["events"].as_u64()),
        (Some("cairn.export/1"), Some(1))
    );
    assert_eq!(office.read("out").lines().count(), 1);
    office.complaint(&["export", "-o", "other", "--cohort", "nothing"], 2);
    let said = office.complaint(&["export", "-o", "no/such/folder/out"], 2);
    assert!(said.starts_with("error: `no/such/folder/out` cannot be written: "), "{said}");
    let names: Vec<String> = std::fs::read_dir(office.path("."))
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(!names.iter().any(|name| name.contains("part") || name == "other"), "{names:?}");
}

/// No answer to "may I write over it?" covers the log itself.
#[test]
fn a_log_is_never_written_over() {
    let office = Office::with_sample();
    office.answer(&["init", "--log", "other.db"], 0);
    std::fs::copy(office.path("cairn.db"), office.path("damaged.db")).unwrap();
    let mut half = std::fs::read(office.path("damaged.db")).unwrap();
    half.truncate(5_000);
    office.write("damaged.db", half);
    let mut outputs =
        vec!["cairn.db", "./cairn.db", "other.db", "damaged.db", "cairn.db-wal", "other.db-shm"];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(office.path("cairn.db"), office.path("link")).unwrap();
        std::fs::hard_link(office.path("cairn.db"), office.path("twin")).unwrap();
        outputs.extend(["link", "twin"]);
    }
    let before = std::fs::read(office.path("cairn.db")).unwrap();
    for output in outputs {
        for force in [&["--force"][..], &[]] {
            let words = [&["export", "--without-private", "-o", output], force].concat();
            let said = office.complaint(&words, 2);
            assert!(said.contains("which an export never replaces"), "{said}");
        }
    }
    assert!(std::fs::read(office.path("cairn.db")).unwrap() == before, "not a byte is changed");
    office.answer(&["verify"], 0);
    assert_data_eq!(
        office.complaint(&["export", "-o", "cairn.db", "--force"], 2),
        str![[r#"
error: `cairn.db` is a log, which an export never replaces
hint: choose another name for the export

"#]]
    );
}

#[test]
fn what_is_not_a_plain_file_and_what_others_began_is_left_alone() {
    let office = Office::with_sample();
    for name in ["out.part", ".out.part"] {
        office.write(name, "mine");
    }
    office.answer(&["export", "-o", "out"], 0);
    office.answer(&["export", "-o", "out", "--force"], 0);
    for name in ["out.part", ".out.part"] {
        assert_eq!(office.read(name), "mine");
    }
    std::fs::create_dir(office.path("folder")).unwrap();
    let said = office.complaint(&["export", "-o", "folder", "--force"], 2);
    assert!(said.starts_with("error: `folder` is not a plain file\n"), "{said}");
    #[cfg(unix)]
    {
        let said = office.complaint(&["export", "-o", "/dev/null", "--force"], 2);
        assert!(said.starts_with("error: `/dev/null` is not a plain file\n"), "{said}");
        // A link that leads nowhere is no way to write over what it will lead to.
        std::os::unix::fs::symlink("nowhere", office.path("dangling")).unwrap();
        office.complaint(&["export", "-o", "dangling"], 2);
        assert!(!office.path("nowhere").exists());
    }
}

#[test]
fn an_export_is_no_table_and_says_so_before_it_writes() {
    let office = Office::with_sample();
    for words in [&["export", "-f", "csv"][..], &["export", "-f", "csv", "-o", "out"]] {
        let said = office.complaint(words, 2);
        assert!(
            said.starts_with("error: an export is lines of JSON, so it has no CSV form"),
            "{said}"
        );
    }
    assert!(!office.path("out").exists());
}

/// While others record, an export is of one state of the log, and every name in it comes along.
#[test]
fn an_export_is_of_one_moment() {
    let office = Office::with_sample();
    let whole = std::fs::read_to_string(super::sample()).unwrap();
    let stop = std::sync::atomic::AtomicBool::new(false);
    let ordering = std::sync::atomic::Ordering::Relaxed;
    std::thread::scope(|scope| {
        let recording = scope.spawn(|| {
            let line = whole.lines().find(|line| line.contains(r#""type":"admitted""#)).unwrap();
            let mut number = 0_u32;
            while !stop.load(ordering) {
                number += 1;
                let id = format!(r#"{{"event_id":"01997f2e-0000-7000-8000-{number:012}""#);
                let line = id + &line[line.find(r#","stream""#).unwrap()..];
                office.cairn(&["load", "-"]).stdin(line).assert().success();
            }
        });
        for round in 0..5 {
            let name = format!("out-{round}");
            let report = office.json(&["export", "-o", &name], 0);
            assert_eq!(report["events"], report["size"]);
            let (copy, path) = (Office::new(), office.path(&name));
            let loaded = copy.json(&["load", path.to_str().unwrap()], 0);
            assert_eq!((&loaded["size"], &loaded["root"]), (&report["size"], &report["root"]));
            office.answer(&["verify"], 0);
        }
        stop.store(true, ordering);
        recording.join().unwrap();
    });
}
