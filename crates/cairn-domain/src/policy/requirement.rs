//! What a requirement may ask. Each is monotone: more evidence, or the same evidence earlier, never hurts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{Facet, Item, RequirementId, SessionId};
use crate::policy::Price;

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
        let exact = u64::from(self.of) * u64::from(whole);
        let up = exact.div_ceil(u64::from(self.per.max(1)));
        u32::try_from(up).unwrap_or(u32::MAX)
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
}

/// Something that is done once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// A piece of work was handed in.
    Submitted(Item),
    /// A retreat of at least so many days was completed.
    Retreat {
        /// The least number of days, in one retreat.
        days: u32,
    },
}

/// What is asked of a practitioner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Requirement {
    /// All of these requirements.
    All(Vec<RequirementId>),
    /// At least so many of these requirements.
    AtLeast {
        /// How many.
        need: u32,
        /// Of which.
        of: Vec<RequirementId>,
    },
    /// So many live sessions attended.
    Sessions {
        /// How many.
        need: Need,
        /// Of which sessions; absent: all of the calendar.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<BTreeSet<SessionId>>,
        /// How long one must be there.
        presence: LeastPresence,
        /// Which make-ups count; absent: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        make_ups: Option<MakeUps>,
        /// What an excused absence does.
        #[serde(default)]
        excused: Excusal,
    },
    /// Reflections on so many sessions, each in time, and so many of each category.
    Filings {
        /// On how many sessions.
        need: u32,
        /// Each filed by the end of the day so many days after its session's day.
        within_days: u32,
        /// How many must touch each category; one may touch several.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        each: BTreeMap<Facet, u32>,
    },
    /// Something done once.
    Done {
        /// What.
        milestone: Milestone,
        /// The last day for it; absent: the cohort's last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<NaiveDate>,
    },
    /// A piece of work accepted by so many different reviewers, each by their latest word.
    Reviews {
        /// Which piece of work.
        of: Item,
        /// How many reviewers.
        reviewers: u32,
    },
    /// Something completed before applying, under any of its names.
    Prerequisite {
        /// Its names; case and spacing do not matter.
        any_of: BTreeSet<String>,
    },
    /// Tuition paid, net of refunds and adjustments.
    Paid(Price),
}
