//! Amounts of something done, by category, and examinations.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::event::Amount;
use crate::ids::{Activity, Facet};

/// What an amount counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Time, in minutes.
    Minutes,
    /// Hundredths of something, by what people call it: `credits`, `dives`.
    Hundredths(String),
}

impl Measure {
    /// Returns how much of this an amount is; `None` if it counts something else.
    #[must_use]
    pub const fn of(&self, amount: Amount) -> Option<u32> {
        match (self, amount) {
            (Self::Minutes, Amount::Minutes(much))
            | (Self::Hundredths(_), Amount::Hundredths(much)) => Some(much),
            _ => None,
        }
    }
}

/// A category of what is done: activities, or further categories, never both.
///
/// Each activity belongs to one category only, so that nothing is counted twice and no single best future is in doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its name.
    pub name: Facet,
    /// The activities in it.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub of: BTreeSet<Activity>,
    /// The categories in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub among: Vec<Category>,
    /// The least that is asked of it, in minutes or hundredths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<u32>,
    /// The most that counts of it, in minutes or hundredths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
}

impl Category {
    /// What a part of the answer is called, that no category can be called: how many different people there must be.
    pub const DIFFERENT: &'static str = "different";

    /// Walks the tree from the top: this category, then those in it.
    pub fn walk(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        Box::new(std::iter::once(self).chain(self.among.iter().flat_map(Self::walk)))
    }
}
