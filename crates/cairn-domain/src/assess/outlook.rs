//! What remains: a plan, and until when it can wait.

use std::collections::BTreeMap;

use crate::assess::act::ToDo;
use crate::ids::RequirementId;
use crate::policy::{Calendar, CheckedPolicy};
use crate::standing::Standing;
use crate::time::Instant;

/// What remains for somebody, looking ahead from a point in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// A set of acts that would meet what is asked, none of which can be left out; in order of when they are due. Empty
    /// where it is met; absent where it is out of reach.
    pub plan: Option<Vec<ToDo>>,
    /// For each requirement that is not met and in reach: the first instant from which, nothing having been done until
    /// then, it would be out of reach. Absent where no deadline binds it.
    pub wait: BTreeMap<RequirementId, Instant>,
}

/// Looks ahead for a practitioner, for the whole policy or one requirement of it.
#[must_use]
pub fn outlook(
    policy: &CheckedPolicy,
    calendar: &Calendar,
    who: &Standing,
    now: Instant,
    of: Option<&RequirementId>,
) -> Outlook {
    let _ = (policy, calendar, who, now, of);
    Outlook { plan: None, wait: BTreeMap::new() }
}
