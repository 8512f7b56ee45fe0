//! The requirements as a tree: what asks for what, without cycles and without anything left over.
//!
//! A requirement that another is counted from (its anchor) is looked at before that other, too: an edge like any.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::RequirementId;
use crate::policy::check::met;
use crate::policy::fault::{Fault, FaultKind, Faults};
use crate::policy::{Path, Place, Policy, Requirement, Rule};

/// Returns the parts of a requirement.
pub(super) fn parts(rule: &Rule, places: &BTreeMap<&RequirementId, usize>) -> Vec<usize> {
    match &rule.asks {
        Requirement::All(of) | Requirement::AtLeast { of, .. } => {
            of.iter().filter_map(|id| places.get(id).copied()).collect()
        }
        _ => Vec::new(),
    }
}

/// What each requirement leads to, and by which words.
pub(super) struct Tree {
    edges: Vec<Vec<(usize, Path)>>,
}

impl Tree {
    pub(super) fn of(policy: &Policy, places: &BTreeMap<&RequirementId, usize>) -> Self {
        let edges = |rule: &Rule| {
            let key = if matches!(rule.asks, Requirement::All(_)) { "all" } else { "of" };
            let parts = parts(rule, places).into_iter().map(|place| (place, Path::from(key)));
            let anchors = met(&rule.asks).into_iter();
            let anchors = anchors.filter_map(|(path, id)| Some((*places.get(id)?, path)));
            parts.chain(anchors).collect()
        };
        Self { edges: policy.requirements.iter().map(edges).collect() }
    }

    /// Looks for cycles, and for rules that nothing asks for.
    pub(super) fn check(
        &self,
        policy: &Policy,
        root: Option<usize>,
        places: &BTreeMap<&RequirementId, usize>,
        faults: &mut Faults,
    ) {
        self.cycles(policy, faults);
        let Some(root) = root else { return };
        let mut open: Vec<usize> = tops(policy, root, places).collect();
        let mut asked: BTreeSet<usize> = open.iter().copied().collect();
        while let Some(place) = open.pop() {
            let next = self.edges[place].iter().map(|(next, _)| *next);
            open.extend(next.filter(|next| asked.insert(*next)));
        }
        let rules = policy.requirements.iter().enumerate();
        for (place, rule) in rules.filter(|(place, _)| !asked.contains(place)) {
            faults.add(Place::requirement(place, "id"), FaultKind::Unasked(rule.id.clone()));
        }
    }

    fn cycles(&self, policy: &Policy, faults: &mut Faults) {
        let mut sizes = vec![None; self.edges.len()];
        let id = |place: &usize| policy.requirements[*place].id.clone();
        for start in 0..self.edges.len() {
            let mut cycles = Vec::new();
            self.measure(start, &mut Vec::new(), &mut sizes, &mut cycles);
            for (first, rest) in cycles {
                let way = rest.iter().chain([&first]);
                let way: Vec<String> = way.map(|place| format!("`{}`", id(place))).collect();
                let next = rest.first().unwrap_or(&first);
                let edge = self.edges[first].iter().find(|(to, _)| to == next);
                let kind = FaultKind::Cycle(id(&first), way.join(", "));
                let place = |path: &Path| Place::Requirement(first, path.clone());
                faults.0.extend(edge.map(|(_, path)| Fault { place: place(path), kind }));
            }
        }
    }

    /// Returns how many parts the tree expands to.
    pub(super) fn size(
        &self,
        policy: &Policy,
        root: usize,
        places: &BTreeMap<&RequirementId, usize>,
    ) -> usize {
        let mut sizes = vec![None; self.edges.len()];
        let each = tops(policy, root, places);
        each.map(|top| self.measure(top, &mut Vec::new(), &mut sizes, &mut Vec::new()))
            .fold(0, usize::saturating_add)
    }

    fn measure(
        &self,
        place: usize,
        path: &mut Vec<usize>,
        sizes: &mut Vec<Option<usize>>,
        cycles: &mut Vec<(usize, Vec<usize>)>,
    ) -> usize {
        if let Some(size) = sizes[place] {
            return size;
        }
        if let Some(start) = path.iter().position(|seen| *seen == place) {
            cycles.push((place, path[start + 1..].to_vec()));
            return usize::MAX;
        }
        path.push(place);
        let mut size = 1_usize;
        for (next, _) in &self.edges[place] {
            size = size.saturating_add(self.measure(*next, path, sizes, cycles));
        }
        path.pop();
        sizes[place] = Some(size);
        size
    }
}

/// Returns what is asked for from outside: the root, and what the outcomes need.
fn tops<'t>(
    policy: &'t Policy,
    root: usize,
    places: &'t BTreeMap<&RequirementId, usize>,
) -> impl Iterator<Item = usize> + 't {
    let needs = policy.outcomes.iter().filter_map(|ending| ending.needs.as_ref());
    let needs = needs.filter_map(|needs| places.get(needs).copied());
    std::iter::once(root).chain(needs)
}
