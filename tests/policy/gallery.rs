//! Every fault that a policy file can have, with exactly what is said about it.

use std::collections::BTreeSet;
use std::fs;

use cairn_domain::policy::FaultKind;
use cairn_policy::{PolicyErrors, Problem, read};

use crate::snapshot::{assert_matches, here};

fn gallery() -> Vec<(String, String, PolicyErrors)> {
    let mut names: Vec<String> = fs::read_dir(here("gallery"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
        .collect();
    names.sort();
    let open = |name: String| {
        let text = fs::read_to_string(here("gallery").join(format!("{name}.toml"))).unwrap();
        let file = format!("{name}.toml");
        let errors = read(&file, &text).expect_err("every policy of the gallery is wrong");
        (name, text, errors)
    };
    names.into_iter().map(open).collect()
}

#[test]
fn every_fault_is_said_as_the_gallery_shows() {
    for (name, _, errors) in gallery() {
        let path = here("gallery").join(format!("{name}.stderr"));
        assert_matches(&path, &format!("{}\n", errors.render(false, 100)));
    }
}

#[test]
fn no_fault_is_without_its_picture() {
    let gallery = gallery();
    let shown: BTreeSet<&str> = gallery
        .iter()
        .flat_map(|(_, _, errors)| errors.errors())
        .map(|error| label(&error.problem))
        .collect();
    let all = [
        "syntax",
        "unknown key",
        "missing key",
        "contradiction",
        "wrong kind",
        "bad value",
        "duplicate",
        "unknown requirement",
        "unknown session",
        "cycle",
        "unasked",
        "empty",
        "impossible",
        "out of range",
        "not a share",
        "local time",
        "clash",
        "day outside",
        "other currency",
        "not reduced",
        "too large",
        "no anchor",
        "counted back",
        "together",
        "without",
        "no time",
        "asks nothing",
        "excluded",
        "reserved",
        "not a unit",
        "many per day",
        "too deep",
        "out of order",
        "not the sum",
        "no last day",
        "needs nothing",
    ];
    assert_eq!(shown, BTreeSet::from(all));
}

/// Names a fault. A new kind must be named here and in the list above, and so get its picture.
fn label(problem: &Problem) -> &'static str {
    match problem {
        Problem::Syntax => "syntax",
        Problem::UnknownKey => "unknown key",
        Problem::MissingKey => "missing key",
        Problem::Contradiction => "contradiction",
        Problem::WrongKind => "wrong kind",
        Problem::BadValue => "bad value",
        Problem::Rule(kind) => match kind {
            FaultKind::Duplicate(_) => "duplicate",
            FaultKind::UnknownRequirement(_) => "unknown requirement",
            FaultKind::UnknownSession(_) => "unknown session",
            FaultKind::Cycle(..) => "cycle",
            FaultKind::Unasked(_) => "unasked",
            FaultKind::Empty => "empty",
            FaultKind::Impossible { .. } => "impossible",
            FaultKind::OutOfRange { .. } => "out of range",
            FaultKind::NotAShare(_) => "not a share",
            FaultKind::LocalTime(_) => "local time",
            FaultKind::Clash(_) => "clash",
            FaultKind::DayOutside { .. } => "day outside",
            FaultKind::OtherCurrency(..) => "other currency",
            FaultKind::NotReduced(..) => "not reduced",
            FaultKind::TooLarge(_) => "too large",
            FaultKind::NoAnchor(_) => "no anchor",
            FaultKind::CountedBack => "counted back",
            FaultKind::Together(..) => "together",
            FaultKind::Without(..) => "without",
            FaultKind::NoTime => "no time",
            FaultKind::AsksNothing { .. } => "asks nothing",
            FaultKind::Excluded(_) => "excluded",
            FaultKind::Reserved(_) => "reserved",
            FaultKind::NotAUnit(_) => "not a unit",
            FaultKind::ManyPerDay => "many per day",
            FaultKind::TooDeep(_) => "too deep",
            FaultKind::OutOfOrder(..) => "out of order",
            FaultKind::NotTheSum(..) => "not the sum",
            FaultKind::NoLastDay => "no last day",
            FaultKind::NeedsNothing(_) => "needs nothing",
        },
    }
}

#[test]
fn every_fault_stands_in_the_order_of_the_file_and_carries_a_mend() {
    for (name, text, errors) in gallery() {
        let places: Vec<_> =
            errors.errors().iter().map(|error| (error.line, error.column)).collect();
        assert!(places.is_sorted(), "{name}: {places:?}");
        for error in errors.errors() {
            let line = text.lines().nth(error.line - 1).unwrap_or("");
            let marked = &text[error.span.clone()];
            let before: String = line.chars().take(error.column - 1).collect();
            assert!(
                line[before.len()..].starts_with(marked),
                "{name}: {marked:?} is not in {line:?}"
            );
            assert!(error.hint.is_some(), "{name}: no mend for {}", error.message);
        }
    }
}

#[test]
fn colour_adds_nothing_but_colour() {
    for (name, _, errors) in gallery() {
        let mut plain = String::new();
        let mut escaped = false;
        for sign in errors.render(true, 100).chars() {
            match sign {
                '\u{1b}' => escaped = true,
                'm' if escaped => escaped = false,
                _ if escaped => {}
                _ => plain.push(sign),
            }
        }
        assert_eq!(plain, errors.render(false, 100), "{name}");
    }
}
