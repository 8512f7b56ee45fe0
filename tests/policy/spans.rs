//! Law 62: every fault is marked inside the file, at the very token that it is about.

use cairn_domain::policy::FaultKind;
use cairn_policy::{Problem, read};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use toml::de::{DeTable, DeValue};

use crate::snapshot::every_key;

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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// A value that cannot be read is marked, it alone, and nothing else is said to be unreadable.
    #[test]
    fn an_unreadable_value_is_marked_itself(
        at in any::<Index>(),
        put in select(vec!["true", "\"x y!\"", "0.5", "-7", "1979-05-27T07:32:00", "07:32:00", "[]", "{}"]),
    ) {
        let text = every_key();
        let (values, _) = tokens(&text);
        let span = values[at.index(values.len())].clone();
        let changed = format!("{}{put}{}", &text[..span.start], &text[span.end..]);
        let Err(errors) = read("changed.toml", &changed) else { return Ok(()) };
        for error in errors.errors() {
            if matches!(error.problem, Problem::WrongKind | Problem::BadValue) {
                prop_assert_eq!(&changed[error.span.clone()], put, "{}", error.message);
                prop_assert_eq!(error.span.start, span.start, "{}", error.message);
            }
        }
    }

    /// A key that means nothing is marked, it alone.
    #[test]
    fn an_unknown_key_is_marked_itself(at in any::<Index>()) {
        let text = every_key();
        let (_, keys) = tokens(&text);
        let span = keys[at.index(keys.len())].clone();
        let changed = format!("{}zzzzzz{}", &text[..span.start], &text[span.end..]);
        let Err(errors) = read("changed.toml", &changed) else { return Ok(()) };
        for error in errors.errors().iter().filter(|error| error.problem == Problem::UnknownKey) {
            prop_assert_eq!(&changed[error.span.clone()], "zzzzzz", "{}", error.message);
        }
    }

    /// A fault of the policy about something that has a name, a number or a day is marked where that stands.
    #[test]
    fn a_fault_is_marked_where_what_it_names_stands(
        at in any::<Index>(),
        put in select(vec!["0", "77", "4000000000", "\"nobody\"", "1777-01-01", "\"mentor\"", "\"week-99\""]),
    ) {
        let text = every_key();
        let (values, _) = tokens(&text);
        let span = values[at.index(values.len())].clone();
        let changed = format!("{}{put}{}", &text[..span.start], &text[span.end..]);
        let Err(errors) = read("changed.toml", &changed) else { return Ok(()) };
        for error in errors.errors() {
            let marked = changed[error.span.clone()].trim_matches('"');
            match &error.problem {
                Problem::Rule(FaultKind::UnknownRequirement(id)) => prop_assert_eq!(marked, id.as_str()),
                Problem::Rule(FaultKind::UnknownSession(id)) => prop_assert_eq!(marked, id.as_str()),
                Problem::Rule(FaultKind::NoAnchor(id)) => prop_assert_eq!(marked, id.as_str()),
                Problem::Rule(FaultKind::Duplicate(name)) => prop_assert_eq!(marked, name),
                Problem::Rule(FaultKind::Unasked(id)) => prop_assert_eq!(marked, id.as_str()),
                Problem::Rule(FaultKind::Excluded(role)) => prop_assert_eq!(marked, role.as_str()),
                Problem::Rule(FaultKind::DayOutside { day, .. }) => {
                    // A series goes on to days that do not stand in the file.
                    prop_assert!(marked == day.to_string() || marked.starts_with("{ times"), "{marked}");
                }
                Problem::Rule(FaultKind::OutOfRange { got, .. }) => {
                    prop_assert!(marked.contains(&got.to_string()), "{marked}: {}", error.message);
                }
                _ => {}
            }
        }
    }
}
