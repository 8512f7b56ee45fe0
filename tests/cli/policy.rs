//! `cairn policy`: checked, adopted, read aloud, compared.
#![expect(clippy::needless_raw_string_hashes, reason = "snapbox writes snapshots like this")]

use snapbox::{assert_data_eq, str};

use crate::files::{Office, policy};

const BY: [&str; 2] = ["--by", "committee@example.org"];

fn ours() -> String {
    policy("compassionate-systems-2025-26.toml")
}

fn stricter() -> String {
    policy("stricter-attendance.toml")
}

/// The words to adopt a policy.
fn adopt<'a>(file: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    ["policy", "adopt", file].into_iter().chain(BY).chain(more.iter().copied()).collect()
}

#[test]
fn a_sound_file_is_said_to_be_sound() {
    let office = Office::new();
    std::fs::copy(ours(), office.path("ours.toml")).unwrap();
    assert_data_eq!(
        office.answer(&["policy", "check", "ours.toml"], 0),
        str![[r#"
✓ ours.toml: sound: 8 requirements, 12 sessions, 17 assumptions

"#]]
    );
    let report = office.json(&["policy", "check", "ours.toml"], 0);
    assert_eq!(report["schema"], "cairn.policy-check/1");
    assert_eq!(report["files"][0]["sound"], true);
}

#[test]
fn every_fault_is_pointed_at() {
    let office = Office::new();
    std::fs::copy(ours(), office.path("ours.toml")).unwrap();
    let wrong = office
        .read("ours.toml")
        .replace("minutes = 180", "minuets = 180")
        .replace("need = 10", "need = 13");
    office.write("wrong.toml", wrong);
    let output = office.cairn(&["policy", "check", "ours.toml", "wrong.toml"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let (out, err) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(out.contains("✓ ours.toml: sound") && !out.contains("wrong.toml"), "{out}");
    assert!(err.contains("--> wrong.toml:") && err.contains("unknown key `minuets`"), "{err}");
    assert!(err.contains("did you mean `minutes`?"), "{err}");
    assert!(err.contains("faults in wrong.toml"), "{err}");
    let report = office.json(&["policy", "check", "wrong.toml"], 2);
    let faults = report["files"][0]["faults"].as_array().unwrap();
    assert!(faults.len() > 11, "{faults:?}");
    assert!(
        faults
            .iter()
            .any(|fault| fault["kind"] == "unknown_key" && fault["line"].as_u64() > Some(30))
    );
}

#[test]
fn what_is_no_policy_file_is_said_so() {
    let office = Office::new();
    let said = office.complaint(&["policy", "check", "nowhere.toml"], 2);
    assert!(said.starts_with("error: `nowhere.toml` cannot be read: "), "{said}");
    office.write("latin.toml", b"cohort = 'a'\ntitle = 'Caf\xe9'\n");
    assert_data_eq!(
        office.complaint(&["policy", "show", "latin.toml"], 2),
        str![[r#"
error: `latin.toml` is not UTF-8 text, at line 2
hint: save the file as UTF-8, then try again

"#]]
    );
    office.write("empty.toml", "");
    let said = office.complaint(&["policy", "adopt", "empty.toml", "--by", "me"], 2);
    assert!(
        said.contains("`cohort` is missing") && said.contains("faults in empty.toml"),
        "{said}"
    );
}

#[test]
fn adopting_shows_the_place_in_the_log_and_does_it_once() {
    let (office, ours) = (Office::new(), ours());
    let words = adopt(&ours, &["--from", "2025-03-01", "--note", "as voted"]);
    assert_data_eq!(
        office.answer(&words, 0),
        str![[r#"
Compassionate Systems, certification programme 2025-26, version 1
✓ adopted as #1, in force from Sat 1 Mar 2025

"#]]
    );
    assert_data_eq!(
        office.answer(&adopt(&ours, &[]), 0),
        str![[r#"
Compassionate Systems, certification programme 2025-26, version 1
✓ this policy is in force already: adopted at #1, from Sat 1 Mar 2025

"#]]
    );
    let exported = office.answer(&["export"], 0);
    assert_eq!(exported.lines().count(), 1);
    assert!(
        exported.contains(r#""occurred_at":"2025-03-01""#)
            && exported.contains(r#""value":"as voted""#),
        "{exported}"
    );
    let report = office.json(&adopt(&ours, &[]), 0);
    assert_eq!(
        (&report["schema"], &report["already_in_force"]),
        (&"cairn.policy-adopted/1".into(), &true.into())
    );
    assert_eq!(office.json(&["verify"], 0)["sound"], true);
}

#[test]
fn another_policy_shows_what_changes() {
    let (office, ours, stricter) = (Office::new(), ours(), stricter());
    office.answer(&adopt(&ours, &["--from", "2025-03-01"]), 0);
    let rehearsed = office.answer(&adopt(&stricter, &["--from", "2025-12-01", "--dry-run"]), 0);
    assert!(
        rehearsed.contains("would be adopted, in force from Mon 1 Dec 2025; nothing was written"),
        "{rehearsed}"
    );
    assert!(rehearsed.contains("What changes from the policy adopted at #1:"), "{rehearsed}");
    assert!(
        rehearsed.contains("what attendance asks\n− Attend at least 10")
            && rehearsed.contains("+ Attend at least 11"),
        "{rehearsed}"
    );
    let report = office.json(&adopt(&stricter, &["--from", "2025-12-01"]), 0);
    assert_eq!((&report["position"], &report["replaces"]), (&2.into(), &1.into()));
    // What was in force before stays in force before.
    let shown =
        |day| office.json(&["policy", "show", "--as-of", day], 0)["source"]["adopted"].clone();
    assert_eq!((shown("2025-11-30"), shown("2025-12-01")), (1.into(), 2.into()));
    let known = office.json(&["policy", "show", "--known-at", "#1"], 0);
    assert_eq!(known["source"]["adopted"], 1);
}

#[test]
fn what_comes_late_or_is_overtaken_is_remarked() {
    let (office, ours, stricter) = (Office::new(), ours(), stricter());
    let said = office.answer(&adopt(&stricter, &[]), 0);
    assert!(said.contains("in force from Mon 23 Nov 2026"), "{said}");
    assert!(said.contains("! the cohort began on Thu 11 Sep 2025"), "{said}");
    let said = office.answer(&adopt(&ours, &["--from", "2025-03-01"]), 0);
    assert!(said.contains("! the policy adopted at #1 takes over on Mon 23 Nov 2026"), "{said}");
}

#[test]
fn a_cohorts_days_never_move_to_another_zone() {
    let (office, ours) = (Office::new(), ours());
    office.answer(&adopt(&ours, &["--from", "2025-03-01"]), 0);
    office.write(
        "moved.toml",
        std::fs::read_to_string(&ours).unwrap().replace("America/New_York", "Europe/Copenhagen"),
    );
    assert_data_eq!(
        office.complaint(&adopt("moved.toml", &[]), 3),
        str![[r#"
error: this policy cannot be adopted for the cohort `compassionate-systems-2025-26`
  because its days are meant in America/New_York since its first policy, and here they are meant in
      Europe/Copenhagen
  because days that are on record already would come to mean other times
hint: write `zone = "America/New_York"`; or give the policy a cohort of its own

"#]]
    );
}

#[test]
fn who_and_from_when_are_asked_for() {
    let (office, ours) = (Office::new(), ours());
    // In the words in which every other command that records asks for it.
    for nobody in [&[][..], &["--by", " "]] {
        let words: Vec<&str> =
            ["policy", "adopt", &ours].into_iter().chain(nobody.iter().copied()).collect();
        let said = office.complaint(&words, 2);
        assert!(said.starts_with("error: nobody is named as recording this\n"), "{said}");
        assert!(said.contains("CAIRN_ACTOR"), "{said}");
    }
    let said = office.complaint(&adopt(&ours, &["--from", "2025-03-01T10:00:00Z"]), 2);
    assert!(said.starts_with("error: --from: a policy is in force from a day on"), "{said}");
    let said = office.complaint(&adopt(&ours, &["--from", "March"]), 2);
    assert!(said.starts_with("error: --from: `March` is not a time"), "{said}");
}

#[test]
fn a_policy_is_read_in_plain_english_with_its_assumptions_marked() {
    let (office, ours) = (Office::with_sample(), ours());
    let said = office.answer(&["policy", "show", &ours], 0);
    assert!(said.contains("17 of its 20 rules and dates were never published"), "{said}");
    assert!(
        said.contains("◇ Live sessions [attendance]: Attend at least 10 of the live sessions"),
        "{said}"
    );
    let adopted = office.json(&["policy", "show", "--cohort", "2025-26"], 0);
    assert_eq!(
        (&adopted["schema"], &adopted["source"]["adopted"]),
        (&"cairn.policy/1".into(), &1.into())
    );
    assert_eq!(adopted["digest"], office.json(&["policy", "show", &ours], 0)["digest"]);
    assert_eq!(adopted["policy"]["cohort"], "compassionate-systems-2025-26");
    let said = office.complaint(&["policy", "show"], 2);
    assert!(said.contains("several cohorts are on record"), "{said}");
    let said =
        office.complaint(&["policy", "show", "--cohort", "2025-26", "--as-of", "2024-01-01"], 2);
    assert!(said.contains("no policy was in force for the cohort"), "{said}");
}

#[test]
fn two_policies_are_compared_in_words() {
    let (office, ours, stricter) = (Office::with_sample(), ours(), stricter());
    let said = office.answer(&["policy", "diff", &ours, "--exit-code"], 0);
    // Where the line wraps depends on where the project stands.
    let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.starts_with("the policy adopted at #1 and ") && flat.ends_with(" say the same."),
        "{said}"
    );
    let words = ["policy", "diff", &ours, &stricter, "--exit-code"];
    let said = office.answer(&words, 1);
    assert!(said.contains("what attendance asks"), "{said}");
    let report = office.json(&["policy", "diff", &stricter], 0);
    assert_eq!(
        (&report["schema"], &report["before"]["adopted"]),
        (&"cairn.policy-diff/1".into(), &1.into())
    );
    assert_eq!(report["changes"][0]["what"], "version");
}

#[test]
fn a_cohort_may_stand_where_a_file_would() {
    let desk = crate::record::with_asha();
    let said = desk.ok(&["policy", "show", "2025-26"]);
    assert!(said.contains("Adopted at #1."), "{said}");
    assert!(said.contains("◇ an assumption: the programme has not published this"), "{said}");
    assert!(desk.refused(2, &["policy", "show", "2031-32"]).contains("cannot be read"));
}

#[test]
fn what_is_in_force_already_is_not_adopted_again_later() {
    let desk = crate::record::with_asha();
    let file = ours();
    let said = desk.ok(&["policy", "adopt", &file, "--from", "2030-01-01"]);
    assert!(said.contains("in force already") && said.contains("from Tue 1 Jan 2030"), "{said}");
    let hidden = desk.refused(2, &["policy", "adopt", &file, "--note", "a\u{202E}b"]);
    assert!(hidden.contains("--note: it holds a character that is not seen, U+202E"), "{hidden}");
}
