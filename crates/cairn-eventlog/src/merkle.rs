//! The Merkle tree over the log, as RFC 6962 section 2.1 defines it: SHA-256, leaves and nodes told apart by a first byte.
//!
//! The log keeps only the [`Frontier`]: the roots of the full subtrees, at most 64 hashes, from which appending goes on.

use sha2::{Digest, Sha256};

/// A SHA-256 digest.
pub type Hash = [u8; 32];

/// Returns the hash of a leaf.
#[must_use]
pub fn leaf_hash(data: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(data).finalize().into()
}

/// Returns the hash of a node over its two children.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    // One array, one compression pass and a bit: cheaper than three updates.
    let mut joined = [0; 65];
    joined[0] = 1;
    joined[1..33].copy_from_slice(left);
    joined[33..].copy_from_slice(right);
    Sha256::digest(joined).into()
}

/// Returns the root of the tree without leaves: the hash of nothing.
#[must_use]
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// Returns the root of the tree over these leaf hashes.
#[must_use]
pub fn root_of(leaves: &[Hash]) -> Hash {
    let mut frontier = Frontier::default();
    for leaf in leaves {
        frontier.push(*leaf);
    }
    frontier.root()
}

/// The right edge of a tree: all that appending, and the root, need.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    /// The roots of the full subtrees, largest (leftmost) first: one for each bit that is set in `size`.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// Adds a leaf by its hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        // As many subtrees become one as adding 1 to the size carries.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                node = node_hash(&left, &node);
            }
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// Returns the number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Returns the root of the tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        let joined =
            self.peaks.iter().rev().copied().reduce(|right, left| node_hash(&left, &right));
        joined.unwrap_or_else(empty_root)
    }

    /// Returns the hashes one after the other, as the log stores them beside the size.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.peaks.concat()
    }

    /// Reads what [`Frontier::to_bytes`] wrote; `None` if it cannot be of a tree of that size.
    #[must_use]
    pub fn from_bytes(size: u64, bytes: &[u8]) -> Option<Self> {
        let (peaks, rest) = bytes.as_chunks::<32>();
        let fits = rest.is_empty() && peaks.len() == size.count_ones() as usize;
        fits.then(|| Self { size, peaks: peaks.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The tree as RFC 6962 writes it down, and nothing cleverer.
    fn naive(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => empty_root(),
            [leaf] => *leaf,
            _ => {
                let split = leaves.len().next_power_of_two() / 2;
                node_hash(&naive(&leaves[..split]), &naive(&leaves[split..]))
            }
        }
    }

    #[test]
    fn the_constants_are_those_of_the_rfc() {
        let hex = |hash: Hash| hex::encode(hash);
        assert_eq!(
            hex(empty_root()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(
            hex(leaf_hash(b"")),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        );
        assert_eq!(
            hex(leaf_hash(b"L123456")),
            "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
        );
        // The RFC's node is over short strings, which our nodes never are.
        let node =
            Sha256::new().chain_update([1]).chain_update(b"N123").chain_update(b"N456").finalize();
        assert_eq!(
            hex(node.into()),
            "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"
        );
    }

    proptest! {
        /// The root grown leaf by leaf is the root of the definition, at every size and after every save.
        #[test]
        fn growing_gives_the_root_of_the_definition(seeds in prop::collection::vec(any::<u8>(), 0..200)) {
            let leaves: Vec<Hash> = seeds.iter().map(|seed| leaf_hash(&[*seed])).collect();
            let mut frontier = Frontier::default();
            for (index, leaf) in leaves.iter().enumerate() {
                prop_assert_eq!(frontier.root(), naive(&leaves[..index]));
                frontier.push(*leaf);
                let reread = Frontier::from_bytes(frontier.size(), &frontier.to_bytes());
                prop_assert_eq!(reread.as_ref(), Some(&frontier));
            }
            prop_assert_eq!(root_of(&leaves), naive(&leaves));
        }
    }

    #[test]
    fn a_frontier_of_another_size_is_refused() {
        let mut frontier = Frontier::default();
        (0..5).for_each(|seed| frontier.push(leaf_hash(&[seed])));
        assert_eq!(Frontier::from_bytes(4, &frontier.to_bytes()), None);
        assert_eq!(Frontier::from_bytes(5, &frontier.to_bytes()[1..]), None);
    }
}
