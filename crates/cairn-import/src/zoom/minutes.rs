//! Minutes as Zoom counts them, and as files write them.
//!
//! Minutes are only compared with the times beside them: presence is measured in seconds, by others.

use chrono::NaiveDateTime;

/// Returns the minutes from `join` to `leave` as Zoom counts them: a minute that has begun is a whole one.
///
/// Zero where `leave` is not after `join`.
#[must_use]
pub fn whole_minutes(join: NaiveDateTime, leave: NaiveDateTime) -> u64 {
    let seconds = leave.signed_duration_since(join).num_seconds();
    u64::try_from(seconds).unwrap_or(0).div_ceil(60)
}

/// Reads `43`, `1 hr 2 min`, or `1:02:30`; a minute that has begun is a whole one.
pub(crate) fn minutes(text: &str) -> Option<u32> {
    whole(text).or_else(|| clock(text)).or_else(|| words(text))
}

fn whole(text: &str) -> Option<u32> {
    if text.bytes().all(|digit| digit.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn clock(text: &str) -> Option<u32> {
    let parts: Vec<u32> = text.split(':').map(whole).collect::<Option<_>>()?;
    match parts.as_slice() {
        [hours, minutes @ 0..60, seconds @ 0..60] => {
            hours.checked_mul(60)?.checked_add(minutes + seconds.div_ceil(60))
        }
        _ => None,
    }
}

fn words(text: &str) -> Option<u32> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let is_hour = |unit: &str| matches!(unit, "h" | "hr" | "hrs" | "hour" | "hours");
    let is_minute = |unit: &str| matches!(unit, "m" | "min" | "mins" | "minute" | "minutes");
    match parts.as_slice() {
        [hours, unit] if is_hour(unit) => whole(hours)?.checked_mul(60),
        [minutes, unit] if is_minute(unit) => whole(minutes),
        [hours, hour, minutes, minute] if is_hour(hour) && is_minute(minute) => {
            whole(hours)?.checked_mul(60)?.checked_add(whole(minutes)?)
        }
        _ => None,
    }
}
