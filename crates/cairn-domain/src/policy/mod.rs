//! A cohort's rules, as data: a closed algebra of requirements, without negation and without an embedded language.
//!
//! [`Policy`] is what a policy file says and what the log stores. [`Policy::check`] turns it into a [`CheckedPolicy`], for
//! which assessing is total: nothing that the perfect-future argument does not survive gets through.

mod amounts;
mod attendance;
mod calendar;
pub(crate) mod check;
mod fault;
mod place;
mod plain;
mod price;
mod requirement;
mod tree;
mod when;

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{CohortId, OutcomeId, RequirementId, Role, SessionId};
use crate::money::Currency;

pub use amounts::{Category, Measure};
pub use attendance::{
    Excusal, ExcusedAbsence, Fraction, Lateness, LeastPresence, MakeUps, Need, Over,
};
pub use calendar::{Calendar, Scheduled};
pub use check::CheckedPolicy;
pub use fault::{Fault, FaultKind};
pub use place::{Path, Place, Step};
pub use price::{Condition, Instalment, Keep, Lock, OnRefund, Price, RefundStep, Tier};
pub use requirement::{Milestone, Requirement};
pub use when::{Anchor, Begun, Due, From, Moment, MonthEnd, Shift, Term, Window};

/// Where a rule comes from. What the programme never published is an assumption, and is shown as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The programme published it: where.
    Published(String),
    /// The programme did not publish it; we assume it: why this.
    Assumed(String),
}

impl Basis {
    /// Tells whether the programme never published this.
    #[must_use]
    pub const fn is_assumed(&self) -> bool {
        matches!(self, Self::Assumed(_))
    }
}

/// A live session of the cohort's calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Its name, such as `2025-09`.
    pub id: SessionId,
    /// When it starts, in local time of the policy's zone.
    pub starts: NaiveDateTime,
    /// How long it lasts, in minutes.
    pub minutes: u32,
    /// Where the date comes from.
    pub basis: Basis,
}

/// A named requirement: what is asked, what it is called, and what may be done about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name in the policy and in every answer.
    pub id: RequirementId,
    /// What people call it.
    pub title: String,
    /// What is asked.
    pub asks: Requirement,
    /// Whose authority may waive it; absent: nobody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waivable_by: Option<Role>,
    /// How many people must grant a waiver together.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub waiver_quorum: u32,
    /// Whose authority may move its last day; absent: nobody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extendable_by: Option<Role>,
    /// It is at risk when no more than so many opportunities can still be missed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub margin: u32,
    /// Where it comes from.
    pub basis: Basis,
}

const fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
const fn is_one(number: &u32) -> bool {
    *number == 1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// One of the ways in which the programme can end for somebody: certified, attended, left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// Its name.
    pub id: OutcomeId,
    /// What people call it.
    pub title: String,
    /// The requirement that it takes; absent: it is what is left for everybody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<RequirementId>,
}

/// For how long a certificate holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Validity {
    /// Until the end of the day so long after the day of the decision.
    pub valid_for: Term,
    /// How much longer it can still be renewed, though it does not hold any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewable_for: Option<Term>,
}

/// A cohort's rules, versioned: what the file says, not yet checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The cohort that it is for.
    pub cohort: CohortId,
    /// What people call the programme and the cohort.
    pub title: String,
    /// Which version of the rules this is, in the programme's words.
    pub version: String,
    /// The zone in which days, deadlines and session times are meant.
    #[schemars(with = "String")]
    pub zone: Tz,
    /// The currency of its prices.
    pub currency: Currency,
    /// The cohort's first day.
    pub begins: NaiveDate,
    /// The cohort's last day; what has no deadline of its own can be done until its end.
    pub ends: NaiveDate,
    /// The last day to apply; a later application is shown as an anomaly, the decision to admit stays ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apply_by: Option<NaiveDate>,
    /// The live sessions, in order of time.
    pub sessions: Vec<Session>,
    /// The requirement that decides: usually an `all` over the others.
    pub root: RequirementId,
    /// Every requirement, in the order in which answers show them.
    pub requirements: Vec<Rule>,
    /// The ways in which it can end, the best first; none: certified or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<Ending>,
    /// For how long the certificate holds; absent: for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Validity>,
}
