//! Beginning a log: what it is called in every proof.

use cairn_domain::{EventId, Instant};
use cairn_eventlog::About;
use schemars::JsonSchema;
use serde::Serialize;

use crate::failure::Failure;

/// The longest origin.
const LONGEST: usize = 200;

/// A log that has just begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Begun {
    /// `cairn.begun/1`.
    pub schema: &'static str,
    /// Where the log is.
    pub log: String,
    /// The log's own name.
    pub origin: String,
    /// When it was made (RFC 3339, UTC).
    pub created_at: Instant,
    /// Whether it was made under a frozen clock: its times are for tests and transcripts.
    pub frozen_clock: bool,
}

impl Begun {
    /// Describes a new log.
    #[must_use]
    pub fn new(log: impl Into<String>, about: &About) -> Self {
        Self {
            schema: "cairn.begun/1",
            log: log.into(),
            origin: about.origin.clone(),
            created_at: about.created_at,
            frozen_clock: about.frozen_clock,
        }
    }
}

/// Returns a log's origin: the given one, or one that no other log has.
///
/// Every leaf of the tree names the origin, so that no event can move to another log. It must therefore be unique; what
/// else it says is only for people. A fresh identity is unique and claims no domain that is somebody else's.
pub fn origin(given: Option<&str>, fresh: EventId) -> Result<String, Failure> {
    let Some(given) = given else { return Ok(format!("cairn/{}", fresh.as_hyphenated())) };
    let fits = |letter: char| !letter.is_whitespace() && !letter.is_control() && letter != '+';
    if !given.is_empty() && given.len() <= LONGEST && given.chars().all(fits) {
        return Ok(given.to_owned());
    }
    Err(Failure::mend(format!("--origin: `{given}` cannot name a log"))
        .because(format!("the name stands in every proof: 1 to {LONGEST} characters, without spaces and without `+`"))
        .hint("name it as you would a web page of yours: `log.example.org/practitioners`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_given_or_unique() {
        assert_eq!(origin(Some("log.example.org/a"), EventId::nil()).unwrap(), "log.example.org/a");
        assert_ne!(origin(None, EventId::from_u128(1)), origin(None, EventId::from_u128(2)));
        for bad in ["", "a b", "a+b", "a\nb", &"a".repeat(201)] {
            assert!(origin(Some(bad), EventId::nil()).is_err(), "{bad}");
        }
    }
}
