//! Amounts of money: from text to minor units, exactly or not at all.
//!
//! Nothing is rounded, and `12,500` alone is not guessed at: half of the world means twelve and a half by it. Which sign
//! stands before the fraction, a file shows by a value that can be read in one way only.

use cairn_domain::money::LARGEST_AMOUNT;
use cairn_domain::{Currency, Decimal, Money};

use crate::order::Witness;
use crate::refusal::Refusal;
use crate::table::bare;

/// Why a text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum AmountFault {
    /// It is no number in a form that is known.
    #[error("an amount such as `12500.00`")]
    NotAnAmount,
    /// It can only be read with the other decimal sign.
    #[error("an amount with a {} before the fraction", sign(*.0))]
    OtherDecimal(Decimal),
    /// It can be read with both signs, and none is known.
    #[error("an amount that can be read in one way only")]
    EitherDecimal,
    /// It has a fraction that the currency has not.
    #[error("an amount in {0}, with {decimals} digits in the fraction at most", decimals = .0.decimals())]
    TooPrecise(Currency),
    /// It is more than can be recorded.
    #[error("an amount that can be recorded: at most {LARGEST_AMOUNT} of the smallest unit")]
    TooLarge,
    /// The amount says another currency than its row.
    #[error("an amount in {0}, the currency of the row")]
    OtherCurrency(Currency),
    /// Nothing says the currency.
    #[error("an amount with its currency, such as `12500.00 USD`")]
    NoCurrency,
}

/// Returns the word for a decimal sign.
pub(crate) fn sign(decimal: Decimal) -> &'static str {
    match decimal {
        Decimal::Point => "point",
        Decimal::Comma => "comma",
    }
}

/// What an amount shows of the sign before its fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shows {
    /// It can only be read with this one.
    Only(Decimal),
    /// It is one amount with a point and another with a comma.
    Either,
    /// It is the same with both, or no amount.
    Nothing,
}

/// Returns what an amount shows.
pub(crate) fn shows(text: &str) -> Shows {
    let Some(Parts { number, .. }) = taken_apart(text) else { return Shows::Nothing };
    match (split(number, Decimal::Point), split(number, Decimal::Comma)) {
        (Some(_), None) => Shows::Only(Decimal::Point),
        (None, Some(_)) => Shows::Only(Decimal::Comma),
        (one, other) if one != other => Shows::Either,
        _ => Shows::Nothing,
    }
}

/// Returns whether an amount is below nothing.
pub(crate) fn is_negative(text: &str) -> bool {
    taken_apart(text).is_some_and(|parts| parts.negative)
}

/// Returns the decimal sign of a file called `name`, from every amount in it, each with its line; nothing, where every
/// amount reads the same in both.
///
/// A sign that is given is kept: amounts that contradict it are for the reader to tell.
pub(crate) fn decide<'v>(
    name: &str,
    values: impl IntoIterator<Item = (usize, &'v str)>,
    given: Option<Decimal>,
) -> Result<Option<Decimal>, Refusal> {
    if given.is_some() {
        return Ok(given);
    }
    let (mut point, mut comma, mut either) = (None, None, None);
    for (line, value) in values {
        let kept = match shows(value) {
            Shows::Only(Decimal::Point) => &mut point,
            Shows::Only(Decimal::Comma) => &mut comma,
            Shows::Either => &mut either,
            Shows::Nothing => continue,
        };
        kept.get_or_insert_with(|| Witness { line, value: bare(value).to_owned() });
    }
    let name = name.to_owned();
    match (point, comma, either) {
        (Some(point), Some(comma), _) => Err(Refusal::DecimalContradicts { name, point, comma }),
        (Some(_), None, _) => Ok(Some(Decimal::Point)),
        (None, Some(_), _) => Ok(Some(Decimal::Comma)),
        (None, None, Some(witness)) => Err(Refusal::DecimalUndecided { name, witness }),
        (None, None, None) => Ok(None),
    }
}

/// Reads an amount, negative with a minus sign or in brackets. Its currency is the row's, or else the one beside the number;
/// if both are there, they are the same.
pub(crate) fn money(
    text: &str,
    currency: Option<Currency>,
    decimal: Option<Decimal>,
) -> Result<Money, AmountFault> {
    let parts = taken_apart(text).ok_or(AmountFault::NotAnAmount)?;
    let currency = match (currency, parts.mark) {
        (Some(currency), Some(mark)) if !mark.fits(currency) => {
            return Err(AmountFault::OtherCurrency(currency));
        }
        (Some(currency), _) => currency,
        (None, mark) => mark.and_then(Mark::currency).ok_or(AmountFault::NoCurrency)?,
    };
    let read = |decimal| split(parts.number, decimal);
    let (point, comma) = (read(Decimal::Point), read(Decimal::Comma));
    let (whole, fraction) = match decimal {
        _ if point.is_none() && comma.is_none() => return Err(AmountFault::NotAnAmount),
        Some(Decimal::Point) => point.ok_or(AmountFault::OtherDecimal(Decimal::Point))?,
        Some(Decimal::Comma) => comma.ok_or(AmountFault::OtherDecimal(Decimal::Comma))?,
        None if point == comma => point.ok_or(AmountFault::NotAnAmount)?,
        None => return Err(AmountFault::EitherDecimal),
    };
    let decimals = currency.decimals() as usize;
    if whole.bytes().chain(fraction.bytes()).all(|digit| digit == b'0') {
        // However it is written, nothing is nothing.
        return Ok(Money { minor: 0, currency });
    }
    if fraction.len() > decimals {
        return Err(AmountFault::TooPrecise(currency));
    }
    let minor = format!("{whole}{fraction:0<decimals$}").parse().ok();
    let minor: i64 = minor.filter(|minor| *minor <= LARGEST_AMOUNT).ok_or(AmountFault::TooLarge)?;
    Ok(Money { minor: if parts.negative { -minor } else { minor }, currency })
}

/// What stands around a number, and the number.
struct Parts<'t> {
    negative: bool,
    mark: Option<Mark>,
    number: &'t str,
}

fn taken_apart(text: &str) -> Option<Parts<'_>> {
    let text = bare(text);
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let (before, rest) = signed(inner.unwrap_or(text));
    let (mark, rest) = marked(rest);
    let (behind, number) = signed(rest);
    let signs = [inner.map(|_| true), before, behind];
    let mut signs = signs.into_iter().flatten();
    let negative = signs.next().unwrap_or(false);
    // Brackets and a sign, or a sign on either side of the currency: nobody writes that.
    (signs.next().is_none() && !number.is_empty()).then_some(Parts { negative, mark, number })
}

/// Takes a sign off the front; true is a minus.
fn signed(text: &str) -> (Option<bool>, &str) {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix(['-', '−']) {
        (Some(true), rest.trim_start())
    } else if let Some(rest) = text.strip_prefix('+') {
        (Some(false), rest.trim_start())
    } else {
        (None, text)
    }
}

/// What names a currency beside a number.
#[derive(Clone, Copy)]
enum Mark {
    /// A sign, which some currencies share.
    Sign(&'static [&'static str]),
    Code(Currency),
}

impl Mark {
    fn fits(self, currency: Currency) -> bool {
        match self {
            Self::Sign(codes) => codes.contains(&currency.code()),
            Self::Code(code) => code == currency,
        }
    }

    fn currency(self) -> Option<Currency> {
        match self {
            Self::Sign([code]) => code.parse().ok(),
            Self::Sign(_) => None,
            Self::Code(code) => Some(code),
        }
    }
}

const SIGNS: [(&str, &[&str]); 5] = [
    ("US$", &["USD"]),
    ("$", &["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP"]),
    ("€", &["EUR"]),
    ("£", &["GBP"]),
    ("¥", &["JPY", "CNY"]),
];

fn marked(text: &str) -> (Option<Mark>, &str) {
    for (sign, codes) in SIGNS {
        if let Some(rest) = text.strip_prefix(sign).or(text.strip_suffix(sign)) {
            return (Some(Mark::Sign(codes)), rest.trim());
        }
    }
    let front = text.split_at_checked(3);
    let back = text.len().checked_sub(3).and_then(|at| text.split_at_checked(at));
    for (code, rest) in [front, back.map(|(rest, code)| (code, rest))].into_iter().flatten() {
        if let Ok(code) = code.parse() {
            return (Some(Mark::Code(code)), rest.trim());
        }
    }
    (None, text)
}

/// Returns the digits before and behind the decimal sign, if that is one way to read a number.
fn split(number: &str, decimal: Decimal) -> Option<(String, &str)> {
    let (sign, other) = match decimal {
        Decimal::Point => ('.', ','),
        Decimal::Comma => (',', '.'),
    };
    let (whole, fraction) = match number.split_once(sign) {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (number, ""),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(fraction) {
        return None;
    }
    if digits(whole) {
        return Some((whole.to_owned(), fraction));
    }
    // Thousands, in groups of three: parted by the other sign, by a blank, or by an apostrophe as in Switzerland.
    let by = whole.chars().find(|found| !found.is_ascii_digit())?;
    if by != other && !matches!(by, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’') {
        return None;
    }
    let mut groups = whole.split(by);
    let first = groups.next()?;
    let leads = (1..=3).contains(&first.len()) && digits(first) && !first.starts_with('0');
    let whole_groups = groups.all(|group| group.len() == 3 && digits(group));
    (leads && whole_groups).then(|| (whole.replace(by, ""), fraction))
}
