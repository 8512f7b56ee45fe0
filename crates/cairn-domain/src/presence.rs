//! How long somebody was there. Presence is intervals, not minutes: two devices overlap.

use chrono::TimeDelta;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::time::Instant;

/// One stretch of time: from an instant up to, and not including, another.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// When it began.
    pub from: Instant,
    /// When it ended.
    pub to: Instant,
}

impl Interval {
    /// Returns the part that lies within `window`; empty intervals vanish.
    #[must_use]
    pub fn within(self, window: Self) -> Option<Self> {
        let part = Self { from: self.from.max(window.from), to: self.to.min(window.to) };
        (part.from < part.to).then_some(part)
    }

    /// Returns how long it is; never negative.
    #[must_use]
    pub fn length(self) -> TimeDelta {
        (self.to - self.from).max(TimeDelta::zero())
    }
}

/// What a witness knows of somebody's presence at a session.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Connected during these intervals, one for each stay of each device, as the report gave them.
    Intervals(Vec<Interval>),
    /// Connected for so many seconds, when is not known ("duration only"): it cannot be clipped to the session.
    Seconds(u32),
    /// There for the whole session, by somebody's word.
    Whole,
    /// There, but for how long is not known yet: pending until somebody amends it.
    Unmeasured,
}

/// Returns the total length of the union of the intervals within a window, in whole seconds, rounded down.
///
/// The union counts, never the sum: of one real meeting's 43,501 claimed minutes, 1,367 were second devices.
#[must_use]
pub fn seconds_within<'a>(stays: impl IntoIterator<Item = &'a Interval>, window: Interval) -> u32 {
    let mut parts: Vec<Interval> =
        stays.into_iter().filter_map(|stay| stay.within(window)).collect();
    parts.sort_unstable();
    let mut total = TimeDelta::zero();
    let mut reached = window.from;
    for part in parts {
        let fresh = Interval { from: part.from.max(reached), to: part.to };
        total += fresh.length();
        reached = reached.max(part.to);
    }
    u32::try_from(total.num_seconds()).unwrap_or(u32::MAX)
}
