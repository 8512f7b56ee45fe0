//! What stands beside the requirements: the account, the outcome, the certificate, and what was extended.

use cairn_domain::{Currency, Money, Position};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::Cited;
use crate::instalments::{self, InstalmentLine, Overdue};

/// The account, in minor units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AccountLine {
    /// The requirement that asks for it.
    pub requirement: String,
    /// The currency.
    pub currency: String,
    /// The price that applies.
    pub price: i64,
    /// The reduced price that is locked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// The event that locked it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locked_by: Option<Cited>,
    /// Paid in all.
    pub paid: i64,
    /// Refunded in all.
    pub refunded: i64,
    /// Adjusted in all; positive: owes less.
    pub adjusted: i64,
    /// Still owed; negative: paid too much.
    pub balance: i64,
    /// What should have been paid in instalments by now, or by when they left, and was not; nothing, where something goes
    /// back to them.
    pub overdue: i64,
    /// The last day of the first instalment that is overdue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overdue_since: Option<NaiveDate>,
    /// What is lacking of each instalment, in order of their days; nothing comes due for somebody who has left.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instalments: Vec<InstalmentLine>,
    /// What would go back to them if they left now, or goes back since they left; absent where the policy says nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refundable: Option<i64>,
    /// All of it, in words.
    pub words: String,
}

impl AccountLine {
    /// Says the price.
    #[must_use]
    pub fn price(&self) -> String {
        let currency = self.currency.parse();
        currency.map_or_else(
            |_| format!("{} {}", self.price, self.currency),
            |currency| Money { minor: self.price, currency }.to_string(),
        )
    }

    /// Returns what is overdue, where something is.
    #[must_use]
    pub fn behind(&self) -> Option<Overdue> {
        let currency: Currency = self.currency.parse().ok()?;
        instalments::overdue(&self.instalments, currency)
    }
}

/// One of the ways in which the programme can end for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OutcomeLine {
    /// Its name.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Whether it is more than what is left for everybody who has not come further yet.
    #[serde(skip)]
    pub settled: bool,
}

/// How a certificate stands in time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CertificateLine {
    /// The decision.
    #[serde(flatten)]
    pub event: Cited,
    /// `valid`; `lapsed`: not valid, and it can still be renewed; `expired`: neither.
    pub holds: &'static str,
    /// The last day on which it is valid.
    pub valid_until: NaiveDate,
    /// The last day on which it can be renewed.
    pub renewable_until: NaiveDate,
    /// All of it, in words.
    pub words: String,
}

/// An extension of a requirement's last day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExtendedLine {
    /// The event.
    #[serde(flatten)]
    pub event: Cited,
    /// The day that it names.
    pub to: NaiveDate,
    /// By whose authority.
    pub authority: String,
    /// The session that it is about; absent: all that the requirement asks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// The extension that moves the same day further, where one does: this one is not in force then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overtaken_by: Option<Position>,
    /// All of it, in words.
    pub words: String,
}
