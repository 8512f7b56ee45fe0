//! Policy files: what is said about wrong ones, what right ones say, and the laws of reading and writing them.
//!
//! `SNAPSHOTS=overwrite cargo test -p cairn-policy` writes the expected outputs anew; accepting them means reading the
//! difference.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test says what it means by its name, and panics to fail"
)]

mod amounts;
mod fixtures;
mod follows;
mod gallery;
mod held_back;
mod hinted;
mod hostile;
mod keys;
mod laws;
mod logged;
mod marked;
mod mends;
mod pieces;
mod printed;
mod readings;
mod report;
mod same;
mod schema;
mod shown;
mod small;
mod snapshot;
mod spans;
mod wording;
mod worlds;
mod writing;
