//! Amounts of something done, by category.

use std::collections::BTreeSet;

use cairn_domain::Facet;
use cairn_domain::ids::Activity;
use cairn_domain::policy::{Category, Measure, Requirement};
use toml::de::DeValue;

use crate::grammar::{CATEGORY, LOG};
use crate::read::amount::{amount, same_unit};
use crate::read::keys::{Keys, Notes, Value};
use crate::read::lists::{names, once};
use crate::read::scalar::{name, number};
use crate::read::when::{Stated, due, stated};

pub(super) fn log(value: &Value<'_>, notes: &mut Notes) -> Option<Requirement> {
    let mut keys = Keys::open(value, &LOG, notes)?;
    let (need, unit) = keys.take("need").and_then(|value| amount(value, notes)).unzip();
    let per_day = keys.take("per_day").and_then(|value| of_unit(value, unit.as_ref(), notes));
    let (of, among) = (keys.take("of"), keys.take("among"));
    let among = match one_of(&mut keys, of, among, notes) {
        Of::Activities(value) => alone(value, notes).into_iter().collect(),
        Of::Categories(value) => categories(value, unit.as_ref(), notes),
        Of::Nothing => Vec::new(),
    };
    let different = keys.take("different").and_then(|value| number(value, notes));
    let reported_by = keys.take("reported_by").and_then(|value| due(value, notes));
    let Stated { after, by, valid_for } = stated(&mut keys, notes);
    keys.close(notes);
    Some(Requirement::Log {
        need: need.unwrap_or_default(),
        unit: unit.unwrap_or(Measure::Minutes),
        among,
        different,
        per_day,
        reported_by,
        after,
        by,
        valid_for,
    })
}

/// What a log, or a category in it, is made of.
enum Of<'t, 'd> {
    Activities(&'t Value<'d>),
    Categories(&'t Value<'d>),
    Nothing,
}

fn one_of<'t, 'd>(
    keys: &mut Keys<'_, '_>,
    of: Option<&'t Value<'d>>,
    among: Option<&'t Value<'d>>,
    notes: &mut Notes,
) -> Of<'t, 'd> {
    match (of, among) {
        (Some(value), None) => Of::Activities(value),
        (None, Some(value)) => Of::Categories(value),
        (Some(_), Some(value)) => {
            let span = keys.span_of("among").unwrap_or(value.span());
            let message = format!("{} is made of activities or of categories", keys.name());
            notes.contradiction(span, message, "keep one of `of` and `among`");
            Of::Categories(value)
        }
        (None, None) => {
            let message = format!("{} does not say what counts", keys.name());
            let hint = "add `of = [\"coaching\"]`, or `among` with categories";
            keys.lacks(&["of", "among"], message, hint.to_owned());
            Of::Nothing
        }
    }
}

/// Reads activities without categories: they are one, called like the activity if there is one only.
fn alone(value: &Value<'_>, notes: &mut Notes) -> Option<Category> {
    uncategorised(activities(value, notes))
}

/// Tells whether a category is what the reader makes of activities without a category: it has nothing to say but them.
pub(crate) fn is_alone(category: &Category) -> bool {
    uncategorised(category.of.clone()).as_ref() == Some(category)
}

fn uncategorised(of: BTreeSet<Activity>) -> Option<Category> {
    let name = only_name(&of)?;
    Some(Category { name, of, among: Vec::new(), least: None, most: None })
}

/// Returns what a category of activities is called where a file gives it no name.
fn only_name(of: &BTreeSet<Activity>) -> Option<Facet> {
    let mut names = of.iter().map(Activity::as_str);
    match (names.next(), names.next()) {
        (Some(one), None) if one != Category::DIFFERENT => Facet::new(one).ok(),
        _ => Facet::new("all").ok(),
    }
}

fn activities(value: &Value<'_>, notes: &mut Notes) -> BTreeSet<Activity> {
    let listed = names(value, Activity::new, "coaching", notes);
    once(value, listed, notes)
}

fn categories(value: &Value<'_>, unit: Option<&Measure>, notes: &mut Notes) -> Vec<Category> {
    if let DeValue::Array(list) = value.get_ref() {
        let category = |(place, value)| category(place, value, unit, notes);
        return list.iter().enumerate().filter_map(category).collect();
    }
    let hint = "write `among = [ { name = … } ]`, one table in braces for each category";
    notes.wrong_kind(value, "a list of categories", hint.to_owned());
    Vec::new()
}

fn category(
    place: usize,
    value: &Value<'_>,
    unit: Option<&Measure>,
    notes: &mut Notes,
) -> Option<Category> {
    // What stands in has a name and an activity that nobody wrote.
    let unread = format!("unread-{place}-{}", value.span().start);
    let mut category = Category {
        name: Facet::new(unread.clone()).ok()?,
        of: Activity::new(unread).ok().into_iter().collect(),
        among: Vec::new(),
        least: None,
        most: None,
    };
    let Some(mut keys) = Keys::open(value, &CATEGORY, notes) else { return Some(category) };
    if let Some(name) = keys.take("name").and_then(|value| name(value, Facet::new, notes)) {
        category.name = name;
    }
    let (of, among) = (keys.take("of"), keys.take("among"));
    match one_of(&mut keys, of, among, notes) {
        Of::Activities(value) => category.of = activities(value, notes),
        Of::Categories(value) => {
            category.of = BTreeSet::new();
            category.among = categories(value, unit, notes);
        }
        Of::Nothing => {}
    }
    category.least = keys.take("least").and_then(|value| of_unit(value, unit, notes));
    category.most = keys.take("most").and_then(|value| of_unit(value, unit, notes));
    keys.close(notes);
    Some(category)
}

/// Reads an amount that must be in the unit of the whole log.
fn of_unit(value: &Value<'_>, unit: Option<&Measure>, notes: &mut Notes) -> Option<u32> {
    let (much, own) = amount(value, notes)?;
    let Some(unit) = unit else { return Some(much) };
    if same_unit(&own, unit) {
        return Some(much);
    }
    let text = value.get_ref().as_str().unwrap_or_default();
    let counts = match unit {
        Measure::Minutes => "time",
        Measure::Hundredths(word) => word,
    };
    let message = format!("`{text}` is in another unit than `need`, which counts {counts}");
    notes.bad(value, message, "write every amount of one `log` in the same unit".to_owned());
    None
}
