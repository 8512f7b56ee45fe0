//! Amounts of money as people write them, and what is wrong with one that cannot be read.

use cairn_domain::Money;
use cairn_domain::money::{Currency, LARGEST_AMOUNT};

use crate::failure::Failure;

/// Reads an amount; without a currency, the policy's is meant.
pub(crate) fn read(text: &str, currency: Option<Currency>) -> Result<Money, Failure> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let spelled = match (words.as_slice(), currency) {
        ([amount], Some(currency)) => format!("{amount} {currency}"),
        _ => words.join(" "),
    };
    spelled.parse().map_err(|_| {
        Failure::mend(format!("--amount: `{text}` is not an amount of money"))
            .because(why(&words, currency))
            .hint("write it as `12500.00 USD` or `12500 USD`; the currency may be left out where the policy has one")
    })
}

/// Says what is wrong with an amount that cannot be read.
fn why(words: &[&str], currency: Option<Currency>) -> String {
    let is_number = |word: &str| word.starts_with(|first: char| first.is_ascii_digit());
    let code = |word: &str| word.parse::<Currency>().ok();
    let (amount, named) = match words {
        [] => return "it is empty".to_owned(),
        [amount] => (*amount, currency),
        [first, amount] if code(first).is_some() && is_number(amount) => {
            return "the currency comes after the amount".to_owned();
        }
        [amount, name] => (*amount, code(name)),
        _ => return "it takes an amount and a currency, with one space between them".to_owned(),
    };
    if amount.contains([',', '\'', '’', '_']) {
        return "commas mean different things in different countries: write thousands without them, and cents after a point".to_owned();
    }
    let digits = amount.strip_prefix('-').unwrap_or(amount);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(part) {
        return format!(
            "`{amount}` is not written in digits alone, with a point before the decimals"
        );
    }
    let Some(currency) = named else {
        return match words {
            [_, name] if code(&name.to_uppercase()).is_some() => {
                format!("a currency is written in capitals: `{}`", name.to_uppercase())
            }
            [_, name] => format!("`{name}` is not a currency: it has three letters, such as `USD`"),
            _ => "the currency is missing, and no policy says which is meant".to_owned(),
        };
    };
    if digits.contains('.') && part.len() != currency.decimals() as usize {
        return match currency.decimals() {
            0 => format!("{currency} has no decimals"),
            some => format!("{currency} has {some} decimals: all of them are written, or none"),
        };
    }
    format!("it is more than one event can hold, {}", Money { minor: LARGEST_AMOUNT, currency })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said() {
        let usd: Currency = "USD".parse().unwrap();
        for (text, says) in [
            ("", "it is empty"),
            ("12,500", "commas mean different things"),
            ("12'500 USD", "commas mean different things"),
            ("5 usd", "in capitals: `USD`"),
            ("USD 5", "the currency comes after the amount"),
            ("5.5 USD", "USD has 2 decimals: all of them are written, or none"),
            ("5.5", "USD has 2 decimals"),
            ("5. USD", "USD has 2 decimals"),
            ("5.5 JPY", "JPY has no decimals"),
            ("1e9 USD", "`1e9` is not written in digits alone"),
            ("$5", "`$5` is not written in digits alone"),
            (".5", "`.5` is not written in digits alone"),
            ("five USD", "`five` is not written in digits alone"),
            ("5 dollars", "`dollars` is not a currency"),
            ("12 500 USD", "an amount and a currency"),
            ("99999999999999999999 USD", "more than one event can hold, 90071992547409.91 USD"),
            ("90071992547409.92 USD", "more than one event can hold"),
        ] {
            let failure = read(text, Some(usd)).unwrap_err();
            assert!(failure.because[0].contains(says), "{text}: {failure}");
        }
        assert!(read("5", None).unwrap_err().because[0].contains("the currency is missing"));
        for text in ["5", "5 USD", " 5.00   USD ", "-20 USD", "90071992547409.91"] {
            assert!(read(text, Some(usd)).is_ok(), "{text}");
        }
    }
}
