//! Amounts of something done, by category.

use std::collections::BTreeSet;

use crate::policy::check::{Names, when};
use crate::policy::fault::{FaultKind, Faults};
use crate::policy::{Category, Measure, Place, Requirement};

/// The largest amount, in minutes or hundredths.
const MOST: u32 = 1_000_000;

/// How deep categories may be nested.
const MOST_DEEP: usize = 8;

pub(super) fn check(names: Names<'_>, place: usize, asks: &Requirement, faults: &mut Faults) {
    let Requirement::Log { need, unit, among, different, per_day, reported_by, .. } = asks else {
        return;
    };
    let at = |key| Place::requirement(place, key);
    faults.range(at("need"), *need, 1, MOST);
    if let Measure::Hundredths(word) = unit
        && !Measure::is_word(word)
    {
        faults.add(at("need"), FaultKind::NotAUnit(word.clone()));
    }
    if among.is_empty() {
        faults.add(at("among"), FaultKind::Empty);
    }
    if let Some(different) = different {
        faults.range(at("different"), *different, 1, MOST);
    }
    if let Some(per_day) = per_day {
        faults.range(at("per_day"), *per_day, 1, MOST);
        // What was done on earlier days may still be told: nobody could say how much room these days have left.
        if reported_by.is_some() {
            faults.add(at("per_day"), FaultKind::Together("per_day", "reported_by"));
        }
        let leaves = among.iter().flat_map(Category::walk).filter(|each| each.among.is_empty());
        if leaves.count() > 1 {
            faults.add(at("per_day"), FaultKind::ManyPerDay);
        }
    }
    if let Some(by) = reported_by {
        when::due(names, &at("reported_by"), by, faults);
    }
    let mut seen = Seen::default();
    for (nth, category) in among.iter().enumerate() {
        self::category(&at("among").nth(nth), category, 1, &mut seen, faults);
    }
    if let Some(held) = held(among)
        && !among.is_empty()
        && u64::from(*need) > held
    {
        faults.add(at("need"), FaultKind::Impossible { need: (*need).into(), available: held });
    }
}

/// What has been named so far.
#[derive(Default)]
struct Seen<'c> {
    names: BTreeSet<&'c str>,
    activities: BTreeSet<&'c str>,
}

fn category<'c>(
    at: &Place,
    category: &'c Category,
    depth: usize,
    seen: &mut Seen<'c>,
    faults: &mut Faults,
) {
    if depth > MOST_DEEP {
        faults.add(at.clone(), FaultKind::TooDeep(MOST_DEEP));
        return;
    }
    let name = category.name.as_str();
    if name == Category::DIFFERENT {
        faults.add(at.key("name"), FaultKind::Reserved(Category::DIFFERENT));
    } else if !seen.names.insert(name) {
        faults.add(at.key("name"), FaultKind::Duplicate(name.to_owned()));
    }
    match (category.of.is_empty(), category.among.is_empty()) {
        (true, true) => faults.add(at.key("of"), FaultKind::Empty),
        (false, false) => faults.add(at.key("among"), FaultKind::Together("of", "among")),
        _ => {}
    }
    for activity in &category.of {
        if !seen.activities.insert(activity.as_str()) {
            faults.add(at.key("of"), FaultKind::Duplicate(activity.to_string()));
        }
    }
    bounds(at, category, faults);
    for (nth, inner) in category.among.iter().enumerate() {
        self::category(&at.key("among").nth(nth), inner, depth + 1, seen, faults);
    }
}

/// Checks that what is asked of a category, and of those in it, can be held.
fn bounds(at: &Place, category: &Category, faults: &mut Faults) {
    let impossible = |need, available| FaultKind::Impossible { need, available };
    for (key, amount) in [("least", category.least), ("most", category.most)] {
        if let Some(amount) = amount {
            faults.range(at.key(key), amount, 1, MOST);
        }
    }
    if let (Some(least), Some(most)) = (category.least.map(u64::from), capacity(category))
        && least > most
    {
        faults.add(at.key("least"), impossible(least, most));
    }
    let within: u64 = category.among.iter().map(floor).sum();
    if let Some(most) = category.most.map(u64::from)
        && within > most
    {
        faults.add(at.key("most"), impossible(within, most));
    }
}

/// Returns the least that a category must hold.
fn floor(category: &Category) -> u64 {
    let within: u64 = category.among.iter().map(floor).sum();
    within.max(category.least.unwrap_or_default().into())
}

/// Returns the most that a category can hold; `None` where there is no end.
fn capacity(category: &Category) -> Option<u64> {
    let within = if category.among.is_empty() { None } else { held(&category.among) };
    match (category.most.map(u64::from), within) {
        (Some(most), Some(within)) => Some(most.min(within)),
        (most, within) => most.or(within),
    }
}

/// Returns the most that categories can hold together.
fn held(categories: &[Category]) -> Option<u64> {
    categories.iter().map(capacity).sum()
}

/// What people write for time.
const TIME: [&str; 12] =
    ["minute", "minutes", "min", "min.", "mins", "m", "hour", "hours", "hr", "hrs", "h", "h."];

impl Measure {
    /// Tells whether a word can say what is counted: letters, and what joins them, that do not mean time.
    #[must_use]
    pub fn is_word(word: &str) -> bool {
        let inside = |sign: char| sign.is_alphabetic() || matches!(sign, '-' | ' ' | '\'');
        word.chars().count() <= 40
            && word.starts_with(char::is_alphabetic)
            && word.ends_with(char::is_alphabetic)
            && word.chars().all(inside)
            && !word.contains("  ")
            && !TIME.contains(&word.to_lowercase().as_str())
    }
}
