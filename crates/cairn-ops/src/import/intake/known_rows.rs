//! The rows that were left to be decided, and how a row is found among them.
//!
//! Rows that two people left under one name in one second cannot be told apart by what they show. Then only what says the very
//! same is the same row: a longer one may be either's, and is left anew.

use std::collections::HashMap;
use std::rc::Rc;

use cairn_domain::EventId;

use crate::import::claimed::{Claimed, Origin};
use crate::import::compare::{Differs, compare};
use crate::import::queue::{Entry, Fate};

/// The rows that were left to be decided, on record or in this import.
pub(super) struct Queue {
    pub entries: Vec<Entry>,
    by_slot: HashMap<Slot, Vec<usize>>,
    /// By the file and the row, of rows that claim nothing else.
    by_row: HashMap<(String, usize), usize>,
    /// How many rows of a file look the same: by its SHA-256.
    alike: HashMap<(String, Slot), usize>,
    /// Which row of a file an entry was found for.
    found: HashMap<(String, usize), usize>,
}

/// What makes two queued rows look the same: the provider, what it is about, and who it shows.
type Slot = (String, String, Option<String>, Option<String>);

fn slot(claimed: &Claimed, origin: &Origin) -> Slot {
    // What its provider knows by an identity is that, whatever name an export shows beside it.
    if claimed.key.is_some() {
        return (origin.provider.clone(), claimed.slot(), None, None);
    }
    let shown = Some(claimed.shown.clone()).filter(|shown| Some(shown) != claimed.email.as_ref());
    (origin.provider.clone(), claimed.slot(), shown, claimed.email.clone())
}

impl Queue {
    pub fn new(entries: Vec<Entry>) -> Self {
        let mut by_slot: HashMap<Slot, Vec<usize>> = HashMap::new();
        let mut by_row = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            if entry.claimed.alone && entry.claimed.key.is_none() {
                by_row.insert((entry.origin.sha256.clone(), entry.claimed.row), at);
            }
            by_slot.entry(slot(&entry.claimed, &entry.origin)).or_default().push(at);
        }
        Self { entries, by_slot, by_row, alike: HashMap::new(), found: HashMap::new() }
    }

    /// Takes note of a row of a file that is to be taken in.
    pub fn expect(&mut self, claimed: &Claimed, origin: &Origin) {
        let key = (origin.sha256.clone(), slot(claimed, origin));
        *self.alike.entry(key).or_default() += 1;
    }

    /// Finds the entry of a row; every row of a file has its own.
    pub fn find(&mut self, claimed: &Claimed, origin: &Rc<Origin>) -> Option<usize> {
        let slot = slot(claimed, origin);
        // The same row may have been read in another zone, or for another session.
        let row = (origin.sha256.clone(), claimed.row);
        let read_otherwise = self.by_row.get(&row).copied().filter(|_| claimed.alone);
        let Some(places) = self.by_slot.get(&slot) else { return read_otherwise };
        let is_it = |at: &&usize| {
            self.entries.get(**at).is_some_and(|entry| {
                entry.origin.sha256 == origin.sha256 && entry.claimed.row == claimed.row
            })
        };
        let alike = self.alike.get(&(origin.sha256.clone(), slot.clone())).copied();
        let at = match (places.iter().find(is_it), places.as_slice()) {
            (Some(at), _) => *at,
            (None, [only]) if alike.unwrap_or_default() <= 1 => *only,
            (None, several) => *several.iter().find(|at| self.says_so(**at, claimed, origin))?,
        };
        self.found.insert((origin.sha256.clone(), at), claimed.row);
        Some(at)
    }

    /// Tells whether an entry says the very same, and is that of no other row of the file.
    fn says_so(&self, at: usize, claimed: &Claimed, origin: &Origin) -> bool {
        let row = self.found.get(&(origin.sha256.clone(), at));
        row.is_none_or(|row| *row == claimed.row)
            && self.entries.get(at).is_some_and(|entry| {
                entry.origin.sha256 != origin.sha256
                    && compare(&entry.claimed.event, &claimed.event, false) == Differs::Same
            })
    }

    /// Adds a row that is left in this import.
    pub fn add(&mut self, id: EventId, claimed: &Claimed, origin: &Rc<Origin>) {
        let at = self.entries.len();
        self.by_slot.entry(slot(claimed, origin)).or_default().push(at);
        self.found.insert((origin.sha256.clone(), at), claimed.row);
        let (claimed, origin) = (claimed.clone(), Rc::clone(origin));
        // It has no position yet; that it is of this import, its identity tells.
        self.entries.push(Entry { position: 0, id, fate: Fate::Open, origin, claimed });
    }
}
