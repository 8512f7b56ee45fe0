//! Names of things: validated once, at the edge, so that nothing downstream has to doubt them.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is wrong with a name that somebody gave.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not {} {what}: expected {expected}", article(what))]
pub struct BadName {
    /// The text as it was given.
    pub given: String,
    /// What it was meant to name.
    pub what: &'static str,
    /// What such a name looks like.
    pub expected: &'static str,
}

/// A name, an activity.
fn article(what: &str) -> &'static str {
    if what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" }
}

const SLUG: &str = "1 to 64 of a-z, 0-9, `-`, `_` and `.`, beginning with a letter or digit";

fn is_slug(text: &str) -> bool {
    let tail =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte);
    text.len() <= 64
        && text
            .bytes()
            .next()
            .is_some_and(|first| first.is_ascii_lowercase() || first.is_ascii_digit())
        && text.bytes().all(tail)
}

macro_rules! slug {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(#[schemars(regex(pattern = r"^[a-z0-9][a-z0-9._-]{0,63}$"))] String);

        impl $name {
            /// Reads the name, or says what such a name looks like.
            pub fn new(text: impl Into<String>) -> Result<Self, BadName> {
                let text = text.into();
                if is_slug(&text) {
                    Ok(Self(text))
                } else {
                    Err(BadName { given: text, what: $what, expected: SLUG })
                }
            }

            /// Returns the name as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadName;
            fn try_from(text: String) -> Result<Self, BadName> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }

        impl FromStr for $name {
            type Err = BadName;
            fn from_str(text: &str) -> Result<Self, BadName> {
                Self::new(text)
            }
        }
    };
}

slug! {
    /// A cohort, such as `compassionate-systems-2025-26`.
    CohortId, "cohort"
}
slug! {
    /// A live session of a cohort, as its calendar names it, such as `2025-09`.
    SessionId, "session"
}
slug! {
    /// A requirement of a policy, such as `attendance`.
    RequirementId, "requirement"
}
slug! {
    /// A piece of work that is handed in and reviewed, such as `project`.
    Item, "item"
}
slug! {
    /// A category of a filing, such as the facet `self` of systems awareness.
    Facet, "facet"
}
slug! {
    /// What an amount of work was done in, such as `coaching-paid` or `ethics`.
    Activity, "activity"
}
slug! {
    /// Somebody it was done with, by a name that says nothing about them, such as `client-7`.
    Partner, "partner"
}
slug! {
    /// One of the ways in which the programme can end for somebody, such as `certified` or `attended`.
    OutcomeId, "outcome"
}
slug! {
    /// A body with authority, such as `staff` or `committee`.
    Role, "role"
}
slug! {
    /// A team that applied together.
    Team, "team"
}

/// Place in the whole log: 1, 2, 3 … without gaps.
pub type Position = u64;

/// The identity of an event; time-ordered (UUID version 7) when `cairn` makes it.
pub type EventId = Uuid;

/// The identity of a practitioner's record. A person may have more than one, until they are linked.
pub type PractitionerId = Uuid;

/// Whose events these are: one practitioner's, or one cohort's.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub enum StreamId {
    /// The events of one practitioner's record.
    Practitioner(PractitionerId),
    /// The events of a cohort: its policies and its sessions.
    Cohort(CohortId),
}

impl StreamId {
    /// Returns the practitioner, if this is a practitioner's stream.
    #[must_use]
    pub fn practitioner(&self) -> Option<PractitionerId> {
        match self {
            Self::Practitioner(id) => Some(*id),
            Self::Cohort(_) => None,
        }
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Practitioner(id) => write!(f, "practitioner/{}", id.as_hyphenated()),
            Self::Cohort(id) => write!(f, "cohort/{id}"),
        }
    }
}

impl FromStr for StreamId {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        let bad = || BadName {
            given: text.to_owned(),
            what: "stream",
            expected: "`practitioner/` and a lower-case UUID with hyphens, or `cohort/` and the cohort's name",
        };
        if let Some(name) = text.strip_prefix("cohort/") {
            return CohortId::new(name).map(Self::Cohort).map_err(|_| bad());
        }
        let id = text.strip_prefix("practitioner/").ok_or_else(bad)?;
        let uuid = Uuid::try_parse(id).map_err(|_| bad())?;
        // One stream has one spelling, or the canonical bytes would not be canonical.
        if uuid.as_hyphenated().to_string() == id {
            Ok(Self::Practitioner(uuid))
        } else {
            Err(bad())
        }
    }
}

impl TryFrom<String> for StreamId {
    type Error = BadName;
    fn try_from(text: String) -> Result<Self, BadName> {
        text.parse()
    }
}

impl From<StreamId> for String {
    fn from(stream: StreamId) -> Self {
        stream.to_string()
    }
}
