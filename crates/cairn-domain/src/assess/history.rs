//! When requirements that others wait for were met: worked out once for each question, in the order in which they wait.

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;

use crate::assess::case::{Assume, Case};
use crate::assess::{moments, plan};
use crate::policy::{Anchor, CheckedPolicy};
use crate::time::Instant;

/// The beginning of the year 1900, before which nothing is recorded: what was met then always was.
const BEGINNING: i64 = -2_208_988_800;

/// For each requirement that another waits for: the instants at which whether it was met could change, in order, and
/// whether it was.
#[derive(Debug, Default)]
pub(super) struct Histories(BTreeMap<usize, Vec<(Instant, bool)>>);

impl Histories {
    /// Returns the first instant of the unbroken stretch up to now in which a requirement has been met.
    pub fn met_since(&self, index: usize, now: Instant) -> Option<Instant> {
        let known = self.of(index).iter().rev().skip_while(|(at, _)| *at > now);
        known.take_while(|(_, met)| *met).last().map(|(at, _)| *at)
    }

    /// Returns the instants at which a requirement was met, of those at which that could change.
    pub fn met(&self, index: usize) -> impl Iterator<Item = Instant> {
        self.of(index).iter().filter(|(_, met)| *met).map(|(at, _)| *at)
    }

    fn of(&self, index: usize) -> &[(Instant, bool)] {
        self.0.get(&index).map_or(&[], Vec::as_slice)
    }

    /// Works out the histories that a policy needs, up to now.
    pub fn work_out(case: Case<'_>) -> Self {
        let mut known = Self::default();
        let beginning = DateTime::from_timestamp_secs(BEGINNING).unwrap_or(Instant::MIN_UTC);
        for index in awaited(case) {
            let here = Case { histories: &known, ..case };
            let moments = moments::all(&here, index);
            let history: Vec<(Instant, bool)> = std::iter::once(beginning)
                .chain(moments.into_keys().map(|at| at.max(beginning)))
                .filter(|at| *at <= case.now)
                .map(|at| (at, here.at(at).passes(index, Assume::Strict)))
                .collect();
            known.0.insert(index, history);
        }
        known
    }
}

/// Returns the requirements that others wait for, each after those that it asks or waits for itself.
fn awaited(case: Case<'_>) -> Vec<usize> {
    let rules = case.policy.rules().iter().enumerate();
    let awaited: BTreeSet<usize> =
        rules.flat_map(|(index, _)| waits_for(case.policy, index)).collect();
    let mut order = Vec::from_iter(awaited);
    // Whatever it takes takes less.
    order.sort_by_cached_key(|index| plan::rules(&case, *index).len());
    order
}

/// Returns the requirements that a requirement's own window is counted from.
pub(super) fn waits_for(policy: &CheckedPolicy, index: usize) -> impl Iterator<Item = usize> {
    let asks = &policy.rule(index).asks;
    asks.anchors().filter_map(|anchor| match anchor {
        Anchor::Met(id) => policy.index_of(id),
        _ => None,
    })
}
