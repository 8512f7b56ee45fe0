//! Amounts of money as people and spreadsheets write them, exactly: digits are never made a binary fraction.
//!
//! `12.500` is twelve and a half to some and twelve thousand five hundred to others. Which of the two a file means, another
//! amount in it must show, or whoever asks must say.

use cairn_domain::money::LARGEST_AMOUNT;
use cairn_domain::source::Decimal;
use cairn_domain::{Currency, Money};

/// What an amount shows of the sign before its fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// It can only be read with this one.
    Only(Decimal),
    /// It is one amount with a point and another with a comma.
    Either,
    /// It is the same with both, or no amount.
    Nothing,
}

/// Returns what an amount shows.
pub(super) fn shows(text: &str) -> Shows {
    let Some(Written { body, .. }) = apart(text) else { return Shows::Nothing };
    match (split(body, Decimal::Point), split(body, Decimal::Comma)) {
        (Some(point), Some(comma)) if point != comma => Shows::Either,
        (Some(_), None) => Shows::Only(Decimal::Point),
        (None, Some(_)) => Shows::Only(Decimal::Comma),
        _ => Shows::Nothing,
    }
}

/// Returns whether an amount is below nothing.
pub(super) fn is_negative(text: &str) -> bool {
    apart(text).is_some_and(|written| written.negative)
}

/// Reads an amount in a currency, or says what was expected.
pub(super) fn amount(text: &str, decimal: Decimal, currency: Currency) -> Result<Money, String> {
    let Written { negative, unit, body } = apart(text).ok_or(AMOUNT)?;
    if !fits(&unit, currency) {
        return Err(format!("an amount in {currency}"));
    }
    let (whole, part) = split(body, decimal).ok_or_else(|| match decimal {
        Decimal::Point => format!("{AMOUNT} with a point before the fraction"),
        Decimal::Comma => format!("{AMOUNT} with a comma before the fraction"),
    })?;
    let decimals = currency.decimals() as usize;
    if part.len() > decimals {
        return Err(format!("at most {decimals} decimals, as {currency} has"));
    }
    let minor: Option<i64> = format!("{whole}{part:0<decimals$}").parse().ok();
    let minor = minor.filter(|minor| *minor <= LARGEST_AMOUNT).ok_or("a smaller amount")?;
    Ok(Money { minor: if negative { -minor } else { minor }, currency })
}

const AMOUNT: &str = "an amount such as `12500.00`";

/// An amount, taken apart: `-$ 12,500.00` and `(12,500.00 USD)` are both negative.
struct Written<'t> {
    negative: bool,
    unit: String,
    /// From the first digit to the last.
    body: &'t str,
}

fn apart(text: &str) -> Option<Written<'_>> {
    let bracketed = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let text = bracketed.unwrap_or(text);
    let is_digit = |found: char| found.is_ascii_digit();
    let (first, last) = (text.find(is_digit)?, text.rfind(is_digit)?);
    let (head, body, tail) = (text.get(..first)?, text.get(first..=last)?, text.get(last + 1..)?);
    let around = || head.chars().chain(tail.chars());
    let minus = |found: &char| matches!(found, '-' | '−');
    let signs = around().filter(|found| minus(found) || *found == '+').count();
    let said = |part: &str| -> String {
        part.chars()
            .filter(|found| !found.is_whitespace() && !minus(found) && *found != '+')
            .collect()
    };
    let (before, after) = (said(head), said(tail));
    let several = signs + usize::from(bracketed.is_some()) > 1;
    if several || (!before.is_empty() && !after.is_empty()) {
        return None;
    }
    let negative = bracketed.is_some() || around().any(|found| minus(&found));
    Some(Written { negative, unit: before + &after, body })
}

/// Returns the digits before and after the decimal sign; nothing if the text is no number with this sign.
fn split(body: &str, decimal: Decimal) -> Option<(String, &str)> {
    let (sign, other) = match decimal {
        Decimal::Point => ('.', ','),
        Decimal::Comma => (',', '.'),
    };
    let (whole, part) = body.split_once(sign).unwrap_or((body, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(part) || (body.contains(sign) && part.is_empty()) {
        return None;
    }
    let between = whole.chars().find(|found| !found.is_ascii_digit());
    let Some(between) = between else { return Some((whole.to_owned(), part)) };
    if between != other && !between.is_whitespace() && !matches!(between, '\'' | '’') {
        return None;
    }
    let groups: Vec<&str> = whole.split(between).collect();
    let (first, rest) = groups.split_first()?;
    let opens = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let threes = rest.iter().all(|group| group.len() == 3);
    (opens && threes && groups.iter().all(|group| is_digits(group)))
        .then(|| (groups.concat(), part))
}

/// Returns whether a sign or code beside an amount can be that of a currency; a dollar sign is many currencies'.
fn fits(unit: &str, currency: Currency) -> bool {
    let code = currency.code();
    match unit {
        "" => true,
        "$" => code.ends_with('D') || code == "MXN",
        "US$" => code == "USD",
        "€" => code == "EUR",
        "£" => code == "GBP",
        "¥" => matches!(code, "JPY" | "CNY"),
        _ => unit.eq_ignore_ascii_case(code),
    }
}
