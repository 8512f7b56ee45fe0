//! The product as its users meet it: the real binary, its answers, its errors, and every command that the docs show.

mod docs;
mod files;
mod generated;
mod read;
mod sample_cohort;
mod support;
