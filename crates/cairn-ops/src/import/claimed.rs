//! What one row claims: an event in the making, of somebody who is not known yet.

use std::fmt::Write as _;
use std::rc::Rc;

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
    /// Whether the file does not say when it was, so that a time was taken for it.
    pub assumed: bool,
    /// The event, as it would stand in somebody's stream.
    pub event: Event,
    /// The number of the meeting that it was in.
    pub meeting: Option<String>,
    /// The provider's own identity of it.
    pub key: Option<String>,
    /// The provider's identity of the payment that went back.
    pub refunds: Option<String>,
    /// What the row says of it, on the clocks of the file.
    pub said: String,
    /// Which one it is of the rows of its file that say the very same of money and have no identity of their own: the first, the
    /// second.
    pub ordinal: u32,
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
            return keyed(self.event.kind(), key);
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
            // Without an identity of its own, two things at one time are told apart by what they say.
            Event::Paid { amount, .. } | Event::Refunded { amount, .. } => {
                let nth = match self.ordinal {
                    1 => String::new(),
                    nth => format!("\n{nth}"),
                };
                format!("{cohort}\n{}\n{}\n{amount}{nth}", self.event.kind(), self.occurred)
            }
            Event::Reflected { session, .. } => {
                format!("{cohort}/{session}\nreflected\n{}", self.occurred)
            }
            event => format!("{cohort}\n{}\n{}", event.kind(), self.occurred),
        }
    }

    /// Returns the identity that the event has, if it is of this record.
    pub fn identity(&self, provider: &str, record: PractitionerId) -> EventId {
        let slot = self.slot();
        Uuid::new_v5(&NAMESPACE, format!("{provider}\n{record}\n{slot}").as_bytes())
    }

    /// Returns when it is taken in: what was paid, then single refunds, then the whole that went back of a payment.
    pub fn phase(&self) -> u8 {
        let whole = || {
            self.refunds.as_ref().is_some_and(|payment| {
                self.key.as_deref() == Some(format!("{payment}/refund").as_str())
            })
        };
        match self.event {
            Event::Refunded { .. } if whole() => 2,
            Event::Refunded { .. } => 1,
            _ => 0,
        }
    }

    /// Returns the claim, as an event that holds another one has it.
    pub fn replacement(&self) -> Replacement {
        replacement(self.occurred, self.event.clone())
    }

    /// Returns where the event comes from.
    pub fn source(&self, origin: &Rc<Origin>) -> Whence {
        let (key, refunds) = (self.key.clone(), self.refunds.clone());
        Whence::Row {
            origin: Rc::clone(origin),
            rows: self.row.to_string(),
            key,
            refunds,
            meeting: self.meeting.clone(),
            assumed: self.assumed,
            ordinal: self.ordinal,
            said: None,
        }
    }
}

/// Where an event comes from. What all rows of a file share is held once: there may be very many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Whence {
    /// From a row, or from several of them.
    Row {
        origin: Rc<Origin>,
        rows: String,
        key: Option<String>,
        refunds: Option<String>,
        meeting: Option<String>,
        assumed: bool,
        ordinal: u32,
        /// What the row says, where people are to decide of it.
        said: Option<String>,
    },
    /// From the import itself.
    Told(Value),
}

impl Whence {
    /// Tells whether it is from a file of these bytes.
    pub fn is_of(&self, sha256: &str) -> bool {
        match self {
            Self::Row { origin, .. } => origin.sha256 == sha256,
            Self::Told(source) => source.get("sha256").is_some_and(|theirs| *theirs == sha256),
        }
    }

    /// Adds a row of the same file.
    pub fn also(&mut self, row: usize, sha256: &str) {
        if let Self::Row { origin, rows, .. } = self
            && origin.sha256 == sha256
        {
            let _ = write!(rows, ", {row}");
        }
    }

    /// Returns it as an envelope holds it.
    pub fn value(self) -> Value {
        let (origin, rows, key, refunds, meeting, assumed, ordinal, said) = match self {
            Self::Told(source) => return source,
            Self::Row { origin, rows, key, refunds, meeting, assumed, ordinal, said } => {
                (origin, rows, key, refunds, meeting, assumed, ordinal, said)
            }
        };
        let Origin { file, sha256, kind, provider, zone } = &*origin;
        let mut source = json!({
            "importer": IMPORTER,
            "file": file,
            "sha256": sha256,
            "row": rows,
            "kind": kind,
            "provider": provider,
        });
        if let Some(fields) = source.as_object_mut() {
            let more = [
                ("zone", zone.clone()),
                ("meeting", meeting),
                ("key", key),
                ("refunds", refunds),
                ("time", assumed.then(|| "assumed".to_owned())),
                ("ordinal", (ordinal > 1).then(|| ordinal.to_string())),
                ("said", said),
            ];
            for (name, value) in more {
                fields.extend(value.map(|value| (name.to_owned(), Value::from(value))));
            }
        }
        source
    }
}

/// Returns what makes the payment of that key the same as another of the same person.
pub(super) fn payment(provider: &str, record: PractitionerId, key: &str) -> EventId {
    let slot = keyed("paid", key);
    Uuid::new_v5(&NAMESPACE, format!("{provider}\n{record}\n{slot}").as_bytes())
}

/// A payment and a refund may go by one reference.
fn keyed(kind: &str, key: &str) -> String {
    format!("{kind}\n{key}")
}

/// Puts an event into the shape in which another one holds it.
pub(super) fn replacement(occurred_at: Occurred, event: Event) -> Replacement {
    Replacement { occurred_at, version: event.version(), event: Box::new(event) }
}
