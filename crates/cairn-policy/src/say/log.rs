//! Amounts of something done in words.

use cairn_domain::ids::Activity;
use cairn_domain::policy::{Category, Measure, Requirement};

use crate::read::is_alone;
use crate::say::counts::{any_of, joined};
use crate::say::when::{counting, until};
use crate::say::{amount, singular};

pub(super) fn asked(asks: &Requirement) -> String {
    let Requirement::Log { need, unit, among, different, per_day, reported_by, .. } = asks else {
        return String::new();
    };
    let window = asks.window().unwrap_or_default();
    let made_of = match among.as_slice() {
        [one] if is_alone(one) => activities(one, unit),
        several => format!(": {}", joined(several.iter().map(|each| category(each, unit)))),
    };
    let by = match until(window.by) {
        by if by.is_empty() => by,
        by => format!("; done{by}"),
    };
    let different = different.map_or_else(String::new, |people| match people {
        1 => "; with at least 1 person".to_owned(),
        people => format!("; with at least {people} different people"),
    });
    let per_day = per_day.map_or_else(String::new, |much| {
        format!("; of one day at most {} count", amount(much.into(), unit))
    });
    let reported = reported_by
        .as_ref()
        .map_or_else(String::new, |by| format!("; reported{}", until(Some(by))));
    let need = amount((*need).into(), unit);
    format!("Log at least {need}{made_of}{by}{reported}{different}{per_day}{}", counting(window))
}

/// Returns of what, with a space before it; nothing where the unit says it: 40 dives of dive are 40 dives.
fn activities(category: &Category, unit: &Measure) -> String {
    let names: Vec<&str> = category.of.iter().map(Activity::as_str).collect();
    let said = match unit {
        Measure::Hundredths(label) => {
            let label = label.to_lowercase();
            names.iter().all(|name| *name == label || *name == singular(&label))
        }
        Measure::Minutes => false,
    };
    if said { String::new() } else { format!(" of {}", any_of(&names)) }
}

fn category(category: &Category, unit: &Measure) -> String {
    let bounded = category.least.is_some() || category.most.is_some();
    let within = if category.among.is_empty() {
        joined(&category.of)
    } else {
        joined(category.among.iter().map(|inner| self::category(inner, unit)))
    };
    let many = |much: u32| amount(much.into(), unit);
    let bounds = match (category.least, category.most) {
        (None, None) => String::new(),
        (Some(least), None) => format!("at least {} of ", many(least)),
        (None, Some(most)) => format!("at most {} of ", many(most)),
        (Some(least), Some(most)) => {
            format!("at least {} and at most {} of ", many(least), many(most))
        }
    };
    // A category of one activity of the same name says nothing more but its bounds.
    if bounded && within == category.name.as_str() {
        return format!("{bounds}{within}");
    }
    format!("{bounds}{} ({within})", category.name)
}
