//! What the programme costs, and what makes it cost less.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::money::Money;
use crate::policy::Fraction;

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
    /// What must have been done besides, each by its own day, for the price to be locked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub and: Vec<Condition>,
}

impl Tier {
    /// Returns everything that must have been done for the price to be locked.
    pub fn conditions(&self) -> impl Iterator<Item = Condition> + '_ {
        let first = Condition { locked_by: self.locked_by, by: self.by };
        std::iter::once(first).chain(self.and.iter().copied())
    }
}

/// One more thing to have done for a reduced price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// What.
    pub locked_by: Lock,
    /// The last day to do it.
    pub by: NaiveDate,
}

/// A part of the price and when it is to be paid. Late is not lost: it is shown as overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Instalment {
    /// By the end of which day.
    pub by: NaiveDate,
    /// How much.
    pub amount: Money,
}

/// What the programme keeps of what was paid when somebody leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Keep {
    /// This much.
    Amount(Money),
    /// This share of the price that applies, rounded up.
    Share(Fraction),
}

/// A step of the schedule of refunds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RefundStep {
    /// For those who leave by the end of this day, and after the step before.
    pub until: NaiveDate,
    /// What is kept.
    pub keep: Keep,
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
    /// When parts of the price are to be paid, in order of their days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instalments: Vec<Instalment>,
    /// What goes back to whoever leaves, in order of the days; after the last step, nothing does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<RefundStep>,
}
