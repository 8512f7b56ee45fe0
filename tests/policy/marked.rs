//! Where in the file a fault is marked, and how often.

use crate::pieces::{columns, hints, policy, requirement, said, series, session, with};

#[test]
fn what_is_listed_again_is_marked_each_time() {
    let essay = requirement("essay", "submitted = { item = \"essay\" }");
    let table = [
        // Each of them is wrong.
        ("all = [\"essay\", \"talk\", \"talk\", \"talk\"]", vec![17, 25, 33]),
        // The first of them is right.
        ("at_least = { need = 1, of = [\"essay\", \"essay\", \"essay\"] }", vec![39, 48]),
    ];
    for (asks, marked) in table {
        let text = policy(&[requirement("certificate", asks), essay.clone()]);
        assert_eq!(columns(&text), marked, "{asks}");
    }
}

#[test]
fn a_number_is_marked_however_it_is_written() {
    let each = "{ self = 0x63, others = +99, systems = 9_9, world = 1 }";
    let asks = format!("reflections = {{ need = 1, within_days = 7, each = {each} }}");
    let text = policy(&[
        session("opening", "2026-01-08T19:00:00", "60"),
        requirement("certificate", &asks),
    ]);
    let unreachable = |marked: &str| format!("{marked}: 99 cannot be reached: there is only 1");
    assert_eq!(said(&text), ["0x63", "+99", "9_9"].map(unreachable));
}

#[test]
fn of_two_kinds_the_first_in_the_file_is_looked_into() {
    let text = policy(&[requirement(
        "certificate",
        "submitted = { item = \"essay\", by = 1626-05-01 }\nall = [\"nobody\"]",
    )]);
    assert_eq!(
        said(&text),
        [
            "1626-05-01: 1626-05-01 is outside 1900-01-01 to 2200-12-31",
            "all: [requirement.certificate] asks for `submitted` and for `all`",
        ]
    );
}

#[test]
fn a_series_says_once_what_is_wrong_with_all_of_it() {
    let weeks = "{ times = 4, every_days = 7 }";
    let asks = requirement("certificate", "sessions = { need = 1, presence = \"80 %\" }");
    let too_short = series("week", "2026-01-08T19:00:00", "0", weeks);
    assert_eq!(said(&policy(&[too_short, asks.clone()])), ["0: 0 is outside 1 to 1440"]);

    let twice = ["2026-01-08T10:00:00", "2026-01-08T19:00:00"];
    let twice = twice.map(|starts| series("week", starts, "60", weeks)).concat();
    assert_eq!(said(&policy(&[twice, asks])), ["\"week\": `week-01` is there twice"]);
}

#[test]
fn a_cohort_may_last_one_day_and_everything_else_is_outside() {
    let text = with(
        "ends = 2026-01-08",
        &[
            session("morning", "2026-01-08T09:00:00", "60"),
            series("noon", "2026-01-08T12:00:00", "60", "{ times = 3, every_days = 1 }"),
            session("evening", "2026-01-09T19:00:00", "60"),
            requirement("certificate", "sessions = { need = 1, presence = \"80 %\" }"),
        ],
    );
    let outside = "2026-01-09 is outside 2026-01-08 to 2026-01-08";
    assert_eq!(
        said(&text),
        [
            format!("{{ times = 3, every_days = 1 }}: {outside}"),
            format!("2026-01-09T19:00:00: {outside}")
        ]
    );
    assert_eq!(
        hints(&text),
        ["take fewer `times`, or begin earlier", "check the year and the month"]
    );
}

#[test]
fn a_policy_that_asks_nothing_is_told_so_at_its_root() {
    let text = policy(&["[requirement]\n".to_owned()]);
    assert_eq!(
        said(&text),
        [
            "\"certificate\": this is empty; it needs at least one entry",
            "\"certificate\": there is no requirement `certificate`",
        ]
    );
}

#[test]
fn of_several_faults_of_the_notation_on_a_line_the_first_is_told() {
    let text = with("begins = 2026-01-32 ]", &[]);
    let day = "2026-01-32: this is not TOML: invalid date, expected day between 01 and 31";
    assert_eq!(said(&text), [day]);
}

#[test]
fn below_a_header_that_is_there_twice_other_faults_of_the_notation_are_told() {
    let essay =
        |by: &str| requirement("essay", &format!("submitted = {{ item = \"essay\", by = {by} }}"));
    let text = policy(&[essay("2026-05-01"), essay("2026-05-32")]);
    assert_eq!(
        said(&text),
        [
            "essay: `essay` is there twice",
            "2026-05-32: this is not TOML: invalid date, expected day between 01 and 31",
        ]
    );
}
