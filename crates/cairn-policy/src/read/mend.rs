//! What is said about a fault of the policy, and its likeliest mend.

use cairn_domain::Money;
use cairn_domain::policy::{
    Fault, FaultKind, LeastPresence, Measure, Path, Place, Policy, Requirement,
};
use cairn_domain::time::BadLocalTime;

use crate::read::keys::list;
use crate::read::near::nearest;
use crate::say::amount;

/// Says what is wrong: as the domain does, but with amounts as people write them.
pub(super) fn message(fault: &Fault, policy: &Policy) -> String {
    match (&fault.kind, counted(fault, policy)) {
        (FaultKind::OutOfRange { .. }, Some(Counted::Money)) => {
            "a price cannot be below nothing".to_owned()
        }
        (FaultKind::OutOfRange { got: 0, .. }, Some(Counted::Amount(_))) => {
            "this amount is nothing".to_owned()
        }
        (FaultKind::OutOfRange { got, .. }, Some(Counted::Amount(unit))) => {
            format!("{} is more than can be counted", amount(got.unsigned_abs(), unit))
        }
        (FaultKind::Impossible { need, available }, Some(Counted::Amount(unit))) => {
            let (need, available) = (amount(*need, unit), amount(*available, unit));
            format!("{need} cannot be reached: there is only room for {available}")
        }
        (kind, _) => kind.to_string(),
    }
}

/// What a number in a requirement counts, where the domain keeps it in small parts.
enum Counted<'p> {
    Money,
    Amount(&'p Measure),
}

fn counted<'p>(fault: &Fault, policy: &'p Policy) -> Option<Counted<'p>> {
    match asks(fault, policy)? {
        Requirement::Paid(_) => Some(Counted::Money),
        Requirement::Log { unit, .. }
            if matches!(last_key(&fault.place), Some("need" | "least" | "most" | "per_day")) =>
        {
            Some(Counted::Amount(unit))
        }
        _ => None,
    }
}

/// Returns what the requirement asks that a fault is in.
fn asks<'p>(fault: &Fault, policy: &'p Policy) -> Option<&'p Requirement> {
    let Place::Requirement(place, _) = &fault.place else { return None };
    policy.requirements.get(*place).map(|rule| &rule.asks)
}

/// Returns the likeliest mend.
pub(super) fn hint(fault: &Fault, policy: &Policy) -> String {
    let requirements = policy.requirements.iter().map(|rule| rule.id.as_str());
    let sessions = policy.sessions.iter().map(|session| session.id.as_str());
    let counted = counted(fault, policy);
    match &fault.kind {
        FaultKind::Duplicate(_) => twice(&fault.place).to_owned(),
        FaultKind::UnknownRequirement(id) => {
            near_or_all(id.as_str(), &requirements.collect::<Vec<_>>())
        }
        FaultKind::UnknownSession(id) => near_or_all(id.as_str(), &sessions.collect::<Vec<_>>()),
        FaultKind::Cycle(id, _) => {
            format!("take one of the steps that lead back to `{id}` out of its list")
        }
        FaultKind::Unasked(id) => {
            format!("add \"{id}\" to the list of `{}`, or remove it", policy.root)
        }
        FaultKind::Empty => "list at least one entry".to_owned(),
        FaultKind::Impossible { need, available } => match counted {
            Some(Counted::Amount(unit)) if last_key(&fault.place) == Some("most") => {
                format!("let it hold {} at least, or ask for less within it", amount(*need, unit))
            }
            Some(Counted::Amount(unit)) => {
                format!("ask for {} at most", amount(*available, unit))
            }
            _ if last_key(&fault.place) == Some("each") && is_of_people(asks(fault, policy)) => {
                format!("ask for {available} at most in all, or for more people")
            }
            _ => format!("ask for {available} at most"),
        },
        FaultKind::OutOfRange { from, to, .. } => match counted {
            Some(Counted::Money) => "write an amount of at least nothing, such as `\"0.00 USD\"`"
                .replace("USD", policy.currency.code()),
            Some(Counted::Amount(unit)) => {
                let most = to.unsigned_abs();
                // In whole hours, where it is time.
                let rest = if *unit == Measure::Minutes { most % 60 } else { 0 };
                format!("write more than nothing, and {} at most", amount(most - rest, unit))
            }
            None => within(fault, policy, *from, *to),
        },
        FaultKind::NotAShare(_) => "write a share such as `\"80 %\"` or `\"4/5\"`".to_owned(),
        FaultKind::LocalTime(BadLocalTime::Missing(..)) => {
            "choose a time before or after the hour that is jumped over".to_owned()
        }
        FaultKind::LocalTime(BadLocalTime::Twice(..)) => {
            "choose a time before or after the hour that comes twice".to_owned()
        }
        FaultKind::Clash(_) => "move one of them, or drop one".to_owned(),
        FaultKind::DayOutside { .. } if policy.begins > policy.ends => {
            "check the years: the cohort ends before it begins".to_owned()
        }
        FaultKind::DayOutside { .. } => "check the year and the month".to_owned(),
        FaultKind::OtherCurrency(money, currency) => {
            let same = Money { minor: money.minor, currency: *currency };
            format!("write all prices in one currency, such as `\"{same}\"`")
        }
        FaultKind::NotReduced(..) => "a reduced price must be below `full`".to_owned(),
        FaultKind::TooLarge(_) => {
            "ask for shared requirements once instead of in every list".to_owned()
        }
        kind => of_later_words(kind),
    }
}

/// The mends of what only the later words of the language can get wrong.
fn of_later_words(kind: &FaultKind) -> String {
    match kind {
        FaultKind::NoAnchor(_) => {
            "count from an admission, a session or a day, or from something that is done once".to_owned()
        }
        FaultKind::CountedBack => {
            "count on from it with `after`, or let it wait: `after = { requirement = … }` there".to_owned()
        }
        FaultKind::Together("attempts", "before") => {
            "leave `attempts` out, or let the window open `after` something".to_owned()
        }
        FaultKind::Together("by", "valid_for") => {
            "keep one of them: what expires must be able to be done again".to_owned()
        }
        FaultKind::Together(one, other) => format!("keep one of `{one}` and `{other}`"),
        FaultKind::Without("months", _) => {
            "say where the months end if the last has no such day: `month_end = \"last_day\"` or `\"next_day\"`".to_owned()
        }
        FaultKind::Without(one, other) => format!("add `{other}`, or leave `{one}` out"),
        FaultKind::NoTime => "say how long, such as `{ days = 30 }`".to_owned(),
        FaultKind::AsksNothing { available: 0 | 1, .. } => "leave this requirement out".to_owned(),
        FaultKind::AsksNothing { available, .. } => {
            format!("allow {} at most, or leave this requirement out", available.saturating_sub(1))
        }
        FaultKind::Excluded(role) => {
            format!("take `{role}` out of `each`, or out of `excluding`")
        }
        FaultKind::Reserved(_) => "give it another name".to_owned(),
        FaultKind::NotAUnit(_) => {
            "write hours, minutes, or what is counted in letters, such as `\"24 credits\"`".to_owned()
        }
        FaultKind::ManyPerDay => {
            "make a `log` of its own for what has a limit for each day".to_owned()
        }
        FaultKind::TooDeep(_) => "leave out categories that hold only one other".to_owned(),
        FaultKind::OutOfOrder(..) => "list them in the order of their days".to_owned(),
        FaultKind::NotTheSum(..) => "change one of them, or `full`".to_owned(),
        FaultKind::NoLastDay => {
            "leave it out, or ask for it where there is a last day".to_owned()
        }
        FaultKind::NeedsNothing(_) => "say what it `needs`, or list it last".to_owned(),
        _ => String::new(),
    }
}

const fn is_of_people(asks: Option<&Requirement>) -> bool {
    matches!(asks, Some(Requirement::Reviews { .. } | Requirement::Judgement { .. }))
}

fn last_key(place: &Place) -> Option<&'static str> {
    let (Place::Top(path) | Place::Session(_, path) | Place::Requirement(_, path)) = place;
    path.last_key()
}

fn twice(place: &Place) -> &'static str {
    match (place, last_key(place)) {
        (Place::Session(..), _) => "give every session a name of its own",
        (Place::Top(_), _) => "give every outcome a name of its own",
        (Place::Requirement(..), Some("name")) => "give every category a name of its own",
        (Place::Requirement(_, path), Some("of")) if is_in(path, "among") => {
            "let it stand in one category only, so that nothing is counted twice"
        }
        _ => "list it once",
    }
}

fn is_in(path: &Path, key: &'static str) -> bool {
    path.steps().contains(&cairn_domain::policy::Step::Key(key))
}

/// Says which numbers there are, and why where that is not plain.
fn within(fault: &Fault, policy: &Policy, from: i64, to: i64) -> String {
    let range = format!("write a number from {from} to {to}");
    let Some(Requirement::Sessions { presence, .. } | Requirement::Absences { presence, .. }) =
        asks(fault, policy)
    else {
        return range;
    };
    let minutes = |to: i64| format!("`\"{to} {}\"`", if to == 1 { "minute" } else { "minutes" });
    match (last_key(&fault.place), presence) {
        (Some("late_at_most" | "early_at_most"), _) => {
            format!("write {} at most: as much as may be missed in all", minutes(to))
        }
        (Some("presence"), LeastPresence::Minutes(_)) => {
            let (from, most) = (minutes(from), minutes(to));
            format!("write {from} at least, and {most} at most: the shortest session has {to}")
        }
        (Some("missed_at_most" | "after" | "late"), _) => {
            let shortest = to.saturating_add(1);
            format!("write {} at most: the shortest session has {shortest}", minutes(to))
        }
        _ => range,
    }
}

/// Returns the nearest of the names that there are, or all of them.
pub(super) fn near_or_all(text: &str, names: &[&str]) -> String {
    // Any two dates are near each other, so that a name without letters has no nearest.
    let near = if text.contains(|sign: char| sign.is_ascii_alphabetic()) {
        nearest(text, names.iter().copied())
    } else {
        None
    };
    if let Some(near) = near {
        return format!("did you mean `{near}`?");
    }
    match names {
        [] => "there are none".to_owned(),
        _ if names.len() <= 12 => format!("there are {}", list(names)),
        [first, ..] => format!("there are {}, from `{first}` on", names.len()),
    }
}
