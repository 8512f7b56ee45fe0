//! What is said at the end: who survived, and how many of each fate.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::find::Mutant;
use crate::hunt::Fate;
use crate::viable::{Dropped, Field};

/// The lines of the exclusion list: a mutant's name without line and column, ` # `, and the reason.
pub fn exclusions(text: &str) -> Result<BTreeMap<String, String>, String> {
    let lines =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let entry = |line: &str| match line.split_once(" # ") {
        Some((name, reason)) => Ok((name.trim().to_owned(), reason.trim().to_owned())),
        None => Err(format!("no reason is given for `{line}`")),
    };
    lines.map(entry).collect()
}

/// One survivor, as a difference.
pub fn shown(field: &Field, mutant: &Mutant) -> String {
    let text = field.files.get(&mutant.file).map_or("", |(text, _)| text);
    let start = text[..mutant.range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[mutant.range.end..].find('\n').map_or(text.len(), |at| mutant.range.end + at);
    let is_body = mutant.what.starts_with("replace ")
        && mutant.what.contains(" with ")
        && text[..mutant.range.start].ends_with('{');
    let (before, after) = if is_body {
        let line = text.lines().nth(mutant.line.saturating_sub(1)).unwrap_or_default();
        (line.trim().to_owned(), mutant.text.clone())
    } else {
        let (head, tail) = (&text[start..mutant.range.start], &text[mutant.range.end..end]);
        (one_line(&text[start..end]), one_line(&format!("{head}{}{tail}", mutant.text)))
    };
    format!("{}\n    - {before}\n    + {after}", mutant.name())
}

fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 160 {
        line
    } else {
        line.chars().take(157).collect::<String>() + "…"
    }
}

/// The counts, by file and in all; of files without a hunted mutant only the sum speaks.
pub fn table(field: &Field, dropped: &Dropped, fates: &BTreeMap<u32, Fate>) -> String {
    let mut rows: BTreeMap<&str, [usize; 7]> = BTreeMap::new();
    for mutant in &field.mutants {
        let row = rows.entry(&mutant.file).or_default();
        let column = match fates.get(&mutant.id) {
            Some(Fate::Killed(_)) => 0,
            Some(Fate::TimedOut) => 1,
            Some(Fate::Survived) => 2,
            Some(Fate::Unreached) => 3,
            Some(Fate::Untried) => 4,
            None if dropped.unviable.contains(&mutant.id) => 5,
            None if dropped.entangled.contains(&mutant.id) => 6,
            None => continue,
        };
        row[column] += 1;
    }
    let mut text = String::new();
    let head =
        ["killed", "timed out", "survived", "unreached", "not tried", "unviable", "entangled"];
    let _ = write!(text, "{:<50}{:>8}", "", "viable");
    for name in head {
        let _ = write!(text, "{name:>11}");
    }
    text.push('\n');
    let mut sum = [0; 7];
    let line = |text: &mut String, name: &str, row: &[usize; 7]| {
        let _ = write!(text, "{name:<50}{:>8}", row[..5].iter().sum::<usize>());
        for count in row {
            let _ = write!(text, "{count:>11}");
        }
        text.push('\n');
    };
    for (file, row) in rows.iter().filter(|(_, row)| row[..5].iter().sum::<usize>() > 0) {
        line(&mut text, file, row);
        sum.iter_mut().zip(row).for_each(|(sum, count)| *sum += count);
    }
    line(&mut text, "in all", &sum);
    text
}
