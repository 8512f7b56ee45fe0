//! Terms, moments and last days: counted from everything that they can be counted from.

use cairn_domain::RequirementId;
use cairn_domain::policy::{Anchor, Begun, Due, From, Moment, MonthEnd, Shift, Term};

use super::Draft;
use crate::dice::Dice;

/// Some days, or a month that ends in either way, or both.
pub(super) fn term(dice: &mut Dice) -> Term {
    let months = *dice.pick(&[0, 0, 0, 1, 1, 2]);
    let days = if months == 0 { 1 + dice.below(5) } else { *dice.pick(&[0, 0, 0, 1, 2]) };
    let ends = [MonthEnd::LastDay, MonthEnd::NextDay];
    Term { months, days, month_end: (months > 0).then(|| *dice.pick(&ends)) }
}

impl Draft<'_> {
    pub(super) fn valid_for(&mut self) -> Option<Term> {
        self.dice.chance(20).then(|| term(self.dice))
    }

    pub(super) fn after(&mut self) -> Option<Moment> {
        if !self.dice.chance(35) {
            return None;
        }
        let met: Vec<RequirementId> = self.rules.iter().map(|rule| rule.id.clone()).collect();
        Some(self.moment(&met))
    }

    pub(super) fn due(&mut self) -> Option<Due> {
        let met = self.milestones();
        match self.dice.below(10) {
            0..=3 => None,
            4 | 5 => Some(Due::One(Moment::Day(self.day()))),
            6..=8 => Some(Due::One(self.last_moment(&met))),
            _ => Some(Due::Earliest(vec![self.last_moment(&met), self.last_moment(&met)])),
        }
    }

    /// A moment that is not counted back from what may not have happened yet.
    fn last_moment(&mut self, met: &[RequirementId]) -> Moment {
        let moment = self.moment(met);
        if counts_back(&moment) { Moment::Day(self.day()) } else { moment }
    }

    fn moment(&mut self, met: &[RequirementId]) -> Moment {
        let begun = *self.dice.pick(&[Begun::Application, Begun::Admission]);
        let anchor = match self.dice.below(12) {
            0 | 1 => Anchor::Day(self.day()),
            2 | 3 => Anchor::Application,
            4 | 5 => Anchor::Admission,
            6 | 7 => Anchor::Session(self.dice.pick(&self.sessions).id.clone()),
            8 | 9 => {
                let most = u32::try_from(self.sessions.len()).unwrap_or(1);
                Anchor::NthSession { n: 1 + self.dice.below(most), after: begun }
            }
            _ if met.is_empty() => Anchor::Admission,
            _ => Anchor::Met(self.dice.pick(met).clone()),
        };
        let shift = match self.dice.below(10) {
            0..=3 => None,
            4..=7 => Some(Shift::After(term(self.dice))),
            _ => Some(Shift::Before(term(self.dice))),
        };
        match (anchor, shift) {
            // A day from which nothing is counted is written as the day that it is.
            (Anchor::Day(day), None) => Moment::Day(day),
            (anchor, shift) => Moment::From(From { anchor, shift }),
        }
    }
}

/// Tells whether a moment is so long before what may not have happened yet.
pub(super) const fn counts_back(moment: &Moment) -> bool {
    match moment {
        Moment::Day(_) => false,
        Moment::From(From { anchor, shift }) => {
            matches!(shift, Some(Shift::Before(_)))
                && !matches!(anchor, Anchor::Day(_) | Anchor::Session(_))
        }
    }
}
