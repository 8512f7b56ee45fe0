//! Single values: texts, names, words, numbers, days and zones.

use std::ops::RangeInclusive;

use cairn_domain::BadName;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use toml::de::DeValue;

use crate::read::keys::{Notes, Value, list};
use crate::read::near::{nearest, slug};

/// Reads a text that says something.
pub(super) fn text(value: &Value<'_>, notes: &mut Notes) -> Option<String> {
    let DeValue::String(text) = value.get_ref() else {
        notes.wrong_kind(
            value,
            "a text",
            "put it in quotes, such as `\"Live sessions\"`".to_owned(),
        );
        return None;
    };
    if text.trim().is_empty() {
        notes.bad(value, "this text says nothing".to_owned(), "write a few words".to_owned());
        return None;
    }
    Some(text.to_string())
}

/// Reads a name; `join` is the sign that joins the words of such names.
pub(super) fn name<T>(
    value: &Value<'_>,
    new: impl Fn(String) -> Result<T, BadName>,
    notes: &mut Notes,
) -> Option<T> {
    let DeValue::String(text) = value.get_ref() else {
        notes.wrong_kind(value, "a name in quotes", "such as `\"attendance\"`".to_owned());
        return None;
    };
    match new(text.to_string()) {
        Ok(name) => Some(name),
        Err(bad) => {
            notes.bad(value, no_name(&bad), name_hint(text, '-'));
            None
        }
    }
}

/// Says that a text is no name.
pub(super) fn no_name(BadName { given, what, expected }: &BadName) -> String {
    let article = if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("`{given}` is not {article} {what}: expected {expected}")
}

/// Returns the likeliest mend of a text that is no name.
pub(super) fn name_hint(text: &str, join: char) -> String {
    slug(text, join)
        .map_or_else(|| "such as `attendance`".to_owned(), |name| format!("did you mean `{name}`?"))
}

/// Reads one of a few words.
pub(super) fn word<T: Copy>(
    value: &Value<'_>,
    words: &[(&'static str, T)],
    notes: &mut Notes,
) -> Option<T> {
    let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let DeValue::String(text) = value.get_ref() else {
        notes.wrong_kind(value, "one of a few words", format!("write one of {}", list(&known)));
        return None;
    };
    let found = words.iter().find_map(|(word, meaning)| (*word == &**text).then_some(*meaning));
    if found.is_none() {
        let hint = nearest(text, known.iter().copied()).map_or_else(
            || format!("write one of {}", list(&known)),
            |near| format!("did you mean `\"{near}\"`?"),
        );
        notes.bad(value, format!("`{text}` is none of {}", list(&known)), hint);
    }
    found
}

/// Reads true or false.
pub(super) fn truth(value: &Value<'_>, notes: &mut Notes) -> Option<bool> {
    if let DeValue::Boolean(truth) = value.get_ref() {
        return Some(*truth);
    }
    let hint = match value.get_ref().as_str().map(str::trim) {
        Some(text @ ("true" | "false")) => format!("write it without quotes: `{text}`"),
        _ => "write `true` or `false`".to_owned(),
    };
    notes.wrong_kind(value, "true or false", hint);
    None
}

/// Reads a whole number between two others.
pub(super) fn number_within(
    value: &Value<'_>,
    range: RangeInclusive<u32>,
    notes: &mut Notes,
) -> Option<u32> {
    let read = number(value, notes)?;
    if range.contains(&read) {
        return Some(read);
    }
    let (from, to) = range.into_inner();
    let message = format!("{read} is outside {from} to {to}");
    notes.bad(value, message, format!("write a number from {from} to {to}"));
    None
}

/// Reads a whole number that is not negative.
pub(super) fn number(value: &Value<'_>, notes: &mut Notes) -> Option<u32> {
    match value.get_ref() {
        DeValue::Integer(integer) => {
            let number = u32::from_str_radix(integer.as_str(), integer.radix()).ok();
            if number.is_none() {
                let message = format!("`{integer}` is outside 0 to {}", u32::MAX);
                notes.bad(value, message, "write a whole number, such as `10`".to_owned());
            }
            number
        }
        DeValue::String(text) if text.trim().parse::<u32>().is_ok() => {
            notes.wrong_kind(
                value,
                "a whole number",
                format!("write it without quotes: `{}`", text.trim()),
            );
            None
        }
        _ => {
            notes.wrong_kind(value, "a whole number", "such as `10`".to_owned());
            None
        }
    }
}

/// Reads a day.
pub(super) fn day(value: &Value<'_>, notes: &mut Notes) -> Option<NaiveDate> {
    match value.get_ref() {
        DeValue::Datetime(when) if when.time.is_none() => when.date.and_then(chrono_date),
        DeValue::Datetime(when) => {
            let hint = when.date.map_or_else(
                || "such as `2025-09-11`".to_owned(),
                |date| {
                    format!(
                        "leave the time away: `{date}`; a deadline is met until the end of its day"
                    )
                },
            );
            notes.wrong_kind(value, "a day", hint);
            None
        }
        DeValue::String(text) if text.trim().parse::<NaiveDate>().is_ok() => {
            notes.wrong_kind(value, "a day", format!("write it without quotes: `{}`", text.trim()));
            None
        }
        _ => {
            notes.wrong_kind(
                value,
                "a day",
                "write year-month-day without quotes, such as `2025-09-11`".to_owned(),
            );
            None
        }
    }
}

/// Reads a day and a local time.
pub(super) fn local_time(value: &Value<'_>, notes: &mut Notes) -> Option<NaiveDateTime> {
    const EXAMPLE: &str = "such as `2025-09-11T19:00:00`";
    let expected = "a day and a time";
    let DeValue::Datetime(when) = value.get_ref() else {
        let hint = format!("write them without quotes, {EXAMPLE}");
        notes.wrong_kind(value, expected, hint);
        return None;
    };
    match (when.date, when.time, when.offset) {
        (Some(date), Some(time), None) => {
            let second = u32::from(time.second.unwrap_or(0));
            let nano = time.nanosecond.unwrap_or(0);
            let clock =
                NaiveTime::from_hms_nano_opt(time.hour.into(), time.minute.into(), second, nano);
            let read = chrono_date(date).zip(clock).map(|(date, time)| date.and_time(time));
            if read.is_none() {
                notes.bad(
                    value,
                    format!("`{when}` is not a time that clocks show"),
                    EXAMPLE.to_owned(),
                );
            }
            read
        }
        (Some(date), Some(time), Some(_)) => {
            let hint = format!(
                "leave the offset away: `{date}T{time}`; times are local in the policy's `zone`"
            );
            notes.wrong_kind(value, expected, hint);
            None
        }
        (Some(date), None, _) => {
            notes.wrong_kind(value, expected, format!("add the time: `{date}T19:00:00`"));
            None
        }
        (None, ..) => {
            notes.wrong_kind(value, expected, EXAMPLE.to_owned());
            None
        }
    }
}

/// Returns a day; TOML has none that is not in the calendar.
fn chrono_date(date: toml::value::Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
}

/// Reads a time zone by its name in the IANA database.
pub(super) fn zone(value: &Value<'_>, notes: &mut Notes) -> Option<Tz> {
    let name = text(value, notes)?;
    if let Ok(zone) = name.parse() {
        return Some(zone);
    }
    let city = name.trim().replace(' ', "_");
    let all = || chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
    let is_city =
        |zone: &&str| zone.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(&city));
    // Whoever names a city means it, and no other one that is spelt alike.
    let by_city = all().filter(is_city).min_by_key(|zone| zone.len());
    let hint = by_city.or_else(|| nearest(&name, all())).map_or_else(
        || "write it as continent and city, such as `\"America/New_York\"`".to_owned(),
        |near| format!("did you mean `\"{near}\"`?"),
    );
    notes.bad(value, format!("there is no time zone `{name}`"), hint);
    None
}
