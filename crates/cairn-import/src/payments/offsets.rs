//! The zones that PayPal writes beside its times.
//!
//! An abbreviation that two countries use is not guessed at: `CST` is Chicago or Shanghai, `IST` is India, Israel or
//! Ireland.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;

/// Where the times of a row are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// So many minutes ahead of UTC.
    Ahead(i64),
    /// In a zone by its name.
    Zone(Tz),
}

/// Reads a zone.
pub(super) fn place(text: &str) -> Option<Place> {
    match text {
        "UTC" | "GMT" => return Some(Place::Ahead(0)),
        // PayPal writes these for accounts in the United States only, and each for its own half of the year.
        "PST" => return Some(Place::Ahead(-8 * 60)),
        "PDT" => return Some(Place::Ahead(-7 * 60)),
        _ => {}
    }
    if let Some(offset) = text.strip_prefix("GMT").or(text.strip_prefix("UTC")) {
        return minutes(offset).map(Place::Ahead);
    }
    // The database has abbreviations too, and some of them are of another place than PayPal's.
    text.parse().ok().filter(|_| text.contains('/')).map(Place::Zone)
}

/// Reads `+01:00`, `-0800`, `+1`.
fn minutes(text: &str) -> Option<i64> {
    let (sign, rest) = match text.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, text.strip_prefix(['-', '−'])?),
    };
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None if rest.len() == 4 => rest.split_at_checked(2)?,
        None => (rest, "0"),
    };
    let number = |text: &str, most: i64| -> Option<i64> {
        let digits = !text.is_empty() && text.len() <= 2;
        let digits = digits && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|number| digits && *number <= most)
    };
    // No zone is further from Greenwich than Kiribati.
    Some(sign * (number(hours, 14)? * 60 + number(minutes, 59)?))
}

/// Returns the instant of a local time so many minutes ahead of UTC.
pub(super) fn instant(local: NaiveDateTime, ahead: i64) -> Option<DateTime<Utc>> {
    local.checked_sub_signed(TimeDelta::try_minutes(ahead)?).map(|utc| utc.and_utc())
}
