//! What is said of a part that cannot be read, and that nothing is made up from it elsewhere in the file.

use crate::small::{rule, small, wrong};

/// A requirement that nothing but the slip could ask for.
const PREPARATION: &str = "
[requirement.preparation]
title = 'Preparation'
assumed = 'x'
applied = {}
";

/// Returns what is said of a policy in which `it` should lead to the preparation.
fn said(lines: &str) -> Vec<String> {
    let text = small(lines) + PREPARATION;
    wrong(&text).errors().iter().map(|error| error.message.clone()).collect()
}

#[test]
fn the_slips_below_are_all_that_keeps_the_preparation_from_being_asked_for() {
    let unasked = ["nothing asks for `preparation`: it would never count"];
    assert_eq!(said("retreat = { days = 3 }"), unasked);
}

#[test]
fn what_is_asked_for_under_a_name_that_is_none_is_not_called_unasked() {
    let no_name = "`The Preparation` is not a requirement: expected 1 to 64 of a-z, 0-9, `-`, `_` and `.`, beginning with \
                   a letter or digit";
    for lines in [
        "all = ['The Preparation']",
        "at_least = { need = 1, of = ['The Preparation'] }",
        "retreat = { days = 3, after = { requirement = 'The Preparation' } }",
        "retreat = { days = 3, by = [2026-05-01, { days = 9, after = { requirement = 'The Preparation' } }] }",
        "log = { need = '9 units', of = ['a'], reported_by = { requirement = 'The Preparation' } }",
        "retreat.days = 3\nretreat.after.requirement = 'The Preparation'",
        "[requirement.it.retreat]\ndays = 3\n[requirement.it.retreat.after]\nrequirement = 'The Preparation'",
        "[requirement.it.at_least]\nneed = 1\nof = ['The Preparation']",
    ] {
        assert_eq!(said(lines), [no_name], "{lines}");
    }
}

#[test]
fn nor_is_what_is_asked_for_under_a_misspelt_key() {
    for (lines, key) in [
        ("at_least = { need = 1, off = ['preparation'] }", "off"),
        ("retreat = { days = 3, aftr = { requirement = 'preparation' } }", "aftr"),
        ("retreat = { days = 3, bye = [{ requirement = 'preparation' }] }", "bye"),
        ("retreat = { days = 3, after = { requirment = 'preparation' } }", "requirment"),
        ("retreat.days = 3\nretreat.after.requirment = 'preparation'", "requirment"),
        (
            "[requirement.it.retreat]\ndays = 3\n[requirement.it.retreat.aftr]\nrequirement = 'preparation'",
            "aftr",
        ),
        ("[requirement.it.at_least]\nneed = 1\noff = ['preparation']", "off"),
    ] {
        assert_eq!(said(lines), [format!("unknown key `{key}`")], "{lines}");
    }
}

#[test]
fn a_slip_that_leads_nowhere_hides_nothing() {
    let unasked = "nothing asks for `preparation`: it would never count";
    for (lines, other) in [
        (
            "retreat = { days = 'three', after = 2026-05-01 }",
            "expected a whole number, found a text",
        ),
        ("retreat = { days = 3, zzzzzz = 1 }", "unknown key `zzzzzz`"),
        ("retreat = { after = 2026-05-01 }", "`days` is missing from `retreat`"),
        (
            "completed = { any_of = [1], after = { session = 'a' } }",
            "expected a text, found a whole number",
        ),
    ] {
        assert_eq!(said(lines).iter().map(String::as_str).collect::<Vec<_>>(), [other, unasked]);
    }
}

#[test]
fn a_requirement_whose_name_is_none_is_not_called_unknown_where_it_is_asked_for() {
    let text =
        small("all = ['preparation']") + &PREPARATION.replace(".preparation", ".Preparation");
    let errors = wrong(&text);
    let [error] = errors.errors() else { panic!("{errors}") };
    assert_eq!(&text[error.span.clone()], "Preparation");
    assert_eq!(error.hint.as_deref(), Some("did you mean `preparation`?"));
}

#[test]
fn of_several_kinds_the_first_in_the_file_is_what_the_others_contradict() {
    for (lines, messages) in [
        (
            "retreat = { days = 3 }\nabsences = { at_most = 1, presence = '80 %' }",
            vec!["[requirement.it] asks for `retreat` and for `absences`"],
        ),
        (
            "absences = { at_most = 1, presence = '80 %' }\nretreat = { days = 3 }",
            vec!["[requirement.it] asks for `absences` and for `retreat`"],
        ),
        (
            "paid = { full = '5 USD' }\nretreat = { days = 3 }\napplied = {}",
            vec![
                "[requirement.it] asks for `paid` and for `retreat`",
                "[requirement.it] asks for `paid` and for `applied`",
            ],
        ),
    ] {
        let errors = wrong(&small(lines));
        let said: Vec<&str> = errors.errors().iter().map(|error| error.message.as_str()).collect();
        assert_eq!(said, messages);
    }
}

#[test]
fn parts_of_a_price_of_which_something_is_not_known_are_not_added_up() {
    for (lines, message) in [
        (
            "paid = { full = '30 USD', instalments = [{ by = 2026-02-01 }, { by = 2026-03-01, amount = '20 USD' }] }",
            "`amount` is missing from this instalment",
        ),
        (
            "paid = { full = '30 USD', instalments = [{ by = 2026-02-01, amont = '10 USD' }] }",
            "unknown key `amont`",
        ),
        (
            "paid = { instalments = [{ by = 2026-02-01, amount = '10 USD' }] }",
            "`full` is missing from `paid`",
        ),
        (
            "paid = { full = 'a lot', tiers = [{ name = 'x', price = '9 USD', locked_by = 'paying', by = 2026-02-01 }] }",
            "`a lot` is not an amount of money",
        ),
        (
            "[requirement.it.paid]\nfull = '30 USD'\n[[requirement.it.paid.instalments]]\nby = 2026-02-01\namount = 'x'",
            "`x` is not an amount of money",
        ),
    ] {
        let errors = wrong(&small(lines));
        let said: Vec<&str> = errors.errors().iter().map(|error| error.message.as_str()).collect();
        assert_eq!(said, [message]);
    }
}

#[test]
fn a_day_that_cannot_be_read_does_not_put_the_others_out_of_order() {
    let steps = |days: [&str; 3]| {
        let step = |day: &str| format!("{{ until = {day}, keep = '10 %' }}");
        format!("paid = {{ full = '9 USD', refunds = [{}] }}", days.map(step).join(", "))
    };
    let days = ["1900-01-01", "1900-01-02", "1900-01-03"];
    rule(&steps(days));
    for unread in 0..2 {
        let mut days = days;
        days[unread] = "'soon'";
        let errors = wrong(&small(&steps(days)));
        let [error] = errors.errors() else { panic!("{errors}") };
        assert_eq!(error.message, "expected a day, found a text");
    }
}
