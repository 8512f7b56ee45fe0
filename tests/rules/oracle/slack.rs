//! How many further opportunities may be missed, over every choice of them.

use std::collections::BTreeSet;

use cairn_domain::Assume::{Lenient, PerfectFuture};
use cairn_domain::event::Mode;
use cairn_domain::policy::{Requirement, Rule};
use cairn_domain::{Instant, SessionId};

use super::{Ask, Oracle, Window};

impl Oracle<'_> {
    /// The most further sessions (filings, attempts) that may be missed, whichever they are. `None`: there is no such thing.
    pub fn slack(&self, rule: &Rule, now: Instant) -> Option<u32> {
        let ask = Ask::new(now, PerfectFuture);
        if matches!(rule.asks, Requirement::Exam { .. }) {
            return self.attempts_left(rule, ask).and_then(|left| left.checked_sub(1));
        }
        let ahead =
            self.calendar(now).filter(|(_, id, window)| self.is_open(rule, id, *window, ask));
        let ahead: u32 = ahead.map(|(bit, ..)| bit).sum();
        let choices = || (0..1_u32 << self.policy.sessions.len()).filter(|each| each & !ahead == 0);
        let fails = |missed: &u32| !self.passes(rule, Ask { missed: *missed, ..ask });
        (0..=ahead.count_ones()).rev().find(|many| {
            !choices().filter(|missed| missed.count_ones() == *many).any(|missed| fails(&missed))
        })
    }

    /// Whether a session can still be attended (filed on) of which nothing is known yet, not even pending.
    fn is_open(&self, rule: &Rule, id: &SessionId, window: Window, ask: Ask) -> bool {
        let lenient = Ask { assume: Lenient, ..ask };
        let asked = |of: &Option<BTreeSet<SessionId>>| of.as_ref().is_none_or(|of| of.contains(id));
        let unattended =
            |presence| !self.there((Mode::Live, None), id, presence, window, lenient).attended();
        let known = self.waived_for(rule, id, ask.now);
        match &rule.asks {
            Requirement::Sessions { of, presence, .. } => {
                ask.can_still(window.1) && asked(of) && !known && unattended(presence)
            }
            // Here, whoever came late is absent.
            Requirement::Absences { of, presence, late, .. } => {
                let there = self.there((Mode::Live, None), id, presence, window, lenient);
                let late = late.is_some_and(|late| there.late(window, late));
                ask.can_still(window.1) && asked(of) && !known && (late || !there.attended())
            }
            Requirement::Filings { within_days, .. } => {
                !known && ask.can_still(self.filing(rule, id, window, *within_days, ask).1)
            }
            _ => false,
        }
    }
}
