//! Lists and counts: names, each once, and a number for each name.

use std::collections::{BTreeMap, BTreeSet};

use cairn_domain::BadName;
use toml::de::DeValue;

use crate::errors::Problem;
use crate::read::keys::{Notes, Value, entries};
use crate::read::scalar::{name, name_hint, no_name, number};

/// Returns the entries of a list, or notes that it is none.
pub(super) fn elements<'t, 'd>(
    value: &'t Value<'d>,
    example: &str,
    notes: &mut Notes,
) -> &'t [Value<'d>] {
    if let DeValue::Array(list) = value.get_ref() {
        return list;
    }
    notes.wrong_kind(value, "a list in brackets", format!("such as `[{example}]`"));
    &[]
}

/// Reads a list of names.
pub(super) fn names<T>(
    value: &Value<'_>,
    new: impl Fn(String) -> Result<T, BadName>,
    example: &str,
    notes: &mut Notes,
) -> Vec<T> {
    elements(value, &format!("\"{example}\""), notes)
        .iter()
        .filter_map(|value| name(value, &new, notes))
        .collect()
}

/// Makes a set of what should be listed once, and notes what is listed again.
pub(super) fn once<T: Ord + ToString>(
    value: &Value<'_>,
    listed: Vec<T>,
    notes: &mut Notes,
) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    let mut again = BTreeMap::<String, usize>::new();
    for entry in listed {
        let text = entry.to_string();
        if set.insert(entry) {
            continue;
        }
        let nth = again.entry(text.clone()).or_default();
        *nth += 1;
        let again = value.get_ref().as_array().and_then(|list| {
            list.iter().filter(|value| value.get_ref().as_str() == Some(&text)).nth(*nth)
        });
        let span = again.map_or_else(|| value.span(), toml::Spanned::span);
        let message = format!("`{text}` is there twice");
        notes.contradiction(span, message, "list it once");
    }
    set
}

/// Reads a number for each name; `about` is what is expected, an example of it, and what joins the words of a name.
pub(super) fn counts<T: Ord>(
    value: &Value<'_>,
    new: impl Fn(String) -> Result<T, BadName>,
    about: (&str, &str, char),
    notes: &mut Notes,
) -> BTreeMap<T, u32> {
    let DeValue::Table(table) = value.get_ref() else {
        notes.wrong_kind(value, about.0, format!("such as `{}`", about.1));
        return BTreeMap::new();
    };
    let mut each = BTreeMap::new();
    for (key, value) in entries(table) {
        let count = number(value, notes);
        match new(key.get_ref().to_string()) {
            Ok(name) => each.extend(count.map(|count| (name, count))),
            Err(bad) => {
                let hint = name_hint(key.get_ref(), about.2);
                notes.add(key.span(), Problem::BadValue, no_name(&bad), Some(hint));
            }
        }
    }
    each
}
