//! Given, when, then; generators; and the contract that every log passes.
