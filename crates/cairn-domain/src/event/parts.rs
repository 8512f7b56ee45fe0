//! The words that bodies are made of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::Position;
use crate::private::Commitment;
use crate::time::Instant;

/// How an attendance came about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// At the session itself.
    Live,
    /// By a make-up for the session, such as a recording or another cohort's session.
    MakeUp,
}

/// What kind of change to what is owed a tuition adjustment is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AdjustmentKind {
    /// The programme gives up part of the price.
    Scholarship,
    /// Somebody else answers for part of the price.
    Sponsorship,
    /// The account is put right.
    Correction,
}

/// What a reviewer said of a piece of work.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ReviewOutcome {
    /// The reviewer accepts the work.
    Accepted,
    /// The reviewer gives the work back to be revised.
    Returned,
}

/// How much of something was done: whole numbers only, so that sums are exact.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Amount {
    /// So many minutes.
    Minutes(u32),
    /// So many hundredths of a unit: 150 is one and a half credits, 100 is one dive.
    Hundredths(u32),
}

/// How an examination went.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ExamOutcome {
    /// Passed, by the examiner's word.
    Passed,
    /// Not passed, by the examiner's word.
    NotPassed,
    /// So many points of so many; the policy says what is enough.
    Scored {
        /// The points.
        got: u32,
        /// The most there were; positive.
        of: u32,
    },
}

/// What somebody in a position to judge said.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// They grant it.
    Granted,
    /// They do not grant it.
    Denied,
}

/// What became of an appeal.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum AppealOutcome {
    /// The decision stands.
    Upheld,
    /// The decision falls; another decision follows as an event of its own.
    Overturned,
}

/// What a decision pins so that it can be derived again.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The last position of the log that was seen when deciding.
    pub position: Position,
    /// The root of the log's Merkle tree at that position, in hexadecimal.
    pub root: String,
    /// The digest of the policy that the verdict was reached under.
    pub policy: Commitment,
    /// What was true by this instant was counted.
    pub as_of: Instant,
    /// The version of the time-zone database.
    pub time_zones: String,
    /// The version of cairn.
    pub cairn: String,
}
