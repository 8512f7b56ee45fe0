//! Other people's files, read: what each row says, what was skipped and why, and what could not be read.
//!
//! This crate will not open a file, print, read a clock, guess a time zone, or decide who somebody is: it turns the bytes
//! of one file into a report of what the file says. No row is lost on the way: each becomes a value, is skipped with its
//! reason, or is kept as unreadable, with what was expected there. A file that could be read in two ways is refused.
//!
//! - [`read()`] reads a file of any kind that is known, as what it is recognised to be or as whoever asks says.
//! - [`zoom::read`] reads a Zoom participant report; [`Refusal`] says why a file as a whole could not be read.
//! - [`sheet::read`] reads any spreadsheet as staff once said; all that claims gives a [`Sheet`] of [`Claim`]s.
//! - [`forms::read`] reads answers to Google forms, and [`forms::propose`] what their questions may mean; [`moodle::read`] reads
//!   attendance that Moodle took.
//! - [`payments::read`] reads what Stripe, PayPal and Eventbrite say was paid.
//! - [`decode`] makes text of bytes, [`records`] makes rows of text, each with its line in the file.
//! - [`read_local`] reads a date and time as files write them, [`decide`] finds a file's order of day and month, and
//!   [`place`] puts a local time into its zone.

mod amounts;
mod any;
mod claim;
pub mod forms;
pub mod moodle;
mod order;
pub mod payments;
mod refusal;
pub mod sheet;
mod source;
mod table;
mod text;
mod times;
mod zones;
pub mod zoom;

pub use any::{Form, Options, UnknownForm, read, recognise};
pub use claim::{Claim, Meant, Row, Sheet, What, When};
pub use order::{DateOrder, Witness, decide};
pub use refusal::Refusal;
pub use source::Source;
pub use table::{Delimiter, Record, records};
pub use text::{Encoding, Garbled, Text, decode};
pub use times::{Order, Readings, TimeFault, read_local, readings};
pub use zones::{Misplaced, place};

/// What reads, and in which version: recorded with all that comes of it.
pub const IMPORTER: &str = "cairn-import/1";
