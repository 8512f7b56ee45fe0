//! Amounts by category: minima, maxima, different people, limits to a day.

use std::collections::BTreeSet;

use cairn_domain::policy::{Category, Measure, Requirement};

use super::{Draft, name};

/// What amounts may be done in.
pub(in super::super) const ACTIVITIES: [&str; 4] = ["coaching", "ethics", "dives", "reading"];

impl Draft<'_> {
    pub(super) fn log(&mut self) -> Requirement {
        let units = [Measure::Minutes, Measure::Hundredths("credits".to_owned())];
        let unit = self.dice.pick(&units).clone();
        let alone = self.dice.chance(45);
        let among = if alone {
            vec![self.category("any", &ACTIVITIES[..2], false)]
        } else {
            self.categories()
        };
        let holds = among.iter().map(|each| each.most).sum::<Option<u32>>();
        let wanted = *self.dice.pick(&[60, 100, 150, 200]);
        let valid_for = self.valid_for();
        let per_day = (alone && self.dice.chance(60)).then(|| *self.dice.pick(&[30, 60, 100]));
        let told_later = per_day.is_none() && self.dice.chance(50);
        Requirement::Log {
            need: holds.map_or(wanted, |holds| holds.min(wanted)),
            unit,
            among,
            different: self.dice.chance(30).then(|| 1 + self.dice.below(2)),
            per_day,
            reported_by: if told_later { self.due() } else { None },
            after: self.after(),
            by: if valid_for.is_none() { self.due() } else { None },
            valid_for,
        }
    }

    /// Two categories, the first of which may have two of its own.
    fn categories(&mut self) -> Vec<Category> {
        let first = if self.dice.chance(40) {
            let mut above = self.category("practice", &[], true);
            above.among = vec![
                self.category("inner", &ACTIVITIES[..1], true),
                self.category("outer", &ACTIVITIES[1..2], true),
            ];
            // No more can be asked of the whole than its parts hold.
            let holds = above.among.iter().map(|each| each.most).sum::<Option<u32>>();
            above.least = above.least.map(|least| holds.map_or(least, |holds| holds.min(least)));
            above
        } else {
            self.category("practice", &ACTIVITIES[..2], true)
        };
        vec![first, self.category("study", &ACTIVITIES[2..3], true)]
    }

    fn category(&mut self, id: &str, of: &[&str], minima: bool) -> Category {
        let least = (minima && self.dice.chance(35)).then(|| *self.dice.pick(&[30, 60]));
        let most = self.dice.chance(35).then(|| *self.dice.pick(&[60, 100, 120]));
        let of: BTreeSet<_> = of.iter().map(|each| name(each)).collect();
        Category { name: name(id), of, among: Vec::new(), least, most }
    }
}
