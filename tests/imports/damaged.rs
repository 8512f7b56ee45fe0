//! Damage, kind by kind: what stays readable, and what is said of the rest. The full texts are in the snapshots.

use cairn_import::Refusal;
use cairn_import::zoom::{Note, Presence, Row, Why};

use crate::snapshot::{reading, stays, unreadable};

/// The lines of a damaged file that are read all the same, and those that are not, with the field.
fn lines(name: &str) -> (Vec<usize>, Vec<(usize, String)>) {
    let report = reading(&format!("damaged/{name}")).unwrap();
    let read = stays(&report).iter().map(|stay| stay.line).collect();
    let not = unreadable(&report).iter().map(|row| (row.line, row.field.clone())).collect();
    (read, not)
}

#[track_caller]
fn assert_lines(name: &str, read: &[usize], not: &[(usize, &str)]) {
    let not: Vec<(usize, String)> =
        not.iter().map(|(line, field)| (*line, (*field).to_owned())).collect();
    assert_eq!(lines(name), (read.to_vec(), not), "{name}");
}

#[test]
fn a_row_that_was_cut_is_kept_and_the_others_are_read() {
    assert_lines("cut-row", &[2, 3], &[(4, "Duration (Minutes)")]);
}

#[test]
fn a_row_with_other_columns_than_the_heading_is_not_guessed_at() {
    assert_lines("column-count", &[2, 5], &[(3, "row"), (4, "Duration (Minutes)")]);
}

#[test]
fn a_quotation_mark_that_nobody_closed_costs_one_row_and_not_the_rest() {
    assert_lines("open-quote", &[3, 4, 5], &[(2, "row")]);
}

#[test]
fn rows_between_two_stray_quotation_marks_are_not_taken_for_a_name_or_an_answer() {
    assert_lines("swallowed-rows", &[2, 8], &[(3, "Name (Original Name)"), (6, "Team")]);
}

#[test]
fn text_that_is_damaged_is_not_believed() {
    assert_lines("nul", &[2, 4], &[(3, "row"), (5, "row")]);
    assert_lines("mixed-encodings", &[2, 4], &[(3, "row")]);
    assert_lines("no-such-byte", &[3], &[(2, "row")]);
    assert_lines("utf-16-half", &[2], &[(3, "row")]);
}

#[test]
fn times_that_no_clock_shows_are_not_read() {
    let not: Vec<(usize, String)> = lines("impossible-times").1;
    assert_eq!(not.iter().map(|(line, _)| *line).collect::<Vec<_>>(), (3..=12).collect::<Vec<_>>());
    assert_eq!(not[3].1, "Leave Time");
    assert!(not.iter().enumerate().all(|(at, (_, field))| at == 3 || field == "Join Time"));
    assert_eq!(lines("impossible-times").0, [2, 13]);
}

#[test]
fn nobody_leaves_before_they_join_and_who_leaves_at_once_was_there_for_no_time() {
    assert_lines("leave-before-join", &[2, 4], &[(3, "Leave Time")]);
}

#[test]
fn what_is_odd_but_readable_is_noted_on_the_row() {
    let report = reading("damaged/odd-but-readable").unwrap();
    let notes: Vec<&Note> = stays(&report).iter().flat_map(|stay| &stay.notes).collect();
    let [minutes, address, guest] = notes.as_slice() else { panic!("{notes:?}") };
    assert_eq!(**minutes, Note::MinutesDisagree { claimed: 43, counted: 88 });
    assert_eq!(**address, Note::NoAddress("cy at example.org".to_owned()));
    assert_eq!(**guest, Note::GuestUnclear("maybe".to_owned()));
    let last = stays(&report)[2].presence;
    assert!(
        matches!(last, Presence::Between { claimed: None, .. }),
        "no claim is no contradiction"
    );
}

#[test]
fn whoever_did_not_attend_has_no_times_and_whoever_did_has_both() {
    let report = reading("damaged/webinar").unwrap();
    let told: Vec<(usize, &str)> =
        unreadable(&report).iter().map(|row| (row.line, row.field.as_str())).collect();
    assert_eq!(told, [(5, "Attended"), (6, "Join Time"), (7, "Attended")]);
    let last = report.rows().last().unwrap();
    assert!(matches!(last, Row::Skipped(skipped) if skipped.why == Why::DidNotAttend));
}

#[test]
fn what_is_wrong_about_a_meeting_does_not_keep_its_rows_from_being_read() {
    let report = reading("damaged/preamble").unwrap();
    assert_eq!(report.counts().stays, 1);
    let lines: Vec<usize> = report.remarks.iter().map(|remark| remark.line).collect();
    assert_eq!(lines, [2, 2, 2, 2, 3]);
    assert_eq!((report.meetings[0].start, report.meetings[0].participants), (None, None));
}

#[test]
fn a_file_without_the_headings_is_refused_with_what_it_holds() {
    let Err(Refusal::NoHeading { first, .. }) = reading("damaged/no-heading") else { panic!() };
    assert_eq!(first[0].value, "Timestamp,Email Address,Will you come?");
}

#[test]
fn a_file_with_nothing_in_it_is_empty() {
    for name in ["damaged/empty", "damaged/blank"] {
        assert!(matches!(reading(name), Err(Refusal::Empty { .. })), "{name}");
    }
}

#[test]
fn a_document_of_some_program_is_called_what_it_is() {
    for name in ["damaged/workbook", "damaged/web-page"] {
        assert!(matches!(reading(name), Err(Refusal::NotText { .. })), "{name}");
    }
}
