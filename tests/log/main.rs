//! The log: the contract on every backend, its file under every kind of accident, and what comes in and goes out.
#![expect(
    clippy::expect_used,
    reason = "a helper that cannot set the stage of a test should stop it"
)]
#![expect(
    clippy::print_stdout,
    reason = "seeds, and what was skipped, belong in the test's output"
)]

mod bodies;
mod contract;
mod crash;
mod file;
mod flip;
mod form;
mod lines;
mod still;
mod support;
mod tamper;
mod vectors;
mod versions;
