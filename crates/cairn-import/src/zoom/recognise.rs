//! Which form of report a file is.
//!
//! It is recognised by what its headings name, never by the number of a line or the name of the file.

use std::fmt;

use super::columns::Columns;
use super::headings::{Age, Field};

/// A form in which Zoom writes who took part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// Z1: the usage report; one row for each time that somebody joined, and no word of the meeting.
    Segments,
    /// Z2: "show unique users"; one row for each person, with a sum of minutes and no times.
    UniqueUsers,
    /// Z3: the usage report "with meeting data": two lines about the meeting, then as [`Segments`](Self::Segments).
    WithMeeting,
    /// Z4: the current report: a line about the meeting with its host, shorter headings, maybe a closing line.
    Current,
    /// Z5: meeting and webinar history: many meetings, each row with the meeting's columns and then the person's.
    History,
    /// Z6: the webinar attendee report: tables for hosts, panelists, attendees and callers in one file.
    Webinar,
}

impl Variant {
    /// All of them, Z1 to Z6.
    pub const ALL: [Self; 6] = [
        Self::Segments,
        Self::UniqueUsers,
        Self::WithMeeting,
        Self::Current,
        Self::History,
        Self::Webinar,
    ];

    /// Returns its name on the command line; it never changes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Segments => "zoom-usage",
            Self::UniqueUsers => "zoom-unique-users",
            Self::WithMeeting => "zoom-meeting",
            Self::Current => "zoom-current",
            Self::History => "zoom-history",
            Self::Webinar => "zoom-webinar",
        }
    }

    /// Returns what a heading line must name for this variant, and these columns lack.
    pub(super) fn missing(self, columns: &Columns) -> Vec<&'static str> {
        let has = |field| columns.person(field).is_some();
        let mut missing = Vec::new();
        let mut need = |there: bool, what| {
            if !there {
                missing.push(what);
            }
        };
        need(has(Field::Name), "a name");
        if self == Self::UniqueUsers {
            need(has(Field::TotalMinutes) || has(Field::Minutes), "minutes");
        } else {
            need(has(Field::Join), "the time of joining");
            need(has(Field::Leave), "the time of leaving");
        }
        if self == Self::History {
            need(columns.flat, "the meeting, before the name");
        }
        missing
    }
}

impl fmt::Display for Variant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Segments => "a usage report",
            Self::UniqueUsers => "a report of unique users",
            Self::WithMeeting => "a usage report with meeting data",
            Self::Current => "a current participant report",
            Self::History => "a meeting and webinar history",
            Self::Webinar => "a webinar attendee report",
        })
    }
}

/// Returns the variant of a file from its first line about a meeting, if any, and its first heading of people; a title
/// such as `Attendee Details` over it tells a webinar, as does a column `Attended`.
pub(super) fn recognise(meeting: Option<&Columns>, people: &Columns, titled: bool) -> Variant {
    let has = |field| people.person(field).is_some();
    if titled || has(Field::Attended) {
        Variant::Webinar
    } else if people.flat {
        Variant::History
    } else if !has(Field::Join) {
        Variant::UniqueUsers
    } else {
        let (shown_by, old) = match meeting {
            Some(meeting) => (meeting.age(meeting.meeting(Field::MeetingId)), Variant::WithMeeting),
            None => (people.age(people.person(Field::Email)), Variant::Segments),
        };
        if shown_by == Age::Old { old } else { Variant::Current }
    }
}
