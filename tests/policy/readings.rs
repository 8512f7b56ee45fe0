//! Days, terms, zones, and values of the wrong kind: how each is read, and what is said of what people write instead.

use crate::small::{right, said, slip, small, wrong};

#[test]
fn a_term_in_words_is_mended_by_its_keys() {
    let table = [
        ("1 day", "did you mean `{ days = 1 }`?"),
        ("2 weeks", "did you mean `{ days = 14 }`?"),
        ("1 month", "did you mean `{ months = 1, month_end = \"last_day\" }`?"),
        ("6 months", "did you mean `{ months = 6, month_end = \"last_day\" }`?"),
        ("2 years", "did you mean `{ months = 24, month_end = \"last_day\" }`?"),
        // No time at all is no mend.
        ("0 days", "such as `{ months = 6, month_end = \"last_day\" }`"),
        ("a while", "such as `{ months = 6, month_end = \"last_day\" }`"),
    ];
    for (text, hint) in table {
        let asked = format!("completed = {{ any_of = ['A'], valid_for = '{text}' }}");
        let message = "expected a table in braces, found a text".to_owned();
        assert_eq!(slip(&asked), (format!("'{text}'"), message, hint.to_owned()));
    }
}

#[test]
fn a_table_with_days_counts_them_whatever_else_is_in_it() {
    let errors = wrong(&small("applied = { by = { days = 30, session = 'a' } }"));
    let messages: Vec<&str> = errors.errors().iter().map(|error| error.message.as_str()).collect();
    let expected = ["this does not say what the day is counted from", "unknown key `session`"];
    assert_eq!(messages, expected);
    assert_eq!(errors.errors()[1].label.as_deref(), Some("not a key of this day"));
}

#[test]
fn a_table_with_a_session_is_what_is_counted_from_whatever_else_is_in_it() {
    let expected = "the keys here are `session`, `session_number`, `since`, `requirement`";
    assert_eq!(
        slip("applied = { by = { session = 'a', zzzzzz = 1 } }"),
        ("zzzzzz".to_owned(), "unknown key `zzzzzz`".to_owned(), expected.to_owned())
    );
}

#[test]
fn a_value_of_the_wrong_kind_is_answered_by_the_right_one() {
    said(
        "retreat = { days = VALUE }",
        &[
            ("'5'", "expected a whole number, found a text", "write it without quotes: `5`"),
            ("'five'", "expected a whole number, found a text", "such as `10`"),
            ("2.5", "expected a whole number, found a number with a decimal point", "such as `10`"),
        ],
    );
    let unquoted = "write year-month-day without quotes, such as `2025-09-11`";
    said(
        "paid = { full = '5 USD', by = VALUE }",
        &[
            (
                "'2026-05-01'",
                "expected a day, found a text",
                "write it without quotes: `2026-05-01`",
            ),
            ("'soon'", "expected a day, found a text", unquoted),
            ("20260501", "expected a day, found a whole number", unquoted),
            ("19:00:00", "expected a day, found a time without a day", "such as `2025-09-11`"),
        ],
    );
    said(
        "paid = { full = '5 USD', on_refund = VALUE }",
        &[
            (
                "true",
                "expected one of a few words, found true or false",
                "write one of `keeps`, `loses`",
            ),
            ("'lose'", "`lose` is none of `keeps`, `loses`", "did you mean `\"loses\"`?"),
        ],
    );
    said(
        "prerequisite = { any_of = [VALUE] }",
        &[
            (
                "7",
                "expected a text, found a whole number",
                "put it in quotes, such as `\"Live sessions\"`",
            ),
            ("' '", "this text says nothing", "write a few words"),
        ],
    );
}

#[test]
fn the_second_at_which_a_session_starts_may_be_left_out() {
    let text = small("applied = {}");
    let starts = |text: &str| right(text).policy().sessions[0].starts;
    assert_eq!(starts(&text.replacen("T19:00:00", "T19:00", 1)), starts(&text));
}

#[test]
fn a_city_is_mended_to_its_own_zone_and_not_to_one_that_is_spelt_alike() {
    for (city, zone) in [
        ("Rome", "Europe/Rome"),
        ("Indianapolis", "America/Indianapolis"),
        ("buenos aires", "America/Buenos_Aires"),
        ("Eastern", "US/Eastern"),
        ("America/Newyork", "America/New_York"),
    ] {
        let text = small("applied = {}").replacen("\"UTC\"", &format!("{city:?}"), 1);
        let errors = wrong(&text);
        let [error] = errors.errors() else { panic!("{errors}") };
        assert_eq!(error.message, format!("there is no time zone `{city}`"));
        assert_eq!(error.hint, Some(format!("did you mean `\"{zone}\"`?")));
    }
}
