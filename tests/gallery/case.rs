//! What stands in a `cases.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::value::Datetime;

/// A programme's cases.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    /// What every history begins with.
    #[serde(default)]
    pub always: Vec<String>,
    /// The cases.
    pub case: Vec<Case>,
}

/// A history, and what the policy makes of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What is told, in a line.
    pub name: String,
    /// Which boundary it stands on, if it stands on one.
    pub edge: Option<String>,
    /// The day at whose end, or the local time at which, one asks.
    pub as_of: Datetime,
    /// What happened, besides what always does.
    pub events: Vec<String>,
    /// The top line.
    pub verdict: String,
    /// The best outcome that is met.
    pub outcome: Option<String>,
    /// The best outcome that is in reach.
    pub best_outcome: Option<String>,
    /// How the certificate stands: valid, lapsed or expired.
    pub holds: Option<String>,
    /// What is owed and what came in.
    #[serde(default)]
    pub account: BTreeMap<String, String>,
    /// The deciding requirements: status, measure and minima, as much of it as matters.
    #[serde(default)]
    pub finds: BTreeMap<String, String>,
}
