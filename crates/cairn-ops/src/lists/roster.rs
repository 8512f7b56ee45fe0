//! The roster: who is in a cohort, and since when they stand where they stand.

use cairn_domain::{CheckedPolicy, CohortId};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::sheet::{begin, beginning};
use super::{Cell, Listed, Sheet, everybody};
use crate::asking::Asked;
use crate::audit::PolicyUsed;
use crate::cohort::Unjudged;
use crate::failure::Failure;
use crate::ledger::Ledger;
use crate::lines::Depth;
use crate::people::Who;

/// Who is in a cohort, by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Roster {
    /// `cairn.roster/1`.
    pub schema: &'static str,
    /// From when and from what the answer speaks.
    pub asked: Asked,
    /// The cohort.
    pub cohort: String,
    /// The policy that was in force.
    pub policy: PolicyUsed,
    /// Its people.
    pub people: Vec<RosterRow>,
    /// Those of whom nothing can be said.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unjudged: Vec<Unjudged>,
}

/// One person of a roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RosterRow {
    /// Who.
    #[serde(flatten)]
    pub who: Who,
    /// Where they stand: `applied`, `admitted`, `certified` and so on.
    pub standing: &'static str,
    /// The day since which they do, in the programme's zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<NaiveDate>,
    /// The cohort.
    pub cohort: String,
    /// The zone that they live in, as told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
}

/// Lists who is in a cohort: everybody of whom anything had happened there by the question's time.
pub fn roster(
    ledger: &Ledger<'_>,
    id: &CohortId,
    policy: Option<&CheckedPolicy>,
) -> Result<Roster, Failure> {
    let (rules, people, unjudged) = everybody(ledger, id, policy, Depth::Brief)?;
    let now = ledger.now_in(rules.policy.zone());
    let rows = people.into_iter().map(|each| RosterRow {
        who: each.person.who(),
        standing: each.answer.standing,
        since: each.answer.standing_since_day,
        cohort: id.to_string(),
        zone: each.person.zone(now).map(|zone| zone.name().to_owned()),
    });
    Ok(Roster {
        schema: "cairn.roster/1",
        asked: ledger.asked_in(rules.policy.zone()),
        cohort: id.to_string(),
        policy: PolicyUsed::new(&rules),
        people: rows.collect(),
        unjudged,
    })
}

impl Listed for Roster {
    fn asked(&self) -> &Asked {
        &self.asked
    }

    fn cohort(&self) -> &str {
        &self.cohort
    }

    fn policy(&self) -> &PolicyUsed {
        &self.policy
    }

    fn unjudged(&self) -> &[Unjudged] {
        &self.unjudged
    }

    fn sheet(&self) -> Sheet {
        let mut headings = beginning();
        headings.extend(["since", "cohort", "zone"].map(str::to_owned));
        let row = |each: &RosterRow| {
            let mut cells = begin(&each.who, each.standing);
            cells.push(Cell::day(each.since));
            cells.push(Cell::Text(each.cohort.clone()));
            cells.push(Cell::text(each.zone.clone()));
            cells
        };
        let remarks = vec![
            "since: the day on which they came to stand where they stand, in the programme's zone"
                .to_owned(),
            "zone: the time zone that they live in, as they told it".to_owned(),
        ];
        let rows = self.people.iter().map(row).collect();
        Sheet { name: "Roster", headings, rows, remarks }
    }
}
