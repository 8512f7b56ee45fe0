//! What a requirement may ask. Each is monotone: more evidence, or the same evidence earlier, never hurts.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{Facet, Item, RequirementId, Role, SessionId};
use crate::policy::amounts::{Category, Measure};
use crate::policy::attendance::{
    Excusal, ExcusedAbsence, Fraction, Lateness, LeastPresence, MakeUps, Need, Over,
};
use crate::policy::when::{Anchor, Due, Moment, Term, Window};
use crate::policy::{Price, is_one, one};

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
        /// How many such retreats.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        times: u32,
    },
    /// Something completed elsewhere or earlier, under any of its names; case and spacing do not matter.
    Completed(BTreeSet<String>),
    /// They applied to this cohort.
    Applied,
    /// They were admitted to it.
    Admitted,
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
        /// What coming late costs; absent: nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late: Option<Lateness>,
    },
    /// No more than so many absences.
    Absences {
        /// How many.
        at_most: u32,
        /// Over what they are counted.
        over: Over,
        /// Of which sessions; absent: all of the calendar.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<BTreeSet<SessionId>>,
        /// How long one must be there not to be absent.
        presence: LeastPresence,
        /// Coming more than so many minutes late is an absence here; absent: only what `presence` says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        late: Option<u32>,
        /// What an excused absence does.
        #[serde(default)]
        excused: ExcusedAbsence,
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
        /// What comes earlier does not count; absent: it does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Moment>,
        /// The last day for it; absent: the cohort's last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<Due>,
        /// How long it counts for; absent: for good.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_for: Option<Term>,
    },
    /// A piece of work accepted by so many different reviewers, each by their latest word.
    Reviews {
        /// Which piece of work.
        of: Item,
        /// How many reviewers.
        reviewers: u32,
        /// How many of them in each capacity.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        each: BTreeMap<Role, u32>,
        /// The capacities whose word does not count.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        excluding: BTreeSet<Role>,
    },
    /// A question that the rules leave to judgement, granted by so many different people, each by their latest word.
    Judgement {
        /// The question.
        question: Item,
        /// How many people.
        judges: u32,
        /// How many of them in each capacity.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        each: BTreeMap<Role, u32>,
        /// The capacities whose word does not count.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        excluding: BTreeSet<Role>,
    },
    /// So much of something done, with minima and maxima of categories within it.
    Log {
        /// How much, in minutes or hundredths.
        need: u32,
        /// What is counted.
        unit: Measure,
        /// The categories that count.
        among: Vec<Category>,
        /// With how many different people; absent: that is not asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        different: Option<u32>,
        /// The most that counts of one local day; only where there is one category.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        per_day: Option<u32>,
        /// The last day to report it, where that is another than the last day to do it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reported_by: Option<Due>,
        /// What comes earlier does not count; absent: it does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Moment>,
        /// The last day for it; absent: the cohort's last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<Due>,
        /// How long it counts for; absent: for good.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_for: Option<Term>,
    },
    /// An examination passed.
    Exam {
        /// Which.
        of: Item,
        /// The share of the points that passes; absent: only the examiner's word does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pass_mark: Option<Fraction>,
        /// How many attempts count; absent: any number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attempts: Option<u32>,
        /// How long after the last of them attempts count again; absent: never.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        wait: Option<Term>,
        /// What comes earlier does not count; absent: it does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Moment>,
        /// The last day for it; absent: the cohort's last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<Due>,
        /// How long it counts for; absent: for good.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_for: Option<Term>,
    },
    /// Something completed before applying, under any of its names.
    Prerequisite {
        /// Its names; case and spacing do not matter.
        any_of: BTreeSet<String>,
    },
    /// Tuition paid, net of refunds and adjustments.
    Paid(Price),
}

impl Requirement {
    /// Returns the window in which evidence counts, where the requirement states one.
    #[must_use]
    pub fn window(&self) -> Option<Window<'_>> {
        match self {
            Self::Done { after, by, valid_for, .. }
            | Self::Log { after, by, valid_for, .. }
            | Self::Exam { after, by, valid_for, .. } => {
                Some(Window { after: after.as_ref(), by: by.as_ref(), valid_for: *valid_for })
            }
            _ => None,
        }
    }

    /// Returns the sessions that are looked at; absent: all of the calendar, or what is asked is not about sessions.
    #[must_use]
    pub const fn sessions(&self) -> Option<&BTreeSet<SessionId>> {
        match self {
            Self::Sessions { of, .. } | Self::Absences { of, .. } => of.as_ref(),
            _ => None,
        }
    }

    /// Returns what the requirement's own window is counted from.
    pub fn anchors(&self) -> impl Iterator<Item = &Anchor> {
        let after = self.window().and_then(|window| window.after);
        after.into_iter().chain(self.last_days()).filter_map(Moment::anchor)
    }

    /// Returns the last days to report it, where that is another than the last day to do it.
    #[must_use]
    pub const fn reported_by(&self) -> Option<&Due> {
        match self {
            Self::Log { reported_by, .. } => reported_by.as_ref(),
            _ => None,
        }
    }

    /// Returns every last day that the requirement states: to do it, and to report it.
    pub fn last_days(&self) -> impl Iterator<Item = &Moment> {
        let by = self.window().and_then(|window| window.by);
        [by, self.reported_by()].into_iter().flatten().flat_map(Due::moments)
    }
}
