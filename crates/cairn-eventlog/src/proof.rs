//! Proofs about the tree: that a leaf is in it, and that a later tree only added to an earlier one.
//!
//! Built as RFC 6962 section 2.1 defines them; checked by the algorithms of RFC 9162 sections 2.1.3.2 and 2.1.4.2, which
//! need no tree, only the hashes.

use crate::merkle::{Hash, empty_root, node_hash, root_of};

/// Why a proof does not prove what it was shown for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadProof {
    /// The leaf or the earlier size lies outside the tree.
    #[error("it is about a place outside the tree")]
    Outside,
    /// There are more or fewer hashes than the sizes ask for.
    #[error("it has the wrong number of hashes")]
    Length,
    /// The hashes lead to another root.
    #[error("it leads to another root")]
    Root,
}

/// Returns the hashes that prove that the leaf at `index` (from 0) is in the tree over `leaves`; `None` if it is not.
#[must_use]
pub fn inclusion(leaves: &[Hash], index: usize) -> Option<Vec<Hash>> {
    if index >= leaves.len() {
        return None;
    }
    let (mut part, mut index, mut path) = (leaves, index, Vec::new());
    while part.len() > 1 {
        let (left, right) = part.split_at(split(part.len()));
        if index < left.len() {
            path.push(root_of(right));
            part = left;
        } else {
            path.push(root_of(left));
            index -= left.len();
            part = right;
        }
    }
    path.reverse();
    Some(path)
}

/// Returns the hashes that prove that the tree over `leaves` begins with its first `earlier` leaves; `None` if it has fewer.
#[must_use]
pub fn consistency(leaves: &[Hash], earlier: usize) -> Option<Vec<Hash>> {
    if earlier > leaves.len() {
        return None;
    }
    let (mut part, mut earlier, mut path) = (leaves, earlier, Vec::new());
    // While the earlier tree is a whole left part of the later one, its root is known to whoever checks.
    let mut known = true;
    while earlier > 0 && earlier < part.len() {
        let (left, right) = part.split_at(split(part.len()));
        if earlier <= left.len() {
            path.push(root_of(right));
            part = left;
        } else {
            path.push(root_of(left));
            earlier -= left.len();
            part = right;
            known = false;
        }
    }
    if !known {
        path.push(root_of(part));
    }
    path.reverse();
    Some(path)
}

/// Returns the largest power of two below `size`, which is at least 2.
const fn split(size: usize) -> usize {
    size.next_power_of_two() / 2
}

/// Checks that the leaf at `index` (from 0) is in the tree of that size and root.
pub fn check_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    path: &[Hash],
    root: &Hash,
) -> Result<(), BadProof> {
    if index >= size {
        return Err(BadProof::Outside);
    }
    let (mut place, mut last, mut node) = (index, size - 1, *leaf);
    for other in path {
        if last == 0 {
            return Err(BadProof::Length);
        }
        if place & 1 == 1 || place == last {
            node = node_hash(other, &node);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            node = node_hash(&node, other);
        }
        place >>= 1;
        last >>= 1;
    }
    if last != 0 {
        Err(BadProof::Length)
    } else if node == *root {
        Ok(())
    } else {
        Err(BadProof::Root)
    }
}

/// A tree at one time: how many leaves, and the root over them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The number of leaves.
    pub size: u64,
    /// The root.
    pub root: Hash,
}

impl Default for Head {
    fn default() -> Self {
        Self { size: 0, root: empty_root() }
    }
}

/// Checks that the later tree begins with all the leaves of the earlier one, in the same order.
pub fn check_consistency(earlier: &Head, later: &Head, path: &[Hash]) -> Result<(), BadProof> {
    // Everything begins with nothing: a proof from the empty tree would say nothing, so there is none.
    if earlier.size == 0 || earlier.size > later.size {
        return Err(BadProof::Outside);
    }
    if earlier.size == later.size {
        return match (path.is_empty(), earlier.root == later.root) {
            (false, _) => Err(BadProof::Length),
            (true, false) => Err(BadProof::Root),
            (true, true) => Ok(()),
        };
    }
    let whole = earlier.size.is_power_of_two().then_some(earlier.root);
    let mut hashes = whole.iter().chain(path);
    let Some(first) = hashes.next() else { return Err(BadProof::Length) };
    let (mut place, mut last) = (earlier.size - 1, later.size - 1);
    while place & 1 == 1 {
        place >>= 1;
        last >>= 1;
    }
    let (mut old, mut new) = (*first, *first);
    for other in hashes {
        if last == 0 {
            return Err(BadProof::Length);
        }
        if place & 1 == 1 || place == last {
            old = node_hash(other, &old);
            new = node_hash(other, &new);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            new = node_hash(&new, other);
        }
        place >>= 1;
        last >>= 1;
    }
    if last != 0 {
        Err(BadProof::Length)
    } else if old == earlier.root && new == later.root {
        Ok(())
    } else {
        Err(BadProof::Root)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merkle::leaf_hash;

    fn leaves(count: u8) -> Vec<Hash> {
        (0..count).map(|seed| leaf_hash(&[seed])).collect()
    }

    /// Every proof of every tree of up to 40 leaves holds, and none holds at another place or size.
    #[test]
    fn what_is_proved_can_be_checked_and_nothing_else() {
        let all = leaves(40);
        for size in 1..=all.len() {
            let tree = &all[..size];
            let later = Head { size: size as u64, root: root_of(tree) };
            for index in 0..size {
                let path = inclusion(tree, index).expect("inside");
                let check = |at: usize, of: usize| {
                    check_inclusion(&tree[index], at as u64, of as u64, &path, &later.root)
                };
                assert_eq!(check(index, size), Ok(()));
                assert!((0..size).filter(|at| *at != index).all(|at| check(at, size).is_err()));
            }
            for before in 1..=size {
                let path = consistency(tree, before).expect("inside");
                let earlier = Head { size: before as u64, root: root_of(&tree[..before]) };
                assert_eq!(
                    check_consistency(&earlier, &later, &path),
                    Ok(()),
                    "{before} of {size}"
                );
                let mut forged = earlier;
                forged.root[0] ^= 1;
                assert!(check_consistency(&forged, &later, &path).is_err());
            }
        }
        assert_eq!(inclusion(&all, 40), None);
        assert_eq!(consistency(&all, 41), None);
    }
}
