//! Each file of payments beside what is read of it. To be read as a whole: file left, snapshot right.

use std::fs;

use cairn_import::payments::Options;

use crate::payments_render::{read_as, rendered};
use crate::snapshot::{assert_matches_in, root};

#[track_caller]
fn assert_shown(folder: &str) {
    let entries = fs::read_dir(root().join("fixtures/imports/payments").join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut names: Vec<String> = paths
        .filter(|path| path.extension().is_some_and(|ends| ends == "csv"))
        .map(|path| format!("{folder}{}", path.file_stem().unwrap().to_str().unwrap()))
        .collect();
    names.sort();
    assert!(names.len() >= 10, "{names:?}");
    for name in names {
        let reading = read_as(&name, Options::default());
        assert_matches_in("payments", &name, &rendered(&reading));
    }
}

#[test]
fn every_form_is_read_as_written_beside_it() {
    assert_shown("");
}

#[test]
fn every_damage_is_told_as_written_beside_it() {
    assert_shown("damaged/");
}
