//! An amount of money has one value for each text, and the decimals of its currency.

use cairn_domain::money::LARGEST_AMOUNT;
use cairn_domain::{Currency, Money};

fn money(text: &str) -> Option<Money> {
    text.parse().ok()
}

fn currency(code: &str) -> Currency {
    code.parse().unwrap()
}

#[test]
fn an_amount_is_read_with_all_its_decimals_or_with_none() {
    let read =
        |text: &str| money(text).map(|money| (money.minor, money.currency.code().to_owned()));
    let usd = |minor| Some((minor, "USD".to_owned()));
    assert_eq!(read("12500.00 USD"), usd(1_250_000));
    assert_eq!(read("12500 USD"), usd(1_250_000));
    assert_eq!(read("-20 USD"), usd(-2_000));
    assert_eq!(read("-0.01 USD"), usd(-1));
    assert_eq!(read("0 USD"), usd(0));
    assert_eq!(read("1500 JPY"), Some((1_500, "JPY".to_owned())));
    assert_eq!(read("1.500 KWD"), Some((1_500, "KWD".to_owned())));
    assert_eq!(read("2 KWD"), Some((2_000, "KWD".to_owned())));
}

#[test]
fn what_is_no_amount_is_refused_in_words() {
    let texts = [
        "",
        "12500",
        "12500USD",
        "12500 usd",
        "12500 US",
        "12500 USDT",
        "12,500 USD",
        "12.5 USD",
        "12.500 USD",
        "12. USD",
        ".50 USD",
        "- USD",
        " USD",
        "--1 USD",
        "+1 USD",
        "1x USD",
        "1.x0 USD",
        "1.-1 USD",
        "1.00.0 USD",
        "1500.0 JPY",
        "1 2 USD",
        "1  USD",
        "٣ USD",
    ];
    for text in texts {
        assert_eq!(money(text), None, "{text}");
    }
    assert_eq!(
        "12,500 USD".parse::<Money>().unwrap_err().to_string(),
        "`12,500 USD` is not an amount of money: expected digits, at most the currency's decimals, and its code, \
         such as `12500.00 USD`"
    );
}

#[test]
fn the_largest_amount_is_what_a_number_on_the_wire_can_be() {
    assert_eq!(LARGEST_AMOUNT, (1 << 53) - 1);
    assert_eq!(money("90071992547409.91 USD").unwrap().minor, LARGEST_AMOUNT);
    assert_eq!(money("-90071992547409.91 USD").unwrap().minor, -LARGEST_AMOUNT);
    assert_eq!(money("90071992547409.92 USD"), None);
    assert_eq!(money("-90071992547409.92 USD"), None);
    assert_eq!(money("99999999999999999999 USD"), None);
}

#[test]
fn an_amount_is_written_with_the_decimals_of_its_currency() {
    let written = |minor, code| Money { minor, currency: currency(code) }.to_string();
    assert_eq!(written(1_250_000, "USD"), "12500.00 USD");
    assert_eq!(written(5, "USD"), "0.05 USD");
    assert_eq!(written(-5, "USD"), "-0.05 USD");
    assert_eq!(written(0, "USD"), "0.00 USD");
    assert_eq!(written(-1_234, "KWD"), "-1.234 KWD");
    assert_eq!(written(1_500, "JPY"), "1500 JPY");
    assert_eq!(written(-1_500, "JPY"), "-1500 JPY");
    assert_eq!(written(i64::MIN, "USD"), "-92233720368547758.08 USD");
}

/// What is written reads back to the same amount, in every kind of currency.
#[test]
fn an_amount_survives_its_text() {
    for code in ["USD", "JPY", "KWD"] {
        for minor in [0, 1, 9, 10, 99, 100, 101, 999, 1_000, 1_001, LARGEST_AMOUNT] {
            for minor in [minor, -minor] {
                let amount = Money { minor, currency: currency(code) };
                assert_eq!(money(&amount.to_string()), Some(amount));
            }
        }
    }
}

#[test]
fn a_currency_is_three_capitals() {
    assert_eq!(currency("USD").code(), "USD");
    assert_eq!(currency("USD").to_string(), "USD");
    assert_eq!(String::from(currency("EUR")), "EUR");
    assert_eq!(Currency::try_from("EUR".to_owned()).unwrap(), currency("EUR"));
    for text in ["", "US", "USDT", "usd", "UsD", "U5D", "ÄU"] {
        assert_eq!(text.parse::<Currency>().unwrap_err().0, text);
        assert!(Currency::try_from(text.to_owned()).is_err(), "{text}");
    }
    assert!(serde_json::from_str::<Currency>(r#""usd""#).is_err());
    assert_eq!(serde_json::to_string(&currency("USD")).unwrap(), r#""USD""#);
}

/// ISO 4217, column "minor unit": what is not 2.
#[test]
fn currencies_have_the_decimals_of_the_standard() {
    let none = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    for code in none.split(' ') {
        assert_eq!(currency(code).decimals(), 0, "{code}");
    }
    for code in "BHD IQD JOD KWD LYD OMR TND".split(' ') {
        assert_eq!(currency(code).decimals(), 3, "{code}");
    }
    for code in "USD EUR GBP AUD".split(' ') {
        assert_eq!(currency(code).decimals(), 2, "{code}");
    }
}
