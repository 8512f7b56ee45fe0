//! Laws of sheets, forms and Moodle's files: of any bytes and any cells, what becomes of them.

use cairn_domain::source::{Claims, Decimal, ImportSource, SourceColumn, SourceField};
use cairn_import::sheet::{Abbreviated, Options, read};
use cairn_import::{Order, Refusal, Row, Sheet, What, forms, moodle};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::claims::{bytes, files, source};
use crate::workbooks::workbook;

/// Whatever whoever asks may know better.
fn options() -> impl Strategy<Value = Options> {
    let order = proptest::option::of(select(vec![Order::MonthFirst, Order::DayFirst]));
    let letters = select(vec![Abbreviated::LocalTime, Abbreviated::FixedOffset]);
    (order, proptest::option::of(letters)).prop_map(|(order, abbreviated)| Options {
        order,
        abbreviated,
        sheet: None,
    })
}

const FIELDS: [(SourceField, &str); 9] = [
    (SourceField::At, "When"),
    (SourceField::Name, "Name"),
    (SourceField::Email, "Email"),
    (SourceField::Session, "Session"),
    (SourceField::Facets, "Facets"),
    (SourceField::Amount, "Amount"),
    (SourceField::Currency, "Currency"),
    (SourceField::Status, "Status"),
    (SourceField::Minutes, "Minutes"),
];

fn mapping(claims: Claims) -> ImportSource {
    let column = |(position, (field, heading)): (u32, (SourceField, &str))| SourceColumn {
        field,
        position,
        heading: heading.to_owned(),
    };
    ImportSource {
        claims,
        columns: (1..).zip(FIELDS).map(column).collect(),
        ..source("sheets", "paid.csv")
    }
}

/// A cell of a small world, so that rows of all kinds come up.
fn cell(column: usize) -> BoxedStrategy<String> {
    let values: &[&str] = match column {
        0 => &[
            "2025-09-25 19:00",
            "25/09/2025 19:00 EST",
            "",
            "45911.5",
            "2025-09-25T19:00Z",
            "x",
            "25.09.2025",
        ],
        1 => &["Asha Rao", "", "-", "Ben"],
        2 => &["asha@example.org", "", "asha"],
        3 => &["Convening 1", "", "2025-09-25"],
        4 => &["Self; Voice", "", "a, b, a"],
        5 => &["12500", "-5", "0", "1.5", "$ 20.00", "1,2,3", ""],
        6 => &["USD", "eur", "", "Euro"],
        7 => &["paid", "failed", "?", ""],
        _ => &["90", "1:02:30", "", "x"],
    };
    let known = select(values.to_vec()).prop_map(str::to_owned);
    let any = proptest::string::string_regex("[ -~é€\n\"]{0,12}").expect("a pattern");
    prop_oneof![5 => known, 1 => any].boxed()
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    let row: Vec<_> = (0..FIELDS.len()).map(cell).collect();
    proptest::collection::vec(row, 0..8)
}

fn claims() -> impl Strategy<Value = Claims> {
    select(Claims::ALL.to_vec())
}

/// Writes a table with the csv crate, which is not what reads it.
fn written(rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    rows.into_iter().for_each(|row| writer.write_record(row).unwrap());
    writer.into_inner().unwrap()
}

fn headings() -> Vec<String> {
    FIELDS.iter().map(|(_, heading)| (*heading).to_owned()).collect()
}

fn blank(row: &[String]) -> bool {
    row.iter().all(|cell| cell.trim().is_empty())
}

/// Each row is on a line of its own, below the one before it.
fn reconciles(sheet: &Sheet) -> bool {
    sheet.rows.is_sorted_by(|one, next| one.line() < next.line())
        && sheet.rows.iter().all(|row| !matches!(row, Row::Claims(claims) if claims.is_empty()))
}

/// Reads bytes in every way in which this crate reads sheets.
fn all_readings(name: &str, bytes: &[u8], options: &Options) -> Vec<Result<Sheet, Refusal>> {
    let mapped = ["applied.csv", "paid.csv", "reflected.csv", "money.csv"]
        .map(|name| source("sheets", name));
    let linked = source("forms", "linked.csv");
    let sheets = mapped.iter().map(|source| read(name, bytes, source, options));
    let others = [forms::read(name, bytes, &linked, options), moodle::read(name, bytes, options)];
    sheets.chain(others).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever the bytes are, reading ends in a sheet, or in a refusal that names the file.
    #[test]
    fn no_bytes_are_too_strange_for_a_sheet(bytes in proptest::collection::vec(any::<u8>(), 0..400), zipped in any::<bool>(), options in options()) {
        let bytes = if zipped { [b"PK\x03\x04".to_vec(), bytes].concat() } else { bytes };
        for reading in all_readings("strange.csv", &bytes, &options) {
            match reading {
                Ok(sheet) => prop_assert!(reconciles(&sheet)),
                Err(refusal) => prop_assert!(refusal.to_string().starts_with("`strange.csv`")),
            }
        }
        prop_assert!(forms::propose("strange.csv", &bytes).is_err());
    }

    /// A true file with some bytes changed, cut or put in is read, or refused; nothing is out of its order.
    #[test]
    fn no_damage_is_too_much_for_a_sheet(
        which in any::<Index>(),
        changes in proptest::collection::vec((any::<Index>(), any::<u8>(), 0..3), 1..6),
        options in options(),
    ) {
        let all: Vec<String> = ["sheets", "forms", "moodle"]
            .iter()
            .flat_map(|folder| files(folder).into_iter().map(move |file| format!("{folder}/{file}")))
            .collect();
        let mut bytes = bytes(&all[which.index(all.len())]);
        for (at, byte, how) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => bytes.truncate(at.max(1)),
            }
        }
        for sheet in all_readings("damaged", &bytes, &options).into_iter().flatten() {
            prop_assert!(reconciles(&sheet));
        }
    }

    /// A workbook whose parts are no longer what they were is read, or refused.
    #[test]
    fn no_part_of_a_workbook_is_too_strange(part in 0_usize..5, at in any::<Index>(), put in "[<>/a-z0-9\" =:.-]{0,8}", cut in 0_usize..20) {
        let bytes = workbook(&[("A1", "<is><t>Sent</t></is>")], |name, xml| {
            if name != part {
                return xml;
            }
            let at = at.index(xml.len());
            format!("{}{put}{}", &xml[..at], &xml[(at + cut).min(xml.len())..])
        });
        for sheet in all_readings("strange.xlsx", &bytes, &Options::default()).into_iter().flatten() {
            prop_assert!(reconciles(&sheet));
        }
    }

    /// Each row that is not blank becomes one row, whatever its cells hold.
    #[test]
    fn every_row_of_a_sheet_becomes_one(rows in rows(), claims in claims(), options in options()) {
        let file = written([vec![headings()], rows.clone()].concat());
        let source = ImportSource { decimal: Some(Decimal::Point), ..mapping(claims) };
        match read("rows.csv", &file, &source, &options) {
            Ok(sheet) => {
                prop_assert!(reconciles(&sheet));
                prop_assert_eq!(sheet.rows.len(), rows.iter().filter(|row| !blank(row)).count());
            }
            Err(refusal) => {
                let doubt = matches!(refusal, Refusal::OrderContradicts { .. } | Refusal::Unfit { .. });
                prop_assert!(doubt, "{}", refusal);
            }
        }
    }

    /// Columns may stand in any order: each row says the same.
    #[test]
    fn the_order_of_columns_does_not_matter(
        rows in rows(),
        claims in claims(),
        order in Just((0..FIELDS.len()).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let options = Options { order: Some(Order::DayFirst), ..Options::default() };
        let table = [vec![headings()], rows].concat();
        let moved = table.iter().map(|row| order.iter().map(|at| row[*at].clone()).collect());
        let source = ImportSource { decimal: Some(Decimal::Point), ..mapping(claims) };
        let one = read("one.csv", &written(table.clone()), &source, &options);
        let other = read("one.csv", &written(moved), &source, &options);
        match (one, other) {
            (Ok(one), Ok(other)) => {
                let told = |row: &Row| match row {
                    Row::Claims(claims) => format!("{claims:?}"),
                    Row::Skipped { line, why, .. } => format!("{line} {why}"),
                    Row::Unreadable(unreadable) => format!("{unreadable}"),
                };
                // Of several cells that are wrong, the first is told, which is another one where columns have moved.
                for (one, other) in one.rows.iter().zip(&other.rows) {
                    if let (Row::Unreadable(one), Row::Unreadable(other)) = (one, other) {
                        prop_assert_eq!(one.line, other.line);
                    } else {
                        prop_assert_eq!(told(one), told(other));
                    }
                }
                prop_assert_eq!(one.rows.len(), other.rows.len());
            }
            (one, other) => prop_assert_eq!(one.is_err(), other.is_err()),
        }
    }

    /// An amount that is written in either way, with or without thousands, is read as it was meant.
    #[test]
    fn an_amount_reads_as_it_was_meant(minor in 1_i64..10_000_000_000, comma in any::<bool>(), grouped in any::<bool>()) {
        let (fraction, group) = if comma { (',', '.') } else { ('.', ',') };
        let digits = (minor / 100).to_string();
        let mut whole = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if grouped && at > 0 && (digits.len() - at) % 3 == 0 {
                whole.push(group);
            }
            whole.push(digit);
        }
        let text = format!("{whole}{fraction}{:02}", minor % 100);
        let row = ["2025-06-15", "Asha", "", "", "", &text, "USD", "paid", ""].map(str::to_owned).to_vec();
        let sheet = read("paid.csv", &written([headings(), row]), &mapping(Claims::Paid), &Options::default()).unwrap();
        let Row::Claims(claims) = &sheet.rows[0] else { panic!("{:?}", sheet.rows) };
        let What::Paid { amount } = claims[0].what else { panic!() };
        prop_assert_eq!(amount.minor, minor);
    }

    /// A file whose days can all be read in two ways is refused, unless somebody says which.
    #[test]
    fn days_that_can_be_read_in_two_ways_are_refused(day in 1_u32..13, month in 1_u32..13) {
        prop_assume!(day != month);
        let row = [&format!("{day:02}/{month:02}/2025"), "Asha", "", "", "", "1", "USD", "paid", ""].map(str::to_owned).to_vec();
        let file = written([headings(), row]);
        let refused = read("paid.csv", &file, &mapping(Claims::Paid), &Options::default());
        let undecided = matches!(&refused, Err(Refusal::OrderUndecided { .. }));
        prop_assert!(undecided);
        let said = Options { order: Some(Order::DayFirst), ..Options::default() };
        prop_assert!(read("paid.csv", &file, &mapping(Claims::Paid), &said).is_ok());
    }
}
