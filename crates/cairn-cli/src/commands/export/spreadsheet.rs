//! A list as CSV: plain for programs, or as Excel opens it.

use cairn_ops::lists::{Cell, Sheet};

/// What tells Excel that a file is UTF-8.
const MARK: &str = "\u{feff}";

/// Writes a list as CSV (RFC 4180, UTF-8). For Excel: with a mark, its ends of lines, and text that cannot become a formula.
pub(super) fn csv(sheet: &Sheet, excel: bool) -> String {
    let ends = if excel { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
    let mut writer = csv::WriterBuilder::new().terminator(ends).from_writer(Vec::new());
    let text = |text: &str| if excel { guarded(text) } else { text.to_owned() };
    // Writing to memory cannot fail; rows are as long as the headings.
    let _ = writer.write_record(sheet.headings.iter().map(|heading| text(&named(heading))));
    for row in &sheet.rows {
        let _ = writer.write_record(row.iter().map(|cell| match cell {
            Cell::Text(_) => text(&cell.written()),
            // A negative amount begins with a sign, and is a number all the same.
            _ => cell.written(),
        }));
    }
    let written = writer.into_inner().unwrap_or_default();
    let written = String::from_utf8(written).unwrap_or_default();
    if excel { format!("{MARK}{written}") } else { written }
}

/// Names a column as programs do: `present_time`, `due_usd`.
fn named(heading: &str) -> String {
    heading.to_lowercase().replace(' ', "_")
}

/// Puts an apostrophe before text that a spreadsheet would calculate, or that begins with one already, so that what was put
/// there can be taken away again.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cairn_domain::Money;

    fn written(excel: bool) -> String {
        let names =
            ["=HYPERLINK(1)", "+1", "-1", "@SUM", "\t=1", "'quoted", "O'Hara", "Zoë, \"Z\""];
        let owes = Cell::Amount(Money { minor: -250_000, currency: "USD".parse().unwrap() });
        let row = |name: &str| vec![Cell::Text(name.to_owned()), owes.clone(), Cell::Blank];
        let headings = ["name", "balance USD", "next due"].map(str::to_owned).to_vec();
        let rows = names.iter().map(|name| row(name)).collect();
        csv(&Sheet { name: "Story", headings, rows, remarks: Vec::new() }, excel)
    }

    #[test]
    fn for_excel_text_never_begins_like_a_formula_and_amounts_stay_numbers() {
        let text = written(true);
        let rows: Vec<&str> = text.strip_prefix(MARK).unwrap().split("\r\n").collect();
        assert_eq!(
            rows,
            [
                "name,balance_usd,next_due",
                "'=HYPERLINK(1),-2500.00,",
                "'+1,-2500.00,",
                "'-1,-2500.00,",
                "'@SUM,-2500.00,",
                "'\t=1,-2500.00,",
                "''quoted,-2500.00,",
                "O'Hara,-2500.00,",
                "\"Zoë, \"\"Z\"\"\",-2500.00,",
                ""
            ]
        );
    }

    #[test]
    fn for_programs_everything_is_as_it_is() {
        let text = written(false);
        assert!(text.starts_with("name,balance_usd,next_due\n=HYPERLINK(1),-2500.00,\n"), "{text}");
        assert!(!text.contains('\r'));
    }
}
