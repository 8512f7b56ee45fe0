//! The forms of file that are read as rows of claims, by the names that staff and commands use.

use std::fmt;

/// A form of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Answers to a Google form, as the form itself gives them.
    GoogleForms,
    /// Answers to a Google form, as the sheet that is linked to it gives them.
    GoogleSheet,
    /// Attendance that Moodle took.
    MoodleAttendance,
    /// Attendance in the form in which Moodle takes it from elsewhere.
    MoodleUpload,
    /// Any spreadsheet.
    Sheet,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::GoogleForms,
        Self::GoogleSheet,
        Self::MoodleAttendance,
        Self::MoodleUpload,
        Self::Sheet,
    ];

    /// Returns its name on the command line; it never changes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::GoogleForms => "google-forms",
            Self::GoogleSheet => "google-sheet",
            Self::MoodleAttendance => "moodle-attendance",
            Self::MoodleUpload => "moodle-upload",
            Self::Sheet => "sheet",
        }
    }

    /// Returns what a file of it is, in words that follow "a".
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::GoogleForms => "file of answers to a Google form",
            Self::GoogleSheet => "sheet of answers to a Google form",
            Self::MoodleAttendance => "Moodle export of attendance",
            Self::MoodleUpload => "list of attendance in the form that Moodle takes",
            Self::Sheet => "spreadsheet",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
