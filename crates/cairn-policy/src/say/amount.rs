//! Amounts of something, in words and as a file has them.

use cairn_domain::policy::Measure;

/// Returns so many minutes or hundredths in words, such as "100 hours" or "1 credit".
pub(crate) fn amount(much: u64, unit: &Measure) -> String {
    match unit {
        Measure::Hundredths(word) if much == 100 => format!("1 {}", singular(word)),
        _ => written(much, unit),
    }
}

/// Returns the same with the very word that the policy has for what is counted, so that it reads back to it.
pub(crate) fn written(much: u64, unit: &Measure) -> String {
    match (unit, much) {
        (Measure::Minutes, 1) => "1 minute".to_owned(),
        (Measure::Minutes, 60) => "1 hour".to_owned(),
        // Quarters of an hour are read as such; other parts of one are not.
        (Measure::Minutes, 61..) if much.is_multiple_of(15) => hundredths(much / 3 * 5, "hours"),
        (Measure::Minutes, _) => format!("{much} minutes"),
        (Measure::Hundredths(word), _) => hundredths(much, word),
    }
}

fn hundredths(much: u64, word: &str) -> String {
    match (much / 100, much % 100) {
        (whole, 0) => format!("{whole} {word}"),
        (whole, part) if part % 10 == 0 => format!("{whole}.{} {word}", part / 10),
        (whole, part) => format!("{whole}.{part:02} {word}"),
    }
}

/// Returns one of what a word counts, as far as its ending tells: badges are one badge, classes one class.
pub(crate) fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    let hissing = ["sses", "shes", "ches", "xes"].iter().any(|end| word.ends_with(end));
    let stem = word.strip_suffix(if hissing { "es" } else { "s" });
    let stem = stem.filter(|stem| stem.len() > 1 && (hissing || !stem.ends_with('s')));
    stem.unwrap_or(word).to_owned()
}
