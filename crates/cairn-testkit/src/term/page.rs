//! A file in the making: lines of cells, and what each row tells.

use super::Told;
use super::bytes::{Dress, dressed};

/// The lines of a file, before they are bytes.
#[derive(Debug, Clone, Default)]
pub(super) struct Page {
    lines: Vec<Vec<String>>,
    pub(super) rows: Vec<Told>,
}

impl Page {
    /// Adds a line that is no row.
    pub(super) fn line<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.lines.push(cells.into_iter().map(Into::into).collect());
    }

    /// Adds a blank line.
    pub(super) fn blank(&mut self) {
        self.lines.push(Vec::new());
    }

    /// Adds a row, and what it tells.
    pub(super) fn row(&mut self, cells: Vec<String>, told: Told) {
        let before = self.lines.iter().map(|line| height(line)).sum::<usize>();
        self.lines.push(cells);
        self.rows.push(Told { line: before + 1, ..told });
    }

    /// Fills every line up with blank cells, to the width of the widest, as some exports do.
    pub(super) fn pad(&mut self) {
        let width = self.lines.iter().map(Vec::len).max().unwrap_or(0);
        for line in self.lines.iter_mut().filter(|line| !line.is_empty()) {
            line.resize(width, String::new());
        }
    }

    /// Returns the file.
    pub(super) fn bytes(&self, dress: Dress) -> Vec<u8> {
        dressed(&self.lines, dress)
    }
}

/// How many lines of the file a line of cells takes: a cell may have several.
fn height(line: &[String]) -> usize {
    1 + line.iter().map(|cell| cell.matches('\n').count()).sum::<usize>()
}
