//! A law of tables: rows are split as the plainest reader splits them, which looks at one letter after the other.

use cairn_import::{Delimiter, records};
use proptest::prelude::*;
use proptest::sample::select;

/// Where in a cell one is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Plain,
    Quoted,
    Closed,
}

/// The lines of a text, each with what ends it: a line feed, a carriage return, or both.
fn lines(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        lines.last_mut().unwrap().push(letter);
        if letter == '\n' || (letter == '\r' && letters.peek() != Some(&'\n')) {
            lines.push(String::new());
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Reads the row that begins with the first of these lines; returns its cells and how many lines it has.
fn row(lines: &[String], delimiter: char) -> Option<(Vec<String>, usize)> {
    let (mut cells, mut cell, mut state) = (Vec::new(), String::new(), State::Start);
    for (at, line) in lines.iter().enumerate().take(200) {
        let content = line.trim_end_matches(['\r', '\n']);
        let mut letters = content.chars().peekable();
        while let Some(next) = letters.next() {
            state = match (state, next) {
                (State::Quoted, '"') if letters.next_if_eq(&'"').is_some() => {
                    cell.push('"');
                    State::Quoted
                }
                (State::Quoted, '"') => State::Closed,
                (State::Quoted, _) => {
                    cell.push(next);
                    State::Quoted
                }
                (_, _) if next == delimiter => {
                    cells.push(std::mem::take(&mut cell));
                    State::Start
                }
                (State::Start, '"') => State::Quoted,
                (State::Closed, ' ') => State::Closed,
                (State::Closed, _) => return None,
                (State::Start | State::Plain, _) => {
                    cell.push(next);
                    State::Plain
                }
            };
        }
        if state != State::Quoted {
            cells.push(cell);
            return Some((cells, at + 1));
        }
        cell.push_str(&line[content.len()..]);
    }
    None
}

/// Every row with its first and last line, its cells, and whether it is broken.
fn plainly(text: &str, delimiter: char) -> Vec<(usize, usize, Vec<String>, bool)> {
    let lines = lines(text);
    let (mut rows, mut at) = (Vec::new(), 0);
    while at < lines.len() {
        let alone = || {
            let content = lines[at].trim_end_matches(['\r', '\n']);
            (content.split(delimiter).map(str::to_owned).collect(), 1)
        };
        let found = row(&lines[at..], delimiter);
        let broken = found.is_none();
        let (cells, taken) = found.unwrap_or_else(alone);
        let blank = |cell: &String| {
            cell.chars().all(|letter| letter.is_whitespace() || letter == '\u{feff}')
        };
        if !cells.iter().all(blank) {
            rows.push((at + 1, at + taken, cells, broken));
        }
        at += taken;
    }
    rows
}

fn ours(text: &str, delimiter: Delimiter) -> Vec<(usize, usize, Vec<String>, bool)> {
    let rows = records(text, delimiter).into_iter().map(|record| {
        let cells = record.cells.iter().map(ToString::to_string).collect();
        (record.line, record.last_line, cells, record.broken)
    });
    rows.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    /// Quotation marks, delimiters, line ends and blanks in any order: the same rows, of the same lines, as broken.
    #[test]
    fn rows_are_split_as_letter_by_letter(
        letters in proptest::collection::vec(
            select(vec!["\"", "\"", ",", ",", ";", "\t", "\n", "\r", "\r\n", " ", "a", "é", "\u{feff}", "\u{a0}"]),
            0..40,
        ),
        delimiter in select(Delimiter::ALL.to_vec()),
    ) {
        let text = letters.concat();
        prop_assert_eq!(ours(&text, delimiter), plainly(&text, delimiter.char()));
    }
}

#[test]
fn a_cell_is_believed_to_have_two_hundred_lines_and_no_more() {
    for count in [198, 199, 200, 201] {
        let text = format!("a,\"b{}c\",d\nnext\n", "\n".repeat(count));
        let found = ours(&text, Delimiter::Comma);
        assert_eq!(found, plainly(&text, ','), "{count}");
        assert_eq!(found[0].3, count > 199, "{count}");
    }
}
