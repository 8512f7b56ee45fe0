//! What an import lists of a file: meetings, people with their rows, and rows that are nobody's.

use cairn_domain::{Position, SessionId};
use cairn_import::zoom;
use schemars::JsonSchema;
use serde::Serialize;

use crate::asking::say_instant;
use crate::import::{Ground, place};
use crate::people::Who;

/// A meeting, and the session that it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Met {
    /// What it is called in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// When it began, on the clocks of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub began: Option<String>,
    /// The session.
    pub session: String,
    /// When the session begins, in the cohort's zone.
    pub session_begins: String,
}

/// Somebody, and the rows that are theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Proposal {
    /// Who.
    pub who: Who,
    /// What it is about: a session, or what they did.
    pub about: String,
    /// How they were recognised.
    pub matched: &'static str,
    /// The rows.
    pub rows: Vec<Line>,
}

/// One row that is somebody's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Line {
    /// The line where the row begins.
    pub row: usize,
    /// What it says, on the clocks of the file.
    pub said: String,
    /// `new`, `again` (another row says it, too), `known`, `taken back` (on record, and voided since), `amends` (it says more
    /// than what is on record, which is put right) or `changed` (on record otherwise, for people to put right).
    pub status: &'static str,
    /// Where it is on record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// What is odd about it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// A row for people to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Queued {
    /// The line where the row begins.
    pub row: usize,
    /// The name that it shows.
    pub name: String,
    /// The address that it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What it says, on the clocks of the file.
    pub said: String,
    /// Where it was left to be decided before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// Whether it is of somebody who applied and may be new: then a record can be begun for them.
    pub newcomer: bool,
    /// Why it matches nobody.
    pub why: String,
    /// Whom it may mean.
    pub candidates: Vec<Candidate>,
}

/// Somebody whom a row may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Candidate {
    /// Who.
    pub who: Who,
    /// Why.
    pub why: &'static str,
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Left {
    /// The line where the row begins.
    pub row: usize,
    /// What stands in its first cell that is not blank: mostly a name.
    pub shown: String,
    /// Why.
    pub why: String,
}

impl Left {
    pub(super) fn new(row: usize, cells: &[String], why: String) -> Self {
        let shown = cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty());
        Self { row, shown: super::stays::cut(shown.unwrap_or_default()), why }
    }
}

impl Met {
    pub(super) fn new(ground: &Ground<'_>, meeting: &zoom::Meeting, session: &SessionId) -> Self {
        let zone = ground.rules.policy.policy().zone;
        let began = place::began(meeting);
        // Where the two clocks differ, each is named: side by side without zones they would look the same.
        let of_file = ground.wish.zone.filter(|theirs| *theirs != zone);
        let named =
            |zone: Option<chrono_tz::Tz>| zone.map(|zone| format!(" ({zone})")).unwrap_or_default();
        let said = |began: chrono::NaiveDateTime| {
            format!("{}{}", began.format("%a %-d %b %Y, %H:%M"), named(of_file))
        };
        let begins = say_instant(ground.begins(session), zone);
        Self {
            topic: meeting.topic.clone(),
            began: began.map(said),
            session: session.to_string(),
            session_begins: format!("{begins}{}", named(of_file.map(|_| zone))),
        }
    }
}
