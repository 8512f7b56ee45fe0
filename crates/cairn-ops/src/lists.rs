//! The lists of a cohort that staff send around: who is in it, who was there, who owes what.
//!
//! Each is a report like any other, and lays itself out as a sheet of rows and columns: the same for a table of text, for CSV
//! and for a workbook.

pub mod attendance;
pub mod balances;
pub mod roster;
mod sheet;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod stories_balances;

use cairn_domain::{CheckedPolicy, CohortId};

use crate::cohort::{self, Judged, Judgement, Unjudged};
use crate::failure::Failure;
use crate::ledger::{Ledger, Rules};
use crate::lines::Depth;
use crate::people;

pub use attendance::{Attendance, attendance};
pub use balances::{Balances, balances};
pub use roster::{Roster, roster};
pub use sheet::{Cell, Listed, Sheet};

/// Reads everybody of a cohort, by name.
fn everybody(
    ledger: &Ledger<'_>,
    id: &CohortId,
    policy: Option<&CheckedPolicy>,
    depth: Depth,
) -> Result<(Rules, Vec<Judged>, Vec<Unjudged>), Failure> {
    let rules = cohort::rules(ledger, id, policy)?;
    let everyone = people::everyone(ledger)?;
    let Judgement { mut people, unjudged } = cohort::judge(ledger, &rules, everyone, depth);
    people.sort_by_cached_key(|each| {
        let who = each.person.who();
        (who.called().to_lowercase(), who.stream)
    });
    Ok((rules, people, unjudged))
}
