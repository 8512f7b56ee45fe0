//! Calendars as they leave the house: printed, or as a file of their own.

use crate::support::Desk;

/// What is printed is what is written: the same bytes, with the ends of lines that calendars ask for.
#[test]
fn a_calendar_file_is_the_same_printed_and_written() {
    let desk = Desk::with_sample();
    let args = ["calendar", "--cohort", "2026-27", "--ics"];
    let printed = desk.ok(&args);
    desk.ok(&[&args[..], &["-o", "sessions.ics"]].concat());
    let written = std::fs::read(desk.path().join("sessions.ics")).expect("a file");
    assert_eq!(printed.as_bytes(), written);
    assert!(printed.starts_with("BEGIN:VCALENDAR\r\n") && printed.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(printed.matches("STATUS:CANCELLED\r\n").count(), 1);
    assert!(!printed.contains("@example.org"), "nobody is named");
}

#[test]
fn a_calendar_file_never_takes_the_place_of_another() {
    let desk = Desk::with_sample();
    let args = ["calendar", "--cohort", "2026-27", "--ics", "-o"];
    desk.ok(&[&args[..], &["sessions.ics"]].concat());
    let said = desk.refused(2, &[&args[..], &["sessions.ics"]].concat());
    assert!(said.contains("`sessions.ics` is there already"), "{said}");
    desk.ok(&[&args[..], &["sessions.ics", "--force"]].concat());
    let said = desk.refused(2, &[&args[..], &["cairn.db", "--force"]].concat());
    assert!(said.contains("which an export never replaces"), "{said}");
    let said = desk.refused(2, &["calendar", "--cohort", "2026-27", "--ics", "--json"]);
    assert!(said.contains("so it has no other form"), "{said}");
}

#[test]
fn a_calendar_can_be_asked_for_as_it_was_known() {
    let desk = Desk::with_sample();
    let october = |known: &str| {
        let args = ["calendar", "--cohort", "2026-27", "--known-at", known];
        desk.json(&args)["sessions"][3]["status"].clone()
    };
    assert_eq!(october("2026-09-20"), "planned");
    assert_eq!(october("2026-09-22"), "cancelled");
}

/// Of many zones each page has as many as fit, and no line is longer than the terminal.
#[test]
fn any_number_of_zones_fits_the_page() {
    let desk = Desk::with_sample();
    let zones = "Asia/Kolkata,Asia/Singapore,Australia/Melbourne,Australia/Lord_Howe,Europe/Oslo,America/Sao_Paulo,Pacific/Apia";
    let page = desk.ok(&["calendar", "--cohort", "2026-27", "--zones", zones]);
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
    assert_eq!(page.matches("\nsession ").count(), 3);
    assert!(page.contains("Apia"));
}
