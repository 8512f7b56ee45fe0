//! Envelopes, canonical bytes, the log contract, the memory log and the Merkle tree.
//!
//! This crate will not open a file, read a clock or make a random number, and does not fold: it says what an event looks
//! like outside the domain, what a [`Log`] does, and how anyone can check that one was not changed.
//!
//! An event comes in as a [`Draft`], checked once; a [`Log`] gives it a place and a time; it goes out as an [`Envelope`],
//! or as an [`EnvelopeRef`] where millions pass. [`codec`] turns bodies into domain events and back, [`ndjson`] lines of
//! text into drafts and back, and [`verify()`] looks at every row again.

pub mod canonical;
pub mod codec;
mod draft;
mod envelope;
mod error;
mod log;
mod memory;
pub mod merkle;
pub mod ndjson;
pub mod private;
pub mod proof;
mod seen;
pub mod strict;
mod verify;
mod well_formed;
mod wording;

pub use draft::{BadEvent, Draft, Parts, Wish};
pub use envelope::{Envelope, EnvelopeRef, PrivateFields, PrivateRef, PrivateValue};
pub use error::{ErrorKind, LogError};
pub use log::{About, Expected, Log, Outcome, Still, Timing};
pub use memory::MemoryLog;
pub use merkle::{Frontier, Hash};
pub use proof::Head;
pub use verify::{Check, Examined, Finding, FindingKind, Verified, verify};
