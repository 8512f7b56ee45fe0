//! A file that was read, whichever kind it is of.

use crate::claim::Sheet;
use crate::zoom;

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A participant report of Zoom.
    Zoom(zoom::Report),
    /// A form's responses, an export of payments, a spreadsheet: each row claims something.
    Sheet(Sheet),
}

impl Source {
    /// Returns the file's name, as it was given.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Zoom(report) => &report.name,
            Self::Sheet(sheet) => &sheet.name,
        }
    }

    /// Returns the SHA-256 of the file's bytes, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        match self {
            Self::Zoom(report) => &report.sha256,
            Self::Sheet(sheet) => &sheet.sha256,
        }
    }

    /// Returns how many rows the file has below its headings.
    #[must_use]
    pub fn rows(&self) -> usize {
        match self {
            Self::Zoom(report) => report.rows,
            Self::Sheet(sheet) => sheet.rows.len(),
        }
    }
}

impl From<zoom::Report> for Source {
    fn from(report: zoom::Report) -> Self {
        Self::Zoom(report)
    }
}

impl From<Sheet> for Source {
    fn from(sheet: Sheet) -> Self {
        Self::Sheet(sheet)
    }
}
