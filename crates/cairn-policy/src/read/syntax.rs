//! Faults of TOML itself, with a mend for those that people make most.

use std::collections::BTreeSet;

use crate::errors::{Found, Problem};

/// Turns the parser's errors into faults, one for each line: what follows on a line is usually an echo.
pub(super) fn faults(text: &str, errors: &[toml::de::Error]) -> Vec<Found> {
    let mut errors: Vec<(usize, usize, &str)> = errors
        .iter()
        .map(|error| {
            let span = error.span().unwrap_or(text.len()..text.len());
            (span.start.min(text.len()), span.end.min(text.len()), error.message())
        })
        .collect();
    errors.sort_unstable();
    let twice: BTreeSet<usize> = errors
        .iter()
        .filter(|(.., message)| *message == TWICE)
        .map(|(start, ..)| line_start(text, *start))
        .collect();
    // Under a header that is there twice every key is there twice: the header is enough.
    errors.retain(|(start, _, message)| {
        let line = line_start(text, *start);
        let header = text[..line].rmatch_indices("\n[").next().map(|(at, _)| at + 1);
        *message != TWICE
            || text[line..].starts_with('[')
            || header.is_none_or(|header| !twice.contains(&header))
    });
    let mut seen = BTreeSet::new();
    errors.retain(|(start, ..)| seen.insert(line_start(text, *start)));
    errors
        .into_iter()
        .map(|(start, end, message)| Found {
            span: start..end.max(start),
            problem: Problem::Syntax,
            message: match text.get(start..end) {
                Some(key) if message == TWICE => format!("`{key}` is there twice"),
                _ => format!("this is not TOML: {message}"),
            },
            label: None,
            hint: hint(message).map(str::to_owned),
        })
        .collect()
}

const TWICE: &str = "duplicate key";

/// Returns where the line of a byte begins.
fn line_start(text: &str, at: usize) -> usize {
    text.as_bytes()[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |found| found + 1)
}

fn hint(message: &str) -> Option<&'static str> {
    let hints = [
        ("string values must be quoted", "put text in quotes, such as `title = \"Live sessions\"`"),
        ("duplicate key", "each key may be there once: rename the second one, or remove it"),
        ("invalid date", "write a day as year-month-day, such as `2025-09-11`"),
        ("invalid time", "write a time as `19:00:00`"),
        ("unclosed table", "close the header with `]`, such as `[requirement.attendance]`"),
        ("unclosed array", "close the list with `]`"),
        ("unclosed inline table", "close it with `}`"),
        ("key with no value", "write the key, `=`, and its value, such as `minutes = 180`"),
        ("missing closing quote", "close the text with a quotation mark"),
        ("invalid basic string", "close the text with a quotation mark"),
        ("cannot recurse further", "nothing in a policy is nested that deep"),
    ];
    hints.iter().find_map(|(start, hint)| message.starts_with(start).then_some(*hint))
}
