//! Given, when, then; generators; and the contract that every log passes.

pub mod cohort;
pub mod dice;
pub mod log_contract;
pub mod story;
pub mod term;
pub mod worlds;
