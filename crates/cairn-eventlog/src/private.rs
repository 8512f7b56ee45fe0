//! Private fields: what an event's body commits to without saying it.
//!
//! A commitment is SHA-256 over length-prefixed parts: a domain tag, the event's id, the field's name, a fresh salt of 32
//! bytes and the value in canonical form. It names the event by its id, not by its place in the log, so that a body stays
//! what it is when it is loaded into another log. Lengths are 8 bytes, big end first, so that no two lists of parts have
//! the same bytes. Fresh salts keep one disclosed field from being an oracle for the others.

use cairn_domain::{Commitment, EventId};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::canonical;
use crate::envelope::{PrivateFields, PrivateValue};

const TAG: &[u8] = b"cairn/private/v1";

/// Returns the commitment of an event to a private field.
#[must_use]
pub fn seal(event_id: EventId, field: &str, salt: &[u8; 32], value: &Value) -> Commitment {
    let value = canonical::text(value);
    let parts = [TAG, event_id.as_bytes(), field.as_bytes(), salt, value.as_bytes()];
    let digest = parts.into_iter().fold(Sha256::new(), |digest, part| {
        let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
        digest.chain_update(length.to_be_bytes()).chain_update(part)
    });
    Commitment(digest.finalize().into())
}

/// Tells whether a private value is the one that the event committed to.
#[must_use]
pub fn opens(
    commitment: &Commitment,
    event_id: EventId,
    field: &str,
    private: &PrivateValue,
) -> bool {
    seal(event_id, field, &private.salt, &private.value) == *commitment
}

/// Returns the commitments of a body to a field: the body's own, and that of the body that an amendment puts in place.
pub fn commitments<'b>(body: &'b Value, field: &str) -> impl Iterator<Item = Commitment> + use<'b> {
    let own = body.get(field);
    let replacement = body.get("to").and_then(|to| to.get("body")).and_then(|body| body.get(field));
    own.into_iter().chain(replacement).filter_map(|text| text.as_str()?.parse().ok())
}

/// Returns every commitment of a body by the name of its field, those of a replacement's body too.
pub(crate) fn all_commitments(body: &Value) -> Vec<(String, Commitment)> {
    let replacement = body.get("to").and_then(|to| to.get("body"));
    let fields =
        [Some(body), replacement].into_iter().flatten().filter_map(Value::as_object).flatten();
    fields.filter_map(|(field, text)| Some((field.clone(), text.as_str()?.parse().ok()?))).collect()
}

/// A private value that its event did not commit to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the private field `{field}` {what}")]
pub struct NotCommitted {
    /// The field's name.
    pub field: String,
    /// What does not fit.
    pub what: &'static str,
}

/// Checks that every private value is one that the body commits to; values that are missing were erased.
pub fn check(event_id: EventId, body: &Value, private: &PrivateFields) -> Result<(), NotCommitted> {
    for (field, value) in private {
        let mut committed = commitments(body, field).peekable();
        let what = if committed.peek().is_none() {
            "has no commitment in the body: expected `sha256:…` under the same name"
        } else if committed.any(|commitment| opens(&commitment, event_id, field, value)) {
            continue;
        } else {
            "does not open the commitment in the body: value, salt or event id is not what was committed to"
        };
        return Err(NotCommitted { field: field.clone(), what });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn value(text: &str) -> PrivateValue {
        PrivateValue { salt: [7; 32], value: json!(text) }
    }

    /// Pinned, and calculated by another program (Python's hashlib): a value sealed today must open in every later version.
    #[test]
    fn a_seal_never_changes() {
        let sealed = seal(EventId::from_u128(1), "name", &[7; 32], &json!("Ada Example"));
        assert_eq!(sealed.to_string(), PINNED);
    }

    const PINNED: &str = "sha256:1e08bee9e94dd530c30675da8c10677e4db449e53b424336869a408c1ce2b1d7";

    #[test]
    fn only_the_same_event_field_salt_and_value_open_a_seal() {
        let id = EventId::from_u128(1);
        let sealed = seal(id, "name", &[7; 32], &json!("Ada Example"));
        assert!(opens(&sealed, id, "name", &value("Ada Example")));
        assert!(!opens(&sealed, EventId::from_u128(2), "name", &value("Ada Example")));
        assert!(!opens(&sealed, id, "nam", &value("Ada Example")));
        assert!(!opens(&sealed, id, "name", &value("Ada example")));
        assert!(!opens(
            &sealed,
            id,
            "name",
            &PrivateValue { salt: [8; 32], ..value("Ada Example") }
        ));
    }

    #[test]
    fn a_value_opens_the_body_or_its_replacement_and_may_be_missing() {
        let id = EventId::from_u128(1);
        let sealed = seal(id, "name", &[7; 32], &json!("Ada")).to_string();
        let other = seal(id, "name", &[9; 32], &json!("Eve")).to_string();
        let private = PrivateFields::from([("name".to_owned(), value("Ada"))]);
        for body in
            [json!({"name": sealed}), json!({"name": other, "to": {"body": {"name": sealed}}})]
        {
            assert_eq!(check(id, &body, &private), Ok(()));
            assert_eq!(check(id, &body, &PrivateFields::new()), Ok(()));
        }
        for body in [json!({}), json!({"name": other}), json!({"note": sealed})] {
            assert!(check(id, &body, &private).is_err(), "{body}");
        }
    }
}
