//! The one door through which everything is printed: answers on stdout, talk on stderr.

use std::io::Write as _;

use cairn_ops::Failure;
use clap::ColorChoice;
use serde::Serialize;

use crate::cli::Format;
use crate::desk::Desk;
use crate::render::{Canvas, Draw};

/// A report that can be shown: its text is drawn here, its JSON is its own, its table is CSV.
pub(crate) trait Report: Serialize + Draw {}
impl<T: Serialize + Draw> Report for T {}

/// Shows a report in the format that was asked for.
pub(crate) fn report(desk: &Desk, report: &impl Report) -> Result<(), Failure> {
    report_in(desk, desk.format, report)
}

/// Shows a report in a format that follows from what was asked for.
pub(crate) fn report_in(desk: &Desk, format: Format, report: &impl Report) -> Result<(), Failure> {
    match format {
        Format::Text => {
            let mut canvas = Canvas::new(desk.width);
            report.draw(&mut canvas);
            print(desk.color, &canvas.finish())
        }
        Format::Json => {
            let text = serde_json::to_string_pretty(report).map_err(|error| {
                Failure::mend(format!("the answer cannot be written as JSON: {error}"))
            })?;
            print(desk.color, &format!("{text}\n"))
        }
        Format::Csv => {
            let table = report.table().ok_or_else(|| {
                Failure::mend("this answer is not a table, so it has no CSV form")
                    .hint("`--format text` and `--format json` show it")
            })?;
            print(desk.color, &table.csv())
        }
        Format::Xlsx => Err(no_workbook()),
    }
}

/// Says that an answer cannot be a workbook.
pub(crate) fn no_workbook() -> Failure {
    Failure::mend("this answer is not written as a workbook").hint(
        "`cairn export roster`, `attendance` and `balances` are, into a file: `-f xlsx -o FILE`",
    )
}

/// Prints what goes to a program as it is.
pub(crate) fn verbatim(bytes: &[u8]) -> Result<(), Failure> {
    printed(std::io::stdout().write_all(bytes).and_then(|()| std::io::stdout().flush()))
}

/// Prints an answer. A reader that closed its end (`| head`) has seen enough: that is success.
pub(crate) fn print(color: ColorChoice, text: &str) -> Result<(), Failure> {
    let choice = match color {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    };
    let mut out = anstream::AutoStream::new(std::io::stdout(), choice);
    printed(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

fn printed(done: std::io::Result<()>) -> Result<(), Failure> {
    match done {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::mend(format!("the answer could not be printed: {error}")))
        }
        _ => Ok(()),
    }
}

/// Says something beside the answer. If nobody can hear it, nothing is lost.
pub(crate) fn talk(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Says something beside the answer that may be long.
pub(crate) fn talk_at_length(desk: &Desk, text: &str) {
    let mut canvas = Canvas::new(desk.width);
    canvas.line(text, 2);
    talk(canvas.finish().trim_end());
}

/// Says why something could not be done, wrapped to the terminal; what is quoted from a file stays as it stands there.
pub(crate) fn complain(failure: &Failure) {
    let width = width();
    let lines = failure.to_string();
    let wrapped: Vec<String> = lines.lines().map(|line| wrap(line, width)).collect();
    talk(&wrapped.join("\n"));
}

/// Wraps one line of a complaint. What stands between backticks is typed as it is, so that it stays together if it can.
fn wrap(line: &str, width: usize) -> String {
    let rest = line.trim_start_matches(|letter: char| letter == ' ' || letter.is_ascii_digit());
    let is_quoted = ["|", "-->", ":::", "..."].iter().any(|mark| rest.starts_with(mark));
    if is_quoted || textwrap::core::display_width(line) <= width {
        return line.to_owned();
    }
    let margin = line.len() - line.trim_start_matches(' ').len();
    let indent = " ".repeat(margin + 4);
    let room = width.saturating_sub(indent.len() + 2);
    let whole = |(place, part): (usize, &str)| {
        let is_typed = place % 2 == 1 && textwrap::core::display_width(part) <= room;
        if is_typed { part.replace(' ', "\u{a0}") } else { part.to_owned() }
    };
    let parts: Vec<String> = line.split('`').enumerate().map(whole).collect();
    let options = textwrap::Options::new(width)
        .subsequent_indent(&indent)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(&parts.join("`"), options).replace('\u{a0}', " ")
}

/// Returns how wide the terminal is, in columns.
pub(crate) fn width() -> usize {
    let set = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let asked = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    // A pipe has no width; 80 columns read well in a mail and in the minutes.
    set.or_else(asked).unwrap_or(80).clamp(40, 200)
}

/// How wide help is: what a terminal has at least, and a mail and the minutes take.
pub(crate) const WIDTH: usize = 80;

/// Wraps what clap does not: the line that says how a command is used, and what it says of mistakes.
pub(crate) fn narrow(text: &str) -> String {
    let mut narrowed = String::new();
    for line in text.split_inclusive('\n') {
        let end = if line.ends_with('\n') { "\n" } else { "" };
        let line = line.trim_end_matches('\n');
        if textwrap::core::display_width(line) <= WIDTH {
            narrowed.push_str(line);
        } else {
            let options = textwrap::Options::new(WIDTH)
                .subsequent_indent("       ")
                .break_words(false)
                .word_separator(textwrap::WordSeparator::AsciiSpace)
                .word_splitter(textwrap::WordSplitter::NoHyphenation);
            narrowed.push_str(&textwrap::fill(line, options));
        }
        narrowed.push_str(end);
    }
    narrowed
}

/// Shows what clap says: help on stdout, errors on stderr.
pub(crate) fn usage(error: &clap::Error) {
    let text = narrow(&error.render().ansi().to_string());
    let _ = if error.use_stderr() {
        anstream::stderr().write_all(text.as_bytes())
    } else {
        anstream::stdout().write_all(text.as_bytes())
    };
}
