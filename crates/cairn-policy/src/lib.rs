//! Policy files: from the text that a programme manager writes to a policy that can be assessed, and back.
//!
//! This crate will not open a file, print, read a clock, or decide what a rule means: it turns text into a
//! [`Policy`](cairn_domain::Policy), and a policy into words. Whatever is wrong with a file is reported at once and in the
//! order of the file, each fault with its line, a caret under the token, and the likeliest mend.
//!
//! - [`read`] a file's text; [`PolicyErrors`] say what is wrong with it and where.
//! - [`show`] the rules in plain English, each assumption marked; [`sentence`] does it for one requirement.
//! - [`diff`] says in the same words what changed between two policies.
//! - [`print()`] writes a policy as a file that reads back to the same policy.
//! - [`schema()`] tells editors which keys there are.

mod errors;
mod grammar;
mod print;
mod read;
mod say;
mod schema;

pub use errors::{PolicyError, PolicyErrors, Problem};
pub use print::print;
pub use read::read;
pub use say::{Change, Line, Note, Section, day, diff, named, sentence, show, since};
pub use schema::schema;
