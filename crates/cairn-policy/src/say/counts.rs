//! Numbers and lists in words.

use cairn_domain::policy::Fraction;

pub(super) fn joined<T: ToString>(parts: impl IntoIterator<Item = T>) -> String {
    parts.into_iter().map(|part| part.to_string()).collect::<Vec<_>>().join(", ")
}

/// Returns names of which any will do: "a, b or c".
pub(super) fn any_of(names: &[&str]) -> String {
    match names {
        [before @ .., last] if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => names.concat(),
    }
}

/// Returns names in quotation marks.
pub(super) fn quoted<T: std::fmt::Display>(names: impl IntoIterator<Item = T>) -> String {
    joined(names.into_iter().map(|name| format!("“{name}”")))
}

pub(super) fn plural(count: u32, thing: &str) -> String {
    if count == 1 { thing.to_owned() } else { format!("{thing}s") }
}

pub(super) fn count(count: u32, thing: &str) -> String {
    format!("{count} {}", plural(count, thing))
}

/// Returns a number as a place in an order, such as "2nd".
pub(super) fn ordinal(number: u32) -> String {
    let end = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

/// Returns a share as a whole percentage where it is one, else as the reduced fraction.
pub(super) fn share(share: Fraction) -> String {
    let Fraction { of, per } = reduced(share);
    match 100_u32.checked_rem(per) {
        Some(0) => format!("{} %", u64::from(of) * u64::from(100 / per)),
        _ => format!("{of}/{per}"),
    }
}

/// Returns the same share in lowest terms.
pub(super) fn reduced(share: Fraction) -> Fraction {
    let (mut larger, mut smaller) = (share.of, share.per);
    while smaller != 0 {
        (larger, smaller) = (smaller, larger % smaller);
    }
    let divisor = larger.max(1);
    Fraction { of: share.of / divisor, per: share.per / divisor }
}
