//! Spans of the calendar and what they are counted from: windows in which evidence counts.

use chrono::{Days, Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{RequirementId, SessionId};
use crate::policy::is_zero;

/// Where a span of months ends when its last month has no such day: 31 January plus one month.
///
/// There is no default: published rules differ, and contradict themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MonthEnd {
    /// On the last day of that month: 28 February.
    LastDay,
    /// On the first day of the next month: 1 March.
    NextDay,
}

/// A span of the calendar: so many months, and then so many days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Months; a year is twelve.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub months: u32,
    /// Days, after the months.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub days: u32,
    /// Where the months end when there is no such day; named whenever there are months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month_end: Option<MonthEnd>,
}

impl Term {
    /// Returns the day so long after another.
    #[must_use]
    pub fn after(self, day: NaiveDate) -> NaiveDate {
        let landed = day.checked_add_months(Months::new(self.months));
        self.rounded(day, landed)
            .and_then(|day| day.checked_add_days(Days::new(self.days.into())))
            .unwrap_or(NaiveDate::MAX)
    }

    /// Returns the day so long before another.
    #[must_use]
    pub fn before(self, day: NaiveDate) -> NaiveDate {
        let landed = day.checked_sub_months(Months::new(self.months));
        self.rounded(day, landed)
            .and_then(|day| day.checked_sub_days(Days::new(self.days.into())))
            .unwrap_or(NaiveDate::MIN)
    }

    /// chrono lands on the last day of a month that is too short; here the policy says.
    fn rounded(self, from: NaiveDate, landed: Option<NaiveDate>) -> Option<NaiveDate> {
        use chrono::Datelike;
        let landed = landed?;
        if landed.day() != from.day() && self.month_end == Some(MonthEnd::NextDay) {
            landed.checked_add_days(Days::new(1))
        } else {
            Some(landed)
        }
    }
}

/// Something with a place in time that a span is counted from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// A day.
    Day(NaiveDate),
    /// The first application.
    Application,
    /// The first admission.
    Admission,
    /// A session of the calendar, when it is held.
    Session(SessionId),
    /// The so-manieth session that begins after the application or the admission.
    NthSession {
        /// 1 is the next one.
        n: u32,
        /// After which of the two.
        after: Begun,
    },
    /// When a requirement came to be met.
    Met(RequirementId),
}

/// How an enrolment begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Begun {
    /// The first application.
    Application,
    /// The first admission.
    Admission,
}

/// In which direction a span is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Shift {
    /// So long after the anchor.
    After(Term),
    /// So long before it.
    Before(Term),
}

/// A day, or a day counted from something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Moment {
    /// This day.
    Day(NaiveDate),
    /// Counted from something.
    From(From),
}

impl Moment {
    /// Returns the day, where it is one of its own.
    #[must_use]
    pub const fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(*day),
            Self::From(_) => None,
        }
    }

    /// Returns what it is counted from; absent: it is a day of its own.
    #[must_use]
    pub const fn anchor(&self) -> Option<&Anchor> {
        match self {
            Self::Day(_) => None,
            Self::From(from) => Some(&from.anchor),
        }
    }
}

/// A day counted from something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct From {
    /// What it is counted from.
    pub anchor: Anchor,
    /// How far from it; absent: the very day (for what comes *after* something, the very instant).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shift: Option<Shift>,
}

/// A last day, or the earliest of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Due {
    /// By the end of this day.
    One(Moment),
    /// By the end of the earliest of these days.
    Earliest(Vec<Moment>),
}

impl Due {
    /// Returns the days, of which the earliest is due.
    #[must_use]
    pub fn moments(&self) -> &[Moment] {
        match self {
            Self::One(moment) => std::slice::from_ref(moment),
            Self::Earliest(moments) => moments,
        }
    }

    /// Returns the day, where it is simply one: all that the first version of a policy could say.
    #[must_use]
    pub fn plain_day(&self) -> Option<NaiveDate> {
        match self {
            Self::One(moment) => moment.day(),
            Self::Earliest(_) => None,
        }
    }
}

/// The window in which evidence counts, as a requirement states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window<'a> {
    /// What comes earlier does not count; absent: it does.
    pub after: Option<&'a Moment>,
    /// The last day; absent: the cohort's last day.
    pub by: Option<&'a Due>,
    /// How long a piece of evidence counts for; absent: for good.
    pub valid_for: Option<Term>,
}

impl Window<'_> {
    /// Tells whether the first version of a policy could say it: a day, or the cohort's last.
    pub(crate) fn is_plain(&self) -> bool {
        self.after.is_none()
            && self.valid_for.is_none()
            && self.by.is_none_or(|by| by.plain_day().is_some())
    }
}
