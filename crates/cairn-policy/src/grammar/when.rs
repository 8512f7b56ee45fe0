//! Terms, and days counted from something.

use super::words::{BEGUN, MONTH_ENDS, words};
use super::{Key, Table, Takes, may};

/// The longest terms: a hundred years.
const MONTHS: Takes = Takes::Number(1, 1_200);
const DAYS: Takes = Takes::Number(1, 36_600);

const MONTHS_WITH_END: &[(&str, &str)] = &[("months", "month_end"), ("month_end", "months")];

/// What says how long: of a term, and of a day that is counted from something.
const HOW_MANY_MONTHS: Key = may("months", MONTHS, "So many months; a year is twelve.");
const HOW_MANY_DAYS: Key = may("days", DAYS, "So many days, after the months.");
const MONTH_END: Key = may(
    "month_end",
    Takes::Word(|| words(MONTH_ENDS)),
    "Where the months end if the last of them has no such day: on its last day, or on the next day after it.",
);

pub(crate) static TERM: Table = Table::new(
    "this term",
    "{ months = 6, month_end = \"last_day\" }",
    &[HOW_MANY_MONTHS, HOW_MANY_DAYS, MONTH_END],
)
.with(MONTHS_WITH_END);

pub(crate) static COUNTED: Table = Table::new(
    "this day",
    "{ days = 30, after = \"admission\" }",
    &[
        HOW_MANY_MONTHS,
        HOW_MANY_DAYS,
        MONTH_END,
        may("after", Takes::Anchor, "What it is counted from, forwards."),
        may("before", Takes::Anchor, "What it is counted from, backwards."),
    ],
)
.one_of(&[&["after", "before"]])
.with(MONTHS_WITH_END);

pub(crate) static ANCHOR: Table =
    Table::new("what it is counted from", "{ session = \"2025-10\" }", ANCHORS).one_of(&[&[
        "session",
        "session_number",
        "requirement",
    ]]);

const ANCHORS: &[Key] = &[
    may("session", Takes::Name, "A session of the calendar, when it is held."),
    may("session_number", Takes::Number(1, 1_000), "The so-manieth session; 1 is the next one."),
    may("since", Takes::Word(|| words(BEGUN)), "After which of the two the sessions are numbered."),
    may("requirement", Takes::Name, "When this requirement came to be met."),
];
