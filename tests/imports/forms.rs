//! Answers to Google forms, each read as the mapping beside it says.

use cairn_domain::source::{Claims, SourceField};
use cairn_import::forms::{propose, read, recognise};
use cairn_import::sheet::{Abbreviated, Form, Options};
use cairn_import::{Delimiter, Refusal, Row, Sheet, When, decode, records};

use crate::claims::{assert_says, bytes, files, source};

fn reading_as(folder: &str, file: &str, options: &Options) -> Result<Sheet, Refusal> {
    read(file, &bytes(&format!("{folder}/{file}")), &source("forms", file), options)
}

fn reading(folder: &str, file: &str) -> Result<Sheet, Refusal> {
    reading_as(folder, file, &Options::default())
}

/// When each row was answered, or nothing where it cannot be read.
fn times(sheet: &Sheet) -> Vec<Option<When>> {
    let time = |row: &Row| match row {
        Row::Claims(claims) => claims.first().map(|claim| claim.when),
        _ => None,
    };
    sheet.rows.iter().map(time).collect()
}

#[test]
fn every_true_file_of_answers_is_read_without_a_doubt() {
    for file in files("forms") {
        let sheet = reading("forms", &file).unwrap_or_else(|refusal| panic!("{file}: {refusal}"));
        assert!(sheet.rows.iter().all(|row| matches!(row, Row::Claims(_))), "{file}");
        assert_eq!(sheet.provider, "forms");
        assert_says("forms", &file, &Ok(sheet));
    }
}

#[test]
fn every_damaged_file_of_answers_says_what_is_wrong_with_it() {
    for file in files("forms/damaged") {
        assert_says("forms/damaged", &file, &reading("forms/damaged", &file));
    }
}

#[test]
fn letters_of_a_zone_mean_what_whoever_asks_says() {
    let read = |abbreviated| {
        let options = Options { abbreviated: Some(abbreviated), ..Options::default() };
        times(&reading_as("forms/damaged", "reflections-letters.csv", &options).unwrap())
    };
    let shown = |when: Option<When>| match when {
        Some(When::At(at)) => at.to_string(),
        Some(When::Local(local)) => local.to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!(shown(read(Abbreviated::FixedOffset)[0]), "2022-10-17 23:31:58 UTC");
    assert_eq!(shown(read(Abbreviated::LocalTime)[0]), "2022-10-17 18:31:58");
    // Of India, Israel and Ireland, nobody says which.
    assert_eq!(read(Abbreviated::FixedOffset)[1], None);
}

#[test]
fn a_form_and_the_sheet_that_is_linked_to_it_are_told_apart_by_their_headings() {
    let form = |file: &str| {
        let bytes = bytes(&format!("forms/{file}"));
        let text = decode(&bytes);
        recognise(&records(&text.text, Delimiter::Comma))
    };
    assert_eq!(form("reflections-by-the-form.csv"), Some(Form::GoogleForms));
    assert_eq!(form("linked-month-first.csv"), Some(Form::GoogleSheet));
    assert_eq!(form("damaged/linked-not-collected.csv"), None);
    assert_eq!(form("../sheets/signed-moved-column.csv"), None);
}

#[test]
fn what_questions_may_mean_is_proposed_with_every_column_listed() {
    let proposal =
        propose("Autumn reflections.csv", &bytes("forms/reflections-by-the-form.csv")).unwrap();
    assert_eq!(proposal.source.name.as_str(), "autumn-reflections");
    assert_eq!(proposal.source.claims, Claims::Reflected);
    let columns: Vec<String> = proposal.columns.iter().map(ToString::to_string).collect();
    assert_eq!(
        columns,
        [
            "column 1, `Timestamp`: at",
            "column 2, `Username`: email",
            "column 3, `Email address`: not read",
            "column 4, `Which convening is this about?`: session",
            "column 5, `Which facets does it touch?`: facets",
            "column 6, `Your reflection`: not read",
        ]
    );
    let applied = propose("2025.csv", &bytes("forms/applications-by-the-form.csv")).unwrap();
    assert_eq!(applied.source.claims, Claims::Applied);
    assert!(applied.source.columns.iter().any(|column| column.field == SourceField::Team));
}

#[test]
fn what_was_proposed_reads_the_file_it_was_proposed_for() {
    for file in files("forms") {
        let bytes = bytes(&format!("forms/{file}"));
        let mut source = propose(&file, &bytes).unwrap().source;
        source.zone = Some(chrono_tz::America::New_York);
        let sheet = read(&file, &bytes, &source, &Options::default()).unwrap();
        assert!(sheet.rows.iter().all(|row| matches!(row, Row::Claims(_))), "{file}");
    }
    let Err(refusal) = propose("other.csv", &bytes("sheets/signed-moved-column.csv")) else {
        panic!()
    };
    assert!(refusal.to_string().starts_with("`other.csv` does not hold the headings"));
}
