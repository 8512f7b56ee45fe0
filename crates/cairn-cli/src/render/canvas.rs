//! A page of text: paragraphs that wrap, tables that fit, and colour that only helps.

use std::borrow::Cow;

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table as Grid};

/// What a piece of text is about; drawn as colour where there is colour, and never alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Met, eligible, sound.
    Good,
    /// Close to where it can no longer come.
    Warn,
    /// Out of reach, damaged.
    Bad,
    /// Beside the point: positions, identifiers.
    Faint,
    /// The point itself.
    Strong,
}

/// A table: the columns' headings and the rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
    right: Vec<usize>,
    wraps: Vec<usize>,
}

impl Table {
    /// Begins a table with these headings.
    pub fn new<S: Into<String>>(headings: impl IntoIterator<Item = S>) -> Self {
        Self { headings: headings.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// Aligns a column of numbers to the right.
    #[must_use]
    pub fn right(mut self, column: usize) -> Self {
        self.right.push(column);
        self
    }

    /// Lets a column wrap; the others stay as wide as what they hold.
    #[must_use]
    pub fn wraps(mut self, column: usize) -> Self {
        self.wraps.push(column);
        self
    }

    /// Adds a row.
    pub fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// Tells whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Writes it as CSV (RFC 4180, UTF-8, line feeds).
    pub fn csv(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Writing to memory cannot fail; rows are as long as the headings.
        let _ = writer.write_record(&self.headings);
        for row in &self.rows {
            let _ = writer.write_record(row);
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// A page of text in the making.
pub(crate) struct Canvas {
    width: usize,
    text: String,
}

impl Canvas {
    /// Begins a page of so many columns.
    pub fn new(width: usize) -> Self {
        Self { width, text: String::new() }
    }

    /// Returns how many columns the page has.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Returns the page.
    pub fn finish(self) -> String {
        self.text
    }

    /// Leaves a line free, unless one is free or the page is empty.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Writes a line, wrapped to the page; what does not fit continues under `hang` columns.
    pub fn line(&mut self, text: &str, hang: usize) {
        let options = textwrap::Options::new(self.width)
            .subsequent_indent(SPACES.get(..hang.min(40)).unwrap_or(""))
            // An address that is broken cannot be followed: rather too long a line than two halves.
            .break_words(!text.contains("://"))
            // A name such as `project-accepted` is one word.
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .word_separator(textwrap::WordSeparator::AsciiSpace);
        let text = visible(text);
        for line in textwrap::wrap(&text, options) {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    /// Writes items beside each other, none of them broken.
    pub fn items(&mut self, items: &[String], between: &str, hang: usize) {
        let whole: Vec<String> = items.iter().map(|item| item.replace(' ', "\u{a0}")).collect();
        let start = self.text.len();
        self.line(&whole.join(between), hang);
        let broken = self.text.split_off(start).replace('\u{a0}', " ");
        self.text.push_str(&broken);
    }

    /// Writes a line of which the beginning has a tone.
    pub fn toned(&mut self, tone: Tone, head: &str, rest: &str, hang: usize) {
        let start = self.text.len();
        self.line(&format!("{head}{rest}"), hang);
        // Wrapping counts columns, so the colour goes in afterwards, where the head stands unbroken.
        if let Some(at) = self.text[start..].find(head).filter(|_| !head.is_empty()) {
            let painted = paint(tone, head);
            self.text.replace_range(start + at..start + at + head.len(), &painted);
        }
    }

    /// Writes text as it is.
    pub fn verbatim(&mut self, text: &str) {
        self.text.push_str(text);
        if !text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Writes a table that fits the page, `indent` columns in.
    pub fn grid(&mut self, table: &Table, indent: usize) {
        let mut grid = Grid::new();
        grid.load_style(comfy_table::presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(u16::try_from(self.width.saturating_sub(indent)).unwrap_or(80))
            .add_rows(table.rows.iter().map(|row| row.iter().map(|cell| visible(cell))));
        if !table.headings.is_empty() {
            grid.set_header(&table.headings);
        }
        for (place, column) in grid.column_iter_mut().enumerate() {
            column.set_padding((0, 2));
            if table.right.contains(&place) {
                column.set_cell_alignment(CellAlignment::Right);
            }
            if !table.wraps.is_empty() && !table.wraps.contains(&place) {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        let margin = SPACES.get(..indent.min(40)).unwrap_or("");
        for line in grid.lines() {
            self.text.push_str(format!("{margin}{line}").trim_end());
            self.text.push('\n');
        }
    }
}

const SPACES: &str = "                                        ";

/// Puts a tone on a text.
pub(crate) fn paint(tone: Tone, text: &str) -> String {
    let style = match tone {
        Tone::Good => Style::new().fg_color(Some(AnsiColor::Green.into())).bold(),
        Tone::Warn => Style::new().fg_color(Some(AnsiColor::Yellow.into())).bold(),
        Tone::Bad => Style::new().fg_color(Some(AnsiColor::Red.into())).bold(),
        Tone::Faint => Style::new().dimmed(),
        Tone::Strong => Style::new().bold(),
    };
    format!("{style}{text}{style:#}")
}

/// Shows what would not be seen: controls, and marks that turn the direction of writing. A log that somebody else wrote must
/// not be able to forge lines on a terminal.
fn visible(text: &str) -> Cow<'_, str> {
    let hidden = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.contains(hidden) {
        Cow::Owned(
            text.chars().map(|letter| if hidden(letter) { '\u{fffd}' } else { letter }).collect(),
        )
    } else {
        Cow::Borrowed(text)
    }
}
