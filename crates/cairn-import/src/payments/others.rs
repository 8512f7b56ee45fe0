//! What a row must know of the other rows of its file.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::Record;

use super::columns::Columns;
use super::form::Field;

/// What the rows of a file say of each other, as far as their cells are compared as they stand.
#[derive(Default)]
pub(super) struct Others<'r> {
    /// Where an identity stands first.
    first: BTreeMap<&'r str, &'r Record<'r>>,
    /// How many different identities share an order and an address.
    shared: BTreeMap<(String, String), BTreeSet<&'r str>>,
    /// The payments of which another row says that they went back.
    referred: BTreeSet<&'r str>,
    /// The identities of charges whose own row is in the file.
    charged: BTreeSet<&'r str>,
}

/// How a row stands to one above it with the same identity.
pub(super) enum Repeat {
    /// It is the same, cell for cell.
    Same(usize),
    /// It says something else.
    Other(usize),
}

impl<'r> Others<'r> {
    /// Gathers it from the rows that are not damaged.
    pub(super) fn of(records: &[&'r Record<'r>], columns: &Columns) -> Self {
        let mut others = Self::default();
        for record in records.iter().copied() {
            let cell = |field| {
                let mut cells = columns.all(field).filter_map(|at| record.cell(at));
                cells.find(|cell| !cell.is_empty())
            };
            let id = cell(Field::Id);
            if let Some(id) = id {
                others.first.entry(id).or_insert(record);
            }
            if let (Some(order), Some(email), Some(id)) =
                (cell(Field::Order), cell(Field::Email), id)
            {
                let shared =
                    others.shared.entry((order.to_owned(), email.to_lowercase())).or_default();
                shared.insert(id);
            }
            let kind = cell(Field::Kind).unwrap_or_default().to_lowercase();
            if ["refund", "reversal", "chargeback"].iter().any(|word| kind.contains(word)) {
                others.referred.extend(cell(Field::Reference));
            }
            if kind == "charge" {
                others.charged.extend(cell(Field::Charge));
            }
        }
        others
    }

    /// Returns how a row repeats one above it, if it does.
    pub(super) fn repeat(&self, id: &str, record: &Record<'_>) -> Option<Repeat> {
        let Record { line, cells, .. } =
            self.first.get(id).filter(|first| first.line < record.line)?;
        let same = *cells == record.cells;
        Some(if same { Repeat::Same(*line) } else { Repeat::Other(*line) })
    }

    /// Returns how many attendees of an order have an address.
    pub(super) fn sharing(&self, order: &str, email: &str) -> usize {
        let key = (order.to_owned(), email.to_owned());
        self.shared.get(&key).map_or(0, BTreeSet::len)
    }

    pub(super) fn is_referred_to(&self, id: &str) -> bool {
        self.referred.contains(id)
    }

    pub(super) fn is_charged(&self, charge: &str) -> bool {
        self.charged.contains(charge)
    }
}
