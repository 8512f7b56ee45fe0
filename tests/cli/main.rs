//! The product as its users meet it: the real binary, its answers, its errors, and every command that the docs show.
#![expect(clippy::expect_used, reason = "a test that cannot set its stage should stop and say so")]

mod agree;
mod ahead;
mod calendar;
mod correct;
mod docs;
mod favours;
mod files;
mod generated;
mod help;
mod import;
mod lists;
mod people;
mod policy;
mod read;
mod reasons;
mod record;
mod robust;
mod sample_cohort;
mod screens;
mod support;
mod term;
mod told;
mod zones;
