//! Workbooks that no spreadsheet program writes: too large, in no order, or with parts that contradict each other.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use cairn_import::Refusal;
use cairn_import::sheet::{Grid, Kind, Options, Unfit, read};
use zip::write::SimpleFileOptions;

use crate::claims::{bytes, source};

const MAIN: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// Writes a workbook of one sheet from its cells, each with the XML in it; `change` may alter a part by its number.
pub fn workbook(cells: &[(&str, &str)], change: impl Fn(usize, String) -> String) -> Vec<u8> {
    let parts = parts(cells).into_iter().enumerate();
    packed(parts.map(|(number, (name, xml))| (name, change(number, xml))))
}

fn workbook_with(name: &'static str, xml: &str, cells: &[(&str, &str)]) -> Vec<u8> {
    packed(parts(cells).into_iter().chain([(name, xml.to_owned())]))
}

fn packed(parts: impl IntoIterator<Item = (&'static str, String)>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(xml.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn parts(cells: &[(&str, &str)]) -> [(&'static str, String); 5] {
    let mut data = String::new();
    for (place, inner) in cells {
        let kind = if inner.starts_with("<is>") { " t=\"inlineStr\"" } else { "" };
        let row = place.trim_start_matches(|found: char| found.is_ascii_uppercase());
        write!(data, "<row r=\"{row}\"><c r=\"{place}\"{kind}>{inner}</c></row>").unwrap();
    }
    let one = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{LINKS}/{kind}\" Target=\"{target}\"/>")
    };
    let book = one("rId1", "officeDocument", "xl/workbook.xml");
    [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", format!("<Relationships xmlns=\"{PACKAGE}\">{book}</Relationships>")),
        (
            "xl/workbook.xml",
            format!(
                "<workbook {MAIN} xmlns:r=\"{LINKS}\"><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}\">{}</Relationships>",
                one("rId1", "worksheet", "worksheets/sheet1.xml")
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet {MAIN}><sheetData>{data}</sheetData></worksheet>"),
        ),
    ]
}

fn refused(bytes: &[u8]) -> Unfit {
    match Grid::read("book.xlsx", bytes, None) {
        Err(Refusal::Unfit { unfit, .. }) => unfit,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_number_is_the_text_that_the_workbook_has() {
    let cells = [("A1", "<v>12500.1</v>"), ("A2", "<v>1E3</v>"), ("A3", "<v>0.1</v>")];
    let grids = Grid::read("book.xlsx", &workbook(&cells, |_, xml| xml), None).unwrap();
    let texts: Vec<&str> = grids[0].lines.iter().map(|line| line.text(0)).collect();
    assert_eq!(texts, ["12500.1", "1000", "0.1"]);
    assert!(grids[0].lines.iter().all(|line| line.kind(0) == Kind::Number));
}

#[test]
fn blank_rows_of_a_workbook_are_none_and_the_others_keep_their_numbers() {
    let cells = [("B2", "<v>1</v>"), ("A4", "<is><t> </t></is>"), ("A9", "<v>2</v>")];
    let grids = Grid::read("book.xlsx", &workbook(&cells, |_, xml| xml), None).unwrap();
    let lines: Vec<usize> = grids[0].lines.iter().map(|line| line.line).collect();
    assert_eq!(lines, [2, 9]);
    assert_eq!(grids[0].lines[0].texts(), ["", "1"]);
}

#[test]
fn a_workbook_with_more_cells_than_anybody_keeps_is_refused() {
    let places: Vec<String> = (1..=200).map(|row| format!("XFD{row}")).collect();
    let cells: Vec<(&str, &str)> =
        places.iter().map(|place| (place.as_str(), "<v>1</v>")).collect();
    assert!(matches!(refused(&workbook(&cells, |_, xml| xml)), Unfit::TooLarge(_)));
}

#[test]
fn an_archive_that_unpacks_to_more_than_a_machine_has_is_refused_before_it_is_read() {
    let blanks = " ".repeat(1 << 20);
    let bytes = workbook(
        &[("A1", "<v>1</v>")],
        |part, xml| {
            if part == 0 { blanks.repeat(257) } else { xml }
        },
    );
    assert!(bytes.len() < 1 << 20);
    assert!(matches!(refused(&bytes), Unfit::TooLarge(_)));
}

#[test]
fn a_workbook_that_promises_more_texts_than_it_can_hold_is_refused_before_room_is_made() {
    for count in ["99999999999", " = '+0099999999999999999999999'"] {
        let count = count.strip_prefix(' ').map_or(format!("=\"{count}\""), str::to_owned);
        let texts = format!("<sst {MAIN} uniqueCount{count}><si><t>One</t></si></sst>");
        // The place of a part that nothing else needs.
        let bytes = workbook_with("xl/sharedStrings.xml", &texts, &[("A1", "<v>1</v>")]);
        assert!(matches!(refused(&bytes), Unfit::TooLarge(_)), "{count}");
    }
    let texts = format!("<sst {MAIN} uniqueCount=\"1\"><si><t>One</t></si></sst>");
    let bytes = workbook_with("xl/sharedStrings.xml", &texts, &[("A1", "<v>1</v>")]);
    assert!(Grid::read("book.xlsx", &bytes, None).is_ok());
}

#[test]
fn rows_that_stand_in_no_order_or_cells_that_come_twice_are_not_believed() {
    let upside_down = workbook(&[("A2", "<v>1</v>"), ("A1", "<v>2</v>")], |_, xml| xml);
    assert!(
        matches!(refused(&upside_down), Unfit::Workbook(why) if why.contains("row 1 stands below row 2"))
    );
    let twice = workbook(&[("A1", "<v>1</v>"), ("A1", "<v>2</v>")], |_, xml| xml);
    assert!(matches!(refused(&twice), Unfit::Workbook(why) if why.contains("twice")));
}

#[test]
fn another_archive_is_no_workbook() {
    let bytes = workbook(&[], |part, xml| if part == 2 { String::new() } else { xml });
    assert!(matches!(refused(&bytes), Unfit::Workbook(_)));
}

#[test]
fn of_several_sheets_whoever_asks_names_one() {
    let file = "reflected-several-sheets.xlsx";
    let bytes = bytes(&format!("sheets/damaged/{file}"));
    let named = |sheet: &str| {
        let options = Options { sheet: Some(sheet.to_owned()), ..Options::default() };
        read(file, &bytes, &source("sheets", file), &options)
    };
    assert_eq!(named("Answers").unwrap().rows.len(), 3);
    let refusal = named("answers").unwrap_err().to_string();
    assert!(
        refusal.starts_with("`reflected-several-sheets.xlsx` has no sheet `answers`"),
        "{refusal}"
    );
}
