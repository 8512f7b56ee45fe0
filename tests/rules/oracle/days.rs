//! Days, terms and shares, worked out by looking.

use std::cell::RefCell;
use std::collections::HashMap;

use cairn_domain::Instant;
use cairn_domain::policy::{Fraction, MonthEnd, Term};
use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

thread_local! {
    static DAYS: RefCell<HashMap<(NaiveDate, Tz), Instant>> = RefCell::default();
}

/// The first instant of a local day, by looking at every minute of three days and at every second of one minute.
pub fn first_instant(day: NaiveDate, zone: Tz) -> Instant {
    let look = || {
        let midnight = Utc.from_utc_datetime(&day.and_time(NaiveTime::MIN));
        let has_begun = |at: &Instant| at.with_timezone(&zone).date_naive() >= day;
        let mut minutes = (-36 * 60..36 * 60).map(|each| midnight + TimeDelta::minutes(each));
        let minute = minutes.find(has_begun).expect("no zone is that far from UTC");
        let mut seconds = (-60..=0).map(|each| minute + TimeDelta::seconds(each));
        seconds.find(has_begun).expect("at the latest on the minute")
    };
    DAYS.with_borrow_mut(|days| *days.entry((day, zone)).or_insert_with(look))
}

/// The day of the same number so many months later (earlier); where the month has none, its last day or the first of the
/// next, as the term says.
fn months_on(day: NaiveDate, months: i32, end: Option<MonthEnd>) -> NaiveDate {
    let counted = day.year() * 12 + day.month0().cast_signed() + months;
    let (year, month) = (counted.div_euclid(12), counted.rem_euclid(12).unsigned_abs() + 1);
    let of_number = |number| NaiveDate::from_ymd_opt(year, month, number);
    of_number(day.day()).unwrap_or_else(|| {
        let last = (28..=31).rev().find_map(of_number).expect("every month has 28 days");
        if end == Some(MonthEnd::NextDay) { last + Days::new(1) } else { last }
    })
}

/// The day so long after another: first the months, then the days.
pub(super) fn long_after(day: NaiveDate, term: Term) -> NaiveDate {
    months_on(day, term.months.cast_signed(), term.month_end) + Days::new(term.days.into())
}

/// The day so long before another: first the months, then the days.
pub(super) fn long_before(day: NaiveDate, term: Term) -> NaiveDate {
    months_on(day, -term.months.cast_signed(), term.month_end) - Days::new(term.days.into())
}

/// The least whole number that is at least a share of another.
pub(super) fn share(part: Fraction, whole: i64) -> i64 {
    let per = i64::from(part.per);
    (whole * i64::from(part.of) + per - 1) / per
}

#[test]
fn months_end_as_the_text_says() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let term = |months, end| Term { months, days: 0, month_end: Some(end) };
    for (from, months, last_day, next_day) in [
        ("2026-01-31", 1, "2026-02-28", "2026-03-01"),
        ("2024-01-30", 1, "2024-02-29", "2024-03-01"),
        ("2025-10-31", 1, "2025-11-30", "2025-12-01"),
        ("2025-12-15", 1, "2026-01-15", "2026-01-15"),
        ("2024-02-29", 12, "2025-02-28", "2025-03-01"),
    ] {
        let ends = [MonthEnd::LastDay, MonthEnd::NextDay];
        let [last, next] = ends.map(|end| long_after(day(from), term(months, end)));
        assert_eq!((last, next), (day(last_day), day(next_day)), "{from} and {months} months");
    }
    let [last, next] = [MonthEnd::LastDay, MonthEnd::NextDay]
        .map(|end| long_before(day("2026-03-31"), term(1, end)));
    assert_eq!((last, next), (day("2026-02-28"), day("2026-03-01")));
}
