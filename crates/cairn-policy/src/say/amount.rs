//! Amounts of something in words, as a file has them, too.

use cairn_domain::policy::Measure;

/// Returns so many minutes or hundredths, such as "100 hours" or "1.5 credits".
pub(crate) fn amount(much: u64, unit: &Measure) -> String {
    match unit {
        Measure::Minutes if much > 0 && much.is_multiple_of(60) => counted(much / 60, "hour"),
        Measure::Minutes => counted(much, "minute"),
        Measure::Hundredths(word) => match (much / 100, much % 100) {
            (whole, 0) => format!("{whole} {word}"),
            (whole, part) if part % 10 == 0 => format!("{whole}.{} {word}", part / 10),
            (whole, part) => format!("{whole}.{part:02} {word}"),
        },
    }
}

fn counted(number: u64, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}
