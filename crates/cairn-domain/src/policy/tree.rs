//! The requirements as a tree: what asks for what, without cycles and without anything left over.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::RequirementId;
use crate::policy::fault::{FaultKind, Faults, Place};
use crate::policy::{Policy, Requirement, Rule};

pub(super) fn parts(rule: &Rule, places: &BTreeMap<&RequirementId, usize>) -> Vec<usize> {
    match &rule.asks {
        Requirement::All(of) | Requirement::AtLeast { of, .. } => {
            of.iter().filter_map(|id| places.get(id).copied()).collect()
        }
        _ => Vec::new(),
    }
}

/// Looks for cycles and for rules that nothing asks for; returns how many parts the tree expands to.
pub(super) fn tree(
    policy: &Policy,
    children: &[Vec<usize>],
    root: Option<usize>,
    faults: &mut Faults,
) -> usize {
    let mut sizes: Vec<Option<usize>> = vec![None; children.len()];
    for start in 0..children.len() {
        let mut path = Vec::new();
        measure(start, children, &mut path, &mut sizes, &mut |cycle| {
            let id = |place: &usize| policy.requirements[*place].id.clone();
            let by_way_of: Vec<String> = cycle
                .iter()
                .skip(1)
                .chain(cycle.first())
                .map(|place| format!("`{}`", id(place)))
                .collect();
            if let Some(first) = cycle.first() {
                faults.add(
                    Place::Requirement(*first, "of"),
                    FaultKind::Cycle(id(first), by_way_of.join(", ")),
                );
            }
        });
    }
    let Some(root) = root else { return 0 };
    let mut asked = BTreeSet::from([root]);
    let mut open = vec![root];
    while let Some(place) = open.pop() {
        open.extend(children[place].iter().copied().filter(|child| asked.insert(*child)));
    }
    for (place, rule) in
        policy.requirements.iter().enumerate().filter(|(place, _)| !asked.contains(place))
    {
        faults.add(Place::Requirement(place, "id"), FaultKind::Unasked(rule.id.clone()));
    }
    sizes[root].unwrap_or(usize::MAX)
}

fn measure(
    place: usize,
    children: &[Vec<usize>],
    path: &mut Vec<usize>,
    sizes: &mut Vec<Option<usize>>,
    on_cycle: &mut dyn FnMut(&[usize]),
) -> usize {
    if let Some(size) = sizes[place] {
        return size;
    }
    if let Some(start) = path.iter().position(|seen| *seen == place) {
        on_cycle(&path[start..]);
        return usize::MAX;
    }
    path.push(place);
    let mut size = 1_usize;
    for child in &children[place] {
        size = size.saturating_add(measure(*child, children, path, sizes, on_cycle));
    }
    path.pop();
    sizes[place] = Some(size);
    size
}
