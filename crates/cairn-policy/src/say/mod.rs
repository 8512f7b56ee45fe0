//! Policies in words: for people who do not read files.

mod amount;
mod counts;
mod diff;
mod evidence;
mod log;
mod plain;
mod price;
mod sentence;
mod sessions;
mod show;
mod when;

pub(crate) use amount::{amount, singular, written};
pub use diff::{Change, diff};
pub use sentence::sentence;
pub use show::{Line, Note, Section, show};
pub use when::{day, named, since};
