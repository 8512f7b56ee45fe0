//! Laws of reports: of any rows, what becomes of them.

use std::fmt::Write;

use cairn_import::zoom::{Options, Presence, Row, read, whole_minutes};
use chrono::{NaiveDate, TimeDelta};
use proptest::prelude::*;
use proptest::sample::select;

const HEADING: &str =
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,In Waiting Room";

/// A cell of a small world, so that rows of all kinds come up.
fn cell(column: usize) -> BoxedStrategy<&'static str> {
    let values: &[&str] = match column {
        0 => &["Asha Rao", "Asha (A. Rao)", "\"Rao, Asha\"", "", "-", "Rao, Asha"],
        1 => &["", "asha@example.org", "-", "asha"],
        2 => &["09/25/2025 07:00:00 PM", "2025-09-25 19:00", "25/09/2025 19:00", "", "09/25/2025"],
        3 => &["09/25/2025 08:00:00 PM", "2025-09-25 18:00", "09/25/2025 13:00 PM", "--"],
        4 => &["60", "61", "7", "", "x"],
        _ => &["No", "Yes", "", "?"],
    };
    select(values.to_vec()).boxed()
}

/// A row of such cells, maybe cut, maybe blank.
fn row() -> impl Strategy<Value = String> {
    let cells: Vec<_> = (0..7).map(cell).collect();
    (cells, prop_oneof![4 => Just(7_usize), 1 => 0_usize..7])
        .prop_map(|(cells, width)| cells[..width].join(","))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Rows in are stays and skipped and unreadable, each on the line where it stands; only blank lines are no rows.
    #[test]
    fn rows_reconcile(rows in proptest::collection::vec(row(), 0..12)) {
        let file = rows.iter().fold(HEADING.to_owned(), |file, row| file + "\n" + row);
        let options = Options { order: Some(cairn_import::Order::MonthFirst), ..Options::default() };
        let report = read("rows.csv", file.as_bytes(), &options).unwrap();
        prop_assert!(report.counts().reconcile());
        let blank = |row: &&String| row.chars().all(|found| found == ',');
        let expected = (2..).zip(&rows).filter(|(_, row)| !blank(row)).map(|(line, _)| line);
        prop_assert_eq!(report.rows().map(Row::line).collect::<Vec<usize>>(), expected.collect::<Vec<_>>());
    }

    /// Nobody leaves before they join, whatever the file says; and each row without a doubt is a stay.
    #[test]
    fn presence_is_never_negative(stays in proptest::collection::vec((0_i64..100_000, -500_i64..10_000), 1..8)) {
        let first = NaiveDate::from_ymd_opt(2025, 9, 25).unwrap().and_hms_opt(0, 0, 0).unwrap();
        let mut file = format!("{HEADING}\n");
        for (join, length) in &stays {
            let join = first + TimeDelta::seconds(*join);
            let leave = join + TimeDelta::seconds(*length);
            let claimed = whole_minutes(join, leave);
            writeln!(file, "Asha,,{join},{leave},{claimed},No,No").unwrap();
        }
        let report = read("stays.csv", file.as_bytes(), &Options::default()).unwrap();
        for (row, (_, length)) in report.rows().zip(stays) {
            match row {
                Row::Stay(stay) => {
                    let Presence::Between { join, leave, .. } = stay.presence else { panic!() };
                    prop_assert_eq!((leave - join).num_seconds(), length);
                    prop_assert!(stay.notes.is_empty());
                }
                Row::Unreadable(unreadable) => {
                    prop_assert!(length < 0);
                    prop_assert_eq!(unreadable.field.as_str(), "Leave Time");
                }
                Row::Skipped(_) => prop_assert!(false, "nothing was to be skipped"),
            }
        }
    }

    /// The ceiling rule: minutes are the least whole number of them that holds the seconds.
    #[test]
    fn minutes_are_the_ceiling(seconds in 0_i64..10_000_000) {
        let join = NaiveDate::from_ymd_opt(2025, 9, 25).unwrap().and_hms_opt(19, 0, 0).unwrap();
        let minutes = i64::try_from(whole_minutes(join, join + TimeDelta::seconds(seconds))).unwrap();
        prop_assert!(minutes * 60 >= seconds && (minutes - 1) * 60 < seconds);
    }
}
