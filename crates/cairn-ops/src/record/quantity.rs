//! How much of something: minutes, hours, days, points, and numbers with decimals; always exact.

use std::str::FromStr;

use serde_json::{Value, json};

use crate::failure::Failure;
use crate::record::field::Field;

/// The most that one event may state, in minutes or hundredths; the log holds no more.
const LARGEST: u32 = 1_000_000;

/// Reads for how many minutes somebody was at a session; returns seconds.
pub(super) fn minutes(text: &str) -> Result<u32, Failure> {
    let minutes: u32 = number(Field::Minutes, text, "minutes")?;
    minutes.checked_mul(60).filter(|seconds| *seconds <= 7 * 24 * 3600).ok_or_else(|| {
        Failure::mend(format!("--minutes: {minutes} minutes are more than a week"))
            .hint("one session is one event")
    })
}

/// Reads how many days a retreat had.
pub(super) fn days(text: &str) -> Result<u32, Failure> {
    let days: u32 = number(Field::Days, text, "days")?;
    match days {
        0 => Err(Failure::mend("--days: a retreat of 0 days is none")
            .hint("a retreat that was not completed is not recorded")),
        1..=366 => Ok(days),
        _ => Err(Failure::mend(format!("--days: {days} days are more than a year"))
            .hint("one retreat is one event")),
    }
}

fn number<T: FromStr>(field: Field, text: &str, what: &str) -> Result<T, Failure> {
    text.parse().map_err(|_| {
        let is_negative = text.strip_prefix('-').is_some_and(|rest| rest.parse::<u32>().is_ok());
        let why = if is_negative { "fewer than no" } else { "not a number of" };
        Failure::mend(format!("--{}: `{text}` is {why} {what}", field.option()))
            .hint("write it in digits, such as 5")
    })
}

/// Reads how many minutes of something were done.
pub(super) fn logged_minutes(text: &str) -> Result<Value, Failure> {
    let minutes: u32 = number(Field::Minutes, text, "minutes")?;
    amount(Field::Minutes, text, "minutes", minutes)
}

/// Reads how long something was done: hours and minutes, or whole hours.
pub(super) fn logged_hours(text: &str) -> Result<Value, Failure> {
    let (hours, minutes) = text.split_once(':').unwrap_or((text, "00"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let minutes = (minutes.len() == 2 && digits(minutes)).then(|| minutes.parse::<u32>().ok());
    let minutes = minutes.flatten().filter(|minutes| *minutes < 60);
    let hours = hours.parse::<u32>().ok().filter(|_| digits(hours));
    let all = hours.zip(minutes).and_then(|(hours, minutes)| {
        hours.checked_mul(60).and_then(|whole| whole.checked_add(minutes))
    });
    let Some(all) = all else {
        return Err(Failure::mend(format!("--hours: `{text}` is not a length of time"))
            .hint("write hours and minutes, such as 1:30, or whole hours, such as 2"));
    };
    amount(Field::Hours, text, "minutes", all)
}

/// Reads a number with at most two decimals, in hundredths.
pub(super) fn hundredths(text: &str) -> Result<Value, Failure> {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let much = (digits(whole) && digits(part) && part.len() <= 2).then(|| {
        let whole = whole.parse::<u32>().ok()?.checked_mul(100)?;
        let part = format!("{part:0<2}").parse::<u32>().ok()?;
        whole.checked_add(part)
    });
    let Some(much) = much else {
        return Err(Failure::mend(format!("--amount: `{text}` is not a number"))
            .hint("write it in digits, with at most two decimals after a point, such as 1.5"));
    };
    amount(Field::Amount, text, "hundredths", much.unwrap_or(u32::MAX))
}

fn amount(field: Field, text: &str, unit: &str, much: u32) -> Result<Value, Failure> {
    let option = field.option();
    match much {
        0 => Err(Failure::mend(format!("--{option}: `{text}` is nothing"))
            .hint("what was not done is not recorded")),
        1..=LARGEST => Ok(json!({ unit: much })),
        _ => Err(Failure::mend(format!("--{option}: `{text}` is more than one event can hold"))
            .hint("record what was done day by day, each as an event of its own")),
    }
}

/// Reads so many points of so many.
pub(super) fn score(text: &str) -> Result<Value, Failure> {
    let points = text.split_once('/').and_then(|(got, of)| {
        let number = |text: &str| text.trim().parse::<u32>().ok();
        number(got).zip(number(of))
    });
    match points {
        Some((got, of)) if of > 0 && got <= of => Ok(json!({ "scored": { "got": got, "of": of } })),
        Some((got, of)) if got > of => {
            Err(Failure::mend(format!("--score: {got} points are more than the {of} there were"))
                .hint("write the points, and then how many there were, such as 42/50"))
        }
        _ => Err(Failure::mend(format!("--score: `{text}` is not a number of points"))
            .hint("write the points, and then how many there were, such as 42/50")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact() {
        for (text, much) in
            [("1.5", 150), ("2", 200), ("0.05", 5), ("10.10", 1_010), ("10000", 1_000_000)]
        {
            assert_eq!(hundredths(text).unwrap(), json!({ "hundredths": much }), "{text}");
        }
        for (text, much) in [("1:30", 90), ("2", 120), ("0:05", 5), ("12:00", 720)] {
            assert_eq!(logged_hours(text).unwrap(), json!({ "minutes": much }), "{text}");
        }
        assert_eq!(score("42/50").unwrap(), json!({ "scored": { "got": 42, "of": 50 } }));
        assert_eq!(logged_minutes("90").unwrap(), json!({ "minutes": 90 }));
    }

    #[test]
    fn what_is_no_amount_is_said() {
        for text in ["", "x", "1.", ".5", "1.555", "-1", "1,5", "+1", "1e3", "1.5 h"] {
            assert!(hundredths(text).unwrap_err().what.contains("is not a number"), "{text}");
        }
        for text in ["", "x", "1:3", "1:60", "1.5", "-1:30", ":30", "1:30:00", "+1"] {
            assert!(logged_hours(text).unwrap_err().what.contains("is not a length"), "{text}");
        }
        for text in ["0", "0.00"] {
            assert!(hundredths(text).unwrap_err().what.contains("is nothing"), "{text}");
        }
        for text in ["10000.01", "99999999999"] {
            assert!(hundredths(text).unwrap_err().what.contains("can hold"), "{text}");
        }
        for text in ["", "42", "42/", "/50", "0/0", "a/b", "-1/5"] {
            assert!(score(text).unwrap_err().what.contains("is not a number of points"), "{text}");
        }
        assert!(score("51/50").unwrap_err().what.contains("more than the 50 there were"));
        assert!(logged_minutes("0").unwrap_err().what.contains("is nothing"));
    }
}
