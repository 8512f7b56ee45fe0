//! Why: the least that alone gives the same answer.

use crate::assess::act::Act;
use crate::assess::case::{Assume, Case};
use crate::assess::{at_risk_of, plan, with_case};
use crate::fact::{Fact, Stamp};
use crate::ids::RequirementId;
use crate::policy::{Calendar, CheckedPolicy};
use crate::standing::Standing;
use crate::state::State;
use crate::time::Instant;

/// Why an answer is what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// Facts that alone give the same answer; none can be left out.
    pub because: Vec<Stamp>,
    /// Where it is out of reach: opportunities that passed, which alone keep it so; none can be left out.
    pub missed: Vec<Act>,
}

/// An answer, as far as it must stay the same.
#[derive(PartialEq, Eq)]
enum Said {
    Met,
    Open,
    AtRisk(u32),
    OutOfReach,
    Ended(State),
}

/// Finds the least that gives the same verdict, or the same status of one requirement. `facts` must be in order of their
/// stamps.
///
/// One fact after the other is left out, the last first, and put back if the answer changes, until none can be left out.
#[must_use]
pub fn why(
    policy: &CheckedPolicy,
    calendar: &Calendar,
    facts: &[Fact],
    now: Instant,
    of: Option<&RequirementId>,
) -> Why {
    let Some(index) = of.map_or(Some(policy.root()), |id| policy.index_of(id)) else {
        return Why { because: Vec::new(), missed: Vec::new() };
    };
    let whole = of.is_none();
    let says = |facts: &[&Fact]| {
        let who = Standing::replay(facts.iter().copied());
        with_case(policy, calendar, &who, now, |case| said(&case, index, whole))
    };
    let mut kept: Vec<&Fact> = facts.iter().filter(|fact| fact.stamp.at <= now).collect();
    let answer = says(&kept);
    // An answer need not follow the facts in one direction only, so that what was needed once may not be any more.
    loop {
        let before = kept.len();
        for place in (0..before).rev() {
            let left_out = kept.remove(place);
            if says(&kept) != answer {
                kept.insert(place, left_out);
            }
        }
        if kept.len() == before {
            break;
        }
    }
    let who = Standing::replay(facts);
    let missed = if answer == Said::OutOfReach {
        with_case(policy, calendar, &who, now, |case| plan::missed(&case, index))
    } else {
        Vec::new()
    };
    Why { because: kept.into_iter().map(|fact| fact.stamp).collect(), missed }
}

fn said(case: &Case<'_>, index: usize, whole: bool) -> Said {
    let state = case.enrolment.state(case.now);
    if whole && state.is_an_end() {
        Said::Ended(state)
    } else if case.passes(index, Assume::Strict) {
        // Everything is there but the seat.
        if whole && !state.has_seat() { Said::Open } else { Said::Met }
    } else if case.passes(index, Assume::PerfectFuture) {
        at_risk_of(case, index).map_or(Said::Open, Said::AtRisk)
    } else {
        Said::OutOfReach
    }
}
