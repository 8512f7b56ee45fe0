//! Events, findings and oddities in plain words.

mod acts;
mod happened;
mod measures;
mod oddities;
mod reasons;
mod units;
mod waits;

use cairn_domain::Position;
use cairn_domain::event::Amount;

pub use acts::{about, act, doing, in_brief, missing};
pub use happened::event;
pub use measures::{brief, measure, unit, unit_label};
pub use oddities::{oddity, state};
pub use reasons::{against, since};
pub use units::{Units, event_in};
pub use waits::examination;

/// Says how much, such as "1 h 30 min" or "1.5".
#[must_use]
pub fn amount_words(amount: Amount) -> String {
    match amount {
        Amount::Minutes(minutes) => time(i64::from(minutes)),
        Amount::Hundredths(much) => hundredths(i64::from(much)),
    }
}

/// Writes a length of time as hours, for where there is little room: "12.5".
#[must_use]
pub fn hours(minutes: i64) -> String {
    hundredths(minutes.saturating_mul(100) / 60)
}

/// Says a length of time, in minutes: "12 h 30 min", "100 h", "45 min".
#[must_use]
pub fn time(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, rest) => format!("{hours} h {rest} min"),
    }
}

/// Writes hundredths as a number, without what it does not need: "1.5", "2".
#[must_use]
pub fn hundredths(much: i64) -> String {
    let (whole, part) = (much / 100, much % 100);
    match part {
        0 => whole.to_string(),
        part if part % 10 == 0 => format!("{whole}.{}", part / 10),
        part => format!("{whole}.{part:02}"),
    }
}

/// Says how many, with the noun in its right number.
#[must_use]
pub fn count(number: i64, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// Says how many people.
#[must_use]
pub fn people(number: i64) -> String {
    if number == 1 { "1 person".to_owned() } else { format!("{number} people") }
}

/// Says a place in the log.
#[must_use]
pub fn place(position: Position) -> String {
    format!("#{position}")
}

/// Writes hundredths with what they count: "1.5 credits", "1 credit".
#[must_use]
pub fn labelled(much: i64, label: &str) -> String {
    format!("{} {}", hundredths(much), in_number(much, label))
}

/// Writes hundredths with what they count, where a policy that asks so many of it gave it its name: 5 credits of 1 credit.
#[must_use]
pub fn labelled_of(much: i64, label: &str, asked: i64) -> String {
    // A policy that asks one says it in the singular.
    let plural = asked == 100 && much != 100 && !label.ends_with('s');
    if plural { format!("{} {label}s", hundredths(much)) } else { labelled(much, label) }
}

/// Returns what people call so many hundredths: a policy says it in the number of what it asks.
pub(crate) fn in_number(much: i64, label: &str) -> &str {
    match label.strip_suffix('s') {
        Some(one) if much == 100 => one,
        _ => label,
    }
}

/// Names a time zone by its city: New York.
#[must_use]
pub fn city(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_read_aloud() {
        for (minutes, said) in
            [(0, "0 min"), (45, "45 min"), (750, "12 h 30 min"), (6_000, "100 h")]
        {
            assert_eq!(time(minutes), said);
        }
    }

    #[test]
    fn little_room_takes_hours_and_parts_of_them() {
        for (minutes, said) in [(0, "0"), (45, "0.75"), (750, "12.5"), (6_000, "100")] {
            assert_eq!(hours(minutes), said);
        }
    }

    #[test]
    fn hundredths_leave_out_what_they_do_not_need() {
        for (much, said) in [(0, "0"), (150, "1.5"), (205, "2.05"), (2_400, "24")] {
            assert_eq!(hundredths(much), said);
        }
    }

    #[test]
    fn one_of_something_is_one() {
        assert_eq!(labelled(100, "credits"), "1 credit");
        assert_eq!(labelled(150, "credits"), "1.5 credits");
        assert_eq!(labelled(100, "credit"), "1 credit");
        assert_eq!(labelled_of(500, "credit", 100), "5 credits");
        assert_eq!(labelled_of(100, "credits", 1_200), "1 credit");
    }

    #[test]
    fn zones_go_by_their_cities() {
        assert_eq!(city("America/New_York"), "New York");
        assert_eq!(city("UTC"), "UTC");
    }
}
