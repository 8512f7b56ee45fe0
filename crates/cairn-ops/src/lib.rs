//! One module per thing that users do; each takes a log and a question and returns a report value.
//!
//! This crate will not print, read a clock, an environment variable or a file, and knows no particular log on disk. What a
//! report says is the same in text, JSON and CSV; how it is drawn is the command line's business.

pub mod asking;
pub mod audit;
pub mod calendar;
pub mod change;
pub mod cited;
pub mod cohort;
pub mod compare;
pub mod correct;
pub mod docket;
pub mod entry;
pub mod export;
pub mod failure;
pub mod find;
pub mod forecast;
pub mod import;
pub mod init;
pub mod instalments;
pub mod ledger;
pub mod lines;
pub mod links;
pub mod lists;
pub mod load;
pub(crate) mod moment;
pub mod people;
pub mod policy;
pub mod record;
pub mod remains;
pub mod replay;
mod scribe;
pub mod timeline;
pub mod verify;
mod ways;
pub mod why;
pub mod words;
pub mod written;

pub use asking::{Asked, Asking, Horizon, Known};
pub use failure::{Failure, Kind};
pub use ledger::{Ledger, Rules};
pub use people::{Person, Who};
