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
    let (line, _) = best(&grids).ok_or_else(|| Refusal::Empty { name: name.to_owned() })?;
    let heading = |(position, at): (u32, usize)| {
        let text = line.text(at).to_owned();
        Heading { position, guess: guess(&text), text }
    };
    Ok((1..).zip(0..line.width()).map(heading).collect())
}

/// Returns what stands in a column below its heading, each text once, in the order of the file.
pub fn answers(
    name: &str,
    bytes: &[u8],
    sheet: Option<&str>,
    position: u32,
) -> Result<Vec<String>, Refusal> {
    let grids = Grid::read(name, bytes, sheet)?;
    let (_, below) = best(&grids).ok_or_else(|| Refusal::Empty { name: name.to_owned() })?;
    let at = usize::try_from(position).unwrap_or(usize::MAX).saturating_sub(1);
    let mut found: Vec<String> = Vec::new();
    for line in below {
        let text = line.text(at).trim();
        if !text.is_empty() && !found.iter().any(|known| known == text) {
            found.push(text.to_owned());
        }
    }
    Ok(found)
}

/// Returns the line of the headings, and the lines below it.
fn best(grids: &[Grid]) -> Option<(&Line, &[Line])> {
    // `Present` is a heading of some lists, and an answer in many: it does not show which line is that of the headings.
    let names = |text: &str| guess(text).is_some_and(|field| field != SourceField::Status);
    let known = |line: &Line| (0..line.width()).filter(|at| names(line.text(*at))).count();
    let cells =
        |line: &Line| (0..line.width()).filter(|at| !line.text(*at).trim().is_empty()).count();
    let places = grids.iter().flat_map(|grid| {
        grid.lines.iter().take(MOST_LINES).enumerate().map(move |(at, line)| (grid, at, line))
    });
    // Of equals the first: what stands below is an answer, and not a heading.
    let best = places.reduce(|best, each| {
        if (known(each.2), cells(each.2)) > (known(best.2), cells(best.2)) { each } else { best }
    });
    best.map(|(grid, at, line)| (line, grid.lines.get(at + 1..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_says_present_is_not_taken_for_the_headings() {
        let text = "Who,Day,Here\nAsha Rao,2025-09-25,Present\nBen Ode,2025-09-25,Attended\n";
        let found = headings("list.csv", text.as_bytes(), None).unwrap_or_default();
        let found: Vec<_> = found.iter().map(|heading| heading.text.as_str()).collect();
        assert_eq!(found, ["Who", "Day", "Here"]);
    }

    #[test]
    fn the_line_that_names_most_fields_is_that_of_the_headings() {
        let text = "Our list; of 2025\n\nDate;E-mail;Amount\n2025-06-15;asha@example.org;12,00\n";
        let found = headings("list.csv", text.as_bytes(), None).unwrap_or_default();
        let fields: Vec<_> = found.iter().map(|heading| heading.guess).collect();
        let expected = [SourceField::At, SourceField::Email, SourceField::Amount];
        assert_eq!(fields, expected.map(Some));
        assert!(headings("list.csv", b"", None).is_err());
        let days = answers("list.csv", text.as_bytes(), None, 1).unwrap_or_default();
        assert_eq!(days, ["2025-06-15"]);
    }
}
