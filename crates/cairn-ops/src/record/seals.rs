//! Sealing private fields, and where fresh identities and salts come from.

use cairn_domain::{Commitment, EventId};
use cairn_eventlog::private::seal;
use cairn_eventlog::{PrivateFields, PrivateValue};
use serde_json::Value;

use crate::failure::Failure;

/// A source of what must never repeat: ops make no random numbers of their own.
pub trait Fresh {
    /// Returns a new identity: time-ordered, and never given before.
    fn id(&mut self) -> Result<EventId, Failure>;

    /// Returns a new salt: 32 random bytes, never given before.
    fn salt(&mut self) -> Result<[u8; 32], Failure>;
}

/// The private values of one event in the making, each sealed under the event's own identity.
pub(crate) struct Seals<'f> {
    /// The event's identity.
    pub id: EventId,
    /// The values so far.
    pub values: PrivateFields,
    fresh: &'f mut dyn Fresh,
}

impl<'f> Seals<'f> {
    /// Begins an event.
    pub fn new(fresh: &'f mut dyn Fresh) -> Result<Self, Failure> {
        Ok(Self { id: fresh.id()?, values: PrivateFields::new(), fresh })
    }

    /// Makes a further identity, such as that of a new record.
    pub fn another_id(&mut self) -> Result<EventId, Failure> {
        self.fresh.id()
    }

    /// Seals a value, and keeps it beside the event.
    pub fn seal(&mut self, field: &str, value: &str) -> Result<Commitment, Failure> {
        let salt = self.fresh.salt()?;
        let value = Value::from(value);
        let commitment = seal(self.id, field, &salt, &value);
        self.values.insert(field.to_owned(), PrivateValue { salt, value });
        Ok(commitment)
    }

    /// Returns a value as text.
    pub fn told(&self, field: &str) -> Option<String> {
        told(&self.values, field)
    }
}

/// Returns a private value as text, if it is held.
pub(crate) fn told(values: &PrivateFields, field: &str) -> Option<String> {
    let value = &values.get(field)?.value;
    Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}
