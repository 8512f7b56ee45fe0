//! Other people's files: what each says, what is said of damaged ones, and the laws of reading.
//!
//! `SNAPSHOTS=overwrite cargo test -p cairn-import` writes the expected outputs anew; accepting them means reading the
//! difference.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test says what it means by its name, and panics to fail"
)]

mod claims;
mod damaged;
mod forms;
mod laws_clocks;
mod laws_files;
mod laws_payments;
mod laws_reports;
mod laws_sheets;
mod laws_tables;
mod lists;
mod mappings;
mod moodle;
mod orders;
mod overrides;
mod payments_asked;
mod payments_balance;
mod payments_render;
mod payments_shown;
mod payments_stories;
mod recognised;
mod render;
mod sheets;
mod shown;
mod snapshot;
mod tables;
mod texts;
mod times;
mod workbooks;
