//! Waivers: of a whole requirement, or of sessions of it; for good, or until a day; by one, or by several together.

use std::collections::BTreeSet;

use cairn_domain::policy::Rule;
use cairn_domain::{Event, Instant, SessionId};

use super::Oracle;

impl<'a> Oracle<'a> {
    /// The waivers by the right authority that still hold: who granted each, and of which sessions.
    fn holding(
        &self,
        rule: &Rule,
        now: Instant,
    ) -> Vec<(&'a BTreeSet<String>, &'a BTreeSet<SessionId>)> {
        let may = rule.waivable_by.as_ref();
        let waivers = pick!(self.happened(now), Event::Waived { requirement, authority, granted_by, sessions, until, .. }
            if *requirement == rule.id && Some(authority) == may => (granted_by, sessions, *until));
        let holds = |until| now < self.end_of(until);
        let holding = waivers.filter(|(_, (.., until))| until.is_none_or(holds));
        holding.map(|(_, (granted_by, sessions, _))| (granted_by, sessions)).collect()
    }

    /// Whether a waiver of the whole requirement holds.
    pub fn waived(&self, rule: &Rule, now: Instant) -> bool {
        let whole = self.holding(rule, now).into_iter().filter(|(_, sessions)| sessions.is_empty());
        enough(rule, whole.map(|(granted_by, _)| granted_by))
    }

    /// Whether a waiver of one session of it holds.
    pub(super) fn waived_for(&self, rule: &Rule, session: &SessionId, now: Instant) -> bool {
        let of = self.holding(rule, now).into_iter();
        let of = of.filter(|(_, sessions)| sessions.contains(session));
        enough(rule, of.map(|(granted_by, _)| granted_by))
    }

    /// Whether a waiver of any session of it holds.
    pub fn waived_for_any(&self, rule: &Rule, now: Instant) -> bool {
        self.policy.sessions.iter().any(|each| self.waived_for(rule, &each.id, now))
    }
}

/// One waiver is enough, or so many different people, all of these taken together.
fn enough<'a>(rule: &Rule, waivers: impl Iterator<Item = &'a BTreeSet<String>>) -> bool {
    let waivers: Vec<_> = waivers.collect();
    let people: BTreeSet<&String> = waivers.iter().copied().flatten().collect();
    !waivers.is_empty() && (rule.waiver_quorum <= 1 || people.len() >= rule.waiver_quorum as usize)
}
