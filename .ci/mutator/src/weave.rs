//! The text of a file with all its mutants in it, and where each of them came to stand.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::find::{Mutant, Place, Weave};

/// A file with its mutants in it.
#[derive(Debug, Default)]
pub struct Woven {
    /// The new text.
    pub text: String,
    /// The bytes of each mutant in the new text.
    pub mutants: Vec<(Range<usize>, u32)>,
    /// The bytes of each place in the new text, and the numbers of its mutants.
    pub places: Vec<(Range<usize>, Vec<u32>)>,
}

/// Weaves the mutants of a file into its text, but for those in `dropped`.
pub fn weave(text: &str, places: &[Place], mutants: &[Mutant], dropped: &BTreeSet<u32>) -> Woven {
    let mut order: Vec<&Place> = places.iter().collect();
    // Outer places come before those within them, and what is inserted comes before what begins there.
    order.sort_by_key(|place| {
        (place.range.start, !place.range.is_empty(), std::cmp::Reverse(place.range.end))
    });
    let mut loom = Loom { text, mutants, dropped, order, next: 0, woven: Woven::default() };
    loom.until(0, text.len());
    loom.woven
}

struct Loom<'t> {
    text: &'t str,
    mutants: &'t [Mutant],
    dropped: &'t BTreeSet<u32>,
    order: Vec<&'t Place>,
    next: usize,
    woven: Woven,
}

impl Loom<'_> {
    /// Writes the text of these bytes, with whatever is woven in between.
    fn until(&mut self, from: usize, to: usize) {
        let mut at = from;
        while let Some(place) = self.order.get(self.next).copied() {
            if place.range.start > to || place.range.end > to {
                break;
            }
            self.next += 1;
            self.woven.text.push_str(&self.text[at..place.range.start]);
            self.place(place);
            at = place.range.end;
        }
        self.woven.text.push_str(&self.text[at..to]);
    }

    fn put(&mut self, text: &str) {
        self.woven.text.push_str(text);
    }

    fn mutant(&mut self, before: &str, mutant: &Mutant, after: &str) {
        self.put(before);
        let start = self.woven.text.len();
        self.put(&mutant.text);
        self.woven.mutants.push((start..self.woven.text.len(), mutant.id));
        self.put(after);
    }

    fn place(&mut self, place: &Place) {
        let all = &self.mutants[place.mutants.clone()];
        let alive: Vec<&Mutant> =
            all.iter().filter(|mutant| !self.dropped.contains(&mutant.id)).collect();
        let Range { start, end } = place.range;
        if alive.is_empty() {
            return self.until(start, end);
        }
        let began = self.woven.text.len();
        match place.weave {
            Weave::Switch => self.switch(&alive, start, end),
            Weave::Entry => {
                for mutant in &alive {
                    let before = format!(" if crate::cairn_mutant::on({}) {{ return ", mutant.id);
                    self.mutant(&before, mutant, "; }");
                }
            }
            Weave::Nothing => {
                let id = alive[0].id;
                self.put(&format!("(if crate::cairn_mutant::on({id}) {{ None }} else {{ Some({{"));
                self.until(start, end);
                self.put("}) }).into_iter().flatten()");
            }
            Weave::Arm => {
                let id = alive[0].id;
                self.put(&format!(" if !crate::cairn_mutant::on({id})"));
            }
            Weave::Guarded => {
                if alive[0].id == all[0].id {
                    self.put(&format!("!crate::cairn_mutant::on({}) && ", all[0].id));
                }
                let constants: Vec<&Mutant> =
                    alive.into_iter().filter(|mutant| mutant.id != all[0].id).collect();
                if constants.is_empty() {
                    self.put("(");
                    self.until(start, end);
                    self.put(")");
                } else {
                    self.switch(&constants, start, end);
                }
            }
            Weave::Statement => {
                self.put(&format!("if !crate::cairn_mutant::on({}) {{ ", alive[0].id));
                self.until(start, end);
                self.put(" }");
            }
            Weave::NoConst => self.until(start + "const".len(), end),
        }
        let ids = all.iter().filter(|mutant| !self.dropped.contains(&mutant.id));
        let ids = ids.map(|mutant| mutant.id).collect();
        self.woven.places.push((began..self.woven.text.len(), ids));
    }

    fn switch(&mut self, alive: &[&Mutant], start: usize, end: usize) {
        let (Some(first), Some((last, rest))) = (alive.first(), alive.split_last()) else { return };
        self.put(&format!("(if crate::cairn_mutant::off({}, {}) {{ ", first.id, last.id));
        self.until(start, end);
        for mutant in rest {
            let before = format!(" }} else if crate::cairn_mutant::on({}) {{ ", mutant.id);
            self.mutant(&before, mutant, "");
        }
        self.mutant(" } else { ", last, " })");
    }
}
