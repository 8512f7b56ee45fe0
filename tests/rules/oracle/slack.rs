//! How many further opportunities may be missed, over every choice of them.

use cairn_domain::Assume::PerfectFuture;
use cairn_domain::Instant;
use cairn_domain::policy::{Requirement, Rule};

use super::{Ask, Oracle};

impl Oracle<'_> {
    /// The most further sessions (filings, attempts) of which *any* may be missed. `None`: all of them may be, or there
    /// are none to miss.
    pub fn slack(&self, rule: &Rule, now: Instant) -> Option<u32> {
        let ask = Ask::new(now, PerfectFuture);
        if matches!(rule.asks, Requirement::Exam { .. }) {
            return self.attempts_left(rule, ask).and_then(|left| left.checked_sub(1));
        }
        let ahead = self.calendar(now).filter(|(_, id, window)| {
            ask.can_still(match &rule.asks {
                Requirement::Filings { within_days, .. } => {
                    self.filing(rule, id, *window, *within_days, ask).1
                }
                _ => window.1,
            })
        });
        let ahead: u32 = ahead.map(|(bit, ..)| bit).sum();
        (0..1_u32 << self.policy.sessions.len())
            .filter(|missed| missed & !ahead == 0)
            .filter(|missed| !self.passes(rule, Ask { missed: *missed, ..ask }))
            .map(|missed| missed.count_ones().saturating_sub(1))
            .min()
    }
}
