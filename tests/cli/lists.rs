//! The lists that staff send around: read back as whoever gets them would, by code that did not write them.

use std::path::Path;

use calamine::{Data, Reader as _, Xlsx, open_workbook};

use crate::support::Desk;

const COHORT: [&str; 2] = ["--cohort", "2025-26"];

/// A desk where somebody is called what a spreadsheet would calculate.
fn desk() -> Desk {
    let desk = Desk::with_sample();
    let name = ["--name", "=HYPERLINK(1)", "--email", "+1@example.org"];
    desk.ok(&[&["record", "identified"], &name[..], &["--on", "2025-06-01"]].concat());
    desk.ok(&["record", "applied", "+1@example.org", "--on", "2025-06-02", COHORT[0], COHORT[1]]);
    desk
}

fn list(desk: &Desk, name: &str, more: &[&str]) -> String {
    desk.ok(&[&["export", name], &COHORT[..], more].concat())
}

fn open(desk: &Desk, file: &str) -> Xlsx<std::io::BufReader<std::fs::File>> {
    let path: &Path = &desk.path().join(file);
    open_workbook(path).expect("a workbook")
}

/// One row of a sheet, by what stands in its first cell.
fn row(book: &mut Xlsx<std::io::BufReader<std::fs::File>>, sheet: &str, first: &str) -> Vec<Data> {
    let range = book.worksheet_range(sheet).expect("a sheet");
    let mut rows = range.rows();
    rows.find(|row| row[0] == Data::String(first.to_owned())).expect("a row").to_vec()
}

#[test]
fn in_a_workbook_text_is_text_and_days_and_numbers_are_themselves() {
    let desk = desk();
    list(&desk, "roster", &["-o", "roster.xlsx"]);
    let mut book = open(&desk, "roster.xlsx");
    assert_eq!(book.sheet_names(), ["Roster", "About"]);
    let named = row(&mut book, "Roster", "=HYPERLINK(1)");
    assert_eq!(named[1], Data::String("+1@example.org".to_owned()));
    let since = match &named[3] {
        Data::DateTime(day) => day.to_ymd_hms_milli(),
        other => panic!("{other:?} is no day"),
    };
    assert_eq!((since.0, since.1, since.2), (2025, 6, 2));
    let formulas = book.worksheet_formula("Roster").expect("a sheet");
    assert!(formulas.cells().all(|(.., formula)| formula.is_empty()), "nothing is calculated");

    list(&desk, "balances", &["-o", "balances.xlsx"]);
    let mut book = open(&desk, "balances.xlsx");
    assert_eq!(row(&mut book, "Balances", "Bronwyn Carmody")[7], Data::Float(2500.0));

    list(&desk, "attendance", &["-o", "attendance.xlsx"]);
    let mut book = open(&desk, "attendance.xlsx");
    let asha = row(&mut book, "Attendance", "Asha Rao");
    assert_eq!(asha[6], Data::String("absent".to_owned()));
    assert_eq!(asha[15], Data::Float(10.0));
    assert!(matches!(&asha[3], Data::DateTime(time) if time.is_duration()), "{:?}", asha[3]);
}

#[test]
fn a_workbook_says_from_when_and_from_what_it_speaks() {
    let desk = desk();
    list(&desk, "roster", &["--as-of", "2026-03-31", "-o", "roster.xlsx"]);
    let mut book = open(&desk, "roster.xlsx");
    let mut said = |what: &str| row(&mut book, "About", what)[1].to_string();
    assert!(said("speaks").starts_with("As of Tue 31 Mar 2026, end of day (America/New_York)"));
    assert_eq!(said("known up to"), "#1378 of 1378 events");
    assert!(said("policy").ends_with("version 1, adopted at #1"), "{}", said("policy"));
    let command = "cairn export roster --cohort compassionate-systems-2025-26 --as-of '2026-03-31'";
    assert_eq!(said("command"), command);
}

#[test]
fn the_same_question_gives_the_same_workbook() {
    let desk = desk();
    let bytes = |name: &str| {
        list(&desk, "attendance", &["-o", name]);
        std::fs::read(desk.path().join(name)).expect("a file")
    };
    assert!(bytes("one.xlsx") == bytes("two.xlsx"));
}

#[test]
fn for_excel_a_name_is_no_formula_and_for_programs_it_is_the_name() {
    let desk = desk();
    let plain = list(&desk, "roster", &["-f", "csv"]);
    assert!(plain.contains("\n=HYPERLINK(1),+1@example.org,applied,2025-06-02,"), "{plain}");
    let excel = list(&desk, "roster", &["--excel"]);
    let rest = excel.strip_prefix('\u{feff}').expect("a mark");
    assert!(rest.contains("\r\n'=HYPERLINK(1),'+1@example.org,applied,2025-06-02,"), "{rest}");
    list(&desk, "roster", &["--excel", "-o", "roster.csv"]);
    let file = std::fs::read_to_string(desk.path().join("roster.csv")).expect("a file");
    assert_eq!(file, excel);
    // A table of any other answer is for programs, and stays as it is.
    let found = desk.ok(&["find", "+1@example.org", "-f", "csv"]);
    assert!(found.contains(",=HYPERLINK(1),+1@example.org,"), "{found}");
}

#[test]
fn every_list_is_an_answer_too() {
    let desk = desk();
    for name in ["roster", "attendance", "balances"] {
        let page = list(&desk, name, &[]);
        assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
        let json = desk.json(&["export", name, COHORT[0], COHORT[1]]);
        assert_eq!(json["schema"], format!("cairn.{name}/1"));
        let csv = list(&desk, name, &["-f", "csv"]);
        let people = json["people"].as_array().expect("people").len();
        assert_eq!(csv.lines().count(), people + 1, "a row for each person");
    }
}

#[test]
fn where_a_list_goes_and_in_which_form_is_said() {
    let desk = desk();
    let said = |args: &[&str]| desk.refused(2, &[&["export"], args].concat());
    let roster = |more: &[&str]| said(&[&["roster"], &COHORT[..], more].concat());
    assert!(roster(&["-f", "xlsx"]).contains("a workbook cannot be printed"));
    assert!(roster(&["-f", "xlsx", "--excel", "-o", "x.xlsx"]).contains("needs none of it"));
    assert!(roster(&["--excel", "-o", "x.xlsx"]).contains("needs none of it"));
    assert!(roster(&["-o", "list.txt"]).contains("`list.txt` does not say in which form"));
    assert!(roster(&["-o", "cairn.db", "-f", "csv", "--force"]).contains("is a log"));
    assert!(roster(&["--json", "--excel"]).contains("`--excel` is about CSV, not JSON"));
    assert!(
        said(&["--cohort", "2025-26", "roster"]).contains("stands before the name of the list")
    );
    assert!(said(&["-f", "xlsx"]).contains("this answer is not written as a workbook"));
    let told = desk.json(&["export", "roster", COHORT[0], COHORT[1], "-o", "list.csv"]);
    assert_eq!((&told["what"], &told["form"]), (&"roster".into(), &"csv".into()));
}
