//! Whether the month or the day comes first.

use cairn_import::zoom::Options;
use cairn_import::{DateOrder, Order, Refusal, decide};
use chrono::NaiveDate;

use crate::snapshot::{reading, reading_as, stays, unreadable};

const MONTH: Options = Options { variant: None, order: Some(Order::MonthFirst) };
const DAY: Options = Options { variant: None, order: Some(Order::DayFirst) };

fn order_of(values: &[&str]) -> Result<DateOrder, Refusal> {
    decide("dates.csv", (1..).zip(values.iter().copied()), None)
}

#[test]
fn one_day_past_the_twelfth_decides_for_the_whole_file() {
    let order =
        order_of(&["03/04/2026 7:00 PM", "04/15/2026 7:00 PM", "05/20/2026 7:00 PM"]).unwrap();
    assert_eq!(order.to_string(), "month first, as `04/15/2026 7:00 PM` on line 2 shows");
    assert_eq!(order_of(&["15/08/2022 01:27"]).unwrap().order(), Some(Order::DayFirst));
}

#[test]
fn a_date_that_no_calendar_has_decides_nothing() {
    let undecided =
        order_of(&["31/04/2026 19:00", "02/30/2026 19:00", "13/13/2026 19:00", "03/04/2026 19:00"]);
    assert!(matches!(undecided, Err(Refusal::OrderUndecided { witness, .. }) if witness.line == 4));
}

#[test]
fn dates_that_read_the_same_in_both_need_no_order() {
    let same = ["05/05/2026 19:00", "2026-03-04 19:00", "Mar 4, 2026 19:00", "nonsense"];
    assert_eq!(order_of(&same).unwrap(), DateOrder::Indifferent);
}

#[test]
fn an_undecidable_file_is_refused_with_the_line_that_shows_why_and_read_when_told() {
    let refusal = reading("damaged/undecidable-order").unwrap_err();
    assert!(matches!(&refusal, Refusal::OrderUndecided { witness, .. } if witness.line == 3));
    let day = |options| {
        let report = reading_as("damaged/undecidable-order", options).unwrap();
        let cairn_import::zoom::Presence::Between { join, .. } = stays(&report)[1].presence else {
            panic!()
        };
        join.date()
    };
    assert_eq!(day(MONTH), NaiveDate::from_ymd_opt(2026, 3, 4).unwrap());
    assert_eq!(day(DAY), NaiveDate::from_ymd_opt(2026, 4, 3).unwrap());
}

#[test]
fn a_file_with_both_orders_is_refused_and_under_a_given_one_the_others_are_unreadable() {
    let refusal = reading("damaged/contradicting-order").unwrap_err();
    let Refusal::OrderContradicts { month_first, day_first, .. } = refusal else { panic!() };
    assert_eq!((month_first.line, day_first.line), (2, 3));
    let report = reading_as("damaged/contradicting-order", MONTH).unwrap();
    let row = unreadable(&report)[0];
    assert_eq!(
        row.to_string(),
        "line 3, `Join Time`: expected a date with the month first, as was asked for, found `25/09/2025 07:03:00 PM`"
    );
    assert_eq!(unreadable(&reading_as("damaged/contradicting-order", DAY).unwrap())[0].line, 2);
}

#[test]
fn rows_in_the_waiting_room_and_the_day_of_the_export_show_the_order_too() {
    let heading =
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),In Waiting Room\n";
    let file = format!(
        "{heading}Asha,,03/04/2026 19:00,03/04/2026 20:00,60,No\nBen,,25/04/2026 19:00,25/04/2026 19:01,1,Yes\n"
    );
    let report =
        cairn_import::zoom::read("waiting.csv", file.as_bytes(), &Options::default()).unwrap();
    assert_eq!(report.order.order(), Some(Order::DayFirst));
    assert_eq!(reading("z6-2025-padded").unwrap().order.order(), Some(Order::MonthFirst));
}
