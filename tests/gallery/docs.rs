//! The gallery's page, held against the folders.

use std::collections::BTreeSet;
use std::fs;

use crate::programme::{Programme, root};
use crate::shapes::SHAPES;

const PAGE: &str = "docs/reference/gallery.md";

/// The rows of the table under a heading, each as its cells; without the table's own heading.
fn table(heading: &str) -> Result<Vec<Vec<String>>, String> {
    let page = fs::read_to_string(root(PAGE)).map_err(|why| format!("{PAGE}: {why}"))?;
    let mut lines = page.lines().skip_while(|line| *line != heading);
    lines.next().ok_or_else(|| format!("{PAGE}: no `{heading}`"))?;
    let here = lines.take_while(|line| !line.starts_with("## "));
    let rows = here.filter(|line| line.starts_with('|')).skip(2);
    let cells = |row: &str| {
        let cells = row.trim_matches('|').split(" | ");
        cells.map(|cell| cell.trim().to_owned()).collect()
    };
    Ok(rows.map(cells).collect())
}

/// The words of a cell that stand between backticks.
fn marked(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// The page says how many programmes and cases there are.
pub fn counts(programmes: &[Programme]) -> Result<(), String> {
    let cases: usize =
        programmes.iter().flat_map(|each| &each.cases).map(|cases| cases.case.len()).sum();
    let says = format!("{} policies, {cases} histories", programmes.len());
    let page = fs::read_to_string(root(PAGE)).map_err(|why| format!("{PAGE}: {why}"))?;
    if page.contains(&says) { Ok(()) } else { Err(format!("{PAGE} does not say `{says}`")) }
}

/// Every folder has its row, and every row its folder.
pub fn programmes(programmes: &[Programme]) -> Result<(), String> {
    let rows = table("## The programmes")?;
    let named: Vec<&str> = rows.iter().flat_map(|row| marked(&row[0])).collect();
    let there: Vec<&str> = programmes.iter().map(|each| each.name.as_str()).collect();
    if named == there {
        return Ok(());
    }
    let (named, there): (BTreeSet<_>, BTreeSet<_>) =
        (named.into_iter().collect(), there.into_iter().collect());
    let missing: Vec<_> = there.difference(&named).collect();
    let invented: Vec<_> = named.difference(&there).collect();
    Err(format!("in order of name: not on the page {missing:?}, not in the gallery {invented:?}"))
}

/// Every shape has its row and at least one programme; every programme that a row names shows the shape; and no
/// programme is there for nothing.
pub fn shapes(programmes: &[Programme]) -> Result<(), String> {
    let rows = table("## The shapes")?;
    let named: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    let known: Vec<&str> = SHAPES.iter().map(|(name, _)| *name).collect();
    let mut wrong = Vec::new();
    let mut shown = BTreeSet::new();
    if named != known {
        let first = named.iter().zip(&known).find(|(named, known)| named != known);
        wrong.push(format!("the rows are not the shapes in their order: {first:?}"));
    }
    for ((shape, shows), row) in SHAPES.iter().zip(&rows) {
        let claimed: Vec<&str> = row.last().map(|cell| marked(cell).collect()).unwrap_or_default();
        if claimed.is_empty() {
            wrong.push(format!("nothing shows `{shape}`"));
        }
        for name in claimed {
            match programmes.iter().find(|each| each.name == name) {
                Some(programme) if shows(programme) => {
                    shown.insert(programme.name.as_str());
                }
                Some(_) => wrong.push(format!("`{name}` does not show `{shape}`")),
                None => wrong.push(format!("`{name}` is no programme of the gallery")),
            }
        }
    }
    let idle =
        programmes.iter().map(|each| each.name.as_str()).filter(|name| !shown.contains(name));
    wrong.extend(idle.map(|name| format!("`{name}` is there for no shape")));
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}
