//! Attendance that Moodle took, and lists in the form in which it takes attendance.

use cairn_import::moodle::{read, recognise};
use cairn_import::sheet::{Form, Options};
use cairn_import::{Delimiter, Refusal, Row, Sheet, decode, records};

use crate::claims::{assert_says, bytes, files};

fn reading(folder: &str, file: &str) -> Result<Sheet, Refusal> {
    read(file, &bytes(&format!("{folder}/{file}")), &Options::default())
}

#[test]
fn every_true_file_of_moodle_is_read_without_a_doubt() {
    for file in files("moodle") {
        let sheet = reading("moodle", &file).unwrap_or_else(|refusal| panic!("{file}: {refusal}"));
        assert!(!sheet.rows.iter().any(|row| matches!(row, Row::Unreadable(_))), "{file}");
        assert_eq!(sheet.remarks, [], "{file}");
        assert_says("moodle", &file, &Ok(sheet));
    }
}

#[test]
fn every_damaged_file_of_moodle_says_what_is_wrong_with_it() {
    for file in files("moodle/damaged") {
        assert_says("moodle/damaged", &file, &reading("moodle/damaged", &file));
    }
}

#[test]
fn attendance_and_lists_for_upload_are_told_apart_by_their_headings() {
    let form = |file: &str, delimiter| {
        let bytes = bytes(&format!("moodle/{file}"));
        let text = decode(&bytes);
        recognise(&records(&text.text, delimiter))
    };
    assert_eq!(form("attendance.txt", Delimiter::Tab), Some(Form::MoodleAttendance));
    assert_eq!(form("upload-scans.csv", Delimiter::Comma), Some(Form::MoodleUpload));
    assert_eq!(form("damaged/grades.csv", Delimiter::Comma), None);
}

#[test]
fn the_times_of_sessions_are_local_and_need_a_zone() {
    assert!(reading("moodle", "attendance.txt").unwrap().needs_zone());
    assert!(!reading("moodle", "upload-status.csv").unwrap().needs_zone());
}
