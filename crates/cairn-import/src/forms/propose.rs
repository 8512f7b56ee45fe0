//! What the questions of a form may mean, for a person to confirm.
//!
//! Only questions that leave little doubt are mapped; every column is listed, so that whoever confirms sees what is left out.

use std::fmt;

use cairn_domain::Item;
use cairn_domain::source::{Claims, ImportSource, SourceColumn, SourceField};

use crate::refusal::Refusal;
use crate::sheet::{Form, Grid, Unfit, fold, guess, unnamed};
use crate::zoom::cut;

use super::seen;

/// A mapping that a person has yet to confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Which form of file it is.
    pub form: Form,
    /// The mapping; its zone is not in the file, and stays open.
    pub source: ImportSource,
    /// The line of the headings.
    pub line: usize,
    /// All columns, in the order of the file.
    pub columns: Vec<Asked>,
}

/// A column of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its place, counted from 1.
    pub position: u32,
    /// Its heading, as the file has it.
    pub heading: String,
    /// What it is taken for, if anything.
    pub field: Option<SourceField>,
}

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {}, `{}`: ", self.position, cut(&self.heading))?;
        match self.field {
            Some(field) => write!(f, "{field}"),
            None => f.write_str("not read"),
        }
    }
}

/// Proposes how answers to a form are read; `name` is what messages call the file, and what the mapping is called after.
pub fn propose(name: &str, bytes: &[u8]) -> Result<Proposal, Refusal> {
    let refused = |unfit| Refusal::Unfit { name: name.to_owned(), unfit };
    let grids = Grid::tops(name, bytes, None)?;
    let wanted = || vec!["Timestamp".to_owned(), "Username or Email Address".to_owned()];
    let (_, line, form) = seen(&grids).ok_or_else(|| refused(unnamed(&grids, wanted())))?;
    let mut columns: Vec<Asked> = Vec::new();
    for (position, at) in (1..).zip(0..line.width()) {
        let heading = line.text(at).to_owned();
        let taken = |field| columns.iter().any(|column| column.field == Some(field));
        let field = field(&heading, form).filter(|field| !taken(*field));
        columns.push(Asked { position, heading, field });
    }
    let has = |field| columns.iter().any(|column| column.field == Some(field));
    let reflected = has(SourceField::Session) || has(SourceField::Facets);
    let mapped = columns.iter().filter_map(|column| {
        let Asked { position, heading, field } = column;
        Some(SourceColumn { field: (*field)?, position: *position, heading: heading.clone() })
    });
    let source = ImportSource {
        name: called(name).ok_or_else(|| refused(unnameable()))?,
        claims: if reflected { Claims::Reflected } else { Claims::Applied },
        zone: None,
        date_order: None,
        decimal: None,
        currency: None,
        session: None,
        columns: mapped.collect(),
        meanings: Vec::new(),
    };
    Ok(Proposal { form, source, line: line.line, columns })
}

/// Beside the address that the form collected, one that was typed is only compared. A reference that a form asks for is
/// somebody who recommends, not the identity of the answer, and whether somebody was present does not undo what they wrote.
fn field(heading: &str, form: Form) -> Option<SourceField> {
    let of_lists = [SourceField::Reference, SourceField::Status];
    let field = guess(heading).filter(|field| !of_lists.contains(field))?;
    let typed = field == SourceField::Email && fold(heading) != "username";
    (form != Form::GoogleForms || !typed).then_some(field)
}

/// Returns a name for the mapping, of the file's.
fn called(name: &str) -> Option<Item> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_lowercase();
    let letters = stem.chars().map(|found| if found.is_ascii_alphanumeric() { found } else { '-' });
    let mut slug = String::new();
    for letter in letters.take(48) {
        if letter != '-' || !slug.ends_with('-') {
            slug.push(letter);
        }
    }
    Item::new(slug.trim_matches('-')).or_else(|_| Item::new("form")).ok()
}

fn unnameable() -> Unfit {
    Unfit::Source {
        why: "nothing in its name can name a mapping".to_owned(),
        hint: "call the file `answers.csv`".to_owned(),
    }
}
