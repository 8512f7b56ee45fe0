//! Z5: the history of an account, many meetings in one flat table, each row with the meeting's columns and then the person's.

use super::clock::{Clock, minutes};
use super::page::Page;
use super::report::{Export, NUMBER, spelled, there};

/// The age of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Age {
    Old,
    New,
}

const NEW: [&str; 24] = [
    "Topic",
    "Type",
    "ID",
    "Host name",
    "Host email",
    "Start time",
    "End time",
    "Participants",
    "Duration (minutes)",
    "Total participant minutes",
    "Department",
    "Group",
    "Source",
    "Unique viewers",
    "Max concurrent views",
    "Creation time",
    "Name (original name)",
    "Email",
    "Join time",
    "Leave time",
    "Duration (minutes)",
    "Guest",
    "Recording disclaimer response",
    "In waiting room",
];

const OLD: [&str; 20] = [
    "Topic",
    "Meeting ID",
    "User Name",
    "User Email",
    "Department",
    "Group",
    "Has Zoom Rooms",
    "Creation Time",
    "Start Time",
    "End Time",
    "Duration (Minutes)",
    "Participants",
    "Name (Original Name)",
    "User Email",
    "Join Time",
    "Leave Time",
    "Duration (Minutes)",
    "Guest",
    "Recording Consent",
    "In Waiting Room",
];

/// Writes the history of some meetings.
pub(super) fn history(page: &mut Page, exports: &[Export<'_>], clock: Clock, age: Age) {
    match age {
        Age::New => page.line(NEW),
        Age::Old => page.line(OLD),
    }
    for export in exports {
        let open = clock.rounded(export.open());
        let (start, end) = (clock.write(open.from), clock.write(open.to));
        let long = minutes(open).to_string();
        let many = export.stays.len().to_string();
        let dash = || "-".to_owned();
        let meeting = match age {
            Age::New => vec![
                "Convening".to_owned(),
                "Meeting".to_owned(),
                NUMBER.to_owned(),
                "Program Host".to_owned(),
                "host@example.org".to_owned(),
                start,
                end,
                many,
                long,
                "300".to_owned(),
                dash(),
                dash(),
                "Zoom".to_owned(),
                dash(),
                dash(),
                dash(),
            ],
            Age::Old => vec![
                "Convening".to_owned(),
                NUMBER.to_owned(),
                "Program Host".to_owned(),
                "host@example.org".to_owned(),
                String::new(),
                String::new(),
                "No".to_owned(),
                start.clone(),
                start,
                end,
                long,
                many,
            ],
        };
        for (stay, seen) in &export.stays {
            let told = clock.rounded(*seen);
            let said = |yes: bool| (if yes { "Yes" } else { "No" }).to_owned();
            let email = match age {
                Age::New if stay.email.is_none() => dash(),
                _ => spelled(stay),
            };
            let person = [
                stay.shown.clone(),
                email,
                clock.write(told.from),
                clock.write(told.to),
                minutes(*seen).to_string(),
                said(stay.email.is_none()),
                dash(),
                said(stay.waiting),
            ];
            let cells = meeting.iter().cloned().chain(person).collect();
            page.row(cells, there(stay, export.part.session, told));
        }
    }
}
