//! What was recorded, or would be.

use std::collections::BTreeMap;

use cairn_domain::{Instant, Position};
use schemars::JsonSchema;
use serde::Serialize;

use crate::people::Who;

/// What was recorded, or would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Report {
    /// `cairn.recorded/1`.
    pub schema: &'static str,
    /// Whether this only shows what would be recorded.
    pub dry_run: bool,
    /// Its place in the log; absent in a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// Its place in its stream; absent in a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<u64>,
    /// Its name on the wire.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The stream that it stands in.
    pub stream: String,
    /// Whom it is about; absent where it is about a cohort.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<Who>,
    /// What to call whom or what it is about.
    pub called: String,
    /// What happened, in words.
    pub what: String,
    /// When it was true, in words and in the cohort's zone.
    pub on: String,
    /// When it was written down (RFC 3339, UTC); in a dry run, the time of asking.
    pub recorded_at: Instant,
    /// When it was written down, in words and in the cohort's zone.
    pub recorded_on: String,
    /// Who wrote it down.
    pub recorded_by: String,
    /// The private values that it commits to, by field.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub private: BTreeMap<String, String>,
    /// What the corrected event said until now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Saying>,
    /// What the corrected event says from now on; absent where it no longer counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Saying>,
    /// What else follows from it, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<String>,
    /// What is odd about it, or has become odd by it, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub odd: Vec<String>,
    /// The envelope, as `cairn export` writes it.
    pub event: serde_json::Value,
}

/// What a corrected event says, before or after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Saying {
    /// Its place in the log.
    pub position: Position,
    /// What happened, in words.
    pub what: String,
    /// When it was true, in words and in the cohort's zone.
    pub on: String,
}
