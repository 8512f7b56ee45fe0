//! Laws of bytes, text and tables.

use cairn_import::zoom::{Options, Variant, read};
use cairn_import::{Delimiter, Encoding, Order, decode, records};
use proptest::prelude::*;

use crate::snapshot::{fixture, fixtures};

/// Whatever whoever asks may know better.
fn options() -> impl Strategy<Value = Options> {
    let variant = proptest::option::of(proptest::sample::select(Variant::ALL.to_vec()));
    let order =
        proptest::option::of(proptest::sample::select(vec![Order::MonthFirst, Order::DayFirst]));
    (variant, order).prop_map(|(variant, order)| Options { variant, order })
}

/// Cells with everything in them that a table could trip over.
fn cell() -> impl Strategy<Value = String> {
    proptest::string::string_regex("([a-cÀ-ÿ€’\",;\t\r\n ]|\r\n){0,6}").expect("a pattern")
}

/// Tables whose rows are not blank, since blank ones are none.
fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    let row = ("[a-c]", proptest::collection::vec(cell(), 0..4));
    let row = row.prop_map(|(first, rest)| [vec![first], rest].concat());
    proptest::collection::vec(row, 1..6)
}

/// Writes a table with the csv crate, which is not what reads it.
fn written(
    table: &[Vec<String>],
    delimiter: Delimiter,
    ends: csv::Terminator,
    always: bool,
) -> String {
    let quotes = if always { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(u8::try_from(delimiter.char()).unwrap())
        .terminator(ends)
        .quote_style(quotes)
        .flexible(true)
        .from_writer(Vec::new());
    for row in table {
        writer.write_record(row).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

fn encoded(text: &str, encoding: Encoding, marked: bool) -> Option<Vec<u8>> {
    let units = || text.encode_utf16();
    match encoding {
        Encoding::Utf8 if marked => Some([b"\xef\xbb\xbf", text.as_bytes()].concat()),
        Encoding::Utf8 => Some(text.as_bytes().to_vec()),
        Encoding::Utf16Le => {
            Some([0xfeff].into_iter().chain(units()).flat_map(u16::to_le_bytes).collect())
        }
        Encoding::Utf16Be => {
            Some([0xfeff].into_iter().chain(units()).flat_map(u16::to_be_bytes).collect())
        }
        Encoding::Windows1252 => text
            .chars()
            .map(|found| match found {
                '€' => Some(0x80),
                '’' => Some(0x92),
                _ => u8::try_from(u32::from(found)).ok(),
            })
            .collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever the bytes are, reading ends in a report whose rows reconcile, or in a refusal that names the file.
    #[test]
    fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..400), options in options()) {
        match read("strange.csv", &bytes, &options) {
            Ok(report) => prop_assert!(report.counts().reconcile()),
            Err(refusal) => prop_assert!(refusal.to_string().starts_with("`strange.csv`")),
        }
    }

    /// A true file with some bytes changed, cut or put in reconciles, or is refused.
    #[test]
    fn no_damage_loses_a_row(
        which in any::<proptest::sample::Index>(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>(), 0..3), 1..6),
        options in options(),
    ) {
        let names = fixtures("");
        let mut bytes = fixture(&names[which.index(names.len())]);
        for (at, byte, how) in changes {
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => bytes.truncate(at.max(1)),
            }
        }
        if let Ok(report) = read("damaged.csv", &bytes, &options) {
            prop_assert!(report.counts().reconcile());
        }
    }

    /// A table that is written in any encoding, with any delimiter and line end, reads as the same cells.
    #[test]
    fn what_is_written_reads_back(
        table in table(),
        delimiter in proptest::sample::select(Delimiter::ALL.to_vec()),
        encoding in proptest::sample::select(vec![
            Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252,
        ]),
        ends in proptest::sample::select(vec![csv::Terminator::CRLF, csv::Terminator::Any(b'\n'), csv::Terminator::Any(b'\r')]),
        (always, marked) in any::<(bool, bool)>(),
    ) {
        let text = written(&table, delimiter, ends, always);
        let bytes = encoded(&text, encoding, marked).unwrap();
        // `Ã©` in Windows-1252 is `é` in UTF-8, and the latter is what anybody means.
        let both = |line: &[u8]| !line.is_ascii() && std::str::from_utf8(line).is_ok();
        prop_assume!(encoding != Encoding::Windows1252 || !bytes.split(|byte| b"\r\n".contains(byte)).any(both));
        let decoded = decode(&bytes);
        prop_assert_eq!(&decoded.text, &text);
        prop_assert!(decoded.garbled.is_empty());
        let read: Vec<Vec<String>> = records(&decoded.text, delimiter).iter().map(|record| record.cells.iter().map(ToString::to_string).collect()).collect();
        prop_assert_eq!(read, table);
    }

    /// The rows of any text, put together again line by line, are all its lines that are not blank.
    #[test]
    fn every_line_is_in_a_row(text in "([ab\",]|\r\n|\n){0,60}") {
        let records = records(&text, Delimiter::Comma);
        let mut next = 1;
        for record in &records {
            prop_assert!(record.line >= next && record.last_line >= record.line);
            for blank in text.lines().skip(next - 1).take(record.line - next) {
                prop_assert!(blank.chars().all(|found| "\",".contains(found)), "`{}` is in no row", blank);
            }
            next = record.last_line + 1;
        }
        let rest = text.lines().skip(next - 1);
        prop_assert!(rest.flat_map(str::chars).all(|found| "\",".contains(found)));
    }
}
