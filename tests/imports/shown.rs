//! What each fixture says, as text beside it, and that nothing of it is lost.

use std::collections::BTreeSet;

use cairn_import::zoom::{Language, Row, Variant, Why};
use cairn_import::{Delimiter, Encoding, IMPORTER};

use crate::render::rendered;
use crate::snapshot::{assert_matches, fixture, fixtures, reading, stays, unreadable};

#[test]
fn every_true_file_is_read_without_a_doubt() {
    for name in fixtures("") {
        let report = reading(&name).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        assert_eq!(unreadable(&report), Vec::<&_>::new(), "{name}");
        assert_eq!(report.remarks, [], "{name}");
        assert!(stays(&report).iter().all(|stay| stay.notes.is_empty()), "{name}");
        assert_matches(&name, &rendered(&Ok(report)));
    }
}

#[test]
fn every_damaged_file_says_what_is_wrong_with_it() {
    for name in fixtures("damaged/") {
        assert_matches(&name, &rendered(&reading(&name)));
    }
}

#[test]
fn rows_in_are_stays_and_skipped_and_unreadable() {
    for name in [fixtures(""), fixtures("damaged/")].concat() {
        let Ok(report) = reading(&name) else { continue };
        assert!(report.counts().reconcile(), "{name}");
        let lines: BTreeSet<usize> = report.rows().map(Row::line).collect();
        assert_eq!(lines.len(), report.rows, "{name}: each row is on a line of its own");
    }
}

#[test]
fn every_line_of_a_usage_report_but_its_heading_is_a_row() {
    for name in fixtures("").iter().filter(|name| name.starts_with("z1-")) {
        let text = String::from_utf8(fixture(name)).unwrap();
        let blank = |line: &&str| line.chars().all(|found| found == ',');
        let lines = text.lines().count() - text.lines().filter(blank).count();
        assert_eq!(reading(name).unwrap().rows, lines - 1, "{name}");
    }
}

#[test]
fn all_variants_languages_encodings_and_delimiters_are_among_the_fixtures() {
    let reports: Vec<_> = fixtures("").iter().map(|name| reading(name).unwrap()).collect();
    for variant in Variant::ALL {
        assert!(reports.iter().any(|report| report.variant == variant), "{variant}");
    }
    for language in [Language::English, Language::Italian, Language::Spanish, Language::French] {
        assert!(reports.iter().any(|report| report.language == language), "{language}");
    }
    for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252] {
        assert!(reports.iter().any(|report| report.encoding == encoding), "{encoding}");
    }
    for delimiter in Delimiter::ALL {
        assert!(reports.iter().any(|report| report.delimiter == delimiter), "{delimiter}");
    }
}

#[test]
fn the_same_people_in_another_encoding_are_the_same_report() {
    let french = reading("french").unwrap();
    for other in ["french-straight-apostrophe-windows-1252", "french-curly-windows-1252-crlf"] {
        assert_eq!(reading(other).unwrap().meetings, french.meetings, "{other}");
    }
    let tabs = reading("utf-16le-tabs").unwrap();
    assert_eq!(reading("utf-16le-unmarked").unwrap().meetings, tabs.meetings);
    assert_eq!(reading("utf-16be").unwrap().meetings, tabs.meetings);
}

#[test]
fn a_report_names_the_bytes_that_it_was_read_from() {
    let report = cairn_import::zoom::read(
        "of-nobody.csv",
        b"Name (Original Name),User Email,Join Time,Leave Time\n",
        &cairn_import::zoom::Options::default(),
    )
    .unwrap();
    assert_eq!(report.name, "of-nobody.csv");
    assert_eq!(report.rows, 0);
    // By `sha256sum`.
    assert_eq!(report.sha256, "ebd3f0f39a1f12dbbae2a3d7ae1fc86a12efded0b41e973f2051128ed4059b79");
    assert_eq!(IMPORTER, "cairn-import/1");
}

#[test]
fn whoever_waits_before_the_meeting_is_listed_and_not_counted() {
    let report = reading("z1-all-tails-bom").unwrap();
    let waiting = report.rows().filter_map(|row| match row {
        Row::Skipped(skipped) if skipped.why == Why::WaitingRoom => Some(skipped.cells[0].as_str()),
        _ => None,
    });
    assert_eq!(waiting.collect::<Vec<_>>(), ["Galaxy S23"]);
}

#[test]
fn the_columns_of_a_history_that_repeat_are_told_apart_by_their_place() {
    for name in ["z5-old-day-first", "z5-old-renamed-repeats"] {
        let report = reading(name).unwrap();
        let last = report.meetings.last().unwrap();
        assert_eq!(last.host.email.as_deref(), Some("host@example.org"), "{name}");
        assert!(
            stays(&report).iter().all(|stay| stay.email.as_deref() != Some("host@example.org"))
        );
    }
}
