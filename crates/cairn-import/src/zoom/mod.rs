//! Zoom participant reports, in the forms that Zoom has written since 2020.
//!
//! Nobody is recognised here, no session is looked up, and minutes are not added: a report says who was said to be
//! connected from when to when, in a zone that the file does not name.

mod columns;
mod headings;
mod layout;
mod meeting;
mod minutes;
mod person;
mod read;
mod reader;
mod recognise;
mod report;
mod rows;

pub(crate) use minutes::minutes;
pub(crate) use person::is_address;
pub(crate) use read::document;
pub(crate) use reader::{cut, shown};

pub use headings::Language;
pub use minutes::whole_minutes;
pub use read::{Options, read, recognise};
pub use recognise::Variant;
pub use report::{Counts, Host, Meeting, Remark, Report};
pub use rows::{Note, Part, Presence, Row, Skipped, Stay, Unreadable, Why};
