//! A whole term of files, imported with the real binary: what comes of it is the truth from which the files were made.
//!
//! The files in `fixtures/imports/term` were written from a list of who was where, wrote what and paid what; here it is
//! again, by itself.

use crate::support::{Desk, root};

/// Who; sessions that count (80 % of the time), of twelve; reflections that count; what they paid and got back, in cents.
const TRUTH: [(&str, u64, u64, i64, i64); 6] = [
    // Eleven: on 12 March she left after 100 of 180 minutes. One reflection is lacking.
    ("Asha Rao", 11, 11, 1_250_000, 0),
    // Absent in December; two reflections lacking, and one a month after its session.
    ("Ben Ode", 11, 9, 1_250_000, 0),
    ("Carla Perez", 10, 9, 1_250_000, 0),
    // Never signed in; a district paid, and got a thousand dollars back.
    ("Dana Whitfield", 12, 11, 1_500_000, 100_000),
    // Absent four times, and left after an hour once; half of the price paid.
    ("Eli Sand", 7, 6, 750_000, 0),
    // Under another address of hers; 500 dollars too much, and back.
    ("Fumiko Ito", 11, 10, 1_550_000, 50_000),
];

fn term() -> Vec<String> {
    let folder = root().join("fixtures/imports/term");
    let entries = std::fs::read_dir(folder).expect("the term");
    let mut files: Vec<String> =
        entries.map(|entry| entry.expect("a file").path().display().to_string()).collect();
    files.sort();
    files
}

fn of(kind: &str) -> Vec<String> {
    let is = |file: &String| file.rsplit('/').next().is_some_and(|name| name.starts_with(kind));
    term().into_iter().filter(is).collect()
}

fn import(desk: &Desk, files: &[String], options: &[&str]) -> serde_json::Value {
    let args: Vec<&str> = std::iter::once("import")
        .chain(files.iter().map(String::as_str))
        .chain(options.iter().copied())
        .chain(["--apply"])
        .collect();
    desk.json(&args)
}

/// The numbers of the rows that wait and show a name or an address.
fn waiting(desk: &Desk, shown: &str) -> Vec<String> {
    let queue = desk.json(&["import", "queue"]);
    let rows = queue["rows"].as_array().expect("rows").iter();
    let is_of = |row: &&serde_json::Value| row["name"] == shown || row["email"] == shown;
    rows.filter(is_of).map(|row| row["number"].to_string()).collect()
}

fn resolve(desk: &Desk, shown: &str, how: &[&str]) {
    let numbers = waiting(desk, shown);
    assert!(!numbers.is_empty(), "nothing of `{shown}` waits");
    let args: Vec<&str> = ["import", "resolve"]
        .into_iter()
        .chain(numbers.iter().map(String::as_str))
        .chain(how.iter().copied())
        .collect();
    desk.ok(&args);
}

/// Brings the whole term in, the files of each kind in this order or the other way round.
fn whole_term(backwards: bool) -> Desk {
    let policy = root().join("fixtures/policies/compassionate-systems-2025-26.toml");
    let policy = std::fs::read_to_string(policy).expect("the policy");
    let desk = Desk::with_policy(&policy, "2025-01-01");
    let turned = |mut files: Vec<String>| {
        if backwards {
            files.reverse();
        }
        files
    };
    for (name, kind, claims) in [
        ("applications", "applications", "applied"),
        ("reflections", "reflections-whole", "reflected"),
    ] {
        let file = of(kind).remove(0);
        desk.ok(&[
            "import",
            "source",
            "add",
            name,
            &file,
            "--claims",
            claims,
            "--tz",
            "America/New_York",
            "--apply",
        ]);
    }
    import(&desk, &of("applications"), &["--source", "applications", "--new-people"]);
    let money: Vec<String> = of("stripe").into_iter().chain(of("paypal")).collect();
    import(&desk, &turned(money), &[]);
    let meetings = ["--tz", "America/New_York", "--date-order", "month-first"];
    import(&desk, &turned(of("zoom")), &meetings);
    import(&desk, &turned(of("reflections")), &["--source", "reflections"]);
    resolve(&desk, "fumiko.ito@work.example.org", &["--to", "fumiko", "--remember"]);
    resolve(&desk, "iPhone (Dana)", &["--to", "dana", "--remember"]);
    resolve(&desk, "payments@district.example.org", &["--to", "dana"]);
    resolve(&desk, "Zoe Guest", &["--dismiss"]);
    resolve(&desk, "read.ai meeting notes", &["--dismiss"]);
    desk
}

fn is_the_truth(desk: &Desk) {
    let queue = desk.json(&["import", "queue"]);
    assert_eq!(queue["rows"].as_array().map(Vec::len), Some(0), "{queue}");
    let cohort = desk.json(&["cohort"]);
    let balances = desk.json(&["export", "balances"]);
    let one = |list: &serde_json::Value, name: &str| {
        let mut people = list["people"].as_array().expect("people").iter();
        people.find(|each| each["name"] == name).expect(name).clone()
    };
    for (name, sessions, reflections, paid, back) in TRUTH {
        let asked = &one(&cohort, name)["requirements"];
        let have = |requirement: &str| asked[requirement]["have"].as_u64();
        assert_eq!(have("attendance"), Some(sessions), "{name}: sessions");
        assert_eq!(have("reflections"), Some(reflections), "{name}: reflections");
        let account = &one(&balances, name)["accounts"]["USD"];
        assert_eq!(account["paid"].as_i64(), Some(paid), "{name}: paid");
        assert_eq!(account["refunded"].as_i64(), Some(back), "{name}: back");
    }
    assert_eq!(cohort["people"].as_array().map(Vec::len), Some(TRUTH.len()), "nobody else");
}

#[test]
fn a_whole_term_of_files_gives_back_the_truth_in_whatever_order() {
    let desk = whole_term(false);
    is_the_truth(&desk);
    is_the_truth(&whole_term(true));
    // And again: nothing is new, and nothing changes.
    let meetings = ["--tz", "America/New_York", "--date-order", "month-first"];
    for (files, options) in [
        (of("zoom"), meetings.as_slice()),
        (of("stripe"), &[]),
        (of("paypal"), &[]),
        (of("applications"), &["--source", "applications", "--new-people"]),
        (of("reflections"), &["--source", "reflections"]),
    ] {
        let again = import(&desk, &files, options);
        assert_eq!(
            (again["events"].as_u64(), again["left"].as_u64()),
            (Some(0), Some(0)),
            "{again}"
        );
    }
    is_the_truth(&desk);
}
