//! Filings: a reflection on each session, in time.

use cairn_domain::policy::{Requirement, Rule};
use cairn_domain::{Event, Facet, SessionId};
use chrono::Days;

use super::{Ask, Measure, Oracle, Window, count};

impl Oracle<'_> {
    pub(super) fn filings(&self, rule: &Rule, ask: Ask) -> Measure {
        let Requirement::Filings { need, within_days, each } = &rule.asks else {
            unreachable!("asked for something else")
        };
        let filed = |touching: Option<&Facet>| {
            count(self.calendar(ask.now).filter(|(bit, id, window)| {
                let (opens, due) = self.filing(rule, id, *window, *within_days, ask);
                let in_time = self.happened(ask.now).filter(|told| opens <= told.at && told.at < due);
                let mut on = pick!(in_time, Event::Reflected { session, facets, .. } if session == *id => facets);
                (ask.can_still(due) && ask.missed & bit == 0 && ask.goes_until(opens))
                    || self.waived_for(rule, id, ask.now)
                    || on.any(|(_, facets)| touching.is_none_or(|facet| facets.contains(facet)))
            }))
        };
        let part = |(name, need): (&Facet, &u32)| {
            (name.to_string(), (filed(Some(name)), i64::from(*need)))
        };
        let parts = each.iter().map(part).collect();
        Measure { parts, ..Measure::of(filed(None), i64::from(*need)) }
    }

    /// From when until when a reflection on a session is in time.
    pub(super) fn filing(
        &self,
        rule: &Rule,
        id: &SessionId,
        window: Window,
        within: u32,
        ask: Ask,
    ) -> Window {
        let day = self.local_day(window.0);
        let due = self.end_of(day + Days::new(u64::from(within)));
        (self.starts(day), self.extended(rule, Some(id), due, ask.now))
    }
}
