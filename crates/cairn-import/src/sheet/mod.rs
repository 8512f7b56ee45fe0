//! Any spreadsheet, read as staff once said: which column holds what, and what each row claims.
//!
//! Nothing is guessed from headings here: the mapping is kept, and a file that does not fit it is refused with the column
//! that does not. No zone is applied, no session looked up, and no number rounded.

mod form;
mod grid;
mod guess;
mod heading;
mod headings;
mod mapped;
mod row;
mod said;
mod unfit;
mod when;
mod whole;
mod workbook;

pub use form::Form;
pub use grid::{Cell, Grid, Kind, Line};
pub use headings::{Heading, answers, headings};
pub use mapped::{Abbreviated, Options, read, recognise};
pub use unfit::Unfit;

pub(crate) use grid::line_of;
pub(crate) use guess::{ADDRESSES, guess};
pub(crate) use heading::{Column, Columns, fold, unnamed};
pub(crate) use mapped::{Manner, ordered, read_as, remarks, sheet_of};
pub(crate) use row::{Read, shown, unreadable};
pub(crate) use when::normal;
pub(crate) use whole::{check, is_whole};
