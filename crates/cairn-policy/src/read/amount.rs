//! Amounts of something: `100 hours`, `24 credits`, `1.5 units`; never through a float.

use cairn_domain::policy::Measure;
use toml::de::DeValue;

use crate::read::keys::{Notes, Value};
use crate::say::singular;

/// Reads an amount, in minutes or hundredths, and what it counts.
pub(super) fn amount(value: &Value<'_>, notes: &mut Notes) -> Option<(u32, Measure)> {
    let example = "such as `\"100 hours\"` or `\"24 credits\"`";
    let text = match value.get_ref() {
        DeValue::String(text) => text,
        DeValue::Integer(number) => {
            let hint = format!("say what is counted: `\"{number} hours\"`");
            notes.wrong_kind(value, "an amount in quotes", hint);
            return None;
        }
        DeValue::Float(number) => {
            let hint = format!("say what is counted: `\"{} units\"`", number.as_str());
            notes.wrong_kind(value, "an amount in quotes", hint);
            return None;
        }
        _ => {
            notes.wrong_kind(value, "an amount in quotes", example.to_owned());
            return None;
        }
    };
    let read = parse(text);
    if read.is_none() {
        let hint = mended(text)
            .map_or_else(|| example.to_owned(), |near| format!("did you mean `\"{near}\"`?"));
        notes.bad(value, format!("`{text}` is not an amount"), hint);
    }
    read
}

/// Tells whether two amounts can be added: 1 dive and 60 dives can.
pub(super) fn same_unit(one: &Measure, other: &Measure) -> bool {
    match (one, other) {
        (Measure::Minutes, Measure::Minutes) => true,
        (Measure::Hundredths(one), Measure::Hundredths(other)) => singular(one) == singular(other),
        _ => false,
    }
}

fn parse(text: &str) -> Option<(u32, Measure)> {
    let text = text.trim();
    let end = text.find(|sign: char| !sign.is_ascii_digit() && sign != '.')?;
    let (number, unit) = text.split_at(end);
    let hundredths = hundredths(number)?;
    match unit.trim() {
        "minute" | "minutes" => whole(hundredths, 1),
        "hour" | "hours" => whole(hundredths, 60),
        unit if !unit.starts_with(char::is_alphabetic) || time(unit).is_some() => None,
        // Whether it is a word for something is for the policy to say.
        unit => Some((u32::try_from(hundredths).ok()?, Measure::Hundredths(unit.to_owned()))),
    }
}

/// Returns the unit of time that people mean by a word.
fn time(unit: &str) -> Option<&'static str> {
    match unit.trim_end_matches('.').to_lowercase().as_str() {
        "h" | "hr" | "hrs" | "hour" | "hours" => Some("hours"),
        "m" | "min" | "mins" | "minute" | "minutes" => Some("minutes"),
        _ => None,
    }
}

/// Returns so many hundredths of so many minutes, where that is a whole number.
fn whole(hundredths: u64, minutes: u64) -> Option<(u32, Measure)> {
    let parts = hundredths.checked_mul(minutes)?;
    (parts % 100 == 0).then_some(())?;
    Some((u32::try_from(parts / 100).ok()?, Measure::Minutes))
}

/// Reads digits, and at most two of them after a point.
fn hundredths(number: &str) -> Option<u64> {
    let (whole, part) = number.split_once('.').unwrap_or((number, "00"));
    if whole.is_empty() || part.is_empty() || part.len() > 2 {
        return None;
    }
    format!("{whole}{part:0<2}").parse().ok()
}

/// Tries what people usually write instead: shortened units, separators of thousands, the unit in front.
fn mended(text: &str) -> Option<String> {
    let is_number = |sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ',' | '\'' | '_');
    let text = text.trim();
    let (number, unit) = match text.find(is_number)? {
        0 => text.split_at(text.find(|sign| !is_number(sign))?),
        place => {
            let (unit, number) = text.split_at(place);
            (number, unit)
        }
    };
    if number.contains(|sign| !is_number(sign)) {
        return None;
    }
    let number: String =
        number.chars().filter(|sign| sign.is_ascii_digit() || *sign == '.').collect();
    let unit = unit.trim();
    let near = format!("{number} {}", time(unit).unwrap_or(unit));
    let countable = match parse(&near)?.1 {
        Measure::Minutes => true,
        Measure::Hundredths(word) => Measure::is_word(&word),
    };
    countable.then_some(near)
}
