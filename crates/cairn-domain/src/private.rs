//! Personal data never enters an event's body; what enters is a commitment to it.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A commitment to a private field: `sha256:` and 64 hexadecimal digits.
///
/// The value and its salt live in a side table that can be erased. How the digest is made stands in `cairn-eventlog`
/// (`private`), which is where values are.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct Commitment(pub [u8; 32]);

/// A text that is no commitment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a commitment: expected `sha256:` and 64 lower-case hexadecimal digits")]
pub struct BadCommitment(pub String);

impl fmt::Display for Commitment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sha256:")
            .and_then(|()| self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}")))
    }
}

impl FromStr for Commitment {
    type Err = BadCommitment;

    fn from_str(text: &str) -> Result<Self, BadCommitment> {
        let digits = text.strip_prefix("sha256:").unwrap_or_default().as_bytes();
        let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        let digest = digits.chunks(2).map(byte).collect::<Option<Vec<u8>>>();
        let commitment = digest.and_then(|digest| digest.try_into().ok()).map(Self);
        // A commitment has one spelling; the parser would take signs and capitals.
        let exact = commitment.filter(|commitment| commitment.to_string() == text);
        exact.ok_or_else(|| BadCommitment(text.to_owned()))
    }
}

impl TryFrom<String> for Commitment {
    type Error = BadCommitment;
    fn try_from(text: String) -> Result<Self, BadCommitment> {
        text.parse()
    }
}

impl From<Commitment> for String {
    fn from(commitment: Commitment) -> Self {
        commitment.to_string()
    }
}
