//! What one row claims: an event in the making, of somebody who is not known yet.

use cairn_domain::event::Replacement;
use cairn_domain::{Event, EventId, Instant, Occurred, PractitionerId, Presence};
use chrono::SecondsFormat;
use serde_json::{Value, json};
use uuid::Uuid;

use cairn_import::IMPORTER;

/// The namespace of the identities of what is imported (RFC 9562: any UUID that is fixed once).
pub(super) const NAMESPACE: Uuid = Uuid::from_u128(0x6361_6972_6e2d_4696_8d70_6f72_742d_3031);

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    /// The file's name.
    pub file: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// What it was read as.
    pub kind: String,
    /// The provider, of which identities are made.
    pub provider: String,
    /// The zone in which its local times were read, if it has any.
    pub zone: Option<String>,
}

impl Origin {
    /// Tells whether a duration in a later export is never less: Zoom adds up how long somebody has been there.
    pub fn durations_grow(&self) -> bool {
        self.provider == "zoom"
    }
}

/// What one row claims, placed in time and in its session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claimed {
    /// The line where the row begins.
    pub row: usize,
    /// The name as the file shows it.
    pub shown: String,
    /// The name, or the part of it, that is a person's; none where it is a device's.
    pub name: Option<String>,
    /// The address.
    pub email: Option<String>,
    /// When it was.
    pub occurred: Occurred,
    /// When it was, as an instant: of a day, its beginning.
    pub at: Instant,
    /// The event, as it would stand in somebody's stream.
    pub event: Event,
    /// The provider's own identity of it.
    pub key: Option<String>,
    /// The provider's identity of the payment that went back.
    pub refunds: Option<String>,
    /// What the row says of it, on the clocks of the file.
    pub said: String,
    /// Whether it is all that its row claims.
    pub alone: bool,
    /// What is odd about it.
    pub notes: Vec<String>,
}

impl Claimed {
    /// Returns what makes this claim the same as another of the same person: its provider's identity of it, or what it is
    /// about and when it was. Nothing in it says who it is.
    pub fn slot(&self) -> String {
        if let Some(key) = &self.key {
            return key.clone();
        }
        let seconds = |at: Instant| at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let cohort = self.event.cohort().map(ToString::to_string).unwrap_or_default();
        match &self.event {
            Event::Attended { session, presence: Presence::Intervals(stays), .. } => {
                let when = stays.first().map_or_else(String::new, |stay| seconds(stay.from));
                format!("{cohort}/{session}\n{when}")
            }
            Event::Attended { session, .. } => format!("{cohort}/{session}\nduration"),
            Event::Excused { session, .. } => format!("{cohort}/{session}\nexcused"),
            event => format!("{cohort}\n{}\n{}", event.kind(), self.occurred),
        }
    }

    /// Returns the identity that the event has, if it is of this record.
    pub fn identity(&self, provider: &str, record: PractitionerId) -> EventId {
        let slot = self.slot();
        Uuid::new_v5(&NAMESPACE, format!("{provider}\n{record}\n{slot}").as_bytes())
    }

    /// Returns the claim, as an event that holds another one has it.
    pub fn replacement(&self) -> Replacement {
        replacement(self.occurred, self.event.clone())
    }

    /// Returns where the event comes from, for its envelope.
    pub fn source(&self, origin: &Origin) -> Value {
        let Origin { file, sha256, kind, provider, zone } = origin;
        let mut source = json!({
            "importer": IMPORTER,
            "file": file,
            "sha256": sha256,
            "row": self.row.to_string(),
            "kind": kind,
            "provider": provider,
        });
        if let Some(fields) = source.as_object_mut() {
            let mut add = |name: &str, value: &Option<String>| {
                if let Some(value) = value {
                    fields.insert(name.to_owned(), value.clone().into());
                }
            };
            add("zone", zone);
            add("key", &self.key);
            add("refunds", &self.refunds);
        }
        source
    }
}

/// Puts an event into the shape in which another one holds it.
pub(super) fn replacement(occurred_at: Occurred, event: Event) -> Replacement {
    Replacement { occurred_at, version: event.version(), event: Box::new(event) }
}
