//! Terms, and days counted from something.

use crate::ids::RequirementId;
use crate::policy::check::{Names, first_day, last_day};
use crate::policy::fault::{FaultKind, Faults};
use crate::policy::{Anchor, Due, From, Moment, Path, Place, Requirement, Shift, Term, Window};

/// The longest term, in months: a hundred years.
const MOST_MONTHS: u32 = 1_200;

/// The longest term, in days: a hundred years.
const MOST_DAYS: u32 = 36_600;

/// Checks the window of a requirement.
pub(super) fn window(names: Names<'_>, place: usize, window: Window<'_>, faults: &mut Faults) {
    let at = |key| Place::requirement(place, key);
    if let Some(after) = window.after {
        moment(names, &at("after"), after, Counted::Open, faults);
    }
    if let Some(by) = window.by {
        due(names, &at("by"), by, faults);
    }
    if let Some(valid_for) = window.valid_for {
        term(&at("valid_for"), valid_for, faults);
        // What expires must be able to be done again, or one perfect future would not dominate.
        if window.by.is_some() {
            faults.add(at("valid_for"), FaultKind::Together("by", "valid_for"));
        }
    }
}

/// Checks a last day.
pub(super) fn due(names: Names<'_>, at: &Place, due: &Due, faults: &mut Faults) {
    match due {
        Due::One(one) => moment(names, at, one, Counted::Due, faults),
        Due::Earliest(several) => {
            if several.is_empty() {
                faults.add(at.clone(), FaultKind::Empty);
            }
            for (place, one) in several.iter().enumerate() {
                moment(names, &at.nth(place), one, Counted::Due, faults);
            }
        }
    }
}

/// What is counted from an anchor.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    /// When a window opens.
    Open,
    /// When it closes: a last day may not move back when something is lost again.
    Due,
}

fn moment(names: Names<'_>, at: &Place, moment: &Moment, counted: Counted, faults: &mut Faults) {
    match moment {
        Moment::Day(day) => faults.day(at.clone(), *day, first_day(), last_day()),
        Moment::From(from) => {
            anchor(names, &at.key(from.key()), &from.anchor, counted, faults);
            // Whether such a day had passed would hang on when something happens that has not happened yet.
            if counted == Counted::Due && from.is_counted_back() {
                faults.add(at.clone(), FaultKind::CountedBack);
            }
            if let Some(Shift::After(shift) | Shift::Before(shift)) = from.shift {
                term(at, shift, faults);
            }
        }
    }
}

fn anchor(names: Names<'_>, at: &Place, anchor: &Anchor, counted: Counted, faults: &mut Faults) {
    match anchor {
        Anchor::Day(day) => faults.day(at.clone(), *day, first_day(), last_day()),
        Anchor::Application | Anchor::Admission => {}
        Anchor::Session(id) => {
            if !names.has_session(id) {
                faults.add(at.key("session"), FaultKind::UnknownSession(id.clone()));
            }
        }
        Anchor::NthSession { n, .. } => {
            let at = at.key("session_number");
            let available = names.policy.sessions.len();
            if *n == 0 {
                let most = u32::try_from(available).unwrap_or(u32::MAX).max(1);
                faults.range(at, *n, 1, most);
            } else {
                faults.at_most(at, *n, available);
            }
        }
        Anchor::Met(id) => {
            let at = at.key("requirement");
            match names.rule(id).map(|rule| &rule.asks) {
                None => faults.add(at, FaultKind::UnknownRequirement(id.clone())),
                Some(_) if counted == Counted::Open => {}
                // What expires is lost again, and the last day with it.
                Some(
                    Requirement::Done { valid_for: None, .. }
                    | Requirement::Exam { valid_for: None, .. },
                ) => {}
                Some(_) => faults.add(at, FaultKind::NoAnchor(id.clone())),
            }
        }
    }
}

/// Checks a span of the calendar.
pub(super) fn term(at: &Place, term: Term, faults: &mut Faults) {
    for (key, got, to) in [("months", term.months, MOST_MONTHS), ("days", term.days, MOST_DAYS)] {
        if got > to {
            let kind = FaultKind::OutOfRange { got: got.into(), from: 1, to: to.into() };
            faults.add(at.key(key), kind);
        }
    }
    match (term.months, term.days, term.month_end) {
        (0, _, Some(_)) => {
            faults.add(at.key("month_end"), FaultKind::Without("month_end", "months"));
        }
        (0, 0, None) => faults.add(at.clone(), FaultKind::NoTime),
        (1.., _, None) => faults.add(at.key("months"), FaultKind::Without("months", "month_end")),
        _ => {}
    }
}

impl From {
    /// Tells whether it lies before something that may not have happened yet.
    pub(super) const fn is_counted_back(&self) -> bool {
        matches!(self.shift, Some(Shift::Before(_)))
            && matches!(
                self.anchor,
                Anchor::Application
                    | Anchor::Admission
                    | Anchor::NthSession { .. }
                    | Anchor::Met(_)
            )
    }

    /// Returns the key under which a file has the anchor.
    const fn key(&self) -> &'static str {
        match self.shift {
            Some(Shift::Before(_)) => "before",
            Some(Shift::After(_)) | None => "after",
        }
    }
}

/// Returns the moments that a requirement names, each with the way to it.
fn moments(asks: &Requirement) -> Vec<(Path, &Moment)> {
    let mut named = Vec::new();
    let mut dues = Vec::new();
    if let Some(window) = asks.window() {
        named.extend(window.after.map(|after| (Path::from("after"), after)));
        dues.extend(window.by.map(|by| (Path::from("by"), by)));
    }
    if let Requirement::Log { reported_by: Some(by), .. } = asks {
        dues.push((Path::from("reported_by"), by));
    }
    for (path, due) in dues {
        match due {
            Due::One(one) => named.push((path, one)),
            Due::Earliest(several) => {
                let each = several.iter().enumerate();
                named.extend(each.map(|(place, one)| (path.nth(place), one)));
            }
        }
    }
    named
}

/// Returns the requirements that a requirement is counted from, each with the way to it.
pub(in crate::policy) fn met(asks: &Requirement) -> Vec<(Path, &RequirementId)> {
    moments(asks)
        .into_iter()
        .filter_map(|(path, moment)| match moment {
            Moment::From(from @ From { anchor: Anchor::Met(id), .. }) => {
                Some((path.key(from.key()).key("requirement"), id))
            }
            _ => None,
        })
        .collect()
}
