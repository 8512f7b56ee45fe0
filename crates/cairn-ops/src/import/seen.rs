//! One row that says that somebody was there, and what event it would be.

use cairn_domain::{Event, EventId, Instant, Presence, SessionId};
use cairn_import::zoom;
use chrono::SecondsFormat;
use uuid::Uuid;

use crate::import::Ground;
use crate::import::listed::{Candidate, Queued, Stay};

/// The namespace of the identities of what is imported (RFC 9562: any UUID that is fixed once).
const NAMESPACE: Uuid = Uuid::from_u128(0x6361_6972_6e2d_4696_8d70_6f72_742d_3031);

/// A row that says that somebody was there, in its session.
pub(super) struct Seen<'r> {
    pub stay: &'r zoom::Stay,
    pub session: SessionId,
    pub presence: Presence,
    /// When they joined, if that is known.
    pub joined: Option<Instant>,
}

impl Seen<'_> {
    /// Returns the identity that the event of this row has, if it is of this record.
    pub fn identity(&self, ground: &Ground<'_>, record: Uuid) -> EventId {
        let joined = self.joined.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
        let when = joined.unwrap_or_else(|| "duration".to_owned());
        let session = format!("{}/{}", ground.cohort, self.session);
        Uuid::new_v5(&NAMESPACE, format!("zoom\n{record}\n{session}\n{when}").as_bytes())
    }

    /// Tells whether an event says what the row says.
    pub fn is(&self, ground: &Ground<'_>, event: &Event) -> bool {
        let Event::Attended { cohort, session, presence, .. } = event else { return false };
        let within = match (&self.presence, presence) {
            (Presence::Intervals(ours), Presence::Intervals(theirs)) => {
                ours.iter().all(|stay| theirs.contains(stay))
            }
            (ours, theirs) => ours == theirs,
        };
        cohort == ground.cohort && *session == self.session && within
    }

    /// Returns the row for people to decide.
    pub fn queued(&self, why: String, candidates: Vec<Candidate>) -> Queued {
        let (name, email) = (shown(self.stay), self.stay.email.clone());
        Queued { row: self.stay.line, name, email, said: self.said(), why, candidates }
    }

    /// Returns the row as somebody's.
    pub fn line(&self, status: &'static str, position: Option<u64>) -> Stay {
        let notes = self.stay.notes.iter().map(ToString::to_string).collect();
        let row = self.stay.line;
        Stay { row, said: self.said(), status, position, notes }
    }

    /// Says when, or how long, somebody was there, on the clocks of the file.
    pub fn said(&self) -> String {
        match self.stay.presence {
            zoom::Presence::Between { join, leave, .. } => {
                format!("{}–{}", join.format("%H:%M:%S"), leave.format("%H:%M:%S"))
            }
            zoom::Presence::Minutes(minutes) => format!("{minutes} minutes (when is not known)"),
        }
    }
}

/// Returns a name as the file shows it.
pub(super) fn shown(stay: &zoom::Stay) -> String {
    match &stay.original_name {
        Some(original) => format!("{} ({original})", stay.name),
        None => stay.name.clone(),
    }
}
