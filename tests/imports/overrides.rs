//! A variant that whoever asks knows better.

use cairn_import::Refusal;
use cairn_import::zoom::{Options, Presence, Variant};

use crate::snapshot::{reading, reading_as, stays};

fn as_variant(variant: Variant) -> Options {
    Options { variant: Some(variant), order: None }
}

#[test]
fn what_is_recognised_may_be_asked_for_and_changes_nothing() {
    for name in [
        "z1-plain",
        "z2-old",
        "z3-bom-crlf-trailing-commas",
        "z4-closing-line",
        "z5-new",
        "z6-2020",
    ] {
        let report = reading(name).unwrap();
        assert_eq!(reading_as(name, as_variant(report.variant)).unwrap(), report, "{name}");
    }
}

#[test]
fn times_can_be_left_out_of_account() {
    let report = reading_as("z1-plain", as_variant(Variant::UniqueUsers)).unwrap();
    assert_eq!((report.variant, report.recognised), (Variant::UniqueUsers, Variant::Segments));
    assert_eq!(stays(&report)[0].presence, Presence::Minutes(43));
}

#[test]
fn the_meetings_of_a_history_can_be_taken_for_one() {
    let report = reading_as("z5-new", as_variant(Variant::Segments)).unwrap();
    assert_eq!((report.meetings.len(), report.meetings[0].rows.len()), (1, 4));
}

#[test]
fn what_the_headings_do_not_have_cannot_be_asked_for() {
    let refusal = reading_as("z2-old", as_variant(Variant::History)).unwrap_err();
    assert!(matches!(refusal, Refusal::OtherVariant { found: Variant::UniqueUsers, .. }));
    assert_eq!(
        refusal.to_string(),
        "`z2-old.csv` cannot be read as a meeting and webinar history\n  \
         because the heading on line 1 has no column for the time of joining, the time of leaving, the meeting, before \
         the name\n  \
         because `Name (Original Name), User Email, Total Duration (Minutes), Guest` is that of a report of unique users\n\
         hint: read it as a report of unique users"
    );
}
