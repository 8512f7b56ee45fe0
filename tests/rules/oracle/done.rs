//! Milestones, and what was completed before applying.

use std::collections::BTreeSet;

use cairn_domain::Assume::{Lenient, PerfectFuture};
use cairn_domain::policy::{Milestone, Rule};
use cairn_domain::{Event, State};

use super::{Ask, Measure, Oracle, Told, count};

/// Case aside, and any white space like a single space.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn is_one_of(names: &BTreeSet<String>, told: &str) -> bool {
    names.iter().any(|name| plain(name) == plain(told))
}

impl Oracle<'_> {
    pub(super) fn done(&self, what: &Milestone, rule: &Rule, ask: Ask) -> Measure {
        let span = self.window(rule, ask);
        let counts = |each: &Told| span.has(each) && self.still_counts(each, span, ask.now);
        let mut in_it = self.happened(ask.now).filter(counts);
        let days = |each: Told| match each.event {
            Event::RetreatCompleted { days, .. } => i64::from(*days),
            _ => 0,
        };
        let (have, need) = match what {
            Milestone::Submitted(of) => {
                (exists!(in_it, Event::Submitted { item, .. } if item == of).into(), 1)
            }
            Milestone::Completed(names) => (
                exists!(in_it, Event::Credited { achievement, .. } if is_one_of(names, achievement))
                    .into(),
                1,
            ),
            Milestone::Applied => (exists!(in_it, Event::Applied { .. }).into(), 1),
            Milestone::Admitted => (exists!(in_it, Event::Admitted { .. }).into(), 1),
            Milestone::Retreat { days: least, times: 1 } => {
                (in_it.map(days).max().unwrap_or(0), i64::from(*least))
            }
            Milestone::Retreat { days: least, times } => {
                let long = in_it.filter(|each| days(*each) >= i64::from(*least));
                (count(long), i64::from(*times))
            }
        };
        Measure::of(if span.can_have_more(ask) { have.max(need) } else { have }, need)
    }

    /// Whether one of the names was completed, not after the application that decides.
    pub(super) fn credited(&self, names: &BTreeSet<String>, ask: Ask) -> i64 {
        let (state, _) = self.life(ask.now);
        let mut credits = pick!(self.happened(ask.now), Event::Credited { achievement, .. } if is_one_of(names, achievement) => ());
        let Some(applied) = self.application(ask.now) else {
            let pending = ask.assume == Lenient && credits.next().is_some();
            return i64::from(ask.assume == PerfectFuture || pending);
        };
        let in_time = |credit: &Told| match credit.day.or(applied.day) {
            Some(_) => self.day(credit) <= self.day(&applied),
            None => credit.at <= applied.at,
        };
        let anew =
            matches!(state, State::Declined | State::Withdrawn | State::Deferred | State::Refused);
        i64::from((anew && ask.assume == PerfectFuture) || credits.any(|each| in_time(&each.0)))
    }
}
