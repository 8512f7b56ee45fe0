//! Money, and the code of a currency.

use cairn_domain::{Currency, Money};
use toml::de::DeValue;

use crate::read::keys::{Notes, Value};
use crate::read::scalar::text;

/// Reads a currency.
pub(super) fn currency(value: &Value<'_>, notes: &mut Notes) -> Option<Currency> {
    let name = text(value, notes)?;
    let read = name.parse().ok();
    if read.is_none() {
        let hint = name.trim().to_ascii_uppercase().parse::<Currency>().map_or_else(
            |_| "write its code of three capitals, such as `\"USD\"`".to_owned(),
            |near| format!("did you mean `\"{near}\"`?"),
        );
        notes.bad(value, format!("`{name}` is not a currency"), hint);
    }
    read
}

/// Reads an amount of money; `currency` is that of the policy, for the mend.
pub(super) fn money(
    value: &Value<'_>,
    currency: Option<Currency>,
    notes: &mut Notes,
) -> Option<Money> {
    let example = "write digits and the currency, such as `\"12500.00 USD\"`".to_owned();
    match value.get_ref() {
        DeValue::String(text) => {
            let read = text.parse().ok();
            if read.is_none() {
                let hint = mended(text, currency).unwrap_or(example);
                notes.bad(value, format!("`{text}` is not an amount of money"), hint);
            }
            read
        }
        other => {
            let number = match other {
                DeValue::Integer(number) => number.as_str(),
                DeValue::Float(number) => number.as_str(),
                _ => "",
            };
            let hint = mended(number, currency).unwrap_or(example);
            notes.wrong_kind(value, "an amount of money in quotes", hint);
            None
        }
    }
}

/// Tries what people usually write instead: separators of thousands, a sign or the code in front, no currency at all.
fn mended(text: &str, currency: Option<Currency>) -> Option<String> {
    let digits: String =
        text.chars().filter(|sign| sign.is_ascii_digit() || matches!(sign, '.' | '-')).collect();
    let letters: String = text.chars().filter(char::is_ascii_alphabetic).collect();
    let code = letters.to_ascii_uppercase().parse::<Currency>().ok().or(currency)?;
    let places = code.decimals() as usize;
    let digits = match digits.split_once('.') {
        Some((whole, part)) => format!("{whole}.{part:0<places$}"),
        None => digits,
    };
    let money: Money = format!("{digits} {code}").parse().ok()?;
    Some(format!("did you mean `\"{money}\"`?"))
}
