//! Spreadsheets, each read as the mapping beside it says.

use cairn_import::sheet::{Options, read};
use cairn_import::{Refusal, Row, Sheet};

use crate::claims::{assert_says, bytes, files, source};

fn reading(folder: &str, file: &str) -> Result<Sheet, Refusal> {
    read(file, &bytes(&format!("{folder}/{file}")), &source("sheets", file), &Options::default())
}

#[test]
fn every_true_sheet_is_read_without_a_doubt() {
    for file in files("sheets") {
        let sheet = reading("sheets", &file).unwrap_or_else(|refusal| panic!("{file}: {refusal}"));
        let doubt = |row: &&Row| matches!(row, Row::Unreadable(_));
        assert_eq!(sheet.rows.iter().find(doubt), None, "{file}");
        assert_says("sheets", &file, &Ok(sheet));
    }
}

#[test]
fn every_damaged_sheet_says_what_is_wrong_with_it() {
    for file in files("sheets/damaged") {
        assert_says("sheets/damaged", &file, &reading("sheets/damaged", &file));
    }
}
