//! Amounts, money and shares: how each is read, and what is said of what people write instead.

use cairn_domain::Money;
use cairn_domain::policy::{Category, Fraction, Measure, Requirement};
use cairn_policy::print;

use crate::small::{asks, right, said, slip, small};

fn logged(need: &str) -> (u32, Measure) {
    match asks(&format!("log = {{ need = '{need}', of = ['dive'] }}")) {
        Requirement::Log { need, unit, .. } => (need, unit),
        other => panic!("{other:?}"),
    }
}

#[test]
fn time_is_whole_minutes_and_everything_else_is_counted_in_hundredths() {
    for (text, minutes) in
        [("1 minute", 1), ("90 minutes", 90), ("1 hour", 60), ("0.25 hours", 15), ("1.1 hours", 66)]
    {
        assert_eq!(logged(text), (minutes, Measure::Minutes), "{text}");
    }
    for (text, hundredths) in
        [("24 units", 2_400), ("1.5 units", 150), ("1.25 units", 125), ("0.05 units", 5)]
    {
        assert_eq!(logged(text), (hundredths, Measure::Hundredths("units".to_owned())), "{text}");
    }
}

#[test]
fn what_is_no_amount_is_mended_where_it_can_be() {
    let example = "such as `\"100 hours\"` or `\"24 credits\"`";
    let mut table = Vec::new();
    for (text, near) in [
        ("90 min", "90 minutes"),
        ("90 m", "90 minutes"),
        ("90 mins.", "90 minutes"),
        ("1.5 Hrs", "1.5 hours"),
        ("2 h", "2 hours"),
    ] {
        table.push((text, format!("did you mean `\"{near}\"`?")));
    }
    // 60.6 minutes, and numbers that are none or finer than hundredths.
    for text in [
        "1.01 hours",
        "1.5 minutes",
        ".5 hours",
        "5. hours",
        "1.234 units",
        "1.2.3 units",
        "1..5 units",
        "10",
        "hours",
    ] {
        table.push((text, example.to_owned()));
    }
    for (text, hint) in table {
        let expected = (format!("'{text}'"), format!("`{text}` is not an amount"), hint);
        assert_eq!(slip(&format!("log = {{ need = '{text}', of = ['dive'] }}")), expected);
    }
}

#[test]
fn money_is_digits_and_a_currency() {
    for (text, minor) in
        [("12500.00 USD", 1_250_000), ("12500 USD", 1_250_000), ("0.05 USD", 5), ("0 USD", 0)]
    {
        let Requirement::Paid(price) = asks(&format!("paid = {{ full = '{text}' }}")) else {
            panic!("{text} is not paid")
        };
        assert_eq!(price.full, Money { minor, currency: "USD".parse().unwrap() }, "{text}");
    }
}

#[test]
fn money_in_another_form_is_mended_where_it_can_be() {
    let example = "write digits and the currency, such as `\"12500.00 USD\"`";
    let near = "did you mean `\"12500.50 USD\"`?";
    said(
        "paid = { full = VALUE }",
        &[
            ("'12500.5 USD'", "`12500.5 USD` is not an amount of money", near),
            ("'$ 12,500.5'", "`$ 12,500.5` is not an amount of money", near),
            (
                "'12500. USD'",
                "`12500. USD` is not an amount of money",
                "did you mean `\"12500.00 USD\"`?",
            ),
            ("'1.5 KWD'", "`1.5 KWD` is not an amount of money", "did you mean `\"1.500 KWD\"`?"),
            (
                "'1,200 JPY'",
                "`1,200 JPY` is not an amount of money",
                "did you mean `\"1200 JPY\"`?",
            ),
            ("'1.234 USD'", "`1.234 USD` is not an amount of money", example),
            (
                "12500.5",
                "expected an amount of money in quotes, found a number with a decimal point",
                near,
            ),
            (
                "1200",
                "expected an amount of money in quotes, found a whole number",
                "did you mean `\"1200.00 USD\"`?",
            ),
            ("true", "expected an amount of money in quotes, found true or false", example),
            ("['5 USD']", "expected an amount of money in quotes, found a list", example),
        ],
    );
}

#[test]
fn a_share_is_kept_as_it_was_written() {
    for (text, of, per) in [
        ("4/5", 4, 5),
        (" 8 / 10 ", 8, 10),
        ("80 %", 80, 100),
        ("84%", 84, 100),
        ("87.5 %", 875, 1_000),
    ] {
        let asked = asks(&format!("exam = {{ of = 'written', pass_mark = '{text}' }}"));
        let Requirement::Exam { pass_mark, .. } = asked else { panic!("{asked:?}") };
        assert_eq!(pass_mark, Some(Fraction { of, per }), "{text}");
    }
}

#[test]
fn a_share_in_another_form_is_mended_where_it_can_be() {
    for text in [".5 %", "5. %", ". %", "+4/5", "4/+5", "-4/5", "4/", "80", "80 percent"] {
        let expected = (
            format!("'{text}'"),
            format!("`{text}` is not a share"),
            "write a share such as `\"84 %\"` or `\"4/5\"`".to_owned(),
        );
        let asked = format!("exam = {{ of = 'written', pass_mark = '{text}' }}");
        assert_eq!(slip(&asked), expected);
    }
    // Above one it can only be the percentage itself; and of what is no share either way, nothing is proposed.
    for (number, near) in [
        ("0.8", Some("80 %")),
        ("0.05", Some("5 %")),
        ("0.845", Some("84.5 %")),
        ("1.0", Some("100 %")),
        ("1.5", Some("1.5 %")),
        ("84.5", Some("84.5 %")),
        ("250.5", None),
        ("0.125e1", None),
        ("-0.8", None),
    ] {
        let hint = near.map_or_else(
            || "such as `\"84 %\"`".to_owned(),
            |near| format!("shares are exact here: write `\"{near}\"`"),
        );
        let message = "expected a share in quotes, found a number with a decimal point".to_owned();
        let asked = format!("exam = {{ of = 'written', pass_mark = {number} }}");
        assert_eq!(slip(&asked), (number.to_owned(), message, hint));
    }
}

#[test]
fn activities_without_a_category_are_one_that_is_called_like_the_only_one_or_all() {
    for (of, name) in [
        ("'dive'", "dive"),
        ("'dive', 'swim'", "all"),
        // Called like that it would be taken for how many different people there must be.
        ("'different'", "all"),
    ] {
        let Requirement::Log { among, .. } =
            asks(&format!("log = {{ need = '9 units', of = [{of}] }}"))
        else {
            panic!("{of} is no log")
        };
        let names: Vec<&str> =
            among.iter().map(|category: &Category| category.name.as_str()).collect();
        assert_eq!(names, [name], "{of}");
    }
}

#[test]
fn a_category_with_something_to_say_is_written_as_one_though_it_is_called_like_its_activity() {
    for category in [
        "name = 'dive', of = ['dive'], least = '3 units'",
        "name = 'dive', of = ['dive'], most = '9 units'",
        "name = 'dive', among = [{ name = 'swim', of = ['dive'] }]",
    ] {
        let text = small(&format!("log = {{ need = '9 units', among = [{{ {category} }}] }}"));
        let policy = right(&text);
        assert_eq!(right(&print(policy.policy())), policy, "{category}");
    }
}
