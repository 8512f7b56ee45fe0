//! Rows of cells, and where they begin.

use cairn_import::{Delimiter, records};

/// Each row as its line, whether it is broken, and its cells.
fn rows(text: &str) -> Vec<(usize, bool, String)> {
    let records = records(text, Delimiter::Comma);
    records.iter().map(|record| (record.line, record.broken, record.cells.join("|"))).collect()
}

fn row(line: usize, cells: &str) -> (usize, bool, String) {
    (line, false, cells.to_owned())
}

fn broken(line: usize, cells: &str) -> (usize, bool, String) {
    (line, true, cells.to_owned())
}

#[test]
fn blank_rows_are_no_rows_but_count_as_lines() {
    assert_eq!(rows("a,b\n\n , ,\t\n,,,\nc\n"), [row(1, "a|b"), row(5, "c")]);
}

#[test]
fn all_three_line_ends_end_a_line() {
    assert_eq!(rows("a\r\nb\rc\nd"), [row(1, "a"), row(2, "b"), row(3, "c"), row(4, "d")]);
}

#[test]
fn a_quoted_line_end_keeps_the_line_where_the_row_begins() {
    assert_eq!(rows("a,\"b\r\nc\"\r\nd\n"), [row(1, "a|b\r\nc"), row(3, "d")]);
    assert_eq!(records("a,\"b\nc\"\n", Delimiter::Comma)[0].last_line, 2);
}

#[test]
fn quotes_inside_cells_are_doubled_or_stand_alone_in_plain_ones() {
    assert_eq!(
        rows("\"the \"\"S23\"\"\",the \"S23\",\"\" ,x"),
        [row(1, "the \"S23\"|the \"S23\"||x")]
    );
}

#[test]
fn a_quote_that_does_not_close_as_it_should_breaks_its_own_line_only() {
    assert_eq!(rows("\"a,b\nc,d\n"), [broken(1, "\"a|b"), row(2, "c|d")]);
    assert_eq!(rows("\"a,b\n\"c\",d\n"), [broken(1, "\"a|b"), row(2, "c|d")]);
    assert_eq!(rows("\"a\"b,c\nd\n"), [broken(1, "\"a\"b|c"), row(2, "d")]);
}

#[test]
fn a_file_of_open_quotes_is_read_in_time() {
    let file = "a\",\"\n".repeat(20_000);
    let records = records(&file, Delimiter::Comma);
    assert_eq!(records.iter().filter(|record| record.broken).count(), 20_000);
}
