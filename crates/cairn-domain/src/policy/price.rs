//! What the programme costs, and what makes it cost less.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::money::Money;

/// What a practitioner must have done by the day for the reduced price to be theirs.
///
/// The programme never said which of these its early bird means; it is one word in the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lock {
    /// Applied.
    Applying,
    /// Been admitted.
    Admission,
    /// Paid the reduced price in full.
    Paying,
}

/// What a refund does to a price that was locked by paying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnRefund {
    /// The price stays locked.
    Keeps,
    /// The price is lost when the net falls below it.
    Loses,
}

/// A reduced price and its condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// What it is called, such as "early bird".
    pub name: String,
    /// The price.
    pub price: Money,
    /// What locks it.
    pub locked_by: Lock,
    /// The last day to lock it.
    pub by: NaiveDate,
}

/// The price, the reductions, and until when it must be paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// The full price.
    pub full: Money,
    /// The reduced prices; whoever locked several owes the lowest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<Tier>,
    /// The last day to pay; absent: no deadline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<NaiveDate>,
    /// What a refund does to a price that was locked by paying.
    pub on_refund: OnRefund,
}
