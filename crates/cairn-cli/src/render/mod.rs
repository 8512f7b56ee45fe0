//! How reports look: text at any width, and tables that are also CSV.

mod answer;
mod audit;
mod calendar;
mod canvas;
mod change;
mod cohort;
mod docket;
mod find;
mod forecast;
mod import;
mod lists;
mod load;
mod people;
mod policy;
mod queue;
mod recorded;
mod remains;
mod replay;
mod verify;
mod why;

pub(crate) use canvas::{Canvas, Table, Tone};

/// Something that can be drawn for people.
pub(crate) trait Draw {
    /// Draws it.
    fn draw(&self, canvas: &mut Canvas);

    /// Returns its table, if it is one: the same rows that are drawn.
    fn table(&self) -> Option<Table> {
        None
    }
}
