//! Laws of dates and times.

use cairn_import::{Order, decide, place, read_local, readings};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta, Timelike};
use chrono_tz::{America, Australia, Europe};
use proptest::prelude::*;
use proptest::sample::select;

/// Local times of the years that four digits can name.
fn times() -> impl Strategy<Value = NaiveDateTime> {
    let first = NaiveDate::from_ymd_opt(1, 1, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
    let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap().and_hms_opt(23, 59, 59).unwrap();
    let far = 0..=(last - first).num_seconds();
    let near = 63_870_000_000_i64..63_930_000_000;
    prop_oneof![far, near].prop_map(move |seconds| first + TimeDelta::seconds(seconds))
}

/// Each form with the order that it needs, if it needs one, and whether it tells seconds.
const FORMS: [(&str, Option<Order>, bool); 18] = [
    ("%m/%d/%Y %I:%M:%S %p", Some(Order::MonthFirst), true),
    ("%-m/%-d/%Y %-I:%M:%S %p", Some(Order::MonthFirst), true),
    ("%m/%d/%Y %H:%M:%S", Some(Order::MonthFirst), true),
    ("%m/%d/%Y %H:%M", Some(Order::MonthFirst), false),
    ("%-m/%-d/%Y %-H:%M", Some(Order::MonthFirst), false),
    ("%d/%m/%Y %H:%M", Some(Order::DayFirst), false),
    ("%d/%m/%Y %H:%M:%S", Some(Order::DayFirst), true),
    ("%d/%m/%Y %I:%M:%S %P", Some(Order::DayFirst), true),
    ("%d-%m-%Y %H:%M:%S", Some(Order::DayFirst), true),
    ("%b %-d, %Y %H:%M:%S", None, true),
    ("%B %-d, %Y %H:%M:%S", None, true),
    ("%b %-d, %Y %-I:%M %p", None, false),
    ("%-d %b %Y %-I.%M%p", None, false),
    ("%Y-%m-%d %H:%M:%S", None, true),
    ("%Y-%m-%dT%H:%M:%S", None, true),
    ("%Y/%m/%d %-I:%M:%S %p", None, true),
    ("%m/%d/%Y %I:%M:%S\u{202f}%p", Some(Order::MonthFirst), true),
    ("%m/%d/%Y, %I:%M:%S\u{a0}%p", Some(Order::MonthFirst), true),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// A time that is written in any form reads back the same, under the order of the form.
    #[test]
    fn what_is_written_reads_back(time in times(), (form, order, seconds) in select(FORMS.to_vec())) {
        let text = time.format(form).to_string();
        let expected = if seconds { time } else { time.with_second(0).unwrap() };
        prop_assert_eq!(read_local(&text, order), Ok(expected), "{}", text);
    }

    /// What decides an order can be read in it, and not in the other.
    #[test]
    fn the_line_that_shows_the_order_shows_it(times in proptest::collection::vec(times(), 1..8), day_first: bool) {
        let form = if day_first { "%d/%m/%Y %H:%M:%S" } else { "%m/%d/%Y %H:%M:%S" };
        let values: Vec<String> = times.iter().map(|time| time.format(form).to_string()).collect();
        let values = || (1..).zip(values.iter().map(String::as_str));
        let written = if day_first { Order::DayFirst } else { Order::MonthFirst };
        let other = if day_first { Order::MonthFirst } else { Order::DayFirst };
        match decide("times.csv", values(), None) {
            Ok(decided) => {
                prop_assert!(decided.order().is_none_or(|order| order == written));
                for (value, time) in values().map(|(_, value)| value).zip(&times) {
                    prop_assert_eq!(read_local(value, decided.order()), Ok(*time));
                }
                let all = values().all(|(_, value)| read_local(value, Some(other)).is_ok());
                prop_assert!(decided.order().is_none() || !all);
            }
            // Refused only where the other order would have told another story of the same file.
            Err(_) => {
                for (_, value) in values() {
                    let read = readings(value).unwrap();
                    prop_assert!(read.month_first.is_some() && read.day_first.is_some());
                }
            }
        }
    }

    /// No text is too strange to be a time or none.
    #[test]
    fn no_text_is_too_strange(text in "[0-9/:. APMTapmSep,\u{202f}é-]{0,24}") {
        let _ = read_local(&text, None);
        let _ = read_local(&text, Some(Order::DayFirst));
    }

    /// An instant is where clocks of the zone show the local time.
    #[test]
    fn clocks_show_the_time_at_the_instant(
        time in times(),
        zone in select(vec![America::New_York, Australia::Lord_Howe, Europe::Copenhagen]),
    ) {
        match place(time, zone) {
            Ok(at) => prop_assert_eq!(at.with_timezone(&zone).naive_local(), time),
            Err(cairn_import::Misplaced::Twice { first, second, .. }) => {
                prop_assert!(first < second);
                prop_assert_eq!(first.with_timezone(&zone).naive_local(), time);
                prop_assert_eq!(second.with_timezone(&zone).naive_local(), time);
            }
            Err(cairn_import::Misplaced::Never { .. }) => {}
        }
    }
}
