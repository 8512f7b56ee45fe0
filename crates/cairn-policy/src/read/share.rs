//! Shares and least presences, exactly as people write them: `4/5`, `80 %`, `20 minutes`.

use cairn_domain::policy::{Fraction, LeastPresence, Need};
use toml::de::DeValue;

use crate::read::keys::{Notes, Value};
use crate::read::scalar::number;

/// Reads how many: a number, or a share.
pub(super) fn need(value: &Value<'_>, notes: &mut Notes) -> Option<Need> {
    match value.get_ref() {
        DeValue::Integer(_) => number(value, notes).map(Need::Count),
        DeValue::String(text) => {
            if let Some(share) = parse_share(text) {
                return Some(Need::Share(share));
            }
            let hint = text.trim().parse::<u32>().map_or_else(
                |_| {
                    "write a number such as `10`, or a share such as `\"4/5\"` or `\"80 %\"`"
                        .to_owned()
                },
                |count| format!("write a number without quotes: `{count}`"),
            );
            notes.bad(value, format!("`{text}` is neither a number nor a share"), hint);
            None
        }
        other => {
            let hint = percent_of(other).unwrap_or_else(|| "such as `10` or `\"80 %\"`".to_owned());
            notes.wrong_kind(value, "a number of sessions or a share of them", hint);
            None
        }
    }
}

/// Reads a least presence: a share, or minutes.
pub(super) fn presence(value: &Value<'_>, notes: &mut Notes) -> Option<LeastPresence> {
    let example = || "such as `\"80 %\"` or `\"20 minutes\"`".to_owned();
    match value.get_ref() {
        DeValue::String(text) => {
            if let Some(share) = parse_share(text) {
                return Some(LeastPresence::Share(share));
            }
            let (digits, unit) = split(text);
            let minutes = digits.parse::<u32>().ok();
            match (minutes, unit) {
                (Some(minutes), "minutes" | "minute") => {
                    return Some(LeastPresence::Minutes(minutes));
                }
                (Some(minutes), "min" | "min." | "mins" | "m") => {
                    notes.bad(
                        value,
                        format!("`{text}` is not a presence"),
                        format!("did you mean `\"{minutes} minutes\"`?"),
                    );
                }
                _ => notes.bad(value, format!("`{text}` is not a presence"), example()),
            }
            None
        }
        DeValue::Integer(number) => {
            let hint = format!("did you mean `\"{0} minutes\"` or `\"{0} %\"`?", number.as_str());
            notes.wrong_kind(value, "a share or a number of minutes, in quotes", hint);
            None
        }
        other => {
            let hint = percent_of(other).unwrap_or_else(example);
            notes.wrong_kind(value, "a share or a number of minutes, in quotes", hint);
            None
        }
    }
}

/// Reads a share.
pub(super) fn share(value: &Value<'_>, notes: &mut Notes) -> Option<Fraction> {
    if let DeValue::String(text) = value.get_ref() {
        let read = parse_share(text);
        if read.is_none() {
            let hint = "write a share such as `\"84 %\"` or `\"4/5\"`".to_owned();
            notes.bad(value, format!("`{text}` is not a share"), hint);
        }
        return read;
    }
    let hint = match value.get_ref() {
        DeValue::Integer(number) => format!("did you mean `\"{} %\"`?", number.as_str()),
        other => percent_of(other).unwrap_or_else(|| "such as `\"84 %\"`".to_owned()),
    };
    notes.wrong_kind(value, "a share in quotes", hint);
    None
}

/// Reads a number of minutes.
pub(super) fn minutes(value: &Value<'_>, notes: &mut Notes) -> Option<u32> {
    match value.get_ref() {
        DeValue::String(text) => {
            let (number, unit) = split(text);
            let number = digits(number);
            match (number, unit) {
                (Some(minutes), "minutes" | "minute") => return Some(minutes),
                (Some(minutes), "min" | "min." | "mins" | "m" | "") => {
                    let hint = format!("did you mean `\"{minutes} minutes\"`?");
                    notes.bad(value, format!("`{text}` is not a number of minutes"), hint);
                }
                _ => {
                    let hint = "such as `\"20 minutes\"`".to_owned();
                    notes.bad(value, format!("`{text}` is not a number of minutes"), hint);
                }
            }
        }
        DeValue::Integer(number) => {
            let hint = format!("did you mean `\"{} minutes\"`?", number.as_str());
            notes.wrong_kind(value, "a number of minutes, in quotes", hint);
        }
        _ => {
            let hint = "such as `\"20 minutes\"`".to_owned();
            notes.wrong_kind(value, "a number of minutes, in quotes", hint);
        }
    }
    None
}

/// Reads `4/5`, `80 %` or `87.5 %`; never through a float, and never reduced, so that it prints as it was written.
pub(super) fn parse_share(text: &str) -> Option<Fraction> {
    if let Some((of, per)) = text.split_once('/') {
        return Some(Fraction { of: digits(of.trim())?, per: digits(per.trim())? });
    }
    let (number, "%") = split(text) else { return None };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let per = 10_u32.checked_pow(u32::try_from(part.len()).ok()?)?.checked_mul(100)?;
    if whole.is_empty() || (number.contains('.') && part.is_empty()) {
        return None;
    }
    Some(Fraction { of: digits(&format!("{whole}{part}"))?, per })
}

fn digits(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// Splits a text into its number and its unit.
fn split(text: &str) -> (&str, &str) {
    let text = text.trim();
    let end = text.find(|sign: char| !sign.is_ascii_digit() && sign != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    (number, unit.trim())
}

/// Returns the mend for a number with a decimal point: the same as a percentage, or the percentage that it is.
fn percent_of(value: &DeValue<'_>) -> Option<String> {
    let DeValue::Float(float) = value else { return None };
    let text = float.as_str();
    let (whole, part) = text.split_once('.')?;
    let part = format!("{part:0<2}");
    let (cents, rest) = part.split_at_checked(2)?;
    let percent = digits(&format!("{whole}{cents}"))?;
    let rest = if rest.is_empty() { String::new() } else { format!(".{rest}") };
    let near = [format!("{percent}{rest} %"), format!("{text} %")];
    let is_share = |text: &String| parse_share(text).is_some_and(|share| share.of <= share.per);
    let near = near.into_iter().find(is_share)?;
    Some(format!("shares are exact here: write `\"{near}\"`"))
}
