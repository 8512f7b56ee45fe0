//! How much is still lacking of amounts: of categories first, and then in all.

use crate::assess::act::Size;
use crate::assess::case::Case;
use crate::assess::log::{self, Sums};
use crate::event::Amount;
use crate::policy::{Category, Measure};

/// Returns what is lacking: so much of each category, so much of any, and so many different people.
pub(super) fn of(case: &Case<'_>, rule: &log::Rule<'_>) -> Vec<Size> {
    let sums = log::so_far(case, rule);
    let mut gaps: Vec<(String, u64)> = Vec::new();
    let mut have: u64 = 0;
    for category in rule.among {
        have = have.saturating_add(fill(category, &sums, &mut gaps));
    }
    let mut lacking = u64::from(rule.need).saturating_sub(have);
    if rule.among.iter().flat_map(Category::walk).all(|each| each.most.is_none()) {
        // Any category will do.
        add(&mut gaps, "", std::mem::take(&mut lacking));
    }
    for category in rule.among {
        lacking -= pour(category, lacking, &sums, &mut gaps);
    }
    let amount = |much: u64| {
        let much = u32::try_from(much).unwrap_or(u32::MAX);
        match rule.unit {
            Measure::Minutes => Amount::Minutes(much),
            Measure::Hundredths(_) => Amount::Hundredths(much),
        }
    };
    let amounts: Vec<(String, Amount)> =
        gaps.into_iter().map(|(name, much)| (name, amount(much))).collect();
    let met = u32::try_from(sums.with.len()).unwrap_or(u32::MAX);
    let different = rule.different.map_or(0, |need| need.saturating_sub(met));
    let mut sizes = Vec::new();
    if !amounts.is_empty() {
        sizes.push(Size::Amounts(amounts));
    }
    if different > 0 {
        sizes.push(Size::Different(different));
    }
    sizes
}

fn add(gaps: &mut Vec<(String, u64)>, name: &str, much: u64) {
    if much == 0 {
        return;
    }
    for (known, sum) in gaps.iter_mut() {
        if known == name {
            *sum = sum.saturating_add(much);
            return;
        }
    }
    gaps.push((name.to_owned(), much));
}

fn poured(gaps: &[(String, u64)], category: &Category) -> u64 {
    gaps.iter().filter(|(name, _)| name == category.name.as_str()).map(|(_, much)| *much).sum()
}

/// What a category comes to, with what the gaps hold so far.
fn value(category: &Category, sums: &Sums<'_>, gaps: &[(String, u64)]) -> u64 {
    let own = if category.among.is_empty() {
        log::sum_of(category, sums).saturating_add(poured(gaps, category))
    } else {
        let inner = category.among.iter().map(|inner| value(inner, sums, gaps));
        inner.fold(0, u64::saturating_add)
    };
    category.most.map_or(own, |most| own.min(most.into()))
}

/// Fills the minima of a category and of what is in it; returns what it then comes to.
fn fill(category: &Category, sums: &Sums<'_>, gaps: &mut Vec<(String, u64)>) -> u64 {
    for inner in &category.among {
        fill(inner, sums, gaps);
    }
    let there = value(category, sums, gaps);
    let lacking = u64::from(category.least.unwrap_or(0)).saturating_sub(there);
    there.saturating_add(pour(category, lacking, sums, gaps))
}

/// Puts as much of an amount into a category as it has room for; returns how much that was.
fn pour(category: &Category, much: u64, sums: &Sums<'_>, gaps: &mut Vec<(String, u64)>) -> u64 {
    let room = category
        .most
        .map_or(u64::MAX, |most| u64::from(most).saturating_sub(value(category, sums, gaps)));
    let wanted = much.min(room);
    if category.among.is_empty() {
        add(gaps, category.name.as_str(), wanted);
        return wanted;
    }
    let mut left = wanted;
    for inner in &category.among {
        left -= pour(inner, left, sums, gaps);
    }
    wanted - left
}
