//! Keys: none is passed over, and what is not stated is the least that it could mean.

use cairn_domain::policy::{Milestone, Requirement};
use cairn_policy::{Problem, read};
use toml::de::{DeTable, DeValue};

use crate::small::{asks, rule};
use crate::snapshot::every_key;

/// Walks the keys that the grammar names; those of `requirement` and of `each` are names that people give.
fn grammatical(table: &DeTable<'_>, own: bool, keys: &mut Vec<std::ops::Range<usize>>) {
    for (key, value) in table {
        if !own {
            keys.push(key.span());
        }
        let own = !own && matches!(key.get_ref().as_ref(), "requirement" | "each");
        inside(value, own && value.get_ref().is_table(), keys);
    }
}

fn inside(value: &toml::Spanned<DeValue<'_>>, own: bool, keys: &mut Vec<std::ops::Range<usize>>) {
    match value.get_ref() {
        DeValue::Table(table) => grammatical(table, own, keys),
        DeValue::Array(list) => list.iter().for_each(|each| inside(each, false, keys)),
        _ => {}
    }
}

/// Whatever stands in the place of a key is said to be unknown, in every table that there is.
#[test]
fn no_unknown_key_is_passed_over() {
    let text = every_key();
    let document = DeTable::parse(&text).unwrap();
    let mut keys = Vec::new();
    grammatical(document.get_ref(), false, &mut keys);
    assert!(keys.len() > 200, "{} keys", keys.len());
    for span in keys {
        let file = format!("{}zzzzzz{}", &text[..span.start], &text[span.end..]);
        let errors = read("unknown.toml", &file).map(|_| ()).expect_err(&text[span.clone()]);
        let unknown = errors.errors().iter().any(|error| {
            error.problem == Problem::UnknownKey && error.span == (span.start..span.start + 6)
        });
        assert!(unknown, "{} at {span:?} is not missed:\n{errors}", &text[span.clone()]);
    }
}

#[test]
fn what_surrounds_a_requirement_and_is_not_stated_is_the_least_that_it_could_mean() {
    let it = rule("applied = {}");
    assert_eq!((it.margin, it.waiver_quorum), (0, 1));
    assert_eq!((it.waivable_by, it.extendable_by), (None, None));
    let it = rule("applied = {}\nmargin = 2\nwaivable_by = 'staff'\nwaiver_quorum = 3");
    assert_eq!((it.margin, it.waiver_quorum), (2, 3));
}

#[test]
fn a_retreat_is_asked_for_once_unless_it_says_how_often() {
    for (lines, days, times) in
        [("retreat = { days = 5 }", 5, 1), ("retreat = { days = 2, times = 3 }", 2, 3)]
    {
        let Requirement::Done { milestone, .. } = asks(lines) else { panic!("{lines}") };
        assert_eq!(milestone, Milestone::Retreat { days, times });
    }
}

#[test]
fn an_examination_may_be_tried_any_number_of_times_and_a_judgement_takes_one_judge() {
    let Requirement::Exam { attempts, .. } = asks("exam = { of = 'written' }") else { panic!() };
    assert_eq!(attempts, None);
    let asked = asks("judgement = { question = 'readiness' }");
    let Requirement::Judgement { judges, .. } = asked else { panic!("{asked:?}") };
    assert_eq!(judges, 1);
}
