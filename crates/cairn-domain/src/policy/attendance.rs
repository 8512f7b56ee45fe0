//! The words of requirements about sessions: shares, how long one must be there, make-ups, lateness and excuses.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An exact share, such as 4/5: never a float.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fraction {
    /// The upper number.
    pub of: u32,
    /// The lower number; positive.
    pub per: u32,
}

impl Fraction {
    /// Returns the share of a whole, rounded up: 80 % of 27 sessions is 22.
    #[must_use]
    pub fn of_whole(self, whole: u32) -> u32 {
        u32::try_from(self.of_amount(whole.into())).unwrap_or(u32::MAX)
    }

    /// Returns the share of an amount in minor units, rounded up; nothing of less than nothing.
    #[must_use]
    pub fn of_amount(self, minor: i64) -> i64 {
        let exact = u128::from(self.of) * u128::from(u64::try_from(minor).unwrap_or(0));
        let up = exact.div_ceil(u128::from(self.per.max(1)));
        i64::try_from(up).unwrap_or(i64::MAX)
    }
}

/// How many of the sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// So many.
    Count(u32),
    /// This share of the scheduled ones, rounded up.
    Share(Fraction),
}

/// How long one must be there for a session to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeastPresence {
    /// This share of the session's time.
    Share(Fraction),
    /// So many minutes.
    Minutes(u32),
    /// All of it but so many minutes; at the beginning and at the end, so many each at most.
    AllBut {
        /// The most minutes missed in all.
        missed: u32,
        /// The most minutes late; absent: as many as may be missed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late: Option<u32>,
        /// The most minutes early; absent: as many as may be missed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        early: Option<u32>,
    },
}

/// What coming late costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lateness {
    /// Late is whoever comes more than so many minutes after the beginning.
    pub after: u32,
    /// So many late sessions cost one session.
    pub each: u32,
}

/// Which make-ups count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakeUps {
    /// How many of the sessions may be made up for.
    pub at_most: u32,
    /// The last day on which a make-up counts; absent: the cohort's last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<NaiveDate>,
    /// Each by the end of the day so many days after its session's day; absent: only the last day binds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_days: Option<u32>,
}

/// What an excused absence does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Excusal {
    /// Nothing: it is an absence.
    #[default]
    Absent,
    /// The session leaves the sessions of which a share is asked.
    LeavesShare,
    /// It counts like a session attended.
    Counts,
}

/// What an excused absence does to a limit on absences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExcusedAbsence {
    /// Nothing: it is an absence.
    #[default]
    Counts,
    /// It is passed over: it neither lengthens a run nor ends it.
    PassedOver,
    /// It ends a run like a session attended.
    EndsRun,
}

/// Over what absences are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Over {
    /// All of the sessions.
    All,
    /// Sessions one after the other.
    InARow,
    /// Any so many days one after the other.
    Days(u32),
}
