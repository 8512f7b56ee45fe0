//! The report of many faults, in a wide window and in a narrow one.

use cairn_policy::{PolicyErrors, read};

use crate::small::small;

/// Returns what is wrong with a policy that has so many keys that nobody knows.
fn with_unknown_keys(number: usize) -> PolicyErrors {
    let stray: Vec<String> = (0..number).map(|nth| format!("stray-{nth} = 1\n")).collect();
    let text = stray.concat() + &small("applied = {}");
    let errors = read("small.toml", &text).unwrap_err();
    assert_eq!(errors.errors().len(), number);
    errors
}

#[test]
fn the_faults_know_which_file_they_are_of() {
    assert_eq!(with_unknown_keys(1).name(), "small.toml");
}

#[test]
fn at_most_fifty_faults_are_drawn_and_the_others_are_counted() {
    let table = [
        (49, 49, None),
        (50, 50, None),
        (51, 50, Some("and 1 more fault: mend these first")),
        (53, 50, Some("and 3 more faults: mend these first")),
    ];
    for (number, drawn, rest) in table {
        let report = with_unknown_keys(number).render(false, 100);
        assert_eq!(report.matches("unknown key").count(), drawn, "{number}");
        let last = report.lines().last().filter(|line| line.starts_with("and "));
        assert_eq!(last, rest, "{number}");
    }
}

/// Returns what is wrong with a policy that has one long line.
fn with_a_long_line() -> PolicyErrors {
    let long = "so that it does not fit any window ".repeat(20);
    let asks = format!("applied = {{ }}\nmargin = [] # {long}");
    read("small.toml", &small(&asks)).unwrap_err()
}

#[test]
fn a_window_too_narrow_to_read_in_is_drawn_for_as_one_of_forty_columns() {
    let errors = with_a_long_line();
    let forty = errors.render(false, 40);
    for narrow in [0, 1, 20, 39] {
        assert_eq!(errors.render(false, narrow), forty, "{narrow}");
    }
    assert_ne!(errors.render(false, 41), forty);
}

#[test]
fn a_report_in_passing_is_drawn_in_plain_text_for_a_hundred_columns() {
    let errors = with_a_long_line();
    assert_eq!(errors.to_string(), errors.render(false, 100));
    for other in [errors.render(false, 99), errors.render(false, 101), errors.render(true, 100)] {
        assert_ne!(errors.to_string(), other);
    }
}
