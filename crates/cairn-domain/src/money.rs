//! Money: integer minor units and a currency. Never a float, never two currencies in one sum.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The largest amount of one event, in minor units: what JSON numbers carry exactly (2⁵³ − 1, RFC 8259 section 6).
pub const LARGEST_AMOUNT: i64 = 9_007_199_254_740_991;

/// A currency, by its ISO 4217 code.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// Returns the number of minor units in one major unit as a power of ten (ISO 4217, column "minor unit").
    #[must_use]
    pub fn decimals(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG"
            | b"RWF" | b"UGX" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }

    /// Returns the three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        // Only ASCII capitals are ever let in.
        str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = BadMoney;

    fn from_str(text: &str) -> Result<Self, BadMoney> {
        match text.as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) => Ok(Self([a, b, c])),
            _ => Err(BadMoney(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = BadMoney;
    fn try_from(text: String) -> Result<Self, BadMoney> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

/// An amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// The amount in minor units, such as cents.
    #[schemars(range(min = -9_007_199_254_740_991_i64, max = 9_007_199_254_740_991_i64))]
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// A text that is no amount of money.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not an amount of money: expected digits, at most the currency's decimals, and its code, such as `12500.00 USD`"
)]
pub struct BadMoney(pub String);

impl FromStr for Money {
    type Err = BadMoney;

    /// Reads `12500.00 USD`, `12500 USD` or `-20 USD`; separators of thousands are refused, since they differ by country.
    fn from_str(text: &str) -> Result<Self, BadMoney> {
        let bad = || BadMoney(text.to_owned());
        let (amount, code) = text.split_once(' ').ok_or_else(bad)?;
        let currency: Currency = code.parse().map_err(|_| bad())?;
        let (negative, digits) =
            amount.strip_prefix('-').map_or((false, amount), |rest| (true, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
        let decimals = currency.decimals() as usize;
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let dotted = digits.contains('.');
        if whole.is_empty()
            || !all_digits(whole)
            || !all_digits(part)
            || (dotted && (part.is_empty() || part.len() != decimals))
        {
            return Err(bad());
        }
        let minor: i64 = format!("{whole}{part:0<decimals$}").parse().map_err(|_| bad())?;
        if minor > LARGEST_AMOUNT {
            return Err(bad());
        }
        Ok(Self { minor: if negative { -minor } else { minor }, currency })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = self.currency.decimals();
        let scale = 10_u64.pow(decimals);
        let sign = if self.minor < 0 { "-" } else { "" };
        let units = self.minor.unsigned_abs();
        if decimals == 0 {
            write!(f, "{sign}{units} {}", self.currency)
        } else {
            let width = decimals as usize;
            write!(f, "{sign}{}.{:0width$} {}", units / scale, units % scale, self.currency)
        }
    }
}
