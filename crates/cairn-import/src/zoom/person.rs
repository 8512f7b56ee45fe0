//! What a cell says of a person: the name, the one before it, the address, yes or no.
//!
//! A name is taken apart where the heading says how, and no further: who it is, is for the matching to find.

/// Returns what a cell holds, or nothing if it is blank or one of the dashes that Zoom puts where there is nothing.
pub(super) fn given(cell: Option<&str>) -> Option<&str> {
    cell.filter(|cell| !matches!(*cell, "" | "-" | "--"))
}

/// Takes `New (Original)` apart at the last pair of brackets that closes at the end; without one, there is no original.
pub(super) fn with_original(text: &str) -> (String, Option<String>) {
    match in_last_brackets(text) {
        Some((name, original)) => (name.to_owned(), Some(original.to_owned())),
        None => (text.to_owned(), None),
    }
}

/// Returns what stands before the last brackets and in them, if both say something.
pub(super) fn in_last_brackets(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(')')?;
    let mut depth = 1_usize;
    for (at, found) in inner.char_indices().rev() {
        match found {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let (name, original) = (text[..at].trim(), inner[at + 1..].trim());
            return (!name.is_empty() && !original.is_empty()).then_some((name, original));
        }
    }
    None
}

/// Returns an address in the form in which addresses are compared.
pub(super) fn address(cell: Option<&str>) -> Option<String> {
    given(cell).map(str::to_lowercase)
}

/// Returns whether a text has the shape of an address.
pub(crate) fn is_address(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(who, place)| !who.is_empty() && !place.is_empty())
        && !text.contains(char::is_whitespace)
}

/// Reads yes or no in the languages of the headings; a blank says nothing, which is no.
pub(super) fn yes(cell: Option<&str>) -> Option<bool> {
    match given(cell).unwrap_or_default().to_lowercase().as_str() {
        "yes" | "y" | "sì" | "si" | "sí" | "oui" => Some(true),
        "no" | "n" | "non" | "" => Some(false),
        _ => None,
    }
}
