//! Envelopes, canonical bytes, the log contract, the memory log and the Merkle tree.
