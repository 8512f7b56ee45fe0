//! Texts that mean harm, or that slipped: there is always an answer, and it always points into the file.

use cairn_policy::{PolicyErrors, read};
use proptest::prelude::*;

use crate::snapshot::every_key;

/// Asserts what holds of any answer about any text.
fn sound(text: &str, errors: &PolicyErrors) {
    assert!(!errors.errors().is_empty());
    for error in errors.errors() {
        assert!(text.get(error.span.clone()).is_some(), "{:?} is not inside the file", error.span);
        assert!(!text[error.span.clone()].contains('\n'));
        assert_eq!(text[..error.span.start].matches('\n').count() + 1, error.line);
    }
    for width in [0, 40, 100] {
        assert!(!errors.render(false, width).is_empty());
    }
}

fn survive(text: &str) {
    if let Err(errors) = read("hostile.toml", text) {
        sound(text, &errors);
    }
}

#[test]
fn a_text_cut_off_anywhere_is_no_harm() {
    let text = every_key();
    for (end, _) in text.char_indices().step_by(7) {
        survive(&text[..end]);
    }
}

#[test]
fn monsters_are_no_harm() {
    for text in [
        String::new(),
        "\u{feff}".to_owned(),
        "\0".to_owned(),
        "\u{feff}cohort = 1\r\ntitle = '\u{1f980}'\r\n".to_owned(),
        format!("a = {}", "[".repeat(100_000)),
        format!("a{} = 1", ".a".repeat(10_000)),
        format!("{} = 1", "k".repeat(100_000)),
        format!("root = \"{}\"", "é".repeat(50_000)),
        "session = [1, 'x', [], {}]\nrequirement = { a = 1, b = {}, 'c d' = { all = [1] } }"
            .to_owned(),
        format!(
            "[requirement.a]\nsessions = {{ need = {0}, presence = \"{0} %\" }}",
            "9".repeat(40)
        ),
        format!(
            "[requirement.a]\nsessions = {{ need = 1, presence = \"0.{} %\" }}",
            "0".repeat(40)
        ),
        format!("[requirement.a]\npaid = {{ full = \"{} USD\" }}", "9".repeat(40)),
        "[requirement.a]\npaid = { full = 1e400 }".to_owned(),
        "begins = 0000-01-01\nends = 9999-12-31\n[[session]]\nstarts = 0000-01-01T00:00:00"
            .to_owned(),
        "[[session]]\n".repeat(500),
        "[[outcome]]\n".repeat(500),
        "[[session]]\nid = 'w'\nstarts = 9999-12-31T23:00:00\nminutes = 1440\nrepeat = { times = 1000, every_days = 366 }"
            .to_owned(),
        format!("[requirement.a]\nlog = {{ need = '1 h', among = {} }}", "[{ among = ".repeat(40)),
        format!("[requirement.a]\nlog = {{ need = '1 {}', of = [] }}", "ß".repeat(5_000)),
        format!("[requirement.a]\nlog = {{ need = '{}.99 hours' }}", "9".repeat(19)),
        format!("[requirement.a]\nsubmitted = {{ by = [{}] }}", "{}, ".repeat(5_000)),
        "[requirement.a]\nsubmitted = { by = { months = 4294967295, days = 4294967295, after = 9999-12-31 } }"
            .to_owned(),
        "[certificate]\nvalid_for = { weeks = 999999999 }".to_owned(),
    ] {
        survive(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whatever is put in the place of whatever, there is an answer that points into the file.
    #[test]
    fn a_mutated_text_is_no_harm(
        at in any::<prop::sample::Index>(),
        length in 0_usize..40,
        put in prop_oneof![
            Just(String::new()),
            "[ -~]{0,8}",
            "\\PC{0,6}",
            prop::sample::select(vec![
                "\n", "\r\n", "\"", "'''", "[", "]", "{", "}", "=", ",", ".", "-1", "0", "0.8", "99999999999999999999",
                "nan", "inf", "true", "1979-05-27", "07:32:00", "[]", "{}", "[[session]]", "\"\"", "\t", "\u{85}",
            ]).prop_map(str::to_owned),
        ],
    ) {
        let text = every_key();
        let start = text.floor_char_boundary(at.index(text.len()));
        let end = text.ceil_char_boundary((start + length).min(text.len()));
        survive(&format!("{}{put}{}", &text[..start], &text[end..]));
    }

    /// Any text at all has an answer.
    #[test]
    fn any_text_is_no_harm(text in "(\\PC|\n){0,200}") {
        survive(&text);
    }
}
