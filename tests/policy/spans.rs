//! Law 62: every fault is marked inside the file, at the very token that it is about.

use cairn_domain::policy::FaultKind;
use cairn_policy::{PolicyErrors, Problem, read};
use toml::de::{DeTable, DeValue};

use crate::snapshot::every_key;

/// What stands nowhere in a policy, and what often stands in the wrong place.
const UNREADABLE: [&str; 8] =
    ["true", "\"x y!\"", "0.5", "-7", "1979-05-27T07:32:00", "07:32:00", "[]", "{}"];

/// What can be read, and is nobody, too much, or too early.
const WRONG: [&str; 7] =
    ["0", "77", "4000000000", "\"nobody\"", "1777-01-01", "\"mentor\"", "\"week-99\""];

type Spans = Vec<std::ops::Range<usize>>;

/// Returns where the values, and where the keys of a file stand.
fn tokens(text: &str) -> (Spans, Spans) {
    fn walk(value: &toml::Spanned<DeValue<'_>>, values: &mut Spans, keys: &mut Spans) {
        match value.get_ref() {
            DeValue::Table(table) => entries(table, values, keys),
            DeValue::Array(list) => list.iter().for_each(|each| walk(each, values, keys)),
            _ => values.push(value.span()),
        }
    }
    fn entries(table: &DeTable<'_>, values: &mut Spans, keys: &mut Spans) {
        for (key, value) in table {
            keys.push(key.span());
            walk(value, values, keys);
        }
    }
    let document = DeTable::parse(text).unwrap();
    let (mut values, mut keys) = (Vec::new(), Vec::new());
    entries(document.get_ref(), &mut values, &mut keys);
    (values, keys)
}

/// Puts each of some texts in the place of each token, and returns what is said: the file, where, what, and the faults.
fn changed(
    tokens: &[std::ops::Range<usize>],
    puts: &[&'static str],
) -> Vec<(String, usize, &'static str, PolicyErrors)> {
    let text = every_key();
    let mut said = Vec::new();
    for span in tokens {
        for put in puts {
            let file = format!("{}{put}{}", &text[..span.start], &text[span.end..]);
            if let Err(errors) = read("changed.toml", &file) {
                said.push((file, span.start, *put, errors));
            }
        }
    }
    said
}

fn is_unreadable(problem: &Problem) -> bool {
    matches!(problem, Problem::WrongKind | Problem::BadValue)
}

/// A value that cannot be read is marked, it alone; and no other fault is made up from it.
#[test]
fn an_unreadable_value_is_marked_itself() {
    let (values, _) = tokens(&every_key());
    for (file, at, put, errors) in changed(&values, &UNREADABLE) {
        let unreadable = errors.errors().iter().filter(|error| is_unreadable(&error.problem));
        for error in unreadable {
            assert_eq!(error.span, at..at + put.len(), "{put} in {file}\n{errors}");
            assert_eq!(errors.errors().len(), 1, "{errors}");
        }
    }
}

/// A key that means nothing is marked, it alone.
#[test]
fn an_unknown_key_is_marked_itself() {
    let (_, keys) = tokens(&every_key());
    for (_, at, put, errors) in changed(&keys, &["zzzzzz"]) {
        for error in errors.errors().iter().filter(|error| error.problem == Problem::UnknownKey) {
            assert_eq!(error.span, at..at + put.len(), "{errors}");
        }
    }
}

/// A key that is misspelt is all that is said, whatever would follow if it were not there.
#[test]
fn nothing_follows_from_a_misspelt_key() {
    let (_, keys) = tokens(&every_key());
    let ends: Spans = keys.into_iter().map(|key| key.end..key.end).collect();
    for (_, _, _, errors) in changed(&ends, &["x"]) {
        if errors.errors().iter().any(|error| error.problem == Problem::UnknownKey) {
            assert_eq!(errors.errors().len(), 1, "{errors}");
        }
    }
}

/// A fault of the policy about something that has a name, a number or a day is marked where that stands.
#[test]
fn a_fault_is_marked_where_what_it_names_stands() {
    let (values, _) = tokens(&every_key());
    for (file, _, _, errors) in changed(&values, &WRONG) {
        for error in errors.errors() {
            let marked = file[error.span.clone()].trim_matches('"');
            let Problem::Rule(kind) = &error.problem else { continue };
            let right = match kind {
                FaultKind::UnknownRequirement(id)
                | FaultKind::NoAnchor(id)
                | FaultKind::Unasked(id) => marked == id.as_str(),
                FaultKind::UnknownSession(id) => marked == id.as_str(),
                FaultKind::Duplicate(name) => marked == name,
                FaultKind::Excluded(role) => marked == role.as_str(),
                // A series goes on to days that do not stand in the file.
                FaultKind::DayOutside { day, .. } => {
                    marked == day.to_string()
                        || marked.starts_with(&format!("{day}T"))
                        || marked.starts_with("{ times")
                }
                FaultKind::OutOfRange { got, .. } => marked.contains(&got.to_string()),
                _ => true,
            };
            assert!(right, "{marked} is not what this is about:\n{errors}");
        }
    }
}
