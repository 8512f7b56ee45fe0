//! The sample cohort, and a crowd of any size: invented people whose histories come from a seed.
//!
//! Everyone here is made up; addresses are at `example.org`. The same policies and seed give the same bytes, identities
//! and salts included. `fixtures/cohorts/README.md` says what each notable history proves.
#![expect(
    clippy::expect_used,
    reason = "the stories are part of the source: what does not parse is a slip in them, to be seen at once"
)]

mod chance;
mod classroom;
mod corrections;
mod crowd;
mod office;
mod ordinary;
mod register;
mod script;
mod stage;
mod stories;
mod when;

use cairn_domain::Policy;
use cairn_eventlog::{Envelope, ndjson};

pub use crowd::crowd;

/// The seed of the cohort in `fixtures/cohorts/`.
pub const SEED: u64 = 2025;

/// Returns the events of the sample cohort, in the order of the log.
///
/// `policies` are those of the cohort and of the next one, into which it overlaps, in this order.
///
/// # Panics
///
/// If a policy is not sound, or does not ask for what the stories are about.
#[must_use]
pub fn sample(policies: &[Policy; 2], seed: u64) -> Vec<Envelope> {
    let [this, next] = policies;
    let mut stage = stage::Stage::set(this, next, seed);
    let mut entries = std::mem::take(&mut stage.entries);
    let people = ordinary::tell(&stage).into_iter().chain(stories::tell(&stage));
    entries.extend(people.flat_map(|person| person.entries));
    register::bind(entries)
}

/// Returns the sample cohort as lines of JSON, as `cairn load` reads them.
///
/// # Panics
///
/// As [`sample`] does.
#[must_use]
pub fn sample_ndjson(policies: &[Policy; 2], seed: u64) -> String {
    let mut lines = String::new();
    for event in sample(policies, seed) {
        ndjson::write_line(&mut lines, &event.borrowed(), &event.private);
        lines.push('\n');
    }
    lines
}
