//! The headings of a file that nobody has described yet, for a person to say what each column holds.

use cairn_domain::source::SourceField;

use super::grid::{Grid, Line};
use super::guess::guess;
use crate::refusal::Refusal;

/// A column by its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its place, counted from 1.
    pub position: u32,
    /// Its heading, as the file has it.
    pub text: String,
    /// What it most likely holds, where its heading leaves little doubt.
    pub guess: Option<SourceField>,
}

/// How many lines may stand above the headings.
const MOST_LINES: usize = 20;

/// Returns the headings of a file: the line among its first that names most fields, or else has most cells.
pub fn headings(name: &str, bytes: &[u8], sheet: Option<&str>) -> Result<Vec<Heading>, Refusal> {
    let grids = Grid::tops(name, bytes, sheet)?;
    let lines = grids.iter().flat_map(|grid| grid.lines.iter().take(MOST_LINES));
    let known =
        |line: &Line| (0..line.width()).filter(|at| guess(line.text(*at)).is_some()).count();
    let cells =
        |line: &Line| (0..line.width()).filter(|at| !line.text(*at).trim().is_empty()).count();
    // Of equals the first: what stands below is an answer, and not a heading.
    let best = lines.reduce(|best, line| {
        if (known(line), cells(line)) > (known(best), cells(best)) { line } else { best }
    });
    let Some(line) = best else { return Err(Refusal::Empty { name: name.to_owned() }) };
    let heading = |(position, at): (u32, usize)| {
        let text = line.text(at).to_owned();
        Heading { position, guess: guess(&text), text }
    };
    Ok((1..).zip(0..line.width()).map(heading).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_that_names_most_fields_is_that_of_the_headings() {
        let text = "Our list; of 2025\n\nDate;E-mail;Amount\n2025-06-15;asha@example.org;12,00\n";
        let found = headings("list.csv", text.as_bytes(), None).unwrap_or_default();
        let fields: Vec<_> = found.iter().map(|heading| heading.guess).collect();
        let expected = [SourceField::At, SourceField::Email, SourceField::Amount];
        assert_eq!(fields, expected.map(Some));
        assert!(headings("list.csv", b"", None).is_err());
    }
}
