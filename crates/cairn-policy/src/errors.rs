//! What is wrong with a policy file: for people a report with carets, for programs the same as values.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use cairn_domain::policy::FaultKind;

/// The kind of a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The file is not TOML.
    Syntax,
    /// A key that means nothing here.
    UnknownKey,
    /// A key that must be there and is not.
    MissingKey,
    /// Keys of which exactly one may be there, and more are.
    Contradiction,
    /// A value of another kind than the key takes, such as a number where a date belongs.
    WrongKind,
    /// A value of the right kind that cannot be read, such as `12,500 USD`.
    BadValue,
    /// The file can be read, but the policy in it cannot be assessed.
    Rule(FaultKind),
}

/// One fault of a policy file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyError {
    /// Its kind.
    pub problem: Problem,
    /// The line, counted from 1.
    pub line: usize,
    /// The column of the first marked character, counted from 1, in characters.
    pub column: usize,
    /// The bytes of the file that are marked; never over the end of a line.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What stands beside the caret, if more can be said there.
    pub label: Option<String>,
    /// The likeliest mend.
    pub hint: Option<String>,
}

/// Every fault of a policy file, in the order of the file; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyErrors {
    name: String,
    text: String,
    errors: Vec<PolicyError>,
}

impl PolicyErrors {
    pub(crate) fn new(name: &str, text: &str, mut found: Vec<Found>) -> Self {
        found.sort_by_key(|found| (found.span.start, found.span.end));
        let lines = Lines::new(text);
        let errors = found.into_iter().map(|found| lines.place(found)).collect();
        Self { name: name.to_owned(), text: text.to_owned(), errors }
    }

    /// Returns the name of the file, as it was given to [`read`](crate::read()).
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the faults in the order of the file.
    #[must_use]
    pub fn errors(&self) -> &[PolicyError] {
        &self.errors
    }

    /// Draws the faults, up to 50 of them, each with its line and a caret under the token; `width` is that of the terminal, in columns.
    ///
    /// Nothing is said by colour alone: the plain text has the same words.
    #[must_use]
    pub fn render(&self, color: bool, width: usize) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.term_width(width.max(40));
        let mut drawn: Vec<String> =
            self.errors.iter().take(MOST_DRAWN).map(|error| self.draw(error, &renderer)).collect();
        match self.errors.len().saturating_sub(MOST_DRAWN) {
            0 => {}
            1 => drawn.push("and 1 more fault: mend these first".to_owned()),
            rest => drawn.push(format!("and {rest} more faults: mend these first")),
        }
        drawn.join("\n\n")
    }

    fn draw(&self, error: &PolicyError, renderer: &Renderer) -> String {
        // Only the line itself is handed over: a report per fault over the whole text would take quadratic time.
        let line = line_around(&self.text, error.span.start);
        let marked = error.span.start - line.start..error.span.end - line.start;
        let annotation = AnnotationKind::Primary.span(marked).label(error.label.as_deref());
        let snippet = Snippet::source(&self.text[line])
            .line_start(error.line)
            .path(self.name.as_str())
            .annotation(annotation);
        let mut report: Vec<Group<'_>> =
            vec![Level::ERROR.primary_title(error.message.as_str()).element(snippet)];
        if let Some(hint) = &error.hint {
            report.push(Group::with_title(Level::HELP.secondary_title(hint.as_str())));
        }
        renderer.render(&report)
    }
}

impl fmt::Display for PolicyErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false, 100))
    }
}

impl std::error::Error for PolicyErrors {}

/// How many faults are drawn: a file that is no policy at all has one on every line.
const MOST_DRAWN: usize = 50;

/// A fault as a reader finds it: where by bytes, before lines and columns are counted.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) span: Range<usize>,
    pub(crate) problem: Problem,
    pub(crate) message: String,
    pub(crate) label: Option<String>,
    pub(crate) hint: Option<String>,
}

/// Where the lines of a text begin.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self { text, starts: std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect() }
    }

    fn place(&self, found: Found) -> PolicyError {
        let span = within(self.text, found.span);
        let line = line_around(self.text, span.start);
        PolicyError {
            problem: found.problem,
            line: self.starts.partition_point(|start| *start <= span.start),
            column: self.text[line.start..span.start].chars().count() + 1,
            span,
            message: found.message,
            label: found.label,
            hint: found.hint,
        }
    }
}

/// Cuts a span to the text, to whole characters, and to its first line, so that one caret line can mark it.
fn within(text: &str, span: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
    let line_end = line_around(text, start).end;
    start..end.min(line_end).max(start)
}

/// Returns the line that a byte is on, without its end.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |found| found + 1);
    let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
    start..end
}
