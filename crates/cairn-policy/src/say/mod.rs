//! Policies in words: for people who do not read files.

mod amount;
mod diff;
mod sentence;
mod show;

pub(crate) use amount::amount;
pub use diff::{Change, diff};
pub use sentence::{day, sentence};
pub use show::{Line, Note, Section, show};
