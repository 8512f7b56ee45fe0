//! Why something could not be done: what, why, and what next, in the user's words.

use std::fmt;

use cairn_eventlog::{ErrorKind, LogError};

/// What kind of failure it is; the command line makes its exit codes of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Whoever asked can mend it: exit code 2.
    Mend,
    /// A rule refused it, or the log moved on: exit code 3.
    Refused,
    /// The log is unreadable or does not verify: exit code 4.
    Damaged,
}

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What kind of failure.
    pub kind: Kind,
    /// What could not be done.
    pub what: String,
    /// Why.
    pub because: Vec<String>,
    /// What there is to choose from, or all that is wrong, one a line.
    pub list: Vec<String>,
    /// What to do next.
    pub hints: Vec<String>,
    /// Finished text that stands for all of the above, such as faults that point into a file.
    pub drawn: Option<Box<str>>,
}

impl Failure {
    /// Says that whoever asked can mend it.
    pub fn mend(what: impl Into<String>) -> Self {
        Self {
            kind: Kind::Mend,
            what: what.into(),
            because: Vec::new(),
            list: Vec::new(),
            hints: Vec::new(),
            drawn: None,
        }
    }

    /// Says that a rule refused it.
    pub fn refused(what: impl Into<String>) -> Self {
        Self { kind: Kind::Refused, ..Self::mend(what) }
    }

    /// Says that the log cannot be read.
    pub fn damaged(what: impl Into<String>) -> Self {
        Self { kind: Kind::Damaged, ..Self::mend(what) }
    }

    /// Adds a reason.
    #[must_use]
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.because.push(why.into());
        self
    }

    /// Adds a line to what there is to choose from.
    #[must_use]
    pub fn listing(mut self, line: impl Into<String>) -> Self {
        self.list.push(line.into());
        self
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, next: impl Into<String>) -> Self {
        self.hints.push(next.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(drawn) = &self.drawn {
            return f.write_str(drawn.trim_end());
        }
        write!(f, "error: {}", self.what)?;
        self.because.iter().try_for_each(|why| write!(f, "\n  because {why}"))?;
        self.list.iter().try_for_each(|line| write!(f, "\n  {line}"))?;
        self.hints.iter().try_for_each(|hint| write!(f, "\nhint: {hint}"))
    }
}

impl std::error::Error for Failure {}

impl From<LogError> for Failure {
    fn from(error: LogError) -> Self {
        let kind = match error.kind() {
            ErrorKind::Mendable => Kind::Mend,
            ErrorKind::Moved => Kind::Refused,
            ErrorKind::Damaged => Kind::Damaged,
        };
        let failure = Self { kind, ..Self::mend(error.to_string()) };
        match error.hint() {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}
