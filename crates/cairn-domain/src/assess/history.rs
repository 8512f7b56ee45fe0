//! When requirements that others wait for were met: worked out once for each question, in the order in which they wait.

use std::collections::BTreeMap;

use chrono::DateTime;

use crate::assess::case::{Assume, Case};
use crate::assess::moments;
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
        let history = self.0.get(&index)?;
        let known = &history[..history.partition_point(|(at, _)| *at <= now)];
        known.iter().rev().take_while(|(_, met)| *met).last().map(|(at, _)| *at)
    }

    /// Returns the instants at which a requirement came to be met, up to now.
    pub fn came_to_be_met(&self, index: usize, now: Instant) -> impl Iterator<Item = Instant> {
        let history = self.0.get(&index).map_or(&[][..], Vec::as_slice);
        let before = std::iter::once(false).chain(history.iter().map(|(_, met)| *met));
        let turns = history.iter().zip(before).filter(|((_, met), before)| *met && !*before);
        turns.map(|((at, _), _)| *at).filter(move |at| *at <= now)
    }

    /// Works out the histories that a policy needs, up to now.
    pub fn of(case: Case<'_>) -> Self {
        let mut known = Self::default();
        let beginning = DateTime::from_timestamp(BEGINNING, 0).unwrap_or(Instant::MIN_UTC);
        for index in awaited(case.policy) {
            let here = Case { histories: &known, ..case };
            let moments = moments::all(&here, index);
            let history: Vec<(Instant, bool)> = std::iter::once(beginning)
                .chain(moments.into_keys().filter(|at| *at > beginning))
                .filter(|at| *at <= case.now)
                .map(|at| (at, here.at(at).passes(index, Assume::Strict)))
                .collect();
            known.0.insert(index, history);
        }
        known
    }
}

/// Returns the requirements that others wait for, each after those that it waits for itself.
fn awaited(policy: &CheckedPolicy) -> Vec<usize> {
    let mut order = Vec::new();
    let mut seen = vec![false; policy.rules().len()];
    for index in 0..policy.rules().len() {
        visit(policy, index, &mut seen, &mut order);
    }
    let wanted: std::collections::BTreeSet<usize> =
        (0..policy.rules().len()).flat_map(|index| waits_for(policy, index)).collect();
    order.retain(|index| wanted.contains(index));
    order
}

fn visit(policy: &CheckedPolicy, index: usize, seen: &mut [bool], order: &mut Vec<usize>) {
    if std::mem::replace(&mut seen[index], true) {
        return;
    }
    for other in policy.children(index).iter().copied().chain(waits_for(policy, index)) {
        visit(policy, other, seen, order);
    }
    order.push(index);
}

/// Returns the requirements that a requirement's own window is counted from.
pub(super) fn waits_for(policy: &CheckedPolicy, index: usize) -> impl Iterator<Item = usize> {
    let asks = &policy.rule(index).asks;
    asks.anchors().filter_map(|anchor| match anchor {
        Anchor::Met(id) => policy.index_of(id),
        _ => None,
    })
}
